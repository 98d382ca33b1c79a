"""The whole road of the firehose, run as a program: our source in a watch with four timelines, no screen.

`python -m tests.bench.firehose_watch PORT SECONDS` prints what it cost and which posts came, as JSON.
"""

import asyncio
import gc
import json
import resource
import sys
import time
from contextlib import suppress

from hashtui.clock import SystemClock
from hashtui.config.config import SourceConfig
from hashtui.filter import read_panes
from hashtui.post.sighting import Admitted, Boost, Gap, Report
from hashtui.post.tag import Tag
from hashtui.reading.timeline import Timeline
from hashtui.sources.bluesky.source import one_jetstream
from hashtui.sources.source import Means
from hashtui.watch import Watch
from hashtui.wire import Wire
from tests.bench.figures import percentile
from tests.bench.firehose_events import FOLLOWED

EVERY = 0.005
"""Seconds between two looks whether the loop still answers."""
SETTLING = 1.0


class Panes:
    """A sink: a timeline for each tag, and the keys of all posts in the order they came."""

    def __init__(self) -> None:
        filters = read_panes([f"#{tag}" for tag in FOLLOWED])
        self.timelines = [Timeline(one.wants, one.concerns, tags=one.tags) for one in filters]
        self.keys: list[str] = []
        self.troubles: list[str] = []

    def take(self, admitted: Admitted) -> None:
        """One post."""
        self.keys.append(str(admitted.sighting.post.key))
        for timeline in self.timelines:
            timeline.take(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        """What is said of the source."""
        if isinstance(heard, Gap):
            self.troubles.append(heard.reason)


async def watch_it(port: int, seconds: float) -> dict[str, object]:
    """Watch for so long after a second of settling; the figures."""
    clock = SystemClock()
    wire = Wire(clock)
    source = one_jetstream(SourceConfig(f"jetstream+ws://127.0.0.1:{port}/subscribe"), Means(clock, wire))
    watch, panes = Watch([source], clock, close=wire.aclose), Panes()
    watch.attach(panes)
    watch.follow([Tag.of(tag) for tag in FOLLOWED])
    running = asyncio.create_task(watch.run())
    await asyncio.sleep(SETTLING)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
    came, cpu, began = source.figures.received or 0, time.process_time(), time.perf_counter()
    stalls = []
    while (now := time.perf_counter()) < began + seconds:
        await asyncio.sleep(EVERY)
        stalls.append((time.perf_counter() - now - EVERY) * 1000)
    took = time.perf_counter() - began
    found: dict[str, object] = {
        "octets_a_second": ((source.figures.received or 0) - came) / took,
        "cpu": (time.process_time() - cpu) / took * 100,
        "stall": percentile(stalls, 0.99),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "unreadable": source.figures.unreadable,
    }
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    return found | {"keys": list(dict.fromkeys(panes.keys)), "troubles": panes.troubles}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(watch_it(int(sys.argv[1]), float(sys.argv[2])))))
