"""A Nostr relay as a source: one socket for all tags, and nothing it sends is believed unchecked."""

import math
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from datetime import datetime, timedelta
from random import Random
from urllib.parse import urlsplit

from hashtui.config.config import SourceConfig
from hashtui.errors import Malformed, NoNetwork, RateLimited, Refused, SourceError, Unreachable
from hashtui.manners import Backoff, patience
from hashtui.post.clean import CleanLine
from hashtui.post.post import Network, Post
from hashtui.post.sighting import Heard, Sighting, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.lamp import Mood
from hashtui.sources.nostr.checking import distinct
from hashtui.sources.nostr.decode import POSTS
from hashtui.sources.nostr.event import COMMENT, NOTE, Event, is_hex
from hashtui.sources.nostr.known import oldest_first
from hashtui.sources.nostr.line import Fits, Line
from hashtui.sources.nostr.messages import Filter
from hashtui.sources.nostr.relay_address import document_of, read_relay, socket_of
from hashtui.sources.nostr.session import Memory, Session
from hashtui.sources.nostr.spellings import bears, spellings
from hashtui.sources.source import Figures, Following, Means

SILENCE = 45.0
"""Seconds without a frame or a pong: relays need not ping, so the wire does."""
OLDER = 40
"""Posts of an older page."""
MOST_ANSWERS = 100
MOST_CLIMBS = 8
"""Times that a thread is climbed towards its beginning."""


class NostrSource:
    """One relay. All panes share it, and with it what was checked and told."""

    def __init__(self, config: SourceConfig, means: Means, *, random: Random | None = None) -> None:
        self._url = read_relay(config.url, insecure=config.insecure)
        self._insecure = config.insecure
        self._means = means
        self._clock = means.clock
        self._random = random or Random()
        self._backoff = Backoff(self._random)
        self._memory = Memory(self._url, urlsplit(socket_of(self._url)).netloc, means, self._random)
        self._line: Line | None = None

    @property
    def url(self) -> CleanLine:
        """`nostr+wss://host[:port][/path]`, as the public JSON names it."""
        return self._url

    @property
    def network(self) -> Network:
        """Nostr, whatever bridges bring there."""
        return Network.NOSTR

    @property
    def figures(self) -> Figures:
        """What came, what made no sense, and what was a lie."""
        count = self._memory.count
        received = count.received + (self._line.channel.received if self._line is not None else 0)
        return Figures(unreadable=count.unreadable, forged=count.forged, received=received)

    async def listen(self, following: Following) -> AsyncGenerator[Heard, None]:
        """See `Source.listen`."""
        memory = self._memory
        memory.lamp.begin()
        for heard in memory.desk.owed.left():
            yield heard
            memory.desk.owed.settle(heard)
        while True:
            while not following.follow.tags:
                await following.changed()
            began = self._clock.monotonic()
            try:
                async with aclosing(self._session(following)) as session:
                    async for heard in session:
                        yield heard
                        memory.desk.owed.settle(heard)
            except Refused:
                raise
            except SourceError as error:
                trouble = error
            self._backoff.worked(self._clock.monotonic() - began)
            wait, mood = self._endure(trouble)
            for report in memory.lamp.say(mood):
                yield report
            await self._clock.sleep(wait)

    def remember(self, sighting: Sighting) -> None:
        """See `Remembering.remember`."""
        self._memory.desk.remember(sighting)

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`."""
        until = math.ceil(before.timestamp()) - 1
        wanted = frozenset((tag,))
        asked: Filter = {"kinds": POSTS, "#t": spellings(tag), "until": until, "limit": OLDER}
        events = await self._asked([asked], lambda event: bears(event.values("t"), wanted))
        found = self._memory.desk.hold(oldest_first(events))
        return [sighting for sighting in found if sighting.post.created_at < before]

    async def thread(self, sighting_id: str) -> Thread:
        """See `Source.thread`; ids are those of events."""
        if not is_hex(sighting_id, 64):
            raise Malformed("what is no event's id has no thread")
        kinds = (NOTE, COMMENT)
        answers: Filter = {"kinds": kinds, "#e": [sighting_id], "limit": MOST_ANSWERS}
        events = await self._asked(
            [{"ids": [sighting_id]}, answers], lambda event: event.id == sighting_id or sighting_id in event.values("e")
        )
        below = [event for event in oldest_first(events) if event.id != sighting_id]
        above: list[Event] = []
        start = next((event for event in events if event.id == sighting_id), None)
        while start is not None and len(above) < MOST_CLIMBS:
            parent = self._memory.desk.parent(start)
            start = await self._one(parent) if parent and parent not in {event.id for event in above} else None
            above += [] if start is None else [start]
        ancestors, descendants = self._posts(reversed(above)), self._posts(below)
        return Thread(
            tuple(ancestors.values()),
            tuple(descendants.values()),
            {p.key: id_ for id_, p in (ancestors | descendants).items()},
        )

    async def _session(self, following: Following) -> AsyncGenerator[Heard, None]:
        """One connection, from its opening to its end."""
        memory, wire = self._memory, self._means.wire
        async with wire.connect(socket_of(self._url), insecure=self._insecure, silence=SILENCE) as channel:
            self._line = Line(channel, self._clock, memory.count, memory.checking.allowance)
            session = Session(memory, self._means, self._line)
            try:
                document = document_of(self._url)
                async with aclosing(session.run(following, wire, document, insecure=self._insecure)) as stream:
                    async for heard in stream:
                        yield heard
            finally:
                memory.count.received += channel.received
                self._line = None

    def _endure(self, trouble: SourceError) -> tuple[float, Mood]:
        """How long to wait after that, and how to say it."""
        now = self._clock.now()
        if isinstance(trouble, Malformed):
            self._memory.count.unreadable += 1
        if isinstance(trouble, RateLimited):
            wait = self._backoff.next() if trouble.until is None else patience(trouble.until, now, self._random)
            return wait, Mood(State.WAITING, str(trouble), now + timedelta(seconds=wait))
        wait = self._backoff.next()
        state = State.NO_NETWORK if isinstance(trouble, NoNetwork) else State.RECONNECTING
        return wait, Mood(state, str(trouble), now + timedelta(seconds=wait))

    async def _asked(self, filters: list[Filter], fits: Fits) -> list[Event]:
        """The genuine posts that are stored for this. Unreachable when the relay is away or will not say."""
        line, memory = self._line, self._memory
        if line is None:
            raise Unreachable(f"{memory.host} is not connected now")
        request = await line.fetch(filters, lambda event: event.kind in POSTS and fits(event), 2 * MOST_ANSWERS)
        if request.closed is not None and request.closed.is_refusal:
            raise Unreachable(f"{memory.host} does not say: {request.closed.words or request.closed.prefix}")
        events = [event for event in distinct(request.take()) if not memory.checking.is_too_early(event)]
        return await memory.checking.genuine(events)

    async def _one(self, event_id: str) -> Event | None:
        found = await self._asked([{"ids": [event_id]}], lambda event: event.id == event_id)
        return next(iter(found), None)

    def _posts(self, events: Iterable[Event]) -> dict[str, Post]:
        """By the ids of their events."""
        desk = self._memory.desk
        return {event.id: post for event in events if (post := desk.post(event)) is not None}
