"""Named pipes and the standard input: nothing waits for them, and each ends as it should."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.errors import UsageError
from hashtui.post.sighting import State
from tests.sources.lines.saying import append, remove, said, source_of
from tests.sources.listening import follow, listening


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


class Input:
    """What stands in for the standard input: a pipe, and the end that is written to."""

    def __init__(self) -> None:
        self.read, self.write = os.pipe()

    def fileno(self) -> int:
        return self.read

    def say(self, *lines: bytes) -> None:
        os.write(self.write, b"".join(lines))


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Input]:
    pipe = Input()
    monkeypatch.setattr("sys.__stdin__", pipe)
    yield pipe
    for descriptor in (pipe.read, pipe.write):
        try:
            os.close(descriptor)
        except OSError:
            continue


async def test_standard_input_is_read_as_it_comes_and_then_ends(stdin: Input, clock: HandClock) -> None:
    stdin.say(said("#a one"), said("#b two"))
    async with listening(source_of("-", clock), clock) as ear:
        assert ear.texts == ["#a one"]
        stdin.say(said("#a three"), b"bad\n", said("#a four").rstrip())
        await ear.wind(0.5)
        assert ear.texts == ["#a one", "#a three"]
        os.close(stdin.write)
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a three", "#a four"]
        assert [sighting.held for sighting in ear.sightings] == [True, False, False]
        assert [(r.state, r.reason) for r in ear.reports][-1] == (State.ENDED, "line 4 is not a post: not JSON")
        assert ear.source.url == "jsonl:-"


async def test_what_standard_input_begins_with_is_old_and_since_leaves_it_out(stdin: Input, clock: HandClock) -> None:
    stdin.say(said("#a one", 1), said("#a two", 2))
    since = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
    async with listening(source_of("-", clock), clock, since=since) as ear:
        await ear.wind(0.5)
        stdin.say(said("#a late", 0))
        await ear.wind(0.5)

        assert ear.texts == ["#a two", "#a late"]


async def test_nothing_is_read_while_nothing_is_followed(stdin: Input, clock: HandClock) -> None:
    stdin.say(said("#a one"))
    async with listening(source_of("/dev/stdin", clock), clock, tags=[]) as ear:
        await ear.wind(5)
        assert ear.states == [State.LIVE]

        ear.following.change(follow("a"))
        await ear.wind(0.5)

        assert ear.texts == ["#a one"]


async def test_an_ended_input_stays_ended(stdin: Input, clock: HandClock) -> None:
    os.close(stdin.write)
    source = source_of("-", clock)
    async with listening(source, clock):
        pass

    async with listening(source, clock) as ear:
        assert ear.states == [State.ENDED]


async def test_a_closed_standard_input_is_said_to_be(monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
    monkeypatch.setattr("sys.__stdin__", None)

    async with listening(source_of("-", clock), clock) as ear:
        assert [(r.state, r.reason) for r in ear.reports] == [(State.RECONNECTING, "there is no standard input")]


async def test_a_named_pipe_is_read_from_one_writer_after_the_other(fifo: Path, clock: HandClock) -> None:
    async with listening(source_of(fifo, clock), clock) as ear:
        await ear.wind(1)
        append(fifo, said("#a one"), said("#a two").rstrip())
        await ear.wind(0.5)
        append(fifo, said("#a three"))
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a two", "#a three"]
        assert ear.states == [State.LIVE]


async def test_a_named_pipe_that_is_made_anew_is_opened_anew(fifo: Path, clock: HandClock) -> None:
    async with listening(source_of(fifo, clock), clock) as ear:
        remove(fifo)
        await ear.wind(1)
        os.mkfifo(fifo)
        await ear.wind(1)
        append(fifo, said("#a one"))
        await ear.wind(1)

        assert ear.texts == ["#a one"]
        assert ear.states == [State.LIVE, State.RECONNECTING, State.LIVE]


async def test_a_pipe_that_the_shell_passed_on_ends_with_its_writer(clock: HandClock) -> None:
    read, write = os.pipe()
    os.write(write, said("#a one"))
    async with listening(source_of(f"/dev/fd/{read}", clock), clock) as ear:
        os.close(write)
        await ear.wind(0.5)

        assert ear.texts == ["#a one"]
        assert ear.is_now(State.ENDED)
    os.close(read)


async def test_a_source_that_is_stopped_keeps_its_pipe_open_for_its_writer(fifo: Path, clock: HandClock) -> None:
    source = source_of(fifo, clock)
    async with listening(source, clock):
        writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)

    os.write(writer, said("#a one"))

    async with listening(source, clock) as ear:
        assert ear.texts == ["#a one"]
    os.close(writer)


@pytest.mark.parametrize("url", ["", " ", "a\0b"])
def test_no_file_is_no_source(url: str, clock: HandClock) -> None:
    with pytest.raises(UsageError, match="names no file: write jsonl:PATH, or jsonl:- for standard input"):
        source_of(url, clock)
