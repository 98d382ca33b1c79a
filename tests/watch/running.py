"""A watch that runs for as long as a test looks at it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

from hashtui.clock import HandClock
from hashtui.watch import Watch
from tests.watch.posts import tags
from tests.watch.sources import Taken, WrittenSource


@asynccontextmanager
async def running(watch: Watch, *, stay: bool = True) -> AsyncIterator[asyncio.Task[None]]:
    """The watch while it runs; whatever it raises passes."""
    task = asyncio.create_task(watch.run(stay=stay))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=1)  # only a watch that does not end waits this long
    assert task.done()
    if not task.cancelled():
        task.result()


def watch_of(
    clock: HandClock,
    *sources: WrittenSource,
    log: Callable[[str], None] = lambda _: None,
    random: Random | None = None,
) -> tuple[Watch, Taken]:
    watch, sink = Watch(sources, clock, log=log, random=random or Random(7)), Taken()
    watch.attach(sink)
    watch.follow(tags("a"))
    return watch, sink
