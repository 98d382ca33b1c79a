"""Opens the archive: makes it if there is none, brings it to the newest schema, finds out who writes it."""

import os
import sqlite3
from pathlib import Path
from threading import Event

from hashtui.archive import connection as connections
from hashtui.archive.archive import Archive
from hashtui.archive.connection import file_at
from hashtui.archive.hold import Hold
from hashtui.archive.kept import Keep
from hashtui.archive.preparing import CHECKED_AT_ONCE, make_private, prepare
from hashtui.archive.queue import Queue
from hashtui.archive.schema import STEPS, check_schema, migrate
from hashtui.archive.tenure import File, Tenure
from hashtui.archive.trouble import (
    LITTLE,
    free_at,
    is_damage,
    is_patience,
    is_want_of_room,
    plainly,
    reading_failed,
    writing_failed,
)
from hashtui.archive.writing import Writing
from hashtui.clock import Clock
from hashtui.config.writing import private_folder
from hashtui.errors import ArchiveError

FOREVER = Keep()
RESERVE = 200 << 20
"""Octets that should be free on the disk of an archive."""
GIVING_WAY = 5.0
"""Seconds that another process is given to let go."""
LOOKS = 100
IN_MEMORY = Keep(octets=256 << 20)


def open_archive(
    place: Path,
    *,
    clock: Clock,
    command: str,
    keep: Keep = FOREVER,
    write: bool = True,
    gives_way: bool = False,
    insists: bool = False,
) -> Archive:
    """The archive in that file. `command` is how the program was called, for others who want to write.

    Where nothing can be written, it stands in memory, or what is there is read; with `write` false it is only read.
    One that `insists` on writing waits a few seconds for another that writes, if that one `gives_way`, and then reads.
    ArchiveError when a newer hashtui wrote it, or another program, or it cannot be read.
    """
    place = Path(os.path.realpath(place))
    file = File(place, Hold(place), command, gives_way)
    if not write:
        return _only_read(file, clock)
    try:
        _make_folder(place.parent)
        is_ours = file.hold.take(command, clock.now()) or (insists and _was_let_in(file, clock))
    except OSError as error:
        return _unwritable(place, clock, error.strerror or str(error))
    if not is_ours:
        _check_readable(place, is_held=True)
        queue = Queue()
        tenure = Tenure(clock, connection=None, file=file)
        tenure.is_elsewhere = True
        writing = Writing(queue, clock, keep, tenure)
        return Archive(queue, clock, writing=writing, place=place, file=file)
    try:
        return _writable(file, clock, keep)
    except sqlite3.Error as error:
        file.hold.let_go()
        return _unwritable(place, clock, plainly(error))
    except OSError as error:
        file.hold.let_go()
        return _unwritable(place, clock, error.strerror or str(error))
    except ArchiveError:
        file.hold.let_go()
        raise


def _writable(file: File, clock: Clock, keep: Keep) -> Archive:
    """The archive of the file that is ours to write; on a full disk, or a locked one, it begins when that is over."""
    place, queue, said = file.place, Queue(), list[str]()
    connection: connections.Connection | None = None
    trouble: sqlite3.Error | None = None
    try:
        connection = prepare(place, clock.now(), said.append, in_haste=True)
    except sqlite3.Error as error:
        waits = is_want_of_room(error) or is_patience(error) or free_at(place) < LITTLE
        if not (waits or is_damage(error)):
            raise
        trouble = error if waits else None
    free = free_at(place)
    if connection is not None and free < RESERVE:
        said.append(f"only {free >> 20} MB are free on the disk of {place.parent}")
    tenure = Tenure(clock, connection=connection, file=file)
    if trouble is not None:
        tenure.note(trouble)
    writing = Writing(queue, clock, keep, tenure)
    is_doubtful = connection is not None and _is_to_be_checked(connection, place)  # before the thread has it
    archive = Archive(queue, clock, writing=writing, place=place, file=file, said=tuple(said))
    if is_doubtful:
        archive.look_through()
    return archive


def in_memory(clock: Clock, *, said: tuple[str, ...] = ()) -> Archive:
    """An archive that lasts as long as the session, and touches no disk."""
    connection, queue = connections.in_memory(), Queue()
    try:
        migrate(connection.plain, "the archive")
    except sqlite3.Error as error:
        raise ArchiveError(f"the SQLite of this Python cannot keep an archive ({plainly(error)})") from error
    writing = Writing(queue, clock, IN_MEMORY, Tenure(clock, connection=connection, file=None))
    return Archive(queue, clock, writing=writing, place=None, said=said)


def _was_let_in(file: File, clock: Clock) -> bool:
    """Ask whoever writes to let go; whether they did. OSError."""
    try:
        for _ in range(LOOKS):
            file.hold.want()  # somebody may have looked just then
            pause(GIVING_WAY / LOOKS)
            if file.hold.take(file.command, clock.now()):
                return True
        return False
    finally:
        file.hold.want_no_more()


def pause(seconds: float) -> None:
    """Let another process go on meanwhile."""
    Event().wait(seconds)


def _make_folder(folder: Path) -> None:
    """For its owner only, whatever the umask is; one that exists stays as it is."""
    if file_at(folder) is None:
        private_folder(folder)
        folder.chmod(0o700)


def _only_read(file: File, clock: Clock) -> Archive:
    if file_at(file.place) is None:
        return in_memory(clock, said=(f"there is no archive yet: {file.place}",))
    _check_readable(file.place, is_held=file.hold.holder() is not None)
    return Archive(Queue(), clock, writing=None, place=file.place, file=file)


def _unwritable(place: Path, clock: Clock, why: str) -> Archive:
    """What there is can be read all the same."""
    said = f"{place} cannot be written ({why}): what is heard now lasts as long as the session"
    if file_at(place) is None:
        return in_memory(clock, said=(said,))
    _check_readable(place)
    return Archive(Queue(), clock, writing=None, place=place, said=(said,))


def _check_readable(place: Path, *, is_held: bool = False) -> None:
    """ArchiveError when it is not. One that another process is just beginning is begun here as well."""
    if is_held and file_at(place) is None:
        _migrate(place)
    try:
        connection = connections.to_read(place)
    except sqlite3.Error as error:
        raise reading_failed(str(place), error) from error
    try:
        number = check_schema(connection.plain, str(place))
    except sqlite3.Error as error:
        raise reading_failed(str(place), error) from error
    finally:
        connection.close()
    if 0 < number < len(STEPS) and is_held:
        raise ArchiveError(f"{place} is being written by an older hashtui: end that one first, or use it")
    if number < len(STEPS):
        _migrate(place)


def _migrate(place: Path) -> None:
    """An older file is brought up to date before it is read."""
    try:
        make_private(place)
        connection = connections.to_write(place)
    except sqlite3.Error as error:
        raise writing_failed(str(place), error) from error
    except OSError as error:
        raise ArchiveError(f"{place} cannot be written ({error.strerror or error})") from error
    try:
        migrate(connection.plain, str(place))
    except sqlite3.Error as error:
        raise writing_failed(str(place), error) from error
    finally:
        connection.close()


def _is_to_be_checked(connection: connections.Connection, place: Path) -> bool:
    """It is too large to be looked through before it is used, and its last writer did not end well."""
    if place.stat().st_size <= CHECKED_AT_ONCE:
        return False
    found = connection.rows("SELECT value FROM notes WHERE name = 'clean'", (), tuple[str])
    return found != [("1",)]
