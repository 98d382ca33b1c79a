"""How surprising a stretch of time is: in how much is said, and in what is said against what was said before."""

from collections import deque
from collections.abc import Mapping
from copy import copy
from math import sqrt

_TOO_LARGE = 1e12


class Words:
    """What was said so far, the older the less. Each stretch costs as much as it has words, however many are known."""

    HALF_LIFE = 10.0
    """In stretches."""
    CHANCE = 1.75
    """What chance makes of the largest of some dozens of words, in standard deviations: only what is above counts."""

    def __init__(self) -> None:
        self._growth = 2.0 ** (1 / self.HALF_LIFE)
        self._scale = 1.0
        """What is counted now counts so much: the past is never touched to make it count less."""
        self._said: dict[str, float] = {}
        self._voices = 0.0

    def __deepcopy__(self, memo: Mapping[int, object]) -> "Words":
        """Words and numbers never change: thousands of them need not be looked at one by one."""
        other = copy(self)
        other.__dict__["_said"] = dict(self._said)
        return other

    def hear(self, said: Mapping[str, float], voices: float, worth: float) -> dict[str, float]:
        """The next stretch: the words said more than expected, and how far above what chance does.

        A voice is worth `worth` equal ones; far is in standard deviations.
        """
        old, before = self._scale, self._said
        expected = voices * worth / (self._voices / old + 1) / old
        self._scale *= self._growth
        much = self._scale * worth
        fewest = (self.CHANCE / 2 + 0.5) ** 2 / worth
        above: dict[str, float] = {}
        for word, times in said.items():
            usual = before.get(word, 0.0)
            before[word] = usual + times * much
            if times > fewest:
                far = 2 * (sqrt(times * worth) - sqrt(expected * (usual + 0.02 * old) + 0.25)) - self.CHANCE
                if far > 0:
                    above[word] = far
        self._voices += voices * much
        if self._scale > _TOO_LARGE:
            self._shrink()
        return above

    def _shrink(self) -> None:
        by, self._scale = self._scale, 1.0
        self._said = {word: times / by for word, times in self._said.items() if times / by > 0.001}
        self._voices /= by


class Volume:
    """How much is usually said, and how far it strays from that."""

    WINDOW = 3
    """Minutes that are looked at together: a moment lasts, chance does not."""
    GROWN = 1.5
    """What a voice is multiplied by before voices are compared as if they were counted."""
    STRAY_AT_FIRST = 3.0
    MOST_STRAY = 9.0
    FLAT = 0.5
    """Where counts stray less than that part of what chance would make them, somebody cut them to a size."""
    KNOWN_AFTER = 10

    def __init__(self, half_life: float) -> None:
        self._rate = 1 - 0.5 ** (1 / half_life)
        self._usual = 0.0
        """Of one stretch."""
        self._stray = self.STRAY_AT_FIRST
        self._length = 0
        self._heard = 0
        self._lately: deque[float] = deque(maxlen=self.WINDOW)
        self._off = 0.0

    @property
    def flatness(self) -> float:
        """1 where counts hardly stray, and so say nothing; 0 where they stray as chance has it or more."""
        return max(0.0, 1 - self._stray / self.FLAT) if self._heard > self.KNOWN_AFTER else 0.0

    @property
    def usual(self) -> float:
        """The voices of a usual stretch."""
        return self._usual / self.GROWN

    def forget_lately(self) -> None:
        """What came before is no part of the same moment."""
        self._lately.clear()

    def surprise(self, voices: float, length: int) -> tuple[float, float]:
        """How far the last minutes stray upwards, in standard deviations; how many times the usual it is."""
        if length != self._length:
            self._usual *= length / self._length if self._length else 1.0
            self._length = length
            self._lately = deque(maxlen=max(1, round(self.WINDOW / length)))
        high = self.GROWN * voices
        self._heard += 1
        if self._heard == 1:
            self._usual = high
        self._lately.append(high)
        self._off = _steady(sum(self._lately)) - _steady(self._usual * len(self._lately))
        return self._off / sqrt(max(1.0, self._stray)), high / max(self._usual, 0.5)

    def learn(self, voices: float, *, in_peak: bool) -> None:
        """The stretch that was just judged is over; peaks are learnt from half as fast."""
        rate = max(self._rate, 1 / self._heard) * (0.5 if in_peak else 1.0)
        self._usual += rate * (self.GROWN * voices - self._usual)
        if not in_peak:
            rate = max(0.05, 1 / (self._heard + 2))
            self._stray += rate * (min(self.MOST_STRAY, self._off * self._off) - self._stray)


def _steady(count: float) -> float:
    """Anscombe's transform: a count with a variance that does not depend on its mean."""
    return 2 * sqrt(count + 0.375)
