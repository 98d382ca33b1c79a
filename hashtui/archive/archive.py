"""The archive as a watch and a screen use it: it takes what is heard, and opens readers of what it keeps."""

import sqlite3
from pathlib import Path

from hashtui.archive.codec import moment, stamp
from hashtui.archive.connection import Connection, to_read, to_write
from hashtui.archive.forgetting import forget
from hashtui.archive.hold import Hold
from hashtui.archive.kept import Condition, Forgotten, Holder, State
from hashtui.archive.queue import Queue
from hashtui.archive.reader import Reader
from hashtui.archive.trouble import writing_failed
from hashtui.archive.writing import Writing
from hashtui.clock import Clock
from hashtui.errors import ArchiveError
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Admitted, Boost, Cursor, Gap, Report

CLOSING = 2.0
"""Seconds that writing the last may take."""


class Archive:
    """What was heard, kept. It is a sink: what it takes is written soon, by a thread of its own, in batches."""

    def __init__(
        self,
        clock: Clock,
        *,
        connection: Connection | None,
        place: Path | None,
        hold: Hold | None,
        condition: Condition,
        said: tuple[str, ...] = (),
    ) -> None:
        self._clock = clock
        self._connection = connection
        self._place = place
        self._hold = hold
        self._condition = condition
        self.said = said
        """What a person should know of how it was opened."""
        self._queue = Queue()
        self._cursors: dict[tuple[str, str], Cursor] = {}
        self._writing: Writing | None = None
        if connection is not None and condition in (Condition.WRITING, Condition.IN_MEMORY):
            self._writing = Writing(connection, self._queue, clock)
            self._writing.start()
        else:
            self._queue.keeps = 0
        self._read_cursors()

    def take(self, admitted: Admitted) -> None:
        """A post, or what became of it."""
        self._queue.put(admitted)

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

    async def flush(self) -> None:
        """Wait until everything taken so far is written for good; not while another process writes."""
        self._check()
        await self._queue.flush()
        self._check()

    @property
    def committed(self) -> int:
        """How many things taken are written for good."""
        return self._queue.written

    @property
    def state(self) -> State:
        """How it is."""
        waiting = self._queue.posts
        octets = _size(self._place)
        writing = self._writing
        if writing is not None and writing.full_since is not None:
            words = f"no room on the disk since {writing.full_since:%H:%M}: {waiting} posts wait"
            return State(Condition.FULL, words, waiting=waiting, octets=octets)
        holder = self._hold.holder() if self._hold is not None and self._condition is Condition.READING else None
        words = "" if holder is None else _held_words(holder)
        return State(self._condition, words, holder, waiting, octets=octets)

    def reader(self) -> Reader:
        """A reader of what is written. ArchiveError when it cannot be read."""
        if self._connection is not None and self._connection.is_shared:
            return Reader(self._connection, "the archive")
        if self._place is None:
            raise ArchiveError("there is no archive to be read")
        return Reader(to_read(self._place), str(self._place))

    def forget(self, who: str) -> Forgotten:
        """Take out the account of this handle or key: its posts, what they said, its boosts; it stays out.

        It touches the disk; another process may be writing meanwhile. ArchiveError when it cannot be done.
        """
        if self._connection is not None and self._connection.is_shared:
            forgotten = self._forget(self._connection, who)
            if self._writing is not None:
                self._writing.look_again()
            return forgotten
        if self._place is None:
            raise ArchiveError("there is no archive to forget in")
        try:
            connection = to_write(self._place)
        except sqlite3.Error as error:
            raise writing_failed(str(self._place), error) from error
        try:
            return self._forget(connection, who)
        finally:
            connection.close()

    def _forget(self, connection: Connection, who: str) -> Forgotten:
        with connection.lock:
            try:
                connection.plain.execute("BEGIN IMMEDIATE")
                forgotten = forget(connection.plain, who, stamp(self._clock.now()))
                connection.plain.execute("COMMIT")
            except sqlite3.Error as error:
                connection.undo()
                raise writing_failed("the archive", error) from error
            return forgotten

    def close(self) -> None:
        """Write what waits, within two seconds, and let others write."""
        if self._writing is not None:
            self._writing.end(CLOSING)
        if self._connection is not None:
            self._connection.close()
        if self._hold is not None:
            self._hold.let_go()

    def _check(self) -> None:
        if self._writing is not None:
            self._writing.check()

    def _read_cursors(self) -> None:
        if self._connection is None:
            return
        query = "SELECT s.url, c.name, c.value, c.at FROM cursors c JOIN sources s ON s.id = c.source"
        for url, name, value, at in self._connection.rows(query, (), tuple[str, str, str, int]):
            cursor = Cursor(clean_line(url), clean_line(name), clean_line(value), moment(at))
            self._cursors[cursor.source, cursor.name] = cursor


def _held_words(holder: Holder) -> str:
    return f"written by {holder.command} (process {holder.pid}) since {holder.since:%H:%M}"


def _size(place: Path | None) -> int:
    if place is None:
        return 0
    try:
        return place.stat().st_size
    except OSError:
        return 0
