"""After a restart a file is read on from where it was, as long as it is that file and the same is asked for."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.post.sighting import Boost, Cursor, State
from hashtui.sources.lines import file_reading
from tests.sources.keeping import NONSENSE, Kept
from tests.sources.lines.saying import append, move_away, said, source_of, write
from tests.sources.listening import Listening, follow, listening


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.jsonl"


class Reads:
    """How many octets are read of files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.octets = 0
        read = os.pread

        def counted(descriptor: int, length: int, start: int) -> bytes:
            found = read(descriptor, length, start)
            self.octets += len(found)
            return found

        monkeypatch.setattr(os, "pread", counted)


def places(ear: Listening) -> list[dict[str, object]]:
    return [json.loads(heard.value) for heard in ear.heard if isinstance(heard, Cursor)]


async def after_a_run(path: Path, clock: HandClock, tags: Sequence[str] = ("a",)) -> Kept:
    async with listening(source_of(path, clock), clock, tags) as ear:
        pass
    return Kept(ear.heard)


async def test_how_far_it_was_read_is_said_behind_what_it_held_and_once_a_second(path: Path, clock: HandClock) -> None:
    lines = [said(f"#a {n}", n) for n in range(9)]
    write(path, lines[0])
    async with listening(source_of(path, clock), clock) as ear:
        assert [type(heard).__name__ for heard in ear.heard][-2:] == ["Sighting", "Cursor"]
        for line in lines[1:]:
            append(path, line)
            await ear.wind(0.25)
        await ear.wind(1)

        assert ear.texts == [f"#a {n}" for n in range(9)]
        assert [place["line"] for place in places(ear)] == [1, 5, 9]
        assert places(ear)[-1]["position"] == sum(map(len, lines))
        await ear.wind(60)
        assert len(places(ear)) == 3


async def test_what_was_appended_while_it_was_off_comes_once_and_in_order(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1), said("#a two", 2))
    kept = await after_a_run(path, clock)
    append(path, said("#a four", 4), said("#a three", 3), said("#b other", 5))

    async with listening(source_of(path, clock, kept), clock) as ear:
        assert ear.texts == ["#a three", "#a four"]
        assert all(sighting.held for sighting in ear.sightings)
        append(path, said("#a five", 5))
        await ear.wind(0.5)

        assert [(s.post.body.text, s.held) for s in ear.sightings[2:]] == [("#a five", False)]


async def test_what_was_read_before_is_not_read_again(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reading, "LARGE", 100_000)
    write(path, *(said(f"#a {n}" + "x" * 1_000, 1) for n in range(200)))
    kept = await after_a_run(path, clock)
    append(path, said("#a new", 2))
    reads = Reads(monkeypatch)

    async with listening(source_of(path, clock, kept), clock) as ear:
        assert ear.texts == ["#a new"]
        assert ear.states == [State.LIVE]
        assert reads.octets < 20_000


async def test_a_tag_that_is_new_is_looked_for_in_the_whole_file(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1), said("#b two", 2), said("#a #b three", 3))
    kept = await after_a_run(path, clock)
    append(path, said("#a four", 4), said("#b five", 5))

    async with listening(source_of(path, clock, kept), clock, ("a", "b")) as ear:
        assert ear.texts == ["#b two", "#a #b three", "#a four", "#b five"]
        assert places(ear)[-1]["tags"] == ["a", "b"]


async def test_a_tag_that_was_not_followed_in_between_is_looked_for_in_the_whole_file(
    path: Path, clock: HandClock
) -> None:
    write(path, said("#a one", 1), said("#b two", 2))
    kept = await after_a_run(path, clock, ("a", "b"))
    async with listening(source_of(path, clock, kept), clock) as ear:
        append(path, said("#b three", 3))
        await ear.wind(5)
    kept.keep(ear.heard)

    async with listening(source_of(path, clock, kept), clock, ("a", "b")) as ear:
        assert ear.texts == ["#b two", "#b three"]


async def test_what_becomes_of_posts_that_an_earlier_run_told_is_told(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1, key="1"), said("#a two", 2, key="2"), said("#a three", 3, key="3"))
    kept = await after_a_run(path, clock)
    append(
        path,
        said("#a one, better", 1, key="1", event="edited"),
        b'{"event": "deleted", "key": "2"}\n',
        b'{"event": "boost", "key": "3", "by": {"handle": "@bob"}}\n',
    )

    async with listening(source_of(path, clock, kept), clock) as ear:
        append(path, b'{"event": "deleted", "key": "3"}\n')
        await ear.wind(0.5)

        assert ear.texts == ["#a one, better"]
        assert [deletion.key for deletion in ear.deletions] == ["2", "3"]
        assert [heard.key for heard in ear.heard if isinstance(heard, Boost)] == ["3"]


async def test_a_last_line_without_its_end_is_told_once(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1), said("#a two", 2).rstrip())
    kept = await after_a_run(path, clock)
    append(path, b"\n", b"oops\n", said("#a three", 3))

    async with listening(source_of(path, clock, kept), clock) as ear:
        assert ear.texts == ["#a three"]
        assert ear.reports[-1].reason == "line 3 is not a post: not JSON"


async def test_half_a_line_is_read_whole_after_the_restart(path: Path, clock: HandClock) -> None:
    line = said("#a two", 2)
    write(path, said("#a one", 1), line[:30])
    kept = await after_a_run(path, clock)
    append(path, line[30:])

    async with listening(source_of(path, clock, kept), clock) as ear:
        assert ear.texts == ["#a two"]


async def test_another_file_of_that_name_is_read_whole(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1))
    kept = await after_a_run(path, clock)
    move_away(path)
    write(path, said("#a one", 1), said("#a two", 2))

    async with listening(source_of(path, clock, kept), clock) as ear:
        assert ear.texts == ["#a one", "#a two"]


@pytest.mark.parametrize(
    "lines",
    [
        [said("#a anew", 1), said("#a three", 3)],
        [said("#a one", 1), said("#a TWO", 2), said("#a three", 3)],
        [said("#a anew", 1)],
        [],
    ],
    ids=["other", "changed", "shorter", "empty"],
)
async def test_a_file_that_was_written_anew_is_read_whole(path: Path, clock: HandClock, lines: list[bytes]) -> None:
    write(path, said("#a one", 1), said("#a two", 2))
    kept = await after_a_run(path, clock)
    write(path, *lines)

    async with listening(source_of(path, clock, kept), clock) as ear:
        assert ear.texts == [json.loads(line)["text"] for line in lines]


async def test_a_time_asked_for_counts_more_than_where_it_was(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1), said("#a two", 2))
    kept = await after_a_run(path, clock)

    since = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
    async with listening(source_of(path, clock, kept), clock, since=since) as ear:
        assert ear.texts == ["#a two"]


async def test_listening_again_in_the_same_run_goes_on_too(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1))
    kept = await after_a_run(path, clock)
    append(path, said("#a two", 2))
    source = source_of(path, clock, kept)
    async with listening(source, clock) as first:
        pass
    append(path, said("#a three", 3))

    async with listening(source, clock) as ear:
        assert (first.texts, ear.texts) == (["#a two"], ["#a three"])
        ear.following.change(follow("a", "b"))
        append(path, said("#b four", 4))
        await ear.wind(0.5)

        assert ear.texts == ["#a three", "#b four"]


@pytest.mark.parametrize(
    "wrong",
    [
        *NONSENSE,
        *({"position": number} for number in (-1, 10, 10**30)),
        {"line": -5},
        {"prints": ["", ""]},
        {"inode": 1},
    ],
)
async def test_what_is_no_place_is_left_alone(path: Path, clock: HandClock, wrong: str | dict[str, object]) -> None:
    write(path, said("#a one", 1), said("#a two", 2))
    kept = await after_a_run(path, clock)
    good = json.loads(kept.values["file"])
    kept.write(f"jsonl:{path}", "file", wrong if isinstance(wrong, str) else json.dumps(good | wrong))

    async with listening(source_of(path, clock, kept), clock) as ear:
        assert ear.texts == ["#a one", "#a two"]


async def test_a_pipe_has_no_place(path: Path, clock: HandClock) -> None:
    os.mkfifo(path)
    async with listening(source_of(path, clock), clock) as ear:
        writer = os.open(path, os.O_WRONLY)
        os.write(writer, said("#a one", 1))
        await ear.wind(2)
        os.close(writer)

        assert ear.texts == ["#a one"]
        assert places(ear) == []


async def test_while_nothing_is_told_the_place_is_said_once_a_minute(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1))
    async with listening(source_of(path, clock), clock) as ear:
        for _ in range(130):
            append(path, said("#b else", 2))
            await ear.wind(1)

        assert [place["line"] for place in places(ear)] == [1, 61, 121]
