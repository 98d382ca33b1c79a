"""A file followed by its name: what is appended to it, and what takes its place."""

import hashlib
import os
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum, auto

from hashtui.sources.lines.cutter import Cutter
from hashtui.sources.lines.place import Opened, is_at

CHUNK = 256 * 1024
"""Octets read in one go."""
MARK = 64
"""Octets before the place of reading by which a file is known to be what it was."""

PRINTED = 4096
"""Octets at its beginning and before a place by which it is known again after a restart."""


class Fate(Enum):
    """What became of the file since it was looked at last."""

    SAME = auto()
    REWRITTEN = auto()
    """It was cut, or written anew in its place."""
    REPLACED = auto()
    """Its name is another file's."""
    GONE = auto()
    """Its name is nobody's."""


class GrowingFile:
    """An open file, read to where it ends now. It stays readable when its name is taken from it."""

    def __init__(self, path: str, opened: Opened) -> None:
        self._path = path
        self._opened = opened
        self._position = 0
        self._before = b""
        self._looked = (0, 0)
        self.cutter = Cutter()
        """Where what is read goes."""

    def read(self) -> bool:
        """Read some of what is there; whether there was any. OSError when it cannot be read any more."""
        found = os.pread(self._opened.descriptor, CHUNK, self._position)
        self._position += len(found)
        self._before = (self._before + found[-MARK:])[-MARK:]
        self.cutter.feed(found)
        return bool(found)

    def again(self, start: int, length: int) -> bytes:
        """A stretch of it, once more."""
        with suppress(OSError):
            return os.pread(self._opened.descriptor, length, start)
        return b""

    @property
    def size(self) -> int:
        """How long it is now."""
        return os.fstat(self._opened.descriptor).st_size

    @property
    def inode(self) -> int:
        """What tells it from other files there, whatever their names."""
        return os.fstat(self._opened.descriptor).st_ino

    def prints(self, position: int) -> tuple[str, str]:
        """What stands at its beginning and before that place, in few digits."""
        length = min(PRINTED, position)
        return _print(self.again(0, length)), _print(self.again(position - length, length))

    @property
    def changed_at(self) -> datetime:
        """When it was written to last."""
        return datetime.fromtimestamp(os.fstat(self._opened.descriptor).st_mtime, UTC)

    def fate(self) -> Fate:
        """What became of it."""
        ours = os.fstat(self._opened.descriptor)
        looked = (ours.st_size, ours.st_mtime_ns)
        if looked != self._looked:
            self._looked = looked
            if not self._is_what_it_was():
                return Fate.REWRITTEN
        is_there = is_at(self._path, self._opened.descriptor)
        if is_there is None:
            return Fate.GONE
        return Fate.SAME if is_there else Fate.REPLACED

    def rewind(self) -> None:
        """Read it from its beginning."""
        self.skip(0, Cutter())

    def skip(self, position: int, cutter: Cutter) -> None:
        """Read on from there; what stands before it was fed to this cutter."""
        start = max(0, position - MARK)
        self._position, self._before, self.cutter = position, self.again(start, position - start), cutter

    def _is_what_it_was(self) -> bool:
        start = self._position - len(self._before)
        return self.again(start, len(self._before)) == self._before


def _print(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()[:16]
