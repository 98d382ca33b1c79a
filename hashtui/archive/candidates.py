"""Rows that may be what is looked for, newest first, from whichever index has the fewest of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

import msgspec

from hashtui.archive.beginnings import WORDS, spelled_out
from hashtui.archive.codec import stamp
from hashtui.archive.connection import Connection
from hashtui.archive.glance import Glance
from hashtui.archive.kept import Kept
from hashtui.archive.narrowing import ANYTHING, Narrow
from hashtui.archive.posts import EARLIEST, LATEST, PostReader
from hashtui.archive.rebuilding import is_folded_so
from hashtui.archive.rows import COLUMNS, ID, IN_ANY_PART, KEY, STANDS_AT, UNREADABLE, Columns
from hashtui.archive.writers import Writers
from hashtui.filter.globs import has_wildcard, read_handle
from hashtui.filter.tree import Node
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry

MOST_WRITERS = 500
"""Accounts whose posts are looked up; where more are meant, looking at all posts is no slower."""
MOST_HANDLES = 20
"""Handles that SQLite looks for; where more are meant, each account is looked at once."""
FEW = 2_000
"""Posts with the words that are looked up one by one and put in order then."""
BEHIND_ALL = "\U0010ffff"
"""No key comes behind that: with a time, all that stands at it or before."""
_TAGGED, _ALL = "tagged t CROSS JOIN posts p ON p.id = t.post", "posts p INDEXED BY posts_standing"
_BY_WRITER = "posts p INDEXED BY posts_by_writer"
_WITHIN = " {at} >= ? AND {at} <= ? AND ({at} < ? OR p.key < ?) ORDER BY {at} DESC, p.key DESC LIMIT ?"
_WINDOW = """
SELECT min(stands_at), min(id), max(id), count(*) FROM (
    SELECT stands_at, id FROM posts INDEXED BY posts_standing
    WHERE deleted_at IS NULL AND stands_at >= ? AND stands_at <= ? ORDER BY stands_at DESC LIMIT ?
)
"""
_AT = "SELECT min(id), max(id) FROM posts INDEXED BY posts_standing WHERE deleted_at IS NULL AND stands_at = ?"
_IN_WINDOW = "p.deleted_at IS NULL AND p.id IN (SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?)"
_HAS_TAG = (
    " AND EXISTS (SELECT 1 FROM tagged t WHERE t.tag IN ({marks}) AND t.stands_at = p.stands_at AND t.post = p.id)"
)
_NTH_NEWEST = """
SELECT (SELECT max(id) FROM posts) - rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?
"""
_AUTHORED = f"""
SELECT p.stands_at, p.key FROM posts p INDEXED BY posts_by_writer
WHERE {IN_ANY_PART} AND p.person = (SELECT id FROM people WHERE key = ?) AND p.deleted_at IS NULL
ORDER BY p.stands_at, p.key
"""  # noqa: S608  # our own names


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
        return Stretch(self.first, last[STANDS_AT], last[KEY])

    @property
    def values(self) -> tuple[int, int, int, str]:
        """For the query."""
        return self.first, self.at, self.at, self.key


class Candidates(PostReader):
    """One narrowing, looked up. Rows come in chunks, newest first by where they stand and their key."""

    def __init__(self, connection: Connection, name: str, suspect: Callable[[], None]) -> None:
        """Of all posts, until something is looked for."""
        super().__init__(connection, name, suspect)
        self._narrow = ANYTHING
        self._tags: list[int] | None = None
        self._writers: list[int] | None = None
        self._besides, self._beside = _besides(None, None)

    def look_for(self, narrow: Narrow) -> Narrow:
        """What the following calls are about: that, without the words where another Python has folded them."""
        with self._told(), self._connection.lock:
            if narrow.words is not None:
                is_known = is_folded_so(self._connection.plain)
                narrow = replace(narrow, words=spelled_out(narrow.words, self._words_with) if is_known else None)
            self._tags = None if narrow.tags is None else self._numbers(narrow.tags)
        self._narrow = narrow
        self._writers = self._named(narrow.writers) if narrow.writers is not None else None
        self._besides, self._beside = _besides(self._tags, self._writers)
        return narrow

    def chunk(self, stretch: Stretch, many: int) -> list[Columns]:
        """The next rows, by tag, by writer, or else all."""
        values = (*stretch.values, many)
        with self._told():
            if self._writers is not None:
                marks = ",".join("?" * len(self._writers))
                where = f"{IN_ANY_PART} AND p.person IN ({marks}) AND p.deleted_at IS NULL"
                return self._selected(_BY_WRITER, where, (*self._writers, *values))
            if self._tags is not None:
                chunks = (self._selected(_TAGGED, "t.tag = ?", (tag, *values), "t.stands_at") for tag in self._tags)
                merged = merge(*chunks, key=lambda row: (row[STANDS_AT], row[KEY]), reverse=True)
                return list(islice(_once(merged), many))
            return self._selected(_ALL, "p.deleted_at IS NULL", values)

    def few_by_word(self, stretch: Stretch) -> list[int] | None:
        """The numbers of all rows that have the words and what else is looked up, newest first; None: too many."""
        with self._told():
            query = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
            found = [number for (number,) in self._connection.rows(query, (self._narrow.words, FEW + 1), tuple[int])]
            if len(found) > FEW:
                return None
            where = f"p.id IN ({','.join('?' * len(found))}) AND p.deleted_at IS NULL{self._besides}"
            query = f"SELECT p.id FROM posts p NOT INDEXED WHERE {where} AND"  # noqa: S608  # question marks
            values = (*found, *self._beside, *stretch.values, len(found))
            ordered = self._connection.rows(query + _WITHIN.format(at="p.stands_at"), values, tuple[int])
        return [number for (number,) in ordered]

    def rows_of(self, ids: Sequence[int]) -> list[Columns]:
        """The rows of these numbers that stand, newest first."""
        where = f"p.id IN ({','.join('?' * len(ids))}) AND p.deleted_at IS NULL"
        with self._told():
            return self._selected("posts p NOT INDEXED", where, (*ids, *Stretch().values, len(ids)))

    def reach(self, many: int) -> int | None:
        """Among how many of the rows written last so many have the words; None: fewer of all rows have them."""
        with self._told():
            found = self._connection.rows(_NTH_NEWEST, (self._narrow.words, many - 1), tuple[int])
        return found[0][0] if found else None

    def window_by_word(self, stretch: Stretch, many: int) -> tuple[list[Columns], Stretch | None]:
        """Those of about so many rows that have the words, and what is left behind them; None: nothing."""
        with self._told():
            values = (stretch.first, stretch.at, many)
            ((last, *ids, shown),) = self._connection.rows(_WINDOW, values, tuple[int, int, int, int])
            if not shown:
                return [], None
            ids += self._connection.rows(_AT, (last,), tuple[int, int])[0]
            asked = (self._narrow.words, min(ids), max(ids), *self._beside)
            within = Stretch(last, stretch.at, stretch.key).values
            rows = self._selected(_ALL, _IN_WINDOW + self._besides, (*asked, *within, -1))
        return rows, Stretch(stretch.first, last - 1, BEHIND_ALL) if shown == many else None

    def whole(self, row: Columns) -> Iterator[Kept]:
        """The post of the row, unless it makes no sense."""
        read = self._row(row)
        if read is not None:
            with self._told():
                yield from self._kept((read,))

    def glance(self, tree: Node, now: datetime) -> Glance:
        """What rules rows out that need not be read whole."""
        return Glance(self._connection, self._unpacking, tree, now)

    def count_since(self, tags: frozenset[Tag], since: datetime) -> int:
        """How many posts with one of these tags stand then or later; one with several of them counts for each."""
        with self._told():
            numbers = self._numbers(tags)
            query = f"SELECT count(*) FROM tagged WHERE tag IN ({','.join('?' * len(numbers))}) AND stands_at >= ?"  # noqa: S608  # marks
            return self._connection.rows(query, (*numbers, stamp(since)), tuple[int])[0][0]

    @property
    def authored(self) -> Callable[[Entry, timedelta], int]:
        """How many posts of an entry's author stand in the period that ends with it, for `Moment.authored`."""
        return Writers(self._written_by).count

    def _words_with(self, beginning: str, most: int) -> list[str]:
        return [word for (word,) in self._connection.rows(WORDS, (beginning, most), tuple[str])]

    def _written_by(self, author: str) -> list[tuple[int, str]]:
        with self._told():
            return self._connection.rows(_AUTHORED, (author,), tuple[int, str])

    def _named(self, handles: Sequence[str]) -> list[int] | None:
        """The accounts that go or went by such a handle; None when there are too many."""
        writers = [read_handle(handle) for handle in handles]
        found: set[int] = set()
        with self._told():
            people = self._connection.rows(*_people_like(handles), tuple[int, str])
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
    return Stretch(first) if until is None else Stretch(first, stamp(until) - 1, BEHIND_ALL)


def _besides(tags: Sequence[int] | None, writers: Sequence[int] | None) -> tuple[str, tuple[int, ...]]:
    """What a post has to have besides the words, for a query, and the values for that."""
    conditions = ""
    if tags is not None:
        conditions += _HAS_TAG.format(marks=",".join("?" * len(tags)))
    if writers is not None:
        conditions += f" AND p.person IN ({','.join('?' * len(writers))})"
    return conditions, (*(tags or ()), *(writers or ()))


def _people_like(handles: Sequence[str]) -> tuple[str, list[str]]:
    """Asks for the accounts with such handles, and for others: SQLite knows the capitals of ASCII alone."""
    query = "SELECT id, handle FROM people"
    if len(handles) > MOST_HANDLES or any(map(has_wildcard, handles)):
        return query, []
    likes = [f"@{handle.removeprefix('@')}%" for handle in handles]
    return f"{query} WHERE handle GLOB '*[^ -~]*'{' OR handle LIKE ?' * len(likes)}", likes


def _fits(writers: Iterable[Callable[[str], bool]], handle: str) -> bool:
    lowered = handle.lower()
    return any(fits(lowered) for fits in writers)


def _once(rows: Iterable[Columns]) -> Iterator[Columns]:
    last = None
    for row in rows:
        if row[ID] != last:
            yield row
        last = row[ID]
