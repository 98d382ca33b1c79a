"""Which Jetstream is listened to: how its address is written, what is asked of it, and whom to try next."""

from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode, urlsplit

from hashtui.clock import Clock
from hashtui.errors import NoNetwork, RateLimited, Refused, SourceError, UsageError
from hashtui.manners import HEALTHY, Backoff, patience
from hashtui.post.clean import CleanLine, clean_line
from hashtui.sources.address import is_loopback, read_address, shown
from hashtui.sources.bluesky.decode import POST
from hashtui.sources.bluesky.position import Cursor
from hashtui.sources.bluesky.zstd import LEGACY_ID

SCHEME = "jetstream+"
SUBSCRIBE = "/subscribe"
EVENTS = "/xrpc/network.bsky.jetstream.subscribeEvents"
DICTIONARY = "/xrpc/network.bsky.jetstream.getZstdDictionary"
LARGEST_EVENT = 2**20
"""Bytes of one event: the wire takes no longer message, so the server is asked to leave it out."""
REPOST, LIKE = "app.bsky.feed.repost", "app.bsky.feed.like"
ANOTHER_TIME = 3600.0
"""Seconds before a server that refused is asked again, where there are others."""

_PUBLIC = (
    "jetstream.us-east.bsky.network",
    "jetstream.us-west.bsky.network",
    "jetstream2.us-east.bsky.network",
    "jetstream1.us-west.bsky.network",
    "jetstream1.us-east.bsky.network",
    "jetstream2.us-west.bsky.network",
)
"""Bluesky's own, east and west in turn (the blog on protocol services, 2026-08-13; README of jetstream)."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One stream: `ws://` or `wss://`, a host and a path."""

    url: str
    insecure: bool = False

    @property
    def server(self) -> str:
        """Its host, with a port that is not the usual one."""
        return urlsplit(self.url).netloc

    @property
    def web(self) -> str:
        """Where its other questions are asked: `http://` or `https://` and the host."""
        parts = urlsplit(self.url)
        return f"{'https' if parts.scheme == 'wss' else 'http'}://{parts.netloc}"

    @property
    def speaks_events(self) -> bool:
        """The second form of the stream: other parameters, an envelope around each event, deaf to its clients."""
        return urlsplit(self.url).path == EVENTS

    def packed_with(self, dictionary: int) -> "Endpoint | None":
        """Where its events come packed with this dictionary; None where they do not."""
        if dictionary == LEGACY_ID:
            return None if self.speaks_events else self
        parts = urlsplit(self.url)
        packed = Endpoint(parts._replace(path=EVENTS).geturl(), self.insecure)
        return packed if parts.path in (SUBSCRIBE, EVENTS) else None

    def question(self, cursor: Cursor | None, dictionary: int | None, *, likes: bool) -> str:
        """The URL that opens the stream: all posts and reposts, from a cursor or from now."""
        events = self.speaks_events
        asked = [("collections" if events else "wantedCollections", name) for name in collections(likes=likes)]
        asked += [("kinds", kind) for kind in ("commit", "identity", "account") if events]
        asked.append(("maxMessageSizeBytes", str(LARGEST_EVENT)))
        if cursor is not None:
            asked.append(("cursor", str(cursor.value)))
        if dictionary is not None:
            asked.append(("zstdDictionary", str(dictionary)) if events else ("compress", "true"))
        return f"{self.url}?{urlencode(asked)}"


def collections(*, likes: bool) -> tuple[str, ...]:
    """What is asked for. Likes are two thirds of all bytes."""
    return (POST, REPOST, LIKE) if likes else (POST, REPOST)


def read_jetstream(url: str, *, insecure: bool) -> Endpoint:
    """The stream at `jetstream+wss://host[:port][/path]`; without a path it is /subscribe. UsageError."""
    bare = url.strip()[len(SCHEME) :]
    try:
        parts = urlsplit(bare)
    except ValueError as error:
        raise UsageError(f"{shown(url)} is no address of a Jetstream: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in ("ws", "wss") or not parts.netloc:
        raise UsageError(f"{shown(url)} is no address of a Jetstream: write jetstream+wss://HOST/subscribe")
    if parts.query or parts.fragment:
        raise UsageError(f"{shown(url)}: leave out what follows the path; what is asked for is filled in here")
    if scheme == "ws" and not insecure and not is_loopback(parts.hostname or ""):
        raise UsageError(
            f"{shown(url)}: plain ws is only for this machine;"
            f" write jetstream+wss://{parts.hostname}{parts.path}, or set insecure = true on this [[source]]"
        )
    web = f"http{scheme[2:]}://"
    try:
        base = read_address(web + parts.netloc, insecure=True)
    except UsageError as error:
        raise UsageError(str(error).replace(web, f"{SCHEME}{scheme}://")) from error
    path = clean_line(parts.path)
    if path != parts.path or " " in path:
        raise UsageError(f"{shown(url)}: its path has characters that no path has")
    return Endpoint(f"ws{base.removeprefix('http')}{SUBSCRIBE if path in ('', '/') else path}", insecure)


def named(endpoint: Endpoint) -> CleanLine:
    """How a stream is called as a source."""
    return clean_line(SCHEME + endpoint.url)


def public_endpoints(random: Random) -> tuple[Endpoint, ...]:
    """Bluesky's own, the newest two first, in either order: not everybody should knock at the same door."""
    first = list(_PUBLIC[:2])
    random.shuffle(first)
    return tuple(Endpoint(f"wss://{host}{SUBSCRIBE}") for host in (*first, *_PUBLIC[2:]))


class Rota:
    """The streams that may be listened to, one at a time, and whose turn it is."""

    def __init__(self, endpoints: tuple[Endpoint, ...], clock: Clock, random: Random) -> None:
        self._endpoints = endpoints
        self._clock = clock
        self._random = random
        self._backoff = Backoff(random)
        self._turn = 0
        self._failures = 0
        self._not_before = [float("-inf")] * len(endpoints)
        self._refused: set[int] = set()

    @property
    def current(self) -> Endpoint:
        """Whose turn it is."""
        return self._endpoints[self._turn]

    @property
    def has_choice(self) -> bool:
        """There are several."""
        return len(self._endpoints) > 1

    def worked(self, seconds: float) -> None:
        """The current one worked for so long before it failed."""
        self._backoff.worked(seconds)
        self._refused.discard(self._turn)
        if seconds >= HEALTHY:
            self._failures = 0

    def fail(self, trouble: SourceError) -> float:
        """The next one's turn, and seconds to wait before it: none until all have failed. Refused when all refuse."""
        now = self._clock.monotonic()
        self._failures += 1
        match trouble:
            case Refused():
                self._refused.add(self._turn)
                if len(self._refused) == len(self._endpoints):
                    raise trouble
                self._not_before[self._turn] = now + ANOTHER_TIME
            case RateLimited(until=until) if until is not None:
                self._not_before[self._turn] = now + patience(until, self._clock.now(), self._random)
            case NoNetwork():
                return self._backoff.next()
        round_ = range(1, len(self._endpoints) + 1)
        order = [(self._turn + step) % len(self._endpoints) for step in round_]
        self._turn = min(order, key=lambda place: max(now, self._not_before[place]))
        wait = max(0.0, self._not_before[self._turn] - now)
        if self._failures % len(self._endpoints) == 0:
            wait = max(wait, self._backoff.next())
        return wait
