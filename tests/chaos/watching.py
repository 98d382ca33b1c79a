"""A real watch with the real sources over the real wire, on the halves of a chaos server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from hashtui.clock import Clock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.post.clean import CleanLine
from hashtui.post.tag import Tag
from hashtui.sources import make_source
from hashtui.sources.source import Means
from hashtui.watch import Watch
from hashtui.wire import Wire
from tests.chaos.held import Held, Verdict, gaps_of, judge
from tests.chaos.server import ChaosServer
from tests.sources.keeping import Kept

LOOK = 0.02
"""Seconds of ours between two looks at whether it has come to something."""


@dataclass(slots=True)
class Watched:
    """A watch that runs, and what it holds."""

    chaos: ChaosServer
    watch: Watch
    held: Held
    names: dict[str, CleanLine]
    """Each half's source, by the name the watch knows it by."""
    log: list[str]
    """Crashes: must stay empty."""

    def verdict(self, half: str) -> Verdict:
        """How what is held of a half differs from the ledger."""
        return judge(self.chaos.ledger, self.held, gaps_of(self.watch, self.names[half]), half)

    @property
    def all_up(self) -> bool:
        """Every source answers."""
        return all(health.state.is_up for health in self.watch.health.values())

    @property
    def agrees(self) -> bool:
        """It holds what the ledger says, of every half."""
        return all(self.verdict(half).agrees for half in self.names)

    async def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Whether it comes to that within so many seconds of ours."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not condition():
            if loop.time() > end:
                return False
            await asyncio.sleep(LOOK)
        return True


@contextlib.asynccontextmanager
async def watching(
    chaos: ChaosServer,
    clock: Clock,
    *,
    halves: Sequence[str] | None = None,
    tags: Sequence[str] = ("a",),
    kept: Kept | None = None,
    held: Held | None = None,
) -> AsyncIterator[Watched]:
    """Follow the tags on the server's halves (those named) until the end of the block.

    `kept` and `held` may be those of an earlier watch, which this one goes on for.
    """
    wire, kept = Wire(clock), kept or Kept()
    means = Means(clock, wire, resume=kept.resume)
    sources = {name: make_source(config(chaos, name), means) for name in halves or chaos.halves}
    log: list[str] = []
    # The clock is not the machine's: a stall of ours is a long one of its, and no sleep.
    watch = Watch(
        list(sources.values()),
        clock,
        log=log.append,
        close=wire.aclose,
        alertness=None,
        keep_cursor=lambda cursor: kept.keep([cursor]),
    )
    held = held or Held()
    watch.attach(held)
    for sighting in list(held.known.values()):
        watch.recall(replace(sighting, held=True), held)
    watch.follow([Tag.of(tag) for tag in tags])
    running = asyncio.create_task(watch.run(stay=True))
    try:
        yield Watched(chaos, watch, held, {name: source.url for name, source in sources.items()}, log)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


def config(chaos: ChaosServer, half: str) -> SourceConfig:
    """The half as a person would configure it."""
    token = Secret("good-token") if half == "mastodon" else None
    return SourceConfig(chaos.source(half), token=token)
