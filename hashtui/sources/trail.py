"""How far a source has come, told now and then so that it may be kept, and how far it had come before a restart."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Generic, TypeVar

import msgspec

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.sighting import Cursor
from hashtui.post.tag import Tag
from hashtui.sources.source import Means

APART = 1.0
"""Seconds between two cursors of one name."""
APART_AT_REST = 60.0
"""The same while nothing is told that is to be kept: each cursor is a write to the disk."""
LONGEST = 64 * 1024
"""Characters of a cursor."""
SKEW = timedelta(minutes=5)
"""So far ahead of ours another's clock may be."""
_EARLIEST = datetime(2006, 1, 1, tzinfo=UTC)

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time in a place: aware, or it is no place."""
P = TypeVar("P", bound=msgspec.Struct)


class Trail(Generic[P]):
    """The places of one kind that one source has come to, by name. What else stands under a name is no place."""

    def __init__(self, source: CleanLine, means: Means, kind: type[P]) -> None:
        self._source = source
        self._clock: Clock = means.clock
        self._resume = means.resume
        self._read = msgspec.json.Decoder(kind).decode
        self._told: dict[str, tuple[P, float]] = {}

    def before(self, name: str) -> P | None:
        """Where it had come to when that was kept last; None when it was not, or makes no sense."""
        cursor = self._resume(self._source, name)
        if cursor is None or len(cursor.value) > LONGEST:
            return None
        try:
            return self._read(cursor.value.encode("utf-8", "surrogatepass"))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def reach(self, name: str, place: P, *, at_rest: bool = False) -> Iterator[Cursor]:
        """It has come to this place, and all before it was taken: the cursor, if that is news and not too soon.

        `at_rest`: nothing was told since the last cursor.
        """
        told, at = self._told.get(name, (None, float("-inf")))
        now = self._clock.monotonic()
        if place == told or now - at < (APART_AT_REST if at_rest else APART):
            return
        value = clean_line(json.dumps(msgspec.to_builtins(place), separators=(",", ":")))
        if len(value) > LONGEST:
            return
        self._told[name] = place, now
        yield Cursor(self._source, clean_line(name), value, self._clock.now())


def of_tag(tag: Tag) -> str:
    """The name of a place in what has this tag."""
    return f"tag {tag.name}"


def is_past(moment: datetime, now: datetime) -> bool:
    """Whether a source may have been there then: what a file edited by hand says may be anything."""
    return _EARLIEST <= moment <= now + SKEW
