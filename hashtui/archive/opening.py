"""Opens the archive: makes it if there is none, brings it to the newest schema, finds out who writes it."""

import os
from pathlib import Path

from hashtui.archive import connection as connections
from hashtui.archive.archive import Archive
from hashtui.archive.hold import Hold
from hashtui.archive.kept import Condition, Keep
from hashtui.archive.schema import migrate
from hashtui.clock import Clock
from hashtui.config.writing import PRIVATE, private_folder

FOREVER = Keep()


def open_archive(place: Path, *, clock: Clock, command: str, keep: Keep = FOREVER, write: bool = True) -> Archive:
    """The archive in that file. `command` is how the program was called, for others who want to write.

    ArchiveError when a newer hashtui wrote it, or another program.
    """
    private_folder(place.parent)
    hold = Hold(place)
    if not write or not hold.take(command, clock.now()):
        connection = connections.to_read(place)
        return Archive(clock, connection=connection, place=place, hold=hold, condition=Condition.READING)
    _make_private(place)
    connection = connections.to_write(place)
    migrate(connection.plain, str(place))
    return Archive(clock, connection=connection, place=place, hold=hold, condition=Condition.WRITING)


def in_memory(clock: Clock) -> Archive:
    """An archive that lasts as long as the session, and touches no disk."""
    connection = connections.in_memory()
    migrate(connection.plain, "the archive")
    return Archive(clock, connection=connection, place=None, hold=None, condition=Condition.IN_MEMORY)


def _make_private(place: Path) -> None:
    """The file, for its owner only, whatever the umask is."""
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE)
    try:
        os.fchmod(descriptor, PRIVATE)
    finally:
        os.close(descriptor)
