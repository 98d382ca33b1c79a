"""A source in care: what goes wrong in it stays in it, and it is asked again with patience."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from hashtui.errors import Malformed, NoNetwork, RateLimited, Refused, Unreachable
from hashtui.post.clean import clean_text
from hashtui.post.sighting import Admitted, Heard, Report, State
from hashtui.sources.source import Following
from hashtui.watch import Outcome
from tests.watch.posts import NOON, at, heard, post, report, tags
from tests.watch.running import running, watch_of
from tests.watch.sources import FOREVER, Step, WrittenSource, hand_clock, live


async def test_a_source_that_crashes_is_broken_and_the_others_go_on() -> None:
    clock = hand_clock()
    logged: list[str] = []
    bad = WrittenSource("bad", clock, [live("bad"), KeyError("the secret word")])
    good = WrittenSource(
        "good", clock, [live("good"), heard(post("p1"), "good"), 5.0, heard(post("p2"), "good"), FOREVER]
    )
    watch, sink = watch_of(clock, bad, good, log=logged.append)

    async with running(watch):
        await clock.wind(0.5)
        broken = watch.health[bad.url]
        await clock.wind(5)

    assert broken.state is State.BROKEN
    assert broken.reason == "a bug in hashtui stopped it (KeyError); the log says where"
    assert sink.changes == [("post", "p1"), ("post", "p2")]
    assert len(logged) == 1
    assert "tests/watch/sources.py" in logged[0]
    assert logged[0].endswith("KeyError")
    assert "secret" not in logged[0]


async def test_a_crash_is_tried_again_and_forgotten_when_it_goes_well() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [ValueError()], [live("one"), FOREVER])
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(10)

    assert sink.states("one") == [State.BROKEN, State.LIVE]
    assert watch.health[source.url].retries == 0
    assert watch.health[source.url].last_error.startswith("a bug in hashtui")


async def test_the_same_crash_five_times_ends_the_attempts_until_something_else_is_followed() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, *[[ValueError(n)] for n in range(9)])
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(3_000)
        given_up = watch.health[source.url]
        watch.follow(tags("b"))
        await clock.wind(1)

    assert sink.states("one")[:5] == [State.BROKEN] * 5
    assert (len(source.listenings), given_up.state, given_up.next_try) == (6, State.BROKEN, None)


async def test_crashes_far_apart_are_tried_for_ever() -> None:
    clock = hand_clock()
    rounds: list[list[Step]] = [[400.0, ValueError(n)] for n in range(9)]
    source = WrittenSource("one", clock, *rounds)
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(9_000)

    assert len(source.listenings) == 10


async def test_an_unreachable_source_is_tried_again_later_and_later() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, *[[Unreachable("no route to one")] for _ in range(200)])
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(3_600)

    assert set(sink.states("one")) == {State.RECONNECTING}
    assert 10 < len(source.listenings) < 100
    health = watch.health[source.url]
    assert health.reason == "no route to one"
    assert health.next_try is not None
    assert health.next_try > at(3_600)
    assert health.retries == len(source.listenings)


class Longest(Random):
    """No luck: always the longest pause."""

    def uniform(self, a: float, b: float) -> float:
        """The upper end."""
        return max(a, b)


async def test_a_source_that_worked_for_a_while_is_tried_again_soon() -> None:
    clock = hand_clock()
    rounds = [[Unreachable("away")] for _ in range(12)]
    source = WrittenSource("one", clock, *rounds, [live("one"), 600.0, Unreachable("away")])
    watch, sink = watch_of(clock, source, random=Longest())

    async with running(watch):
        while State.LIVE not in sink.states("one"):
            await clock.wind(10)
        await clock.wind(605)
        last = sink.noted[-1]

    assert isinstance(last, Report)
    assert last.next_try is not None
    assert last.next_try - last.received_at <= timedelta(seconds=3)


async def test_a_refused_source_is_left_alone_until_something_else_is_followed() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [Refused("one wants a login: hashtui login one")], [live("one"), FOREVER])
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(10_000)
        asked = len(source.listenings)
        assert watch.any_refused
        watch.follow(tags("a", "b"))
        await clock.wind(1)

    assert asked == 1
    assert sink.states("one") == [State.REFUSED, State.LIVE]
    assert source.listenings[-1].tags == tags("a", "b")


async def test_a_source_that_says_itself_that_it_refuses_is_heard_once_with_what_can_be_done() -> None:
    clock = hand_clock()
    said = replace(report("one", State.REFUSED, "wants a login"), help=clean_text("give it a token"))
    source = WrittenSource("one", clock, [said, Refused("one wants a login: give it a token")])
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(10)

    health = watch.health[source.url]
    assert sink.noted == [said]
    assert (health.help, health.retries) == ("give it a token", 1)


@pytest.mark.parametrize("end", [[Refused("one takes no #a")], []])
async def test_what_is_followed_while_a_source_comes_to_its_end_is_not_forgotten(end: list[Step]) -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [2.0, *end], [heard(post("p2"), "one"), FOREVER])
    watch, sink = watch_of(clock, source)

    async with running(watch, stay=False):
        await clock.wind(1)
        watch.follow(tags("b"))
        await clock.wind(2)

    assert sink.changes == [("post", "p2")]


async def test_a_server_that_asks_for_patience_is_given_it() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [RateLimited("too many requests", until=at(120))], [live("one"), FOREVER])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(119)
        waiting = watch.health[source.url]
        asked = len(source.listenings)
        await clock.wind(20)

    assert (waiting.state, waiting.outcome, asked) == (State.WAITING, Outcome.PENDING, 1)
    assert waiting.next_try is not None
    assert at(120) <= waiting.next_try <= at(133)
    assert watch.health[source.url].outcome is Outcome.ANSWERED


@pytest.mark.parametrize("until", [None, NOON, at(10**9)])
async def test_patience_without_a_sensible_end_has_one_all_the_same(until: datetime | None) -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [RateLimited("too many requests", until=until)])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(4_000)

    assert len(source.listenings) == 2


async def test_an_answer_without_sense_is_counted() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [Malformed("not JSON")], [Malformed("not JSON")])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(60)

    assert watch.health[source.url].malformed == 2


async def test_what_looks_like_a_token_is_struck_out_of_the_reason() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [Unreachable("GET https://a.example/?access_token=hunter2hunter2 \x1b[2J")])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(1)

    assert "hunter2" not in watch.health[source.url].reason
    assert "\x1b" not in watch.health[source.url].reason


class UnstartableSource(WrittenSource):
    """Fails before it gives an iterator."""

    def listen(self, following: Following) -> AsyncIterator[Heard]:
        """Fail."""
        raise LookupError


class IteratingSource(WrittenSource):
    """Gives an iterator that is no generator and cannot be closed."""

    def listen(self, following: Following) -> AsyncIterator[Heard]:
        """Itself."""
        self.left: list[Heard] = [heard(post("p1"), "one")]
        return self

    def __aiter__(self) -> AsyncIterator[Heard]:
        return self

    async def __anext__(self) -> Heard:
        if not self.left:
            raise StopAsyncIteration
        return self.left.pop()


async def test_a_source_that_cannot_begin_is_broken_too() -> None:
    clock = hand_clock()
    source = UnstartableSource("one", clock)
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(0.5)

    assert watch.health[source.url].state is State.BROKEN
    assert watch.all_failed_first


async def test_any_iterator_will_do() -> None:
    clock = hand_clock()
    watch, sink = watch_of(clock, IteratingSource("one", clock))

    await asyncio.wait_for(watch.run(), 1)

    assert sink.changes == [("post", "p1")]


async def test_trouble_on_our_own_side_is_told_apart() -> None:
    clock = hand_clock()
    watch, sink = watch_of(clock, WrittenSource("one", clock, [NoNetwork("no answer from one: its name (DNS)")]))

    async with running(watch):
        await clock.wind(0.5)

    assert sink.states("one") == [State.NO_NETWORK]


async def test_what_is_followed_anew_is_asked_for_at_once_while_trouble_is_waited_out() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, *[[Unreachable("no route to one")] for _ in range(50)])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(300)
        tried = len(source.listenings)
        watch.follow(tags("a", "b"))
        await clock.wind(0)

        assert len(source.listenings) == tried + 1


async def test_what_is_followed_anew_waits_for_a_server_that_asks_for_patience() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock, [RateLimited("slow down", until=at(300))])
    watch, _ = watch_of(clock, source)

    async with running(watch):
        await clock.wind(10)
        watch.follow(tags("a", "b"))
        await clock.wind(200)

        assert len(source.listenings) == 1


async def test_a_source_that_gives_without_end_leaves_the_others_their_turn() -> None:
    clock = hand_clock()
    flood = IteratingSource("flood", clock)
    quiet = WrittenSource("quiet", clock, [live("quiet"), heard(post("rare"), "quiet"), FOREVER])
    watch, sink = watch_of(clock, flood, quiet)
    taken: list[str] = []

    def take(admitted: Admitted) -> None:
        taken.append(admitted.sighting.post.key)
        if len(taken) < 2_000:
            flood.left = [heard(post(f"p{len(taken)}"), "flood")]

    sink.on_take = take
    async with running(watch):
        await clock.wind(1)

    assert len(taken) >= 2_000
    assert taken.index("rare") < 200


class DesertingSource(WrittenSource):
    """Ends by a cancellation of its own, twice."""

    async def _play(self, following: Following) -> AsyncIterator[Heard]:
        self.listenings.append(following.follow)
        yield live(self.url)
        if len(self.listenings) < 3:
            raise asyncio.CancelledError
        await self._clock.sleep(FOREVER)


async def test_a_source_that_cancels_itself_does_not_die_silently() -> None:
    clock = hand_clock()
    source = DesertingSource("one", clock)
    watch, sink = watch_of(clock, source)

    async with running(watch):
        await clock.wind(60)

        assert len(source.listenings) == 3
    assert sink.states("one") == [State.LIVE, State.BROKEN] * 2 + [State.LIVE]


async def test_of_sources_that_hang_crash_flood_and_refuse_none_holds_up_another() -> None:
    clock = hand_clock()
    hanging = WrittenSource("hanging", clock)
    crashing = WrittenSource("crashing", clock, *[[ValueError(n)] for n in range(99)])
    refusing = WrittenSource("refusing", clock, [Refused("no")])
    limited = WrittenSource("limited", clock, [RateLimited("slow down", until=None)])
    flooding = WrittenSource("flooding", clock, [heard(post(f"f{n}"), "flooding") for n in range(5_000)])
    steps: list[Step] = [step for n in range(60) for step in (heard(post(f"p{n}"), "good"), 1.0)]
    good = WrittenSource("good", clock, [live("good"), *steps, FOREVER])
    watch, sink = watch_of(clock, hanging, crashing, refusing, limited, flooding, good)

    async with running(watch):
        await clock.wind(62)

    keys = [admitted.sighting.post.key for admitted in sink.admitted]
    assert [key for key in keys if key.startswith("p")] == [f"p{n}" for n in range(60)]
    assert len(keys) == 5_060
