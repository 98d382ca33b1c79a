"""The Nostr half: a relay (NIP-01, 09, 11, 42) that keeps the town's posts as signed notes."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.chaos import atproto
from tests.chaos.half import Half, Served, Surroundings
from tests.chaos.http import Link, Reply, Request
from tests.chaos.mastodon import json_reply
from tests.chaos.nostr_event import DELETION, NOTE, PROFILE, REACTION, REPOST, Filter, NostrEvent, event_id, signed
from tests.chaos.web_socket import Stream, switch
from tests.chaos.world import ChaosPost, Json

PROXIES = {"mastodon": "activitypub", "jetstream": "atproto", "feed": "rss"}
"""How NIP-48 calls the protocols a note may have been carried over from."""


@dataclass(slots=True)
class NostrManner:
    """How this relay is set up."""

    most: int = 500
    """Stored events given for one filter, whatever it asks."""
    subscriptions: int = 20
    keeps: int = 0
    """So many notes are kept, the newest; 0: all. A reader cannot know what a relay forgot."""
    pages: bool = True
    """It gives more than `most` to those who ask for what was before."""
    auth: bool = False
    """It gives nothing to those it does not know (NIP-42)."""
    page: bool = True
    """It describes itself (NIP-11)."""
    lower: bool = True
    """Its people write tags in lower case (NIP-24), rather than as they are spelled."""
    ping: float = 30.0


class RelayStream(Stream):
    """One client of the relay. `eose`, `subscription_name` and `closes_with` are for faults to change."""

    half = "nostr"

    def __init__(
        self, link: Link, subscribed: Callable[[], None], say: Callable[["RelayStream", str], None], ping: float
    ) -> None:
        super().__init__(link, subscribed, ping=ping)
        self.subscriptions: dict[str, list[Filter]] = {}
        self.eose = 1
        """How often the end of the stored events is said."""
        self.closes_with = ""
        """Every request is answered with CLOSED and these words."""
        self._say = say

    def command(self, text: str) -> None:
        self._say(self, text)

    def say(self, *message: object) -> None:
        """One message that is no event."""
        self.put_text(json.dumps(message, ensure_ascii=False))

    def asked(self, name: str, filters: list[Filter]) -> None:
        """A subscription stands, in the place of one of the same name."""
        self.subscriptions[name] = filters
        self._tell_subscribed()


class Nostr(Half):
    """A relay of the town."""

    name = "nostr"

    def __init__(self, around: Surroundings, manner: NostrManner) -> None:
        super().__init__(around)
        self.manner = manner
        self.stored: dict[str, NostrEvent] = {}
        """Every event, by id, in the order they came."""
        self._notes: dict[str, NostrEvent] = {}
        """The note that each of the town's posts is."""

    @property
    def source(self) -> str:
        return f"nostr+{self.web_socket}"

    def key(self, post: ChaosPost) -> str:
        return self._note(post).id

    def published(self, post: ChaosPost) -> None:
        note = self._note(post)
        self._store(note)
        profile = {"name": post.author.partition("@")[0], "display_name": self.world.shown_name(post.author)}
        self._store(signed(post.author, 1_700_000_000, PROFILE, (), json.dumps(profile, ensure_ascii=False)))
        notes = sorted((event for event in self.stored.values() if event.post), key=_newest_first)
        for old in notes[self.manner.keeps :] if self.manner.keeps else ():
            del self.stored[old.id]
            self.around.ledger.lost(self.name, old.post, "the relay keeps only the newest")
        beyond = [] if self.manner.pages else notes[self.manner.most :]
        for old in [*beyond[:1], *(event for event in beyond if event.post == post.id)]:  # one in, one out
            self.around.ledger.lost(self.name, old.post, "the relay gives only its newest")

    def tell(self, post: ChaosPost, what: str) -> None:
        """A note is for ever as it was written; its author may ask for its deletion."""
        note = self._note(post)
        match what:
            case "update":
                self._tell(note, self.served(post))
            case "delete":
                self.stored.pop(note.id, None)
                now = int(self.around.now().timestamp())
                wish = signed(post.author, now, DELETION, [("e", note.id), ("k", str(NOTE))], "")
                self._store(wish)
                self._tell(wish)

    def takes_edit(self, post: ChaosPost) -> bool:
        return False

    def liked(self, post: ChaosPost, by: str) -> None:
        self._point_at(REACTION, post, by, "+")

    def boosted(self, post: ChaosPost, by: str) -> None:
        self._point_at(REPOST, post, by, json.dumps(self._note(post).json(), ensure_ascii=False))

    def answer(self, request: Request) -> Served:
        if self.manner.page and "application/nostr+json" in (request.header("accept") or ""):
            reply = json_reply(self._page())
            reply.replace_header("Content-Type", "application/nostr+json")
            return Served(reply)
        return Served(Reply(200, [("Content-Type", "text/html")], b"<html>Please use a Nostr client.</html>"))

    def upgrade(self, request: Request) -> Reply:
        return switch(request)

    def stream(self, link: Link, request: Request) -> RelayStream:
        return RelayStream(link, self.around.subscribed, self._obey, self.manner.ping)

    def opened(self, stream: Stream) -> None:
        if self.manner.auth and isinstance(stream, RelayStream):
            stream.say("AUTH", "prove it")

    def _obey(self, stream: RelayStream, text: str) -> None:
        try:
            said = json.loads(text)
            match said:
                case ["REQ", str(name), *filters] if name and len(name) <= 64 and filters:
                    self._ask(stream, name, [Filter.read(one) for one in filters])
                case ["CLOSE", str(name)]:
                    stream.subscriptions.pop(name, None)
                case ["EVENT", dict() as event]:
                    self._take(stream, event)
                case ["AUTH", dict() as event]:
                    stream.say("OK", str(event.get("id")), False, "restricted: you are not on the list")
                case _:
                    stream.say("NOTICE", "invalid client message")
        except (ValueError, TypeError, KeyError) as error:
            stream.say("NOTICE", f"invalid client message: {error}")

    def _ask(self, stream: RelayStream, name: str, filters: list[Filter]) -> None:
        words = stream.closes_with or ("auth-required: please say who you are" if self.manner.auth else "")
        if not words and name not in stream.subscriptions and len(stream.subscriptions) >= self.manner.subscriptions:
            words = "rate-limited: too many subscriptions"
        if not self.manner.pages and any(wanted.until < float("inf") for wanted in filters):
            words = "unsupported: ask for the newest only"
        if words:
            stream.say("CLOSED", name, words)
            return
        for event in self._found(filters):
            done = self._served_note(event)
            self.tell_one(stream, json.dumps(["EVENT", name, event.json()], ensure_ascii=False), done)
        for _ in range(stream.eose):
            stream.say("EOSE", name)
        stream.asked(name, filters)

    def _found(self, filters: list[Filter]) -> list[NostrEvent]:
        """The stored events, for each filter the newest up to its limit, each once."""
        found: dict[str, NostrEvent] = {}
        newest = sorted(self.stored.values(), key=_newest_first)
        for wanted in filters:
            most = self.manner.most if wanted.limit is None else min(wanted.limit, self.manner.most)
            found |= {event.id: event for event in [e for e in newest if wanted.matches(e)][: max(0, most)]}
        return sorted(found.values(), key=_newest_first)

    def _take(self, stream: RelayStream, said: Json) -> None:
        tags = said["tags"]
        if not isinstance(tags, list):
            raise TypeError("tags are a list")
        kept = tuple(tuple(str(word) for word in tag) for tag in tags)
        at, kind = int(str(said["created_at"])), int(str(said["kind"]))
        event = NostrEvent(str(said["id"]), str(said["pubkey"]), at, kind, kept, str(said["content"]), str(said["sig"]))
        if event.id != event_id(event.pubkey, event.created_at, event.kind, kept, event.content):
            stream.say("OK", event.id, False, "invalid: invalid event ID")
            return
        self._store(event)
        stream.say("OK", event.id, True, "")
        self._tell(event)

    def _store(self, event: NostrEvent) -> None:
        self.stored[event.id] = event

    def _tell(self, event: NostrEvent, done: Callable[[], None] | None = None) -> None:
        for stream in list(self.around.streams):
            if isinstance(stream, RelayStream):
                for name, filters in list(stream.subscriptions.items()):
                    if any(wanted.matches(event) for wanted in filters):
                        text = json.dumps(["EVENT", name, event.json()], ensure_ascii=False)
                        self.tell_one(stream, text, done)

    def _served_note(self, event: NostrEvent) -> Callable[[], None] | None:
        return (lambda: self.around.ledger.served(self.name, event.post, "stream")) if event.post else None

    def _note(self, post: ChaosPost) -> NostrEvent:
        if post.id not in self._notes:
            tags: list[tuple[str, ...]] = [("t", tag.lower() if self.manner.lower else tag) for tag in post.tags]
            if post.origin in PROXIES and post.origin != self.name:
                tags.append(("proxy", self.around.key(post, post.origin), PROXIES[post.origin]))
            if post.reply_to in self._notes:
                tags.append(("e", self._notes[post.reply_to].id))
            at = atproto.micros(post.created_at) // 1_000_000
            self._notes[post.id] = signed(post.author, at, NOTE, tags, self.world.written(post), post=post.id)
        return self._notes[post.id]

    def _point_at(self, kind: int, post: ChaosPost, by: str, content: str) -> None:
        note = self._note(post)
        tags = [("e", note.id), ("p", note.pubkey), *(("t", tag.lower()) for tag in post.tags if kind == REPOST)]
        event = signed(by, int(self.around.now().timestamp()), kind, tags, content)
        self._store(event)
        self._tell(event)

    def _page(self) -> Json:
        limits: Json = {
            "max_subscriptions": self.manner.subscriptions,
            "max_limit": self.manner.most,
            "max_subid_length": 64,
            "auth_required": self.manner.auth,
            "payment_required": False,
        }
        page: Json = {"name": "chaos relay", "description": "loopback only", "supported_nips": [1, 9, 11, 42]}
        return page | {"software": "chaos", "version": "3", "limitation": limits}


def _newest_first(event: NostrEvent) -> tuple[int, str]:
    """NIP-01: of the same second, the lowest id first."""
    return -event.created_at, event.id
