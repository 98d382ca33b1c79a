"""The one thread that writes the archive: batch after batch, and what belongs around that."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from hashtui.archive.batch import Batch, Taken
from hashtui.archive.connection import Connection, file_at, to_read
from hashtui.archive.directory import Directory
from hashtui.archive.hold import Hold
from hashtui.archive.keeping import Keeping
from hashtui.archive.kept import Keep
from hashtui.archive.preparing import fold_anew, is_whole, prepare, save
from hashtui.archive.queue import AT_ONCE, GATHERING, MOST_THINGS, Queue
from hashtui.archive.trouble import is_damage, is_patience, is_want_of_room, plainly
from hashtui.clock import Clock
from hashtui.errors import ArchiveError

AGAIN = 1.0
"""Seconds until it is tried again to write on a full disk, or whether another process has ended."""
COUNTED_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class File:
    """The file that is written."""

    place: Path
    hold: Hold
    command: str
    """As the program was called, for others who want to write."""


class Writing:
    """The thread, from `start` to `end`. What goes wrong in it that nobody expects is raised by `check`.

    With a `file` it waits until it may write it, prepares it, and saves what can be read when it is damaged; without
    one the connection stays what it is.
    """

    def __init__(
        self, queue: Queue, clock: Clock, keep: Keep, *, connection: Connection | None, file: File | None
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._keep = keep
        self._file = file
        self.connection: Connection | None = None
        self._directory: Directory | None = None
        self._keeping: Keeping | None = None
        self._seen: int | None = None
        """The file's version as this writer left it: another process may write too, now and then."""
        self._is_marked = False
        self._written: tuple[int, int] | None = None
        """Which file it is that lies there."""
        self._is_suspect = False
        self._thread = threading.Thread(target=self._work, name="archive", daemon=True)
        self.full_since: datetime | None = None
        self.broken = ""
        """Why it cannot be written at all."""
        self.said: list[str] = []
        """What a person should know of what was done."""
        self._counted = float("-inf")
        self.posts = 0
        """How many are kept."""
        self._bug: BaseException | None = None
        if connection is not None:
            self._use(connection)

    @property
    def is_writing(self) -> bool:
        """It is this one that writes."""
        return self.connection is not None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self, seconds: float) -> bool:
        """Write what waits and stop; whether that was done in time."""
        with self._queue.changed:
            self._queue.is_closed = True
            self._queue.tell()
            self._queue.changed.notify_all()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def suspect(self) -> None:
        """Somebody could not read it: look whether it is whole."""
        with self._queue.changed:
            self._is_suspect = True
            self._queue.changed.notify_all()

    def look_again(self) -> None:
        """Somebody wrote by the same connection: what is remembered of the file may be wrong."""
        self._seen = None

    def check(self) -> None:
        """Raise what nobody expected."""
        if self._bug is not None:
            raise self._bug

    def _use(self, connection: Connection) -> None:
        self.connection = connection
        self._directory = Directory(connection.plain)
        self._keeping = Keeping(connection, self._keep, self._clock)
        self._seen, self._is_marked = None, False
        self._written = None if self._file is None else file_at(self._file.place)
        self._queue.keeps = None

    def _work(self) -> None:
        with self:
            if self.connection is not None:
                self._settle(self.connection)
            while self._turn():
                pass
            self._leave()

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if error is not None:
            with self._queue.changed:
                self._bug = error
                self._queue.is_closed = True
                self._queue.tell()
        return True

    def _turn(self) -> bool:
        """Do what there is to do; whether there will be more."""
        queue = self._queue
        if self.connection is None and not self._begin():
            return self._pause()
        with queue.changed:
            if not (queue.waiting or queue.is_closed or self._is_suspect or self._has_to_tidy()):
                queue.changed.wait()
            if queue.waiting and not (queue.is_closed or queue.is_pressed or self.full_since):
                queue.changed.wait_for(self._is_pressed, GATHERING)
            taken = queue.take()
        if self._file is not None and file_at(self._file.place) != self._written:
            self._let_go()  # somebody moved it away, or took it out: begin another
            return True
        if self._is_suspect:
            self._is_suspect = False
            self._look_through()
        elif taken:
            if not self._write(taken):
                return self._pause()
            queue.done()
        elif queue.is_closed:
            return False
        elif self._has_to_tidy() and self._keeping is not None:
            self._tidy(self._keeping)
        return True

    def _is_pressed(self) -> bool:
        queue = self._queue
        return queue.waiting >= AT_ONCE or queue.is_closed or queue.is_pressed

    def _has_to_tidy(self) -> bool:
        return self._keeping is not None and self._keeping.is_due and not self.full_since

    def _tidy(self, keeping: Keeping) -> None:
        if not self._guarded(lambda: self._lose(keeping.step())):
            keeping.put_off()

    def _lose(self, gone: int) -> None:
        if gone and self.connection is not None:
            self._count(self.connection)

    def _pause(self) -> bool:
        """Wait a little after something failed; whether it may be tried again."""
        if self.connection is None and self._file is not None:
            self._count_aside(self._file.place)
        with self._queue.changed:
            if not self._queue.is_closed:
                self._queue.changed.wait_for(lambda: self._queue.is_closed, AGAIN)
            return not self._queue.is_closed

    def _begin(self) -> bool:
        """Become the one who writes, and make the file ready; whether that could be done."""
        file = self._file
        if file is None:
            return False
        try:
            if not file.hold.take(file.command, self._clock.now()):
                self._queue.keeps = MOST_THINGS
                return False
            connection = prepare(file.place, self._clock.now(), self.said.append)
            self._use(connection)
        except sqlite3.Error as error:
            self._note(error)
            return False
        except OSError as error:
            self._give_up(error.strerror or str(error))
            return False
        except ArchiveError as error:
            self._give_up(str(error))
            return False
        self.full_since, self.broken = None, ""
        self._settle(connection)
        return True

    def _settle(self, connection: Connection) -> None:
        """What takes its time, before the first batch."""
        self._guarded(lambda: fold_anew(connection.plain))
        self._guarded(lambda: self._count(connection))

    def _count(self, connection: Connection) -> None:
        self.posts = connection.rows("SELECT count(*) FROM posts WHERE deleted_at IS NULL", (), tuple[int])[0][0]

    def _count_aside(self, place: Path) -> None:
        """While another process writes: how many posts there are, now and then."""
        if self._clock.monotonic() < self._counted + COUNTED_EVERY:
            return
        self._counted = self._clock.monotonic()
        try:
            connection = to_read(place)
        except sqlite3.Error:
            return
        with suppress(sqlite3.Error):
            self._count(connection)
        connection.close()

    def _write(self, taken: Sequence[Taken]) -> bool:
        """Write it for good; whether that could be done."""

        def write() -> None:
            connection, directory = self.connection, self._directory
            if connection is None or directory is None:
                return
            run = connection.plain.execute
            run("BEGIN IMMEDIATE")
            (version,) = run("PRAGMA data_version").fetchone()
            if version != self._seen:
                directory.clear()
                self._count(connection)
                self._seen = version
            if not self._is_marked:
                run("INSERT OR REPLACE INTO notes VALUES ('clean', '0')")
            more = Batch(connection.plain, directory, self._clock.now()).write(taken)
            run("COMMIT")
            self._is_marked = True
            self.posts += more

        return self._guarded(write)

    def _guarded(self, act: Callable[[], object]) -> bool:
        """Do it as the only one; whether it could be done. A transaction it began is undone when it could not."""
        connection = self.connection
        if connection is None:
            return False
        try:
            with connection.lock:
                try:
                    act()
                except sqlite3.Error:
                    connection.undo()
                    if self._directory is not None:
                        self._directory.clear()
                    raise
        except sqlite3.Error as error:
            self._note(error)
            return False
        self.full_since, self.broken = None, ""
        return True

    def _note(self, error: sqlite3.Error) -> None:
        """It failed: say why, and do what can be done."""
        if is_want_of_room(error):
            self.full_since = self.full_since or self._clock.now()
        elif is_damage(error):
            self._save()
        elif not is_patience(error):
            self._give_up(plainly(error))

    def _give_up(self, why: str) -> None:
        """It cannot be written. What is heard meanwhile does not wait for it."""
        self.broken = why
        self._queue.keeps = MOST_THINGS
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None and self.connection is not None:
            self.connection.close()
            self.connection = self._directory = self._keeping = None

    def _look_through(self) -> None:
        """By a connection of its own: what this one read before may be better than what lies there now."""
        if self._file is None:
            return
        try:
            other = to_read(self._file.place)
        except sqlite3.Error as error:
            if is_damage(error):
                self._save()
            return
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
        try:
            self._use(save(self._file.place, self._clock.now(), self.said.append))
        except (sqlite3.Error, OSError) as error:
            self._give_up(str(error))

    def _leave(self) -> None:
        """All is written: say so in the file, and let others write."""
        connection = self.connection
        if connection is None:
            return
        if self._is_marked and not self._queue.waiting:
            self._guarded(lambda: connection.plain.execute("INSERT OR REPLACE INTO notes VALUES ('clean', '1')"))
        if self._file is not None:
            self._guarded(lambda: connection.plain.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall())
            connection.close()
            self._file.hold.let_go()
