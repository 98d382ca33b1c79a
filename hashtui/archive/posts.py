"""Reading the posts of the archive: pages, spans, single posts and what they said before."""

import heapq
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

from hashtui.archive.codec import moment, stamp
from hashtui.archive.connection import Connection
from hashtui.archive.kept import Kept, Span
from hashtui.archive.rows import UNREADABLE, Columns, Row, columns_of, read_row, rows_named
from hashtui.archive.trouble import is_damage, reading_failed
from hashtui.archive.unpacking import Unpacking
from hashtui.post.clean import CleanText
from hashtui.post.post import Media, Post
from hashtui.post.sighting import Sighting
from hashtui.post.tag import Tag

Place = tuple[datetime, str]
CHUNK = 500
"""Rows read at once: between two chunks the writer may tidy up."""
EARLIEST, LATEST = -(1 << 62), 1 << 62

_P = columns_of("p")
_OF_TAG = f"SELECT {_P} FROM tagged t CROSS JOIN posts p ON p.id = t.post WHERE t.tag = ?"  # noqa: S608  # our own names
_OF_ALL = f"SELECT {_P} FROM posts p INDEXED BY posts_standing WHERE p.deleted_at IS NULL"  # noqa: S608  # our own names
_OF_DELETED = f"SELECT {_P} FROM posts p INDEXED BY posts_deleted WHERE p.deleted_at IS NOT NULL"  # noqa: S608  # our own names
_BEFORE = " AND {at} >= ? AND {at} <= ? AND ({at} < ? OR p.key < ?) ORDER BY {at} DESC, p.key DESC LIMIT ?"
_AFTER = " AND {at} >= ? AND {at} < ? AND ({at} > ? OR p.key > ?) ORDER BY {at}, p.key LIMIT ?"


class PostReader:
    """The posts, as one connection reads them. `unreadable` counts the rows that made no sense: they are left out."""

    def __init__(self, connection: Connection, name: str, suspect: Callable[[], None]) -> None:
        self._suspect = suspect
        self._connection = connection
        self._name = name
        self._unpacking = Unpacking(connection)
        self.unreadable = 0

    def page(
        self,
        tags: frozenset[Tag] | None,
        *,
        before: Place | None = None,
        since: datetime | None = None,
        limit: int = 200,
    ) -> tuple[Kept, ...]:
        """Posts with one of these tags (None: all), newest first by where they stand and their key.

        `before`: those that come behind this place; `since`: none that stands earlier.
        """
        at, key = (LATEST, "") if before is None else (stamp(before[0]), before[1])
        values = (EARLIEST if since is None else stamp(since), at, at, key, limit)
        with self._told():
            if tags is None:
                return tuple(self._kept(self._rows(_OF_ALL + _BEFORE.format(at="p.stands_at"), values)))
            query = _OF_TAG + _BEFORE.format(at="t.stands_at")
            pages = [self._rows(query, (number, *values)) for number in self._numbers(tags)]
            merged = heapq.merge(*pages, key=lambda row: (row.stands_at, row.key), reverse=True)
            return tuple(self._kept(islice(_once(merged), limit)))

    def each(
        self, tags: frozenset[Tag] | None, since: datetime | None, until: datetime | None, *, deleted: bool = False
    ) -> Iterator[Kept]:
        """Posts with one of these tags (None: all) that stand from `since` to before `until`, oldest first.

        `deleted`: those instead that were taken back.
        """
        first = EARLIEST if since is None else stamp(since)
        end = LATEST if until is None else stamp(until)
        if deleted or tags is None:
            base = _OF_DELETED if deleted else _OF_ALL
            for _, kept in self._in_chunks(base + _AFTER.format(at="p.stands_at"), (), first, end):
                if tags is None or not tags.isdisjoint(kept.admitted.tags):
                    yield kept
            return
        with self._told():
            numbers = self._numbers(tags)
        query = _OF_TAG + _AFTER.format(at="t.stands_at")
        last: tuple[int, str] | None = None
        chunked = (self._in_chunks(query, (number,), first, end) for number in numbers)
        for place, kept in heapq.merge(*chunked, key=lambda one: one[0]):
            if place != last:
                yield kept
            last = place

    def span(self, tags: frozenset[Tag] | None) -> Span | None:
        """From when to when posts with one of these tags stand (None: all); None when there is none."""
        with self._told():
            if tags is None:
                query = "SELECT min(stands_at), max(stands_at), count(*) FROM posts WHERE deleted_at IS NULL"
                found = self._connection.rows(query, (), tuple[int | None, int | None, int])
            else:
                numbers = self._numbers(tags)
                marks, once = ",".join("?" * len(numbers)), "" if len(numbers) == 1 else "DISTINCT "
                query = f"SELECT min(stands_at), max(stands_at), count({once}post) FROM tagged WHERE tag IN ({marks})"  # noqa: S608  # marks
                found = self._connection.rows(query, numbers, tuple[int | None, int | None, int])
        first, last, posts = found[0]
        return None if first is None or last is None else Span(moment(first), moment(last), posts)

    def count(self, tags: frozenset[Tag] | None = None) -> int:
        """How many posts with one of these tags stand (None: all)."""
        span = self.span(tags)
        return 0 if span is None else span.posts

    def post(self, key_or_url: str) -> Kept | None:
        """The post of this key or URL, deleted or not; by the key of a copy too."""
        with self._told(), self._connection.lock:
            for row in rows_named(self._connection.plain, (key_or_url,)):
                kept = next(self._kept([row]), None)
                if kept is not None and (row.key == key_or_url or _goes_by(kept, key_or_url)):
                    return kept
        return None

    def versions(self, key: str) -> tuple[Sighting, ...]:
        """What the post of this key says and said, oldest first; nothing of one that was deleted."""
        kept = self.post(key)
        if kept is None or kept.admitted.heard is not kept.admitted.sighting:
            return ()
        with self._told(), self._connection.lock:
            rows = [row for row in rows_named(self._connection.plain, (kept.key,)) if row.key == kept.key]
            states = [state for row in rows for state in self._unpacking.states(row)]
        told: list[Sighting] = []
        for state in states:
            if not told or _said(told[-1].post) != _said(state.post):
                told.append(state)
        return tuple(told)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite cannot do is said in words."""
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error):
                self._suspect()
            raise reading_failed(self._name, error) from error

    def _numbers(self, tags: frozenset[Tag]) -> list[int]:
        names = [tag.name for tag in tags]
        marks = ",".join("?" * len(names))
        query = f"SELECT id FROM tags WHERE name IN ({marks})"  # noqa: S608  # question marks
        return [number for (number,) in self._connection.rows(query, names, tuple[int])]

    def _kept(self, rows: Iterable[Row]) -> Iterator[Kept]:
        for row in rows:
            try:
                yield self._unpacking.kept(row)
            except UNREADABLE:
                self.unreadable += 1

    def _rows(self, query: str, values: Sequence[object]) -> list[Row]:
        found: list[Row] = []
        for columns in self._columns(query, values):
            row = self._row(columns)
            if row is not None:
                found.append(row)
        return found

    def _columns(self, query: str, values: Sequence[object]) -> list[Columns]:
        return self._connection.rows(
            query, values, tuple[int, str, int, int, int, int, bytes, bytes, bytes, int | None, int | None]
        )

    def _in_chunks(
        self, query: str, values: tuple[object, ...], first: int, end: int
    ) -> Iterator[tuple[tuple[int, str], Kept]]:
        """Posts with their places, the oldest first."""
        at, key = EARLIEST, ""
        while True:
            with self._told():
                columns = self._columns(query, (*values, first, end, at, key, CHUNK))
                rows = [row for row in map(self._row, columns) if row is not None]
                found = [(row, kept) for row in rows for kept in self._kept((row,))]
            for row, kept in found:
                yield (row.stands_at, row.key), kept
            if len(columns) < CHUNK:
                return
            key, at = columns[-1][1], columns[-1][2]
            first = at

    def _row(self, columns: Columns) -> Row | None:
        try:
            return read_row(columns)
        except UNREADABLE:
            self.unreadable += 1
            return None


def _goes_by(kept: Kept, name: str) -> bool:
    """A hash is no proof: two names may share it."""
    posts = [kept.admitted.sighting.post, *(one.post for one in kept.sightings)]
    return any(name in (post.key, post.url) for post in posts)


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Each post once, where those of several tags came together."""
    last = None
    for row in rows:
        if row.id != last:
            yield row
        last = row.id


def _said(post: Post) -> tuple[str, CleanText | None, bool, tuple[Media, ...], tuple[str, ...]]:
    """What an edit can change that a reader sees."""
    options = () if post.poll is None else tuple(str(option.title) for option in post.poll.options)
    return post.body.text, post.content_warning, post.sensitive, post.media, options
