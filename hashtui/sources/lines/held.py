"""What a file holds already, in order of time, without keeping more of it in memory than where each post stands."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise

from hashtui.clock import Clock
from hashtui.errors import Malformed
from hashtui.post.json import BOOST, DELETED, EDITED
from hashtui.sources.lines.cutter import Cut, Cutter
from hashtui.sources.lines.growing import CHUNK, GrowingFile
from hashtui.sources.lines.read import Line, is_whole, read_line
from hashtui.sources.lines.telling import LINES_AT_ONCE, Said, Telling, Wanted


class Places:
    """Where some lines stand: two numbers a line."""

    def __init__(self) -> None:
        self._starts = array("q")
        self._lengths = array("l")

    def add(self, cut: Cut) -> None:
        """Keep where this one stands."""
        self._starts.append(cut.start)
        self._lengths.append(len(cut.octets))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> tuple[int, int]:
        return self._starts[number], self._lengths[number]


class Held:
    """The posts that a file holds now and that are wanted. First `find` them, then `tell`."""

    def __init__(self, file: GrowingFile, telling: Telling, clock: Clock) -> None:
        self._file = file
        self._telling = telling
        self._clock = clock
        self._posts = Places()
        self._times = array("d")
        self._later = Places()
        """The boosts and deletions."""
        self._last: dict[int, int] = {}
        """Where a post was edited or taken away last, by its key's hash: what stands before is out of date."""

    async def find(self, wanted: Wanted, until: int, cutter: Cutter | None = None) -> Cutter:
        """Look through the file until that place; what cut it in lines, for going on behind it.

        From the beginning, or from where the given `cutter` stands, which has not been fed anything.
        """
        cutter = cutter or Cutter()
        position = cutter.offset
        while position < until and (octets := self._file.again(position, min(CHUNK, until - position))):
            position += len(octets)
            cutter.feed(octets)
            while (cut := cutter.line()) is not None:
                self._take(cut, wanted)
                if cut.number % LINES_AT_ONCE == 0:
                    await self._clock.sleep(0)
            await self._clock.sleep(0)
        if is_whole(cutter.waiting) and (cut := cutter.last()) is not None:
            self._take(cut, wanted)
        return cutter

    def _take(self, cut: Cut, wanted: Wanted) -> None:
        line = self._telling.read(cut)
        if line is None:
            return
        if line.event in (DELETED, EDITED):
            self._last[hash(line.key)] = cut.start
        if line.event in (DELETED, BOOST):
            self._later.add(cut)
        elif wanted(cut, line):
            self._posts.add(cut)
            self._times.append(self._telling.time_of(line).timestamp())

    def tell(self, wanted: Wanted, *, most: int | None = None) -> Iterator[Said | None]:
        """What was found and is still wanted, the oldest first, and what became of it; with `most` the newest posts.

        None stands for nothing: others should get a turn.
        """
        order: Iterable[int] = range(len(self._times))
        if any(after < before for before, after in pairwise(self._times)):
            order = sorted(order, key=self._times.__getitem__)
        if most is not None:
            order = list(order)[-most:]
        told: set[int] = set()
        for cut, line in self._again(self._posts, order):
            if cut.start >= self._last.get(hash(line.key), 0) and wanted(cut, line):
                yield self._telling.tell(cut, line, held=True)
                told.add(hash(line.key))
            else:
                yield None
        for cut, line in self._again(self._later, range(len(self._later) if most is None else 0)):
            of_told = line.event == DELETED or self._telling.is_resumed or hash(line.key) in told
            if of_told and self._telling.is_news(cut, line, frozenset()):
                yield self._telling.tell(cut, line)
            else:
                yield None

    def _again(self, places: Places, order: Iterable[int]) -> Iterator[tuple[Cut, Line]]:
        """The lines that stand there; what was written over meanwhile is left out."""
        for number in order:
            start, length = places[number]
            cut = Cut(0, start, self._file.again(start, length))
            try:
                line = read_line(cut.octets)
            except Malformed:
                continue
            if line is not None:
                yield cut, line
