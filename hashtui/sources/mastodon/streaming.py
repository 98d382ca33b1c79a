"""Hearing a server's posts as they are published: one WebSocket with a subscription for each tag."""

import json
from collections.abc import AsyncGenerator
from datetime import timedelta

from hashtui.errors import Malformed, RateLimited, Refused, SourceError, Unreachable
from hashtui.manners import Backoff, patience
from hashtui.post.clean import log_line
from hashtui.post.sighting import Follow, Heard, State
from hashtui.post.tag import Tag
from hashtui.sources.lamp import Mood
from hashtui.sources.mastodon.lamp import TwoWayLamp
from hashtui.sources.mastodon.server import Server
from hashtui.sources.mastodon.track import is_streamable
from hashtui.sources.mastodon.tracks import Tracks
from hashtui.sources.merge import merged
from hashtui.sources.shape import Record, read_record
from hashtui.sources.source import Following, Means
from hashtui.wire import Channel

SILENCE = 75.0
"""Seconds without any frame: Mastodon, Pleroma and GoToSocial ping every 30 s."""
REFUSED_PAUSE = 3600.0
"""Seconds before a server that refused to stream is asked again, should it have changed its mind."""


class Streamer:
    """Listens to one server's stream. What it cannot hear is left to the poller, which it tells."""

    def __init__(self, server: Server, tracks: Tracks, lamp: TwoWayLamp, means: Means) -> None:
        self._server = server
        self._tracks = tracks
        self._lamp = lamp
        self._wire = means.wire
        self._clock = means.clock
        self._backoff = Backoff(server.random)

    async def run(self, following: Following) -> AsyncGenerator[Heard, None]:
        """Everything heard by stream, until cancelled. It never raises: asking finds out what is the matter."""
        await self._tracks.opened.wait()
        while True:
            while (away := self._server.away) > 0:
                await self._clock.sleep(away)
            began = self._clock.monotonic()
            trouble: SourceError = Unreachable("the stream ended")
            try:
                async for heard in self._session(following):
                    yield heard
            except SourceError as error:
                trouble = error
            self._backoff.worked(self._clock.monotonic() - began)
            wait, mood = self._endure(trouble)
            for report in self._lamp.stream(mood):
                yield report
            self._tracks.hurry()
            await self._clock.sleep(wait)

    async def _session(self, following: Following) -> AsyncGenerator[Heard, None]:
        """One connection, from its opening to its end."""
        while not _streamable(following.follow):
            await following.changed()
        opened = self._wire.connect(
            self._server.streaming_url,
            token=self._server.token,
            insecure=self._server.insecure,
            silence=SILENCE,
            named_by=self._server.url,
        )
        async with opened as channel:
            subscribed: dict[str, Tag] = {}
            await _subscribe(channel, subscribed, following.follow)
            for report in self._lamp.stream(Mood(State.LIVE)):
                yield report
            # What came between the first page and the subscription is found by asking once more.
            self._tracks.hurry()
            events = merged(self._frames(channel), _changes(following))
            try:
                async for event in events:
                    if isinstance(event, Follow):
                        await _subscribe(channel, subscribed, event)
                        self._tracks.hurry()
                        continue
                    for heard in self._hear(event, subscribed):
                        yield heard
            finally:
                await events.aclose()

    async def _frames(self, channel: Channel) -> AsyncGenerator[str | bytes | Follow, None]:
        counted = 0
        async for frame in channel.frames():
            self._server.received += channel.received - counted
            counted = channel.received
            yield frame
        raise Unreachable("the server closed the stream")

    def _hear(self, frame: str | bytes, subscribed: dict[str, Tag]) -> list[Heard]:
        """What one frame tells. A frame that makes no sense is counted and left."""
        try:
            event = read_record(frame)
            if event.has("error") and not event.has("event"):
                self._complain(event)
                return []
            match event.text("event"):
                case "update" | "status.update":
                    return self._post(event, subscribed)
                case "delete":
                    number = event.whole("payload")
                    local_id = event.text("payload") if number is None else str(number)
                    gone = self._tracks.known.gone(local_id, self._clock.now()) if local_id else None
                    return [gone] if gone is not None else []
                case _:
                    return []
        except Malformed:
            self._tracks.cannot_read(f"frame {hash(frame)}")
            return []

    def _post(self, event: Record, subscribed: dict[str, Tag]) -> list[Heard]:
        """A status is JSON inside a string (protocols A.4)."""
        payload = event.text("payload")
        record = event.record("payload") if payload is None else read_record(payload)
        if record is None:
            raise Malformed("an event without a status")
        tag = _tag_of(event, subscribed)
        followed = {track.tag for track in self._tracks}
        told: list[Heard] = []
        for status in self._tracks.read([record]):
            for track in self._tracks:
                if track.tag == tag or (tag is None and track.tag in status.post.tags):
                    track.hear(status)
                    told += self._lamp.stream(Mood(State.LIVE))
            if tag is None and not followed & {*status.post.tags} and status.post.key not in self._tracks.known:
                continue  # a stream that nobody asked for
            asked = frozenset((tag,)) if tag else frozenset[Tag]()
            sighting = self._tracks.known.news(status, asked, self._clock.now())
            told += [sighting] if sighting is not None else []
            if self._tracks.known.stands(status.post.key):
                self._tracks.boosters.see(status)
        told += self._tracks.boosters.take()
        return told

    def _complain(self, event: Record) -> None:
        """An error names no subscription: whatever has brought nothing yet is asked for at full pace."""
        words = log_line((event.text("error") or "")[:200])
        if event.whole("status") in (401, 403):
            raise Refused(f"{self._server.host} refuses the stream: {words}")
        for track in self._tracks:
            track.is_silent = True

    def _endure(self, trouble: SourceError) -> tuple[float, Mood]:
        now = self._clock.now()
        if isinstance(trouble, Refused):
            wait, state = REFUSED_PAUSE, State.POLLING
        elif isinstance(trouble, RateLimited) and trouble.until is not None:
            self._server.leave_alone(trouble.until)
            wait, state = patience(trouble.until, now, self._server.random), State.RECONNECTING
        else:
            wait, state = self._backoff.next(), State.RECONNECTING
        return wait, Mood(state, f"no stream: {trouble}", now + timedelta(seconds=wait))


def _streamable(follow: Follow) -> dict[str, Tag]:
    return {tag.name: tag for tag in sorted(follow.tags, key=lambda t: t.name) if is_streamable(tag)}


async def _subscribe(channel: Channel, subscribed: dict[str, Tag], follow: Follow) -> None:
    """Subscribe to what is followed and no more, each tag by its normal form: two spellings are one channel."""
    wanted = _streamable(follow)
    for name in subscribed.keys() - wanted.keys():
        await channel.send(json.dumps({"type": "unsubscribe", "stream": "hashtag", "tag": name}))
        del subscribed[name]
    for name, tag in wanted.items():
        if name not in subscribed:
            await channel.send(json.dumps({"type": "subscribe", "stream": "hashtag", "tag": name}))
            subscribed[name] = tag


def _tag_of(event: Record, subscribed: dict[str, Tag]) -> Tag | None:
    """The subscription an event came by; some servers leave it out."""
    stream = event.texts("stream")
    if len(stream) > 1 and stream[1] in subscribed:
        return subscribed[stream[1]]
    is_ours = not stream or stream[0].startswith("hashtag")
    return next(iter(subscribed.values())) if is_ours and len(subscribed) == 1 else None


async def _changes(following: Following) -> AsyncGenerator[str | bytes | Follow, None]:
    """What is followed, at each change."""
    seen = following.follow
    while True:
        await following.changed_from(seen)
        seen = following.follow
        yield seen
