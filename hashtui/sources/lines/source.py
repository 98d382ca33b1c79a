"""JSON Lines in the public form as a source: a file that grows, a named pipe, or the standard input."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import datetime
from typing import Protocol

from hashtui.config.config import SourceConfig
from hashtui.errors import Unreachable
from hashtui.post.clean import CleanLine
from hashtui.post.post import Network
from hashtui.post.sighting import Heard, Sighting, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.lamp import Lamp, Mood
from hashtui.sources.lines.file_reading import LOOK, FileReading
from hashtui.sources.lines.growing import GrowingFile
from hashtui.sources.lines.place import open_place, read_place, why_not
from hashtui.sources.lines.resuming import Progress
from hashtui.sources.lines.stream import Stream
from hashtui.sources.lines.stream_reading import StreamReading
from hashtui.sources.lines.telling import Telling
from hashtui.sources.source import Figures, Following, Means

BREATH = 32
"""After so much was given others get a turn …"""
STRETCH = 0.01
"""… and after so many seconds."""


class Reading(Protocol):
    """An open file in the course of being read; stopped and started again, it goes on where it was."""

    is_over: bool
    gives_the_past: bool

    def listen(self, following: Following) -> AsyncGenerator[Heard | None, None]:
        """What is heard of it until it is over; None, which stands for nothing, gives others a turn."""
        ...

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`."""
        ...


class LinesSource:
    """One file or stream. What it says was heard elsewhere is told under the name it was heard under there."""

    def __init__(self, config: SourceConfig, means: Means) -> None:
        self._place = read_place(config.url)
        self._clock = means.clock
        self._telling = Telling(self.url, means.clock)
        self._lamp = Lamp(self.url, means.clock)
        self._progress = Progress(self.url, means)
        self._reading: Reading | None = None
        self._is_unasked = True
        """It was not looked for yet."""
        self._is_first = True
        """Nothing was read yet."""
        self._has_ended = False

    @property
    def url(self) -> CleanLine:
        """`jsonl:` and the absolute path, or `jsonl:-`."""
        return self._place.url

    @property
    def network(self) -> Network:
        """A file's, for posts that do not say where they were published."""
        return Network.FILE

    @property
    def figures(self) -> Figures:
        """The lines that made no sense."""
        return Figures(unreadable=self._telling.unreadable)

    @property
    def is_giving(self) -> bool:
        """See `Holding.is_giving`: a file is given whole, however short the time is."""
        return self._is_unasked or (self._reading is not None and self._reading.gives_the_past)

    async def listen(self, following: Following) -> AsyncIterator[Heard]:
        """See `Source.listen`. A file that is not there, or may not be read, is looked for again and again."""
        self._lamp.begin()
        given, turn = 0, self._clock.monotonic()
        while not self._has_ended:
            trouble = self._open()
            self._is_unasked = False
            if self._reading is not None:
                try:
                    async with aclosing(self._reading.listen(following)) as stream:
                        async for heard in stream:
                            if heard is not None:
                                yield heard
                            given += 1
                            if heard is None or given % BREATH == 0 or self._clock.monotonic() - turn > STRETCH:
                                await self._clock.sleep(0)
                                turn = self._clock.monotonic()
                except OSError as error:
                    trouble = why_not(error)
                self._reading = None
                self._has_ended = self._place.is_passed_on and not trouble
            if trouble:
                for report in self._lamp.say(Mood(State.RECONNECTING, trouble)):
                    yield report
                await self._clock.sleep(LOOK)
        for report in self._lamp.say(Mood(State.ENDED, self._telling.complaint)):
            yield report

    async def thread(self, sighting_id: str) -> Thread:
        """See `Source.thread`. There is nobody to ask."""
        raise Unreachable(f"{self.url}: a file knows of no threads")

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`."""
        return [] if self._reading is None else await self._reading.older(tag, before)

    def _open(self) -> str:
        """Open it unless it is open; why it cannot be, else empty."""
        if self._reading is not None:
            return ""
        try:
            opened = open_place(self._place)
        except Unreachable as trouble:
            return str(trouble)
        if opened.is_stream:
            self._reading = StreamReading(Stream(self._place, opened), self._telling, self._lamp, self._clock)
        else:
            file = GrowingFile(self._place.path, opened)
            self._reading = FileReading(
                file, self._telling, self._lamp, self._clock, self._progress, first=self._is_first
            )
        self._is_first = False
        return ""
