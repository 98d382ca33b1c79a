"""The time of a recording that is replayed: what it says of itself, and that waiting for it costs nothing."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from hashtui.clock import HandClock, ReplayClock

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Counting(HandClock):
    """Counts how often somebody began to wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0

    async def sleep(self, seconds: float) -> None:
        """See `Clock`."""
        self.begun += 1
        await super().sleep(seconds)


async def test_every_change_is_waited_for_anew() -> None:
    clock = ReplayClock(HandClock(), NOON, 1.0)
    clock.pause()

    waiting = asyncio.ensure_future(clock.changed())
    await asyncio.sleep(0)
    first = waiting.done()
    clock.go_on()
    await asyncio.wait_for(waiting, 1)

    assert not first
    assert not asyncio.ensure_future(clock.changed()).done()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(clock.changed(), 0.001)


async def test_it_says_whether_it_stands_and_how_fast_it_runs() -> None:
    clock = ReplayClock(HandClock(), NOON, 60.0, paused=True)
    paused = clock.is_paused

    clock.go_on()
    clock.run_at(None)

    assert (paused, clock.is_paused, clock.speed) == (True, False, None)


async def test_it_is_over_at_its_end_and_not_before() -> None:
    hand = HandClock()
    clock = ReplayClock(hand, NOON, 1.0, end=NOON + timedelta(seconds=10))

    await hand.wind(9.5)
    before = clock.is_over
    await hand.wind(5)

    assert not before
    assert clock.is_over
    assert clock.now() == clock.end == NOON + timedelta(seconds=10)


async def test_a_part_of_a_second_is_waited_for_too() -> None:
    hand = HandClock()
    clock = ReplayClock(hand, NOON, 1.0)

    sleeping = asyncio.ensure_future(clock.sleep(0.5))
    await hand.wind(0.4)
    early = sleeping.done()
    await hand.wind(0.2)

    assert not early
    assert sleeping.done()


async def test_who_waits_for_it_does_not_look_again_and_again() -> None:
    hand = Counting()
    clock = ReplayClock(hand, NOON, 1.0)

    sleeping = asyncio.ensure_future(clock.sleep(10))
    for _ in range(50):
        await asyncio.sleep(0)

    assert hand.begun == 1
    sleeping.cancel()


async def test_a_sleep_of_the_machine_is_that_of_the_clock_below() -> None:
    hand = HandClock()
    clock = ReplayClock(hand, NOON, 1.0)

    hand.suspend(30)

    assert clock.slept() == 30


async def test_without_a_pace_a_wait_is_as_long_as_it_says() -> None:
    hand = HandClock()
    clock = ReplayClock(hand, NOON, None, end=NOON + timedelta(hours=1))

    sleeping = asyncio.ensure_future(clock.sleep(2))
    await hand.wind(1.5)
    early = sleeping.done()
    clock.skip_to(NOON + timedelta(seconds=2))
    await hand.wind(0)

    assert not early
    assert sleeping.done()


def test_a_recording_grows_and_never_shrinks() -> None:
    clock = ReplayClock(HandClock(), NOON, 1.0, end=NOON + timedelta(hours=1))
    open_end = ReplayClock(HandClock(), NOON, 1.0)

    clock.lengthen(NOON + timedelta(minutes=5))
    kept = clock.end
    clock.lengthen(NOON + timedelta(hours=2))
    open_end.lengthen(NOON + timedelta(hours=2))

    assert kept == NOON + timedelta(hours=1)
    assert clock.end == NOON + timedelta(hours=2)
    assert open_end.end is None


async def test_on_its_way_it_stands_at_what_was_told_last_until_it_arrives() -> None:
    hand = HandClock()
    clock = ReplayClock(hand, NOON, 60.0)
    goal = NOON + timedelta(hours=5)

    clock.seek(goal)
    await hand.wind(10)
    before = clock.now()
    clock.skip_to(NOON + timedelta(hours=2))
    on_the_way = clock.now(), clock.goal
    clock.arrive()
    arrived = clock.now(), clock.goal
    await hand.wind(1)

    assert before == NOON
    assert on_the_way == (NOON + timedelta(hours=2), goal)
    assert arrived == (goal, None)
    assert clock.now() == goal + timedelta(minutes=1)


async def test_at_rest_it_is_held_only_if_somebody_held_it_before() -> None:
    running, held = (ReplayClock(HandClock(), NOON, 60.0, paused=paused) for paused in (False, True))

    for clock in (running, held):
        clock.rest()
        clock.rest()
    found = [(clock.is_paused, clock.is_held) for clock in (running, held)]
    running.go_on()
    running.pause()

    assert found == [(True, False), (True, True)]
    assert running.is_held


async def test_it_can_stay_where_it_has_come_to_on_its_way() -> None:
    hand = HandClock()
    clock = ReplayClock(hand, NOON, 60.0)

    clock.seek(NOON + timedelta(hours=5))
    clock.skip_to(NOON + timedelta(hours=2))
    clock.stay()
    await hand.wind(10)

    assert (clock.now(), clock.goal, clock.is_paused) == (NOON + timedelta(hours=2), None, True)


async def test_the_replays_time_never_passes_the_present() -> None:
    hand = HandClock(NOON + timedelta(seconds=100))
    clock = ReplayClock(hand, NOON, 60.0)

    await hand.wind(1)
    soon = clock.now()
    await hand.wind(9)

    assert soon == NOON + timedelta(seconds=60)
    assert clock.now() == NOON + timedelta(seconds=110)


async def test_the_replays_time_is_put_where_it_is_wanted() -> None:
    clock = ReplayClock(HandClock(NOON + timedelta(seconds=100)), NOON, 60.0)

    clock.skip_to(NOON + timedelta(seconds=5_000))

    assert clock.now() == NOON + timedelta(seconds=5_000)


async def test_a_sleeper_of_the_replays_clock_wakes_at_its_time_whatever_the_pace_was() -> None:
    hand = HandClock(NOON + timedelta(days=1))
    clock = ReplayClock(hand, NOON, 2.0)
    sleeper = asyncio.create_task(clock.sleep(100))

    await hand.wind(20)
    clock.pause()
    await hand.wind(500)
    asleep = not sleeper.done()
    clock.run_at(30.0)
    clock.go_on()
    await hand.wind(2.1)

    assert asleep
    assert sleeper.done()
