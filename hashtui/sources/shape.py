"""Typed reading of foreign JSON: what a server sends is read field by field, and only here is it untyped."""

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from hashtui.errors import Malformed

SIZE_LIMIT = 8 * 1024 * 1024
"""Bytes of one document; the wire lets no more through either (reliability.md 4.2)."""
ROWS_LIMIT = 1000
"""Rows read of one list."""

_BIGGEST = 2**63 - 1
_BOM = b"\xef\xbb\xbf"


class Record:
    """A JSON object whose fields are read by type. One that is absent, null or of another type is None."""

    __slots__ = ("_fields",)

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields

    def has(self, name: str) -> bool:
        """Whether the field is there and not null, whatever it is."""
        return self._fields.get(name) is not None

    def text(self, name: str) -> str | None:
        """A string, as it came: it may hold control characters and lone surrogates until it is cleaned."""
        found = self._fields.get(name)
        return found if isinstance(found, str) else None

    def only_text(self, name: str) -> str | None:
        """A string; Malformed when something else stands there."""
        found = self._fields.get(name)
        if found is None or isinstance(found, str):
            return found
        raise Malformed(f"“{name}” is not text")

    def whole(self, name: str) -> int | None:
        """A whole number that fits 64 bits."""
        found = self._fields.get(name)
        if isinstance(found, bool) or not isinstance(found, int):
            return None
        return found if -_BIGGEST <= found <= _BIGGEST else None

    def count(self, name: str) -> int | None:
        """A number of things: whole and not negative, for some servers say -1 for “not known”."""
        found = self.whole(name)
        return found if found is not None and found >= 0 else None

    def number(self, name: str) -> int | None:
        """A number of things that may be written as text, as entities/Tag#history has them."""
        found = self._fields.get(name)
        digits = found if isinstance(found, str) else ""
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else self.count(name)

    def flag(self, name: str) -> bool:
        """True only where it says true."""
        return self._fields.get(name) is True

    def time(self, name: str) -> datetime | None:
        """A time as `read_time` reads it."""
        found = self._fields.get(name)
        return read_time(found) if isinstance(found, str) else None

    def record(self, name: str) -> "Record | None":
        """An object."""
        found = self._fields.get(name)
        return Record(found) if isinstance(found, dict) else None

    def records(self, name: str) -> tuple["Record", ...]:
        """The objects of a list; rows that are none are left out."""
        found = self._fields.get(name)
        return _records(found).rows if isinstance(found, list) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        """The strings of a list; rows that are none are left out."""
        found = self._fields.get(name)
        rows = found[:ROWS_LIMIT] if isinstance(found, list) else ()
        return tuple(row for row in rows if isinstance(row, str))


@dataclass(frozen=True, slots=True)
class Records:
    """The objects of a list, and how many of its rows could not be taken."""

    rows: tuple[Record, ...]
    bad: int = 0


def read_record(document: bytes | str) -> Record:
    """The object this document is. Malformed when it is anything else."""
    found = _decode(document)
    if isinstance(found, dict):
        return Record(found)
    raise Malformed("not a JSON object")


def read_records(document: bytes | str) -> Records:
    """The list of objects this document is: bad rows are counted. Malformed when it is no list."""
    found = _decode(document)
    if isinstance(found, list):
        return _records(found)
    raise Malformed("not a JSON list")


def read_complaint(document: bytes | str) -> str | None:
    """What a server's `{"error": …}` says; None when the document is anything else. Not cleaned yet."""
    try:
        record = read_record(document)
    except Malformed:
        return None
    return record.text("error_description") or record.text("error")


def _records(rows: list[Any]) -> Records:
    good = tuple(Record(row) for row in rows[:ROWS_LIMIT] if isinstance(row, dict))
    return Records(good, len(rows) - len(good))


def _decode(document: bytes | str) -> Any:
    raw = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    if len(raw) > SIZE_LIMIT:
        raise Malformed(f"more than {SIZE_LIMIT // 2**20} MiB of JSON")
    raw = raw.removeprefix(_BOM)
    try:
        return msgspec.json.decode(raw)
    except RecursionError as error:
        raise Malformed("JSON nested too deeply") from error
    except (msgspec.MsgspecError, ValueError):
        return _decode_leniently(raw)


def _decode_leniently(raw: bytes) -> Any:
    """What msgspec refuses whole though one field of it is bad: lone surrogates, NaN, huge numbers."""
    try:
        text = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    try:
        return json.loads(text, strict=False, parse_int=_small_int)
    except RecursionError as error:
        raise Malformed("JSON nested too deeply") from error
    except ValueError as error:
        raise Malformed("not JSON") from error


def _small_int(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else math.inf


# RFC 3339, and what is sent instead: a space for the T, no seconds, any number of decimals, no zone, +0000,
# a bare date.
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?\s?(?:([Zz])|([+-])(\d\d):?(\d\d)?)?)?",
    re.ASCII,
)
_EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
_LATEST = datetime(9998, 12, 31, tzinfo=UTC)


def read_time(text: str) -> datetime | None:
    """The moment this says, as aware UTC; None when it says none. Without a zone it is taken as UTC.

    A leap second is the second before it. What some time zone could not show is moved to where all can.
    """
    if len(text) > 64 or (found := _TIME.fullmatch(text.strip())) is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    decimals, _, sign, off_hours, off_minutes = found.groups()[6:]
    micro = int((decimals or "").ljust(6, "0")[:6])
    try:
        there = datetime(year, month, day, hour, minute, min(second, 59), micro, tzinfo=UTC)
        if second > 60 or int(off_hours or 0) > 23 or int(off_minutes or 0) > 59:
            return None
        east = timedelta(hours=int(off_hours or 0), minutes=int(off_minutes or 0))
        moment = there + east if sign == "-" else there - east
    except (ValueError, OverflowError):
        return None
    return min(moment, _LATEST) if moment >= _EARLIEST else None
