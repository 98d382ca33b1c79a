"""How much is kept: what was kept first goes first, a little at a time, and the disk gets its room back."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from hashtui.archive import Archive, Keep, open_archive
from hashtui.archive.connection import to_write
from hashtui.archive.keeping import EVERY, Keeping
from hashtui.clock import HandClock
from hashtui.config.config import ArchiveConfig
from tests.archive.flooding import flood, key_of, numbered, until

A_DAY = timedelta(days=1).total_seconds()


async def filled(place: Path, clock: HandClock, *days: int, keep: Keep) -> Archive:
    """An archive that was given so many posts on each of these days."""
    archive = open_archive(place, clock=clock, command="a test", keep=keep)
    number = 0
    for posts in days:
        for one in flood(number, posts):
            archive.take(one)
        await archive.flush()
        number += posts
        await clock.wind(A_DAY)
    return archive


def numbers(archive: Archive) -> list[int]:
    return [int(kept.key.rpartition("/")[2]) for kept in archive.reader().each(None, None, None)]


async def test_what_was_kept_for_long_enough_goes_whenever_it_was_written(tmp_path: Path) -> None:
    clock = HandClock()
    archive = await filled(tmp_path / "archive.sqlite3", clock, 400, 50, 50, keep=Keep(age=timedelta(days=2)))

    archive.take(numbered(10_000))
    await until(archive, lambda: archive.state.posts == 101)

    assert numbers(archive) == [*range(400, 500), 10_000]
    assert len(list(archive.reader().heard(None, None, None))) == 101
    assert archive.reader().post(key_of(3)) is None
    archive.close()


async def test_everything_goes_when_nothing_was_kept_since(tmp_path: Path) -> None:
    clock = HandClock()
    archive = await filled(tmp_path / "archive.sqlite3", clock, 30, keep=Keep(age=timedelta(days=2)))
    await clock.wind(5 * A_DAY)

    archive.take(numbered(10_000))
    await until(archive, lambda: archive.state.posts == 1)

    assert numbers(archive) == [10_000]
    archive.close()


async def test_an_archive_that_is_too_large_loses_what_was_kept_first_and_gives_the_room_back(tmp_path: Path) -> None:
    clock, place = HandClock(), tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=clock, command="a test", keep=Keep(octets=1_000_000))
    for one in flood(0, 4_000):
        archive.take(one)
    await archive.flush()
    before = archive.state.posts

    await clock.wind(EVERY)
    archive.take(numbered(10_000))
    await until(archive, lambda: archive.state.posts < before and not archive._writing._keeping.is_due)  # type: ignore[union-attr]  # it has both
    left = numbers(archive)
    archive.close()

    assert left == [*range(4_001 - len(left), 4_000), 10_000]
    assert 1_000 < len(left) < 3_500
    assert place.stat().st_size < 3_000_000
    again = open_archive(place, clock=clock, command="a test")
    assert again.said == ()
    assert numbers(again) == left
    again.close()


async def test_without_a_limit_everything_stays(tmp_path: Path) -> None:
    clock = HandClock()
    archive = await filled(tmp_path / "archive.sqlite3", clock, 30, 30, keep=Keep.of(ArchiveConfig(timedelta(0), 0)))
    await clock.wind(1_000 * A_DAY)

    archive.take(numbered(10_000))
    await archive.flush()
    await archive.turn()

    assert archive.state.posts == 61
    archive.close()


def test_a_step_is_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = HandClock()
    archive = open_archive(tmp_path / "archive.sqlite3", clock=clock, command="a test")
    for one in flood(0, 1_000):
        archive.take(one)
    archive.close()
    connection = to_write(tmp_path / "archive.sqlite3")
    monkeypatch.setattr(clock, "_set", 400 * A_DAY)

    gone = [Keeping(connection, Keep(age=timedelta(days=365)), clock).step() for _ in range(5)]

    assert gone == [300 + 1_000, 300, 300, 100, 0]  # with what was heard of all
    connection.close()


def test_what_went_leaves_its_room_to_the_disk_and_then_nothing_is_due(tmp_path: Path) -> None:
    clock, place = HandClock(), tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=clock, command="a test")
    for number in range(2_000):
        archive.take(numbered(number, text=f"number {number} " + "very long " * 200))
    archive.close()
    connection = to_write(place)
    (before,) = connection.rows("PRAGMA page_count", (), tuple[int])[0]
    clock.set_wall(400 * A_DAY)
    keeping, steps = Keeping(connection, Keep(age=timedelta(days=365)), clock), 0

    while keeping.is_due and steps < 100:
        keeping.step()
        steps += 1

    (after,) = connection.rows("PRAGMA page_count", (), tuple[int])[0]
    connection.close()
    assert steps < 100
    assert after < before / 2


async def test_what_went_is_not_counted_though_it_still_stands_in_the_index_of_words(tmp_path: Path) -> None:
    clock, place, random = HandClock(), tmp_path / "archive.sqlite3", Random(7)
    archive = open_archive(place, clock=clock, command="a test", keep=Keep(octets=3_000_000))
    for number in range(2_000):  # half of the room is that of words nobody says again
        archive.take(numbered(number, text=f"number {number} {random.randbytes(600).hex()}"))
    await archive.flush()
    before = place.stat().st_size + place.with_name("archive.sqlite3-wal").stat().st_size

    await clock.wind(EVERY)
    archive.take(numbered(10_000))
    await until(archive, lambda: not archive._writing._keeping.is_due)  # type: ignore[union-attr]  # it has both
    left = numbers(archive)
    archive.close()

    assert before > 6_000_000
    assert place.stat().st_size <= 3_000_000
    assert left == [*range(2_001 - len(left), 2_000), 10_000]
    assert len(left) > 500
