"""A file that goes bad while it is written: what is wrong is said, and it goes on by itself where that can be."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from hashtui.archive import Archive, Condition, in_memory, open_archive
from hashtui.archive.queue import MOST_THINGS
from hashtui.archive.tenure import MOST_SAVED
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from tests.archive.failing import Failing, make_it_fail
from tests.archive.flooding import flood, key_of, numbered, until


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the archive is."""
    return tmp_path / "archive.sqlite3"


async def with_posts(place: Path, count: int = 50) -> Archive:
    """An archive that is written, and has so many."""
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, count):
        archive.take(one)
    await archive.flush()
    return archive


def asides(place: Path) -> int:
    """How many damaged files were kept."""
    return len(list(place.parent.glob("archive.corrupt-*.sqlite3")))


def run_in(place: Path, *statements: str) -> None:
    """What another program does to the file."""
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        other.execute(statement)
    other.close()


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


async def test_what_cannot_be_written_is_said_with_what_is_not_kept_and_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_READONLY))
    archive = await with_posts(place)

    failing.start()
    for one in flood(100, 7):
        archive.take(one)
    await archive.turn()
    state = archive.state
    for one in flood(200, MOST_THINGS + 3):
        archive.take(one)
    later = archive.state
    failing.stop()
    await until(archive, lambda: not archive.unwritten)

    assert state.condition is Condition.BROKEN
    assert state.words.startswith("it cannot be written (attempt to write a readonly database) since ")
    assert state.words.endswith(": 7 posts wait; make it and its folder writable again, and they are written")
    assert state.waiting == 7
    assert f": only the newest {MOST_THINGS + 7} posts wait, 3 before them are kept nowhere; " in later.words
    assert (archive.state.condition, archive.state.words) == (Condition.WRITING, "")
    assert archive.setbacks == 1
    assert archive.reader().count() == 50 + 7 + MOST_THINGS
    archive.close()


async def test_what_waited_at_the_end_for_a_file_that_cannot_be_written_is_counted(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_READONLY))
    archive = await with_posts(place)
    failing.start()
    for one in flood(100, MOST_THINGS + 5):
        archive.take(one)
    await archive.turn()
    for one in flood(10_000, 5):
        archive.take(one)

    archive.close()

    assert archive.unwritten == MOST_THINGS + 10
    assert archive.said[-1] == f"{MOST_THINGS + 10} of the things heard last could not be written into the archive"


async def test_trouble_is_over_when_something_was_written_and_not_when_the_file_could_be_opened(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_CANTOPEN))
    archive = await with_posts(place)
    failing.start("BEGIN IMMEDIATE")
    archive.take(numbered(100))
    seen = []
    for _ in range(5):
        await archive.turn()
        seen.append(archive.state)

    failing.stop()
    await archive.turn()

    assert {state.condition for state in seen} == {Condition.BROKEN}
    assert {state.words for state in seen} == {seen[0].words}
    assert archive.state.condition is Condition.WRITING
    archive.close()


async def test_trouble_is_over_though_nothing_new_is_heard(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_IOERR))
    archive = await with_posts(place)
    failing.start()
    archive._suspect()
    await archive.turn()
    state = archive.state

    failing.stop()
    await archive.turn()

    assert (state.condition, state.words.split(" since")[0]) == (
        Condition.FULL,
        "the disk takes nothing (disk I/O error)",
    )
    assert state.words.endswith(": nothing new is kept; make room and they are written")
    assert archive.state.condition is Condition.WRITING
    archive.close()


async def test_a_file_that_is_damaged_again_and_again_is_not_saved_for_ever(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_CORRUPT))
    archive = await with_posts(place)

    for number in range(MOST_SAVED + 1):
        failing.first, failing.times = failing.counted + 2, 1
        archive.take(numbered(1_000 + number))
        await until(archive, lambda: not archive.unwritten)
    once = archive.state
    failing.start("OR ROLLBACK INTO posts")
    archive.take(numbered(2_000))
    await archive.turn()
    state = archive.state
    failing.stop()
    await until(archive, lambda: not archive.unwritten)

    assert asides(place) == MOST_SAVED
    assert once.condition is Condition.WRITING
    assert state.condition is Condition.BROKEN
    assert "it is damaged again, after what could be read was saved into a new file" in state.words
    assert "the disk may be failing" in state.words
    assert archive.reader().count() == 50 + MOST_SAVED + 2
    archive.close()


async def test_a_new_file_that_is_damaged_at_once_is_not_saved_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_CORRUPT))
    archive = await with_posts(place)
    run_in(place, "DROP TABLE notes")
    failing.start("INSERT OR REPLACE INTO notes VALUES ('clean'")
    archive._suspect()
    archive.take(numbered(1_000))

    for _ in range(5):
        await archive.turn()

    assert archive.state.condition is Condition.BROKEN
    assert asides(place) == 1
    failing.stop()
    await archive.turn()
    assert archive.reader().count() == 51
    archive.close()


async def test_while_another_program_has_it_locked_that_is_said_and_nothing_is_lost(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_BUSY))
    archive = await with_posts(place)
    failing.start()

    archive.take(numbered(100))
    await archive.turn()
    state = archive.state
    failing.stop()
    await archive.flush()

    assert (state.condition, state.words) == (Condition.WRITING, "another program has it locked: 1 post waits")
    assert archive.state.words == ""
    assert archive.reader().count() == 51
    archive.close()


async def test_one_that_is_locked_when_it_is_opened_is_written_later(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (await with_posts(place)).close()
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_BUSY))
    failing.start()

    archive = open_archive(place, clock=HandClock(), command="a test")
    archive.take(numbered(100))
    await archive.turn()
    state = archive.state
    failing.stop()
    await archive.flush()

    assert (state.condition, state.words) == (Condition.WRITING, "another program has it locked: 1 post waits")
    assert archive.reader().count() == 51
    archive.close()


async def test_a_transaction_that_cannot_be_undone_goes_with_its_connection(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_BUSY))
    archive = await with_posts(place)
    monkeypatch.setattr(failing, "strikes", lambda one: one == "ROLLBACK" or "OR ROLLBACK INTO posts" in one)

    archive.take(numbered(100))
    await archive.turn()
    monkeypatch.undo()
    await archive.turn()

    assert (archive.state.condition, archive.unwritten) == (Condition.WRITING, 0)
    assert archive.reader().count() == 51
    archive.close()


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


async def test_a_file_that_was_taken_away_is_said_to_be_begun_anew(place: Path) -> None:
    archive = await with_posts(place)
    place.unlink()  # noqa: ASYNC240  # nothing else runs in this loop

    archive.take(numbered(100))
    await archive.flush()

    assert archive.said == (f"{place} was taken away: a new one is begun",)
    assert archive.reader().count() == 1
    assert archive.setbacks == 0  # who takes it away wants to be rid of it
    archive.close()


async def test_in_memory_nothing_of_that_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = in_memory(HandClock())
    archive.take(numbered(0))

    await archive.turn()

    assert (archive.unwritten, archive.setbacks, archive.state.condition) == (0, 0, Condition.IN_MEMORY)
    archive.close()
