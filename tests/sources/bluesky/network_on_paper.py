"""Bluesky's servers on paper: sessions that expire, profiles, a search, threads; every question is noted."""

import asyncio
import json
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urlsplit

from hashtui.aside import Aside
from hashtui.clock import HandClock
from hashtui.config.secret import Secret
from hashtui.config.secrets import SecretStore
from hashtui.errors import SourceError
from hashtui.sources.bluesky.api import Api
from hashtui.sources.bluesky.appview import AppView
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.session import Session
from hashtui.sources.source import Means
from hashtui.wire import Answer, Wire

Json = dict[str, object]

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
LEA = "did:plc:lealealealealealealealea"
ANA = "did:plc:anaanaanaanaanaanaanaana"
PASSWORD = "wxyz-aaaa-bbbb-cccc"
TOKEN = f"lea.example:{PASSWORD}"
PDS = "https://pds.example"


class PaperBluesky(Wire):
    """Every host answers alike; `next` holds what comes first for a method."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.clock = clock
        self.profiles: dict[str, Json] = {}
        self.posts: list[Json] = []
        self.threads: dict[str, Json] = {}
        self.next: dict[str, deque[Answer | SourceError]] = {}
        self.always: dict[str, Answer | SourceError] = {}
        self.asked: list[str] = []
        """The method of every question."""
        self.hosts: list[str] = []
        self.queries: list[list[tuple[str, str]]] = []
        self.tokens: list[str | None] = []
        self.bodies: list[bytes] = []
        self.types: list[str | None] = []
        """What each procedure said its body is."""
        self.good_access = "access-0"
        self.good_refresh = "refresh-0"
        self.given = 0
        """Pairs of tokens given so far."""
        self.did_doc: Json | None = {
            "service": [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": PDS}]
        }
        self.page = 100

    def count(self, method: str) -> int:
        """How often this was asked."""
        return self.asked.count(method)

    def query(self, method: str, number: int = -1) -> list[tuple[str, str]]:
        """The parameters of one of these questions."""
        return [query for asked, query in zip(self.asked, self.queries, strict=True) if asked == method][number]

    def expire(self) -> None:
        """The access token of now is worth nothing any more."""
        self.good_access = "access-nobody-has"

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
        return await self._answered(url, params, token, b"")

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
        self.types.append((headers or {}).get("Content-Type"))
        return await self._answered(url, (), token, content)

    async def _answered(self, url: str, params: Sequence[tuple[str, str]], token: Secret | None, body: bytes) -> Answer:
        parts = urlsplit(url)
        method = parts.path.rpartition("/")[2].rpartition(".")[2]
        bearer = None if token is None else token.reveal()
        self.asked.append(method)
        self.hosts.append(f"{parts.scheme}://{parts.netloc}")
        self.queries.append(list(params))
        self.tokens.append(bearer)
        self.bodies.append(body)
        await asyncio.sleep(0)
        if self.next.get(method):
            return _given(self.next[method].popleft())
        if method in self.always:
            return _given(self.always[method])
        match method:
            case "createSession":
                return self._session(json.loads(body).get("password") == PASSWORD)
            case "refreshSession":
                return self._session(bearer == self.good_refresh)
        if bearer is not None and bearer != self.good_access:
            return refusal("ExpiredToken", "Token has expired")
        return self._healthy(method, list(params), bearer)

    def _session(self, is_good: bool) -> Answer:
        if not is_good:
            return refusal("AuthenticationRequired", "Invalid identifier or password", 401)
        self.given += 1
        self.good_access, self.good_refresh = f"access-{self.given}", f"refresh-{self.given}"
        doc = {} if self.did_doc is None else {"didDoc": self.did_doc}
        tokens = {"accessJwt": self.good_access, "refreshJwt": self.good_refresh}
        return answer({**tokens, "did": LEA, "handle": "lea.example", "active": True, **doc})

    def _healthy(self, method: str, params: list[tuple[str, str]], bearer: str | None) -> Answer:
        query = dict(params)
        match method:
            case "getProfiles":
                asked = [value for name, value in params if name == "actors"]
                return answer({"profiles": [self.profiles[did] for did in reversed(asked) if did in self.profiles]})
            case "searchPosts" if bearer is None:
                return refusal("AuthMissing", "Authentication Required", 403)
            case "searchPosts":
                return self._searched(query)
            case "getPostThread" if query["uri"] in self.threads:
                return answer({"thread": self.threads[query["uri"]]})
            case "getPostThread":
                return refusal("NotFound", f"Post not found: {query['uri']}")
        return refusal("MethodNotImplemented", "Method Not Implemented", 501)

    def _searched(self, query: Mapping[str, str]) -> Answer:
        """Like the real one: a substring, newest first, `since` and `until` honoured, pages by cursor."""
        words = query["q"].lower()
        rows = [post for post in self.posts if words in json.dumps(post, ensure_ascii=False).lower()]
        rows = [row for row in rows if query.get("since", "") <= str(row["indexedAt"]) < query.get("until", "9")]
        rows.sort(key=lambda row: str(row["indexedAt"]), reverse=True)
        first = int(query.get("cursor", "0"))
        size = min(self.page, int(query["limit"]))
        more = {"cursor": str(first + size)} if first + size < len(rows) else {}
        return answer({"posts": rows[first : first + size], **more})


def answer(body: object, status: int = 200, *headers: tuple[str, str]) -> Answer:
    """An answer: JSON, or text as it stands."""
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Answer("https://somewhere.example/xrpc/x", status, headers, raw)


def refusal(name: str, message: str = "", status: int = 400) -> Answer:
    """An XRPC error."""
    return answer({"error": name, "message": message}, status)


def profile(did: str, handle: str, **fields: object) -> Json:
    """A profileViewDetailed."""
    return {"did": did, "handle": handle, "displayName": handle.partition(".")[0].title(), "labels": [], **fields}


def label(value: str, did: str = LEA) -> Json:
    """A label as a server tells of it."""
    return {"src": did, "uri": did, "val": value, "cts": "2026-11-21T14:00:00.000Z"}


def post_view(
    seconds: float, text: str, *tags: str, did: str = ANA, handle: str = "ana.example", **fields: object
) -> Json:
    """A postView made and seen so many seconds after START, with these tags beside its text."""
    at = (START + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    rkey = f"3{int(seconds) + 10**11:012d}"
    return {
        "uri": f"at://{did}/app.bsky.feed.post/{rkey}",
        "cid": "bafyreia",
        "author": {"did": did, "handle": handle, "displayName": "Ana", "labels": []},
        "record": {"$type": "app.bsky.feed.post", "text": text, "createdAt": at, "langs": ["fr"], "tags": list(tags)},
        "replyCount": 1,
        "repostCount": 2,
        "likeCount": 3,
        "quoteCount": 0,
        "indexedAt": at,
        "labels": [],
        **fields,
    }


class Desk:
    """A paper network and what asks it."""

    def __init__(self, store: SecretStore, token: str | None = TOKEN, *, pds: str | None = None) -> None:
        self.clock = HandClock(START)
        self.wire = PaperBluesky(self.clock)
        self.means = Means(self.clock, self.wire, Aside(1))  # one thread: what is asked of it last ends last
        self.store = store
        self.session = None if token is None else self.logged_in(token, pds=pds)
        self.appview = AppView(Api("https://public.api.bsky.app", self.means), self.session)
        self.people = People(self.appview, self.means, Random(1))

    def logged_in(self, token: str = TOKEN, *, pds: str | None = None) -> Session:
        """A session as another start of the program would have it."""
        return Session(Secret(token), self.means, pds=pds, store=self.store, random=Random(1))

    async def wind(self, seconds: float = 0) -> None:
        """Let time pass, and what that starts come to its end: threads beside the loop too."""
        await self.clock.wind(seconds)
        for _ in range(5):
            await self.means.aside.run(lambda: None)
            await self.clock.wind(0)


def _given(found: Answer | SourceError) -> Answer:
    if isinstance(found, SourceError):
        raise found
    return found
