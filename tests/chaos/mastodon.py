"""The Mastodon half: the client API as far as a reader of hashtags needs it, and its streams."""

import gzip
import hashlib
import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.chaos.circle import Circle
from tests.chaos.half import Half, Served, Surroundings
from tests.chaos.http import Link, Reply, Request
from tests.chaos.tag_stream import TagStream
from tests.chaos.web_socket import switch
from tests.chaos.world import ChaosPost, Json

LARGEST_PAGE = 40
REAL_TIME_WINDOW = timedelta(hours=6)
"""Posts older than this are not streamed (Mastodon, fan_out_on_write_service.rb)."""
BRIDGES = {"jetstream": "https://bsky.brid.gy/convert/ap/", "nostr": "https://mostr.pub/objects/"}
"""What stands before the original's key in the ActivityPub id of a post carried over."""


@dataclass(slots=True)
class Manner:
    """How this server is set up."""

    token: str | None = "good-token"
    """The user token it accepts; None accepts none."""
    closed: int = 0
    """The status a visitor without a token gets for a timeline: 0 (open), 401, 403 or 422."""
    old: bool = False
    """It has no /api/v2/instance."""
    streaming: bool = True
    stream_url: str = ""
    domain: str = ""
    version: str = "4.6.0"
    limit: int = 300
    """Requests in five minutes."""
    compress: bool = True
    rate_headers: bool = True
    ignored: tuple[str, ...] = ()
    """Parameters it does not know, as other servers do not: `min_id`, `since_id`, `local`, `limit` …"""
    reach: int = 0
    """So many posts of a tag can be paged back to; older ones are not shown (0: all are)."""
    ping: float = 30.0
    """Seconds between the pings of a stream."""


class Mastodon(Half):
    """A Mastodon server of the town."""

    name = "mastodon"

    def __init__(self, around: Surroundings, manner: Manner) -> None:
        super().__init__(around)
        self.manner = manner
        self.now = around.now
        self.circle = Circle(self.world)
        self._asked: deque[float] = deque()

    def key(self, post: ChaosPost) -> str:
        bridge = BRIDGES.get(post.origin)
        return post.uri if bridge is None else bridge + self.around.key(post, post.origin)

    def status(self, post: ChaosPost) -> Json:
        """The post as the API gives it; one that was carried over is of the bridge's account."""
        status = self.world.status(post)
        if post.origin not in BRIDGES:
            return status
        bridge = BRIDGES[post.origin].split("/")[2]
        account = self.world.account(f"{post.author.partition('@')[0]}@{bridge}")
        return status | {"uri": self.key(post), "url": self.key(post), "account": account}

    def published(self, post: ChaosPost) -> None:
        if not self.manner.reach:
            return
        for tag in post.tags:
            for old in self.world.tagged(tag)[self.manner.reach :][:1]:  # one in, one out
                if not any(old in self._reached(other) for other in old.tags):
                    self.around.ledger.lost(self.name, old.id, "the server does not page back that far")

    def tell(self, post: ChaosPost, what: str) -> None:
        """Once for each subscription that it belongs to."""
        if what == "update" and self.now() - post.created_at >= REAL_TIME_WINDOW:
            return
        payload = post.id if what == "delete" else json.dumps(self.status(post), ensure_ascii=False)
        for stream in list(self.around.streams):
            if isinstance(stream, TagStream):
                for channel, spelled in stream.subscribed(post.tags, "@" not in post.author):
                    done = None if what == "delete" else self.served(post)
                    self.tell_one(stream, event((channel, spelled), what, payload), done)

    def upgrade(self, request: Request) -> Reply:
        if not self.manner.streaming or request.path != "/api/v1/streaming":
            return Reply(404, [("Connection", "close")])
        if request.token is None or request.token != self.manner.token:
            words = "Missing access token" if request.token is None else "Invalid access token"
            return Reply(401, [("Connection", "close"), ("X-Error-Message", words)])
        return switch(request)

    def stream(self, link: Link, request: Request) -> TagStream:
        stream = TagStream(link, request.token, self.around.subscribed, ping=self.manner.ping)
        channel, tag = request.param("stream"), request.param("tag")
        if channel is not None and tag is not None:
            stream.subscribe(channel, tag)
        return stream

    def liked(self, post: ChaosPost, by: str) -> None:
        _count(post, "favourites_count")

    def boosted(self, post: ChaosPost, by: str) -> None:
        _count(post, "reblogs_count")
        self.circle.boosted(post.id, by)

    def answer(self, request: Request) -> Served:
        """The healthy answer to a request."""
        remaining = self._remaining()
        served = self._too_many() if remaining < 0 else self._route(request)
        reply = served.reply
        reply.headers.insert(0, ("Date", format_datetime(self.now().astimezone(UTC), usegmt=True)))
        reply.headers.insert(1, ("Server", "Mastodon"))
        if self.manner.rate_headers and request.path.startswith("/api/"):
            reply.headers += self._rate_headers(max(0, remaining))
        if self.manner.compress and "gzip" in (request.header("accept-encoding") or "") and len(reply.body) > 500:
            reply.body = gzip.compress(reply.body, 5)
            reply.headers.append(("Content-Encoding", "gzip"))
        return served

    def _route(self, request: Request) -> Served:
        match request.path.strip("/").split("/"):
            case ["api", "v2", "instance"] if not self.manner.old:
                return Served(json_reply(self._instance_v2()))
            case ["api", "v1", "instance"]:
                return Served(json_reply(self._instance_v1()))
            case ["api", "v1", "timelines", "tag", tag]:
                return self._refusal(request) or self._timeline(request, tag)
            case ["api", "v1", "statuses", post_id, *rest] if rest in ([], ["context"], ["history"]):
                return self._status(post_id, "".join(rest))
            case ["api", "v1", "statuses", post_id, "reblogged_by"] if post_id in self.world.posts:
                return Served(json_reply(self.circle.boosters(post_id, request)))
            case ["api", "v1", "accounts" | "lists", *rest]:
                return self._refusal(request) or self._of_the_account(request, rest)
            case ["api", "v1", "streaming", "health"]:
                return Served(Reply(200, [("Content-Type", "text/plain")], b"OK"))
            case [".well-known", "nodeinfo"]:
                href = f"{self.world.base}/nodeinfo/2.0"
                return Served(json_reply({"links": [{"rel": "…/schema/2.0", "href": href}]}))
            case ["nodeinfo", "2.0"]:
                return Served(json_reply({"software": {"name": "mastodon", "version": self.manner.version}}))
            case _:
                return Served(json_reply({"error": "The page you were looking for doesn't exist"}, 404))

    def _refusal(self, request: Request) -> Served | None:
        token = request.token
        if token is not None and token != self.manner.token:
            return Served(json_reply({"error": "The access token is invalid"}, 401))
        if token is None and self.manner.closed:
            words = {
                401: "This method requires an authenticated user",
                403: "This action is not allowed",
                422: "This method requires an authenticated user",
            }
            return Served(json_reply({"error": words[self.manner.closed]}, self.manner.closed))
        return None

    def _of_the_account(self, request: Request, path: Sequence[str]) -> Served:
        """What only the token's own person is told."""
        own = self.circle.own()
        match path:
            case _ if request.token is None:
                return Served(json_reply({"error": "This method requires an authenticated user"}, 422))
            case []:
                return Served(json_reply(self.circle.titles()))
            case ["verify_credentials"]:
                return Served(json_reply(own))
            case [account_id, "following"] if account_id == own["id"]:
                rows, link = self.circle.following(request)
                reply = json_reply(rows)
                reply.headers += [("Link", link)] if link else []
                return Served(reply)
            case [number, "accounts"]:
                return Served(json_reply(self.circle.members(number)))
            case _:
                return Served(json_reply({"error": "Record not found"}, 404))

    def _timeline(self, request: Request, tag: str) -> Served:
        def param(name: str) -> str | None:
            return None if name in self.manner.ignored else request.param(name)

        local, remote = (param(n) in ("true", "1") for n in ("local", "remote"))
        page = self._reached(tag, local=local, remote=remote)
        limit = param("limit") or "20"
        size = min(abs(int(limit)), LARGEST_PAGE) if limit.lstrip("-").isdigit() else 20
        max_id, since_id, min_id = (param(n) for n in ("max_id", "since_id", "min_id"))
        if max_id is not None:
            page = [p for p in page if _key(p.id) < _key(max_id)]
        if min_id is not None:
            page = [p for p in page if _key(p.id) > _key(min_id)]
            page = page[max(0, len(page) - size) :]
        elif since_id is not None:
            page = [p for p in page if _key(p.id) > _key(since_id)]
        page = page[:size]
        reply = json_reply([self.status(p) for p in page])
        if page:
            reply.headers.append(("Link", self._links(tag, page, size)))
        etag = 'W/"' + hashlib.sha256(reply.body).hexdigest()[:32] + '"'
        reply.headers += [("ETag", etag), ("Cache-Control", "max-age=15, public, stale-while-revalidate=30")]
        if request.header("if-none-match") == etag:
            return Served(Reply(304, [(k, v) for k, v in reply.headers if k != "Content-Type"]))
        return Served(reply, page)

    def _reached(self, tag: str, *, local: bool = False, remote: bool = False) -> list[ChaosPost]:
        return self.world.tagged(tag, local=local, remote=remote)[: self.manner.reach or None]

    def _links(self, tag: str, page: Sequence[ChaosPost], size: int) -> str:
        base = f"{self.world.base}/api/v1/timelines/tag/{tag}?limit={size}"
        older, newer = f"{base}&max_id={page[-1].id}", f"{base}&min_id={page[0].id}"
        return f'<{older}>; rel="next", <{newer}>; rel="prev"'

    def _status(self, post_id: str, what: str) -> Served:
        post = self.world.posts.get(post_id)
        if post is None:
            return Served(json_reply({"error": "Record not found"}, 404))
        if not what:
            return Served(json_reply(self.status(post)), [post])
        if what == "history":
            return Served(json_reply(self.world.history(post)), [post])
        before, after = self.world.thread(post)
        tree = {
            "ancestors": [self.status(p) for p in before],
            "descendants": [self.status(p) for p in after],
        }
        return Served(json_reply(tree), [*before, *after])

    def _instance_v2(self) -> Json:
        return {
            "domain": self.manner.domain,
            "title": "The test world",
            "version": self.manner.version,
            "source_url": "https://github.com/mastodon/mastodon",
            "description": "People who exist only in tests.",
            "languages": ["en", "fr"],
            "api_versions": {"mastodon": 11},
            "configuration": {
                "urls": {"streaming": self.manner.stream_url} if self.manner.streaming else {},
                "timelines_access": {
                    "live_feeds": {"local": "disabled", "remote": "disabled"},
                    "hashtag_feeds": dict.fromkeys(
                        ("local", "remote"), "authenticated" if self.manner.closed else "public"
                    ),
                },
                "statuses": {"max_characters": 500},
            },
        }

    def _instance_v1(self) -> Json:
        return {
            "uri": self.manner.domain,
            "title": "The test world",
            "version": "4.2.1" if self.manner.old else self.manner.version,
            "languages": ["en", "fr"],
            "urls": {"streaming_api": self.manner.stream_url} if self.manner.streaming else {},
        }

    def _remaining(self) -> int:
        now = self.now().timestamp()
        while self._asked and self._asked[0] <= now - 300:
            self._asked.popleft()
        if len(self._asked) < self.manner.limit:
            self._asked.append(now)
            return self.manner.limit - len(self._asked)
        return -1

    def _too_many(self) -> Served:
        return Served(json_reply({"error": "Too many requests"}, 429))

    def _rate_headers(self, remaining: int) -> list[tuple[str, str]]:
        reset = datetime.fromtimestamp((self.now().timestamp() // 300 + 1) * 300 + 0.237802, UTC)
        return [
            ("X-RateLimit-Limit", str(self.manner.limit)),
            ("X-RateLimit-Remaining", str(remaining)),
            ("X-RateLimit-Reset", reset.isoformat().replace("+00:00", "Z")),
        ]


def json_reply(content: object, status: int = 200) -> Reply:
    """A reply with that JSON in it."""
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Reply(status, [("Content-Type", "application/json; charset=utf-8")], body)


def _count(post: ChaosPost, name: str) -> None:
    count = post.extra.get(name, 0)
    post.extra[name] = (count if isinstance(count, int) else 0) + 1


def event(stream: Sequence[str], name: str, payload: str) -> str:
    """One event of the stream: the payload is JSON inside a string, or an id."""
    return json.dumps({"stream": list(stream), "event": name, "payload": payload}, ensure_ascii=False)


def _key(post_id: str) -> tuple[int, str]:
    return len(post_id), post_id
