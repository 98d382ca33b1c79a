"""The few minutes in which a word is said more than expected: what is new is new at a time."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from hashtui.reading.summary.weighed import Weighed

SHORTEST = 180.0
"""Seconds of a burst at least."""
LONGEST = 480.0
"""And at most."""
ENOUGH = 30
"""Posts that it should last for, between these."""
STEPS = 2
"""Beginnings that are tried in the length of a burst."""
FADING = 600.0
"""Seconds after which what was said is half as much expected to be said on."""
LITTLE = 40.0
"""Posts that are taken to have been before, with none of the words."""
CLEAR = 0.7
"""How much more of a word than expected is a burst, in roots of posts."""
UNSEEN = 0.02
"""How often every word is taken to stand in the rest at least."""


class Burst(NamedTuple):
    """One word in the minutes in which it is news."""

    word: str
    posts: tuple[int, ...]
    """The posts that say it then, by number, in order of time."""
    expected: float
    """The root of what weight is expected of them."""
    said: float
    """How weightily it was said."""


def length_of(posts: Sequence[Weighed]) -> float:
    """Seconds that a burst of these posts lasts, which come in order of time."""
    return min(LONGEST, max(SHORTEST, ENOUGH * (posts[-1].at - posts[0].at) / len(posts)))


class Search:
    """Looks for the bursts of one word after another, among posts in order of time, each of which has its weight.

    `usual` says in how many posts a stem stands of `count` in all.
    """

    def __init__(
        self, posts: Sequence[Weighed], weights: Sequence[float], usual: Callable[[str], int], count: int
    ) -> None:
        self._length = length_of(posts) if posts else LONGEST
        self._usual = usual
        self._count = count
        self._times = times = [post.at for post in posts]
        self.weights = weights
        self._sums = list(accumulate(weights, initial=0.0))
        self._starts: list[int] = []
        """For each post the first of the same time."""
        self._ends: list[int] = []
        """For each post the first after a burst that begins with it."""
        self._before: list[float] = []
        """For each post how many there had been, faded."""
        start, end, before, last = 0, 0, 0.0, 0.0
        for number, time in enumerate(times):
            if time > times[start]:
                start = number
            while end < len(times) and times[end] < time + self._length:
                end += 1
            before, last = before * 0.5 ** ((time - last) / FADING), time
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(before)
            before += 1.0

    def bursts(self, word: str, numbers: Sequence[int]) -> list[Burst]:
        """The strongest, none less than a length from another; those posts, in order of time, say the word."""
        found = self._found(word, numbers) if len(numbers) > 1 else ()
        if len(found) > 1:
            found = sorted(found)
        bursts: list[Burst] = []
        taken: list[float] = []
        for _, time, first, stop, share in found:
            for other in taken:
                if -self._length < time - other < self._length:
                    break
            else:
                taken.append(time)
                posts, number = tuple(numbers[first:stop]), numbers[first]
                weight = self._sums[self._ends[number]] - self._sums[self._starts[number]]
                said = sum(map(self.weights.__getitem__, posts))
                bursts.append(Burst(word, posts, sqrt(share * weight + 0.25), said))
        return bursts

    def _found(self, word: str, numbers: Sequence[int]) -> Sequence[tuple[float, float, int, int, float]]:
        """How surprising (negative) many say it, from when, which of `numbers` from and until, what share expected."""
        times, starts, ends, faded = self._times, self._starts, self._ends, self._before
        usual, count, step = self._usual(word), self._count, self._length / STEPS
        before = last = until = 0.0
        told = stop = 0
        total = len(numbers)
        found: list[tuple[float, float, int, int, float]] = []
        for first, number in enumerate(numbers):
            time = times[number]
            if time < until:
                continue
            before, last = (before + first - told) * 0.5 ** ((time - last) / FADING), time
            told, until, end = first, time + step, ends[number]
            if stop < first:
                stop = first
            while stop < total and numbers[stop] < end:
                stop += 1
            start, here = starts[number], stop - first
            posts = end - start
            if here < 2 or here * count <= usual * posts:
                continue
            share = (max(0, usual - here) + UNSEEN) / (max(0, count - posts) + 1.0)
            if (earlier := before / (faded[start] + LITTLE)) > share:
                share = earlier
            if (more := sqrt(here) - sqrt(share * posts + 0.25)) > CLEAR:
                found.append((-more, time, first, stop, share))
        return found
