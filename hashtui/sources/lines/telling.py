"""From lines to what is heard: what is wanted of them, under which name, and how many made no sense."""

from collections.abc import Callable, Iterator
from datetime import datetime

from hashtui.clock import Clock
from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine
from hashtui.post.json import BOOST, DELETED, STATUS
from hashtui.post.sighting import Boost, Deletion, Gap, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.lines.cutter import LONGEST, Cut, Cutter
from hashtui.sources.lines.memory import Memory
from hashtui.sources.lines.read import Line, read_author, read_gap, read_line, read_post
from hashtui.sources.shape import Record

MOST_NAMES = 1_000
"""Other sources' names that one file may speak under; what it hears under more is told under its own."""
MOST_BAD = 10_000
"""Bad lines remembered by place, so that a file read again does not count them again."""
LINES_AT_ONCE = 200
"""After so many lines others get a turn, whatever they say."""

Said = Sighting | Deletion | Boost | Gap
Wanted = Callable[[Cut, Line], bool]
"""Whether what a line says is asked for."""


class Telling:
    """What one file says, told once each."""

    def __init__(self, url: CleanLine, clock: Clock, *, tells_gaps: bool = False) -> None:
        """`tells_gaps`: holes in what its writer heard are told too; who follows a file looks out for its own."""
        self._url = url
        self._clock = clock
        self._tells_gaps = tells_gaps
        self._memory = Memory()
        self._names: dict[CleanLine, CleanLine] = {}
        self._bad: set[tuple[int, int]] = set()
        self.is_resumed = False
        """An earlier run told something too: what becomes of it is told, though it is not remembered here."""
        self.unreadable = 0
        """Lines that made no sense."""
        self.complaint = ""
        """What was wrong with the last of them; empty when all made sense."""

    def read(self, cut: Cut) -> Line | None:
        """What the line says; None when that is nothing, or nothing that makes sense, which is counted."""
        if cut.is_blank:
            return None
        if cut.is_too_long:
            self._count(cut, f"longer than {LONGEST // 2**20} MiB")
            return None
        try:
            line = read_line(cut.octets)
        except Malformed as trouble:
            self._count(cut, str(trouble))
            return None
        return None if line is not None and line.event == STATUS and not self._tells_gaps else line

    def is_news(self, cut: Cut, line: Line, tags: frozenset[Tag]) -> bool:
        """Whether it is something of a post with one of these tags that was not told yet."""
        given = self._memory.of(line.key)
        if line.event in (DELETED, BOOST):
            return given is not None or self.is_resumed
        return not tags.isdisjoint(line.tags) and (given is None or hash(cut.octets) not in given.lines)

    def wanting(self, tags: frozenset[Tag], since: datetime | None = None, by: datetime | None = None) -> Wanted:
        """What tells news of posts with these tags, made since then; all that is read was written `by` then."""

        def wanted(cut: Cut, line: Line) -> bool:
            if not self.is_news(cut, line, tags):
                return False
            if since is None:
                return True
            return (self.time_of(line) if by is None or line.created_at else min(by, self.time_of(line))) >= since

        return wanted

    def news_in(
        self, cutter: Cutter, wanted: Wanted, *, held: bool = False, ends: bool = False
    ) -> Iterator[Said | None]:
        """What the whole lines say that are there; when it `ends`, also what has no line end.

        None stands for nothing: others should get a turn.
        """
        read = 0
        while (cut := cutter.line() or (cutter.last() if ends else None)) is not None:
            read += 1
            if read % LINES_AT_ONCE == 0:
                yield None
            line = self.read(cut)
            if line is not None and wanted(cut, line):
                yield self.tell(cut, line, held=held)

    def tell(self, cut: Cut, line: Line, *, held: bool = False) -> Said:
        """What the line says, new or not."""
        received_at = line.received_at or self._clock.now()
        given = self._memory.of(line.key)
        known_as = self._named(line.source) if given is None else given.source
        if line.event == DELETED:
            self._memory.lose(line.key)
            return Deletion(line.key, known_as, received_at)
        if line.event == BOOST:
            by = read_author(line.record.record("by") or Record({}))
            return Boost(line.key, by, line.created_at or received_at, known_as, received_at)
        if line.event == STATUS:
            return read_gap(line, known_as)
        post = read_post(line, self.time_of(line), received_at)
        source = self._named(line.source)
        self._memory.note(line.key, hash(cut.octets), source, post.created_at)
        return Sighting(post, source, received_at, held=held)

    def time_of(self, line: Line) -> datetime:
        """When the post was made; what was never said is when it was heard."""
        given = self._memory.of(line.key) if line.created_at is None else None
        return line.created_at or (given.created_at if given else line.received_at or self._clock.now())

    def _named(self, source: CleanLine | None) -> CleanLine:
        if source is None:
            return self._url
        known = self._names.get(source)
        if known is None:
            if len(self._names) >= MOST_NAMES:
                return self._url
            known = self._names[source] = source
        return known

    def _count(self, cut: Cut, trouble: str) -> None:
        place = cut.number, hash(cut.octets)
        if place in self._bad:
            return
        if len(self._bad) < MOST_BAD:
            self._bad.add(place)
        self.unreadable += 1
        so_far = f" ({self.unreadable} such lines so far)" if self.unreadable > 1 else ""
        self.complaint = f"line {cut.number} is not a post: {trouble}{so_far}"
