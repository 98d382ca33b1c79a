"""The archive as a watch and a screen use it: it takes what is heard, and opens readers of what it keeps."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hashtui.archive.codec import moment, stamp
from hashtui.archive.connection import Connection, to_read, to_write
from hashtui.archive.forgetting import forget
from hashtui.archive.kept import Condition, Forgotten, State
from hashtui.archive.queue import MOST_THINGS, Queue
from hashtui.archive.reader import Reader
from hashtui.archive.saying import held_words, trouble_words, waiting_words
from hashtui.archive.schema import STEPS, check_schema, migrate
from hashtui.archive.tenure import File, count_in
from hashtui.archive.trouble import is_damage, plainly, reading_failed, writing_failed
from hashtui.archive.wholeness import is_whole
from hashtui.archive.writing import Writing
from hashtui.clock import Clock
from hashtui.errors import ArchiveError
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Admitted, Boost, Cursor, Deletion, Gap, Report

CLOSING = 2.0
"""Seconds that writing the last may take."""


class Archive:
    """What was heard, kept. It is a sink: what it takes is written soon, by a thread of its own, in batches."""

    def __init__(
        self,
        queue: Queue,
        clock: Clock,
        *,
        writing: Writing | None,
        place: Path | None,
        file: File | None = None,
        said: tuple[str, ...] = (),
    ) -> None:
        """Without `writing` it only reads. `place` None: it stands in memory only."""
        self._queue = queue
        self._clock = clock
        self._writing = writing
        self._place = place
        self._file = file
        self._said = said
        self._checking: Connection | None = None
        self._looking: threading.Thread | None = None
        self._cursors: dict[tuple[str, str], Cursor] = {}
        if writing is None or writing.tenure.is_elsewhere:
            queue.keeps = 0 if writing is None else MOST_THINGS
        self._posts = 0
        """How many there were when it was opened."""
        with suppress(sqlite3.Error):  # of what cannot be read nothing is known
            self._read_in()
        if writing is not None:
            writing.start()

    def take(self, admitted: Admitted) -> None:
        """A post, or what became of it."""
        self._queue.put(admitted)

    def lose(self, deletion: Deletion) -> None:
        """A source takes a post back that this watch has not heard: it goes if that very source gave it once."""
        self._queue.put(deletion)

    def note(self, heard: Gap | Report | Boost) -> None:
        """A hole, or a boost. How sources are is not kept."""
        if not isinstance(heard, Report):
            self._queue.put(heard)

    def keep_cursor(self, cursor: Cursor) -> None:
        """How far a source has come; it is written after what it gave before."""
        self._cursors[cursor.source, cursor.name] = cursor
        self._queue.put(cursor)

    def cursor(self, source: str, name: str) -> Cursor | None:
        """How far this source had come."""
        return self._cursors.get((source, name))

    async def room(self) -> None:
        """Wait until more can be taken: at once, but while much waits to be written."""
        self._check()
        await self._queue.room()
        self._check()

    @property
    def has_room(self) -> bool:
        """Whether more can be taken now."""
        return self._queue.has_room

    async def flush(self) -> None:
        """Wait until everything taken so far is written for good; not while another process writes."""
        self._check()
        await self._queue.flush()
        self._check()

    async def turn(self) -> None:
        """Have everything tried once more now that waits for better times, and wait until it was."""
        self._check()
        if self._writing is not None:
            await self._queue.turn()
        self._check()

    @property
    def committed(self) -> int:
        """How many things taken are written for good."""
        return self._queue.written

    @property
    def unwritten(self) -> int:
        """How many things taken are not on the disk, now or for good; none, where that is another process's."""
        is_elsewhere = self._writing is None or self._writing.tenure.is_elsewhere
        return 0 if is_elsewhere else self._queue.waiting + self._queue.let_go

    @property
    def setbacks(self) -> int:
        """How often something taken may have been lost, by damage or for want of a file, before it went on.

        Whoever still knows what it told tells it again: what is there already is not written twice.
        """
        return 0 if self._writing is None else self._writing.setbacks

    @property
    def said(self) -> tuple[str, ...]:
        """What a person should know of how it was opened, and of what was done with it since."""
        return (*self._said, *(self._writing.tenure.said if self._writing is not None else ()))

    @property
    def state(self) -> State:
        """How it is."""
        writing, waiting = self._writing, self._queue.waiting
        posts = self._posts if writing is None else writing.posts or self._posts
        octets = _octets(self._place)
        if self._place is None or (writing is None and self._file is None):
            return State(Condition.IN_MEMORY, "".join(self._said[:1]), None, waiting, posts, octets)
        tenure = None if writing is None else writing.tenure
        if tenure is not None and tenure.trouble is not None:
            words = trouble_words(tenure.trouble, waiting, self._queue.let_go)
            return State(tenure.trouble.condition, words, None, waiting, posts, octets)
        if tenure is not None and not tenure.is_elsewhere:
            busy = tenure.busy or ("" if writing is None else writing.folding)
            words = f"{busy}: {waiting_words(waiting)}" if tenure.busy and waiting else busy
            return State(Condition.WRITING, words, None, waiting, posts, octets)
        holder = None if self._file is None else self._file.hold.holder()
        return State(Condition.READING, "" if holder is None else held_words(holder), holder, 0, posts, octets)

    def reader(self) -> Reader:
        """A reader of what is written. ArchiveError when it cannot be read.

        While this one is making the file ready, that is an error only when something is asked of the reader.
        """
        if self._place is None:
            connection = None if self._writing is None else self._writing.tenure.connection
            if connection is None:
                raise ArchiveError("there is no archive to be read")
            return Reader(connection, "the archive")
        try:
            later = self._writing is not None and not self._writing.tenure.is_elsewhere
            return Reader(to_read(self._place, later=later), str(self._place), self._suspect)
        except sqlite3.Error as error:
            if is_damage(error):
                self._suspect()
            raise reading_failed(str(self._place), error) from error

    def forget(self, who: str) -> Forgotten:
        """Take out the account of this handle or key: its posts, what they said, its boosts; it stays out.

        It touches the disk; another process may be writing meanwhile. ArchiveError when it cannot be done.
        """
        with self._to_change() as connection, connection.lock:
            try:
                connection.plain.execute("BEGIN IMMEDIATE")
                forgotten = forget(connection.plain, who, stamp(self._clock.now()))
                connection.plain.execute("COMMIT")
            except sqlite3.Error as error:
                connection.undo()
                if is_damage(error):
                    self._suspect()
                raise writing_failed(str(self._place or "the archive"), error) from error
            if self._writing is not None:
                self._writing.look_again()
            try:
                if forgotten.posts:  # their words still stand in older parts of the index, though nobody finds them
                    connection.plain.execute("INSERT INTO words (words) VALUES ('optimize')")
                connection.plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.Error as error:
                left = "nobody finds their words any more, but octets of them stay on the disk for now"
                self._said = (*self._said, f"{left} ({plainly(error)})")
        return forgotten

    @contextmanager
    def _to_change(self) -> Iterator[Connection]:
        """A connection that writes something now and then, whoever writes otherwise."""
        if self._place is None:
            connection = None if self._writing is None else self._writing.tenure.connection
            if connection is None:
                raise ArchiveError("there is no archive to be written")
            yield connection
            return
        try:
            connection = to_write(self._place)
        except sqlite3.Error as error:
            raise writing_failed(str(self._place), error) from error
        try:
            if check_schema(connection.plain, str(self._place)) < len(STEPS) and self._is_held():
                raise ArchiveError(f"{self._place} is being written by an older hashtui: end that one first, or use it")
            migrate(connection.plain, str(self._place))
            yield connection
        except sqlite3.Error as error:
            raise writing_failed(str(self._place), error) from error
        finally:
            connection.close()

    def _is_held(self) -> bool:
        """Another process writes it."""
        is_ours = self._writing is not None and not self._writing.tenure.is_elsewhere
        return self._file is not None and not is_ours and self._file.hold.holder() is not None

    def look_through(self) -> None:
        """Look whether the file is whole, in a thread that holds up nobody; a damaged one is then saved."""
        self._looking = threading.Thread(target=self._look_through, name="archive check", daemon=True)
        self._looking.start()

    def _look_through(self) -> None:
        if self._place is None:
            return
        try:
            self._checking = to_read(self._place)
            if not is_whole(self._checking.plain):
                self._suspect()
        except sqlite3.Error as error:
            if is_damage(error):
                self._suspect()
        finally:
            if self._checking is not None:
                self._checking.close()

    def _suspect(self) -> None:
        if self._writing is not None:
            self._writing.suspect()

    def close(self) -> None:
        """Write what waits, within two seconds, and let others write."""
        if self._checking is not None:
            with suppress(sqlite3.Error):  # it has ended meanwhile
                self._checking.plain.interrupt()
        if self._writing is None:
            return
        in_time = self._writing.end(CLOSING)
        lost = self.unwritten
        if lost:
            self._said = (*self._said, f"{lost} of the things heard last could not be written into the archive")
        elif not in_time and self._writing.tenure.busy:
            self._said = (*self._said, f"the archive was not ready yet: {self._writing.tenure.busy} at the next start")
        self._check()

    def _check(self) -> None:
        if self._writing is not None:
            self._writing.check()

    def _read_in(self) -> None:
        if self._place is None:
            return
        connection = to_read(self._place)
        query = "SELECT s.url, c.name, c.value, c.at FROM cursors c JOIN sources s ON s.id = c.source"
        try:
            for url, name, value, at in connection.rows(query, (), tuple[str, str, str, int]):
                cursor = Cursor(clean_line(url), clean_line(name), clean_line(value), moment(at))
                self._cursors[cursor.source, cursor.name] = cursor
            if self._writing is None or self._writing.tenure.is_elsewhere:
                self._posts = count_in(connection)
        finally:
            connection.close()


def _octets(place: Path | None) -> int:
    """On the disk, with what waits in the log to be put in its place."""
    octets = 0
    for file in () if place is None else (place, place.with_name(f"{place.name}-wal")):
        with suppress(OSError):
            octets += file.stat().st_size
    return octets
