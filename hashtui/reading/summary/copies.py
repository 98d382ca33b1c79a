"""Near-copies: posts that say nearly the same in the same words, found without comparing each with all."""

from collections import deque
from collections.abc import Callable

ALIKE = 0.6
"""Jaccard likeness of two sets of words from which they are copies."""
FEWEST_WORDS = 7
"""Below that many words two people can well say the same by themselves."""
RAREST = 4
MOST_UNDER_ONE_WORD = 64
ADDS_NOTHING = 0.85


class Copies:
    """What was said so far, under its rarest words. Looking for copies costs the same however much was said."""

    def __init__(self, times_said: Callable[[str], int]) -> None:
        """`times_said` tells in how many posts a word stands."""
        self._times_said = times_said
        self._under: dict[str, deque[str]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._originals: dict[str, str] = {}

    def meet(self, key: str, words: tuple[str, ...]) -> str:
        """Take the post in; the key of the first post it is a near-copy of, or its own."""
        if len(words) < FEWEST_WORDS:
            return key
        times_said = self._times_said
        rarest = sorted(words, key=lambda word: (times_said(word), word))[:RAREST]
        best, like = self._nearest(key, rarest, words)
        original = key if best is None else self._originals.get(best, best)
        if original != key:
            self._originals[key] = original
        if like < ADDS_NOTHING:
            for word in rarest:
                if (under := self._under.get(word)) is None:
                    self._under[word] = deque((key,), MOST_UNDER_ONE_WORD)
                else:
                    under.append(key)
            self._words[key] = words
        return original

    def _nearest(self, key: str, rarest: list[str], words: tuple[str, ...]) -> tuple[str | None, float]:
        best, like = None, ALIKE
        mine, size = frozenset(words), len(words)
        looked_at = {key}
        for word in rarest:
            for other in self._under.get(word, ()):
                if other in looked_at:
                    continue
                looked_at.add(other)
                theirs = self._words[other]
                if min(size, len(theirs)) < like * max(size, len(theirs)):
                    continue
                both = len(mine.intersection(theirs))
                jaccard = both / (size + len(theirs) - both)
                if jaccard > like or (best is None and jaccard >= like):
                    best, like = other, jaccard
        return best, like if best is not None else 0.0
