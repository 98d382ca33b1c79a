"""Bluesky as a source: the public firehose, or one Jetstream, with what its HTTP API adds to it."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import datetime
from random import Random

from hashtui.config.config import SourceConfig
from hashtui.errors import UsageError
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Network
from hashtui.post.sighting import Cursor, Gap, Heard, Report, Sighting, Thread
from hashtui.post.tag import Tag
from hashtui.sources.address import read_address
from hashtui.sources.bluesky.acquaintances import read_acquaintances
from hashtui.sources.bluesky.api import Api
from hashtui.sources.bluesky.appview import AppView, public_of
from hashtui.sources.bluesky.bookmark import Bookmark
from hashtui.sources.bluesky.endpoint import Endpoint, Rota, named, public_endpoints, read_jetstream
from hashtui.sources.bluesky.hearing import Hearing
from hashtui.sources.bluesky.history import History
from hashtui.sources.bluesky.known import Known
from hashtui.sources.bluesky.lamp import NotedLamp
from hashtui.sources.bluesky.pace import TICK
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.resuming import Progress
from hashtui.sources.bluesky.session import Session
from hashtui.sources.bluesky.stream import Stream
from hashtui.sources.bluesky.thread import read_thread
from hashtui.sources.bluesky.waiting import PATIENCE, WaitingRoom
from hashtui.sources.merge import first_of, merged
from hashtui.sources.source import Acquaintance, Figures, Following, Means

PUBLIC = "bluesky"
"""The URL of all public instances together."""


class BlueskySource:
    """One firehose for all panes. It is listened to only while some tag is followed."""

    def __init__(
        self,
        config: SourceConfig,
        means: Means,
        endpoints: tuple[Endpoint, ...],
        url: CleanLine,
        random: Random,
        *,
        patience: float = PATIENCE,
    ) -> None:
        """`patience`: seconds a post may wait for its author's name."""
        self.url = url
        self._clock = means.clock
        token = config.token
        _check_server(config)
        self._session = (
            None if token is None else Session(token, means, pds=config.pds, insecure=config.insecure, random=random)
        )
        public = Api(public_of(endpoints[0].url), means, insecure=config.insecure)
        self._appview = AppView(public, self._session)
        self._people = People(self._appview, means, random)
        self._history = History(self._session, self._people, means, url, random)
        self._lamp = NotedLamp(url, means.clock)
        self._bookmark = Bookmark(url)
        self._progress = Progress(url, means, self._bookmark)
        known = Known(likes=config.likes)
        self._room = WaitingRoom(means.clock, patience)
        self._hearing = Hearing(url, self._people, lambda: self._appview.is_visitor, self._room, known)
        rota = Rota(endpoints, means.clock, random)
        self._stream = Stream(rota, self._hearing, self._lamp, self._bookmark, means, likes=config.likes)

    @property
    def network(self) -> Network:
        """Bluesky, whichever server passes it on."""
        return Network.BLUESKY

    @property
    def figures(self) -> Figures:
        """What came, and what of it could not be read."""
        unreadable = self._hearing.unreadable + self._history.unreadable
        return Figures(unreadable=unreadable, received=self._stream.received + self._appview.received)

    async def listen(self, following: Following) -> AsyncGenerator[Heard, None]:
        """See `Source.listen`. Nothing is connected while nothing is followed."""
        self._lamp.begin()
        self._bookmark.rewind(self._hearing.begin())
        while True:
            follow = following.follow
            for gap in self._taken_up(following):
                yield gap
            if not follow.tags:
                self._bookmark.forget()
                await following.changed_from(follow)
                continue
            streams = (
                self._streamed(following),
                self._looked_after(),
                self._named(),
                self._let_go(),
                self._read_back(following),
                self._remembered(following),
                _until_nothing(following),
            )
            async with aclosing(merged(*streams)) as everything:
                async for heard in everything:
                    if heard is None:
                        break
                    yield heard
                    if not isinstance(heard, Cursor | Report):
                        self._progress.stir()

    def remember(self, sighting: Sighting) -> None:
        """See `Remembering.remember`."""
        self._hearing.remember(sighting)

    async def thread(self, sighting_id: str) -> Thread:
        """See `Source.thread`; the id is the post's at:// URI."""
        return await read_thread(self._appview, sighting_id, self._people, self._clock.now())

    async def acquaintances(self) -> tuple[Acquaintance, ...]:
        """See `Acquainted.acquaintances`."""
        return () if self._session is None else await read_acquaintances(self._session, self._clock)

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`. Without a session there is no history, and the report says so."""
        return [self._hearing.pass_on(sighting) for sighting in await self._history.older(tag, before)]

    async def _streamed(self, following: Following) -> AsyncGenerator[Heard | None, None]:
        async with aclosing(self._stream.run(following)) as stream:
            async for heard in stream:
                yield heard
                if isinstance(heard, Gap):
                    self._history.fill(heard, following)

    async def _looked_after(self) -> AsyncGenerator[Heard | None, None]:
        """How the source is, and the counts that changed, every TICK."""
        while True:
            self._excuse()
            for report in await self._stream.look():
                yield report
            for tally in self._hearing.tallies(self._clock.now()):
                yield tally
            await self._clock.sleep(TICK)

    async def _named(self) -> AsyncGenerator[Heard | None, None]:
        """Posts again whose authors are better known now."""
        while True:
            dids = await self._people.fetched()
            async with self._hearing.turn:
                for heard in self._hearing.renamed(sorted(dids), self._clock.now()):
                    yield heard

    async def _let_go(self) -> AsyncGenerator[Heard | None, None]:
        """What has waited long enough for a name."""
        while True:
            await self._room.until_due()
            async with self._hearing.turn:
                for heard in self._hearing.overdue(self._clock.now()):
                    yield heard

    async def _read_back(self, following: Following) -> AsyncGenerator[Heard | None, None]:
        """What was said before. What the stream plays again is not missing."""
        async with aclosing(self._history.run(following)) as history:
            async for heard in history:
                if isinstance(heard, Sighting):
                    yield self._hearing.pass_on(heard)
                elif self._session is not None or not self._bookmark.plays(heard.since, self._clock.now()):
                    yield heard

    async def _remembered(self, following: Following) -> AsyncGenerator[Heard | None, None]:
        """How far the stream was heard, every TICK; and what was missed of a tag that is followed again."""
        while True:
            follow = following.follow
            for gap in self._taken_up(following):
                yield gap
            for cursor in self._progress.told(follow, self._room.oldest):
                yield cursor
            await first_of(self._clock.sleep(TICK), following.changed_from(follow))

    def _taken_up(self, following: Following) -> Iterator[Gap]:
        for gap in self._progress.take_up(following.follow):
            yield gap
            self._history.fill(gap, following)

    def _excuse(self) -> None:
        self._lamp.help(self._history.excuse)
        self._lamp.note("session", self._session.notice if self._session is not None else "")


def public_firehose(
    config: SourceConfig, means: Means, random: Random | None = None, *, patience: float = PATIENCE
) -> BlueskySource:
    """All of Bluesky, through whichever of its public instances answers."""
    chance = random or Random()
    return BlueskySource(config, means, public_endpoints(chance), clean_line(PUBLIC), chance, patience=patience)


def one_jetstream(
    config: SourceConfig, means: Means, random: Random | None = None, *, patience: float = PATIENCE
) -> BlueskySource:
    """What one Jetstream gives. UsageError when its address is none, or not allowed as it is."""
    endpoint = read_jetstream(config.url, insecure=config.insecure)
    return BlueskySource(config, means, (endpoint,), named(endpoint), random or Random(), patience=patience)


def _check_server(config: SourceConfig) -> None:
    """UsageError when the account's server cannot be one, also where no token is given yet."""
    if config.pds is None:
        return
    try:
        read_address(config.pds, insecure=config.insecure)
    except UsageError as error:
        raise UsageError(f"pds: {error}") from error


async def _until_nothing(following: Following) -> AsyncGenerator[Heard | None, None]:
    """None, once nothing is followed any more."""
    while True:
        follow = following.follow
        if not follow.tags:
            yield None
        await following.changed_from(follow)
