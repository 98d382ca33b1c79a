"""One question for a feed and what the answer means."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from hashtui.config.config import SourceConfig
from hashtui.errors import Malformed, RateLimited, Refused, SourceError, Unreachable
from hashtui.manners import Headers, plea
from hashtui.sources.feed.address import FeedAddress
from hashtui.sources.feed.decode import Found, read_posts
from hashtui.sources.feed.entry import Document, Place
from hashtui.sources.feed.pace import Host, hosts_of
from hashtui.sources.feed.reading import WebPage, read_feed
from hashtui.sources.feed.track import Track
from hashtui.sources.feed.words import join
from hashtui.sources.source import Means
from hashtui.wire import Answer

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
UNCONDITIONAL_EVERY = 10
"""A server that always says “not changed” is not believed for ever."""
LONGEST_VALIDATOR = 1_000


class NotThere(SourceError):
    """The server knows no such feed (404)."""


class Over(Refused):
    """The feed is gone for good (410)."""


class NoFeed(Malformed):
    """What came is no feed; `help` says which address might be one, when the page names it."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.help = help_


@dataclass(frozen=True, slots=True)
class Page:
    """A feed as it was just read."""

    document: Document
    found: list[Found]
    headers: Headers

    @property
    def next_url(self) -> str:
        """Where older entries are, on the same server; empty when it does not say.

        A feed has no business sending us elsewhere by itself.
        """
        url = join(self.document.url, self.document.next_page) if self.document.next_page else ""
        return url if url != self.document.url and _server(url) == _server(self.document.url) else ""


class Asking:
    """The questions of one source."""

    def __init__(self, address: FeedAddress, config: SourceConfig, means: Means) -> None:
        self._address = address
        self._config = config
        self._means = means
        self.host: Host = hosts_of(means.wire).of(address.host, is_here=address.is_here)
        self.received = 0

    def wait(self) -> float:
        """Seconds before the host may be asked anything; 0: now."""
        return self.host.wait(self._means.clock.monotonic())

    def check_patience(self, seconds: float) -> None:
        """RateLimited when the host may not be asked anything within so many seconds."""
        wait = self.wait()
        if wait > seconds:
            until = self._means.clock.now() + timedelta(seconds=wait)
            raise RateLimited(f"{self._address.host} is not to be asked for {wait:.0f} s", until=until)

    async def newest(self, track: Track) -> Page | None:
        """The feed as it is now; None when it is as it was. SourceErrors when there is none."""
        try:
            answer = await self._get(track.moved or track.url, _condition(track))
        except SourceError:
            track.moved = ""  # the next question goes to where the person said
            raise
        track.moved = answer.moved or track.moved
        track.asked_at = self._means.clock.monotonic()
        if answer.status == 304:
            if not track.is_open and track.earlier is None:
                raise Unreachable(f"{self._address.host} says “not changed” before it said anything")
            track.unchanged += 1
            return None
        digest = hashlib.sha256(answer.body).digest()
        same = track.is_open and digest == track.digest
        page = None if same else await self._read(answer, track)
        track.etag, track.modified = answer.header("etag") or "", answer.header("last-modified") or ""
        if page is not None and not page.document.is_whole:
            # What is missing would stay so if we said that we have this state of the feed.
            track.etag = track.modified = ""
        track.digest, track.unchanged = digest, 0
        return page

    async def older(self, track: Track) -> Page:
        """The feed's next older page; the one after it is next."""
        page = await self._read(await self._get(track.older_page, {}), track)
        track.older_page = page.next_url
        return page

    async def _get(self, url: str, condition: Mapping[str, str]) -> Answer:
        clock = self._means.clock
        wait = self.wait()
        if wait > 0:
            await clock.sleep(wait)
        self.host.spend(clock.monotonic())
        answer = await self._means.wire.get(
            url,
            headers={"Accept": ACCEPT, **condition},
            token=self._config.token,
            insecure=self._config.insecure,
            elsewhere=True,
        )
        self.received += answer.received
        self.host.learn(answer.headers, clock.monotonic(), clock.now())
        _judge(answer, self._address.host, clock.now())
        return answer

    async def _read(self, answer: Answer, track: Track) -> Page:
        try:
            return await self._means.aside.run(
                partial(_read, answer, self._place(track), self._means.clock.now(), track.doubted)
            )
        except WebPage as page:
            help_ = "" if page.feed is None else f"that page names this feed: feed+{page.feed}"
            raise NoFeed(f"{self._address.host} answers with a web page, not a feed", help_) from page
        except Malformed as error:
            raise NoFeed(f"{self._address.host} answers with {error}") from error

    def _place(self, track: Track) -> Place:
        return Place(track.url, urlsplit(track.url).netloc, self._address.name)


def _read(answer: Answer, place: Place, now: datetime, doubted: set[str]) -> Page:
    document = read_feed(answer.body, answer.header("content-type") or "", answer.url)
    return Page(document, read_posts(document, place, now, doubted), answer.headers)


def _condition(track: Track) -> dict[str, str]:
    """What makes the server send the feed only when it is another than the one we have (RFC 9110, 13.1)."""
    if (not track.is_open and track.earlier is None) or track.unchanged >= UNCONDITIONAL_EVERY:
        return {}
    validators = {"If-None-Match": track.etag, "If-Modified-Since": track.modified}
    return {name: value for name, value in validators.items() if value and _may_be_sent(value)}


def _may_be_sent(value: str) -> bool:
    return len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable()


def _judge(answer: Answer, host: str, now: datetime) -> None:
    """Return when the answer may hold a feed, or says that nothing changed. Else raise what it means."""
    status = answer.status
    if status in (200, 203, 304):
        return
    limited = plea(status, answer.headers, now, f"{host} asks for patience ({status})")
    if limited is not None:
        raise limited
    if status in (404, 400):
        raise NotThere(f"{host} has no such feed ({status})")
    if status == 410:
        raise Over(f"{host} says that this feed is over for good (410)")
    if status in (401, 407):
        raise Refused(f"{host} shows this feed only to those it knows ({status}): give its [[source]] a token_env")
    if status == 403:
        raise Refused(f"{host} turns this program away (403)")
    if status == 451:
        raise Refused(f"{host} may not show this for legal reasons (451)")
    if 400 <= status < 500 and status not in (408, 425):
        raise Refused(f"{host} refuses the question ({status})")
    if status >= 500 or status in (408, 425):
        raise Unreachable(f"{host} is in trouble itself ({status})")
    raise Unreachable(f"{host} answers without an answer ({status})")


def _server(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc
