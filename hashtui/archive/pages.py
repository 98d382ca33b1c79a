"""What stands on the pages of a SQLite file, read page by page: it needs neither its header nor its trees to be whole.

The layout is that of sqlite.org/fileformat2.html. What is on no page of a tree any more is not read: it was deleted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

Value = int | float | str | bytes | None
Numbers = tuple[int, ...]

PAGE = 4096
"""Octets of a page where the header does not say."""
_HEADER = 100
_WAL_HEADER, _FRAME_HEADER = 32, 24
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)
"""Octets of an integer, by its serial type."""
_LARGEST = 64 << 20
"""Octets of a row; more than that nobody wrote."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row, as it stands on its page."""

    rowid: int | None
    """None in tables that are an index themselves."""
    values: tuple[Value, ...]


class Pages:
    """The pages of the file, those of its write-ahead log before those of the file itself."""

    def __init__(self, file: Path) -> None:
        """OSError when it cannot be read."""
        self._file = file.open("rb")
        head = _read(self._file, 0, _HEADER)
        size = int.from_bytes(head[16:18], "big")
        self.size = 65_536 if size == 1 else size if size >= 512 and size & (size - 1) == 0 else PAGE
        reserved = head[20] if len(head) == _HEADER and head[:6] == b"SQLite" and head[20] < 64 else 0
        self._usable = self.size - reserved
        self._log = _log_of(file)  # held: whoever used it last may take its name away meanwhile
        self._newer = _committed(self._log, self.size)
        self.count = max(file.stat().st_size // self.size, *self._newer, 0)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        self._log.close()

    def records(self) -> Iterator[Record]:
        """Every row that can be read, in the order of the pages."""
        for number in range(1, self.count + 1):
            if not self._maps(number):
                yield from self._on(number)

    def _maps(self, number: int) -> bool:
        """It says which page belongs to which; nothing else stands there."""
        return (number - 2) % (self._usable // 5 + 1) == 0

    def _page(self, number: int) -> bytes:
        """Its octets; too few when the disk does not give them back."""
        at = self._newer.get(number)
        page = b"" if at is None else _read(self._log, at, self.size)
        return page if len(page) == self.size else _read(self._file, (number - 1) * self.size, self.size)

    def _on(self, number: int) -> Iterator[Record]:
        page = self._page(number)
        start = _HEADER if number == 1 else 0
        kind = page[start] if len(page) == self.size else 0
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            return
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + (12 if kind == _INDEX_INTERIOR else 8)
        for at in range(first, min(first + 2 * cells, self.size - 1), 2):
            try:
                yield self._record(page, int.from_bytes(page[at : at + 2], "big"), kind)
            except (IndexError, ValueError):
                continue

    def _record(self, page: bytes, at: int, kind: int) -> Record:
        """The row of one cell. IndexError or ValueError when it makes no sense."""
        if kind == _INDEX_INTERIOR:
            at += 4
        length, at = _varint(page, at)
        rowid: int | None = None
        if kind == _TABLE_LEAF:
            rowid, at = _varint(page, at)
            most = self._usable - 35
        else:
            most = (self._usable - 12) * 64 // 255 - 23
        return Record(rowid, _values(self._payload(page, at, length, most)))

    def _payload(self, page: bytes, at: int, length: int, most: int) -> bytes:
        if not 0 < length <= _LARGEST:
            raise ValueError("no row is so long")
        if length <= most:
            return _exactly(page[at : at + length], length)
        least = (self._usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self._usable - 4)
        here = here if here <= most else least
        parts, left = [_exactly(page[at : at + here], here)], length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        while left > 0:
            if not 0 < following <= self.count or len(parts) > _LARGEST // self._usable:
                raise ValueError("the rest of the row is nowhere")
            more = self._page(following)
            some = min(left, self._usable - 4)
            parts.append(_exactly(more[4 : 4 + some], some))
            left -= some
            following = int.from_bytes(more[:4], "big")
        return b"".join(parts)


def _log_of(file: Path) -> BinaryIO:
    """The write-ahead log; an empty one where there is none."""
    try:
        return file.with_name(f"{file.name}-wal").open("rb")
    except OSError:
        return BytesIO()


def _read(file: BinaryIO, at: int, many: int) -> bytes:
    try:
        file.seek(at)
        return file.read(many)
    except OSError:
        return b""


def _committed(log: BinaryIO, size: int) -> dict[int, int]:
    """Where in the write-ahead log the newest state of a page stands."""
    found: dict[int, int] = {}
    waiting: dict[int, int] = {}
    head = _read(log, 0, _WAL_HEADER)
    if len(head) < _WAL_HEADER or int.from_bytes(head[8:12], "big") != size:
        return {}
    at = _WAL_HEADER
    while len(frame := _read(log, at, _FRAME_HEADER)) == _FRAME_HEADER and frame[8:16] == head[16:24]:
        waiting[int.from_bytes(frame[:4], "big")] = at + _FRAME_HEADER
        at += _FRAME_HEADER + size
        if any(frame[4:8]):  # the last of a transaction
            found |= waiting
            waiting = {}
    return found


def _exactly(octets: bytes, length: int) -> bytes:
    if len(octets) != length:
        raise ValueError("the page ends too soon")
    return octets


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine octets, and where it ends."""
    number = 0
    for place in range(at, at + 8):
        octet = page[place]
        number = number << 7 | octet & 0x7F
        if octet < 0x80:
            return number, place + 1
    number = number << 8 | page[at + 8]
    return number - (1 << 64) if number >= 1 << 63 else number, at + 9


def _values(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise ValueError("the row is cut off")
    values: list[Value] = []
    place = end
    while at < end:
        kind, at = _varint(payload, at)
        value, place = _value(payload, place, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    """One value of that serial type, and where it ends."""
    if kind >= 12:
        end = at + (kind - 12) // 2
        octets = _exactly(payload[at:end], end - at)
        return octets if kind % 2 == 0 else octets.decode("utf-8"), end
    if kind in (8, 9):
        return kind - 8, at
    if kind == 7 or kind > 9:
        raise ValueError("no value of ours")
    end = at + _WIDTHS[kind]
    return int.from_bytes(_exactly(payload[at:end], end - at), "big", signed=True) if kind else None, end
