"""The feed half: a tag's newest posts as RSS (as Mastodon writes it), Atom and JSON Feed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from tests.chaos.half import Half, Served, Surroundings
from tests.chaos.http import Reply, Request
from tests.chaos.world import ChaosPost, fold, stamp

LARGEST = 200
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


@dataclass(slots=True)
class FeedManner:
    """How these feeds are set up."""

    window: int = 20
    """Entries in a feed."""
    conditional: bool = True
    """It knows ETag and Last-Modified."""
    max_age: int = 0
    """What its Cache-Control says."""


class Feeds(Half):
    """The town's tags as feeds. What leaves the window before anybody asked is lost."""

    name = "feed"
    tells_deletions = False

    def __init__(self, around: Surroundings, manner: FeedManner) -> None:
        super().__init__(around)
        self.manner = manner
        self.form = "rss"
        """Which of the three `source` names."""

    @property
    def source(self) -> str:
        return self.source_of(self.form)

    def source_of(self, form: str) -> str:
        """The feed in that form, as `--source` takes it."""
        return f"feed+{self.base}/tags/{{tag}}.{form}"

    def key(self, post: ChaosPost) -> str:
        """The guid: the entry's page; the Mastodon post's own one where it is the same post."""
        user, _, domain = post.author.partition("@")
        home = self.world.base if post.origin else self.base
        return f"{f'https://{domain}' if domain else home}/@{user}/{post.id}"

    def published(self, post: ChaosPost) -> None:
        for tag in post.tags:
            beyond = self._newest(tag)[self.manner.window :]
            for old in [*beyond[:1], *(one for one in beyond if one.id == post.id)]:  # one in, one out
                if not self._is_shown(old):
                    self.around.ledger.lost(self.name, old.id, "the feed rolled over")

    def takes_edit(self, post: ChaosPost) -> bool:
        return self._is_shown(post)

    def answer(self, request: Request) -> Served:
        path = request.path
        while path.startswith("/moved"):
            path = "/" + path.removeprefix("/moved").lstrip("/")
        stem, _, form = path.rpartition(".")
        if not stem.startswith("/tags/") or form not in TYPES:
            return Served(Reply(404, [("Content-Type", "text/html")], b"<html>Not found</html>"))
        limit = request.param("limit") or ""
        size = min(int(limit), LARGEST) if limit.isdigit() else self.manner.window
        tag = stem.removeprefix("/tags/")
        posts = self._newest(tag)[: min(size, self.manner.window)]
        body = {"rss": self._rss, "atom": self._atom, "json": self._json}[form](tag, posts)
        reply = Reply(200, [("Content-Type", f"{TYPES[form]}; charset=utf-8")], body.encode("utf-8", "surrogatepass"))
        reply.headers += [
            ("Date", format_datetime(self.around.now().astimezone(UTC), usegmt=True)),
            ("Cache-Control", f"max-age={self.manner.max_age}, public"),
        ]
        if self.manner.conditional and self._tag_reply(reply, request, posts):
            return Served(reply)
        return Served(reply, posts)

    def _tag_reply(self, reply: Reply, request: Request, posts: Sequence[ChaosPost]) -> bool:
        """Say what names this state of the feed; whether the client has it already."""
        etag = 'W/"' + hashlib.sha256(reply.body).hexdigest()[:32] + '"'
        changed = max((p.edited_at or p.created_at for p in posts), default=None)
        modified = None if changed is None else format_datetime(_second(changed), usegmt=True)
        reply.headers.append(("ETag", etag))
        if modified is not None:
            reply.headers.append(("Last-Modified", modified))
        asked, since = request.header("if-none-match"), request.header("if-modified-since")
        same = asked == etag if asked is not None else since is not None and since == modified
        if same:
            reply.status, reply.body = 304, b""
        return same

    def _newest(self, tag: str) -> list[ChaosPost]:
        return self.world.tagged(tag, half=self.name)

    def _is_shown(self, post: ChaosPost) -> bool:
        return any(post.id in {p.id for p in self._newest(tag)[: self.manner.window]} for tag in post.tags)

    def _rss(self, tag: str, posts: Sequence[ChaosPost]) -> str:
        items = "".join(
            f'<item><guid isPermaLink="true">{escape(self.key(post))}</guid><link>{escape(self.key(post))}</link>'
            f"<pubDate>{format_datetime(post.created_at.astimezone(UTC))}</pubDate>"
            f"<description>{escape(self.world.content(post))}</description>"
            + "".join(f"<category>{escape(fold(t))}</category>" for t in post.tags)
            + "</item>"
            for post in posts
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">'
            f"<channel><title>#{escape(tag)}</title><description>Public posts tagged #{escape(tag)}</description>"
            f"<link>{self.base}/tags/{escape(tag)}</link><generator>Chaos</generator>{items}</channel></rss>"
        )

    def _atom(self, tag: str, posts: Sequence[ChaosPost]) -> str:
        entries = "".join(
            f"<entry><id>{escape(self.key(post))}</id><link href={quoteattr(self.key(post))}/>"
            f"<title>{escape(post.text[:40])}</title><published>{stamp(post.created_at)}</published>"
            f"<updated>{stamp(post.edited_at or post.created_at)}</updated>"
            f"<author><name>{escape(self.world.shown_name(post.author))}</name></author>"
            f'<content type="html">{escape(self.world.content(post))}</content>'
            + "".join(f"<category term={quoteattr(fold(t))}/>" for t in post.tags)
            + "</entry>"
            for post in posts
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<id>{self.base}/tags/{escape(tag)}</id><title>#{escape(tag)}</title>"
            f"<updated>{stamp(self.around.now())[:-5] if not posts else stamp(posts[0].created_at)[:-5]}Z</updated>"
            f"{entries}</feed>"
        )

    def _json(self, tag: str, posts: Sequence[ChaosPost]) -> str:
        items = [
            {
                "id": self.key(post),
                "url": self.key(post),
                "content_html": self.world.content(post),
                "date_published": stamp(post.created_at),
                **({} if post.edited_at is None else {"date_modified": stamp(post.edited_at)}),
                "authors": [{"name": self.world.shown_name(post.author)}],
                "tags": [fold(t) for t in post.tags],
            }
            for post in posts
        ]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": f"#{tag}", "items": items})


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
