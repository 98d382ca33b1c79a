"""Silence: a stream that falls silent is noticed in time, one that is only slow is left in peace.

`python -m tests.chaos.silence --seconds 120` does it with the real heartbeats (a ping each 30 s) over three networks
at 2 KB a second; with `--beat` the heartbeats, and every patience that is meant for them, are so many seconds.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from hashtui.clock import SystemClock
from hashtui.post.sighting import State
from hashtui.sources.bluesky import stream as bluesky
from hashtui.sources.mastodon import streaming as mastodon
from hashtui.sources.nostr import source as nostr
from tests.chaos.jetstream import JetstreamManner
from tests.chaos.mastodon import Manner
from tests.chaos.nostr import NostrManner
from tests.chaos.server import ChaosServer
from tests.chaos.watching import Watched, watching

STREAMING = ("mastodon", "jetstream", "nostr")
BEAT = 30.0
"""Seconds between the pings of all three."""
MOST_BEATS = 2.5
"""After so many heartbeats that did not come the silence must be noticed."""
SLACK = 0.05
"""Heartbeats that pass while it is said."""
RATE = 2048.0
"""Octets a second of a line that is slow, and alive."""


@dataclass(slots=True)
class Quiet:
    """What was seen."""

    alarms: dict[str, list[str]] = field(default_factory=dict)
    """What each source complained of while its line was slow."""
    noticed: dict[str, float] = field(default_factory=dict)
    """Heartbeats until its silence was noticed."""
    posts: dict[str, int] = field(default_factory=dict)
    """Posts that came over the slow line."""


def scale(beat: float) -> None:
    """Let every patience that is meant for heartbeats be as much shorter as they are."""
    share = beat / BEAT
    mastodon.SILENCE *= share
    bluesky.SILENCE *= share
    nostr.SILENCE *= share


async def listen(seconds: float, beat: float) -> Quiet:
    """First slow for so long, then silent."""
    share = beat / BEAT
    server = ChaosServer(
        halves=STREAMING,
        manner=Manner(ping=beat, limit=10**6),
        jetstream=JetstreamManner(ping=beat),
        nostr=NostrManner(ping=beat),
        max_seconds=seconds + MOST_BEATS * beat + 60,
    )
    quiet = Quiet()
    async with server as chaos:
        chaos.do("bandwidth", times=0, rate=RATE / share)
        async with watching(chaos, SystemClock()) as watched:
            up = [chaos.subscribed(1, half) for half in STREAMING]
            await asyncio.wait_for(asyncio.gather(*up), 20)
            before = len(watched.held.reports)
            loop = asyncio.get_running_loop()
            end = loop.time() + seconds
            while loop.time() < end:
                chaos.publish("a post as long as most are, over a line that is slow " * 4, ["a"])
                await asyncio.sleep(6.0 * share)
            for half in STREAMING:
                said = [r for r in watched.held.reports[before:] if r.source == watched.names[half]]
                quiet.alarms[half] = [r.reason for r in said if r.state is State.RECONNECTING]
                keys = {chaos.key(post, half) for post in chaos.world.posts.values()}
                quiet.posts[half] = len(keys & watched.held.standing.keys())
            await _fall_silent(watched, quiet, beat)
    return quiet


async def _fall_silent(watched: Watched, quiet: Quiet, beat: float) -> None:
    before = len(watched.held.reports)
    loop = asyncio.get_running_loop()
    began = loop.time()
    for stream in watched.chaos.streams:
        stream.mute()

    def noticed(half: str) -> bool:
        said = [r for r in watched.held.reports[before:] if r.source == watched.names[half]]
        return any("silent" in report.reason for report in said)

    async def wait(half: str) -> None:
        found = await watched.until(lambda: noticed(half), 2 * MOST_BEATS * beat)
        quiet.noticed[half] = (loop.time() - began) / beat if found else float("inf")

    await asyncio.gather(*map(wait, STREAMING))


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when silence was noticed in time and nothing else was."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.silence", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--beat", type=float, default=BEAT, help="seconds between two heartbeats")
    asked = parser.parse_args(arguments)
    scale(asked.beat)
    quiet = asyncio.run(listen(asked.seconds, asked.beat))
    told = {"noticed_after_beats": quiet.noticed, "false_alarms": quiet.alarms, "posts": quiet.posts}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0 if max(quiet.noticed.values()) <= MOST_BEATS + SLACK and not any(quiet.alarms.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
