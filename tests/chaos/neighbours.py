"""One good source among seven that go through every fault: the good one gives everything, and at once.

`python -m tests.chaos.neighbours --seconds 90 --good mastodon|jetstream|nostr` prints how late its posts were at the
sink. The bad ones change what is wrong with them several times a second; their time runs fast, so that they are in all
the states there are between two faults.
"""

import argparse
import asyncio
import contextlib
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hashtui.clock import PacedClock, SystemClock
from hashtui.post.sighting import Admitted, Boost, Gap, Report, State
from hashtui.post.tag import Tag
from hashtui.sources import make_source
from hashtui.sources.source import Means
from hashtui.watch import Watch
from hashtui.wire import Wire
from tests.chaos.gauntlet import PATHS, SMALL, every_fault
from tests.chaos.mastodon import Manner
from tests.chaos.script import Action
from tests.chaos.server import ChaosServer
from tests.chaos.silence import STREAMING
from tests.chaos.watching import config

BAD = ("mastodon", "jetstream", "nostr", "feed", "mastodon", "jetstream", "feed")
SPEED = 60.0
CHANGE = 0.15
"""Seconds until something else is wrong."""
RATE = 50.0
"""Posts a second of the good one."""


@dataclass(slots=True)
class Seen:
    """A sink: when each post of the good one came, and how the others were."""

    good: str
    came: dict[str, float] = field(default_factory=dict)
    states: Counter[State] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)

    def take(self, admitted: Admitted) -> None:
        """See `Sink`."""
        if admitted.heard.source == self.good:
            self.came.setdefault(str(admitted.sighting.post.key), asyncio.get_running_loop().time())

    def note(self, heard: Gap | Report | Boost) -> None:
        """See `Sink`."""
        if isinstance(heard, Report):
            self.states[heard.state] += 1
            if heard.source == self.good:
                self.words.append(f"{heard.state} {heard.reason}".strip())


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How the good one fared."""

    published: int
    missing: int
    late: list[float]
    """Seconds from publishing to the sink, sorted."""
    words: list[str]
    """What it reported: `live`, and nothing else."""
    faults: int
    """Times that something happened to one of the others."""
    states: dict[str, int]
    crashes: list[str]

    @property
    def p99(self) -> float:
        """So late one in a hundred was."""
        return self.late[int(len(self.late) * 0.99)] if self.late else float("inf")

    @property
    def is_good(self) -> bool:
        """Nothing of it was lost or late."""
        return not self.missing and self.p99 <= 1.0 and not self.crashes


async def live_among(seconds: float, good: str, seed: int = 1) -> Neighbours:
    """Let them live side by side for so long."""
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    dice = random.Random(seed)
    wire = Wire(clock)
    means = Means(clock, wire)
    loop = asyncio.get_running_loop()
    async with contextlib.AsyncExitStack() as stack:

        async def server(half: str) -> ChaosServer:
            made = ChaosServer(
                seed=seed, halves=(half,), manner=Manner(limit=10**6), now=clock.now, max_seconds=seconds + 60
            )
            return await stack.enter_async_context(made)

        one = await server(good)
        others = [await server(half) for half in BAD]
        own = make_source(config(one, good), means)
        sources = [own, *(make_source(config(chaos, half), means) for chaos, half in zip(others, BAD, strict=True))]
        log: list[str] = []
        watch = Watch(sources, clock, log=log.append, close=wire.aclose, alertness=None)
        seen = Seen(own.url)
        watch.attach(seen)
        watch.follow([Tag.of("a")])
        running = asyncio.create_task(watch.run(stay=True))
        await asyncio.wait_for(one.subscribed(), 20)
        spoilers = [Spoiler(chaos, half, random.Random(dice.random())) for chaos, half in zip(others, BAD, strict=True)]
        spoiling = [asyncio.create_task(spoiler.go_on()) for spoiler in spoilers]
        published: dict[str, float] = {}
        end = loop.time() + seconds
        while loop.time() < end:
            post = one.publish(f"good {len(published)}", ["a"])
            published[one.key(post, good)] = loop.time()
            await asyncio.sleep(1 / RATE)
        await asyncio.sleep(1.0)
        for task in (*spoiling, running):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        late = sorted(seen.came[key] - at for key, at in published.items() if key in seen.came)
        return Neighbours(
            len(published),
            len(published) - len(late),
            late,
            seen.words,
            sum(spoiler.happened for spoiler in spoilers),
            {state.value: count for state, count in seen.states.items()},
            log,
        )


class Spoiler:
    """Lets something else go wrong with one server again and again; sometimes it also cuts all its connections."""

    def __init__(self, chaos: ChaosServer, half: str, dice: random.Random) -> None:
        self._chaos = chaos
        self._half = half
        self._dice = dice
        self._faults = list(every_fault(half))
        self.happened = 0

    async def go_on(self) -> None:
        """Until it is cancelled."""
        while True:
            fault, moment = self._dice.choice(self._faults)
            path = PATHS[self._half] if moment == "request" else ""
            action = self._chaos.add(Action(fault, moment, times=0, path=path, args=SMALL))
            if self._dice.random() < 0.5:
                self._chaos.drop_all()
            self._chaos.publish(f"under {fault}", ["a"])
            await asyncio.sleep(CHANGE * self._dice.uniform(0.5, 1.5))
            self.happened += action.done
            self._chaos.clear()


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the good one lost nothing and its 99th percentile was within a second."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.neighbours", description=__doc__)
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--good", choices=STREAMING, default="jetstream")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    found = asyncio.run(live_among(asked.seconds, asked.good, asked.seed))
    told = {name: getattr(found, name) for name in Neighbours.__dataclass_fields__ if name != "late"}
    times = (
        {"median": found.late[len(found.late) // 2], "p99": found.p99, "worst": found.late[-1]} if found.late else {}
    )
    sys.stdout.write(json.dumps({"good": found.is_good, **told, **times}) + "\n")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
