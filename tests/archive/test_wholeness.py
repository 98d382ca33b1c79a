"""A file that lacks something of ours, or is another: seen to when it is opened, read or written."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from hashtui.archive import Condition, open_archive, preparing
from hashtui.archive.schema import STEPS
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from tests.archive.failing import Failing, make_it_fail
from tests.archive.flooding import flood, key_of, numbered, until
from tests.archive.harmed import asides, run_in, take_its_head, with_posts


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the archive is."""
    return tmp_path / "archive.sqlite3"


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE posts",
        "DROP TABLE journal",
        "DROP TABLE tagged",
        "DROP TABLE notes",
        "DROP TABLE words",
        "DELETE FROM sqlite_master WHERE name = 'words_idx'",
        "DELETE FROM sqlite_master WHERE name = 'words_data'",
        "ALTER TABLE posts ADD COLUMN more",
        "ALTER TABLE people RENAME COLUMN handle TO called",
        "DROP INDEX posts_standing",
        "DROP VIEW all_names",
    ],
)
async def test_a_file_that_lacks_something_is_made_anew_while_it_is_written(place: Path, statement: str) -> None:
    archive = await with_posts(place)

    run_in(place, statement)
    for one in flood(100, 50):
        archive.take(one)
    await until(archive, lambda: not archive.unwritten)
    archive._suspect()  # a reader of it failed
    await archive.turn()

    reader = archive.reader()
    assert all(reader.post(key_of(number)) is not None for number in range(100, 150))
    assert "was damaged: it is now archive.corrupt-" in archive.said[0]
    assert archive.state.condition is Condition.WRITING
    assert (archive.setbacks, asides(place)) == (1, 1)
    archive.close()
    assert open_archive(place, clock=HandClock(), command="a test").said == ()


@pytest.mark.parametrize("statement", ["DROP TABLE posts", "DROP TABLE words", "DROP TABLE gaps"])
async def test_a_file_that_lacks_something_is_made_anew_when_it_is_opened(place: Path, statement: str) -> None:
    archive = await with_posts(place)
    archive.close()
    run_in(place, statement)

    archive = open_archive(place, clock=HandClock(), command="a test")

    assert "was damaged" in archive.said[0]
    assert archive.reader().page(None) is not None
    archive.close()


async def test_what_another_program_took_out_is_noticed_though_nothing_is_heard(place: Path) -> None:
    archive = await with_posts(place)
    run_in(place, "DROP TABLE journal")

    await archive.turn()
    await archive.turn()

    assert "was damaged: it is now archive.corrupt-" in archive.said[0]
    assert archive.reader().count() == 50
    assert archive.setbacks == 1
    archive.close()


async def test_who_only_reads_a_file_that_lacks_something_is_told_who_mends_it(place: Path) -> None:
    (await with_posts(place)).close()
    run_in(place, "DROP TABLE posts")
    archive = open_archive(place, clock=HandClock(), command="a test", write=False)

    with pytest.raises(ArchiveError, match="is damaged: a hashtui that may write it moves it aside"):
        archive.reader().page(None)


@pytest.mark.parametrize(
    "harm",
    [
        lambda place, other: place.open("r+b").truncate(0),
        lambda place, other: place.open("r+b").truncate(9_000),
        lambda place, other: place.write_bytes(b"this is no database" * 5_000),
        lambda place, other: shutil.copyfile(other, place),
    ],
    ids=["emptied", "cut off", "text", "another archive's octets"],
)
async def test_a_file_that_is_overwritten_in_its_place_is_seen_to(
    place: Path, tmp_path: Path, harm: Callable[[Path, Path], object]
) -> None:
    (tmp_path / "other").mkdir()
    (await with_posts(tmp_path / "other" / "archive.sqlite3", 10)).close()
    archive = await with_posts(place, 300)

    harm(place, tmp_path / "other" / "archive.sqlite3")
    for one in flood(1_000, 300):
        archive.take(one)
    archive._suspect()
    await until(archive, lambda: not archive.unwritten)
    archive._suspect()
    await archive.turn()

    reader = archive.reader()
    assert all(reader.post(key_of(number)) is not None for number in range(1_000, 1_300))
    assert archive.state.condition is Condition.WRITING
    archive.close()
    assert open_archive(place, clock=HandClock(), command="a test").said == ()


async def test_an_index_that_cannot_be_read_is_made_anew_in_its_place(place: Path) -> None:
    archive = await with_posts(place, 300)
    run_in(place, "UPDATE words_data SET block = x'00' WHERE id > 10")
    query = "SELECT count(*) FROM words WHERE words MATCH 'number'"
    reader = archive.reader()

    archive._suspect()
    await archive.turn()

    assert reader._connection.rows(query, (), tuple[int]) == [(300,)]
    assert (archive.said, asides(place)) == ((), 0)
    archive.close()


async def test_a_file_that_is_none_any_more_is_seen_to_though_nothing_is_heard(place: Path) -> None:
    archive = await with_posts(place)
    archive.close()
    archive = open_archive(place, clock=HandClock(), command="a test")
    with place.open("r+b") as file:
        file.write(b"this is no database" * 500)

    with pytest.raises(ArchiveError):
        archive.reader().page(None)
    await archive.turn()
    await archive.turn()

    assert "was damaged" in archive.said[0]
    archive.close()


async def test_a_file_that_a_newer_hashtui_made_its_own_meanwhile_is_left_alone(place: Path) -> None:
    archive = await with_posts(place)
    run_in(place, "DROP INDEX posts_standing", f"PRAGMA user_version = {len(STEPS) + 1}")

    archive._suspect()
    archive.take(numbered(100))
    await archive.turn()
    await archive.turn()
    state = archive.state
    archive.close()

    assert state.condition is Condition.BROKEN
    assert "was written by a newer hashtui" in state.words
    assert asides(place) == 0


async def test_a_reader_that_comes_while_a_large_damaged_file_is_saved_reads_it_when_that_is_done(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (await with_posts(place, 300)).close()
    take_its_head(place)
    monkeypatch.setattr(preparing, "SAVED_AT_ONCE", 0)
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_FULL))
    failing.start()  # it cannot be begun yet

    archive = open_archive(place, clock=HandClock(), command="a test")
    reader = archive.reader()
    with pytest.raises(ArchiveError):
        reader.page(None)
    failing.stop()
    await archive.turn()
    await archive.turn()

    assert reader.count() == 300
    archive.close()
