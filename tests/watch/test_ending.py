"""How a watch comes to its end: its sources are through, somebody stops it, or a sink fails."""

import asyncio

import pytest

from hashtui.errors import Unreachable
from hashtui.post.sighting import State
from tests.watch.posts import heard, post, tags
from tests.watch.running import running, watch_of
from tests.watch.sources import FOREVER, WrittenSource, hand_clock, live


async def test_a_finite_source_ends_and_with_the_last_the_watch() -> None:
    clock = hand_clock()
    one = WrittenSource("one", clock, [heard(post("p1"), "one")])
    two = WrittenSource("two", clock, [3.0, heard(post("p2"), "two")])
    watch, sink = watch_of(clock, one, two)

    async with running(watch, stay=False) as task:
        await clock.wind(2)
        early = task.done()
        await clock.wind(2)

        assert (early, task.done()) == (False, True)
    assert sink.states("one") == [State.ENDED]
    assert watch.answered


async def test_a_source_that_took_up_something_new_keeps_the_watch_from_ending() -> None:
    clock = hand_clock()
    one = WrittenSource("one", clock, [heard(post("p1"), "one")], [50.0, heard(post("p3"), "one")])
    two = WrittenSource("two", clock, [10.0, heard(post("p2"), "two")], [])
    watch, sink = watch_of(clock, one, two)

    async with running(watch, stay=False) as task:
        await clock.wind(1)
        watch.follow(tags("b"))
        await clock.wind(20)
        early = task.done()
        await clock.wind(40)

        assert (early, task.done()) == (False, True)
    assert sink.changes == [("post", "p1"), ("post", "p2"), ("post", "p3")]


async def test_a_watch_that_stays_takes_up_what_is_followed_after_the_end() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [heard(post("p1"), "one")], [heard(post("p2"), "one")])
    watch, sink = watch_of(clock, source)

    async with running(watch) as task:
        await clock.wind(1)
        watch.follow(tags("b"))
        await clock.wind(1)

        assert not task.done()
    assert sink.changes == [("post", "p1"), ("post", "p2")]


async def test_cancelling_closes_every_source() -> None:
    clock = hand_clock()
    silent, speaking = WrittenSource("silent", clock), WrittenSource("speaking", clock, [live("speaking"), FOREVER])
    failing = WrittenSource("failing", clock, *[[Unreachable("no")] for _ in range(9)])
    watch, _ = watch_of(clock, silent, speaking, failing)

    async with running(watch) as task:
        await clock.wind(10)
        task.cancel()
        await asyncio.wait([task])

        assert task.cancelled()
    assert (silent.closed, speaking.closed) == (1, 1)


@pytest.mark.parametrize("trouble", [Unreachable("closing failed"), ValueError("a bug in closing")])
async def test_a_source_that_fails_in_closing_cannot_keep_the_watch_from_ending(trouble: Exception) -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock)
    source.in_closing = trouble
    watch, _ = watch_of(clock, source)

    async with running(watch) as task:
        await clock.wind(1)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=1)

        assert done == {task}
        assert task.cancelled()


async def test_a_sink_that_fails_ends_the_watch_with_its_own_error_and_closes_the_sources() -> None:
    clock = hand_clock()
    one = WrittenSource("one", clock, [heard(post("p1"), "one"), FOREVER])
    two = WrittenSource("two", clock)
    watch, sink = watch_of(clock, one, two)

    def fail(_: object) -> None:
        raise BrokenPipeError

    sink.on_take = fail
    with pytest.raises(BrokenPipeError):
        await watch.run()

    assert (one.closed, two.closed) == (1, 1)
