"""A file that is followed under its name: what it holds, then what is appended, until another takes its name."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.sighting import Follow, Heard, Report, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.lamp import Lamp, Mood
from hashtui.sources.lines.cutter import Cut, Cutter
from hashtui.sources.lines.growing import Fate, GrowingFile
from hashtui.sources.lines.held import Held
from hashtui.sources.lines.read import Line, is_whole
from hashtui.sources.lines.resuming import Progress
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

    def __init__(
        self, file: GrowingFile, telling: Telling, lamp: Lamp, clock: Clock, progress: Progress, *, first: bool
    ) -> None:
        """`first`: nothing was read under this name before, so that what it holds is old."""
        self._file = file
        self._telling = telling
        self._lamp = lamp
        self._clock = clock
        self._progress = progress
        self._may_resume = first
        self._begin = 0, 0
        """Where that begins which no earlier run gave: so many octets and lines are before it."""
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
            self._resume(follow)
            if follow.tags - self._taken or self.gives_the_past:
                size = self._to_read(follow)
                if size > LARGE:
                    for report in self._lamp.say(Mood(State.CATCHING_UP, f"reading {size // 2**20} MiB")):
                        yield report
                held, wanted = await self._find(follow)
                for report in self._report() if size <= LARGE else ():
                    yield report
                for told in held.tell(wanted):
                    yield told
                    if told is not None:
                        self._progress.stir()
                self.gives_the_past = False
            self._taken = follow.tags
            async with aclosing(self._news(follow.tags)) as news:
                async for heard in news:
                    yield heard
                    if heard is not None:
                        self._progress.stir()
            for cursor in self._progress.told(self._file, follow.tags):
                yield cursor
            for report in self._report():
                yield report
            if not self.is_over:
                await first_of(self._clock.sleep(LOOK), following.changed_from(follow))

    def _resume(self, follow: Follow) -> None:
        """Go on where an earlier run was, the first time; a time that is asked for counts more."""
        if not self._may_resume:
            return
        self._may_resume = False
        reached = self._progress.before(self._file) if follow.since is None else None
        if reached is not None:
            self._begin = reached.position, reached.line
            self._taken = frozenset(tag for tag in follow.tags if tag.name in reached.tags)
            self._telling.is_resumed = True

    def _to_read(self, follow: Follow) -> int:
        """How many octets are to be looked through for what the file holds."""
        until = self._file.size if self.gives_the_past else self._file.cutter.offset
        return until if follow.tags - self._taken else until - self._begin[0]

    async def _find(self, follow: Follow) -> tuple[Held, Wanted]:
        """Find what it holds of what is wanted and was not given; the first time, go on reading behind that."""
        held, by = Held(self._file, self._telling, self._clock), self._file.changed_at
        new = self._telling.wanting(follow.tags - self._taken, follow.since, by)
        if not self.gives_the_past:
            await held.find(new, self._file.cutter.offset)
            return held, new
        everything = self._telling.wanting(follow.tags, follow.since, by)
        if self._begin[0] and follow.tags - self._taken:
            await held.find(new, self._begin[0])
        until = self._file.size
        self._file.skip(until, await held.find(everything, until, Cutter(*self._begin)))
        return held, everything

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
