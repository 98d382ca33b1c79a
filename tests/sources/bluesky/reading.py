"""A history of a paper network that is read while a test looks on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from random import Random

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Follow, Gap, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.history import History
from hashtui.sources.source import Following
from tests.sources.bluesky.network_on_paper import START, Desk

SOURCE = clean_line("bluesky")


def follow(*tags: str, since: datetime | None = None) -> Follow:
    return Follow(frozenset(map(Tag.of, tags)), since)


def ago(**wait: float) -> datetime:
    return START - timedelta(**wait)


class Reading:
    """A history that is read while the block runs."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.history = History(desk.session, desk.people, desk.means, SOURCE, Random(1))
        self.following = Following(follow())
        self.heard: list[Sighting | Gap] = []

    @property
    def texts(self) -> list[str]:
        return [heard.post.body.text for heard in self.heard if isinstance(heard, Sighting)]

    @property
    def sightings(self) -> list[Sighting]:
        return [heard for heard in self.heard if isinstance(heard, Sighting)]

    @property
    def gaps(self) -> list[Gap]:
        return [heard for heard in self.heard if isinstance(heard, Gap)]

    async def take(self) -> None:
        with suppress(asyncio.CancelledError):
            async for heard in self.history.run(self.following):
                self.heard.append(heard)

    async def wind(self, seconds: float = 0) -> None:
        await self.desk.wind(seconds)
        await self.desk.wind()


@asynccontextmanager
async def reading(desk: Desk, asked: Follow, before: Reading | None = None) -> AsyncIterator[Reading]:
    made = before or Reading(desk)
    made.following = Following(asked)
    task = asyncio.create_task(made.take())
    await made.wind()
    try:
        yield made
    finally:
        task.cancel()
        await task
