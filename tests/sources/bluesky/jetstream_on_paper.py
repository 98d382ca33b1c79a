"""A Jetstream on paper: connections are noted, events are put in by hand; the HTTP side is Bluesky's on paper."""

import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from urllib.parse import parse_qs, urlsplit

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.errors import SourceError
from hashtui.sources.bluesky.position import to_micros
from hashtui.sources.bluesky.source import BlueskySource, one_jetstream, public_firehose
from hashtui.sources.source import Means
from hashtui.wire import Channel
from tests.sources.bluesky.network_on_paper import ANA, LEA, START, Json, PaperBluesky, answer
from tests.sources.keeping import Kept
from tests.sources.nostr.paper_relay import Prompt
from tests.sources.paper import PaperChannel

STREAM = "jetstream+wss://jet.example/subscribe"
POST, LIKE, REPOST = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.repost"


def rkey(number: float) -> str:
    """The key of a record: 13 characters, as a TID."""
    return f"3m{round(number * 1000) + 10**9:011d}"


def uri(number: float, did: str = ANA) -> str:
    """The address of a post."""
    return f"at://{did}/{POST}/{rkey(number)}"


def tag_facet(text: str, tag: str) -> Json:
    """The facet of `#tag` in that text."""
    start = len(text[: text.index(f"#{tag}")].encode())
    feature: Json = {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
    return {"features": [feature], "index": {"byteStart": start, "byteEnd": start + len(f"#{tag}".encode())}}


def record(text: str, *tags: str, at: datetime = START, **fields: object) -> Json:
    """A post's record; the tags stand in the text and are marked."""
    marked: Json = {"facets": [tag_facet(text, tag) for tag in tags]} if tags else {}
    created: Json = {"$type": POST, "text": text, "createdAt": f"{at:%Y-%m-%dT%H:%M:%S}.000Z", "langs": ["fr"]}
    return created | marked | fields


def commit(
    number: float,
    content: Json | None,
    *,
    did: str = ANA,
    collection: str = POST,
    operation: str = "create",
    key: float | None = None,
    rev: str | None = None,
) -> str:
    """A commit event as `/subscribe` sends it, seen `number` seconds after START."""
    key = number if key is None else key
    inner: Json = {
        "rev": rev or f"rev{number}{operation}",
        "operation": operation,
        "collection": collection,
        "rkey": rkey(key),
    }
    inner |= {"record": content, "cid": "bafyreia"} if content is not None else {}
    return event(number, "commit", did, commit=inner)


def event(number: float, kind: str, did: str = ANA, **fields: object) -> str:
    """Any event as `/subscribe` sends it."""
    at = to_micros(START + timedelta(seconds=number))
    return json.dumps({"did": did, "time_us": at, "kind": kind, **fields}, ensure_ascii=False, separators=(",", ":"))


def said(number: float, text: str = "", *tags: str, **fields: object) -> str:
    """A post, by Ana, seen `number` seconds after START; without words and tags it is one of `#a`."""
    text, tags = (text, tags) if text else (f"number {number:g} #a", ("a",))
    return commit(number, record(text, *tags, at=START + timedelta(seconds=int(number)), **fields))


def about(number: float, collection: str, subject: str, did: str = LEA) -> str:
    """A like or a repost."""
    created: Json = {"$type": collection, "createdAt": "2026-11-21T14:00:00.000Z"}
    content = created | {"subject": {"uri": subject, "cid": "c"}}
    return commit(number, content, did=did, collection=collection)


def envelope(number: float, sequence: int, kind: str = "commit", **fields: object) -> str:
    """An event as subscribeEvents sends it."""
    at = (START + timedelta(seconds=number)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    payload: Json = {"$type": f"network.bsky.jetstream.subscribeEvents#{kind}", "seq": sequence, "did": ANA, "time": at}
    return json.dumps({"$type": "message", "payload": payload | fields}, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Opened:
    """How a stream was asked for."""

    url: str
    deflate: bool
    insecure: bool

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def values(self, name: str) -> list[str]:
        """The values of a parameter."""
        return parse_qs(urlsplit(self.url).query).get(name, [])

    @property
    def cursor(self) -> float | None:
        """The cursor asked for, in seconds after START."""
        found = self.values("cursor")
        return (int(found[0]) - to_micros(START)) / 1e6 if found else None


class PaperJetstream(PaperBluesky):
    """Every connection gets a channel of its own, unless `refusals` holds an error for it."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.opened: list[Opened] = []
        self.channels: list[PaperChannel] = []
        self.closed: list[PaperChannel] = []
        self.refusals: deque[SourceError | None] = deque()
        self.always["getZstdDictionary"] = answer("no such thing", 404)

    @property
    def channel(self) -> PaperChannel:
        """The newest connection."""
        return self.channels[-1]

    def put(self, *frames: str | bytes) -> None:
        """What comes over it, in one go."""
        for frame in frames:
            self.channel.put(frame.encode() if isinstance(frame, str) else frame)

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
        self.opened.append(Opened(url, deflate, insecure))
        refusal = self.refusals.popleft() if self.refusals else None
        if refusal is not None:
            raise refusal
        channel = PaperChannel()
        self.channels.append(channel)
        try:
            yield channel
        finally:
            self.closed.append(channel)


class Scene:
    """A clock at START, the network on paper, and a source over it."""

    def __init__(
        self,
        url: str = STREAM,
        *,
        likes: bool = True,
        token: str | None = None,
        patience: float = 0,
        kept: Kept | None = None,
        at: float = 0,
    ) -> None:
        """`kept`: the cursors it begins with. `at`: how many seconds after START it begins."""
        self.clock = HandClock(START + timedelta(seconds=at))
        self.wire = PaperJetstream(self.clock)
        config = SourceConfig(url, likes=likes, token=None if token is None else Secret(token))
        make = public_firehose if url == "bluesky" else one_jetstream
        means = Means(self.clock, self.wire, Prompt(), (kept or Kept()).resume)
        self.source: BlueskySource = make(config, means, Random(1), patience=patience)
