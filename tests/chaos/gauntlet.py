"""Every fault there is, one after the other, against a real source in a real watch: each is survived and over.

`python -m tests.chaos.gauntlet --half mastodon|jetstream|nostr|feed|all` runs all of them; the tests run a part.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hashtui import manners
from hashtui.clock import PacedClock, SystemClock
from hashtui.post.sighting import Report, State
from hashtui.post.tag import Tag
from tests.chaos.faults import FAULTS
from tests.chaos.half import HALVES
from tests.chaos.mastodon import Manner
from tests.chaos.script import Action, Value
from tests.chaos.server import ChaosServer
from tests.chaos.watching import Watched, watching

SPEED = 600.0
PATIENCE = 10.0
"""Seconds of ours that a busy machine may take; only what never comes waits so long."""
SMALL: dict[str, Value] = {"megabytes": 2, "count": 50, "bytes": 40, "depth": 2000, "seconds": 0.02, "code": 503}
"""Arguments that keep a fault cheap, and what hangs short."""
PATHS = {"mastodon": "/timelines/", "jetstream": "/subscribe", "nostr": "/", "feed": "/tags/"}
BY_THEMSELVES = {"half_open", "ws_no_pong", "silence", "stop_reading", "retry_after_huge"}
"""What is noticed only after many seconds of ours, or waited out for weeks: tested by itself."""
MOMENTS = ("request", "connect", "event", "time")

Fault = tuple[str, str]
"""Its name, and the moment at which it acts."""


@dataclass(slots=True)
class Gauntlet:
    """One half, its source, and how it came through each fault."""

    half: str
    watched: Watched
    turn: int = 0

    async def run(self, fault: str, moment: str) -> str:
        """Go through one fault. What is wrong with how that went; empty when nothing is."""
        watched, seen = self.watched, len(self.watched.held.reports)
        happened = await self._let_happen(fault, moment)
        came = await self._comes_again(moment)
        said = [r for r in watched.held.reports[seen:] if r.source == watched.names[self.half]]
        wrong = [
            "" if happened else "it did not happen",
            "" if came else f"no post came after it ({said[-1:]})",
            "a crash" if watched.log or any(r.state is State.BROKEN for r in said) else "",
            "words of several lines" if any("\n" in r.reason for r in said) else "",
            "trouble without a word" if any(_is_trouble(r) and not r.reason for r in said) else "",
            f"trouble in the server: {watched.chaos.troubles}" if watched.chaos.troubles else "",
        ]
        return "; ".join(word for word in wrong if word)

    async def _let_happen(self, fault: str, moment: str) -> bool:
        chaos = self.watched.chaos
        chaos.troubles.clear()
        if moment == "request":
            chaos.publish(f"before {fault}", ["a"])  # so that there is an answer to spoil
        path = PATHS[self.half] if moment == "request" else ""
        action = chaos.add(Action(fault, moment, path=path, half=self.half, args=SMALL))
        match moment:
            case "time":
                await chaos.settled()
                return True
            case "event":
                chaos.publish(f"under {fault}", ["a"])
            case _:
                chaos.drop_all(self.half)
        return await self.watched.until(lambda: action.done > 0, PATIENCE)

    async def _comes_again(self, moment: str) -> bool:
        """Whether posts come again once all is well: by itself, or when something else is followed if it refused."""
        watched, chaos = self.watched, self.watched.chaos
        self.turn += 1
        marker = f"turn {self.turn} is over"
        chaos.publish(marker, ["a"])
        await watched.until(lambda: self._has(marker) or self._is_down, 1.0)
        chaos.clear()
        if moment == "request" and not self._has(marker) and not self._is_refused:
            chaos.drop_all(self.half)  # what the fault did to a stream stays with it
        for attempt in range(3):
            if self._is_refused:
                watched.watch.follow([Tag.of("a"), Tag.of(f"turn{self.turn}{attempt}x")])
            await watched.until(lambda: self._has(marker) or self._is_up, PATIENCE)
            if not self._has(marker):
                chaos.publish(marker, ["a"])
            if await watched.until(lambda: self._has(marker) or self._is_refused, PATIENCE) and self._has(marker):
                return True
        return False

    def _has(self, text: str) -> bool:
        return text in self.watched.held.standing.values()

    @property
    def _state(self) -> State:
        return self.watched.watch.health[self.watched.names[self.half]].state

    @property
    def _is_refused(self) -> bool:
        return self._state is State.REFUSED

    @property
    def _is_down(self) -> bool:
        return not self._state.is_up

    @property
    def _is_up(self) -> bool:
        return self._state.is_up


def _is_trouble(report: Report) -> bool:
    return not report.state.is_up and report.state is not State.STARTING


def own_faults(half: str) -> list[Fault]:
    """Those that only this half has."""
    others = {name for other in HALVES if other != half for moment in MOMENTS for name in FAULTS.at(moment, other)}
    return [fault for fault in every_fault(half) if fault[0] not in others]


def every_fault(half: str) -> Iterator[Fault]:
    """All that make sense on a half."""
    for moment in MOMENTS:
        for name in FAULTS.at(moment, half):
            if name not in BY_THEMSELVES and not (half == "feed" and moment == "event"):
                yield name, moment


async def run_through(half: str, faults: Iterable[Fault]) -> dict[str, str]:
    """What was wrong with how the source came through these, by fault."""
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    server = ChaosServer(seed=3, halves=(half,), manner=Manner(limit=10**6), now=clock.now, max_seconds=900)
    async with server as chaos, watching(chaos, clock) as watched:
        gauntlet = Gauntlet(half, watched)
        states = watched.held.states
        await watched.until(lambda: any(state.is_up for state in states(watched.names[half])), PATIENCE)
        wrong = {fault: await gauntlet.run(fault, moment) for fault, moment in faults}
        return {fault: words for fault, words in wrong.items() if words}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.gauntlet", description=__doc__)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("faults", nargs="*", help="these only")
    asked = parser.parse_args(arguments)
    manners.HEALTHY = 0.0  # how long it waits after many faults in a row is not the question here
    bad = 0
    for half in HALVES if asked.half == "all" else (asked.half,):
        faults = [fault for fault in every_fault(half) if not asked.faults or fault[0] in asked.faults]
        wrong = asyncio.run(run_through(half, faults))
        bad += len(wrong)
        sys.stdout.write(f"{half}: {len(faults)} faults, {len(wrong)} not survived as they should be\n")
        sys.stdout.write("".join(f"  {fault}: {words}\n" for fault, words in wrong.items()))
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
