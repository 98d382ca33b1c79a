"""The indexes made anew from the posts: after a damage, or when words are folded otherwise than before."""

import sqlite3
import unicodedata

from hashtui.archive.indexing import folded_of, indexed
from hashtui.archive.rows import COLUMNS, UNREADABLE, Columns, hash_of, read_row
from hashtui.archive.saving import NAME, TAGGED, WORDS, post_of
from hashtui.archive.unfolded import NOTE
from hashtui.post.folding import fold

_SOME = 1_000
_SAMPLE = "Ça ira, Œdipe ! «Tōkyō» 東京タワー ｶﾀｶﾅ ﬁn Straße ИЙЁ नमस्ते Ⅷ ½ 🔥"


def folding_mark() -> str:
    """What changes when the same text may be folded otherwise."""
    return f"1 {unicodedata.unidata_version} {indexed(fold(_SAMPLE))}"


def is_folded_so(connection: sqlite3.Connection) -> bool:
    """Whether the words of the file were folded as they are now."""
    found = connection.execute("SELECT value FROM notes WHERE name = 'folding'").fetchone()
    return found is not None and bool(found[0] == folding_mark())


def mark_folding(connection: sqlite3.Connection) -> None:
    """From now on they are, all of them."""
    connection.execute("INSERT OR REPLACE INTO notes VALUES ('folding', ?)", (folding_mark(),))
    connection.execute("DELETE FROM notes WHERE name = ?", (NOTE,))


def rebuild_words(connection: sqlite3.Connection) -> None:
    """Make the index of words anew, in the transaction the caller began. sqlite3.Error."""
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    _rebuild(connection, words_only=True)
    mark_folding(connection)


def rebuild_all(connection: sqlite3.Connection) -> int:
    """Make every index anew; how many posts there are. What makes no sense is left out. sqlite3.Error."""
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    connection.execute("DELETE FROM names")
    connection.execute("DELETE FROM new_names")
    connection.execute("DELETE FROM tagged")
    count = _rebuild(connection, words_only=False)
    mark_folding(connection)
    return count


def _rebuild(connection: sqlite3.Connection, *, words_only: bool) -> int:
    last, count = -1, 0
    many = connection.executemany
    while True:
        query = f"SELECT {COLUMNS} FROM posts WHERE id > ? ORDER BY id LIMIT {_SOME}"  # noqa: S608  # our own names
        found: list[Columns] = connection.execute(query, (last,)).fetchall()
        if not found:
            return count
        last = found[-1][0]
        names: list[tuple[int, int]] = []
        tagged: list[tuple[int, int, int]] = []
        words: list[tuple[int, str]] = []
        for columns in found:
            try:
                row = read_row(columns)
                post = post_of(connection, row.person, row.portrait, row.body, row.key)
            except UNREADABLE:
                if not words_only:
                    connection.execute("DELETE FROM posts WHERE id = ?", (columns[0],))
                continue
            count += 1
            keys = [voice.key for voice in row.tidings.voices if voice.key is not None]
            names += [(hash_of(name), row.id) for name in {row.key, post.url or row.key, *keys}]
            if row.deleted_at is None:
                tagged += [(tag, row.stands_at, row.id) for tag in row.tags]
                words.append((row.id, indexed(folded_of(post))))
        many(WORDS, words)
        if not words_only:
            many(NAME, names)
            many(TAGGED, tagged)
