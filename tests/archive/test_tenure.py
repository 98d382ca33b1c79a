"""A file that goes bad while it is written: what is wrong is said, and it goes on by itself where that can be."""

import sqlite3
from pathlib import Path

import pytest

from hashtui.archive import Condition, in_memory, open_archive
from hashtui.archive.queue import MOST_THINGS
from hashtui.archive.tenure import MOST_SAVED
from hashtui.clock import HandClock
from tests.archive.failing import Failing, make_it_fail
from tests.archive.flooding import flood, numbered, until
from tests.archive.harmed import asides, run_in, with_posts


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the archive is."""
    return tmp_path / "archive.sqlite3"


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
    await archive.turn()
    for one in flood(200, MOST_THINGS + 3):
        archive.take(one)
    later, unwritten = archive.state, archive.unwritten
    failing.stop()
    await until(archive, lambda: not archive.unwritten)

    assert state.condition is Condition.BROKEN
    assert state.words.startswith("it cannot be written (attempt to write a readonly database) since ")
    assert state.words.endswith(": 7 posts wait; make it and its folder writable again, and they are written")
    assert state.waiting == 7
    gone = unwritten - later.waiting
    assert unwritten == MOST_THINGS + 10
    assert f": only the newest {later.waiting} posts wait, {gone} before them are kept nowhere; " in later.words
    assert 0 < gone <= 10
    assert (archive.state.condition, archive.state.words) == (Condition.WRITING, "")
    assert archive.setbacks == 1
    assert archive.reader().count() == 50 + later.waiting
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


async def test_a_file_that_was_taken_away_is_said_to_be_begun_anew(place: Path) -> None:
    archive = await with_posts(place)
    place.unlink()  # noqa: ASYNC240  # nothing else runs in this loop

    archive.take(numbered(100))
    await archive.flush()

    assert archive.said == (f"{place} was taken away: a new one is begun",)
    assert archive.reader().count() == 1
    assert archive.setbacks == 0  # who takes it away wants to be rid of it
    archive.close()


async def test_a_disk_that_does_not_give_back_what_was_written_is_damage_when_it_goes_on(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_IOERR_READ))
    archive = await with_posts(place)
    failing.among, failing.counted, failing.first, failing.times = "BEGIN IMMEDIATE", 0, 1, 2

    archive.take(numbered(100))
    await until(archive, lambda: not archive.unwritten)

    assert "was damaged" in archive.said[0]
    assert archive.reader().count() == 51
    archive.close()


async def test_what_is_found_damaged_on_a_full_disk_waits_to_be_saved(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_FULL))
    archive = await with_posts(place)
    run_in(place, "DROP TABLE journal")
    failing.start("INSERT OR REPLACE INTO")

    archive.take(numbered(100))
    await archive.turn()
    state = archive.state
    failing.stop()
    await until(archive, lambda: not archive.unwritten)

    assert (state.condition, state.words.split(" since")[0]) == (Condition.FULL, "no room on the disk")
    assert archive.reader().count() == 51
    assert asides(place) == 1
    archive.close()


async def test_one_that_only_reads_since_another_writes_looks_now_and_then_and_not_all_the_time(place: Path) -> None:
    archive = await with_posts(place)
    second = open_archive(place, clock=HandClock(), command="another")
    await second.turn()
    before = second._queue.turns

    await archive.turn()
    await second.turn()

    assert second._queue.turns - before <= 4
    assert second.state.condition is Condition.READING
    second.close()
    archive.close()


async def test_in_memory_nothing_of_that_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = in_memory(HandClock())
    archive.take(numbered(0))

    await archive.turn()

    assert (archive.unwritten, archive.setbacks, archive.state.condition) == (0, 0, Condition.IN_MEMORY)
    archive.close()
