"""Connections to the archive's file: one that writes, and one for each reader."""

import os
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from hashtui.archive.pages import PAGE
from hashtui.archive.schema import check_schema
from hashtui.archive.trouble import Undecodable, malformed
from hashtui.errors import ArchiveError

Shape = TypeVar("Shape")

PATIENCE = 5.0
"""Seconds to wait for another process that is in the middle of writing."""
_CACHE_KIB = 16 * 1024


class Connection:
    """One connection; in memory, the one that everybody shares. Whoever uses it has it for themselves meanwhile."""

    is_shared = False

    def __init__(self, plain: sqlite3.Connection) -> None:
        self.plain = plain
        self.lock = threading.RLock()

    def rows(self, query: str, values: Sequence[object], _: type[Shape]) -> list[Shape]:
        """All rows of a query, which are of that shape. sqlite3.Error when it cannot be answered."""
        with self.lock:
            try:
                return self.plain.execute(query, values).fetchall()
            except Undecodable as error:
                raise malformed() from error

    def stamp(self) -> object:
        """Another value whenever somebody may have written."""
        return self.plain.total_changes

    def undo(self) -> None:
        """End a transaction that failed."""
        if self.plain.in_transaction:
            with suppress(sqlite3.Error):
                self.plain.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        if not self.is_shared:
            with suppress(sqlite3.Error):
                self.plain.close()


class Shared(Connection):
    """The one connection to what stands in memory only."""

    is_shared = True


class Following(Connection):
    """One that reads, and goes on with the new file when a damaged one was moved aside."""

    def __init__(self, place: Path, *, later: bool = False) -> None:
        """`later`: a file that cannot be read now may be when it is asked."""
        self._place = place
        self._file = file_at(place)
        try:
            super().__init__(_to_read(place))
        except sqlite3.Error:
            if not later:
                raise
            super().__init__(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
            self._file = None

    def rows(self, query: str, values: Sequence[object], shape: type[Shape]) -> list[Shape]:
        now = file_at(self._place)
        if now is not None and now != self._file:
            with self.lock:
                fresh = _to_read(self._place)
                self.plain.close()
                self.plain, self._file = fresh, now
        return super().rows(query, values, shape)

    def stamp(self) -> object:
        """By the times and sizes of the file and of its log: nobody asks the database for that."""
        return [times_of(self._place), times_of(self._place.with_name(f"{self._place.name}-wal"))]


def to_write(place: Path, factory: type[sqlite3.Connection] = sqlite3.Connection) -> Connection:
    """The connection that writes. sqlite3.Error, on a damaged file too; ArchiveError when it is not ours."""
    plain = _connected(_uri(place, "rwc"), factory)
    try:
        check_schema(plain, str(place))  # before anything is written
        plain.execute(f"PRAGMA page_size = {PAGE}")  # this and the next count for a file that is begun now
        plain.execute("PRAGMA auto_vacuum = INCREMENTAL")
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("PRAGMA synchronous = FULL")
        plain.execute("PRAGMA secure_delete = ON")
        plain.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        plain.execute("PRAGMA wal_autocheckpoint = 4000")  # pages: fewer are written twice
        plain.execute("PRAGMA journal_size_limit = 67108864")
    except Undecodable as error:
        plain.close()
        raise malformed() from error
    except (sqlite3.Error, ArchiveError):
        plain.close()
        raise
    return Connection(plain)


def to_read(place: Path, *, later: bool = False) -> Connection:
    """A connection that reads. sqlite3.Error; what cannot be read beside a writer is read as it stands.

    `later`: it is no error yet when that cannot be done now.
    """
    return Following(place, later=later)


def in_memory() -> Connection:
    """One without a file."""
    plain = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    plain.execute("PRAGMA auto_vacuum = INCREMENTAL")
    return Shared(plain)


def _to_read(place: Path) -> sqlite3.Connection:
    trouble: sqlite3.Error | None = None
    for mode in ("rw", "ro", "ro&immutable=1"):
        try:
            return _reading(_uri(place, mode))
        except sqlite3.Error as error:
            trouble = trouble or error
    raise trouble or sqlite3.OperationalError("unable to open")


def file_at(place: Path) -> tuple[int, int] | None:
    """Which file lies there; None: none that can be seen."""
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def times_of(place: Path) -> tuple[int, int, int] | None:
    """Which file lies there, when it was written last, and how long it is; None: none that can be seen."""
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _reading(uri: str) -> sqlite3.Connection:
    plain = _connected(uri)
    try:
        plain.execute("PRAGMA query_only = ON")
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except Undecodable as error:
        plain.close()
        raise malformed() from error
    except sqlite3.Error:
        plain.close()
        raise
    return plain


def _connected(uri: str, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=True, factory=factory
    )


def _uri(place: Path, mode: str) -> str:
    return f"file:{quote(os.fsencode(place.absolute()))}?mode={mode}"
