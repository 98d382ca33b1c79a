"""Rows that may be what is looked for, newest first, from whichever index has the fewest of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

import msgspec

from hashtui.archive.codec import stamp
from hashtui.archive.glance import Glance
from hashtui.archive.kept import Kept
from hashtui.archive.narrowing import Narrow
from hashtui.archive.posts import EARLIEST, LATEST, PostReader
from hashtui.archive.rows import COLUMNS, Columns
from hashtui.archive.unpacking import UNREADABLE
from hashtui.filter.tree import Node
from hashtui.reading.entry import Entry

MOST_WRITERS = 500
"""Accounts whose posts are looked up; where more are meant, looking at all posts is no slower."""
_TAGGED, _ALL = "tagged t CROSS JOIN posts p ON p.id = t.post", "posts p INDEXED BY posts_standing"
_BY_WRITER, _BY_WORD = "posts p INDEXED BY posts_by_person", "words CROSS JOIN posts p ON p.id = words.rowid"
_WITHIN = " {at} >= ? AND {at} <= ? AND ({at} < ? OR p.key < ?) ORDER BY {at} DESC, p.key DESC LIMIT ?"
_AUTHORED = """
SELECT count(*) FROM posts p WHERE p.person = (SELECT id FROM people WHERE key = ?) AND p.deleted_at IS NULL
AND p.stands_at > ? AND (p.stands_at < ? OR (p.stands_at = ? AND p.key <= ?))
"""


class _Portrait(msgspec.Struct, array_like=True):
    key: str = ""
    handle: str = ""


_PORTRAIT = msgspec.msgpack.Decoder(_Portrait)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is still to be looked at: posts that stand at `first` or later, and behind the place `at`, `key`."""

    first: int = EARLIEST
    at: int = LATEST
    key: str = ""

    def behind(self, last: Columns) -> "Stretch":
        """What is left behind that row."""
        return Stretch(self.first, last[2], last[1])

    @property
    def values(self) -> tuple[int, int, int, str]:
        """For the query."""
        return self.first, self.at, self.at, self.key


class Candidates(PostReader):
    """One narrowing, looked up. Rows come in chunks, newest first by where they stand and their key."""

    def look_for(self, narrow: Narrow) -> None:
        """What the following calls are about."""
        self._narrow = narrow
        self._writers = self._named(narrow.writers) if narrow.writers is not None else None
        with self._told():
            self._tags = None if narrow.tags is None else self._numbers(narrow.tags)

    def chunk(self, stretch: Stretch, many: int) -> list[Columns]:
        """The next rows, by tag, by writer, or else all."""
        values = (*stretch.values, many)
        with self._told():
            if self._writers is not None:
                marks = ",".join("?" * len(self._writers))
                where = f"p.person IN ({marks}) AND p.deleted_at IS NULL"
                return self._selected(_BY_WRITER, where, (*self._writers, *values))
            if self._tags is not None:
                chunks = (self._selected(_TAGGED, "t.tag = ?", (tag, *values), "t.stands_at") for tag in self._tags)
                merged = merge(*chunks, key=lambda row: (row[2], row[1]), reverse=True)
                return list(islice(_once(merged), many))
            return self._selected(_ALL, "p.deleted_at IS NULL", values)

    def chunk_by_word(self, stretch: Stretch, many: int) -> list[Columns]:
        """The next rows that have the words, whatever else is asked for."""
        with self._told():
            query = f"SELECT p.id FROM {_BY_WORD} WHERE words MATCH ? AND p.deleted_at IS NULL AND"  # noqa: S608  # ours
            values = (self._narrow.words, *stretch.values, many)
            found = self._connection.rows(query + _WITHIN.format(at="p.stands_at"), values, tuple[int])
            ids = [number for (number,) in found]
            marks = ",".join("?" * len(ids))
            query = f"SELECT {COLUMNS} FROM posts WHERE id IN ({marks}) ORDER BY stands_at DESC, key DESC"  # noqa: S608  # marks
            return self._columns(query, ids)

    def whole(self, row: Columns) -> Iterator[Kept]:
        """The post of the row, unless it makes no sense."""
        read = self._row(row)
        if read is not None:
            with self._told():
                yield from self._kept((read,))

    def glance(self, tree: Node, now: datetime) -> Glance:
        """What rules rows out that need not be read whole."""
        return Glance(self._connection, self._unpacking, tree, now)

    def authored(self, entry: Entry, period: timedelta) -> int:
        """How many posts of the entry's author stand in the period that ends with it: as `Authored.count` has it."""
        at = stamp(entry.stands_at)
        values = (entry.post.author.key, at - period // timedelta(microseconds=1), at, at, entry.key)
        with self._told():
            return max(1, self._connection.rows(_AUTHORED, values, tuple[int])[0][0])

    def _named(self, writers: Sequence[Callable[[str], bool]]) -> list[int] | None:
        """The accounts that go or went by such a handle; None when there are too many."""
        found: set[int] = set()
        with self._told():
            people = self._connection.rows("SELECT id, handle FROM people", (), tuple[int, str])
            former = self._connection.rows("SELECT person, body FROM portraits", (), tuple[int, bytes])
        found.update(number for number, handle in people if _fits(writers, handle))
        for number, body in former:
            try:
                if _fits(writers, _PORTRAIT.decode(body).handle):
                    found.add(number)
            except UNREADABLE:
                self.unreadable += 1
        return sorted(found) if len(found) <= MOST_WRITERS else None

    def _selected(self, source: str, where: str, values: Sequence[object], at: str = "p.stands_at") -> list[Columns]:
        columns = ", ".join(f"p.{column}" for column in COLUMNS.split(", "))
        query = f"SELECT {columns} FROM {source} WHERE {where} AND"  # noqa: S608  # our own names
        return self._columns(query + _WITHIN.format(at=at), values)


def stretch_of(since: datetime | None, until: datetime | None) -> Stretch:
    """From `since` to before `until`."""
    first = EARLIEST if since is None else stamp(since)
    return Stretch(first) if until is None else Stretch(first, stamp(until) - 1, "\U0010ffff")


def _fits(writers: Iterable[Callable[[str], bool]], handle: str) -> bool:
    lowered = handle.lower()
    return any(fits(lowered) for fits in writers)


def _once(rows: Iterable[Columns]) -> Iterator[Columns]:
    last = None
    for row in rows:
        if row[0] != last:
            yield row
        last = row[0]
