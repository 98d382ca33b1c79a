"""The one thread that writes the archive: batch after batch, and what belongs around that."""

import threading
from collections.abc import Sequence
from types import TracebackType

from hashtui.archive.batch import Batch, Taken
from hashtui.archive.connection import Connection
from hashtui.archive.directory import Directory
from hashtui.archive.keeping import Keeping
from hashtui.archive.kept import Keep
from hashtui.archive.preparing import fold_anew
from hashtui.archive.queue import AT_ONCE, GATHERING, MOST_THINGS, Queue
from hashtui.archive.tenure import Tenure, count_in
from hashtui.clock import Clock

AGAIN = 1.0
"""Seconds until it is tried again to write on a full disk, or whether another process has ended."""
COUNTED_EVERY = 60.0
LOOKING_UP = 1.0
"""Seconds between two looks whether another process wants to write, of one that gives way."""


class Writing:
    """The thread, from `start` to `end`. What goes wrong in it that nobody expects is raised by `check`."""

    def __init__(self, queue: Queue, clock: Clock, keep: Keep, tenure: Tenure) -> None:
        self._queue = queue
        self._clock = clock
        self._keep = keep
        self.tenure = tenure
        self._number = 0
        """Of the connection that the rest is for."""
        self._directory: Directory | None = None
        self._keeping: Keeping | None = None
        self._seen: int | None = None
        """The file's version as this writer left it: another process may write too, now and then."""
        self._is_marked = False
        self._is_suspect = False
        self._counted = float("-inf")
        self.posts = 0
        """How many are kept."""
        self._bug: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="archive", daemon=True)

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

    def _work(self) -> None:
        with self:
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
        queue, tenure = self._queue, self.tenure
        if tenure.connection is None and not tenure.take():
            with queue.changed:
                queue.keeps = MOST_THINGS if tenure.is_elsewhere or tenure.broken else None
                queue.tell()
            return self._pause()
        self._settle()
        taken = self._gathered()
        tenure.attend()
        if tenure.connection is None:
            return True
        if self._is_suspect:
            self._is_suspect = False
            tenure.look_through()
            return True
        if taken:
            if not self._write(taken):
                return self._pause()
            queue.done()
        elif queue.is_closed:
            return False
        if tenure.is_wanted:
            self._leave()
        elif self._keeping is not None and self._has_to_tidy() and not queue.is_closed:
            self._tidy(self._keeping)  # a little after each batch: a flood does not stop it
        return True

    def _settle(self) -> None:
        """With another connection: what takes its time, before the first batch."""
        connection = self.tenure.connection
        if connection is None or self._number == self.tenure.number:
            return
        self._number = self.tenure.number
        self._directory = Directory(connection.plain)
        self._keeping = Keeping(connection, self._keep, self._clock)
        self._seen, self._is_marked = None, False
        with self._queue.changed:
            self._queue.keeps = None
        self.tenure.do(lambda connection: fold_anew(connection.plain))
        self.tenure.do(self._count)

    def _gathered(self) -> list[Taken]:
        """What is to be written now; nothing, when something else is to be done."""
        queue = self._queue
        with queue.changed:
            if not (queue.waiting or queue.is_closed or self._is_suspect or self._has_to_tidy()):
                queue.changed.wait(LOOKING_UP if self.tenure.looks_up else None)
            if queue.waiting and not (queue.is_closed or queue.is_pressed or self.tenure.full_since):
                queue.changed.wait_for(self._is_pressed, GATHERING)
            return queue.take()

    def _is_pressed(self) -> bool:
        queue = self._queue
        return queue.waiting >= AT_ONCE or queue.is_closed or queue.is_pressed

    def _has_to_tidy(self) -> bool:
        return self._keeping is not None and self._keeping.is_due and not self.tenure.full_since

    def _tidy(self, keeping: Keeping) -> None:
        gone = 0

        def step(connection: Connection) -> None:
            nonlocal gone
            gone = keeping.step()
            if gone:
                self._count(connection)

        if not self.tenure.do(step):
            keeping.put_off()

    def _pause(self) -> bool:
        """Wait a little after something failed; whether it may be tried again."""
        if self.tenure.is_elsewhere and self._clock.monotonic() >= self._counted + COUNTED_EVERY:
            self._counted = self._clock.monotonic()
            self.posts = self.tenure.count_aside() or self.posts
        with self._queue.changed:
            if not self._queue.is_closed:
                self._queue.changed.wait_for(lambda: self._queue.is_closed, AGAIN)
            return not self._queue.is_closed

    def _count(self, connection: Connection) -> None:
        self.posts = count_in(connection)

    def _write(self, taken: Sequence[Taken]) -> bool:
        """Write it for good; whether that could be done."""
        directory = self._directory
        if directory is None:
            return False

        def write(connection: Connection) -> None:
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

        if not self.tenure.do(write):
            directory.clear()
            return False
        return True

    def _leave(self) -> None:
        """All is written: say so in the file, and let others write."""
        if self._is_marked and not self._queue.waiting:
            done = "INSERT OR REPLACE INTO notes VALUES ('clean', '1')"
            self.tenure.do(lambda connection: connection.plain.execute(done))
        self.tenure.leave()
