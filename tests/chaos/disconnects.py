"""The disconnect test: a real watch is cut off again and again while posts, edits and deletions go on.

`python -m tests.chaos.disconnects --seconds 120 --cuts 200 --half mastodon|jetstream|nostr|feed|all --json`

The sources, the wire, the watch and its back-off are the program's own, over sockets of this machine. Only their time
is another: their clock runs `--speed` times as fast as ours, and so does the server's. A patience of five minutes,
twelve connections a minute and a poll each quarter of a minute are kept to the letter in that time; 200 cuts in 120 s
of ours are about a cut each minute of theirs at a speed of 120, and the pause after each is a second to some minutes.
The wire's own deadlines (time-outs, pings) and the time a relay may take to answer are in our seconds.

A cut is made only while the source is connected: by RST, by FIN, by a close frame, in the middle of an event, in the
middle of an answer, or by RST and once more during the next handshake. Posts go on being published while it is away;
some are edited and some deleted; once it is kept away for longer than a half keeps what was said. At the end what the
watch holds is held against the server's ledger, gaps too.
"""

import argparse
import asyncio
import contextlib
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from hashtui.clock import PacedClock, SystemClock
from hashtui.sources.nostr import line
from tests.chaos.feeds import FeedManner
from tests.chaos.half import HALVES
from tests.chaos.held import Verdict
from tests.chaos.jetstream import JetstreamManner
from tests.chaos.mastodon import Manner
from tests.chaos.nostr import NostrManner
from tests.chaos.script import Action
from tests.chaos.server import ChaosServer
from tests.chaos.watching import Watched, watching

PATIENCE = 20.0
"""Seconds of ours for the watch to come to rest when it is let alone."""
ANSWER = 3.0
"""Seconds of ours that a relay may take to say that it has said all."""
CLOSES = (1000, 1001, 1006, 1011, 1012, 1013)


@dataclass(frozen=True, slots=True)
class Storm:
    """How often, how long, how fast."""

    halves: tuple[str, ...]
    seconds: float = 120.0
    cuts: int = 200
    speed: float = 120.0
    rate: float = 6.0
    """Posts a second."""
    seed: int = 1
    away: bool = True
    """Whether it is once kept away for longer than the halves remember."""

    @property
    def keeps(self) -> float:
        """Seconds of ours that a Jetstream remembers, and in which a relay gets as many posts as it gives."""
        return max(5.0, self.seconds / 8)


@dataclass(slots=True)
class Passed:
    """What happened, and how it ended."""

    cuts: dict[str, int] = field(default_factory=dict)
    posts: int = 0
    edits: int = 0
    deletions: int = 0
    connections: dict[str, int] = field(default_factory=dict)
    busiest: dict[str, int] = field(default_factory=dict)
    """Most connections within a minute of the program's."""
    lost: dict[str, int] = field(default_factory=dict)
    """Posts nobody could get."""
    gaps: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Gaps in the ledger, and gaps shown that stayed open."""
    held: int = 0
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Nothing was lost, nothing came twice, nothing crashed."""
        return all(v.agrees for v in self.verdicts.values()) and not self.crashes and not self.troubles

    def json(self) -> dict[str, object]:
        """The figures."""
        return {
            "good": self.is_good,
            "seconds": round(self.seconds, 1),
            "cuts": self.cuts,
            "posts": self.posts,
            "edits": self.edits,
            "deletions": self.deletions,
            "held": self.held,
            "connections": self.connections,
            "busiest_minute": self.busiest,
            "lost_for_good": self.lost,
            "gaps_in_ledger_and_shown": self.gaps,
            "differences": {half: verdict.figures() for half, verdict in self.verdicts.items()},
            "crashes": self.crashes,
            "troubles": self.troubles,
        }


@contextlib.contextmanager
def answers_in_our_time(speed: float) -> Iterator[None]:
    """A relay that answers at once may need some hundredths of a second of ours: that is no silence."""
    usual = line.EOSE_WAIT
    line.EOSE_WAIT = max(usual, ANSWER * speed)
    try:
        yield
    finally:
        line.EOSE_WAIT = usual


async def weather(storm: Storm) -> Passed:
    """Let the storm pass over a watch."""
    with answers_in_our_time(storm.speed):
        return await _weather(storm)


async def _weather(storm: Storm) -> Passed:
    loop = asyncio.get_running_loop()
    began = loop.time()
    clock = PacedClock(SystemClock(), SystemClock().now(), storm.speed)
    ping = max(0.5, 30.0 / storm.speed)
    server = ChaosServer(
        seed=storm.seed,
        halves=[half for half in HALVES if half in storm.halves],
        manner=Manner(limit=300, ping=ping),
        jetstream=JetstreamManner(window=storm.keeps * storm.speed, ping=ping),
        nostr=NostrManner(most=int(storm.keeps * storm.rate), pages=not storm.away, ping=ping),
        feed=FeedManner(window=20),
        now=clock.now,
        max_seconds=storm.seconds * 5 + 120,
    )
    async with server as chaos, watching(chaos, clock) as watched:
        made = Passed()
        live = Life(storm, chaos, made)
        await watched.until(lambda: watched.all_up, PATIENCE)
        living = asyncio.create_task(live.go_on())
        await asyncio.gather(*(Cutter(storm, chaos, half, live, made).cut() for half in storm.halves))
        living.cancel()
        chaos.clear()
        live.publish()
        await watched.until(lambda: watched.agrees, PATIENCE)
        _sum_up(made, watched, storm)
    made.seconds = loop.time() - began
    return made


def is_connected(chaos: ChaosServer, half: str) -> bool:
    """Whether somebody is there to be cut off."""
    if half == "feed":
        return any(c.half == half and c.ended is None for c in chaos.meter.connections[-20:])
    return any(one.half == half and len(one.subscriptions) and not one.is_finishing for one in chaos.streams)


class Life:
    """Posts, edits and deletions, whoever listens."""

    def __init__(self, storm: Storm, chaos: ChaosServer, made: Passed) -> None:
        self._rate = storm.rate
        self._chaos = chaos
        self._made = made
        self._dice = random.Random(storm.seed)
        self._recent: list[str] = []

    async def go_on(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(self._dice.uniform(0, 2 / self._rate))
            self.publish()
            chance = self._dice.random()
            if chance < 0.15:
                post = self._dice.choice(self._recent)
                self._chaos.edit(post, f"edited {self._made.edits}")
                self._made.edits += 1
            elif chance < 0.25:
                post = self._dice.choice(self._recent)
                self._recent.remove(post)
                self._chaos.delete(post)
                self._made.deletions += 1

    def publish(self) -> None:
        """One post."""
        post = self._chaos.publish(f"number {self._made.posts}", ["a"])
        self._made.posts += 1
        self._recent = [*self._recent[-9:], post.id]


class Cutter:
    """Cuts one half off, so often."""

    def __init__(self, storm: Storm, chaos: ChaosServer, half: str, live: Life, made: Passed) -> None:
        self._storm = storm
        self._chaos = chaos
        self._half = half
        self._live = live
        self._made = made
        self._dice = random.Random(f"{storm.seed} {half}")
        self._planned: list[Action] = []
        self._by_hand = 0
        kinds: dict[str, list[Callable[[], None]]] = {
            "mastodon": [self._reset, self._finish, self._close, self._half_event, self._twice, self._half_answer],
            "jetstream": [self._reset, self._finish, self._close, self._half_event, self._twice],
            "nostr": [self._reset, self._finish, self._close, self._half_event, self._twice],
            "feed": [self._reset, self._finish, self._twice, self._half_answer, self._no_answer],
        }
        self._kinds = kinds[half]

    @property
    def done(self) -> int:
        """Cuts that happened."""
        return self._by_hand + sum(action.done for action in self._planned)

    async def cut(self) -> None:
        """Go on until it was cut off so often."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self._storm.seconds * 4
        pause = self._storm.seconds / self._storm.cuts
        away_after = self._storm.cuts // 2 if self._storm.away else self._storm.cuts
        while self.done < self._storm.cuts and loop.time() < end:
            await _until(lambda: is_connected(self._chaos, self._half), self._storm.seconds)
            # One in ten is cut off as soon as it is there.
            await asyncio.sleep(pause * (self._dice.uniform(0.2, 1.6) if self._dice.random() > 0.1 else 0.02))
            if not is_connected(self._chaos, self._half):
                continue
            before = self.done
            if before >= away_after:
                away_after = self._storm.cuts
                await self._keep_away()
            else:
                self._dice.choice(self._kinds)()
                await self._happened(before, pause)
        self._made.cuts[self._half] = self.done

    async def _happened(self, before: int, pause: float) -> None:
        await _until(lambda: self.done > before, max(1.0, pause))

    async def _keep_away(self) -> None:
        """For longer than this half remembers nobody is let in; who then comes is left alone for a while."""
        closed = self._chaos.do("port_flood", half=self._half, times=0)
        self._reset()
        await asyncio.sleep(self._storm.keeps * 1.4)
        self._chaos.script.actions.remove(closed)
        await _until(lambda: is_connected(self._chaos, self._half), self._storm.seconds)
        await asyncio.sleep(1.0)

    def _reset(self) -> None:
        self._chaos.drop_all(self._half)
        self._by_hand += 1

    def _finish(self) -> None:
        self._chaos.hang_up_all(self._half)
        self._by_hand += 1

    def _close(self) -> None:
        for stream in [s for s in self._chaos.streams if s.half == self._half]:
            stream.finish(self._dice.choice(CLOSES), "going away")
        self._by_hand += 1

    def _half_event(self) -> None:
        self._plan("ws_half")
        self._live.publish()

    def _half_answer(self) -> None:
        path = "/tags/" if self._half == "feed" else "/timelines/"
        self._plan("limit_data", path)

    def _no_answer(self) -> None:
        self._plan("drop", "/tags/")

    def _twice(self) -> None:
        self._plan("reset_peer" if self._dice.random() < 0.5 else "accept_close")
        self._reset()

    def _plan(self, fault: str, path: str = "") -> None:
        args = {"bytes": self._dice.randrange(1, 120)} if fault == "reset_peer" else {}
        self._planned.append(self._chaos.add(Action(fault, path=path, half=self._half, args=args)))


async def _until(condition: Callable[[], bool], seconds: float) -> None:
    """Return when it has come to that, or it takes too long."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not condition() and loop.time() < end:  # noqa: ASYNC110  # what it waits for is others' doing
        await asyncio.sleep(0.005)


def _sum_up(made: Passed, watched: Watched, storm: Storm) -> None:
    chaos = watched.chaos
    for half in storm.halves:
        made.verdicts[half] = watched.verdict(half)
        made.connections[half] = sum(c.half == half for c in chaos.meter.connections)
        made.busiest[half] = chaos.meter.busiest(60 / storm.speed, half)
        gaps = chaos.ledger.gaps(half)
        made.lost[half] = sum(gap.posts for gap in gaps)
        shown = [gap for gap in watched.watch.gaps if gap.source == watched.names[half] and gap.filled_at is None]
        made.gaps[half] = (len(gaps), len(shown))
    made.held = len(watched.held.standing)
    made.crashes = watched.log
    made.troubles = chaos.troubles


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when nothing was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.disconnects", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--speed", type=float, default=120.0)
    parser.add_argument("--rate", type=float, default=6.0, help="posts a second")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    halves = HALVES if asked.half == "all" else (asked.half,)
    passed = asyncio.run(weather(Storm(halves, asked.seconds, asked.cuts, asked.speed, asked.rate, asked.seed)))
    told = passed.json()
    if asked.json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.write("".join(f"{name}: {value}\n" for name, value in told.items()))
        for half, verdict in passed.verdicts.items():
            if not verdict.agrees:
                sys.stdout.write(f"{half}: {verdict}\n")
    return 0 if passed.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
