"""The archive as a sink and as what is read: what goes in comes out."""

import os
from pathlib import Path

import pytest

from hashtui.archive import Condition, in_memory, open_archive, saving
from hashtui.clock import HandClock
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Cursor
from tests.archive.events import admitted_by, heard_in_event, retold
from tests.archive.flooding import flood, key_of
from tests.posts import NOON, SOURCE


@pytest.mark.parametrize("seed", [20, 21])
async def test_every_post_comes_back_as_the_watch_has_it(tmp_path: Path, seed: int) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")

    watch = admitted_by(heard_in_event(seed), archive)
    await archive.flush()

    reader = archive.reader()
    kept = [*reader.each(None, None, None), *reader.each(None, None, None, deleted=True)]
    archive.close()
    assert {one.key: one.admitted for one in kept} == retold(watch)


@pytest.mark.parametrize("seed", [20, 21])
async def test_the_journal_admitted_anew_makes_the_same_watch(tmp_path: Path, seed: int) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    watch = admitted_by(heard_in_event(seed), archive)
    await archive.flush()

    again = admitted_by(heard for _, heard in archive.reader().heard(None, None, None))

    archive.close()
    assert retold(again) == retold(watch)


async def test_hearing_everything_again_writes_nothing_twice(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    admitted_by(heard_in_event(), archive)
    await archive.flush()
    reader = archive.reader()
    before = list(reader.heard(None, None, None))

    admitted_by(heard_in_event(), archive)
    await archive.flush()

    assert list(reader.heard(None, None, None)) == before
    archive.close()


async def test_a_place_is_kept_with_what_was_given_before_it_and_known_at_the_next_start(tmp_path: Path) -> None:
    cursor = Cursor(SOURCE, clean_line("stream"), clean_line("4711"), NOON)
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    archive.keep_cursor(cursor)
    archive.close()

    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")

    assert archive.cursor(SOURCE, "stream") == cursor
    assert archive.cursor(SOURCE, "tag paris20") is None
    archive.close()


async def test_the_file_says_whether_its_last_writer_ended_well(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    reader = archive.reader()
    said = "SELECT value FROM notes WHERE name = 'clean'"
    notes = []
    for number in range(2):
        archive.take(next(iter(flood(number, 1))))
        await archive.flush()
        notes += reader._connection.rows(said, (), tuple[str])

    archive.close()

    assert notes == [("0",), ("0",)]
    assert reader._connection.rows(said, (), tuple[str]) == [("1",)]


async def test_a_second_one_reads_and_says_who_writes(tmp_path: Path) -> None:
    first = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="hashtui record #paris20")

    second = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="hashtui")

    state = second.state
    assert state.condition is Condition.READING
    assert state.holder is not None
    assert state.holder.command == "hashtui record #paris20"
    assert "written by hashtui record #paris20" in state.words
    second.close()
    first.close()


async def test_who_is_forgotten_leaves_and_stays_out(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    admitted_by(heard_in_event(), archive)
    await archive.flush()
    reader = archive.reader()
    who = reader.page(None)[0].admitted.sighting.post.author
    theirs = sum(1 for one in reader.each(None, None, None) if one.admitted.sighting.post.author.key == who.key)
    everything = reader.count()

    forgotten = archive.forget(who.handle)
    admitted_by(heard_in_event(), archive)
    await archive.flush()

    assert forgotten.posts >= theirs > 0
    assert reader.forgotten() == (who.handle,)
    assert reader.count() == everything - theirs
    assert all(one.admitted.sighting.post.author.key != who.key for one in reader.each(None, None, None))
    archive.close()


async def test_however_many_names_are_new_every_post_is_found_by_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_NEW", 500)
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")

    for start in range(0, 3_000, 100):
        for one in flood(start, 100):
            archive.take(one)
        await archive.flush()

    reader = archive.reader()
    found = [reader.post(name) for number in range(3_000) for name in (key_of(number), url_of(number))]
    (new,), (filed,) = (
        reader._connection.rows(f"SELECT count(*) FROM {table}", (), tuple[int])[0] for table in ("new_names", "names")
    )
    assert [one.key for one in found if one] == [key_of(number) for number in range(3_000) for _ in range(2)]
    assert new + filed == 6_000
    assert new < 1_000
    archive.close()


def url_of(number: int) -> str:
    return f"https://social.example/@ana/{number}"


async def test_in_memory_everything_works_but_nothing_is_on_the_disk(home: Path) -> None:
    archive = in_memory(HandClock())

    watch = admitted_by(heard_in_event(), archive)
    await archive.flush()

    assert archive.state.condition is Condition.IN_MEMORY
    assert archive.reader().count() == sum(1 for one in retold(watch).values() if one.heard is one.sighting)
    archive.close()
    assert [name for _, _, files in os.walk(home) for name in files] == []
