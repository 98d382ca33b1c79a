"""A file that is written beside the loop: nothing that was kept is lost, whoever writes it meanwhile."""

import asyncio
import fcntl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_file import PicksFile
from hashtui.config.file_aside import FileAside
from tests.anthology.picking import key, pick, picks, told
from tests.posts import NOON

NOW = NOON + timedelta(hours=3)


class SlowFile(PicksFile):
    """A file whose writing can be held up; it counts how often it is written, and in which threads."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.began = threading.Event()
        self.threads: list[int] = []

    def parse(self, content: Mapping[str, object]) -> Picks:
        if threading.current_thread() is not threading.main_thread():
            self.began.set()
            assert self.goes_on.wait(20)
        return super().parse(content)

    def dumped(self, content: Mapping[str, object]) -> str:
        self.threads.append(threading.get_ident())
        self.began.set()
        assert self.goes_on.wait(20)
        return super().dumped(content)


@pytest.fixture
def file(tmp_path: Path) -> SlowFile:
    PicksFile(tmp_path / "picks.toml").keep(picks(1), NOW)
    return SlowFile(tmp_path / "picks.toml")


def session(file: PicksFile) -> FileAside[Picks]:
    return FileAside(file, file.read(NOW), lambda: NOW)


def there(file: PicksFile) -> str:
    """What a hashtui that starts now finds."""
    return told(PicksFile(file.path).read(NOW))


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(2_000):
        if is_so():
            return
        await asyncio.to_thread(threading.Event().wait, 0.005)
    raise AssertionError("it never came")


async def taken_up(aside: FileAside[Picks]) -> Picks:
    """What others wrote, when it is told."""
    for _ in range(2_000):
        fresh = aside.read_anew()
        if fresh is not None:
            return fresh
        await asyncio.to_thread(threading.Event().wait, 0.01)
    raise AssertionError("it was never told")


@contextmanager
def held(file: PicksFile) -> Iterator[BinaryIO]:
    """Another process is writing."""
    with file.path.with_name(".picks.toml.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


async def test_it_is_written_in_another_thread_and_of_many_changes_the_last_alone(file: SlowFile) -> None:
    aside = session(file)
    file.goes_on.clear()

    for many in range(2, 40):
        assert aside.keep(picks(many)) == ""
        await asyncio.sleep(0)
    assert there(file) == "0", "nobody waited for it"
    file.goes_on.set()
    await until(lambda: there(file) == told(picks(39)))

    assert len(file.threads) == 2
    assert threading.get_ident() not in file.threads
    assert (aside.trouble(), aside.settle()) == ("", "")


def test_what_is_being_written_when_the_session_ends_is_written_to_the_end(file: SlowFile) -> None:
    aside = session(file)

    async def ends() -> None:
        aside.keep(picks(2))
        await asyncio.sleep(0)
        await asyncio.to_thread(file.began.wait, 20)
        aside.keep(picks(5))

    file.goes_on.clear()
    asyncio.run(ends())
    threading.Timer(0, file.goes_on.set).start()

    assert aside.settle() == ""
    assert there(file) == told(picks(5))


def test_what_was_kept_last_before_the_end_is_written_at_the_end(file: SlowFile) -> None:
    aside = session(file)

    async def ends() -> None:
        aside.keep(picks(3))

    asyncio.run(ends())

    assert aside.settle() == ""
    assert there(file) == told(picks(3))


def test_a_thread_that_comes_after_the_end_writes_nothing(file: SlowFile) -> None:
    aside = session(file)

    async def ends() -> None:
        aside.keep(picks(3))

    asyncio.run(ends())
    aside.settle()
    aside._work(picks(2), looks=True)

    assert there(file) == told(picks(3))


async def test_what_others_wrote_meanwhile_stays_and_is_told(file: SlowFile) -> None:
    aside = session(file)
    other = PicksFile(file.path)
    other.keep(other.read(NOW).added([pick(7)]), NOW)

    aside.keep(picks(3))
    fresh = await taken_up(aside)

    assert fresh.keys == {key(number) for number in (0, 1, 2, 7)}
    assert there(file) == told(fresh)


async def test_what_is_kept_before_it_heard_of_others_takes_nothing_of_theirs_away(file: SlowFile) -> None:
    aside = session(file)
    aside.keep(picks(2))
    await until(lambda: not aside.is_busy())
    other = PicksFile(file.path)
    other.keep(other.read(NOW).added([pick(7)]), NOW)
    first = aside.read_anew()
    again = aside.read_anew()  # it is read now, and what was found is not told yet
    await until(lambda: not aside.is_busy())

    aside.keep(picks(3))
    fresh = await taken_up(aside)
    await until(lambda: there(file) == told(fresh))

    assert (first, again) == (None, None)
    assert fresh.keys == {key(number) for number in (0, 1, 2, 7)}


async def test_what_is_kept_while_it_reads_what_others_wrote_is_added_to_that(file: SlowFile) -> None:
    aside = session(file)
    other = PicksFile(file.path)
    other.keep(other.read(NOW).added([pick(7)]), NOW)
    file.goes_on.clear()

    aside.read_anew()
    aside.read_anew()
    await asyncio.to_thread(file.began.wait, 20)
    aside.keep(picks(3))
    file.goes_on.set()
    fresh = await taken_up(aside)

    assert fresh.keys == {key(number) for number in (0, 1, 2, 7)}
    assert aside.settle() == ""
    assert there(file) == told(fresh)


def test_what_others_wrote_and_nobody_took_up_before_the_end_stays(file: SlowFile) -> None:
    aside = session(file)
    other = PicksFile(file.path)
    other.keep(other.read(NOW).added([pick(7)]), NOW)
    file.goes_on.clear()

    async def ends() -> None:
        aside.read_anew()
        aside.read_anew()
        await asyncio.to_thread(file.began.wait, 20)
        aside.keep(picks(3))

    asyncio.run(ends())
    threading.Timer(0, file.goes_on.set).start()

    assert aside.settle() == ""
    assert PicksFile(file.path).read(NOW).keys == {key(number) for number in (0, 1, 2, 7)}


async def test_while_another_writes_it_waits_and_is_written_then(file: SlowFile) -> None:
    aside = session(file)
    with held(file):
        aside.keep(picks(2))
        await until(lambda: not aside.is_busy())
        waiting = there(file)

    fresh = aside.read_anew()
    await until(lambda: there(file) == "0 1")

    assert (waiting, fresh, aside.trouble()) == ("0", None, "")


@pytest.mark.parametrize("goes", [True, False])
def test_at_the_end_it_waits_for_another_who_writes_and_says_what_is_lost(file: SlowFile, *, goes: bool) -> None:
    aside = session(file)

    async def ends() -> None:
        aside.keep(picks(2))
        await until(lambda: not aside.is_busy())

    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if goes:
            other.close()

    with held(file) as other:
        asyncio.run(ends())
        told_at_last = aside.settle(pause)

    lost = f"{file.path} was being written by another hashtui all the time: the last change of what you picked is lost"
    assert (told_at_last, there(file)) == (("", "0 1") if goes else (lost, "0"))
    assert sum(waits) == pytest.approx(0.05 if goes else 5)


async def test_what_cannot_be_written_is_told_once_and_tried_again_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("no folder")
    file = PicksFile(tmp_path / "a" / "picks.toml")
    aside = FileAside(file, Picks(), lambda: NOW)

    aside.keep(picks(2))
    await until(lambda: not aside.is_busy())
    aside.read_anew()
    said = aside.trouble()

    assert "cannot be written" in said
    assert said.endswith("kept for this session only")
    assert aside.trouble() == ""
    (tmp_path / "a").unlink()
    assert aside.settle() == ""
    assert there(file) == "0 1"


async def test_a_bug_in_it_is_a_traceback(file: SlowFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(SlowFile, "dumped", broken)
    aside = session(file)
    aside.keep(picks(2))

    with pytest.raises(ZeroDivisionError):
        await until(lambda: not aside.is_busy())
