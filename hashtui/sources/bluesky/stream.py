"""Listening to Jetstream: one connection at a time, taken up again where it was left, at the next server if need be."""

import json
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta

from hashtui.errors import Malformed, NoNetwork, RateLimited, Refused, SourceError, Unreachable
from hashtui.post.sighting import Follow, Gap, Heard, Report, State
from hashtui.sources.bluesky.bookmark import Bookmark
from hashtui.sources.bluesky.endpoint import LARGEST_EVENT, Rota, collections
from hashtui.sources.bluesky.events import read_word
from hashtui.sources.bluesky.hearing import Hearing
from hashtui.sources.bluesky.lamp import NotedLamp
from hashtui.sources.bluesky.pace import LATE, Pace
from hashtui.sources.bluesky.packing import Packer, Packing
from hashtui.sources.source import Following, Means
from hashtui.wire import Channel

SILENCE = 40.0
"""Seconds without any frame, pings and pongs among them: Jetstream pings every 30 s, and we do every 18."""
LONG_AGO = timedelta(minutes=10)
"""What is older is played again without its likes."""
WITHOUT_LIKES = 1800.0
"""Seconds for which likes are left out once they were too much."""


class Unpackable(Malformed):
    """What came was not packed as it was asked for."""


class Again(Exception):  # no error: another question is to be asked
    """The stream is to be opened anew at once."""


class Stream:
    """The firehose, as far as it concerns what is followed. `look` is to be called every TICK while it runs."""

    def __init__(
        self, rota: Rota, hearing: Hearing, lamp: NotedLamp, bookmark: Bookmark, means: Means, *, likes: bool = True
    ) -> None:
        self._rota = rota
        self._hearing = hearing
        self._lamp = lamp
        self._bookmark = bookmark
        self._wire = means.wire
        self._clock = means.clock
        self._packer = Packer(means.wire)
        self._packing = Packing(rota.current)
        self._pace = Pace(self._clock.monotonic())
        self._channel: Channel | None = None
        self._received = 0
        self._likes = likes
        self._likes_from = float("-inf")
        """When likes are asked for again, monotonic."""
        self._asks_likes = False
        self._asks_cursor = False
        self._asks_anew = False

    @property
    def received(self) -> int:
        """Bytes that came, as they were on the wire."""
        return self._received + (self._channel.received if self._channel is not None else 0)

    async def run(self, following: Following) -> AsyncGenerator[Heard, None]:
        """Everything heard, until closed. Refused when no server will have us."""
        while True:
            began = self._clock.monotonic()
            try:
                async with aclosing(self._session(following)) as session:
                    async for heard in session:
                        yield heard
                trouble: SourceError = Unreachable(f"{self._rota.current.server} closed the stream")
            except Again:
                continue
            except SourceError as error:
                trouble = error
            self._rota.worked(self._clock.monotonic() - began)
            other_way = self._other_way(trouble)
            if other_way is not None:
                for heard in other_way:
                    yield heard
                continue
            wait = self._rota.fail(trouble)
            next_try = self._clock.now() + timedelta(seconds=wait) if wait > 0 else None
            for report in self._lamp.turn(_state_after(trouble), str(trouble), next_try):
                yield report
            await self._clock.sleep(wait)

    async def look(self) -> list[Report]:
        """See whether we keep up, whether it has gone quiet, and what is to be said of that."""
        now = self._clock.monotonic()
        self._pace.look(now)
        if self._channel is None:
            return []
        if self._asks_likes and self._pace.falls_behind:
            self._likes_from = now + WITHOUT_LIKES
            self._lamp.note("likes", "too much comes to keep up with: likes are left out for now")
            await self._ask_likes(self._channel, asks=False)
        elif self._likes and not self._asks_likes and now >= self._likes_from and not self._pace.catches_up:
            self._lamp.note("likes", "")
            await self._ask_likes(self._channel, asks=True)
        self._lamp.note("quiet", "no event for 5 minutes" if self._pace.is_quiet(now) else "")
        self._lamp.note("withheld", "posts not meant for visitors are left out" if self._hearing.withholds else "")
        if self._lamp.state is State.CATCHING_UP and not self._pace.catches_up:
            return list(self._lamp.turn(State.LIVE, self._place()))
        return list(self._lamp.again())

    async def _session(self, following: Following) -> AsyncGenerator[Heard, None]:
        """One connection, from its opening to its end."""
        self._channel, self._asks_anew, self._asks_cursor = None, False, False
        packing = self._packing = await self._packer.choose(self._rota.current)
        endpoint, follow, now = packing.endpoint, following.follow, self._clock.now()
        self._hearing.follow(follow.tags)
        opening = self._bookmark.open(endpoint.server, follow, now)
        if opening.is_lost:
            for gap in self._lost(now, "another server took over, which does not know where the last one stood"):
                yield gap
        self._asks_cursor = opening.cursor is not None
        self._asks_likes = self._wants_likes and opening.age < LONG_AGO
        self._bookmark.ask(likes=self._asks_likes)
        dictionary = packing.dictionary.id if packing.dictionary is not None else None
        url = endpoint.question(opening.cursor, dictionary, likes=self._asks_likes)
        opened = self._wire.connect(
            url, insecure=endpoint.insecure, silence=SILENCE, deflate=packing.deflates, raw=True
        )
        async with opened as channel:
            self._channel = channel
            self._bookmark.serve()
            self._pace = Pace(self._clock.monotonic(), catches_up=opening.age.total_seconds() > LATE)
            state = State.CATCHING_UP if self._pace.catches_up else State.LIVE
            for report in self._lamp.turn(state, self._place()):
                yield report
            try:
                is_first = True
                async for batch in channel.batches():
                    follow = self._take_up(following.follow, follow)
                    frames = self._unpacked(batch)
                    async with self._hearing.turn:
                        for heard in self._hear(frames, opening.live_from, is_first=is_first):
                            yield heard
                    is_first = False
                    if self._asks_anew:
                        raise Again
            finally:
                self._received += channel.received
                self._channel = None

    def _hear(self, frames: Sequence[bytes], live_from: datetime | None, *, is_first: bool) -> Iterator[Heard]:
        """What these frames tell; once that was taken, the bookmark moves behind them."""
        now, server = self._clock.now(), self._packing.endpoint.server
        if is_first:
            word = read_word(frames[0], now)
            if word is not None:
                self._bookmark.hear(word)
            gap = self._bookmark.missed(frames, server, now)
            if gap is not None:
                yield gap
        for frame in self._hearing.sieve.sift(frames):
            yield from self._hearing.hear(frame, now, live_from)
        position = self._bookmark.admit(frames, server, now)
        lag = (now - position.at).total_seconds() if position is not None and position.at is not None else None
        self._pace.hear(len(frames), lag, self._clock.monotonic())
        word = read_word(frames[-1], now)
        if word is not None and word.is_last:
            raise Unreachable(f"{server} closed the stream: {f'{word.name} {word.text}'.strip()[:120]}")
        if word is None and position is None:
            self._hearing.unreadable += 1
            if self._packing.dictionary is not None:
                raise Unpackable(f"{server} sends events that its dictionary makes no sense of")

    def _unpacked(self, batch: Sequence[str | bytes]) -> list[bytes]:
        try:
            return self._packing.unpack(batch)
        except Malformed as error:
            raise Unpackable(f"{self._packing.endpoint.server} sends {error}") from error

    def _take_up(self, follow: Follow, before: Follow) -> Follow:
        """Look for what is followed now."""
        if follow is not before:
            if self._bookmark.wants_replay(follow, self._clock.now()):
                raise Again
            self._hearing.follow(follow.tags)
            self._bookmark.serve(follow.tags)
        return follow

    def _other_way(self, trouble: SourceError) -> list[Gap] | None:
        """What else the same server can be asked at once, and what is lost by that; None when there is nothing else."""
        server = self._packing.endpoint.server
        is_refused, words = isinstance(trouble, Refused), str(trouble)
        is_packed = self._packing.dictionary is not None
        if is_packed and (is_refused or isinstance(trouble, Unpackable) or "HTTP 501" in words):
            self._packer.unlearn(self._packing)
            return []
        if is_refused and self._asks_cursor and ("HTTP 400" in words or "cursor" in words.lower()):
            return self._lost(self._clock.now(), f"{server} does not go on from where it was left")
        return None

    def _lost(self, now: datetime, reason: str) -> list[Gap]:
        gap = self._bookmark.lost(now, reason)
        return [gap] if gap is not None else []

    @property
    def _wants_likes(self) -> bool:
        return self._likes and self._clock.monotonic() >= self._likes_from

    async def _ask_likes(self, channel: Channel, *, asks: bool) -> None:
        """Change what comes. The second form of the stream listens to nobody: it is opened anew."""
        if self._packing.endpoint.speaks_events:
            self._asks_anew = True
            return
        payload = {
            "wantedCollections": collections(likes=asks),
            "wantedDids": [],
            "maxMessageSizeBytes": LARGEST_EVENT,
        }
        try:
            await channel.send(json.dumps({"type": "options_update", "payload": payload}))
        except Unreachable:
            return  # who listens will find out by himself
        self._asks_likes = asks
        self._bookmark.ask(likes=asks)

    def _place(self) -> str:
        return self._packing.endpoint.server if self._rota.has_choice else ""


def _state_after(trouble: SourceError) -> State:
    match trouble:
        case NoNetwork():
            return State.NO_NETWORK
        case RateLimited():
            return State.WAITING
        case _:
            return State.RECONNECTING
