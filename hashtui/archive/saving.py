"""The writing down of one batch: its rows gathered, and then put into every table and index at once."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

from hashtui.archive.codec import edited_in, encode, stamp, unpack_person, unpack_post
from hashtui.archive.directory import Directory
from hashtui.archive.entries import Kind
from hashtui.archive.indexing import folded_of, indexed
from hashtui.archive.rows import UNREADABLE, Before, Row, hash_of
from hashtui.archive.unfolded import is_unfolded
from hashtui.post.clean import clean_line
from hashtui.post.post import NO_COUNTS, Post
from hashtui.post.sighting import Cursor

NEVER = -(1 << 62)
"""Before all that ever happened."""
MOST_NEW = 65_536
"""Names that are gathered before they are put among the others."""
SLICES = 64
_A_DAY = 86_400 * 1_000_000

TOGETHER = 50
"""Rows that one statement puts into a table."""

# What fails undoes the whole batch: to undo a single statement SQLite would keep a copy of each page it changes.
_NEW_POST = "INSERT OR ROLLBACK INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_POST_AGAIN = """
UPDATE posts SET stands_at = ?, person = ?, portrait = ?, state = ?, tags = ?, heard = ?, body = ?, deleted_at = ?,
deleted_by = ? WHERE id = ?
"""
NAME = "INSERT OR IGNORE INTO new_names VALUES (?, ?)"
TAGGED = "INSERT OR IGNORE INTO tagged VALUES (?, ?, ?)"
NOT_TAGGED = "DELETE FROM tagged WHERE tag = ? AND stands_at = ? AND post = ?"
WORDS = "INSERT INTO words (rowid, said) VALUES (?, ?)"
NO_WORDS = "INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)"
_JOURNAL = "INSERT OR ROLLBACK INTO journal (due, kind, post, heard) VALUES (?, ?, ?, ?)"
_WRITTEN = "SELECT 1 FROM journal WHERE due = ? AND kind = ? AND post = ? AND heard = ?"
_VERSION = "INSERT INTO versions (post, state, source, at, body) VALUES (?, ?, ?, ?, ?)"
_COPY = (
    "INSERT INTO copies (post, key, body) VALUES (?, ?, ?) ON CONFLICT (post, key) DO UPDATE SET body = excluded.body"
)
_BOOST = "INSERT OR IGNORE INTO boosts VALUES (?, ?, ?, ?, ?)"
_GAP = "INSERT OR IGNORE INTO gaps (since, until, heard) VALUES (?, ?, ?)"
_CURSOR = "INSERT OR REPLACE INTO cursors VALUES (?, ?, ?, ?)"
_DAY = """
INSERT OR IGNORE INTO days
SELECT ?, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'posts'), 0) + 1,
coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0) + 1
"""


class Saving:
    """What one batch puts into the tables."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory) -> None:
        self._connection = connection
        self._run = connection.execute
        self._directory = directory
        self.cursors: list[tuple[int, Cursor]] = []
        """With the numbers of their sources."""
        self.copies: dict[tuple[int, str], bytes] = {}
        self._new: list[Row] = []
        self._names: list[tuple[int, int]] = []
        self._journal: list[tuple[int, int, int, bytes]] = []
        self._last_post: int | None = None

    def next_post(self) -> int:
        """A number that no post has."""
        if self._last_post is None:
            self._last_post = last_post(self._connection)
        self._last_post += 1
        return self._last_post

    def begin(self, row: Row) -> None:
        """A post that was not known, with its `post`."""
        self._new.append(row)
        self.name(row.key, row.id)
        url = None if row.post is None else row.post.url
        if url is not None and url != row.key:
            self.name(url, row.id)

    def name(self, name: str, post: int) -> None:
        """The post goes under this name too."""
        self._names.append((hash_of(name), post))

    def note(self, kind: Kind, due: int, post: int, heard: bytes, *, again: bool = False) -> None:
        """A row of the journal; `again`: unless the very same stands there."""
        row = (due, int(kind), post, heard)
        if not again or self._run(_WRITTEN, row).fetchone() is None:
            self._journal.append(row)

    def state_of(self, row: Row, body: bytes) -> int | None:
        """The number of this state of the post; None when it is new."""
        if body == row.body:
            return row.state
        if row.tidings.last == 0:
            return None
        found = self._run("SELECT state FROM versions WHERE post = ? AND body = ?", (row.id, body)).fetchone()
        return None if found is None else int(found[0])

    def edited(self, row: Row) -> int:
        """When the state that counts was edited."""
        if row.post is not None:
            return NEVER if row.post.edited_at is None else stamp(row.post.edited_at)
        try:
            edited = edited_in(row.body)
        except UNREADABLE:
            return NEVER
        return NEVER if edited is None else edited

    def version(self, post: int, state: int, source: int, at: int, body: bytes) -> None:
        """A state of the post that is not the newest."""
        self._run(_VERSION, (post, state, source, at, body))

    def keep_former(self, row: Row) -> None:
        """Its newest state is so no longer."""
        self.version(row.id, row.state, row.tidings.source, row.tidings.at, row.body)

    def drop_version(self, post: int, state: int) -> None:
        """This state is the newest now."""
        self._run("DELETE FROM versions WHERE post = ? AND state = ?", (post, state))

    def boost(self, post: int, person: int, portrait: int, at: int, heard: bytes) -> bool:
        """Somebody passed it on; whether that is news."""
        return self._run(_BOOST, (post, person, portrait, at, heard)).rowcount > 0

    def gap(self, since: int, until: int, heard: bytes) -> bool:
        """A hole; whether that is news."""
        return self._run(_GAP, (since, until, heard)).rowcount > 0

    def save(self, rows: Iterable[Row], now: int) -> int:
        """Put everything into the tables; by how much the number of posts that stand has grown.

        The day is noted first, with the numbers that come next. The index of words needs posts and people as they are
        in the end: it comes behind them.
        """
        many = self._connection.executemany
        self._run(_DAY, (now // _A_DAY,))
        self._put(_NEW_POST, [_columns(row) for row in self._new])
        self._put(NAME, self._names)
        self._file_names()
        changed = {row.id: row for row in rows if row.is_changed and not row.is_new}
        many(_POST_AGAIN, [(*_columns(row)[2:], row.id) for row in changed.values()])
        standing = [row for row in self._new if row.deleted_at is None]
        self._put(TAGGED, [(tag, row.stands_at, row.id) for row in standing for tag in row.tags])
        many(WORDS, ((row.id, indexed(folded_of(row.post))) for row in standing if row.post is not None))
        for row in changed.values():
            if row.before is not None:
                self._index_anew(row, row.before)
        many(_COPY, [(post, key, body) for (post, key), body in self.copies.items()])
        self._put(_JOURNAL, self._journal)
        many(_CURSOR, [(n, str(one.name), str(one.value), stamp(one.received_at)) for n, one in self.cursors])
        return len(standing) - sum(row.deleted_at is not None for row in changed.values())

    def _put(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """As `executemany`, but many rows at a time: for small rows the way into a statement is half of the work."""
        head, marks = statement.rsplit(" VALUES ", 1)
        whole = len(rows) - len(rows) % TOGETHER
        for start in range(0, whole, TOGETHER):
            values = tuple(chain.from_iterable(rows[start : start + TOGETHER]))
            self._run(f"{head} VALUES {', '.join([marks] * TOGETHER)}", values)
        self._connection.executemany(statement, rows[whole:])

    def _file_names(self) -> None:
        """When many names are new: put as many among all the others as came now.

        They come in no order: each alone would be written into a page of its own. So they are gathered, and those of
        a slice are put there together, one slice after the other.
        """
        if not self._names or self._run("SELECT count(*) FROM new_names").fetchone()[0] < MOST_NEW:
            return
        first = (self._last_post or 0) * 2 * SLICES // MOST_NEW  # a post has two names
        for number in range(first, first + min(SLICES, 1 + len(self._names) * SLICES // MOST_NEW)):
            bounds = _slice(number % SLICES)
            self._run("INSERT OR IGNORE INTO names SELECT * FROM new_names WHERE hash >= ? AND hash < ?", bounds)
            self._run("DELETE FROM new_names WHERE hash >= ? AND hash < ?", bounds)

    def _index_anew(self, row: Row, before: Before) -> None:
        standing = row.deleted_at is None
        now = {(tag, row.stands_at, row.id) for tag in row.tags} if standing else set()
        then = {(tag, before.stands_at, row.id) for tag in before.tags}
        self._connection.executemany(NOT_TAGGED, then - now)
        self._connection.executemany(TAGGED, now - then)
        after = (row.person, row.portrait, row.body)
        if standing and after == (before.person, before.portrait, before.body):
            return
        try:
            said_then = folded_of(post_of(self._connection, before.person, before.portrait, before.body, row.key))
            said_now = folded_of(post_of(self._connection, *after, row.key)) if standing else None
        except UNREADABLE:
            return  # nobody knows what the index says of it
        if said_now != said_then and not is_unfolded(self._connection, row.id):
            self._run(NO_WORDS, (row.id, indexed(said_then)))
            if said_now is not None:
                self._run(WORDS, (row.id, indexed(said_now)))


def _slice(number: int) -> tuple[int, int]:
    width = (1 << 48) // SLICES
    return number * width - (1 << 47), (number + 1) * width - (1 << 47)


def last_post(connection: sqlite3.Connection) -> int:
    """The largest number that a post ever had."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'posts'").fetchone()
    return 0 if found is None else int(found[0])


def post_of(connection: sqlite3.Connection, person: int, portrait: int, body: bytes, key: str) -> Post:
    """The post as it is in this state, but for what is counted."""
    packed = portrait_of(connection, person, portrait)
    return unpack_post(body, clean_line(key), unpack_person(packed), NO_COUNTS)


def portrait_of(connection: sqlite3.Connection, person: int, portrait: int) -> bytes:
    """What the account said of itself then; of one that is not there any more, nothing."""
    found = connection.execute("SELECT body FROM people WHERE id = ? AND portrait = ?", (person, portrait)).fetchone()
    if found is None:
        query = "SELECT body FROM portraits WHERE person = ? AND portrait = ?"
        found = connection.execute(query, (person, portrait)).fetchone()
    return encode([]) if found is None else bytes(found[0])


def _columns(row: Row) -> tuple[object, ...]:
    return (
        row.id, row.key, row.stands_at, row.person, row.portrait, row.state, encode(row.tags),
        row.tidings.packed(row.stands_at), row.body, row.deleted_at, row.deleted_by,
    )  # fmt: skip
