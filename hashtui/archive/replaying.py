"""The journal read back: everything that was heard, as it was heard, for whoever admits it in a watch of their own."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from hashtui.archive.codec import moment
from hashtui.archive.connection import Connection
from hashtui.archive.entries import Kind
from hashtui.archive.rows import UNREADABLE, unpack_tags
from hashtui.archive.unpacking import Named, Unpacking
from hashtui.post.sighting import Gap, Heard
from hashtui.post.tag import Tag

CHUNK = 500
_COLUMNS = "j.id, j.due, j.kind, j.post, j.heard, p.key, p.state, p.body, p.tags"
_FROM = f"SELECT {_COLUMNS} FROM journal j LEFT JOIN posts p ON p.id = j.post"  # noqa: S608  # our own names
_IN_TIME = f"{_FROM} WHERE (j.due, j.id) > (?, ?) AND j.due < ? ORDER BY j.due, j.id LIMIT {CHUNK}"
_AS_WRITTEN = f"{_FROM} WHERE j.id > ? ORDER BY j.id LIMIT {CHUNK}"
_BEFORE = "SELECT due FROM journal INDEXED BY journal_in_time WHERE due < ? ORDER BY due DESC LIMIT 1 OFFSET ?"
_BACKWARDS = """
SELECT j.due, j.id, p.tags FROM journal j LEFT JOIN posts p ON p.id = j.post
WHERE (j.due, j.id) < (?, ?) ORDER BY j.due DESC, j.id DESC LIMIT 5000
"""
_OF_POSTS = f"{_FROM} WHERE j.id > ? AND j.post IN (SELECT value FROM json_each(?)) ORDER BY j.id LIMIT {CHUNK}"
_SPAN = """
SELECT min(due), max(due) FROM journal
WHERE post IN (SELECT post FROM tagged WHERE tag IN (SELECT id FROM tags WHERE name IN ({marks})))
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
            query = "SELECT min(due), max(due) FROM journal"
            first, last = self._connection.rows(query, (), tuple[int | None, int | None])[0]
        else:
            marks = ",".join("?" * len(tags))
            query = _SPAN.format(marks=marks)
            first, last = self._connection.rows(query, [tag.name for tag in tags], tuple[int | None, int | None])[0]
        return None if first is None or last is None else (moment(first), moment(last))

    def before(self, tags: frozenset[Tag] | None, moment: int, many: int) -> int | None:
        """From when on so many things of these tags are due before that moment; None when there are no more."""
        if tags is None:
            found = self._connection.rows(_BEFORE, (moment, many), tuple[int])
            return found[0][0] if found else None
        is_of: dict[bytes | None, bool] = {None: True}
        last = (moment, -1)
        while rows := self._connection.rows(_BACKWARDS, last, tuple[int, int, bytes | None]):
            last = rows[-1][:2]
            for due, _, tagged in rows:
                if tagged not in is_of:
                    is_of[tagged] = self._is_of(tagged, tags)
                many -= is_of[tagged]
                if many < 0:
                    return due
        return None

    def _is_of(self, tagged: bytes | None, tags: frozenset[Tag]) -> bool:
        try:
            return tagged is None or not tags.isdisjoint(self._unpacking.tags(unpack_tags(tagged)))
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
            except UNREADABLE:
                self.unreadable += 1
