"""A web site on paper that has feeds: it answers at once, without a network, and notes every question."""

import asyncio
import hashlib
import json
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from random import Random
from urllib.parse import unquote, urlsplit

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.errors import SourceError
from hashtui.sources.feed.source import FeedSource
from hashtui.sources.source import Means
from hashtui.wire import Answer, Wire
from tests.sources.keeping import Kept
from tests.sources.nostr.paper_relay import Prompt
from tests.sources.paper import START

SITE = "https://paper.example"
OF_TAGS = f"feed+{SITE}/tags/{{tag}}.rss"
OF_ALL = f"feed+{SITE}/all.rss"


def entry(number: int, text: str = "", *, guid: str = "", title: str = "", tags: Sequence[str] = ("a",)) -> str:
    """An RSS item, written `number` minutes after START."""
    link = f"{SITE}/{number}"
    when = format_datetime(START + timedelta(minutes=number))
    categories = "".join(f"<category>{escape(tag)}</category>" for tag in tags)
    words = text or f"number {number}"
    shown = f"<title>{escape(title)}</title>" if title else ""
    return (
        f"<item><guid>{guid or link}</guid><link>{link}</link><pubDate>{when}</pubDate>{shown}"
        f"<description>{escape(f'<p>{words}</p>')}</description>{categories}</item>"
    )


def rss(*items: str, head: str = "") -> str:
    """A feed of these items."""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel><title>Paper</title><link>{SITE}/</link>{head}{''.join(items)}</channel></rss>"
    )


def json_feed(*items: Mapping[str, object], **fields: object) -> str:
    """A JSON Feed of these items."""
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": items, **fields})


class PaperSite(Wire):
    """Answers for each path with what was put there; `next` holds what comes before that."""

    def __init__(self) -> None:
        super().__init__(HandClock())
        self.pages: dict[str, str | bytes] = {}
        self.head: list[tuple[str, str]] = []
        """Headers of every healthy answer."""
        self.has_etags = True
        self.next: deque[Answer | SourceError] = deque()
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []

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
        parts = urlsplit(url)
        path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
        self.asked.append(path)
        self.headers.append(headers or {})
        await asyncio.sleep(0)
        if self.next:
            found = self.next.popleft()
            if isinstance(found, SourceError):
                raise found
            return found
        if path not in self.pages:
            return Answer(url, 404, (), b"not here")
        page = self.pages[path]
        body = page.encode() if isinstance(page, str) else page
        etag = f'"{hashlib.sha256(body).hexdigest()}"'
        if self.has_etags and (headers or {}).get("If-None-Match") == etag:
            return Answer(url, 304, tuple(self.head), b"")
        head = [*self.head, ("content-type", "application/rss+xml")]
        head += [("etag", etag)] if self.has_etags else []
        return Answer(url, 200, tuple(head), body, len(body))


def answer(status: int, body: str = "", *headers: tuple[str, str]) -> Answer:
    """An answer as it comes over the wire."""
    return Answer(f"{SITE}/somewhere", status, headers, body.encode())


def source_on(
    site: PaperSite,
    clock: HandClock,
    url: str = OF_TAGS,
    *,
    every: timedelta | None = None,
    kept: Kept | None = None,
) -> FeedSource:
    """A source of that site, whose dice always fall the same. `kept`: the cursors it begins with."""
    means = Means(clock, site, Prompt(), (kept or Kept()).resume)
    return FeedSource(SourceConfig(url, every=every), means, random=Random(1))


def at(minutes: float) -> datetime:
    """That many minutes after START."""
    return START + timedelta(minutes=minutes)
