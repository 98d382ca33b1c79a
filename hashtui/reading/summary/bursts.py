"""The few minutes in which a word is said more than expected: what is new is new at a time."""

from bisect import bisect_left
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
CLEAR = 0.85
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
        self._ends: list[int] = []
        """For each post the first after a burst that begins with it."""
        self._nexts: list[int] = []
        """For each post the first with which the next burst is tried."""
        self._sizes: list[int] = []
        """For each post how many are in a burst that begins with it, those of the same time included."""
        self._before: list[float] = []
        """For each post how many there had been, faded, and those that are taken to have been."""
        start, later, end, before, last, step = 0, 0, 0, 0.0, 0.0, self._length / STEPS
        for number, time in enumerate(times):
            while end < len(times) and times[end] < time + self._length:
                end += 1
            while later < end and times[later] < time + step:
                later += 1
            if time > last:
                before, last, start = (before + number - start) * 0.5 ** ((time - last) / FADING), time, number
            self._ends.append(end)
            self._nexts.append(later)
            self._sizes.append(end - start)
            self._before.append(before + LITTLE)

    def bursts(self, word: str, numbers: Sequence[int]) -> list[Burst]:
        """The strongest, none less than a length from another; those posts, in order of time, say the word."""
        found = self._found(word, numbers)
        if len(found) > 1:
            found.sort()
        bursts: list[Burst] = []
        taken: list[float] = []
        length, weight_of = self._length, self.weights.__getitem__
        for _, time, first, stop, share in found:
            for other in taken:
                if -length < time - other < length:
                    break
            else:
                taken.append(time)
                posts, number = tuple(numbers[first:stop]), numbers[first]
                end = self._ends[number]
                weight = self._sums[end] - self._sums[end - self._sizes[number]]
                bursts.append(Burst(word, posts, sqrt(share * weight + 0.25), sum(map(weight_of, posts))))
        return bursts

    def _found(self, word: str, numbers: Sequence[int]) -> list[tuple[float, float, int, int, float]]:
        """How surprising (negative) many say it, from when, which of `numbers` from and until, what share expected."""
        times, ends, nexts, sizes, faded = self._times, self._ends, self._nexts, self._sizes, self._before
        usual, count = self._usual(word), self._count
        before = last = 0.0
        told = until = 0
        final = len(numbers) - 1
        found: list[tuple[float, float, int, int, float]] = []
        for first, number in enumerate(numbers):
            if number < until or first == final:
                continue
            time, end, until = times[number], ends[number], nexts[number]
            before, last, told = (before + first - told) * 0.5 ** ((time - last) / FADING), time, first
            if numbers[first + 1] >= end:
                continue
            here, posts = bisect_left(numbers, end, first + 2) - first, sizes[number]
            if here * count <= usual * posts:
                continue
            share = (usual - here + UNSEEN) / (count - posts + 1.0) if usual > here else UNSEEN / (count - posts + 1.0)
            if (earlier := before / faded[number]) > share:
                share = earlier
            if (more := sqrt(here) - sqrt(share * posts + 0.25)) > CLEAR:
                found.append((-more, time, first, first + here, share))
        return found
