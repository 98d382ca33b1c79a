"""Manners as the server sees them: an outage, a request for patience, many who call at once. By its own meter."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.post.sighting import Admitted, Boost, Gap, Report, State
from hashtui.post.tag import Tag
from hashtui.sources import make_source
from hashtui.sources.source import Means
from hashtui.watch import Watch
from hashtui.wire import Wire
from tests.chaos import ChaosServer

TOKEN = Secret("good-token")

SPEED = 60.0
"""A minute passes in a second."""


class Witness:
    """A sink that remembers the states that were told, and waits for one."""

    def __init__(self) -> None:
        self.states: list[State] = []
        self._told = asyncio.Event()

    def take(self, _: Admitted) -> None:
        """Posts are not what this is about."""

    def note(self, heard: Gap | Report | Boost) -> None:
        if isinstance(heard, Report):
            self.states.append(heard.state)
            self._told.set()

    async def sees(self, state: State) -> None:
        """Return when that was told last."""
        async with asyncio.timeout(20):
            while not self.states or self.states[-1] is not state:
                self._told.clear()
                await self._told.wait()


@asynccontextmanager
async def watching(clock: PacedClock, url: str) -> AsyncIterator[Witness]:
    """A watch over that server, which is polled and streams, that follows one tag."""
    wire = Wire(clock)
    source = make_source(SourceConfig(url, token=TOKEN), Means(clock, wire))
    watch, witness = Watch([source], clock, close=wire.aclose, alertness=None), Witness()
    watch.attach(witness)
    watch.follow([Tag.of("a")])
    running = asyncio.create_task(watch.run())
    try:
        yield witness
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def paced(speed: float = SPEED) -> PacedClock:
    return PacedClock(SystemClock(), datetime.now(UTC), speed)


async def test_in_an_outage_of_a_minute_a_server_is_called_twelve_times_at_most() -> None:
    clock = paced(15)  # a tenth of a second is what is measured: it must not be shorter than this machine's breath
    async with ChaosServer(now=clock.now) as chaos, watching(clock, chaos.url) as witness:
        await witness.sees(State.LIVE)
        before = len(chaos.meter.connections)
        chaos.do("accept_close", times=0)
        chaos.drop_all()
        await clock.sleep(60)
        called = len(chaos.meter.connections) - before
        chaos.clear()
        await witness.sees(State.LIVE)

        assert 1 <= called <= 12
        assert chaos.meter.busiest(0.1) <= 3
        assert State.RECONNECTING in witness.states


@pytest.mark.parametrize(("fault", "times"), [("retry_after_secs", 3), ("retry_after_date", 1), ("retry_after_two", 1)])
async def test_nothing_is_asked_before_the_time_a_server_asked_for(fault: str, times: int) -> None:
    clock = paced()
    async with ChaosServer(now=clock.now) as chaos:
        chaos.do(fault, times=times, code=503, seconds=45)
        async with watching(clock, chaos.url) as witness:
            await witness.sees(State.LIVE)

        waits = [later.at - one.at for one, later in pairwise(chaos.meter.asked[: times + 1])]
        assert len(waits) == times
        assert min(waits) > 44 / SPEED


async def test_many_who_call_at_once_are_let_through_three_at_a_time(wire: Wire) -> None:
    async with ChaosServer() as chaos:

        async def call(number: int) -> None:
            if number % 2:
                async with wire.connect(chaos.stream_url + "/api/v1/streaming", token=TOKEN):
                    return
            await wire.get(chaos.url + "/api/v2/instance")

        await asyncio.gather(*(call(number) for number in range(16)), return_exceptions=True)

        assert 8 <= len(chaos.meter.connections) <= 12
        assert chaos.meter.busiest(0.1) <= 3
