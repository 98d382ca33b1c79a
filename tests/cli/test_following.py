"""What ends a run of `tail`, and how."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hashtui.cli.following import Following, Wish
from hashtui.cli.forms import JsonForm
from hashtui.clock import SystemClock
from hashtui.errors import Refused, Unreachable
from hashtui.filter import read_panes
from hashtui.post.clean import CleanLine, clean_line, clean_text
from hashtui.post.post import Network
from hashtui.post.sighting import Gap, Heard, Report, Sighting, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.source import Following as Followed
from hashtui.sources.source import Means
from hashtui.wire import Wire
from tests.posts import NOON, SOURCE, post, sighting


class Told:
    """A source that gives what it was told to give, then ends or fails."""

    network = Network.MASTODON

    def __init__(
        self, *heard: Heard, failing: Exception | None = None, url: str = SOURCE, silent: bool = False
    ) -> None:
        """`silent`: it goes on without giving anything more, instead of coming to its end."""
        self._heard = heard
        self._failing = failing
        self._url = clean_line(url)
        self._silent = silent

    @property
    def url(self) -> CleanLine:
        return self._url

    async def listen(self, following: Followed) -> AsyncIterator[Heard]:
        for one in self._heard:
            yield one
        if self._failing is not None:
            raise self._failing
        if self._silent:
            await asyncio.Event().wait()

    async def thread(self, sighting_id: str) -> Thread:
        return Thread()

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        return []


class Impatient(SystemClock):
    """A clock on which the next try never comes."""

    async def sleep(self, seconds: float) -> None:
        if seconds > 0.1:
            await asyncio.Event().wait()
        await super().sleep(seconds)


class Slow(Told):
    """A source that takes its time over what it holds."""

    is_giving = True

    async def listen(self, following: Followed) -> AsyncIterator[Heard]:
        async for one in super().listen(following):
            yield one
            for _ in range(100):
                await asyncio.sleep(0)
        self.is_giving = False


class Hurried(Impatient):
    """A clock on which what is waited for shortly passes at once."""

    def __init__(self) -> None:
        super().__init__()
        self._passed = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._passed

    async def sleep(self, seconds: float) -> None:
        if 0 < seconds <= 0.5:
            self._passed += seconds
            seconds = 0
        await super().sleep(seconds)


def follow(*sources: Told, limit: int | None = None, clock: Impatient | None = None) -> int:
    """The exit code of a run over these sources."""
    clock = clock or Impatient()
    wish = Wish(read_panes(["#capcomnet"]), limit=limit)
    return Following(sources, Means(clock, Wire(clock)), wish, JsonForm()).run()


LIVE = Report(SOURCE, State.LIVE, clean_line(""), NOON)


def test_sources_that_have_nothing_more_to_give_end_it_well(capsys: pytest.CaptureFixture[str]) -> None:
    code = follow(Told(LIVE, *(sighting(post(n), held=True) for n in (2, 1))))

    printed = capsys.readouterr().out.splitlines()
    assert code == 0
    assert [line.partition('"event": ')[2][:6] for line in printed] == ['"statu', '"statu', '"post"', '"post"']
    assert "Post number 1" in printed[2]


def test_a_bug_in_the_only_source_is_one_and_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    code = follow(Told(failing=ZeroDivisionError("canary")))

    said = capsys.readouterr().err
    assert code == 1
    assert "ZeroDivisionError" in said
    assert "canary" not in said


def test_a_bug_in_one_source_leaves_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    broken = Told(failing=ZeroDivisionError(), url="https://broken.example")

    code = follow(Told(LIVE, sighting(post(1))), broken, limit=1)

    assert code == 0
    assert "Post number 1" in capsys.readouterr().out


def test_a_refusal_beside_a_source_that_answers_is_said_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    url = "https://closed.example"
    refusal = Report(clean_line(url), State.REFUSED, clean_line("shut"), NOON, help=clean_text("give it a token"))

    follow(Told(LIVE, sighting(post(1))), Told(refusal, failing=Refused("shut"), url=url))

    assert "hashtui: https://closed.example: refused: shut; give it a token\n" in capsys.readouterr().err


def told_by(url: str, *numbers: int, silent: bool = True) -> Told:
    """A source that holds these posts and then goes on."""
    source = clean_line(url)
    report = Report(source, State.LIVE, clean_line(""), NOON)
    return Told(
        report, *(replace(sighting(post(n), held=True), source=source) for n in numbers), url=url, silent=silent
    )


def texts(out: str) -> list[str]:
    return [made["text"] for line in out.splitlines() if (made := json.loads(line))["event"] == "post"]


def test_what_several_sources_hold_is_printed_as_one_the_oldest_first(capsys: pytest.CaptureFixture[str]) -> None:
    held = {"a": (9, 2), "b": (1, 7), "c": (8,), "d": (3, 4, 9)}

    sources = [told_by(f"https://{name}.example", *numbers) for name, numbers in held.items()]
    code = follow(*sources, limit=7, clock=Hurried())

    assert code == 0
    assert texts(capsys.readouterr().out) == [f"Post number {n}" for n in (1, 2, 3, 4, 7, 8, 9)]


def test_what_a_file_holds_is_sorted_whole_however_long_it_takes_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    held = [sighting(post(n), held=True) for n in (3, 1, 2)]

    code = follow(Slow(LIVE, *held), limit=3, clock=Hurried())

    assert code == 0
    assert texts(capsys.readouterr().out) == [f"Post number {n}" for n in (1, 2, 3)]


def test_a_source_that_never_answers_holds_back_the_others_for_two_seconds_at_most(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = Hurried()
    mute = Told(url="https://mute.example", silent=True)
    others = [told_by(f"https://{name}.example", n) for n, name in enumerate("dcba")]
    began = clock.monotonic()

    code = follow(mute, *others, limit=4, clock=clock)

    assert code == 0
    assert texts(capsys.readouterr().out) == [f"Post number {n}" for n in range(4)]
    assert 1.9 < clock.monotonic() - began < 4


def test_a_dead_source_beside_others_is_said_and_costs_neither_posts_nor_the_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    dead = Told(failing=Unreachable("no answer from dead.example"), url="https://dead.example")

    code = follow(dead, told_by("https://a.example", 2), told_by("https://b.example", 1), limit=2)

    said = capsys.readouterr()
    assert code == 0
    assert texts(said.out) == ["Post number 1", "Post number 2"]
    assert "https://dead.example: reconnecting: no answer from dead.example" in said.err


def test_when_no_source_answers_each_says_why_and_the_worst_decides(capsys: pytest.CaptureFixture[str]) -> None:
    away = Told(failing=Unreachable("no route"), url="https://away.example")
    shut = Told(failing=Refused("wants a login"), url="https://shut.example")

    codes = follow(away, away_too := Told(failing=Unreachable("no route"), url="https://b.example")), follow(away, shut)

    said = capsys.readouterr().err
    assert away_too.url in said
    assert codes == (3, 4)
    assert said.count("hashtui: https://away.example: no route\n") == 2
    assert "hashtui: https://shut.example: wants a login\n" in said


def test_the_first_reason_that_a_state_gets_later_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    reasons = ["", "line 3 is not a post: not JSON", "line 4 is not a post: not JSON"]
    reports = [Report(clean_line(SOURCE), State.LIVE, clean_line(reason), NOON) for reason in reasons]

    assert follow(Told(*reports)) == 0

    said = capsys.readouterr().err.splitlines()
    assert said[:2] == [f"hashtui: {SOURCE}: live", f"hashtui: {SOURCE}: live: line 3 is not a post: not JSON"]
    assert not any("line 4" in line for line in said)


def test_a_file_that_ends_leaves_the_others_going_on(capsys: pytest.CaptureFixture[str]) -> None:
    class Later(Told):
        """Gives its post once the file was read."""

        async def listen(self, following: Followed) -> AsyncIterator[Heard]:
            yield Report(self.url, State.LIVE, clean_line(""), NOON)
            await ended.wait()
            yield replace(sighting(post(5)), source=self.url)
            await asyncio.Event().wait()

    class File(Told):
        """Ends."""

        async def listen(self, following: Followed) -> AsyncIterator[Heard]:
            yield replace(sighting(post(1), held=True), source=self.url)
            ended.set()

    ended = asyncio.Event()

    code = follow(File(url="jsonl:-"), Later(url="https://a.example"), limit=2)

    said = capsys.readouterr()
    assert code == 0
    assert sorted(texts(said.out)) == ["Post number 1", "Post number 5"]
    assert "hashtui: jsonl:-: ended\n" in said.err


def test_a_gap_is_said_on_stderr_and_printed_as_an_event_when_it_opens_and_when_it_is_filled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gap = Gap(SOURCE, NOON, NOON + timedelta(minutes=5), clean_line("the cursor was too old"))
    filled = replace(gap, filled_at=NOON + timedelta(minutes=6), found=3)

    follow(Told(LIVE, gap, gap, filled, sighting(post(1))), limit=1)

    said = capsys.readouterr()
    events = [made for line in said.out.splitlines() if (made := json.loads(line)).get("state") == "gap"]
    assert [(made["filled"], made["posts"]) for made in events] == [(False, None), (True, 3)]
    gaps = [line for line in said.err.splitlines() if "from 2026-11-21" in line]
    assert len(gaps) == 2
    assert gaps[0].endswith("(the cursor was too old)")
    assert gaps[1].endswith("is filled with 3 posts")
