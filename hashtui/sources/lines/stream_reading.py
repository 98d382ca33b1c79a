"""A pipe or the standard input, read until its writer closes it; a named pipe waits for its next writer."""

from collections.abc import AsyncGenerator
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.sighting import Heard, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.lamp import Lamp, Mood
from hashtui.sources.lines.stream import Stream
from hashtui.sources.lines.telling import Telling
from hashtui.sources.merge import first_of
from hashtui.sources.source import Following

QUICK_LOOK = 0.01
"""Seconds to the next look after something came; each further one is twice as long."""
LOOK = 0.25


class StreamReading:
    """One stream in the course of being read. Nothing is read while nothing is followed: it would be lost."""

    def __init__(self, stream: Stream, telling: Telling, lamp: Lamp, clock: Clock) -> None:
        self._stream = stream
        self._telling = telling
        self._lamp = lamp
        self._clock = clock
        self.gives_the_past = False
        """What comes first is old, but nobody knows how much of it there is."""
        self._is_old = True
        self._has_begun = False
        self.is_over = False
        """Nothing can come any more."""

    async def listen(self, following: Following) -> AsyncGenerator[Heard | None, None]:
        """What is heard of it until it is over; None stands for nothing."""
        wait = QUICK_LOOK
        while not self.is_over:
            follow = following.follow
            for report in self._lamp.say(Mood(State.LIVE, self._telling.complaint)):
                yield report
            if not follow.tags:
                await following.changed_from(follow)
                continue
            came = self._stream.read()
            wanted = self._telling.wanting(follow.tags, follow.since if self._is_old else None)
            for heard in self._telling.news_in(self._stream.cutter, wanted, held=self._is_old, ends=came == 0):
                yield heard
            if came:
                self._has_begun, wait = True, QUICK_LOOK
                await self._clock.sleep(0)
                continue
            self.is_over = (came == 0 and self._stream.ends) or self._stream.is_abandoned
            if not self.is_over:
                await first_of(self._clock.sleep(wait), following.changed_from(follow))
            # A writer that had something already has sent it by now.
            self._is_old = self._is_old and not self._has_begun and wait < LOOK
            wait = min(2 * wait, LOOK)
        for report in self._lamp.say(Mood(State.LIVE, self._telling.complaint)):
            yield report

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`: what went by cannot be read again."""
        return []
