"""The archive as commands open and close it: what became of it is said, and nothing that is lost is passed over."""

import asyncio
from pathlib import Path

import pytest

from hashtui.archive import Archive, Condition
from hashtui.cli.archived import archive_to_write, say_how_it_is, written_to_the_end
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from tests.archive.flooding import flood, numbered, until
from tests.archive.test_full_disk import set_limit


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Archive:
    """The one of this test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return archive_to_write(HandClock())


async def filled(archive: Archive) -> None:
    """It has a post, and its disk takes no more."""
    archive.take(numbered(0))
    await archive.flush()
    set_limit(archive, 1)


def take_300(archive: Archive) -> None:
    """More than fits beside the first post."""
    for one in flood(1, 300):
        archive.take(one)


async def test_what_could_not_be_written_is_said_at_the_end_and_is_no_success(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    await filled(archive)

    with pytest.raises(ArchiveError, match="does not have all that was heard"), written_to_the_end(archive):
        take_300(archive)

    assert "300 of the things heard last could not be written into the archive" in capsys.readouterr().err


async def test_what_was_written_whole_ends_without_a_word(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    with written_to_the_end(archive):
        for one in flood(0, 300):
            archive.take(one)

    assert capsys.readouterr().err == ""
    assert archive.committed == 300


async def test_trouble_of_another_kind_is_not_covered_by_what_was_lost(archive: Archive) -> None:
    await filled(archive)
    take_300(archive)

    with pytest.raises(KeyError), written_to_the_end(archive):
        raise KeyError


async def test_a_full_disk_is_said_at_once_and_once_and_so_is_its_end(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = HandClock()
    with written_to_the_end(archive):
        await filled(archive)
        take_300(archive)
        await until(archive, lambda: archive.state.condition is Condition.FULL)

        looking = asyncio.ensure_future(say_how_it_is(archive, clock, lambda: "; 7 so far"))
        await clock.wind(3)
        first = capsys.readouterr().err
        set_limit(archive, 1 << 30)
        await archive.flush()
        await clock.wind(3)
        looking.cancel()

    assert first.count("no room on the disk since") == 1
    assert "300 posts wait" in first
    assert capsys.readouterr().err == "hashtui: the archive is written again; 7 so far\n"
