"""Where counts alone say that more was said than usual: the stretches of a long recording worth reading for peaks."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import sqrt
from statistics import median
from typing import NamedTuple

LENGTHS = (1, 3, 5)
"""Minutes that are counted together."""
USUAL = 40
"""Minutes before by which it is known what is usual, as far as there are so many."""
FEWEST = 5
APART = 5
"""Minutes between two stretches at least; what is closer is one."""
LEVELS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0, 4.0)
"""How many times the usual stray it takes, the most sensitive first."""


class Busy(NamedTuple):
    """Minutes since the epoch, from `start` to before `end`."""

    start: int
    end: int


def busy_stretches(minutes: Mapping[int, int], most: int, around: int) -> tuple[Busy, ...]:
    """The stretches in which more was said than usual, the earliest first.

    `minutes`: posts by minute. As sensitive as it can be with no more than `most` posts in all the stretches, each with
    `around` minutes to both sides.
    """
    if not minutes:
        return ()
    first, last = min(minutes), max(minutes)
    counts = [minutes.get(minute, 0) for minute in range(first, last + 1)]
    total = [0, *accumulate(counts)]
    strays = _strays(total)
    found: tuple[Busy, ...] = ()
    for level in LEVELS:
        found = tuple(Busy(first + one.start, first + one.end) for one in _above(strays, level))
        read = sum(
            total[min(one.end - first + around, len(counts))] - total[max(0, one.start - first - around)]
            for one in found
        )
        if read <= most:
            break
    return found


def _strays(total: Sequence[int]) -> list[float]:
    """By minute how far the count of some minutes around it is above the usual, in the stray it usually has."""
    far = [0.0] * (len(total) - 1)
    for length in LENGTHS:
        above = []
        for start in range(FEWEST, len(far) - length + 1):
            before = max(0, start - USUAL)
            usual = (total[start] - total[before]) / (start - before) * length
            above.append(2 * (sqrt(total[start + length] - total[start] + 0.375) - sqrt(usual + 0.375)))
        stray = max(1.0, 1.4826 * median(map(abs, above))) if above else 1.0
        for place, one in enumerate(above):
            for minute in range(FEWEST + place, FEWEST + place + length):
                far[minute] = max(far[minute], one / stray)
    return far


def _above(strays: Sequence[float], level: float) -> list[Busy]:
    found: list[Busy] = []
    for minute, far in enumerate(strays):
        if far < level:
            continue
        if found and minute - found[-1].end <= APART:
            found[-1] = Busy(found[-1].start, minute + 1)
        else:
            found.append(Busy(minute, minute + 1))
    return found
