"""Opening an archive: who may write, what lies there already, what cannot be written."""

import asyncio
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from hashtui.archive import Condition, open_archive, opening
from hashtui.archive.hold import Hold
from hashtui.archive.schema import STEPS
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from tests.archive.flooding import flood, key_of, until


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o177])
async def test_folder_and_files_are_for_their_owner_only_whatever_the_umask_is(tmp_path: Path, mask: int) -> None:
    place = tmp_path / "data" / "hashtui" / "archive.sqlite3"
    before = os.umask(mask)
    try:
        archive = open_archive(place, clock=HandClock(), command="a test")
        for one in flood(0, 3):
            archive.take(one)
        await archive.flush()
        files = {path.name: mode_of(path) for path in place.parent.iterdir()}
        folder = mode_of(place.parent)
        archive.close()
    finally:
        os.umask(before)

    assert folder == 0o700
    assert set(files.values()) == {0o600}
    assert {"archive.sqlite3", "archive.sqlite3-wal", "archive.sqlite3.lock"} <= set(files)


async def test_a_second_one_takes_over_when_the_first_ends_and_has_lost_nothing(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    first = open_archive(place, clock=HandClock(), command="hashtui record")
    second = open_archive(place, clock=HandClock(), command="hashtui")
    for one in flood(0, 20):
        second.take(one)
    await second.flush()
    assert second.reader().count() == 0

    first.close()
    for one in flood(20, 20):
        second.take(one)
    await until(second, lambda: second.committed == 40)

    assert second.state.condition is Condition.WRITING
    assert second.reader().count() == 40
    second.close()


def test_who_only_reads_makes_no_file_and_holds_up_nobody(tmp_path: Path) -> None:
    place = tmp_path / "data" / "archive.sqlite3"

    reading = open_archive(place, clock=HandClock(), command="hashtui search", write=False)

    assert reading.reader().count() == 0
    assert not place.parent.exists()
    assert "no archive yet" in reading.said[0]
    reading.close()


def test_one_that_gives_way_lets_one_in_that_insists_and_goes_on_when_that_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "archive.sqlite3"
    board = open_archive(place, clock=HandClock(), command="hashtui", gives_way=True)
    monkeypatch.setattr(opening, "pause", lambda _: asyncio.run(board.turn()))
    for one in flood(0, 5):
        board.take(one)

    recorder = open_archive(place, clock=HandClock(), command="hashtui record", insists=True)

    during = board.state
    assert recorder.state.condition is Condition.WRITING
    assert recorder.reader().count() == 5
    assert (during.condition, during.words.split(" (")[0]) == (Condition.READING, "written by hashtui record")
    recorder.close()
    asyncio.run(until(board, lambda: board.state.condition is Condition.WRITING))
    board.close()


def test_one_that_does_not_give_way_is_left_in_peace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "archive.sqlite3"
    waited: list[float] = []
    monkeypatch.setattr(opening, "pause", waited.append)
    first = open_archive(place, clock=HandClock(), command="hashtui record one")

    second = open_archive(place, clock=HandClock(), command="hashtui record two", insists=True)

    assert first.state.condition is Condition.WRITING
    assert second.state.condition is Condition.READING
    assert sum(waited) == pytest.approx(opening.GIVING_WAY)
    second.close()
    first.close()


async def test_who_only_reads_sees_what_was_written(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="hashtui record")
    for one in flood(0, 5):
        archive.take(one)
    await archive.flush()

    reading = open_archive(place, clock=HandClock(), command="hashtui search", write=False)

    assert reading.reader().count() == 5
    assert reading.state.posts == 5
    before = reading.state.holder
    archive.close()
    after = reading.state.holder
    assert before is not None
    assert after is None
    reading.close()


async def test_where_nothing_can_be_written_it_stands_in_memory_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("this is no folder")

    archive = open_archive(tmp_path / "data" / "archive.sqlite3", clock=HandClock(), command="a test")
    for one in flood(0, 5):
        archive.take(one)
    await archive.flush()

    assert archive.state.condition is Condition.IN_MEMORY
    assert "cannot be written (Not a directory): what is heard now lasts as long as the session" in archive.said[0]
    assert archive.reader().count() == 5
    archive.close()


def test_what_a_newer_version_wrote_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    open_archive(place, clock=HandClock(), command="a test").close()
    with sqlite3.connect(place) as plain:
        plain.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    plain.close()

    with pytest.raises(ArchiveError, match="newer hashtui") as complaint:
        open_archive(place, clock=HandClock(), command="a test")

    assert complaint.value.exit_code == 5
    with pytest.raises(ArchiveError, match="newer hashtui"):
        open_archive(place, clock=HandClock(), command="a test", write=False)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    with sqlite3.connect(place) as plain:
        plain.execute("CREATE TABLE bookmarks (url TEXT)")
    plain.close()
    before = place.read_bytes()

    with pytest.raises(ArchiveError, match="another program"):
        open_archive(place, clock=HandClock(), command="a test")

    assert place.read_bytes() == before


async def test_a_file_that_is_taken_out_while_it_is_written_is_begun_anew(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, 5):
        archive.take(one)
    await archive.flush()
    place.rename(tmp_path / "kept.sqlite3")
    (tmp_path / "archive.sqlite3-wal").rename(tmp_path / "kept.sqlite3-wal")

    for one in flood(5, 5):
        archive.take(one)
    await archive.flush()

    reader = archive.reader()
    assert reader.count() == 5
    assert reader.post(key_of(7)) is not None
    archive.close()


def test_a_lock_left_by_one_that_was_killed_says_nothing(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    place.with_name("archive.sqlite3.lock").write_text('{"pid": 4711, "command": "x", "since": "2026-11-22T10:00:00Z"}')

    archive = open_archive(place, clock=HandClock(), command="hashtui")

    assert archive.state.condition is Condition.WRITING
    archive.close()


def test_one_that_another_is_only_beginning_is_read_as_empty(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    hold = Hold(place)
    assert hold.take("hashtui record", HandClock().now())

    archive = open_archive(place, clock=HandClock(), command="hashtui")

    assert archive.state.condition is Condition.READING
    assert archive.reader().page(None) == ()
    assert mode_of(place) == 0o600
    archive.close()
    hold.let_go()


def test_what_an_older_version_writes_is_not_changed_under_its_hands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "archive.sqlite3"
    older = open_archive(place, clock=HandClock(), command="hashtui record")
    monkeypatch.setattr(opening, "STEPS", (*STEPS, "CREATE TABLE more (id INTEGER PRIMARY KEY);"))

    for write in (True, False):
        with pytest.raises(ArchiveError, match="older hashtui"):
            open_archive(place, clock=HandClock(), command="hashtui", write=write)

    older.close()


def test_an_archive_that_is_a_link_has_one_writer_by_whatever_name_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "archive.sqlite3").symlink_to(tmp_path / "disk" / "archive.sqlite3")
    first = open_archive(tmp_path / "disk" / "archive.sqlite3", clock=HandClock(), command="hashtui record")

    second = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="hashtui")

    assert first.state.condition is Condition.WRITING
    assert second.state.condition is Condition.READING
    second.close()
    first.close()
