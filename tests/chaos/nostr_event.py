"""Nostr events of the town: made, named, signed, and held against a filter (NIP-01)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.chaos.signing import public_key, secret, sign
from tests.chaos.world import Json

PROFILE, NOTE, DELETION, REPOST, REACTION = 0, 1, 5, 6, 7


@dataclass(frozen=True, slots=True)
class NostrEvent:
    """A signed event; `post` is the town's id of the post it is."""

    id: str
    pubkey: str
    created_at: int
    kind: int
    tags: tuple[tuple[str, ...], ...]
    content: str
    sig: str
    post: str = ""

    def json(self) -> Json:
        """As relays send it."""
        return {
            "id": self.id,
            "pubkey": self.pubkey,
            "created_at": self.created_at,
            "kind": self.kind,
            "tags": [list(tag) for tag in self.tags],
            "content": self.content,
            "sig": self.sig,
        }


def event_id(pubkey: str, created_at: int, kind: int, tags: Sequence[Sequence[str]], content: str) -> str:
    """The hash that names it."""
    whole = [0, pubkey, created_at, kind, [list(tag) for tag in tags], content]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def signed(
    author: str, created_at: int, kind: int, tags: Sequence[Sequence[str]], content: str, *, post: str = ""
) -> NostrEvent:
    """An event of somebody of the town."""
    key = secret(author)
    pubkey = public_key(key)
    name = event_id(pubkey, created_at, kind, tags, content)
    kept = tuple(tuple(tag) for tag in tags)
    return NostrEvent(name, pubkey, created_at, kind, kept, content, sign(key, bytes.fromhex(name)), post)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a REQ."""

    wanted: Mapping[str, Sequence[object]]
    since: float
    until: float
    limit: int | None

    @classmethod
    def read(cls, said: object) -> "Filter":
        """ValueError when it is none."""
        if not isinstance(said, dict):
            raise TypeError("provided filter is not an object")
        lists = {k: v for k, v in said.items() if k in ("ids", "authors", "kinds") or k.startswith("#")}
        if not all(isinstance(v, list) for v in lists.values()):
            raise ValueError("provided filter is invalid")
        limit = said.get("limit")
        return cls(
            lists,
            float(said.get("since", float("-inf"))),
            float(said.get("until", float("inf"))),
            limit if isinstance(limit, int) else None,
        )

    def matches(self, event: NostrEvent) -> bool:
        """Whether it is asked for: tags exactly as they are written."""
        if not self.since <= event.created_at <= self.until:
            return False
        return all(self._has(event, key, values) for key, values in self.wanted.items())

    def _has(self, event: NostrEvent, key: str, values: Sequence[object]) -> bool:
        match key:
            case "ids":
                return event.id in values
            case "authors":
                return event.pubkey in values
            case "kinds":
                return event.kind in values
            case _:
                return any(len(tag) > 1 and tag[0] == key[1:] and tag[1] in values for tag in event.tags)
