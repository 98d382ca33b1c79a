"""A watch whose posts are kept: what it still knows is told again when the archive may have lost some of it."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from hashtui.archive import Archive, open_archive
from hashtui.cli.kept_watch import Keeper
from hashtui.clock import HandClock
from hashtui.sources.source import Means
from hashtui.watch import Watch
from hashtui.wire import Wire
from tests.archive.flooding import flood, key_of


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The person's own."""
    return open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="hashtui")


async def broken(archive: Archive, place: Path) -> Watch:
    """A watch that has told fifty posts, of which the archive has lost all since."""
    clock = HandClock()
    watch = Keeper(archive).watch([], Means(clock, Wire(clock)), lambda _: None, alertness=None)
    for one in flood(1, 50):
        watch.admit(one.sighting)
    await archive.flush()
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("PRAGMA secure_delete = ON")
    other.execute("DROP TABLE posts")
    other.close()
    await archive.turn()
    await archive.turn()
    assert (archive.reader().count(), archive.setbacks) == (0, 1)
    return watch


async def test_before_it_is_asked_for_more_it_is_told_what_it_may_have_lost(archive: Archive, tmp_path: Path) -> None:
    watch = await broken(archive, tmp_path / "archive.sqlite3")

    await watch._has_room()
    await watch._has_room()
    await archive.flush()

    assert archive.committed == 100  # each once, and once more
    assert archive.reader().count() == 50
    assert all(archive.reader().post(key_of(number)) is not None for number in (1, 25, 50))
    archive.close()


async def test_at_the_end_it_is_told_where_nothing_more_was_heard(archive: Archive, tmp_path: Path) -> None:
    watch = await broken(archive, tmp_path / "archive.sqlite3")

    await asyncio.wait_for(watch.run(), 5)
    archive.close()

    assert archive.reader().count() == 50
