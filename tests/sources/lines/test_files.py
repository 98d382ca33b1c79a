"""A file is read whole and followed, whatever is done to it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.errors import Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.json import boost_object, deletion_object, json_line
from hashtui.post.sighting import Boost, Cursor, Deletion, Sighting, State
from hashtui.sources.lines.cutter import LONGEST
from hashtui.sources.source import Following
from tests.posts import NOON, SOURCE, author
from tests.sources.lines.saying import append, move_away, remove, said, source_of, write
from tests.sources.listening import follow, listening


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.jsonl"


async def test_what_a_file_holds_comes_first_the_oldest_first_and_is_old(path: Path, clock: HandClock) -> None:
    write(path, said("#a two", 2), said("#a one", 1), said("#b three", 3), said("#a four", 4))

    async with listening(source_of(path, clock), clock) as ear:
        assert ear.texts == ["#a one", "#a two", "#a four"]
        assert all(sighting.held for sighting in ear.sightings)
        assert ear.states == [State.LIVE]


async def test_what_is_appended_comes_as_it_comes(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1))
    async with listening(source_of(path, clock), clock) as ear:
        append(path, said("#a late", 0), said("#b else", 3))
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a late"]
        assert not ear.sightings[-1].held


async def test_half_a_line_waits_for_the_other_half(path: Path, clock: HandClock) -> None:
    line = said("#a one", 1)
    write(path, line[:30])
    async with listening(source_of(path, clock), clock) as ear:
        append(path, line[30:-3])
        await ear.wind(5)
        assert ear.heard[1:] == []

        append(path, line[-3:])
        await ear.wind(0.5)

        assert ear.texts == ["#a one"]
        assert ear.source.figures.unreadable == 0  # type: ignore[attr-defined]  # it counts


async def test_a_last_line_that_is_complete_needs_no_line_end(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1), said("#a two", 2).rstrip())
    async with listening(source_of(path, clock), clock) as ear:
        assert ear.texts == ["#a one", "#a two"]

        append(path, b"\n", b"oops\n", said("#a three", 3).rstrip())
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a two", "#a three"]
        assert ear.reports[-1].reason == "line 3 is not a post: not JSON"


async def test_a_bad_line_is_counted_and_named_and_its_neighbours_are_kept(path: Path, clock: HandClock) -> None:
    write(path, said("#a one"), b"SECRET\n", b'{"author": {}}\n', b"\n", said("#a two"), b"\xff\xfe{\0}\n")
    source = source_of(path, clock)
    async with listening(source, clock) as ear:
        assert ear.texts == ["#a one", "#a two"]
        assert ear.reports[-1].reason == "line 6 is not a post: not JSON (3 such lines so far)"

        append(path, b"x" * (LONGEST + 10) + b"\n", said("#a three"))
        await ear.wind(0.5)

        assert ear.texts[2:] == ["#a three"]
        assert ear.reports[-1].reason == "line 7 is not a post: longer than 1 MiB (4 such lines so far)"
        assert source.figures.unreadable == 4
        assert ear.is_now(State.LIVE)


async def test_windows_line_ends_and_invalid_utf8_inside_a_text_are_read(path: Path, clock: HandClock) -> None:
    write(
        path, b"\xef\xbb\xbf" + said("#a one", 1).replace(b"\n", b"\r\n"), said("#a X", 2).replace(b"X", b"\xe9t\xe9")
    )

    async with listening(source_of(path, clock), clock) as ear:
        assert ear.texts == ["#a one", "#a \ufffdt\ufffd"]


async def test_an_edit_and_a_deletion_that_the_file_holds_already_are_done(path: Path, clock: HandClock) -> None:
    write(
        path,
        said("#a one", 1, key="1"),
        said("#a two", 2, key="2"),
        said("#a one, better", 1, key="1", event="edited"),
        b'{"event": "deleted", "key": "2"}\n',
        b'{"event": "boost", "key": "1", "by": {"handle": "@bob"}}\n',
        b'{"event": "boost", "key": "2", "by": {"handle": "@bob"}}\n',
    )

    async with listening(source_of(path, clock), clock) as ear:
        assert ear.texts == ["#a one, better"]
        assert ear.deletions == []
        assert [(one.key, one.by.handle) for one in ear.heard if isinstance(one, Boost)] == [("1", "@bob")]


async def test_edits_deletions_and_boosts_that_come_later_are_told(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1, key="1"))
    async with listening(source_of(path, clock), clock) as ear:
        append(
            path,
            said("#a one, better", key="1", event="edited"),
            b'{"event": "boost", "key": "1", "by": {"handle": "@bob"}}\n',
            b'{"event": "boost", "key": "unknown", "by": {"handle": "@bob"}}\n',
            b'{"event": "deleted", "key": "1"}\n',
            b'{"event": "deleted", "key": "unknown"}\n',
        )
        await ear.wind(0.5)

        first, second = ear.sightings
        assert (second.post.edited_at, second.post.created_at) == (second.received_at, first.post.created_at)
        assert [one.key for one in ear.heard if isinstance(one, Boost)] == ["1"]
        assert [one.key for one in ear.deletions] == ["1"]


async def test_a_deletion_that_is_said_twice_is_told_once_and_the_post_may_come_again(
    path: Path, clock: HandClock
) -> None:
    gone = b'{"event": "deleted", "key": "k"}\n'
    async with listening(source_of(path, clock), clock) as ear:
        write(path, said("#a one", 1, key="k"))
        await ear.wind(0.5)
        append(path, gone, gone, said("#a one", 1, key="k"))
        await ear.wind(0.5)

        assert len(ear.deletions) == 1
        assert ear.texts == ["#a one", "#a one"]


async def test_what_was_heard_elsewhere_keeps_its_source_and_time_and_is_taken_away_under_that_name(
    path: Path, clock: HandClock
) -> None:
    there = "https://social.example"
    write(
        path, said("#a one", 1, key="1", source=there, received_at="2026-11-21T14:01:05Z"), said("#a two", 2, key="2")
    )
    async with listening(source_of(path, clock), clock) as ear:
        append(path, b'{"event": "deleted", "key": "1", "source": "https://other.example"}\n')
        append(path, b'{"event": "deleted", "key": "2", "source": "https://other.example"}\n')
        await ear.wind(0.5)

        assert [str(one.source) for one in ear.sightings] == [there, f"jsonl:{path}"]
        assert ear.sightings[0].received_at == datetime(2026, 11, 21, 14, 1, 5, tzinfo=UTC)
        assert [str(one.source) for one in ear.deletions] == [there, f"jsonl:{path}"]
        assert {str(one.source) for one in ear.reports} == {f"jsonl:{path}"}


async def test_boosts_and_deletions_are_read_as_they_are_written(path: Path, clock: HandClock) -> None:
    boost = Boost(clean_line("1"), author(), NOON, SOURCE, NOON)
    deletion = Deletion(clean_line("1"), SOURCE, NOON)
    write(path, said("#a one", 1, key="1", source=SOURCE))
    async with listening(source_of(path, clock), clock) as ear:
        for made in (boost_object(boost), deletion_object(deletion)):
            append(path, json_line(made).encode() + b"\n")
        await ear.wind(0.5)

        assert [heard for heard in ear.heard[2:] if not isinstance(heard, Cursor)] == [boost, deletion]


async def test_a_file_that_was_cut_is_read_from_its_start_and_nothing_is_told_twice(
    path: Path, clock: HandClock
) -> None:
    one, two, three = said("#a one"), said("#a two"), said("#a three")
    write(path, one, two, b"bad\n")
    async with listening(source_of(path, clock), clock) as ear:
        write(path, one)
        await ear.wind(0.5)
        append(path, three)
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a two", "#a three"]


async def test_a_file_written_anew_and_longer_is_read_from_its_start(path: Path, clock: HandClock) -> None:
    one, two, bad = said("#a one"), said("#a two"), b"bad\n"
    write(path, one, bad)
    source = source_of(path, clock)
    async with listening(source, clock) as ear:
        write(path, two, bad, one, said("#a three"))
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a two", "#a three"]
        assert source.figures.unreadable == 1


async def test_a_file_that_is_moved_away_is_read_to_its_end_then_the_new_one(path: Path, clock: HandClock) -> None:
    write(path, said("#a one"))
    async with listening(source_of(path, clock), clock) as ear:
        append(path, said("#a two"), said("#a three").rstrip())
        move_away(path)
        write(path, said("#a four"))
        await ear.wind(1)
        append(path, said("#a five"))
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a two", "#a three", "#a four", "#a five"]
        assert [sighting.held for sighting in ear.sightings] == [True, False, False, False, False]
        assert ear.states == [State.LIVE]


async def test_a_file_that_is_gone_is_said_to_be_and_read_when_it_is_back(path: Path, clock: HandClock) -> None:
    write(path, said("#a one"))
    async with listening(source_of(path, clock), clock) as ear:
        remove(path)
        await ear.wind(1)
        assert ear.states == [State.LIVE]
        await ear.wind(3)
        assert ear.is_now(State.RECONNECTING)

        write(path, said("#a one"), said("#a two"))
        await ear.wind(1)

        assert ear.states == [State.LIVE, State.RECONNECTING, State.LIVE]
        assert ear.texts == ["#a one", "#a two"]


async def test_a_file_that_is_not_there_yet_is_waited_for(path: Path, clock: HandClock) -> None:
    async with listening(source_of(path, clock), clock) as ear:
        await ear.wind(60)
        assert [report.reason for report in ear.reports] == ["there is no such file; it is read as soon as it is there"]
        assert ear.is_now(State.RECONNECTING)

        write(path, said("#a two", 2), said("#a one", 1))
        await ear.wind(0.5)

        assert ear.texts == ["#a one", "#a two"]
        assert ear.sightings[0].held


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "it is a directory: name a file in it"),
        (lambda path: path.symlink_to("/dev/zero"), "it is a device and no file"),
        (lambda path: path.symlink_to(path), "it cannot be read: too many levels of symbolic links"),
    ],
)
async def test_what_is_no_file_is_said_in_words(path: Path, clock: HandClock, make: object, words: str) -> None:
    assert callable(make)
    make(path)

    async with listening(source_of(path, clock), clock) as ear:
        await ear.wind(10)

        assert [(report.state, report.reason) for report in ear.reports] == [(State.RECONNECTING, words)]


async def test_a_path_through_a_file_is_said_in_words(path: Path, clock: HandClock) -> None:
    write(path, b"")

    async with listening(source_of(path / "inside", clock), clock) as ear:
        assert ear.reports[-1].reason == "there is no such file: a part of its path is no directory"


async def test_a_file_that_may_not_be_read_is_read_once_it_may(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, said("#a one"))
    with monkeypatch.context() as forbidden:
        forbidden.setattr(os, "open", not_allowed)
        async with listening(source_of(path, clock), clock) as ear:
            assert ear.reports[-1].reason == "it may not be read: permission denied"

            forbidden.undo()
            await ear.wind(0.5)

            assert ear.texts == ["#a one"]


def not_allowed(*_: object, **__: object) -> int:
    """What `open` does on a file of somebody else's."""
    raise PermissionError(13, "Permission denied")


async def test_a_tag_that_is_added_brings_what_the_file_holds_of_it_and_nothing_twice(
    path: Path, clock: HandClock
) -> None:
    write(path, said("#a #b both", 2), said("#b one", 1), said("#a three", 3))
    async with listening(source_of(path, clock), clock) as ear:
        append(path, said("#b four", 4))
        await ear.wind(0.5)
        ear.following.change(follow("a", "b"))
        await ear.wind(0.5)
        append(path, said("#b five", 5))
        await ear.wind(0.5)

        assert ear.texts == ["#a #b both", "#a three", "#b one", "#b four", "#b five"]


async def test_stopped_in_the_middle_it_goes_on_where_it_was(path: Path, clock: HandClock) -> None:
    write(path, *(said(f"#a {n}", n % 60) for n in range(20)))
    source, heard = source_of(path, clock), []
    for until in (1, 6, 9, 20):
        stream = source.listen(Following(follow("a")))
        async for one in stream:
            heard += [one.post.body.text] if isinstance(one, Sighting) else []
            if len(heard) == until:
                break
        await stream.aclose()  # type: ignore[attr-defined]  # it is a generator

    assert heard == [f"#a {n}" for n in range(20)]

    append(path, said("#a more"))
    async with listening(source, clock) as ear:
        await ear.wind(0.5)
        assert ear.texts == ["#a more"]


async def test_a_large_file_gives_others_a_turn_and_says_that_it_is_being_read(path: Path, clock: HandClock) -> None:
    filler = said("#b " + "x" * 900, 1)
    write(path, *(filler for _ in range(10_000)), said("#a one", 1))
    turns = 0

    class Counting(HandClock):
        async def sleep(self, seconds: float) -> None:
            nonlocal turns
            turns += seconds <= 0
            await super().sleep(seconds)

    counting = Counting()
    async with listening(source_of(path, counting), counting) as ear:
        await ear.wind(0.5)

        assert ear.texts == ["#a one"]
        assert [(report.state, report.reason) for report in ear.reports] == [
            (State.CATCHING_UP, "reading 9 MiB"),
            (State.LIVE, ""),
        ]
        assert turns > 30


async def test_a_file_knows_of_no_threads(path: Path, clock: HandClock) -> None:
    with pytest.raises(Unreachable, match="knows of no threads"):
        await source_of(path, clock).thread("1")


async def test_a_log_of_tail_itself_can_be_followed(path: Path, clock: HandClock) -> None:
    write(path, b'{"schema": 1, "event": "status", "source": "x", "state": "live"}\n', said("#a one"))

    async with listening(source_of(path, clock), clock) as ear:
        assert ear.texts == ["#a one"]
        assert ear.reports[-1].reason == ""


async def test_more_than_one_look_costs_next_to_nothing_when_nothing_happens(path: Path, clock: HandClock) -> None:
    write(path, said("#a one"))
    async with listening(source_of(path, clock), clock) as ear:
        heard = len(ear.heard)
        await ear.wind(120)

        assert len(ear.heard) == heard


def test_files_are_equal_when_their_paths_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    names = {str(source_of(path, clock).url) for path in ("x/../p", "./p", "~/p", tmp_path / "p")}

    assert names == {f"jsonl:{tmp_path}/p"}
