"""A Nostr relay on paper: it answers a source's requests at once, without a network, and notes them."""

import asyncio
import itertools
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random
from typing import TypeVar

from hashtui.aside import Aside
from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.errors import SourceError, Unreachable
from hashtui.sources.nostr.source import NostrSource
from hashtui.sources.source import Means
from hashtui.wire import Answer, Channel, Wire
from tests.chaos.nostr_event import NOTE, Filter, NostrEvent, signed
from tests.sources.keeping import Kept
from tests.sources.paper import START, Json, PaperChannel, answer

T = TypeVar("T")

RELAY = "nostr+wss://relay.example"
NOW = int(START.timestamp())


def note(at: int = 0, text: str = "", *tags: Sequence[str], by: str = "ana", kind: int = NOTE) -> NostrEvent:
    """A signed event from `at` seconds after START; a note about #a where nothing else is said."""
    given = tags or (("t", "a"),)
    return signed(by, NOW + at, kind, given, text or f"number {at} #a")


class Prompt(Aside):
    """Makes its calls at once: nothing is left to threads."""

    async def run(self, call: Callable[[], T]) -> T:
        await asyncio.sleep(0)
        return call()


class RelayChannel(PaperChannel):
    """A connection to a relay on paper. What the client says goes to the relay."""

    def __init__(self, hear: Callable[["RelayChannel", str], None]) -> None:
        super().__init__()
        self.requests: dict[str, list[Filter]] = {}
        self._hear = hear
        self.is_dead = False

    async def send(self, text: str) -> None:
        if self.is_dead:
            raise Unreachable("relay.example is gone")
        self._hear(self, text)

    def say(self, *message: object) -> None:
        """A message of the relay."""
        self.put(json.dumps(message, ensure_ascii=False))


class PaperRelay(Wire):
    """Answers as a relay would from `stored`; what is published goes to whoever asked for it too."""

    def __init__(self, clock: HandClock | None = None) -> None:
        super().__init__(clock or HandClock(START))
        self.stored: list[NostrEvent] = []
        self.said: list[list[object]] = []
        """Every message of the client, in order."""
        self.channels: list[RelayChannel] = []
        self.refusals: deque[SourceError] = deque()
        """What comes instead of the next connections."""
        self.most = 500
        self.ends = True
        """It says when it has sent what is stored."""
        self.closes: Callable[[list[Json]], str] = lambda filters: ""
        """The words with which a request is closed; none: it stands."""
        self.document: Answer | SourceError = answer("<html>", 200)
        self.fetched: list[str] = []
        self.forge: Callable[[NostrEvent], Json] = NostrEvent.json
        """How it sends an event."""

    def publish(self, *events: NostrEvent) -> None:
        """New events."""
        for event in events:
            self.stored.append(event)
            for channel in self.channels:
                for name, filters in channel.requests.items():
                    if any(one.matches(event) for one in filters):
                        channel.say("EVENT", name, self.forge(event))

    def asked(self, *, about: str | None = None) -> list[list[Json]]:
        """The filters of every request; only those that have that key."""
        found = [[one for one in said[2:] if isinstance(one, dict)] for said in self.said if said[0] == "REQ"]
        return [filters for filters in found if about is None or any(about in one for one in filters)]

    @property
    def channel(self) -> RelayChannel:
        """The connection opened last."""
        return self.channels[-1]

    def cut(self, error: SourceError | None = None) -> None:
        """Break the connection."""
        self.channel.requests.clear()
        self.channel.put(error or Unreachable("relay.example cut off the stream"))

    @asynccontextmanager
    async def connect(
        self,
        url: str,
        *,
        token: Secret | None = None,
        insecure: bool = False,
        silence: float = 45.0,
        named_by: str | None = None,
        deflate: bool = False,
        raw: bool = False,
    ) -> AsyncIterator[Channel]:
        if self.refusals:
            raise self.refusals.popleft()
        channel = RelayChannel(self._hear)
        self.channels.append(channel)
        yield channel
        channel.requests.clear()

    async def get(
        self,
        url: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        token: Secret | None = None,
        insecure: bool = False,
        deadline: float = 30.0,
        elsewhere: bool = False,
    ) -> Answer:
        self.fetched.append(url)
        await asyncio.sleep(0)
        if isinstance(self.document, SourceError):
            raise self.document
        return self.document

    def _hear(self, channel: RelayChannel, text: str) -> None:
        message = json.loads(text)
        self.said.append(message)
        match message:
            case ["REQ", str(name), *filters]:
                words = self.closes(filters)
                if words:
                    channel.say("CLOSED", name, words)
                    return
                channel.requests[name] = [Filter.read(one) for one in filters]
                for event in self._found(channel.requests[name]):
                    channel.say("EVENT", name, self.forge(event))
                if self.ends:
                    channel.say("EOSE", name)
            case ["CLOSE", str(name)]:
                channel.requests.pop(name, None)

    def _found(self, filters: list[Filter]) -> list[NostrEvent]:
        newest = sorted(self.stored, key=lambda event: (-event.created_at, event.id))
        found = [[e for e in newest if one.matches(e)][: min(one.limit or self.most, self.most)] for one in filters]
        return list({event.id: event for event in itertools.chain(*found)}.values())


class Scene:
    """A clock at START, a relay, and a source that asks it."""

    def __init__(
        self, url: str = RELAY, relay: PaperRelay | None = None, *, kept: Kept | None = None, at: float = 0
    ) -> None:
        """`kept`: the cursors it begins with. `at`: how many seconds after START it begins."""
        self.clock = HandClock(START + timedelta(seconds=at))
        self.relay = relay or PaperRelay(self.clock)
        means = Means(self.clock, self.relay, Prompt(), (kept or Kept()).resume)
        self.source = NostrSource(SourceConfig(url), means, random=Random(1))
