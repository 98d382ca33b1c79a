"""Bodies and frames that unfold into hundreds of megabytes cost the program next to no memory."""

import asyncio
import os
import subprocess
import sys

from tests.chaos import HALVES, ChaosServer

SECONDS = 4
MORE = 32
"""Megabytes that any hostile body may cost."""


async def peak(chaos: ChaosServer) -> tuple[float, str]:
    """The most memory `hashtui tail` took on every half, in megabytes, and what it said."""
    sources = [word for half in HALVES for word in ("--source", chaos.source(half))]
    command = [sys.executable, "-m", "hashtui", "tail", "a", *sources, "--for", f"{SECONDS}s", "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: ASYNC220  # it is waited for in a thread
    assert process.stderr is not None
    said = await asyncio.to_thread(process.stderr.read)
    _, _, usage = await asyncio.to_thread(os.wait4, process.pid, 0)
    return usage.ru_maxrss / 1024, said


async def test_bombs_of_every_kind_cost_next_to_no_memory() -> None:
    async with ChaosServer(seed=1, halves=HALVES) as well, ChaosServer(seed=1, halves=HALVES) as bombed:
        for chaos in (well, bombed):
            for n in range(10):
                chaos.publish(f"number {n}", ["a"])
        bombs = [
            *(("mastodon", "/timelines/", name) for name in ("gzip_bomb", "endless_body")),
            *(("feed", "/tags/", name) for name in ("feed_50_mb", "entity_bomb")),
        ]
        for place, (half, path, name) in enumerate(bombs):
            bombed.do(name, half=half, path=path, after=place % 2)
        for half, name in (("jetstream", "ws_zstd_bomb"), ("jetstream", "ws_frame_10mb"), ("nostr", "ws_frame_10mb")):
            bombed.do(name, half=half, times=0)
        telling = asyncio.create_task(_tell(bombed))

        (healthy, _), (most, said) = await asyncio.gather(peak(well), peak(bombed))

        telling.cancel()
        happened = {action.do: action.done for action in bombed.script.actions}
        assert all(happened.values()), happened
        assert "Traceback" not in said
        assert most <= healthy + MORE


async def _tell(chaos: ChaosServer) -> None:
    while True:
        await asyncio.sleep(0.2)
        chaos.publish("boom", ["a"])
