"""A Nostr event as it came, and whether it is what it claims to be (NIP-01)."""

import json
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from hashtui.sources.nostr.signature import holds

NOTE, PROFILE, DELETION, REPOST, REACTION, GENERIC_REPOST = 1, 0, 5, 6, 7, 16
PICTURE, COMMENT, ARTICLE = 20, 1111, 30023

ROWS_READ = 500
"""Tags of one event that are looked at."""


class Event(msgspec.Struct, frozen=True):
    """One signed event. Until `is_genuine` said so it may be anybody's invention."""

    id: str
    pubkey: str
    created_at: int
    """Seconds since 1970, as its author says: it may be wrong or far in the future."""
    kind: int
    tags: list[list[str]]
    content: str
    sig: str

    def rows(self, name: str) -> Iterator[list[str]]:
        """The tags of that name that have a value."""
        return (row for row in self.tags[:ROWS_READ] if len(row) > 1 and row[0] == name)

    def value(self, name: str) -> str | None:
        """The value of the first tag of that name."""
        return next((row[1] for row in self.rows(name)), None)

    def values(self, name: str) -> list[str]:
        """The values of all tags of that name."""
        return [row[1] for row in self.rows(name)]

    @property
    def address(self) -> str | None:
        """What an addressable event (NIP-01, kinds 30000 to 39999) is called in all its versions; else None."""
        if not 30_000 <= self.kind < 40_000:
            return None
        return f"{self.kind}:{self.pubkey}:{self.value('d') or ''}"


def has_its_shape(event: Event) -> bool:
    """Whether its id, key and signature are hexadecimal numbers of the right length, in lower case."""
    return is_hex(event.id, 64) and is_hex(event.pubkey, 64) and is_hex(event.sig, 128)


def is_genuine(event: Event) -> bool:
    """Whether its id is that of its contents and its signature is its author's. Takes about a millisecond."""
    if not has_its_shape(event) or own_id(event) != event.id:
        return False
    return holds(bytes.fromhex(event.id), bytes.fromhex(event.pubkey), bytes.fromhex(event.sig))


def own_id(event: Event) -> str:
    """The id that belongs to its contents: SHA-256 of their compact JSON."""
    parts = [0, event.pubkey, event.created_at, event.kind, event.tags, event.content]
    document = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def is_hex(text: str, length: int) -> bool:
    """Whether this is a number of that many hexadecimal digits, in lower case."""
    return len(text) == length and not text.strip("0123456789abcdef")
