"""How far one feed was read: its validators, and which entries it showed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec

from hashtui.sources.feed.known import Kept
from hashtui.sources.trail import Moment

_HALF = 8
"""Hex digits by which an entry is known, and as many by which its words are."""


class Reached(msgspec.Struct, frozen=True, tag_field="kind", tag="feed"):
    """What a feed showed last, in an earlier run."""

    etag: str
    modified: str
    every: float
    """Seconds between two questions that it asked for."""
    newest: Moment
    """When the newest of its entries was written."""
    tags: tuple[str, ...]
    """What was followed then, by the names of tags."""
    seen: tuple[str, ...]
    """A mark of each entry, `mark_of`."""

    @property
    def earlier(self) -> "Earlier":
        """The same, to be asked about many entries."""
        return Earlier(
            self.newest, frozenset(self.tags), frozenset(mark[:_HALF] for mark in self.seen), frozenset(self.seen)
        )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier run knew of one feed."""

    newest: datetime
    tags: frozenset[str]
    keys: frozenset[str]
    marks: frozenset[str]

    def knows(self, key: str) -> bool:
        """Whether the entry with this key was shown then."""
        return _digest(key) in self.keys

    def told(self, kept: Kept, *, is_of_tag: bool) -> bool:
        """Whether the entry was told then, and says the same. `is_of_tag`: the feed is one tag's own."""
        wanted = is_of_tag or any(tag.name in self.tags for tag in kept.post.tags)
        return wanted and mark_of(kept) in self.marks


def mark_of(kept: Kept) -> str:
    """What is the same as long as an entry is, and says what it says."""
    return _digest(kept.post.key) + kept.print[:_HALF]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_HALF]
