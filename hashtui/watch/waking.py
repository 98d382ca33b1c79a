"""Noticing that the machine slept or the program stood still: then every connection may be dead without saying so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from hashtui.clock import Clock

AT_ONCE = 3
"""Sources that begin in the same tenth of a second."""
APART = 0.11


@dataclass(frozen=True, slots=True)
class Alertness:
    """What is taken for a sleep, in seconds."""

    look: float = 5.0
    """Between two looks."""
    asleep: float = 5.0
    """The machine was suspended for longer than this."""
    stood: float = 30.0
    """The program did nothing for longer than this: it was stopped, or its machine was."""


USUAL = Alertness()


class Waking:
    """Looks at the clocks now and then. `wake` is called with what happened, in words."""

    def __init__(self, clock: Clock, alertness: Alertness, wake: Callable[[str], None]) -> None:
        self._clock = clock
        self._alertness = alertness
        self._wake = wake

    async def run(self) -> None:
        """Look until cancelled. The wall clock is not asked: it may be set to anything at any time."""
        alertness = self._alertness
        slept, at = self._clock.slept(), self._clock.monotonic()
        while True:
            await self._clock.sleep(alertness.look)
            asleep = self._clock.slept() - slept
            stood = self._clock.monotonic() - at - alertness.look
            if asleep > alertness.asleep:
                self._wake(f"back after {span(asleep + max(0.0, stood))} asleep")
            elif stood > alertness.stood:
                self._wake(f"back after {span(stood)} at a standstill")
            slept, at = self._clock.slept(), self._clock.monotonic()


def starts(sources: int) -> Iterator[float]:
    """When each of so many sources begins, in seconds: the first at once, never many at the same time."""
    return (number // AT_ONCE * APART for number in range(sources))


def returns(sources: int, random: Random) -> list[float]:
    """When each of so many sources comes back, in seconds: spread over a moment, in any order."""
    apart = min(0.3, max(APART / 2, 2.0 / max(1, sources)))
    return random.sample([number * apart for number in range(sources)], sources)


def span(seconds: float) -> str:
    """A stretch of time in short words: `45 s`, `12 min`, `7 h`, `3 days`."""
    for unit, size, most in (("s", 1, 120), ("min", 60, 120), ("h", 3600, 48)):
        if seconds < size * most:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86_400:.0f} days"
