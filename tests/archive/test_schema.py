"""The steps from one schema to the next: each whole or not at all, none taken twice."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from hashtui.archive import open_archive
from hashtui.archive.batch import Batch
from hashtui.archive.connection import to_write
from hashtui.archive.directory import Directory
from hashtui.archive.rebuilding import mark_folding
from hashtui.archive.rows import IN_ANY_PART
from hashtui.archive.schema import APPLICATION, STEPS, migrate, schema_of, statements
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from hashtui.filter import parse
from hashtui.post.sighting import Admitted
from hashtui.reading.moment import Moment
from tests.archive.flooding import flood, key_of
from tests.posts import NOON

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


def written_by_the_first(place: Path, taken: Iterable[Admitted]) -> None:
    """An archive of schema 1 with these posts."""
    connection = to_write(place)
    run = connection.plain.execute
    migrate(connection.plain, "it", STEPS[:1])
    mark_folding(connection.plain)
    run("BEGIN")
    Batch(connection.plain, Directory(connection.plain), NOON).write(list(taken))
    run("COMMIT")
    connection.close()


def found(place: Path, words: str) -> list[str]:
    """The keys of the posts that an archive finds when it has brought the file to its schema."""
    archive = open_archive(place, clock=HandClock(), command="a test")
    archive.close()
    reader, tree, moment = archive.reader(), parse(words), Moment(NOON)
    entries = reader.search(tree, lambda entry: tree.judge(entry, moment), NOON).page(9).entries
    reader.close()
    return [entry.key for entry in entries]


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


def test_posts_of_the_first_schema_are_found_by_their_writer_and_their_words(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    written_by_the_first(place, flood(0, 3))

    assert found(place, "from:ana") == [key_of(2), key_of(1), key_of(0)]
    assert found(place, "dit") == [key_of(2), key_of(1), key_of(0)]
    assert schema_of(opened(place)) == len(STEPS)


def test_the_second_schema_changes_no_row_of_any_table(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    written_by_the_first(place, flood(0, 200))
    connection = opened(place)
    kept = {name for name in tables(connection) if not name.startswith("words")}
    before = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in kept}

    migrate(connection, "it", STEPS[:2])

    assert {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in kept} == before
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_posts_of_a_writer_are_looked_up_in_every_part_of_their_index(tmp_path: Path) -> None:
    connection = to_write(tmp_path / "archive.sqlite3").plain
    migrate(connection, "it")
    mark_folding(connection)
    directory = Directory(connection)
    for last in (0, 16_380, 50_000):
        connection.execute("INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq) VALUES (1, 'posts', ?)", (last,))
        connection.execute("BEGIN")
        Batch(connection, directory, NOON).write(list(flood(last, 10)))
        connection.execute("COMMIT")

    query = f"SELECT id >> 14, count(*) FROM posts p WHERE {IN_ANY_PART} AND p.person = 1 GROUP BY 1"
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))

    assert "USING COVERING INDEX posts_by_writer (<expr>=? AND person=?)" in plan
    assert connection.execute(query).fetchall() == [(0, 13), (1, 7), (3, 10)]


def test_a_post_with_a_number_far_beyond_all_others_makes_no_look_up_long(tmp_path: Path) -> None:
    connection = to_write(tmp_path / "archive.sqlite3").plain
    migrate(connection, "it")
    connection.execute("BEGIN")
    Batch(connection, Directory(connection), NOON).write(list(flood(0, 10)))
    connection.execute("COMMIT")
    connection.execute("UPDATE posts SET id = ? WHERE id = 9", (1 << 45,))
    connection.execute("UPDATE posts SET id = ? WHERE id = 10", ((1 << 63) - 1,))

    connection.set_progress_handler(lambda: True, 1_000_000)  # steps of SQLite's, after which it is interrupted
    found = connection.execute(f"SELECT count(*) FROM posts p WHERE {IN_ANY_PART} AND p.person = 1").fetchone()

    assert found == (10,)
