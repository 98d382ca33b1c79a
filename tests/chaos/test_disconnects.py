"""The disconnect test, scaled: a real watch is cut off, and what it holds is held against the server's ledger."""

import asyncio

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.post.sighting import State
from hashtui.sources.mastodon import polling
from tests.chaos import HALVES, ChaosServer, FeedManner, JetstreamManner, Manner, NostrManner
from tests.chaos.disconnects import Storm, weather
from tests.chaos.held import Verdict, gaps_of
from tests.chaos.watching import watching

PATIENCE = 10.0
"""Seconds of ours that a busy machine may take; only what never comes waits so long."""
SPEED = 150.0
"""How many times as fast the programs' time goes."""
AWAY = 160.0
"""Seconds of the program's that nobody is let in: a Jetstream is behind its own time by up to half of that."""

BREATH = 10.0
"""Seconds of the program's between the cut and what is missed: what was sent before is then taken in, on a busy machine
too, and relays and feeds, which know whole seconds, can tell before from after."""


async def test_forty_cuts_at_each_of_four_networks_lose_nothing_and_repeat_nothing() -> None:
    passed = await weather(Storm(HALVES, seconds=8.0, cuts=40, speed=200.0, rate=20.0, seed=1, away=False))

    assert passed.verdicts == dict.fromkeys(HALVES, Verdict())
    assert min(passed.cuts.values()) >= 40
    assert passed.edits > 0
    assert passed.deletions > 0
    assert (passed.crashes, passed.troubles) == ([], [])


@pytest.mark.parametrize(
    ("half", "missed", "kept"), [("mastodon", 200, 120), ("jetstream", 12, 0), ("nostr", 12, 5), ("feed", 12, 5)]
)
async def test_what_nobody_could_get_is_shown_as_a_gap_at_its_place(
    half: str, missed: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "MOST_PAGES", 2)  # of forty, behind the first one
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    server = ChaosServer(
        seed=6,
        halves=(half,),
        manner=Manner(reach=120, limit=10**6),
        jetstream=JetstreamManner(window=60),
        nostr=NostrManner(most=5, pages=False),
        feed=FeedManner(window=5),
        now=clock.now,
    )
    async with server as chaos, watching(chaos, clock) as watched:
        name = watched.names[half]
        assert await watched.until(lambda: _is_up(watched.held.states(name)), PATIENCE)
        chaos.publish("before", ["a"])
        assert await watched.until(lambda: bool(watched.held.standing), PATIENCE)
        shut = chaos.do("port_flood", half=half, times=0)
        chaos.drop_all(half)
        await asyncio.sleep(BREATH / SPEED)
        for n in range(missed):
            chaos.publish(f"meanwhile {n}", ["a"])
        await asyncio.sleep(AWAY / SPEED)
        chaos.script.actions.remove(shut)
        seen = len(watched.held.states(name))
        assert await watched.until(lambda: _is_up(watched.held.states(name)[seen:]), PATIENCE)
        chaos.publish("after", ["a"])

        await watched.until(lambda: watched.agrees, PATIENCE)

        lost = chaos.ledger.gaps(half)
        assert watched.verdict(half) == Verdict()
        assert sum(gap.posts for gap in lost) >= missed - kept
        assert len(gaps_of(watched.watch, name)) == 1
        assert "before" in watched.held.standing.values()


def _is_up(states: list[State]) -> bool:
    return any(state.is_up for state in states)
