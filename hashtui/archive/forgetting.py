"""Forgetting an account: everything of it leaves the archive, and it stays out from then on."""

import sqlite3
from collections.abc import Container, Iterable
from dataclasses import replace

from hashtui.archive.codec import BEGINS_MANY, pack_whole, unpack_person, unpack_whole, without_booster
from hashtui.archive.entries import Kind, unpack_said, unpack_seen
from hashtui.archive.indexing import folded_of, indexed
from hashtui.archive.kept import Forgotten
from hashtui.archive.rows import COLUMNS, UNREADABLE, Row, hash_of, read_row
from hashtui.archive.saving import NO_WORDS, NOT_TAGGED, post_of
from hashtui.archive.unfolded import is_unfolded
from hashtui.post.clean import clean_handle, clean_line
from hashtui.post.post import Author

ASKED_AT_ONCE = 500


def forget(connection: sqlite3.Connection, who: str, now: int) -> Forgotten:
    """Take out the account of this handle or key, in the transaction the caller began. sqlite3.Error."""
    run = connection.execute
    name = str(clean_line(who))
    handle = str(clean_handle(name if name.startswith("@") else f"@{name}"))
    is_key = "/" in name or ":" in name or "@" not in name.removeprefix("@")
    people = _people(connection, name, handle.lower())
    rows = {(str(known), str(shown)) for _, key, shown in people for known in (key, shown.lower())}
    rows = rows or {(name, name) if is_key else (handle.lower(), handle)}
    names, ids = frozenset(known for known, _ in rows), frozenset(number for number, _, _ in people)
    posts = [int(number) for person in ids for (number,) in run("SELECT id FROM posts WHERE person = ?", (person,))]
    remove(connection, posts)
    passed_on = {int(post) for person in ids for (post,) in run("SELECT post FROM boosts WHERE person = ?", (person,))}
    boosts = sum(run("DELETE FROM boosts WHERE person = ?", (person,)).rowcount for person in ids)
    _remove_boosters(connection, names)
    copied = _remove_copies(connection, names)
    _remove_heard(connection, passed_on | copied, ids)
    for person in ids:
        run("DELETE FROM portraits WHERE person = ?", (person,))
        run("DELETE FROM people WHERE id = ?", (person,))
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
        _gather(connection, numbers)
        connection.execute("DELETE FROM journal WHERE post IN (SELECT id FROM gone)")
        connection.execute("DELETE FROM gone")


def _gather(connection: sqlite3.Connection, posts: Iterable[int]) -> None:
    """Put these numbers into `gone`, by which the journal is looked through once for all of them."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO gone VALUES (?)", [(number,) for number in posts])


def unindex(connection: sqlite3.Connection, row: Row) -> None:
    """The post is found no more, by no name, tag or word."""
    post = post_of(connection, row.person, row.portrait, row.body, row.key)
    names = {row.key, post.url or row.key, *(voice.key for voice in row.tidings.voices if voice.key is not None)}
    hashes = [(hash_of(one), row.id) for one in names]
    connection.executemany("DELETE FROM names WHERE hash = ? AND post = ?", hashes)
    connection.executemany("DELETE FROM new_names WHERE hash = ? AND post = ?", hashes)
    if row.deleted_at is None:
        connection.executemany(NOT_TAGGED, [(tag, row.stands_at, row.id) for tag in row.tags])
        if not is_unfolded(connection, row.id):
            connection.execute(NO_WORDS, (row.id, indexed(folded_of(post))))


def _remove_boosters(connection: sqlite3.Connection, names: Container[str]) -> None:
    """Of posts by others that were heard because the account passed them on: that it did."""
    for table in ("posts", "versions"):
        query = f"SELECT id, body FROM {table} WHERE id > ? AND substr(body, 1, 1) = ? ORDER BY id LIMIT ?"  # noqa: S608  # our own names
        last = -1
        while found := connection.execute(query, (last, BEGINS_MANY, ASKED_AT_ONCE)).fetchall():
            last = found[-1][0]
            for number, body in found:
                try:
                    cleared = without_booster(bytes(body), names)
                except UNREADABLE:
                    continue
                if cleared is not None:
                    connection.execute(f"UPDATE {table} SET body = ? WHERE id = ?", (cleared, number))  # noqa: S608  # ditto


def _remove_copies(connection: sqlite3.Connection, names: Container[str]) -> set[int]:
    """Take out what the account wrote of posts that stand under somebody else's name too; which posts these are."""
    copied: set[int] = set()
    for (number,) in connection.execute("SELECT id FROM copies").fetchall():
        ((post, key, body),) = connection.execute("SELECT post, key, body FROM copies WHERE id = ?", (number,))
        try:
            copy = unpack_whole(body)
        except UNREADABLE:
            continue
        if _goes_by(copy.author, names):
            connection.execute("DELETE FROM copies WHERE id = ?", (number,))
            _forget_copy(connection, post, key)
            copied.add(post)
        elif copy.boosted_by is not None and _goes_by(copy.boosted_by, names):
            cleared = pack_whole(replace(copy, boosted_by=None))
            connection.execute("UPDATE copies SET body = ? WHERE id = ?", (cleared, number))
    return copied


def _forget_copy(connection: sqlite3.Connection, post: int, key: str) -> None:
    """The post stands without the copy of that key."""
    for values in connection.execute(f"SELECT {COLUMNS} FROM posts WHERE id = ?", (post,)).fetchall():  # noqa: S608  # our own names
        try:
            row = read_row(values)
        except UNREADABLE:
            continue
        row.tidings.voices = [voice for voice in row.tidings.voices if voice.key != key]
        row.tidings.echoes = [echo for echo in row.tidings.echoes if echo != key]
        connection.execute("UPDATE posts SET heard = ? WHERE id = ?", (row.tidings.packed(row.stands_at), post))


def _remove_heard(connection: sqlite3.Connection, posts: Iterable[int], people: Container[int]) -> None:
    """Take out of the journal what these people wrote of these posts, and that they passed them on."""
    _gather(connection, posts)
    query = "SELECT id, kind, heard FROM journal WHERE post IN (SELECT id FROM gone) AND kind IN (?, ?)"
    for entry, kind, heard in connection.execute(query, (int(Kind.SIGHTING), int(Kind.BOOST))).fetchall():
        try:
            person = (unpack_seen if kind == Kind.SIGHTING else unpack_said)(heard).person
        except UNREADABLE:
            continue
        if person in people:
            connection.execute("DELETE FROM journal WHERE id = ?", (entry,))
    connection.execute("DELETE FROM gone")


def _goes_by(author: Author, names: Container[str]) -> bool:
    return author.key in names or author.handle.lower() in names
