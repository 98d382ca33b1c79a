"""Reading the archive: posts, boosts, gaps, what was heard in its order. Blocking calls, to be made aside."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from hashtui.archive.candidates import Candidates
from hashtui.archive.codec import moment as moment_of
from hashtui.archive.codec import stamp
from hashtui.archive.connection import Connection
from hashtui.archive.entries import unpack_gap
from hashtui.archive.posts import CHUNK, EARLIEST, LATEST, PostReader
from hashtui.archive.replaying import Replaying
from hashtui.archive.rows import UNREADABLE, hash_of
from hashtui.archive.search import Search
from hashtui.filter.tree import Node
from hashtui.post.sighting import Boost, Gap, Heard
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.gaps import Gaps

GAPS_READ = 10_000
_BOOSTS = """
SELECT p.key, b.person, b.portrait, b.at, b.heard, b.post FROM boosts b JOIN posts p ON p.id = b.post
WHERE b.at >= ? AND b.at < ? AND (b.at, b.post, b.person) > (?, ?, ?) AND p.deleted_at IS NULL
ORDER BY b.at, b.post, b.person LIMIT ?
"""

_BOOSTS_OF = """
SELECT p.key, b.person, b.portrait, b.at, b.heard, b.post FROM boosts b JOIN posts p ON p.id = b.post
WHERE p.id IN (SELECT post FROM all_names WHERE hash IN ({marks})) AND p.key IN ({marks}) AND p.deleted_at IS NULL
"""

_NUMBERS_OF = """
SELECT id FROM posts WHERE id IN (SELECT post FROM all_names WHERE hash IN ({marks})) AND key IN ({marks})
"""


class Reader(PostReader):
    """A connection of its own, used by one thread at a time. Its iterators hold nothing open between two chunks.

    Every call may raise ArchiveError.
    """

    def __init__(self, connection: Connection, name: str, suspect: Callable[[], None] = lambda: None) -> None:
        """`name` is what the archive is called in words; `suspect` is told when it seems to be damaged."""
        super().__init__(connection, name, suspect)
        self._replaying = Replaying(connection, self._unpacking, self._told)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def search(
        self,
        tree: Node | None,
        judge: Callable[[Entry], bool],
        now: datetime,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Search:
        """Looks for what the judge passes, newest first; see `Search`. It uses this reader's connection."""
        return Search(self.candidates(), tree, judge, now, since=since, until=until)

    def candidates(self) -> Candidates:
        """What a search looks at, on this reader's connection."""
        return Candidates(self._connection, self._name, self._suspect)

    def boosts(self, since: datetime | None, until: datetime | None) -> Iterator[Boost]:
        """Who passed posts on that stand, from `since` to before `until`, in the order in which they did."""
        first = EARLIEST if since is None else stamp(since)
        end = LATEST if until is None else stamp(until)
        place = (EARLIEST, 0, 0)
        while True:
            with self._told():
                values = (first, end, *place, CHUNK)
                found = self._connection.rows(_BOOSTS, values, tuple[str, int, int, int, bytes, int])
                boosts = list(self._boosts(found))
            yield from boosts
            if len(found) < CHUNK:
                return
            place = (found[-1][3], found[-1][5], found[-1][1])
            first = place[0]

    def boosts_of(self, keys: Sequence[str]) -> tuple[Boost, ...]:
        """Who passed these posts on, in the order in which they did; of those that stand."""
        found: list[Boost] = []
        with self._told():
            for start in range(0, len(keys), CHUNK):
                some = keys[start : start + CHUNK]
                marks = ",".join("?" * len(some))
                query = _BOOSTS_OF.format(marks=marks)
                names = [*map(hash_of, some), *map(str, some)]
                found += self._boosts(self._connection.rows(query, names, tuple[str, int, int, int, bytes, int]))
        return tuple(sorted(found, key=lambda boost: (boost.created_at, boost.key, boost.by.key)))

    def gaps(self, since: datetime | None, until: datetime | None) -> tuple[Gap, ...]:
        """The stretches between that may have been missed, open and filled, the latest first."""
        first = EARLIEST if since is None else stamp(since)
        end = LATEST if until is None else stamp(until)
        query = "SELECT heard FROM gaps WHERE until >= ? AND since <= ? ORDER BY id"
        gaps = Gaps(GAPS_READ)
        with self._told():
            for (packed,) in self._connection.rows(query, (first, end), tuple[bytes]):
                try:
                    gaps.hear(unpack_gap(packed))
                except UNREADABLE:
                    self.unreadable += 1
        return gaps.all

    def heard(
        self, tags: frozenset[Tag] | None, since: datetime | None, until: datetime | None
    ) -> Iterator[tuple[datetime, Heard]]:
        """The journal: everything that was heard, as it was then, in the order of replaying.

        Each with the moment it is due: what was there before anybody looked when it was written or edited, everything
        else when it was heard. Who admits all of it in a watch has what the watch had that heard it first.
        """
        first = EARLIEST if since is None else stamp(since)
        end = LATEST if until is None else stamp(until)
        return self._replaying.in_time(tags, first, end)

    def heard_since(self, number: int, tags: frozenset[Tag] | None) -> Iterator[tuple[datetime, Heard]]:
        """What was written into the journal after that `journal_end`."""
        return self._replaying.as_written(number, tags)

    def heard_of(self, keys: Sequence[str]) -> Iterator[tuple[datetime, Heard]]:
        """What the journal has of the posts of these keys, in the order in which it was written."""
        numbers: list[int] = []
        with self._told():
            for start in range(0, len(keys), CHUNK):
                some = keys[start : start + CHUNK]
                query = _NUMBERS_OF.format(marks=",".join("?" * len(some)))
                found = self._connection.rows(query, [*map(hash_of, some), *map(str, some)], tuple[int])
                numbers += (number for (number,) in found)
        return self._replaying.of_posts(numbers) if numbers else iter(())

    def journal_end(self) -> int:
        """The number of the journal's last row."""
        with self._told():
            return self._connection.rows("SELECT coalesce(max(id), 0) FROM journal", (), tuple[int])[0][0]

    def heard_span(self, tags: frozenset[Tag] | None) -> tuple[datetime, datetime] | None:
        """The first and last moment something of these tags is due; None when nothing was heard."""
        with self._told():
            return self._replaying.span(tags)

    def stamp(self) -> object:
        """Another value whenever somebody may have written; it never fails."""
        return self._connection.stamp()

    def minutes(self, tags: frozenset[Tag] | None) -> Sequence[Mapping[int, int]]:
        """How many posts stand in each minute since 1970, tag by tag; without tags all together."""
        with self._told():
            return self._replaying.minutes(tags)

    def heard_before(
        self, tags: frozenset[Tag] | None, moment: datetime, many: int, since: datetime | None = None
    ) -> datetime | None:
        """From when on more than so many things are due before that moment; None when no more are since then."""
        with self._told():
            found = self._replaying.before(tags, stamp(moment), many, EARLIEST if since is None else stamp(since))
        return None if found is None else moment_of(found)

    def forgotten_names(self) -> frozenset[str]:
        """All names of those who were asked to be forgotten: keys of accounts, and handles in lower case."""
        with self._told():
            return frozenset(name for (name,) in self._connection.rows("SELECT name FROM forgotten", (), tuple[str]))

    def forgotten(self) -> tuple[str, ...]:
        """Who was asked to be forgotten, by their handles."""
        query = "SELECT DISTINCT handle FROM forgotten ORDER BY handle"
        with self._told():
            return tuple(handle for (handle,) in self._connection.rows(query, (), tuple[str]))

    def _boosts(self, found: list[tuple[str, int, int, int, bytes, int]]) -> Iterator[Boost]:
        for key, person, portrait, at, heard, _ in found:
            try:
                yield self._unpacking.boost(key, person, portrait, at, heard)
            except UNREADABLE:
                self.unreadable += 1
