"""What SQLite says, in words a person can do something with."""

import errno
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hashtui.archive.kept import Condition
from hashtui.errors import ArchiveError

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH}
"""The last two: what is told again and again has its number, so an index or a sequence is not what it should be."""
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_FORBIDDEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_CANTOPEN}
_UNREADABLE = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO}
Undecodable = UnicodeDecodeError
"""Python raises it where SQLite's own words quote octets of a damaged file."""
_LACKS = ("no such table", "no such column", "no such index", "vtable constructor", "table ", "SQL logic error")
"""What SQLite's words begin with when our statements do not fit the file: `table posts has 9 columns but …`."""

LITTLE = 1 << 20
"""Octets that must be free at least for SQLite to begin anything."""

MAKE_ROOM = "make room and they are written"
MAKE_WRITABLE = "make it and its folder writable again, and they are written"
BEGIN_ANEW = "move it away and a new one is begun"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing can be written, and since when. It is tried again every second."""

    condition: Condition
    """FULL: everything waits for better times; BROKEN: there may be none."""
    why: str
    """One clause: `no room on the disk`."""
    help: str
    """What a person can do, as a clause; empty where `why` says it."""
    since: datetime


def code_of(error: sqlite3.Error) -> int:
    """The primary code of what went wrong; 0 when there is none."""
    return _code(error) & 0xFF


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0)


def malformed() -> sqlite3.DatabaseError:
    """What SQLite says of a damaged file."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_damage(error: sqlite3.Error) -> bool:
    """The file is not what it should be."""
    code = code_of(error)
    if code == 0:
        return str(error).startswith("Could not decode")  # what should be text is none
    return code in _DAMAGED or (code == sqlite3.SQLITE_ERROR and str(error).startswith(_LACKS))


def is_unreadable(error: sqlite3.Error) -> bool:
    """The disk does not give back what was written there."""
    return _code(error) in _UNREADABLE


def is_want_of_room(error: sqlite3.Error) -> bool:
    """There is no room for it, or the disk does not take it for another reason: it may later."""
    return code_of(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def is_patience(error: sqlite3.Error) -> bool:
    """Another process was in the way for longer than one waits."""
    return code_of(error) in _BUSY


def plainly(error: sqlite3.Error) -> str:
    """What SQLite says, as one clause."""
    return str(error) or type(error).__name__


def trouble_of(error: sqlite3.Error | OSError, since: datetime) -> Trouble:
    """What it means to one who writes."""
    if isinstance(error, OSError):
        said = error.strerror or str(error)
        if error.errno in _NO_ROOM:
            return Trouble(Condition.FULL, f"the disk takes nothing ({said})", MAKE_ROOM, since)
        return Trouble(Condition.BROKEN, f"it cannot be written ({said})", MAKE_WRITABLE, since)
    if code_of(error) == sqlite3.SQLITE_FULL:
        return no_room(since)
    if is_want_of_room(error):
        return Trouble(Condition.FULL, f"the disk takes nothing ({plainly(error)})", MAKE_ROOM, since)
    remedy = MAKE_WRITABLE if code_of(error) in _FORBIDDEN else BEGIN_ANEW
    return Trouble(Condition.BROKEN, f"it cannot be written ({plainly(error)})", remedy, since)


def no_room(since: datetime) -> Trouble:
    """The disk is full."""
    return Trouble(Condition.FULL, "no room on the disk", MAKE_ROOM, since)


def free_at(place: Path) -> int:
    """Octets that are free on the disk of that file."""
    try:
        return shutil.disk_usage(place.parent).free
    except OSError:
        return 0


def writing_failed(name: str, error: sqlite3.Error) -> ArchiveError:
    """Why the archive cannot be written."""
    if is_want_of_room(error):
        return ArchiveError(f"{name} cannot be written: there is no room on the disk")
    if is_damage(error) or is_patience(error):
        return reading_failed(name, error)
    return ArchiveError(f"{name} cannot be written ({error})")


def reading_failed(name: str, error: sqlite3.Error) -> ArchiveError:
    """Why the archive cannot be read."""
    if is_damage(error):
        return ArchiveError(f"{name} is damaged: a hashtui that may write it moves it aside and saves what can be read")
    if is_patience(error):
        return ArchiveError(f"{name} is being tidied up by another hashtui: try again in a moment")
    return ArchiveError(f"{name} cannot be read ({error})")
