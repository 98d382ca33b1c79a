"""The Jetstream half: the network's events as JSON over a WebSocket, with a cursor that replays a while back."""

import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tests.chaos import atproto
from tests.chaos.dictionary import HAS_ZSTD, dictionary
from tests.chaos.half import Half, Served, Surroundings
from tests.chaos.http import Link, Reply, Request
from tests.chaos.jet_stream import JetStream, Wish, WishError
from tests.chaos.mastodon import json_reply
from tests.chaos.web_socket import Stream, offers_deflate, switch
from tests.chaos.world import ChaosPost, Json, stamp

MOST_ACTORS = 25


@dataclass(slots=True)
class JetstreamManner:
    """How this Jetstream is set up."""

    window: float = 36 * 3600.0
    """Seconds back that a cursor reaches."""
    too_old: str = "clamp"
    """What a cursor from before the window gets: `clamp` (silently the oldest there is) or `refuse` (CursorTooOld)."""
    sequence: bool = False
    """Events bear `cursor`, their sequence number (the server of 2026)."""
    deflate: bool = True
    zstd: bool = HAS_ZSTD
    dictionary: bytes | None = None
    """What it compresses with; None: a dictionary of its own."""
    ping: float = 30.0


@dataclass(slots=True)
class Event:
    """One line of the log."""

    time_us: int
    sequence: int
    did: str
    collection: str
    """Empty for identity and account events."""
    text: str
    post: str
    """The town's id of the post it makes, changes or removes; empty when it does none of these."""
    changes: bool
    """It changes or removes a post, rather than making it."""
    served: bool = False


class Jetstream(Half):
    """A Jetstream of the town: everything that happens is an event in its log, and told to those who want it."""

    name = "jetstream"

    def __init__(self, around: Surroundings, manner: JetstreamManner) -> None:
        super().__init__(around)
        self.manner = manner
        self.log: deque[Event] = deque()
        self.handles: dict[str, str] = {}
        """Those who changed theirs."""
        self.gone: set[str] = set()
        """Those whose account is not active."""
        self._made = 0
        self._last_us = 0

    @property
    def source(self) -> str:
        return f"jetstream+{self.web_socket}/subscribe"

    def key(self, post: ChaosPost) -> str:
        return atproto.uri(post)

    def published(self, post: ChaosPost) -> None:
        self._commit(post.author, "create", atproto.POST, atproto.rkey(post), self._record(post), post)

    def tell(self, post: ChaosPost, what: str) -> None:
        """The newest event about a post once more, or a new one about what became of it."""
        known = [event for event in self.log if event.post == post.id]
        match what:
            case "delete":
                self._tell(self._commit(post.author, "delete", atproto.POST, atproto.rkey(post), None, post))
            case "update" if known:
                self._tell(known[-1])
            case "update":
                pass
            case _:
                record = self._record(post)
                self._tell(self._commit(post.author, "update", atproto.POST, atproto.rkey(post), record, post))

    def liked(self, post: ChaosPost, by: str) -> None:
        self._point_at(atproto.LIKE, post, by)

    def boosted(self, post: ChaosPost, by: str) -> None:
        self._point_at(atproto.REPOST, post, by)

    def renamed(self, author: str, handle: str, *, said: bool = True) -> None:
        """They have another handle; many identity events do not say which (`said`)."""
        self.handles[author] = handle
        identity: Json = {"did": atproto.did(author), "seq": self._made + 1, "time": stamp(self.around.now())}
        self._tell(self._add(author, "identity", identity | ({"handle": handle} if said else {})))

    def account(self, author: str, *, active: bool, status: str = "") -> None:
        """Their account goes (`deactivated`, `deleted`, `suspended`, `takendown`) or is there again."""
        (self.gone.discard if active else self.gone.add)(author)
        told: Json = {"active": active, "did": atproto.did(author), "seq": self._made + 1}
        told["time"] = stamp(self.around.now())
        self._tell(self._add(author, "account", told | ({"status": status} if status else {})))
        for post in self.mine() if not active else ():
            if post.author == author:
                self.around.ledger.deleted(self.name, post.id)

    def answer(self, request: Request) -> Served:
        match request.path:
            case "/xrpc/app.bsky.actor.getProfiles":
                return Served(self._profiles([v for k, v in request.query if k == "actors"]))
            case "/xrpc/network.bsky.jetstream.getZstdDictionary" if self.manner.zstd:
                return Served(Reply(200, [("Content-Type", "application/octet-stream")], self._dictionary()))
            case "/subscribe":
                return Served(Reply(426, [("Content-Type", "text/plain"), ("Upgrade", "websocket")], b"upgrade"))
            case path if path.startswith("/xrpc/"):
                return Served(json_reply({"error": "MethodNotImplemented", "message": "Method Not Implemented"}, 501))
            case _:
                return Served(Reply(404, [("Content-Type", "text/plain; charset=utf-8")], b"404 page not found\n"))

    def upgrade(self, request: Request) -> Reply:
        if request.path != "/subscribe":
            return Reply(404, [("Connection", "close")])
        try:
            wish = Wish.asked(request)
        except WishError as error:
            return _invalid(f"subscribe: {error}")
        if wish.compress and offers_deflate(request):
            return _invalid("subscribe: choose one compression scheme")
        if wish.compress and not self.manner.zstd:
            return _invalid("subscribe: unknown compression")
        oldest = self._reach()
        if wish.cursor is not None and wish.cursor < oldest and self.manner.too_old == "refuse":
            return json_reply({"error": "CursorTooOld", "message": f"oldest is {oldest}"}, 400)
        return switch(request, deflate=self.manner.deflate and not wish.compress and offers_deflate(request))

    def stream(self, link: Link, request: Request) -> JetStream:
        wish = Wish.asked(request)
        deflate = self.manner.deflate and not wish.compress and offers_deflate(request)
        packing = self._dictionary() if wish.compress else None
        return JetStream(
            link, self.around.subscribed, wish, self._replay, ping=self.manner.ping, deflate=deflate, packing=packing
        )

    def opened(self, stream: Stream) -> None:
        if isinstance(stream, JetStream):
            stream.begin()

    def _replay(self, stream: JetStream) -> None:
        """What a cursor asks for; a future one, and none, mean what comes."""
        cursor = stream.wish.cursor
        if cursor is not None and cursor <= atproto.micros(self.around.now()):
            self._reach()
            for event in list(self.log):
                if event.time_us >= cursor:
                    self._tell_to(stream, event)

    def _reach(self) -> int:
        """The time of the oldest event a cursor reaches; what is older leaves the log, and may be lost with it."""
        oldest = atproto.micros(self.around.now() - timedelta(seconds=self.manner.window))
        while self.log and self.log[0].time_us < oldest:
            event = self.log.popleft()
            if event.post and not event.served:
                if event.changes:
                    self.around.ledger.uncertain(self.name, event.post)
                else:
                    self.around.ledger.lost(self.name, event.post, "the cursor does not reach back that far")
        return oldest

    def _commit(
        self, author: str, operation: str, collection: str, rkey: str, record: Json | None, post: ChaosPost | None
    ) -> Event:
        commit: Json = {
            "rev": atproto.tid(self._moment() << 10 | self._made % 1024),
            "operation": operation,
            "collection": collection,
            "rkey": rkey,
        }
        if record is not None:
            commit |= {"record": record, "cid": atproto.cid(json.dumps(record))}
        return self._add(author, "commit", commit, collection, post, changes=operation != "create")

    def _add(
        self,
        author: str,
        kind: str,
        body: Json,
        collection: str = "",
        post: ChaosPost | None = None,
        *,
        changes: bool = False,
    ) -> Event:
        self._made += 1
        time_us = self._last_us = self._moment()
        did = atproto.did(author)
        whole: Json = {"did": did, "time_us": time_us}
        if self.manner.sequence:
            whole["cursor"] = self._made
        text = json.dumps(whole | {"kind": kind, kind: body}, ensure_ascii=False, separators=(",", ":"))
        event = Event(time_us, self._made, did, collection, text, post.id if post else "", changes)
        self.log.append(event)
        self._reach()
        return event

    def _moment(self) -> int:
        return max(self._last_us + 1, atproto.micros(self.around.now()))

    def _point_at(self, collection: str, post: ChaosPost, by: str) -> None:
        record = atproto.subject_record(collection, self.key(post), self.around.now())
        key = atproto.tid(self._moment() << 10)
        self._tell(self._commit(by, "create", collection, key, record, None))

    def _record(self, post: ChaosPost) -> Json:
        """The record; one that a bridge carried over says so (Bridgy Fed)."""
        record = atproto.post_record(self.world, post)
        if post.origin not in ("", self.name):
            url = self.around.key(post, post.origin)
            record |= {"bridgyOriginalUrl": url, "bridgyOriginalText": post.text}
        return record

    def _tell(self, event: Event) -> None:
        for stream in list(self.around.streams):
            if isinstance(stream, JetStream) and stream.subscriptions:
                self._tell_to(stream, event)

    def _tell_to(self, stream: JetStream, event: Event) -> None:
        if not stream.wish.wants(event.did, event.collection, len(event.text.encode("utf-8", "surrogatepass"))):
            return
        self.tell_one(stream, event.text, self._noting(event))

    def _noting(self, event: Event) -> Callable[[], None]:
        def note() -> None:
            event.served = True
            if event.post:
                self.around.ledger.served(self.name, event.post, "stream")

        return note

    def _profiles(self, actors: Sequence[str]) -> Reply:
        if not actors or len(actors) > MOST_ACTORS:
            words = f"Error: Params must have actors (1 to {MOST_ACTORS})"
            return json_reply({"error": "InvalidRequest", "message": words}, 400)
        people = {atproto.did(post.author): post.author for post in self.mine()}
        found = [people[actor] for actor in dict.fromkeys(actors) if actor in people]
        return json_reply({"profiles": [self._profile(author) for author in found if author not in self.gone]})

    def _profile(self, author: str) -> Json:
        handle = self.handles.get(author, atproto.handle(author))
        return {
            "did": atproto.did(author),
            "handle": handle,
            "displayName": self.world.shown_name(author),
            "labels": [],
        }

    def _dictionary(self) -> bytes:
        return self.manner.dictionary if self.manner.dictionary is not None else dictionary()


def _invalid(words: str) -> Reply:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
    return Reply(400, headers, words.encode() + b"\n")
