"""A server with the Mastodon client API as a source: asked in turn, and heard by stream where a token allows it."""

from collections.abc import AsyncGenerator, Iterable
from datetime import datetime
from random import Random

from hashtui.config.config import SourceConfig
from hashtui.post.clean import CleanLine
from hashtui.post.post import Network, Post
from hashtui.post.sighting import Heard, Sighting, Thread
from hashtui.post.tag import Tag
from hashtui.sources.mastodon.acquaintances import read_acquaintances
from hashtui.sources.mastodon.decode import Status
from hashtui.sources.mastodon.edits import read_versions
from hashtui.sources.mastodon.ids import id_at, order, tells_time
from hashtui.sources.mastodon.lamp import TwoWayLamp
from hashtui.sources.mastodon.polling import Poller
from hashtui.sources.mastodon.server import Server
from hashtui.sources.mastodon.streaming import Streamer
from hashtui.sources.mastodon.tracks import Tracks
from hashtui.sources.merge import merged
from hashtui.sources.shape import Record
from hashtui.sources.source import Acquaintance, Figures, Following, Means

OLDER_PAGES = 3
"""Pages read to find one post from before a time."""


class MastodonSource:
    """One server. All panes share it, and with it one budget and one memory of what was heard."""

    def __init__(
        self,
        config: SourceConfig,
        means: Means,
        *,
        interval: float | None = None,
        random: Random | None = None,
    ) -> None:
        """`interval`: seconds between two questions for a tag, where it should not be found by itself."""
        self._clock = means.clock
        self._server = Server(config, means, random or Random())
        self._tracks = Tracks(self._server, means)
        self._lamp = TwoWayLamp(self._server.url, means.clock)
        self._poller = Poller(self._server, self._tracks, self._lamp, means, interval)
        self._streamer = Streamer(self._server, self._tracks, self._lamp, means)

    @property
    def url(self) -> CleanLine:
        """`https://host`, as the public JSON names it."""
        return self._server.url

    @property
    def network(self) -> Network:
        """Mastodon, whatever other networks its server federates with."""
        return Network.MASTODON

    @property
    def figures(self) -> Figures:
        """The budget of all panes together, what could not be read, and what it cost."""
        return Figures(self._server.requests_left, self._tracks.unreadable, received=self._server.received)

    async def listen(self, following: Following) -> AsyncGenerator[Heard, None]:
        """See `Source.listen`. Streams as well where a token is configured: servers stream to nobody else."""
        self._lamp.begin()
        known = self._tracks.known
        for heard in known.owed.left():
            yield heard
            known.owed.settle(heard)
        everything = self._poller.run(following)
        if self._server.token is not None:
            everything = merged(everything, self._streamer.run(following))
        try:
            async for heard in everything:
                yield heard
                known.owed.settle(heard)
        finally:
            await everything.aclose()

    def remember(self, sighting: Sighting) -> None:
        """See `Remembering.remember`."""
        self._tracks.remember(sighting)

    async def thread(self, sighting_id: str) -> Thread:
        """See `Source.thread`."""
        around = await self._server.context(sighting_id)
        above, below = (self._shown(around.records(side)) for side in ("ancestors", "descendants"))
        local_ids = {str(status.post.key): status.local_id for status in (*above, *below)}
        return Thread(tuple(s.post for s in above), tuple(s.post for s in below), local_ids)

    async def versions(self, sighting_id: str) -> tuple[Post, ...]:
        """See `Historian.versions`."""
        status = await self._server.status(sighting_id)
        edits = (await self._server.history(sighting_id)).rows if status.has("edited_at") else ()
        return read_versions(status, edits, self._tracks.place(), self._clock.now())

    async def busy(self) -> list[tuple[str, int]]:
        """See `Trending.busy`: what its people use today (entities/Tag#history)."""
        found = []
        for row in (await self._server.trends()).rows:
            name, today = row.text("name"), next(iter(row.records("history")), None)
            people = today.number("accounts") if today is not None else None
            if name and people:
                found.append((name, people))
        return found

    async def acquaintances(self) -> tuple[Acquaintance, ...]:
        """See `Acquainted.acquaintances`. For all of it the token needs read:accounts, read:follows and read:lists."""
        return await read_acquaintances(self._server, self._clock)

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`."""
        track = self._tracks.of(tag)
        sample = track.newest if track is not None else None
        if sample is not None and tells_time(sample, self._clock.now()):
            ceiling: str | None = id_at(before)
        else:
            ceiling = track.oldest if track is not None else None
        for _ in range(OLDER_PAGES):
            answer = await self._server.tag_page(tag, before=ceiling)
            page = self._tracks.read(answer[0].rows) if answer else []
            # A server that does not know the id may give its newest page again (GoToSocial).
            below = [s for s in page if ceiling is None or order(s.row_id) < order(ceiling)]
            if not below:
                break
            ceiling = min((status.row_id for status in below), key=order)
            if track is not None and track.is_open:
                track.stretch(below)
            found = [self._tracks.known.hold(s, tag, self._clock.now()) for s in below if _is_before(s, before)]
            if found:
                return sorted(found, key=lambda sighting: sighting.post.created_at)
        return []

    def _shown(self, rows: Iterable[Record]) -> list[Status]:
        return [status for status in self._tracks.read(rows) if status.is_shown]


def _is_before(status: Status, moment: datetime) -> bool:
    return status.is_shown and status.post.created_at < moment
