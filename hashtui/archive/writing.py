"""The one thread that writes the archive."""

import sqlite3
import threading
from collections.abc import Sequence
from datetime import datetime
from types import TracebackType

from hashtui.archive.batch import Batch, Taken
from hashtui.archive.connection import Connection
from hashtui.archive.directory import Directory
from hashtui.archive.queue import GATHERING, Queue
from hashtui.archive.trouble import is_patience, is_want_of_room
from hashtui.clock import Clock

AGAIN = 1.0
"""Seconds until it is tried again to write on a full disk."""


class Writing:
    """The thread, from `start` to `end`. What goes wrong in it that nobody expects is raised by `check`."""

    def __init__(self, connection: Connection, queue: Queue, clock: Clock) -> None:
        self._connection = connection
        self._queue = queue
        self._clock = clock
        self._directory = Directory(connection.plain)
        self._seen: int | None = None
        """The file's version as this writer left it: another process may write too, now and then."""
        self._thread = threading.Thread(target=self._work, name="archive", daemon=True)
        self.full_since: datetime | None = None
        self.broken = ""
        """Why it cannot be written at all."""
        self._bug: BaseException | None = None

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

    def look_again(self) -> None:
        """Somebody wrote by the same connection: what is remembered of the file may be wrong."""
        self._seen = None

    def check(self) -> None:
        """Raise what nobody expected."""
        if self._bug is not None:
            raise self._bug

    def _work(self) -> None:
        with self:
            while self._turn():
                pass

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
        """Write once; whether there will be more."""
        queue = self._queue
        with queue.changed:
            while not (queue.posts or queue.is_closed):
                queue.changed.wait()
            if not (queue.is_closed or queue.is_pressed or self.full_since):
                queue.changed.wait_for(lambda: queue.posts >= 1_000 or queue.is_closed or queue.is_pressed, GATHERING)
            taken = queue.take()
        if not taken:
            return not queue.is_closed
        if self._write(taken):
            queue.done()
            return True
        if queue.is_closed:
            return False
        with queue.changed:
            queue.changed.wait_for(lambda: queue.is_closed, AGAIN)
        return True

    def _write(self, taken: Sequence[Taken]) -> bool:
        """Write it for good; whether that could be done."""
        run = self._connection.plain.execute
        with self._connection.lock:
            try:
                run("BEGIN IMMEDIATE")
                (version,) = run("PRAGMA data_version").fetchone()
                if version != self._seen:
                    self._directory.clear()
                    self._seen = version
                Batch(self._connection.plain, self._directory, self._clock.now()).write(taken)
                run("COMMIT")
            except sqlite3.Error as error:
                self._fail(error)
                return False
        self.full_since = None
        return True

    def _fail(self, error: sqlite3.Error) -> None:
        self._directory.clear()
        self._connection.undo()
        if is_want_of_room(error):
            self.full_since = self.full_since or self._clock.now()
        elif not is_patience(error):
            self.broken = str(error)
