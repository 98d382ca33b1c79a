"""How surprising a stretch of time is in what it says: words counted against what was said before."""

from collections.abc import Mapping
from heapq import nlargest
from math import sqrt

_TOO_LARGE = 1e12


class Background:
    """What was said so far, the older the less. Each stretch costs as much as it has words, however many are known."""

    def __init__(self, half_life: float) -> None:
        """`half_life` in stretches."""
        self._growth = 2.0 ** (1 / half_life)
        self._scale = 1.0
        """What is counted now counts so much: the past is never touched to make it count less."""
        self._said: dict[str, float] = {}
        self._voices = 0.0

    def surprises(self, said: Mapping[str, float], voices: float, fewest: float) -> list[tuple[float, str]]:
        """How much more each word is said than expected, in standard deviations; of those said by `fewest` or more."""
        scale, before = self._scale, self._said
        expected = voices / (self._voices / scale + 1)
        return [
            (2 * (sqrt(times) - sqrt(expected * (before.get(word, 0.0) / scale + 0.02) + 0.25)), word)
            for word, times in said.items()
            if times >= fewest
        ]

    def learn(self, said: Mapping[str, float], voices: float, scale: float = 1.0) -> None:
        """A stretch is over."""
        self._scale *= self._growth
        if self._scale > _TOO_LARGE:
            self._shrink()
        much, before = self._scale * scale, self._said
        for word, times in said.items():
            before[word] = before.get(word, 0.0) + times * much
        self._voices += voices * much

    def _shrink(self) -> None:
        by, self._scale = self._scale, 1.0
        self._said = {word: times / by for word, times in self._said.items() if times / by > 0.001}
        self._voices /= by


def strongest(surprises: list[tuple[float, str]], most: int) -> list[tuple[float, str]]:
    """The words that surprise most, which surprise at all."""
    return nlargest(most, [one for one in surprises if one[0] > 0], key=lambda one: (one[0], one[1]))
