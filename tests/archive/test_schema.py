"""The steps from one schema to the next: each whole or not at all, none taken twice."""

import sqlite3
from pathlib import Path

import pytest

from hashtui.archive import open_archive
from hashtui.archive.schema import APPLICATION, STEPS, migrate, schema_of, statements
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from tests.archive.flooding import flood

NEXT = (*STEPS, "CREATE TABLE more (id INTEGER PRIMARY KEY);\nALTER TABLE gaps ADD COLUMN more TEXT;\n")
WRONG = (*STEPS, "CREATE TABLE more (id INTEGER PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);\n")


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def opened(place: Path) -> sqlite3.Connection:
    return sqlite3.connect(place, isolation_level=None)


def written(place: Path) -> None:
    """An archive with three posts."""
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, 3):
        archive.take(one)
    archive.close()


def test_an_empty_file_gets_every_step(tmp_path: Path) -> None:
    connection = opened(tmp_path / "archive.sqlite3")

    assert migrate(connection, "it") == len(STEPS)

    assert schema_of(connection) == len(STEPS)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert migrate(connection, "it") == 0


@pytest.mark.parametrize("older", range(len(STEPS) + 1))
def test_from_every_older_schema_it_comes_to_the_next(tmp_path: Path, older: int) -> None:
    connection = opened(tmp_path / "archive.sqlite3")
    migrate(connection, "it", STEPS[:older])

    assert migrate(connection, "it", NEXT) == len(NEXT) - older

    assert "more" in tables(connection)
    assert schema_of(connection) == len(NEXT)


def test_what_is_kept_stays_when_the_schema_changes(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    written(place)
    connection = opened(place)

    migrate(connection, "it", NEXT)

    assert connection.execute("SELECT count(*) FROM posts").fetchone() == (3,)
    connection.close()
    with pytest.raises(ArchiveError, match="newer hashtui"):
        open_archive(place, clock=HandClock(), command="a test")


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    written(place)
    connection = opened(place)
    before = tables(connection)

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, "it", WRONG)

    assert tables(connection) == before
    assert schema_of(connection) == len(STEPS)
    assert connection.execute("SELECT count(*) FROM posts").fetchone() == (3,)


def test_a_script_falls_into_its_statements() -> None:
    assert statements("CREATE TABLE a (\n  b TEXT\n);\nINSERT INTO a\nVALUES (';');\n") == [
        "CREATE TABLE a (\n  b TEXT\n);",
        "INSERT INTO a\nVALUES (';');",
    ]
