"""What SQLite says, in words a person can do something with."""

import sqlite3

from hashtui.errors import ArchiveError

_NO_ROOM = {sqlite3.SQLITE_FULL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def code_of(error: sqlite3.Error) -> int:
    """The primary code of what went wrong; 0 when there is none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """The file is not what it should be."""
    return code_of(error) in _DAMAGED


def is_want_of_room(error: sqlite3.Error) -> bool:
    """There is no room for it, or the disk does not take it for another reason: it may later."""
    return code_of(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def no_room(error: sqlite3.Error) -> str:
    """The same as one clause."""
    return "no room on the disk" if code_of(error) == sqlite3.SQLITE_FULL else "the disk takes nothing"


def is_patience(error: sqlite3.Error) -> bool:
    """Another process was in the way for longer than one waits."""
    return code_of(error) in _BUSY


def plainly(error: sqlite3.Error) -> str:
    """What SQLite says, as one clause."""
    return str(error) or type(error).__name__


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
