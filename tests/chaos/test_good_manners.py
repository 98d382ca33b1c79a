"""How the program behaves towards servers in trouble, as their own meters saw it; and what it makes of silence."""

import asyncio

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.post.sighting import State
from hashtui.sources.bluesky import stream as bluesky
from hashtui.sources.mastodon import streaming as mastodon
from hashtui.sources.nostr import source as nostr
from tests.chaos import HALVES, ChaosServer
from tests.chaos import silence as quiet
from tests.chaos.neighbours import live_among
from tests.chaos.watching import watching

PATIENCE = 10.0
"""Seconds of ours that a busy machine may take; only what never comes waits so long."""
SPEED = 60.0
MINUTE = 60 / SPEED
ON_THE_WAY = 0.05
"""Seconds that a call may be on its way to the meter longer than another one."""
FIFTY = [f"tag{n}" for n in range(50)]
SILENCES = ((mastodon, mastodon.SILENCE), (bluesky, bluesky.SILENCE), (nostr, nostr.SILENCE))
"""How long each is borne."""


async def test_in_an_outage_each_server_is_called_twelve_times_a_minute_at_most() -> None:
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    async with (
        ChaosServer(seed=3, halves=HALVES, now=clock.now) as chaos,
        watching(chaos, clock, tags=FIFTY) as watched,
    ):
        await watched.until(lambda: watched.all_up, PATIENCE)
        chaos.do("port_flood", times=0)
        chaos.drop_all()
        before = len(chaos.meter.connections)

        await asyncio.sleep(2 * MINUTE)

        tried = {half: sum(c.half == half for c in chaos.meter.connections[before:]) for half in HALVES}
        del chaos.meter.connections[:before]
        assert all(1 <= chaos.meter.busiest(MINUTE - ON_THE_WAY, half) <= 12 for half in HALVES), tried
        assert watched.log == []


@pytest.mark.parametrize("form", ["retry_after_secs", "retry_after_date", "retry_after_two"])
async def test_nobody_is_asked_again_before_the_time_he_named(form: str) -> None:
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    seconds = 40
    async with ChaosServer(seed=3, halves=HALVES, now=clock.now) as chaos, watching(chaos, clock) as watched:
        await watched.until(lambda: watched.all_up, PATIENCE)
        struck = {half: chaos.do(form, half=half, times=1, code=429, seconds=seconds) for half in HALVES}
        chaos.drop_all()

        await watched.until(lambda: all(action.done for action in struck.values()), PATIENCE)
        asked = {half: [a.at for a in chaos.meter.asked if a.half == half] for half in HALVES}
        told = {half: max(times) for half, times in asked.items()}
        await asyncio.sleep((seconds - 2) / SPEED)

        # A date is of whole seconds. Whoever was asked twice before all had answered was asked after his time was over.
        early = {
            half: [
                a.at - told[half]
                for a in chaos.meter.asked
                if a.half == half and 0 < a.at - told[half] < (seconds - 2) / SPEED
            ]
            for half in HALVES
        }
        assert early == {half: [] for half in HALVES}
        assert {State.WAITING} <= {r.state for r in watched.held.reports}


async def test_fifty_tags_at_four_servers_do_not_come_back_all_at_once() -> None:
    clock = PacedClock(SystemClock(), SystemClock().now(), 10.0)
    async with (
        ChaosServer(seed=3, halves=HALVES, now=clock.now) as chaos,
        watching(chaos, clock, tags=FIFTY) as watched,
    ):
        await watched.until(lambda: watched.all_up, PATIENCE)
        started = {half: chaos.meter.busiest(0.1, half) for half in HALVES}
        for _ in range(3):
            chaos.meter.connections.clear()
            chaos.drop_all()
            await asyncio.sleep(0.4)
            assert all(chaos.meter.busiest(0.1, half) <= 3 for half in HALVES)

        assert max(started.values()) <= 3


async def test_silence_is_noticed_within_two_and_a_half_heartbeats_and_slowness_is_no_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    beat = 0.4
    for module, seconds in SILENCES:
        monkeypatch.setattr(module, "SILENCE", seconds * beat / quiet.BEAT)

    found = await quiet.listen(4 * beat, beat)

    assert max(seconds for _, seconds in SILENCES) <= quiet.MOST_BEATS * quiet.BEAT
    # The loop of a busy machine is late by some hundredths of a second, which are no hundredths of a real heartbeat.
    assert max(found.noticed.values()) <= quiet.MOST_BEATS + 0.2
    assert not any(found.alarms.values()), found.alarms


async def test_one_good_source_of_eight_gives_everything_at_once_whatever_befalls_the_others() -> None:
    found = await live_among(3.0, "jetstream")

    assert (found.missing, found.crashes) == (0, [])
    assert found.p99 <= 1.0
    assert found.words == ["live"]
    assert found.faults > 20
