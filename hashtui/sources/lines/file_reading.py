"""A file that is followed under its name: what it holds, then what is appended, until another takes its name."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.sighting import Heard, Report, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.lamp import Lamp, Mood
from hashtui.sources.lines.cutter import Cut
from hashtui.sources.lines.growing import Fate, GrowingFile
from hashtui.sources.lines.held import Held
from hashtui.sources.lines.read import Line, is_whole
from hashtui.sources.lines.telling import Telling, Wanted
from hashtui.sources.merge import first_of
from hashtui.sources.source import Following

LOOK = 0.25
"""Seconds between two looks at what has grown."""
GONE_FOR = 2.0
"""Seconds a file may be away, as while it is being replaced, before that is said."""
LARGE = 8 * 1024 * 1024
"""Octets that take long enough to read for saying so."""
PAGE = 40
"""Older posts given at once."""


class FileReading:
    """One file in the course of being read. Stopped and started again, it goes on where it was."""

    def __init__(self, file: GrowingFile, telling: Telling, lamp: Lamp, clock: Clock, *, first: bool) -> None:
        """`first`: nothing was read under this name before, so that what it holds is old."""
        self._file = file
        self._telling = telling
        self._lamp = lamp
        self._clock = clock
        self.gives_the_past = first
        """It has not given all it held yet."""
        self._taken: frozenset[Tag] = frozenset()
        """The tags whose past was given."""
        self._gone_at: float | None = None
        self.is_over = False
        """Another file has taken its name, and it was read to its end."""

    async def listen(self, following: Following) -> AsyncGenerator[Heard | None, None]:
        """What is heard of it until it is over; None stands for nothing. OSError when it cannot be read any more."""
        while not self.is_over:
            follow = following.follow
            tags = follow.tags - self._taken
            if tags or self.gives_the_past:
                until = self._file.size if self.gives_the_past else self._file.cutter.offset
                if until > LARGE:
                    for report in self._lamp.say(Mood(State.CATCHING_UP, f"reading {until // 2**20} MiB")):
                        yield report
                wanted = self._telling.wanting(tags, follow.since, by=self._file.changed_at)
                held = await self._find(wanted, until)
                for report in self._report() if until <= LARGE else ():
                    yield report
                for told in held.tell(wanted):
                    yield told
                self.gives_the_past = False
            self._taken = follow.tags
            async with aclosing(self._news(follow.tags)) as news:
                async for heard in news:
                    yield heard
            for report in self._report():
                yield report
            if not self.is_over:
                await first_of(self._clock.sleep(LOOK), following.changed_from(follow))

    async def _find(self, wanted: Wanted, until: int) -> Held:
        """Find what it holds; the first time, go on reading behind that."""
        held = Held(self._file, self._telling, self._clock)
        cutter = await held.find(wanted, until)
        if self.gives_the_past:
            self._file.skip(until, cutter)
        return held

    async def _news(self, tags: frozenset[Tag]) -> AsyncGenerator[Heard | None, None]:
        """What was appended, or stands in a file that was written anew; of a file that was replaced, its end."""
        fate = self._file.fate()
        if fate is Fate.REWRITTEN:
            self._file.rewind()
        wanted = self._telling.wanting(tags)
        for heard in self._telling.news_in(self._file.cutter, wanted):
            yield heard
        while self._file.read():
            await self._clock.sleep(0)
            for heard in self._telling.news_in(self._file.cutter, wanted):
                yield heard
        if fate is Fate.REPLACED or is_whole(self._file.cutter.waiting):
            for heard in self._telling.news_in(self._file.cutter, wanted, ends=True):
                yield heard
        self.is_over = fate is Fate.REPLACED
        if fate is not Fate.GONE:
            self._gone_at = None
        elif self._gone_at is None:
            self._gone_at = self._clock.monotonic()

    def _report(self) -> Iterator[Report]:
        is_gone = self._gone_at is not None and self._clock.monotonic() - self._gone_at >= GONE_FOR
        if is_gone:
            return self._lamp.say(Mood(State.RECONNECTING, "the file is gone; it is read again when it is back"))
        return self._lamp.say(Mood(State.LIVE, self._telling.complaint))

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`."""

        def wanted(cut: Cut, line: Line) -> bool:
            return tag in line.tags and self._telling.time_of(line) < before

        held = Held(self._file, self._telling, self._clock)
        await held.find(wanted, self._file.cutter.offset)
        return [heard for heard in held.tell(wanted, most=PAGE) if isinstance(heard, Sighting)]
