"""Where a stream stands, and from where on it is asked for again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from hashtui.sources.shape import read_time

MICROS_FROM = 10**15
"""A cursor below this is a sequence number, from it on microseconds since 1970: docs/README.md of Jetstream, 5.1."""
REWIND = timedelta(seconds=5)
"""How far before the last event the stream is asked for again: times of events are not in order, nor unique."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 4_102_444_800_000_000
"""The year 2100: no event is from after it."""


class Unit(StrEnum):
    """What a cursor counts."""

    MICROS = "micros"
    """Microseconds since 1970: understood, about, by every server."""
    SEQUENCE = "sequence"
    """Events of one server: no other knows it."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a server is asked to go on from."""

    value: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Position:
    """Where one event stands: when the server saw it, and which it was. Servers tell one of them, or both."""

    at: datetime | None = None
    sequence: int | None = None
    server: str = ""
    """Whose sequence it is."""

    def cursor(self, server: str) -> Cursor | None:
        """What to ask this server for, to go on from here; None when it would not understand."""
        if self.at is not None:
            return Cursor(to_micros(self.at - REWIND), Unit.MICROS)
        if self.sequence is not None and self.server == server:
            return Cursor(self.sequence, Unit.SEQUENCE)
        return None


class _Payload(msgspec.Struct, gc=False):
    seq: int | None = None
    time: str | None = None
    witnessed: str | None = msgspec.field(name="witnessedAt", default=None)


class _Stamp(msgspec.Struct, gc=False):
    time_us: int | None = None
    cursor: int | None = None
    seq: int | None = None
    payload: _Payload | None = None


_read = msgspec.json.Decoder(_Stamp).decode


def read_position(frame: bytes, server: str = "") -> Position | None:
    """Where this event stands; None when it does not say, or is no event."""
    try:
        stamp = _read(frame)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if stamp.payload is not None:
        text = stamp.payload.witnessed or stamp.payload.time
        at, sequence = (read_time(text) if text else None), stamp.payload.seq
    else:
        numbers = (stamp.time_us, stamp.cursor, stamp.seq)
        times = [to_moment(n) for n in numbers if n is not None and MICROS_FROM <= n < _LAST]
        sequences = [n for n in numbers if n is not None and 0 < n < MICROS_FROM]
        at, sequence = next(iter(times), None), next(iter(sequences), None)
    if at is None and sequence is None:
        return None
    return Position(at, sequence, server)


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def to_moment(micros: int) -> datetime:
    """The moment so many microseconds after 1970; one that cannot be is moved to the nearest that can."""
    return _EPOCH + timedelta(microseconds=max(0, min(micros, _LAST)))
