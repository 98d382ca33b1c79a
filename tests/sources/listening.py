"""A listener for tests: it takes everything a source gives, and lets the hand-wound clock go on."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from hashtui.clock import HandClock
from hashtui.errors import SourceError
from hashtui.post.sighting import Boost, Deletion, Follow, Gap, Heard, Report, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.source import Following, Source


class Listening:
    """What a source has given so far. `heard` is everything, in order."""

    def __init__(self, source: Source, following: Following, clock: HandClock) -> None:
        self.source = source
        self.following = following
        self.heard: list[Heard] = []
        self.ended_by: SourceError | None = None
        self._clock = clock

    @property
    def texts(self) -> list[str]:
        """The words of every sighting."""
        return [heard.post.body.text for heard in self.sightings]

    @property
    def sightings(self) -> list[Sighting]:
        return [heard for heard in self.heard if isinstance(heard, Sighting)]

    @property
    def deletions(self) -> list[Deletion]:
        return [heard for heard in self.heard if isinstance(heard, Deletion)]

    @property
    def boosts(self) -> list[Boost]:
        return [heard for heard in self.heard if isinstance(heard, Boost)]

    @property
    def gaps(self) -> list[Gap]:
        return [heard for heard in self.heard if isinstance(heard, Gap)]

    @property
    def reports(self) -> list[Report]:
        return [heard for heard in self.heard if isinstance(heard, Report)]

    @property
    def states(self) -> list[State]:
        return [report.state for report in self.reports]

    def is_now(self, state: State) -> bool:
        """Whether that is the state it reported last."""
        return self.reports[-1].state is state

    async def wind(self, seconds: float = 0) -> None:
        """Let time pass, and what that starts come to its end."""
        await self._clock.wind(seconds)
        for _ in range(30):
            await self._clock.wind(0)

    async def take(self) -> None:
        """Take what comes until the source gives up."""
        with suppress(asyncio.CancelledError):
            try:
                async for heard in self.source.listen(self.following):
                    self.heard.append(heard)
            except SourceError as error:
                self.ended_by = error


def follow(*tags: str, since: datetime | None = None) -> Follow:
    return Follow(frozenset(map(Tag.of, tags)), since)


@asynccontextmanager
async def listening(
    source: Source, clock: HandClock, tags: Iterable[str] = ("a",), since: datetime | None = None
) -> AsyncIterator[Listening]:
    """Listen from the beginning of the block to its end; the first answers are in when it begins."""
    ear = Listening(source, Following(follow(*tags, since=since)), clock)
    task = asyncio.create_task(ear.take())
    await ear.wind()
    try:
        yield ear
    finally:
        task.cancel()
        await task
