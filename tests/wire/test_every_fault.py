"""Whatever a server does, the wire gives an answer, the end of a stream, or one of its own errors; in little time."""

import asyncio

import pytest

from hashtui.config.secret import Secret
from hashtui.errors import SourceError
from hashtui.wire import Wire
from tests.chaos import Action, ChaosServer
from tests.chaos.faults import FAULTS

SMALL = {"megabytes": 2, "count": 50, "bytes": 40, "depth": 2000, "seconds": 5.0}
REQUEST, CONNECT, EVENT = (FAULTS.at(moment) for moment in ("request", "connect", "event"))


def small(fault: str, on: str) -> Action:
    """The fault once, with arguments that keep it cheap; a close code where it is one."""
    return Action(fault, on, args={**SMALL, "code": 1011 if fault == "ws_close" else 500})


@pytest.mark.parametrize("fault", [*REQUEST, *CONNECT])
async def test_every_fault_of_http_ends_in_an_answer_or_a_source_error(wire: Wire, fault: str) -> None:
    loop = asyncio.get_running_loop()
    async with ChaosServer(seed=3) as chaos:
        for n in range(3):
            chaos.publish(f"post {n}", ["a"])
        chaos.add(small(fault, "request" if fault in REQUEST else "connect"))
        began = loop.time()
        told = ""
        try:
            answer = await wire.get(chaos.url + "/api/v1/timelines/tag/a", deadline=0.3)
            assert len(answer.body) <= 8 << 20
        except SourceError as error:
            told = str(error)

        assert "\n" not in told
        assert loop.time() - began < 2
        assert chaos.troubles == []


@pytest.mark.parametrize("fault", EVENT)
async def test_every_fault_of_a_stream_ends_it_or_leaves_it_usable(wire: Wire, fault: str) -> None:
    async with ChaosServer(seed=3) as chaos:
        chaos.add(small(fault, "event"))
        url = chaos.stream_url + "/api/v1/streaming"
        told = ""
        try:
            async with wire.connect(url, token=Secret("good-token"), silence=2) as channel:
                await channel.send('{"type":"subscribe","stream":"hashtag","tag":"a"}')
                await chaos.subscribed()
                chaos.publish("first", ["a"])
                chaos.publish("second", ["a"])
                for stream in chaos.streams:
                    stream.finish(1000)
                frames = [frame async for frame in channel.frames()]
                assert "second" in str(frames[-1])
        except SourceError as error:
            told = str(error)

        assert "\n" not in told
        assert chaos.troubles == []


@pytest.mark.parametrize("fault", FAULTS.at("time"))
async def test_every_happening_of_the_world_reaches_an_open_stream_without_trouble(wire: Wire, fault: str) -> None:
    async with ChaosServer(seed=3) as chaos:
        url = chaos.stream_url + "/api/v1/streaming"
        async with wire.connect(url, token=Secret("good-token"), silence=2) as channel:
            await channel.send('{"type":"subscribe","stream":"hashtag","tag":"a"}')
            await chaos.subscribed()
            chaos.publish("before", ["a"], author="jo")
            chaos.do(fault, count=20, rate=1000.0, seconds=0.01, teeth=1, steps=3)
            await chaos.settled()
            chaos.publish("after", ["a"])
            for stream in chaos.streams:
                stream.finish(1000)
            try:
                frames = [frame async for frame in channel.frames()]
                assert fault == "silence" or "after" in str(frames[-1])
            except SourceError:
                assert fault in ("flap", "silence")

        assert chaos.troubles == []
