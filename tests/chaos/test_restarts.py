"""A watch is stopped and another begun, again and again, while posts come: what all of them heard is held against the
server's ledger."""

import asyncio
from collections.abc import Iterator

from hashtui.clock import PacedClock, SystemClock
from tests.chaos import HALVES, ChaosServer, FeedManner
from tests.chaos.disconnects import Life, Passed, Storm
from tests.chaos.held import Held, Verdict, gaps_of, judge
from tests.chaos.watching import Watched, watching
from tests.sources.keeping import Kept

PATIENCE = 20.0
"""Seconds of ours that a busy machine may take; only what never comes waits so long."""
SPEED = 100.0
RUNS = 4
POSTS = 12
"""Published in each run, and as many between two."""


async def publish(chaos: ChaosServer, numbers: Iterator[int], clock: PacedClock) -> None:
    for _ in range(POSTS):
        chaos.publish(f"number {next(numbers)}", ["a"])
        await clock.sleep(2)


def is_clean(watched: Watched) -> bool:
    """Nothing crashed, nothing was told twice as new, no gap was seen."""
    gaps = [gap for name in watched.names.values() for gap in gaps_of(watched.watch, name)]
    return not watched.log and max(watched.held.told.values(), default=1) == 1 and not gaps


async def test_nothing_is_lost_between_runs_and_no_run_hears_a_post_twice() -> None:
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    kept, heard, numbers = Kept(), set[str](), iter(range(10_000))
    async with ChaosServer(seed=3, halves=HALVES, feed=FeedManner(window=500), now=clock.now) as chaos:
        for _ in range(RUNS):
            async with watching(chaos, clock, kept=kept) as watched:
                assert await watched.until(lambda: watched.all_up, PATIENCE)
                await chaos.subscribed(half="jetstream")
                await publish(chaos, numbers, clock)
            assert is_clean(watched)
            heard |= watched.held.standing.keys()
            await publish(chaos, numbers, clock)

        wanted = {half: set(chaos.ledger.expected(half)) for half in HALVES}
        left = set().union(*wanted.values()) - heard
        async with watching(chaos, clock, kept=kept) as watched:
            assert await watched.until(lambda: left <= watched.held.standing.keys(), PATIENCE)

    assert is_clean(watched)
    assert {half: len(posts) for half, posts in wanted.items()} == dict.fromkeys(HALVES, 2 * RUNS * POSTS)


async def test_what_was_edited_and_deleted_between_runs_is_noticed_by_the_next() -> None:
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    kept, held, made = Kept(), Held(), Passed()
    async with ChaosServer(seed=4, halves=HALVES, feed=FeedManner(window=500), now=clock.now) as chaos:
        life = Life(Storm(HALVES, rate=20.0, seed=4), chaos, made)
        for _ in range(RUNS):
            async with watching(chaos, clock, kept=kept, held=held) as watched:
                assert await watched.until(lambda: watched.all_up, PATIENCE)
                await chaos.subscribed(half="jetstream")
                going = asyncio.create_task(life.go_on())
                await asyncio.sleep(0.6)
            await asyncio.sleep(0.4)
            going.cancel()
            await asyncio.wait([going])
            assert watched.log == []

        def verdicts() -> dict[str, Verdict]:
            return {half: judge(chaos.ledger, held, [], half) for half in HALVES}

        async with watching(chaos, clock, kept=kept, held=held) as watched:
            await watched.until(lambda: all(verdict.agrees for verdict in verdicts().values()), PATIENCE)

        assert verdicts() == dict.fromkeys(HALVES, Verdict())
    assert min(made.edits, made.deletions) > 0
