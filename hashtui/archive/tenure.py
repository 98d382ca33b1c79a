"""The right and the means to write the archive's file: taken, used, lost, and taken again."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hashtui.archive.connection import Connection, file_at, to_read
from hashtui.archive.hold import Hold
from hashtui.archive.preparing import is_whole, prepare, save
from hashtui.archive.trouble import is_damage, is_patience, is_want_of_room, no_room, plainly
from hashtui.clock import Clock
from hashtui.errors import ArchiveError

PREPARING = "it is made ready: what can be read of a damaged one is saved"


@dataclass(frozen=True, slots=True)
class File:
    """The file that is written."""

    place: Path
    hold: Hold
    command: str
    """As the program was called, for others who want to write."""
    gives_way: bool = False
    """It lets go when one wants to write that insists on it."""


class Tenure:
    """Who has it writes by `connection`. Without a `file` the connection stays what it is: it stands in memory."""

    def __init__(self, clock: Clock, *, connection: Connection | None, file: File | None) -> None:
        self._clock = clock
        self._file = file
        self.connection: Connection | None = None
        self.number = 0
        """Another one with every connection."""
        self._lies_there: tuple[int, int] | None = None
        """Which file it is that is written."""
        self.is_elsewhere = False
        """Another process has it."""
        self.full_since: datetime | None = None
        self.trouble = ""
        """What is the matter since then, as one clause."""
        self.busy = ""
        """What is done before anything can be written, as one clause."""
        self.broken = ""
        """Why it cannot be written at all."""
        self.said: list[str] = []
        """What a person should know of what was done."""
        if connection is not None:
            self._use(connection)

    @property
    def is_wanted(self) -> bool:
        """Another process insists on writing, and this one gives way."""
        return self._file is not None and self._file.gives_way and self._file.hold.is_wanted

    @property
    def looks_up(self) -> bool:
        """It must look now and then whether it is wanted."""
        return self._file is not None and self._file.gives_way

    def take(self) -> bool:
        """Become the one who writes, and make the file ready; whether that could be done."""
        file = self._file
        if file is None:
            return False
        try:
            self.is_elsewhere = self.is_wanted or not file.hold.take(file.command, self._clock.now())
            if self.is_elsewhere:
                return False
            self.busy = PREPARING
            self._use(prepare(file.place, self._clock.now(), self.said.append))
        except sqlite3.Error as error:
            self._note(error)
            return False
        except OSError as error:
            self._give_up(error.strerror or str(error))
            return False
        except ArchiveError as error:
            self._give_up(str(error))
            return False
        finally:
            self.busy = ""
        self.full_since, self.broken = None, ""
        return True

    def _use(self, connection: Connection) -> None:
        self.connection = connection
        self.number += 1
        self._lies_there = None if self._file is None else file_at(self._file.place)

    def attend(self) -> None:
        """When somebody moved the file away, or took it out: another is begun."""
        if self._file is not None and file_at(self._file.place) != self._lies_there:
            self._let_go()

    def do(self, act: Callable[[Connection], object]) -> bool:
        """Do it as the only one; whether it could be done. A transaction it began is undone when it could not."""
        connection = self.connection
        if connection is None:
            return False
        try:
            with connection.lock:
                try:
                    act(connection)
                except sqlite3.Error:
                    connection.undo()
                    raise
        except sqlite3.Error as error:
            self._note(error)
            return False
        self.full_since, self.broken = None, ""
        return True

    def _note(self, error: sqlite3.Error) -> None:
        """It failed: say why, and do what can be done."""
        if is_want_of_room(error):
            self.wait_for_room(error)
        elif is_damage(error):
            self._save()
        elif not is_patience(error):
            self._give_up(plainly(error))

    def look_through(self) -> None:
        """Save what can be read, if the file is damaged.

        By a connection of its own: what this one read before may be better than what lies there now.
        """
        if self._file is None:
            return
        try:
            other = to_read(self._file.place)
        except sqlite3.Error as error:
            if is_damage(error):
                self._save()
            return
        damaged = False
        with suppress(sqlite3.Error):
            damaged = not is_whole(other.plain)
        other.close()
        if damaged:
            self._save()

    def _save(self) -> None:
        """The file is damaged: go on with a new one, that has what can be read of it."""
        if self._file is None:
            self._give_up("the archive is damaged")
            return
        self._let_go()
        self.busy = PREPARING
        try:
            self._use(save(self._file.place, self._clock.now(), self.said.append))
        except sqlite3.Error as error:
            if is_want_of_room(error):
                self.wait_for_room(error)
            else:
                self._give_up(plainly(error))
        except OSError as error:
            self._give_up(error.strerror or str(error))
        finally:
            self.busy = ""

    def wait_for_room(self, error: sqlite3.Error) -> None:
        """Nothing can be written for now."""
        self.trouble = no_room(error)
        self.full_since = self.full_since or self._clock.now()

    def _give_up(self, why: str) -> None:
        self.broken = why
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None and self.connection is not None:
            self.connection.close()
            self.connection = None

    def leave(self) -> None:
        """Let others write."""
        if self._file is None:
            return
        self.do(lambda connection: connection.plain.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall())
        self._let_go()
        self._file.hold.let_go()

    def count_aside(self) -> int | None:
        """While another process writes: how many posts there are; None when that cannot be told."""
        if self._file is None:
            return None
        try:
            connection = to_read(self._file.place)
        except sqlite3.Error:
            return None
        try:
            return count_in(connection)
        except sqlite3.Error:
            return None
        finally:
            connection.close()


def count_in(connection: Connection) -> int:
    """How many posts stand. sqlite3.Error."""
    return connection.rows("SELECT count(*) FROM posts WHERE deleted_at IS NULL", (), tuple[int])[0][0]
