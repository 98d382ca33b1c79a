"""`python -m tests.chaos.kills --kills 200`: an archive that is killed at random moments of a flood, and what is left.

A process writes posts as fast as it can and says, for each batch that is on the disk, up to which post that goes; it is
killed with SIGKILL. After every kill each post so acknowledged must be there, the file whole, and the next start quick.
It prints one line of JSON, and exits 1 when a post was lost.
"""

import argparse
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from hashtui.archive import open_archive
from hashtui.archive.wholeness import is_whole
from hashtui.clock import SystemClock
from tests.archive.flooding import flood, key_of

LONGEST = 0.6
"""Seconds that a process lives at most, once it has begun."""
ROOT = Path(__file__).parents[2]
AT_ONCE = 50


@dataclass
class Outcome:
    """What was left after all kills."""

    kills: int = 0
    acknowledged: int = 0
    """Posts that were said to be on the disk."""
    lost: int = 0
    """Of these, those that were not."""
    damaged: int = 0
    """Kills after which the file was not whole."""
    posts: int = 0
    slowest_start: float = 0.0
    """Seconds from opening the archive to the newest page of it."""


def write_until_killed(place: Path, first: int) -> None:
    """Write posts from that number on, and say how far it went."""
    archive = open_archive(place, clock=SystemClock(), command="flood")
    number, said = first, 0
    while True:
        if number - first - archive.committed < 1_500:
            for one in flood(number, AT_ONCE):
                archive.take(one)
            number += AT_ONCE
        else:
            time.sleep(0.002)
        if archive.committed != said:
            said = archive.committed
            os.write(1, f"{first + said}\n".encode("ascii"))


def kill_once(place: Path, first: int, random: Random, longest: float) -> int:
    """Let a process write from that number on and kill it; up to which number it said that all is on the disk."""
    command = [sys.executable, "-m", "tests.chaos.kills", "--write", str(place), "--first", str(first)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process,
        selectors.DefaultSelector() as selector,
    ):
        if process.stdout is None:
            raise RuntimeError("nothing can be heard of it")
        selector.register(process.stdout, selectors.EVENT_READ)
        heard = b""
        if selector.select(30):  # it has begun: its first batch is there
            heard += os.read(process.stdout.fileno(), 65_536)
        time.sleep(random.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        while octets := os.read(process.stdout.fileno(), 65_536):
            heard += octets
    lines = heard[: heard.rfind(b"\n") + 1].split()
    return int(lines[-1]) if lines else first


def look_at(place: Path, outcome: Outcome, acknowledged: list[range]) -> None:
    """Open what is left, and count what is missing."""
    begun = time.perf_counter()
    archive = open_archive(place, clock=SystemClock(), command="look")
    reader = archive.reader()
    reader.page(None)
    outcome.slowest_start = max(outcome.slowest_start, time.perf_counter() - begun)
    outcome.damaged += bool(archive.said and "damaged" in archive.said[0])
    there = {kept.key for kept in reader.each(None, None, None)}
    outcome.posts = len(there)
    outcome.lost = sum(key_of(number) not in there for some in acknowledged for number in some)
    outcome.damaged += not is_whole(reader._connection.plain)
    reader.close()
    archive.close()


def run(place: Path, kills: int, seed: int, *, every: int = 1, longest: float = LONGEST) -> Outcome:
    """So many kills, one after another; after every so many it is looked at what is left."""
    random, outcome, acknowledged, first = Random(seed), Outcome(), list[range](), 0
    for number in range(kills):
        end = kill_once(place, first, random, longest)
        acknowledged.append(range(first, end))
        outcome.kills += 1
        outcome.acknowledged += end - first
        first = end + 10_000
        if (number + 1) % every == 0 or number + 1 == kills:
            look_at(place, outcome, acknowledged)
    return outcome


def main() -> int:
    """Run it; 1 when a post was lost or the file was damaged."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--every", type=int, default=10, help="look at what is left after every so many kills")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    wishes = parser.parse_args()
    if wishes.write is not None:
        write_until_killed(wishes.write, wishes.first)
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder) / "archive.sqlite3", wishes.kills, wishes.seed, every=wishes.every)
    sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
    return 1 if outcome.lost or outcome.damaged else 0


if __name__ == "__main__":
    sys.exit(main())
