"""A disk without room: what is heard waits, what is kept is read, and it goes on by itself."""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hashtui.archive import Archive, Condition, open_archive
from hashtui.archive.queue import MOST_THINGS
from hashtui.clock import HandClock
from tests.archive.flooding import flood, key_of, numbered, until


def set_limit(archive: Archive, pages: int) -> None:
    """No more pages than that fit on the disk."""
    assert archive._writing is not None
    assert archive._writing.tenure.connection is not None
    archive._writing.tenure.connection.rows(f"PRAGMA max_page_count = {pages}", (), tuple[int])


async def test_nothing_is_lost_when_the_disk_fills_three_times_and_it_goes_on_by_itself(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    reader, heard = archive.reader(), 0

    for _ in range(3):
        (pages,) = reader._connection.rows("PRAGMA page_count", (), tuple[int])[0]
        set_limit(archive, pages + 2)
        for one in flood(heard, 900):
            archive.take(one)
        heard += 900
        await until(archive, lambda: archive.state.condition is Condition.FULL)
        assert f"{archive.state.waiting} posts wait" in archive.state.words
        assert reader.count() < heard
        set_limit(archive, 1 << 30)
        await archive.flush()
        assert archive.state.condition is Condition.WRITING
        assert archive.state.waiting == 0

    assert reader.count() == archive.state.posts == heard
    assert all(reader.post(key_of(number)) is not None for number in range(0, heard, 50))
    archive.close()


async def test_while_much_waits_whoever_brings_more_waits_too(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    archive.take(numbered(0))
    await archive.flush()
    set_limit(archive, 1)
    for one in flood(1, MOST_THINGS - 1):
        archive.take(one)
    await asyncio.wait_for(archive.room(), 1)
    archive.take(numbered(MOST_THINGS))

    waiting = asyncio.ensure_future(archive.room())
    await archive.turn()

    assert not waiting.done()
    set_limit(archive, 1 << 30)
    await archive.flush()
    await asyncio.wait_for(waiting, 5)
    archive.close()


async def test_eight_mebibytes_are_much_too(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    set_limit(archive, 1)
    for number in range(300):
        archive.take(numbered(number, text="é" * 15_000))

    waiting = asyncio.ensure_future(archive.room())
    await archive.turn()

    assert not waiting.done()
    archive.close()
    await asyncio.wait_for(waiting, 5)


async def test_what_could_not_be_written_until_the_end_is_told(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")
    set_limit(archive, 1)
    for one in flood(0, 300):
        archive.take(one)

    archive.close()

    assert archive.said[-1] == "300 of the things heard last could not be written into the archive"


def fill(path: Path) -> None:
    """Take what room there is, to the last page."""
    for octets in (1 << 18, 1 << 12):
        with path.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            for _ in range(256):
                if file.write(bytes(octets)) < octets:
                    break


def mount_again(folder: Path, how: str) -> None:
    """Change the disk that is mounted there."""
    subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


async def test_a_real_disk_that_is_full_and_grows(small_disk: Path) -> None:
    archive = open_archive(small_disk / "archive.sqlite3", clock=HandClock(), command="a test")
    heard = 0

    for size in (8, 12, 16):
        for one in flood(heard, 1_500):
            archive.take(one)
        heard += 1_500
        fill(small_disk / "ballast")
        for one in flood(heard, 300):
            archive.take(one)
        heard += 300
        await until(archive, lambda: archive.state.condition is Condition.FULL)
        assert archive.reader().count() >= 0
        mount_again(small_disk, f"size={size}m")
        (small_disk / "ballast").unlink()
        await asyncio.wait_for(archive.flush(), 5)
        assert archive.state.condition is Condition.WRITING

    assert archive.reader().count() == heard
    archive.close()


async def test_an_archive_on_a_full_disk_is_read_and_begins_when_there_is_room(
    small_disk: Path,
) -> None:
    archive = open_archive(small_disk / "archive.sqlite3", clock=HandClock(), command="a test")
    for one in flood(0, 50):
        archive.take(one)
    archive.close()
    fill(small_disk / "ballast")

    archive = open_archive(small_disk / "archive.sqlite3", clock=HandClock(), command="a test")
    for one in flood(50, 50):
        archive.take(one)
    await until(archive, lambda: archive.state.condition is Condition.FULL)

    assert archive.reader().count() == 50
    (small_disk / "ballast").unlink()
    await asyncio.wait_for(archive.flush(), 5)
    assert archive.reader().count() == 100
    archive.close()


async def test_on_a_file_system_that_is_only_read_everything_is_read(small_disk: Path) -> None:
    archive = open_archive(small_disk / "archive.sqlite3", clock=HandClock(), command="a test")
    for one in flood(0, 50):
        archive.take(one)
    archive.close()
    mount_again(small_disk, "ro")

    archive = open_archive(small_disk / "archive.sqlite3", clock=HandClock(), command="a test")
    archive.take(numbered(60))

    assert archive.state.condition is Condition.IN_MEMORY
    assert "Read-only file system" in archive.said[0]
    assert archive.reader().count() == 50
    archive.close()


async def test_a_damaged_file_on_a_full_disk_waits_to_be_saved(small_disk: Path) -> None:
    place = small_disk / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, 400):
        archive.take(one)
    archive.close()
    damage(place)
    fill(small_disk / "ballast")

    archive = open_archive(place, clock=HandClock(), command="a test")
    archive.take(numbered(1_000))
    await until(archive, lambda: archive.state.condition is Condition.FULL)

    assert not any("corrupt" in name for name in names(small_disk))
    (small_disk / "ballast").unlink()
    await asyncio.wait_for(archive.flush(), 5)
    assert "was damaged" in archive.said[-1]
    assert archive.reader().count() == 401
    archive.close()
    assert "archive.corrupt-20261121-140000.sqlite3" in names(small_disk)
    assert not any("saving" in name for name in names(small_disk))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def damage(place: Path) -> None:
    """Its header is gone."""
    octets = place.read_bytes()
    place.write_bytes(bytes(100) + octets[100:])
