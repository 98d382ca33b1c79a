"""What ends a run of `tail`, and how."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from hashtui.cli.following import Following, Wish
from hashtui.cli.forms import JsonForm
from hashtui.clock import SystemClock
from hashtui.errors import Refused
from hashtui.filter import read_panes
from hashtui.post.clean import CleanLine, clean_line, clean_text
from hashtui.post.post import Network
from hashtui.post.sighting import Heard, Report, Sighting, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.source import Following as Followed
from hashtui.sources.source import Means
from hashtui.wire import Wire
from tests.posts import NOON, SOURCE, post, sighting


class Told:
    """A source that gives what it was told to give, then ends or fails."""

    network = Network.MASTODON

    def __init__(self, *heard: Heard, failing: Exception | None = None, url: str = SOURCE) -> None:
        self._heard = heard
        self._failing = failing
        self._url = clean_line(url)

    @property
    def url(self) -> CleanLine:
        return self._url

    async def listen(self, following: Followed) -> AsyncIterator[Heard]:
        for one in self._heard:
            yield one
        if self._failing is not None:
            raise self._failing

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


def follow(*sources: Told, limit: int | None = None) -> int:
    """The exit code of a run over these sources."""
    clock = Impatient()
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
