"""The one thread that writes the archive: batch after batch, and what belongs around that."""

import threading
from collections.abc import Sequence
from enum import Enum, auto
from types import TracebackType

from hashtui.archive.batch import Batch, Taken
from hashtui.archive.connection import Connection
from hashtui.archive.directory import Directory
from hashtui.archive.keeping import Keeping
from hashtui.archive.kept import Keep
from hashtui.archive.queue import AT_ONCE, GATHERING, MOST_THINGS, Queue
from hashtui.archive.refolding import REST, Refolding
from hashtui.archive.schema import STEPS, check_schema
from hashtui.archive.tenure import Tenure, count_in
from hashtui.archive.trouble import malformed
from hashtui.archive.wholeness import has_all
from hashtui.clock import Clock

AGAIN = 1.0
"""Seconds until it is tried again to write on a full disk, or whether another process has ended."""
COUNTED_EVERY = 60.0
FOLDING_AGAIN = 60.0
"""Seconds until the index of words is gone on with that could not be written: what is heard comes first."""
_MARK = "INSERT OR REPLACE INTO notes VALUES ('clean', ?)"
"""Whether its last writer ended well; as long as it is written it did not."""
LOOKING_UP = 1.0
"""Seconds between two looks whether another process wants to write, of one that gives way."""


class Next(Enum):
    """What the thread does after a turn."""

    GO_ON = auto()
    WAIT = auto()
    """A little: something failed, or another process writes."""
    END = auto()


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
        self._refolding: Refolding | None = None
        self._folds_from = float("-inf")
        self._seen: int | None = None
        """The file's version as this writer left it: another process may write too, now and then."""
        self._is_marked = False
        self._is_suspect = False
        self._counted = float("-inf")
        self.posts = 0
        """How many are kept."""
        self._saved = 0
        self.setbacks = 0
        """How often something may have been lost that is known to those who told it."""
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

    @property
    def folding(self) -> str:
        """What is done meanwhile, as one clause; empty: nothing."""
        return "" if self._refolding is None else self._refolding.words

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
            following = Next.GO_ON
            while following is not Next.END:
                following = self._turn()
                self._queue.turned()
                if following is Next.WAIT and not self._pause():
                    following = Next.END
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

    def _turn(self) -> Next:
        """Do what there is to do; what is to be done then."""
        queue, tenure = self._queue, self.tenure
        is_ready = (tenure.connection is not None or tenure.take()) and self._settle()
        with queue.changed:
            queue.keeps = MOST_THINGS if tenure.is_elsewhere or tenure.is_broken else None
            queue.tell()
        if not is_ready:
            return Next.WAIT
        taken = self._gathered()
        tenure.attend()
        if tenure.connection is None:
            return Next.GO_ON
        if self._is_suspect:
            self._is_suspect = False
            tenure.look_through()
            return Next.GO_ON
        if taken:
            if not self._write(taken):
                return Next.WAIT
            queue.done()
        elif (tenure.trouble is not None or tenure.saved != self._saved) and not self._mark():
            return Next.WAIT
        elif queue.is_closed:
            return Next.END
        else:
            tenure.do(self._look_who_wrote)
        if tenure.is_wanted:
            self._leave()
        elif self._keeping is not None and self._has_to_tidy() and not queue.is_closed:
            self._tidy(self._keeping)  # a little after each batch: a flood does not stop it
        elif self._has_to_fold() and self._refolding is not None:
            refolding = self._refolding
            if not tenure.do(lambda _: refolding.step()):
                self._folds_from = self._clock.monotonic() + FOLDING_AGAIN
        return Next.GO_ON

    def _settle(self) -> bool:
        """With another connection: what takes its time, before the first batch; whether that could be done."""
        connection = self.tenure.connection
        if connection is None or self._number == self.tenure.number:
            return True
        self._directory = Directory(connection.plain)
        self._keeping = Keeping(connection, self._keep, self._clock)
        self._seen, self._is_marked = None, False
        self._refolding = refolding = Refolding(connection)
        is_done = self.tenure.do(lambda _: refolding.begin()) and self.tenure.do(self._count)
        if is_done:
            self._number = self.tenure.number
        return is_done

    def _gathered(self) -> list[Taken]:
        """What is to be written now; nothing, when something else is to be done."""
        queue = self._queue
        with queue.changed:
            troubled = self.tenure.trouble is not None
            if not (queue.waiting or queue.is_hurried or self._is_suspect or self._has_to_tidy() or troubled):
                folds = self._has_to_fold()
                queue.changed.wait(REST if folds else LOOKING_UP if self.tenure.looks_up else None)
            if queue.waiting and not (queue.is_hurried or queue.is_pressed or troubled):
                queue.changed.wait_for(self._is_pressed, GATHERING)
            return queue.take()

    def _is_pressed(self) -> bool:
        queue = self._queue
        return queue.waiting >= AT_ONCE or queue.is_hurried or queue.is_pressed

    def _has_to_tidy(self) -> bool:
        return self._keeping is not None and self._keeping.is_due and self.tenure.trouble is None

    def _has_to_fold(self) -> bool:
        is_due = self._refolding is not None and self._refolding.is_due
        return is_due and not self._queue.is_closed and self._clock.monotonic() >= self._folds_from

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
        """Wait a little after something failed; whether it may be tried again: once more, when it is closed."""
        is_due = not self.posts or self._clock.monotonic() >= self._counted + COUNTED_EVERY
        if self.tenure.is_elsewhere and is_due:  # of an archive that is just begun there is news every second
            self._counted = self._clock.monotonic()
            self.posts = self.tenure.count_aside() or self.posts
        queue = self._queue
        with queue.changed:
            was_closed = queue.is_closed
            queue.changed.wait_for(lambda: queue.is_hurried, AGAIN)
            return not was_closed and not (queue.is_closed and self.tenure.is_elsewhere)

    def _count(self, connection: Connection) -> None:
        self.posts = count_in(connection)

    def _look_who_wrote(self, connection: Connection) -> None:
        """When another process did: what is remembered of the file may be wrong.

        sqlite3.Error, as of damage too when it took something out that belongs there; ArchiveError when it is newer.
        """
        (version,) = connection.plain.execute("PRAGMA data_version").fetchone()
        if version == self._seen:
            return
        if self._directory is not None:
            self._directory.clear()
        if check_schema(connection.plain, "the archive") != len(STEPS) or not has_all(connection.plain):
            raise malformed()
        self._count(connection)
        self._seen = version

    def _write(self, taken: Sequence[Taken]) -> bool:
        """Write it for good; whether that could be done."""
        directory = self._directory
        if directory is None:
            return False

        def write(connection: Connection) -> None:
            run = connection.plain.execute
            run("BEGIN IMMEDIATE")
            self._look_who_wrote(connection)
            if not self._is_marked:
                run(_MARK, ("0",))
            more = Batch(connection.plain, directory, self._clock.now()).write(taken)
            run("COMMIT")
            self._is_marked = True
            self.posts += more

        if not self.tenure.do(write, proves=True):
            directory.clear()
            return False
        self._be_well()
        return True

    def _mark(self) -> bool:
        """When nothing waits: see whether the file can be written again."""

        def mark(connection: Connection) -> None:
            connection.plain.execute(_MARK, ("0",))
            self._is_marked = True

        is_well = self.tenure.do(mark, proves=True)
        if is_well:
            self._be_well()
        return is_well

    def _be_well(self) -> None:
        """Something was written: what was lost before may be told again."""
        if self.tenure.saved != self._saved or self._queue.let_go:
            self._saved, self._queue.let_go = self.tenure.saved, 0
            self.setbacks += 1

    def _leave(self) -> None:
        """All is written: say so in the file, and let others write."""
        if self._is_marked and not self._queue.waiting:
            self.tenure.do(lambda connection: connection.plain.execute(_MARK, ("1",)))
        self.tenure.leave()
