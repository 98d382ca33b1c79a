"""The right and the means to write the archive's file: taken, used, lost, and taken again."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from hashtui.archive.connection import Connection, file_at, to_read
from hashtui.archive.hold import Hold
from hashtui.archive.kept import Condition
from hashtui.archive.preparing import prepare, save
from hashtui.archive.rebuilding import rebuild_words
from hashtui.archive.schema import STEPS, check_schema
from hashtui.archive.trouble import (
    BEGIN_ANEW,
    LITTLE,
    Trouble,
    Undecodable,
    code_of,
    free_at,
    is_damage,
    is_patience,
    is_unreadable,
    is_want_of_room,
    malformed,
    no_room,
    plainly,
    trouble_of,
)
from hashtui.archive.wholeness import is_index_whole, is_text, is_whole
from hashtui.clock import Clock
from hashtui.errors import ArchiveError

PREPARING = "it is made ready: what can be read of a damaged one is saved"
LOCKED = "another program has it locked"
MOST_SAVED = 3
"""So often one session saves what can be read of a damaged file: then it is the disk."""
_IN_VAIN = "it is damaged again, after what could be read was saved into a new file"
_ANOTHER_DISK = "the disk may be failing: XDG_DATA_HOME says where it is kept"


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
    """Who has it writes by `connection`. Without a `file` the connection stays what it is: it stands in memory.

    It is in `trouble` from a failure until something was written again: that it could be opened proves nothing.
    """

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
        self.trouble: Trouble | None = None
        """Why nothing can be written now."""
        self.busy = ""
        """What is done before anything can be written, as one clause."""
        self.said: list[str] = []
        """What a person should know of what was done."""
        self.saved = 0
        """How often a new file, with what could be read of it, took a damaged one's place."""
        self._proven = 0
        """The same, up to when something was written last."""
        self._gave_nothing = False
        """The disk did not give back what was written there, when it was asked last."""
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

    @property
    def is_broken(self) -> bool:
        """Nobody knows whether it will be written again."""
        return self.trouble is not None and self.trouble.condition is Condition.BROKEN

    def take(self) -> bool:
        """Become the one who writes, and make the file ready; whether that could be done."""
        file = self._file
        if file is None:
            return False
        try:
            self.is_elsewhere = self.is_wanted or not file.hold.take(file.command, self._clock.now())
            if self.is_elsewhere:
                self.trouble = None
                return False
            self.busy = self.busy or PREPARING
            self._use(prepare(file.place, self._clock.now(), self._note_saved, saves=self._may_save))
        except (sqlite3.Error, OSError) as error:
            self.note(error)
            return False
        except ArchiveError as error:
            self._give_up(str(error), "")
            return False
        finally:
            self.busy = self.busy if self.busy == LOCKED else ""
        return True

    def _use(self, connection: Connection) -> None:
        self.connection = connection
        self.number += 1
        self._lies_there = None if self._file is None else file_at(self._file.place)

    def attend(self) -> None:
        """When somebody moved the file away, or took it out: another is begun."""
        if self._file is not None and self.connection is not None and file_at(self._file.place) != self._lies_there:
            self.said.append(f"{self._file.place} was taken away: a new one is begun")
            self._let_go()

    def do(self, act: Callable[[Connection], object], *, proves: bool = False) -> bool:
        """Do it as the only one; whether it could be done. A transaction it began is undone when it could not.

        It `proves` that all is well when something was written for good by it.
        """
        connection = self.connection
        if connection is None:
            return False
        try:
            with connection.lock:
                try:
                    act(connection)
                except sqlite3.Error:
                    connection.undo()
                    if connection.plain.in_transaction:  # not even that can be done
                        self._let_go()
                    raise
        except Undecodable:
            connection.undo()
            self.note(malformed())
            return False
        except ArchiveError as error:  # a newer hashtui made it its own meanwhile
            connection.undo()
            self._give_up(str(error), "")
            return False
        except sqlite3.Error as error:
            self.note(error)
            return False
        if self.busy == LOCKED:
            self.busy = ""
        if proves:
            self.trouble, self._proven, self._gave_nothing = None, self.saved, False
        return True

    def note(self, error: sqlite3.Error | OSError) -> None:
        """It failed: say why, and do what can be done."""
        if isinstance(error, OSError):
            self._be_in(trouble_of(error, self._clock.now()))
            self._let_go()
        elif is_damage(error) or (is_unreadable(error) and self._gave_nothing):
            self._save()
        elif is_patience(error):
            self.busy = LOCKED
        else:
            self._gave_nothing = is_unreadable(error)
            self._be_in(no_room(self._clock.now()) if self._is_full(error) else trouble_of(error, self._clock.now()))
            if code_of(error) != sqlite3.SQLITE_FULL:  # another connection may be able to
                self._let_go()

    def _is_full(self, error: sqlite3.Error) -> bool:
        """Without any room SQLite cannot even open a file, and says so in many ways."""
        return not is_want_of_room(error) and self._file is not None and free_at(self._file.place) < LITTLE

    def _be_in(self, trouble: Trouble) -> None:
        """In trouble, since it began."""
        self.trouble = trouble if self.trouble is None else replace(trouble, since=self.trouble.since)

    @property
    def _may_save(self) -> bool:
        return self.saved == self._proven and self.saved < MOST_SAVED

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
        with suppress(sqlite3.Error, ArchiveError):  # a newer one is not damaged, and noticed when it is written
            check_schema(other.plain, "the archive")
            damaged = not (is_whole(other.plain, len(STEPS)) and is_text(other.plain))
        other.close()
        if damaged:
            self._save()
        else:
            self.do(_mend_index)

    def _save(self) -> None:
        """The file is damaged: go on with a new one, that has what can be read of it."""
        file = self._file
        if file is None:
            self._give_up("it is damaged", "only a new session begins a new one")
            return
        if not self._may_save:
            self._give_up(_IN_VAIN, _ANOTHER_DISK)
            return
        self._let_go()
        self.busy = PREPARING
        try:
            self._use(save(file.place, self._clock.now(), self._note_saved))
        except (sqlite3.Error, OSError) as error:
            if isinstance(error, sqlite3.Error) and not is_want_of_room(error):
                self._give_up(f"it is damaged, and what can be read cannot be saved ({plainly(error)})", BEGIN_ANEW)
            else:
                self._be_in(trouble_of(error, self._clock.now()))
        finally:
            self.busy = ""

    def _note_saved(self, words: str) -> None:
        self.said.append(words)
        self.saved += 1

    def _give_up(self, why: str, remedy: str) -> None:
        self._be_in(Trouble(Condition.BROKEN, why, remedy, self._clock.now()))
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


def _mend_index(connection: Connection) -> None:
    """Make the index of words anew, when it cannot be read. sqlite3.Error."""
    if not is_index_whole(connection.plain):
        connection.plain.execute("BEGIN IMMEDIATE")
        rebuild_words(connection.plain)
        connection.plain.execute("COMMIT")
