"""The rows of the journal: one for each thing heard, as it was heard."""

from datetime import datetime
from enum import IntEnum

import msgspec

from hashtui.archive.codec import Figures, Packed, encode, moment, shortened, stamp
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap, Sighting
from hashtui.post.tag import Tag


class Kind(IntEnum):
    """What was heard."""

    SIGHTING = 0
    DELETION = 1
    BOOST = 2
    TALLY = 3
    GAP = 4


class Seen(msgspec.Struct, array_like=True):
    """A sighting."""

    source: int = 0
    state: int = 0
    person: int = 0
    portrait: int = 0
    figures: tuple[int | None, ...] = ()
    """Of the author."""
    local_id: str | int | None = None
    counts: tuple[int | None, ...] = ()
    asked: list[int] = []
    held: bool = False
    key: str | None = None
    """Of the copy, where that is not the post's own."""
    lag: int | None = None
    """By how much later it was heard than it is due."""

    def packed(self) -> Packed:
        """As it is written down."""
        packed: Packed = [
            self.source, self.state, self.person, self.portrait, self.figures, self.local_id, self.counts, self.asked
        ]  # fmt: skip
        if self.held or self.key is not None or self.lag is not None:
            packed += (self.held, self.key, self.lag)
        return packed


class Remark(msgspec.Struct, array_like=True):
    """A deletion, a tally or a boost."""

    source: int = 0
    counts: tuple[int | None, ...] = ()
    key: str | None = None
    """Of the copy, where that is not the post's own."""
    person: int = 0
    """Who passed it on."""


class _Gap(msgspec.Struct, array_like=True):
    source: str
    since: int
    until: int
    reason: str = ""
    filled_at: int | None = None
    found: int | None = None
    found_at: int | None = None
    tags: list[str] = []


_SEEN = msgspec.msgpack.Decoder(Seen)
_SAID = msgspec.msgpack.Decoder(Remark)
_GAP = msgspec.msgpack.Decoder(_Gap)
unpack_seen = _SEEN.decode
unpack_said = _SAID.decode


def due_of(sighting: Sighting) -> datetime:
    """When a replay tells it: when it was written or edited, if it was there before anybody looked; else when it
    was heard."""
    if not sighting.held:
        return sighting.received_at
    return min(sighting.post.edited_at or sighting.post.created_at, sighting.received_at)


def pack_said(source: int, counts: Figures = (), key: str | None = None, *, by: tuple[int, ...] = ()) -> bytes:
    """A deletion, a tally or a boost as it is written down."""
    return encode(shortened([source, counts, key, *by]))


def pack_gap(gap: Gap) -> bytes:
    """A hole as it is written down."""
    filled = None if gap.filled_at is None else stamp(gap.filled_at)
    found_at = None if gap.found_at is None else stamp(gap.found_at)
    tags = sorted(str(tag.told) for tag in gap.tags)
    times = [stamp(gap.since), stamp(gap.until)]
    return encode(shortened([gap.source, *times, gap.reason, filled, gap.found, found_at, tags]))


def unpack_gap(packed: bytes) -> Gap:
    """The hole. ValueError when it makes no sense."""
    gap = _GAP.decode(packed)
    return Gap(
        source=clean_line(gap.source),
        since=moment(gap.since),
        until=moment(gap.until),
        reason=clean_line(gap.reason),
        filled_at=None if gap.filled_at is None else moment(gap.filled_at),
        found=gap.found,
        found_at=None if gap.found_at is None else moment(gap.found_at),
        tags=frozenset(map(Tag.of, gap.tags)),
    )


def gap_due(gap: Gap) -> datetime:
    """When a replay tells it."""
    return gap.filled_at or gap.found_at or gap.until
