"""A SQLite that fails at one statement, or at all of them for a while, as the real one does on a bad disk."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

SAID = {
    sqlite3.SQLITE_FULL: "database or disk is full",
    sqlite3.SQLITE_IOERR: "disk I/O error",
    sqlite3.SQLITE_IOERR_READ: "disk I/O error",
    sqlite3.SQLITE_CORRUPT: "database disk image is malformed",
    sqlite3.SQLITE_READONLY: "attempt to write a readonly database",
    sqlite3.SQLITE_BUSY: "database is locked",
    sqlite3.SQLITE_CANTOPEN: "unable to open database file",
    sqlite3.SQLITE_CONSTRAINT: "UNIQUE constraint failed: posts.id",
}


@dataclass
class Failing:
    """What fails: from statement `first` on, as many as `times`. Statements are counted on connections that write."""

    code: int
    first: int = 1
    times: int = 0
    among: str = ""
    """Only statements that have this in them count."""
    late: bool = False
    """The statement is carried out, and fails only then."""
    rolls_back: bool = False
    """The failure ends the transaction, as some do."""
    counted: int = 0
    done: list[str] = field(default_factory=list)
    """The statements that were let through or failed, shortened."""

    def strikes(self, statement: str) -> bool:
        """Count the statement; whether it is to fail."""
        if self.among not in statement:
            return False
        self.counted += 1
        self.done.append(" ".join(statement.split())[:60])
        return self.first <= self.counted < self.first + self.times

    def error(self) -> sqlite3.Error:
        """As SQLite says it."""
        error = sqlite3.OperationalError(SAID[self.code])
        error.sqlite_errorcode = self.code
        return error

    def start(self, among: str = "") -> None:
        """From now on every statement fails that has this in it."""
        self.among, self.first, self.times = among, 0, 1 << 60

    def stop(self) -> None:
        """From now on all is well."""
        self.times = 0


class _Connection(sqlite3.Connection):
    failing: Failing | None = None
    _writes = False

    def __init__(self, database: object, *more: object, **others: object) -> None:
        super().__init__(database, *more, **others)  # type: ignore[arg-type]  # handed on as they come
        self._writes = "mode=rwc" in str(database)

    def _fails(self, statement: str) -> Failing | None:
        failing = _Connection.failing
        if failing is None or not self._writes or not failing.strikes(statement):
            return None
        if not failing.late:
            self._fail(failing)
        return failing

    def _fail(self, failing: Failing) -> None:
        if failing.rolls_back and self.in_transaction:
            super().execute("ROLLBACK")
        raise failing.error()

    def execute(self, statement: str, values: object = (), /) -> sqlite3.Cursor:
        failing = self._fails(statement)
        cursor = super().execute(statement, values)  # type: ignore[arg-type]  # handed on as they come
        if failing is not None:
            cursor.close()
            self._fail(failing)
        return cursor

    def executemany(self, statement: str, rows: Iterable[object], /) -> sqlite3.Cursor:
        failing = self._fails(statement)
        cursor = super().executemany(statement, rows)  # type: ignore[arg-type]  # handed on as they come
        if failing is not None:
            cursor.close()
            self._fail(failing)
        return cursor

    def executescript(self, script: str, /) -> sqlite3.Cursor:
        failing = self._fails(script)
        cursor = super().executescript(script)
        if failing is not None:
            cursor.close()
            self._fail(failing)
        return cursor


def make_it_fail(monkeypatch: pytest.MonkeyPatch, failing: Failing) -> Failing:
    """From now on it fails so; connections that are opened from now on, that is."""
    connect = sqlite3.connect
    monkeypatch.setattr(_Connection, "failing", failing)

    def connected(*arguments: object, **options: object) -> sqlite3.Connection:
        return connect(*arguments, **{**options, "factory": _Connection})  # type: ignore[call-overload, no-any-return]  # as they come

    if connect.__module__ != __name__:
        monkeypatch.setattr("sqlite3.connect", connected)
    return failing
