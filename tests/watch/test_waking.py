"""A machine that slept, a program that stood still, a clock that was set: what becomes of the sources."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from hashtui.clock import HandClock
from hashtui.errors import RateLimited, Refused, Unreachable
from hashtui.post.sighting import Heard, Report, State
from hashtui.sources.source import Following
from hashtui.watch import Watch
from hashtui.watch.waking import Alertness, Waking, returns, span, starts
from tests.watch.posts import at, heard, post
from tests.watch.running import running, watch_of
from tests.watch.sources import FOREVER, Step, WrittenSource, hand_clock, live

A_SLEEP = 45.0


def lively(clock: HandClock, count: int) -> list[WrittenSource]:
    """So many sources that go on for as long as they are listened to."""
    scripts: list[list[Step]] = [[live(f"s{n}"), FOREVER] for n in range(count)]
    return [WrittenSource(f"s{n}", clock, scripts[n], scripts[n], scripts[n]) for n in range(count)]


async def test_after_a_sleep_every_source_is_closed_and_listened_to_anew() -> None:
    clock = hand_clock()
    sources = lively(clock, 3)
    watch, sink = watch_of(clock, *sources)

    async with running(watch):
        await clock.wind(20)
        clock.suspend(A_SLEEP)
        await clock.wind(10)

        assert [len(source.listenings) for source in sources] == [2, 2, 2]
        assert [source.closed for source in sources] == [1, 1, 1]
    assert sink.states("s0") == [State.LIVE, State.RECONNECTING, State.LIVE]
    said = {one.reason for one in sink.noted if isinstance(one, Report) and one.state is State.RECONNECTING}
    assert said == {"back after 45 s asleep"}


async def test_a_wink_of_sleep_and_a_wall_clock_that_is_set_change_nothing() -> None:
    clock = hand_clock()
    (source,) = lively(clock, 1)
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(20)
        clock.suspend(4)
        await clock.wind(20)
        for days in (400, -800, 400):
            clock.set_wall(days * 86_400)
            await clock.wind(60)

        assert len(source.listenings) == 1


class StandingClock(HandClock):
    """A clock on which a standstill can be made: time passes, and nobody gets a turn."""

    async def stand(self, seconds: float) -> None:
        """So many seconds pass at once."""
        self._elapsed += seconds
        await self.wind(0)


async def test_after_a_standstill_every_source_is_listened_to_anew() -> None:
    clock = StandingClock()
    (source,) = lively(clock, 1)
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(20)
        await clock.stand(20)
        await clock.wind(10)
        short = len(source.listenings)
        await clock.stand(300)
        await clock.wind(10)

        assert (short, len(source.listenings)) == (1, 2)
    reasons = [one.reason for one in sink.noted if isinstance(one, Report) and one.state is State.RECONNECTING]
    assert reasons == ["back after 5 min at a standstill"]


async def test_sources_come_back_over_a_moment_and_not_all_at_once() -> None:
    clock = hand_clock()
    began: list[float] = []

    class Counted(WrittenSource):
        """Notes when it is listened to."""

        def listen(self, following: Following) -> AsyncIterator[Heard]:
            began.append(clock.monotonic())
            return super().listen(following)

    sources = [Counted(f"s{n}", clock, [live(f"s{n}"), FOREVER]) for n in range(12)]
    watch, _ = watch_of(clock, *sources)

    async with running(watch):
        await clock.wind(7)
        first, began = began, []
        clock.suspend(A_SLEEP)
        await clock.wind(10)

    for times in (first, began):
        assert len(times) == 12
        assert all(sum(start <= other < start + 0.1 for other in times) <= 3 for start in times)
    assert first[:3] == [0, 0, 0]
    assert 1 < max(began) - min(began) < 3


async def test_one_that_waits_for_its_next_try_tries_at_once() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, *[[Unreachable("no route")] for _ in range(99)])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(1_000)
        before = len(source.listenings)
        clock.suspend(A_SLEEP)
        await clock.wind(8)

        assert len(source.listenings) == before + 1


async def test_patience_asked_for_is_kept_over_a_sleep_and_no_longer() -> None:
    clock = hand_clock()
    slow_down: list[Step] = [RateLimited("slow down", until=at(600))]
    source = WrittenSource("one", clock, slow_down, [live("one"), FOREVER])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(10)
        clock.suspend(300)
        await clock.wind(60)
        early = len(source.listenings)
        clock.suspend(300)
        await clock.wind(10)

        assert (early, len(source.listenings)) == (1, 2)


async def test_one_that_refused_is_left_alone() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [Refused("log in")], [live("one")])
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(10)
        clock.suspend(A_SLEEP)
        await clock.wind(60)

        assert len(source.listenings) == 1
    assert sink.states("one") == [State.REFUSED]


async def test_one_that_had_not_answered_yet_has_not_failed_by_the_sleep() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [FOREVER], [live("one"), FOREVER])
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(1)
        clock.suspend(A_SLEEP)
        await clock.wind(10)

    assert sink.states("one") == [State.LIVE]


class Stubborn(WrittenSource):
    """Does not let go of its first listening."""

    async def _play(self, following: Following) -> AsyncIterator[Heard]:
        self.listenings.append(following.follow)
        number = len(self.listenings)
        yield live(self.url)
        while True:
            try:
                await self._clock.sleep(50)
            except asyncio.CancelledError:
                if number > 1:
                    raise
                continue
            yield heard(post(f"p{number}"), self.url)
            if number == 1:
                return


async def test_one_that_does_not_let_go_is_listened_to_anew_all_the_same() -> None:
    clock = hand_clock()
    source = Stubborn("one", clock)
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(20)
        clock.suspend(A_SLEEP)
        await clock.wind(100)

        assert len(source.listenings) == 2
    assert sink.changes == [("post", "p2")]


async def test_a_watch_without_alertness_notices_nothing() -> None:
    clock = hand_clock()
    (source,) = lively(clock, 1)
    watch = Watch([source], clock, alertness=None)

    async with running(watch):
        clock.suspend(A_SLEEP)
        await clock.wind(60)

        assert len(source.listenings) == 1


async def test_what_is_taken_for_a_sleep_can_be_said() -> None:
    clock, woken = hand_clock(), list[str]()
    task = asyncio.create_task(Waking(clock, Alertness(look=1, asleep=100, stood=100), woken.append).run())

    for seconds in (99, 101, 3 * 86_400):
        clock.suspend(seconds)
        await clock.wind(1)
    task.cancel()

    assert woken == ["back after 101 s asleep", "back after 3 days asleep"]


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45 s"), (119, "119 s"), (600, "10 min"), (7 * 3600, "7 h"), (86_400 * 9, "9 days")]
)
def test_a_stretch_of_time_is_said_in_short(seconds: float, words: str) -> None:
    assert span(seconds) == words


@pytest.mark.parametrize("count", [1, 2, 3, 8, 40])
def test_never_more_than_three_begin_within_a_tenth_of_a_second(count: int) -> None:
    for times in (list(starts(count)), returns(count, Random(5))):
        assert len(times) == count
        assert min(times) == 0
        assert all(sum(start <= other < start + 0.1 for other in times) <= 3 for start in times)


PROGRAM = """
import asyncio, sys
from hashtui.clock import SystemClock
from hashtui.watch.waking import Alertness, Waking

async def main():
    woken = asyncio.Event()
    def wake(reason):
        print(reason, flush=True)
        woken.set()
    waking = asyncio.create_task(Waking(SystemClock(), Alertness(look=0.05, stood=0.4), wake).run())
    await asyncio.sleep(0)
    print("ready", flush=True)
    async with asyncio.timeout(20):
        await woken.wait()

asyncio.run(main())
"""


def test_a_program_that_was_stopped_and_goes_on_knows_it() -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        os.kill(process.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED)
        with subprocess.Popen(["sleep", "0.6"]) as nap:
            nap.wait()
        os.kill(process.pid, signal.SIGCONT)

        said = process.stdout.readline()
    assert said.startswith("back after ")
    assert said.endswith(" s at a standstill\n")
