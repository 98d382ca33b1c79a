"""The journal read back: everything that was heard, as it was heard, for whoever admits it in a watch of their own."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from hashtui.archive.codec import moment
from hashtui.archive.connection import Connection
from hashtui.archive.entries import Kind
from hashtui.archive.posts import EARLIEST, LATEST
from hashtui.archive.rows import UNREADABLE, unpack_tags
from hashtui.archive.unpacking import Named, Unpacking
from hashtui.post.sighting import Gap, Heard
from hashtui.post.tag import Tag

CHUNK = 500
HEARD_OF_EACH = 4
"""Things that are heard of a post, on average, or fewer."""
_COLUMNS = "j.id, j.due, j.kind, j.post, j.heard, p.key, p.state, p.body, p.tags"
_FROM = f"SELECT {_COLUMNS} FROM journal j LEFT JOIN posts p ON p.id = j.post"  # noqa: S608  # our own names
_IN_TIME = f"{_FROM} WHERE (j.due, j.id) > (?, ?) AND j.due < ? ORDER BY j.due, j.id LIMIT {CHUNK}"
_AS_WRITTEN = f"{_FROM} WHERE j.id > ? ORDER BY j.id LIMIT {CHUNK}"
_BEFORE = (
    "SELECT due FROM journal INDEXED BY journal_in_time WHERE due >= ? AND due < ? ORDER BY due DESC LIMIT 1 OFFSET ?"
)
_BACKWARDS = """
SELECT j.due, j.id, p.tags FROM journal j LEFT JOIN posts p ON p.id = j.post
WHERE (j.due, j.id) < (?, ?) ORDER BY j.due DESC, j.id DESC LIMIT 5000
"""
_OF_POSTS = f"{_FROM} WHERE j.id > ? AND j.post IN (SELECT value FROM json_each(?)) ORDER BY j.id LIMIT {CHUNK}"  # noqa: S608
_MINUTES = """
SELECT (stands_at - ((stands_at % 60000000) + 60000000) % 60000000) / 60000000 AS minute, count(*)
FROM posts INDEXED BY posts_standing WHERE deleted_at IS NULL GROUP BY minute
"""
_MINUTES_OF = """
SELECT (stands_at - ((stands_at % 60000000) + 60000000) % 60000000) / 60000000 AS minute, count(*)
FROM tagged WHERE tag = (SELECT id FROM tags WHERE name = ?) GROUP BY minute
"""
_FIRST_MINUTE = int(moment(0).timestamp() // 60)
"""From which stamps are counted."""
_ENDS = """
SELECT (SELECT due FROM journal INDEXED BY journal_in_time ORDER BY due LIMIT 1),
    (SELECT due FROM journal INDEXED BY journal_in_time ORDER BY due DESC LIMIT 1)
"""
_FORWARDS = """
SELECT j.due, j.id, p.tags FROM journal j LEFT JOIN posts p ON p.id = j.post
WHERE (j.due, j.id) > (?, ?) ORDER BY j.due, j.id LIMIT 5000
"""

Written = tuple[int, int, int, int, bytes, str | None, int | None, bytes | None, bytes | None]
Told = Callable[[], AbstractContextManager[None]]
"""What SQLite cannot do in it is said in words."""


class Replaying:
    """The journal, in the order in which things are due or in which they were written."""

    def __init__(self, connection: Connection, unpacking: Unpacking, told: Told) -> None:
        self._connection = connection
        self._in_words = told
        self._unpacking = unpacking
        self.unreadable = 0
        """Rows that made no sense."""

    def in_time(self, tags: frozenset[Tag] | None, since: int, until: int) -> Iterator[tuple[datetime, Heard]]:
        """What is due from `since` to before `until`; of these tags, None: everything."""
        due, last = since, -1
        while True:
            entries = self._read(_IN_TIME, (due, last, until))
            yield from self._told(entries, tags)
            if len(entries) < CHUNK:
                return
            last, due = entries[-1][0], entries[-1][1]

    def as_written(self, after: int, tags: frozenset[Tag] | None) -> Iterator[tuple[datetime, Heard]]:
        """What was written after the row of that number."""
        while True:
            entries = self._read(_AS_WRITTEN, (after,))
            yield from self._told(entries, tags)
            if len(entries) < CHUNK:
                return
            after = entries[-1][0]

    def of_posts(self, posts: Sequence[int]) -> Iterator[tuple[datetime, Heard]]:
        """What was written of the posts of these numbers. No index leads there: the rest is skipped unpacked."""
        after, numbers = -1, json.dumps(posts)
        while True:
            entries = self._read(_OF_POSTS, (after, numbers))
            yield from self._told(entries, None)
            if len(entries) < CHUNK:
                return
            after = entries[-1][0]

    def span(self, tags: frozenset[Tag] | None) -> tuple[datetime, datetime] | None:
        """The first and last moment something of these tags is due."""
        if tags is None:
            first, last = self._connection.rows(_ENDS, (), tuple[int | None, int | None])[0]
        else:
            if not self._knows(tags):
                return None
            first = next((due for due, is_of in self._walk(_FORWARDS, EARLIEST, tags) if is_of), None)
            last = None if first is None else next(due for due, is_of in self._walk(_BACKWARDS, LATEST, tags) if is_of)
        return None if first is None or last is None else (moment(first), moment(last))

    def before(self, tags: frozenset[Tag] | None, moment: int, many: int, since: int) -> int | None:
        """From when on more than so many things are due before that moment; None when no more are since then.

        Also when there are so few posts of the tags that it can hardly be: who looks on finds no end of others.
        """
        if tags is None:
            found = self._connection.rows(_BEFORE, (since, moment, many), tuple[int])
            return found[0][0] if found else None
        if self._are_few(tags, many // HEARD_OF_EACH):
            return None
        for due, is_of in self._walk(_BACKWARDS, moment, tags):
            if due < since:
                return None
            many -= is_of is not False
            if many < 0:
                return due
        return None

    def _walk(self, query: str, start: int, tags: frozenset[Tag]) -> Iterator[tuple[int, bool | None]]:
        """When each thing is due from there on, and whether it has one of the tags; None: it has no post."""
        known: dict[bytes | None, bool | None] = {None: None}
        last = (start, -1)
        while rows := self._connection.rows(query, last, tuple[int, int, bytes | None]):
            last = rows[-1][:2]
            for due, _, tagged in rows:
                if tagged not in known:
                    known[tagged] = self._is_of(tagged, tags)
                yield due, known[tagged]

    def minutes(self, tags: frozenset[Tag] | None) -> list[dict[int, int]]:
        """How many posts stand in each minute since 1970, tag by tag; without tags all together."""
        if tags is None:
            return [self._counted(_MINUTES, ())]
        return [self._counted(_MINUTES_OF, (tag.name,)) for tag in tags]

    def _counted(self, query: str, values: tuple[str, ...]) -> dict[int, int]:
        found = self._connection.rows(query, values, tuple[int, int])
        return {minute + _FIRST_MINUTE: posts for minute, posts in found}

    def _are_few(self, tags: frozenset[Tag], than: int) -> bool:
        """No more posts than that have one of the tags; told of large numbers only."""
        named = f"SELECT id FROM tags WHERE name IN ({','.join('?' * len(tags))})"  # noqa: S608  # question marks
        query = f"SELECT count(*) FROM (SELECT 1 FROM tagged WHERE tag IN ({named}) LIMIT ?)"  # noqa: S608  # as above
        values = (*(tag.name for tag in tags), than + 1)
        return than > CHUNK and self._connection.rows(query, values, tuple[int])[0][0] <= than

    def _knows(self, tags: frozenset[Tag]) -> bool:
        query = f"SELECT 1 FROM tags WHERE name IN ({','.join('?' * len(tags))}) LIMIT 1"  # noqa: S608  # marks
        return bool(self._connection.rows(query, [tag.name for tag in tags], tuple[int]))

    def _is_of(self, tagged: bytes | None, tags: frozenset[Tag]) -> bool:
        try:
            return tagged is not None and not tags.isdisjoint(self._unpacking.tags(unpack_tags(tagged)))
        except UNREADABLE:
            return False

    def _read(self, query: str, values: tuple[int | str, ...]) -> list[Written]:
        with self._in_words():
            return self._connection.rows(
                query, values, tuple[int, int, int, int, bytes, str | None, int | None, bytes | None, bytes | None]
            )

    def _told(self, entries: Sequence[Written], tags: frozenset[Tag] | None) -> Iterator[tuple[datetime, Heard]]:
        for _, due, kind, post, packed, key, state, body, tagged in entries:
            try:
                if (
                    tags is not None
                    and tagged is not None
                    and tags.isdisjoint(self._unpacking.tags(unpack_tags(tagged)))
                ):
                    continue
                named = None
                if key is not None and state is not None and body is not None:
                    named = Named(post, key, state, body)
                heard = self._unpacking.heard(Kind(kind), due, packed, named)
                if tags is not None and isinstance(heard, Gap) and heard.tags and tags.isdisjoint(heard.tags):
                    continue
                yield moment(due), heard
            except sqlite3.Error:
                with self._in_words():
                    raise
            except UNREADABLE:
                self.unreadable += 1
