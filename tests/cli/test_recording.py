"""One run of `record`, on a clock that is wound by hand: how it ends when the archive takes nothing more."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.archive import Archive, Condition, open_archive
from hashtui.archive.queue import MOST_THINGS
from hashtui.cli.recording import Recording
from hashtui.clock import HandClock
from hashtui.filter import read_panes
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Network
from hashtui.post.sighting import Heard, Sighting
from hashtui.sources.source import Following, Means
from hashtui.wire import Wire
from tests.archive.flooding import key_of, numbered
from tests.archive.test_full_disk import set_limit

PANES = read_panes(("#capcomnet", "#paris20"))


class Holding:
    """A source that holds so many posts, and gives them as soon as it is asked."""

    network = Network.FILE
    url: CleanLine = clean_line("jsonl:held")

    def __init__(self, many: int) -> None:
        self._many = many
        self.is_giving = True

    async def listen(self, following: Following) -> AsyncIterator[Heard]:
        for number in range(1, self._many + 1):
            heard = numbered(number).heard
            assert isinstance(heard, Sighting)
            yield heard
        self.is_giving = False
        await asyncio.Event().wait()


@pytest.fixture(autouse=True)
def nothing_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests end by themselves."""
    monkeypatch.setattr("hashtui.cli.recording.end_at_last", lambda _: None)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The archive that is recorded into."""
    return open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="hashtui record")


def recording(archive: Archive, many: int, clock: HandClock, seconds: float | None) -> Recording:
    duration = None if seconds is None else timedelta(seconds=seconds)
    return Recording([Holding(many)], Means(clock, Wire(clock)), PANES, archive, duration=duration)  # type: ignore[list-item]  # all it is asked for


async def test_when_its_time_is_over_it_ends_though_the_disk_takes_nothing(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = HandClock()
    archive.take(numbered(0))
    await archive.flush()
    set_limit(archive, 1)
    run = recording(archive, 2 * MOST_THINGS, clock, 10)

    running = asyncio.ensure_future(run._run())
    await clock.wind(9)
    before = running.done()
    await clock.wind(2)
    code = await asyncio.wait_for(running, 5)

    assert not before
    assert code == 0
    assert archive.state.condition is Condition.FULL
    assert archive.unwritten >= MOST_THINGS
    assert f"{run.posts} new posts heard" in capsys.readouterr().err
    archive.close()


async def test_when_its_time_is_over_it_goes_on_until_all_is_written_where_that_can_be_done(archive: Archive) -> None:
    clock = HandClock()
    run = recording(archive, 2 * MOST_THINGS, clock, 0.5)

    running = asyncio.ensure_future(run._run())
    for _ in range(100):
        await clock.wind(0.1)
        await archive.turn()
        if running.done():
            break
    await asyncio.wait_for(running, 5)

    assert run.posts == 2 * MOST_THINGS
    archive.close()
    assert archive.unwritten == 0


async def test_without_an_end_it_waits_for_room(archive: Archive) -> None:
    clock = HandClock()
    archive.take(numbered(0))
    await archive.flush()
    set_limit(archive, 1)
    run = recording(archive, 2 * MOST_THINGS, clock, None)

    running = asyncio.ensure_future(run._run())
    await clock.wind(1_000)
    waited = not running.done()
    set_limit(archive, 1 << 30)
    await archive.flush()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert waited
    assert archive.unwritten < MOST_THINGS
    archive.close()


async def test_after_a_setback_what_it_still_knows_is_recorded_again(archive: Archive, tmp_path: Path) -> None:
    clock = HandClock()
    run = recording(archive, 200, clock, None)
    running = asyncio.ensure_future(run._run())
    await clock.wind(1)
    await archive.flush()
    octets = (tmp_path / "archive.sqlite3").stat().st_size
    with (tmp_path / "archive.sqlite3").open("r+b") as file:
        file.write(b"x" * octets)
    (tmp_path / "archive.sqlite3-wal").write_bytes(b"")

    archive.take(numbered(300))
    archive._suspect()
    await archive.turn()
    await archive.turn()
    run._ended.set()
    await asyncio.wait_for(running, 5)
    await archive.flush()

    reader = archive.reader()
    assert all(reader.post(key_of(number)) is not None for number in (1, 100, 200, 300))
    assert any("was damaged" in words for words in archive.said)
    archive.close()
