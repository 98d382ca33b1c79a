"""Forgetting an account: everything of it leaves the archive, and it stays out from then on."""

import sqlite3
from collections.abc import Iterable

from hashtui.archive.codec import unpack_person, unpack_whole
from hashtui.archive.entries import Kind, unpack_seen
from hashtui.archive.indexing import folded_of, indexed
from hashtui.archive.kept import Forgotten
from hashtui.archive.rows import COLUMNS, UNREADABLE, Row, hash_of, read_row
from hashtui.archive.saving import NO_WORDS, NOT_TAGGED, post_of
from hashtui.post.clean import clean_handle, clean_line

ASKED_AT_ONCE = 500


def forget(connection: sqlite3.Connection, who: str, now: int) -> Forgotten:
    """Take out the account of this handle or key, in the transaction the caller began. sqlite3.Error."""
    run = connection.execute
    name = str(clean_line(who))
    handle = str(clean_handle(name if name.startswith("@") else f"@{name}"))
    is_key = "/" in name or ":" in name or "@" not in name.removeprefix("@")
    people = _people(connection, name, handle.lower())
    ids = [number for number, _, _ in people]
    posts = [int(number) for person in ids for (number,) in run("SELECT id FROM posts WHERE person = ?", (person,))]
    remove(connection, posts)
    boosts = sum(run("DELETE FROM boosts WHERE person = ?", (person,)).rowcount for person in ids)
    _remove_copies(connection, {str(key) for _, key, _ in people}, set(ids))
    for person in ids:
        run("DELETE FROM portraits WHERE person = ?", (person,))
        run("DELETE FROM people WHERE id = ?", (person,))
    rows = {(str(known), str(shown)) for _, key, shown in people for known in (key, shown.lower())}
    rows = rows or {(name, name) if is_key else (handle.lower(), handle)}
    connection.executemany("INSERT OR REPLACE INTO forgotten VALUES (?, ?, ?)", [(*row, now) for row in rows])
    return Forgotten(len(posts), boosts, tuple(sorted({shown for _, shown in rows})))


def _people(connection: sqlite3.Connection, key: str, handle: str) -> list[tuple[int, str, str]]:
    """The numbers, keys and handles of the accounts so called, now or before. SQLite knows no capitals but ASCII's."""
    former = {
        int(person)
        for person, body in connection.execute("SELECT person, body FROM portraits")
        if _handle_in(bytes(body)).lower() == handle
    }
    people = connection.execute("SELECT id, key, handle FROM people").fetchall()
    return [one for one in people if one[1] == key or one[2].lower() == handle or one[0] in former]


def _handle_in(packed: bytes) -> str:
    try:
        return unpack_person(packed).handle
    except UNREADABLE:
        return ""


def remove(connection: sqlite3.Connection, posts: Iterable[int], *, journal: bool = True) -> None:
    """Take these posts out of every table and index; of the journal too, which is looked through for that.

    sqlite3.Error.
    """
    numbers = list(posts)
    for start in range(0, len(numbers), ASKED_AT_ONCE):
        some = numbers[start : start + ASKED_AT_ONCE]
        marks = ",".join("?" * len(some))
        for values in connection.execute(f"SELECT {COLUMNS} FROM posts WHERE id IN ({marks})", some).fetchall():  # noqa: S608  # question marks
            try:
                unindex(connection, read_row(values))
            except UNREADABLE:
                continue  # what cannot be read is in no index under its own name
        for table, column in (("versions", "post"), ("copies", "post"), ("boosts", "post"), ("posts", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} IN ({marks})", some)  # noqa: S608  # question marks
    if journal and numbers:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY)")
        connection.executemany("INSERT OR IGNORE INTO gone VALUES (?)", [(number,) for number in numbers])
        connection.execute("DELETE FROM journal WHERE post IN (SELECT id FROM gone)")
        connection.execute("DELETE FROM gone")


def unindex(connection: sqlite3.Connection, row: Row) -> None:
    """The post is found no more, by no name, tag or word."""
    post = post_of(connection, row.person, row.portrait, row.body, row.key)
    names = {row.key, post.url or row.key, *(voice.key for voice in row.tidings.voices if voice.key is not None)}
    hashes = [(hash_of(one), row.id) for one in names]
    connection.executemany("DELETE FROM names WHERE hash = ? AND post = ?", hashes)
    connection.executemany("DELETE FROM new_names WHERE hash = ? AND post = ?", hashes)
    if row.deleted_at is None:
        connection.executemany(NOT_TAGGED, [(tag, row.stands_at, row.id) for tag in row.tags])
        connection.execute(NO_WORDS, (row.id, indexed(folded_of(post))))


def _remove_copies(connection: sqlite3.Connection, keys: set[str], people: set[int]) -> None:
    """Take out what the account wrote of posts that stand under somebody else's name too."""
    run = connection.execute
    for number, post, key, body in run("SELECT id, post, key, body FROM copies").fetchall():
        try:
            if unpack_whole(body).author.key not in keys:
                continue
        except UNREADABLE:
            continue
        run("DELETE FROM copies WHERE id = ?", (number,))
        for values in run(f"SELECT {COLUMNS} FROM posts WHERE id = ?", (post,)).fetchall():  # noqa: S608  # our own names
            row = read_row(values)
            row.tidings.voices = [voice for voice in row.tidings.voices if voice.key != key]
            row.tidings.echoes = [echo for echo in row.tidings.echoes if echo != key]
            run("UPDATE posts SET heard = ? WHERE id = ?", (row.tidings.packed(row.stands_at), post))
        query = "SELECT id, heard FROM journal WHERE post = ? AND kind = ?"
        for entry, heard in run(query, (post, int(Kind.SIGHTING))).fetchall():
            if unpack_seen(heard).person in people:
                run("DELETE FROM journal WHERE id = ?", (entry,))
