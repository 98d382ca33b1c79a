"""A Mastodon server on paper: it answers a source's questions at once, without a network, and notes them."""

import asyncio
import hashlib
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

from hashtui.clock import HandClock
from hashtui.config.secret import Secret
from hashtui.errors import SourceError, Unreachable
from hashtui.wire import Answer, Channel, Wire

Json = dict[str, object]

HOST = "https://paper.example"
START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def status(number: int, text: str = "", **fields: object) -> Json:
    """A status as Mastodon sends it, `number` seconds after START; its id tells that time."""
    at = START + timedelta(seconds=number)
    tags = fields.pop("tags", ["a"])
    assert isinstance(tags, list)
    made = str(int(at.timestamp() * 1000) << 16)
    return {
        "id": made,
        "uri": f"{HOST}/users/ana/statuses/{made}",
        "url": f"{HOST}/@ana/{made}",
        "created_at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "edited_at": None,
        "in_reply_to_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "fr",
        "content": f"<p>{text or f'number {number}'}</p>",
        "reblog": None,
        "account": account("ana"),
        "media_attachments": [],
        "mentions": [],
        "tags": [{"name": name, "url": f"{HOST}/tags/{name}"} for name in tags],
        "emojis": [],
        "poll": None,
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        **fields,
    }


def account(name: str, **fields: object) -> Json:
    """An account of that server."""
    return {
        "id": "7",
        "username": name,
        "acct": name,
        "display_name": name.title(),
        "url": f"{HOST}/@{name}",
        "uri": f"{HOST}/users/{name}",
        "note": "",
        "bot": False,
        "followers_count": 12,
        "fields": [],
        **fields,
    }


class PaperChannel:
    """A WebSocket on paper: frames put in come out, None ends it, an error breaks it."""

    def __init__(self) -> None:
        self.sent: list[Json] = []
        self.received = 0
        self._waiting: deque[str | bytes | SourceError | None] = deque()
        self._came = asyncio.Event()

    async def send(self, text: str) -> None:
        self.sent.append(json.loads(text))

    def put(self, frame: str | bytes | SourceError | None) -> None:
        """What comes next."""
        self._waiting.append(frame)
        self._came.set()

    def event(self, name: str, payload: str, tag: str | None = "a") -> None:
        """An event as Mastodon sends it."""
        stream = ["hashtag", tag] if tag is not None else ["hashtag"]
        self.put(json.dumps({"stream": stream, "event": name, "payload": payload}))

    async def frames(self) -> AsyncIterator[str | bytes]:
        async for batch in self.batches():
            for frame in batch:
                yield frame

    async def batches(self) -> AsyncIterator[list[str | bytes]]:
        while True:
            while not self._waiting:
                self._came.clear()
                await self._came.wait()
            batch: list[str | bytes] = []
            while self._waiting and isinstance(frame := self._waiting[0], str | bytes):
                self._waiting.popleft()
                batch.append(frame)
            if batch:
                self.received += sum(len(frame) for frame in batch)
                yield batch
                continue
            end = self._waiting.popleft()
            if isinstance(end, SourceError):
                raise end
            return


class PaperServer(Wire):
    """Answers as Mastodon would from `rows`, unless `next` holds something else for that path."""

    def __init__(self) -> None:
        super().__init__(HandClock())
        self.rows: list[Json] = []
        self.boosters: dict[str, list[Json]] = {}
        """Who passed a status on, by its id."""
        self.instance: Json | None = {"domain": "paper.example", "configuration": {"urls": {}}}
        self.next: dict[str, deque[Answer | SourceError]] = {}
        """By the beginning of a path: what comes before the healthy answers."""
        self.always: dict[str, Answer | SourceError] = {}
        self.asked: list[str] = []
        """Path and query of every question."""
        self.headers: list[Mapping[str, str]] = []
        self.posted: list[tuple[str, bytes]] = []
        """Path and content of every POST; they are answered from `next` and `always`."""
        self.channels: list[PaperChannel] = []
        self.limit = 40
        """Rows of a page at most."""
        self.is_short_of_breath = False
        """It stumbles over every question for an older page."""
        self.stream_refusals: deque[SourceError] = deque()
        self.streamed_to: list[str] = []

    def publish(self, *rows: Json) -> None:
        """New statuses, wherever their ids put them."""
        self.rows += rows

    def count(self, beginning: str) -> int:
        """How many questions began so."""
        return sum(asked.startswith(beginning) for asked in self.asked)

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
        path = unquote(urlsplit(url).path)
        query = "&".join(f"{name}={value}" for name, value in params)
        self.asked.append(f"{path}?{query}" if query else path)
        self.headers.append(headers or {})
        await asyncio.sleep(0)
        return self._prepared(path) or self._healthy(path, dict(params), headers or {})

    async def post(
        self,
        url: str,
        content: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        token: Secret | None = None,
        insecure: bool = False,
        deadline: float = 30.0,
    ) -> Answer:
        path = unquote(urlsplit(url).path)
        self.asked.append(path)
        self.posted.append((path, content))
        self.headers.append(headers or {})
        await asyncio.sleep(0)
        return self._prepared(path) or answer({"error": "not found"}, 404)

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
        self.streamed_to.append(url)
        if self.stream_refusals:
            raise self.stream_refusals.popleft()
        channel = PaperChannel()
        self.channels.append(channel)
        yield channel

    def _prepared(self, path: str) -> Answer | None:
        """What a test wants told there."""
        for beginning, queue in self.next.items():
            if path.startswith(beginning) and queue:
                return _given(queue.popleft())
        return next((_given(found) for beginning, found in self.always.items() if path.startswith(beginning)), None)

    def _healthy(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        match path.strip("/").split("/"):
            case ["api", "v2", "instance"] if self.instance is not None:
                return answer(self.instance)
            case ["api", "v1", "timelines", "tag", tag]:
                return self._page(tag, query, headers)
            case ["api", "v1", "statuses", wanted]:
                found = [row for row in self.rows if row["id"] == wanted]
                return answer(found[0]) if found else answer({"error": "Record not found"}, 404)
            case ["api", "v1", "statuses", wanted, "reblogged_by"]:
                return answer(self.boosters.get(wanted, []))
            case ["api", "v1", "statuses", wanted, "context"]:
                older = [row for row in self.rows if str(row["id"]) < wanted]
                newer = [row for row in self.rows if str(row["id"]) > wanted]
                return answer({"ancestors": older, "descendants": newer})
            case _:
                return answer({"error": "not found"}, 404)

    def _page(self, tag: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        rows = [row for row in self.rows if tag.lower() in json.dumps(row["tags"])]
        if "max_id" in query and self.is_short_of_breath:
            raise Unreachable("paper.example stumbles")
        if "max_id" in query:
            rows = [row for row in rows if _order(str(row["id"])) < _order(query["max_id"])]
        rows.sort(key=lambda row: _order(str(row["id"])), reverse=True)
        page = answer(rows[: min(self.limit, int(query.get("limit", "20")))])
        etag = hashlib.sha256(page.body).hexdigest()
        if headers.get("If-None-Match") == etag:
            return answer("", 304)
        return Answer(page.url, 200, (*page.headers, ("etag", etag)), page.body)


def answer(body: object, code: int = 200, *headers: tuple[str, str]) -> Answer:
    """An answer: JSON, or text as it stands."""
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Answer(f"{HOST}/somewhere", code, headers, raw)


def params_of(asked: str) -> dict[str, str]:
    """The query of a noted question."""
    return dict(parse_qsl(urlsplit(asked).query))


def _given(found: Answer | SourceError) -> Answer:
    if isinstance(found, SourceError):
        raise found
    return found


def _order(local_id: str) -> tuple[int, str]:
    return len(local_id), local_id
