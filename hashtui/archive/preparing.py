"""A file made ready to be written: private, whole, of the newest schema. A damaged one is saved into a new one."""

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

from hashtui.archive.connection import Connection, to_write
from hashtui.archive.pages import PAGE
from hashtui.archive.recovery import move_aside, recover
from hashtui.archive.schema import migrate
from hashtui.archive.trouble import is_damage, malformed
from hashtui.archive.wholeness import has_all, is_whole
from hashtui.config.writing import PRIVATE

CHECKED_AT_ONCE = 24 << 20
"""Octets of a file that is looked through before it is used; a larger one is while it is used."""
SAVED_AT_ONCE = 4 << 20
"""Octets of a damaged file of which what can be read is saved before anything else; of a larger one meanwhile."""


def prepare(
    place: Path, now: datetime, tell: Callable[[str], None], *, in_haste: bool = False, saves: bool = True
) -> Connection:
    """The connection that writes; `tell` takes what a person should know, when what can be read was saved.

    ArchiveError when it is no archive of ours or a newer one; sqlite3.Error, OSError when it cannot be written. A
    damaged file is an error too unless it `saves` what can be read, and `in_haste` when that would take long.
    """
    saved = _saved(place)
    if saved.exists() and not place.exists():
        saved.replace(place)  # somebody pulled the plug when everything was saved and only the name was missing
    make_private(place)
    try:
        if _is_cut(place):
            raise malformed()
        return _whole(place)
    except sqlite3.Error as error:
        if not saves or not is_damage(error) or (in_haste and place.stat().st_size > SAVED_AT_ONCE):
            raise
    return save(place, now, tell)


def save(place: Path, now: datetime, tell: Callable[[str], None]) -> Connection:
    """Save what can be read of the damaged file into a new one, which takes its place; the connection that writes it.

    sqlite3.Error, OSError when there is no room for a new one: all is then as it was.
    """
    saved = _saved(place)
    for leftover in (saved, *(saved.with_name(f"{saved.name}{end}") for end in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
    make_private(saved)
    connection = _whole(saved)
    try:
        posts = recover(place, connection.plain)
        connection.plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    aside = move_aside(place, now)
    saved.replace(place)
    tell(f"{place} was damaged: it is now {aside.name}, and what can be read of it, {posts} posts, is in a new one")
    return _whole(place)


def _saved(place: Path) -> Path:
    """Where what is saved stands until all of it is there."""
    return place.with_name(f"{place.stem}.saving{place.suffix}")


def _whole(place: Path) -> Connection:
    """sqlite3.DatabaseError of damage when it is not."""
    connection = to_write(place)
    with ExitStack() as undoing:
        undoing.callback(connection.close)
        quickly = place.stat().st_size > CHECKED_AT_ONCE
        if not (has_all if quickly else is_whole)(connection.plain):
            raise malformed()
        migrate(connection.plain, str(place))
        undoing.pop_all()
    return connection


def _is_cut(place: Path) -> bool:
    """Its last page ends too soon: SQLite takes what is missing for zeros."""
    waits = False
    with suppress(FileNotFoundError):
        waits = place.with_name(f"{place.name}-wal").stat().st_size > 0
    return not waits and place.stat().st_size % PAGE > 0


def make_private(place: Path) -> None:
    """The file, for its owner only, whatever the umask is. OSError, of a link too.

    One that exists is not opened: to close it would let go of all locks that SQLite holds on it for this process, and
    another one that ends would then take the log away from under it (sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE))
    except FileExistsError:
        found = place.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(place)) from None
        if stat.S_IMODE(found.st_mode) != PRIVATE:
            place.chmod(PRIVATE)
