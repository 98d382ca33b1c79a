"""What one account did that speaks for others, counted, and how strongly that speaks."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from math import exp

from hashtui.reading.standing import Deed

WEIGHTS: Mapping[Deed, int] = {
    Deed.BOOST: 100,
    Deed.FOLLOW: 80,
    Deed.QUOTE: 50,
    Deed.REPLY: 20,
    Deed.MENTION: 15,
}
"""What each deed counts, in hundredths: sums of whole numbers are the same in every order."""
MOST_OF_ONE = 2_000
"""Accounts that one may speak for; beyond that its further deeds do not count."""

Counts = tuple[int, ...]
"""How often each deed was done, in the order of WEIGHTS."""

_DEEDS = tuple(WEIGHTS)
_PLACES = {deed: place for place, deed in enumerate(_DEEDS)}
_MENTION = _PLACES[Deed.MENTION]
NO_COUNTS: Counts = (0,) * len(_DEEDS)


class Deeds:
    """All that one account did. Towards an account that is known, or towards a handle that may be met later."""

    __slots__ = ("_named", "_spoken_for", "_whom", "_with_keys")

    def __init__(self) -> None:
        self._whom: dict[str, Counts] = {}
        """By the other account's key."""
        self._named: dict[str, int] = {}
        """Mentions, by handle."""
        self._spoken_for: tuple[tuple[str, float], ...] | None = None
        """Worked out once, until something is counted or others bear the handles."""
        self._with_keys = 0

    def __len__(self) -> int:
        return len(self._whom) + len(self._named)

    @property
    def handles(self) -> Collection[str]:
        """Those it mentioned."""
        return self._named.keys()

    def count(self, whom: str, deed: Deed) -> None:
        """One more deed towards an account."""
        counts = self._whom.get(whom, NO_COUNTS)
        if counts is not NO_COUNTS or len(self) < MOST_OF_ONE:
            self._whom[whom] = _with(counts, _PLACES[deed], 1)
            self._spoken_for = None

    def mention(self, handle: str, times: int = 1) -> None:
        """One more mention of a handle; `times` -1 takes one back."""
        if handle in self._named or (len(self) < MOST_OF_ONE and times > 0):
            self._named[handle] = max(0, self._named.get(handle, 0) + times)
            self._spoken_for = None

    def forget(self, names: Iterable[str]) -> None:
        """Nothing was done for the accounts of these keys and handles."""
        for name in names:
            if self._whom.pop(name, None) is not None or self._named.pop(name, None) is not None:
                self._spoken_for = None

    def spoken_for(self, keys: Mapping[str, str | None], revision: int) -> tuple[tuple[str, float], ...]:
        """Each account spoken for, and how strongly. `keys` tells who bears a handle, another `revision` anew."""
        if self._spoken_for is None or (self._named and self._with_keys != revision):
            counted = dict(self._whom)
            for handle, times in self._named.items():
                key = keys.get(handle)
                if key is not None and times:
                    counted[key] = _with(counted.get(key, NO_COUNTS), _MENTION, times)
            self._spoken_for = tuple((whom, strength(counts)) for whom, counts in counted.items())
            self._with_keys = revision
        return self._spoken_for

    def of(self, whom: str, handle: str) -> Counts:
        """What it did for one account, which alone bears the handle."""
        return _with(self._whom.get(whom, NO_COUNTS), _MENTION, self._named.get(handle, 0))


@lru_cache(maxsize=4096)
def strength(counts: Counts) -> float:
    """How strongly that speaks, 0 to 1: one boost .39, three .78, five .92."""
    return 1 - exp(-sum(map(int.__mul__, counts, WEIGHTS.values())) / 200)


def told(counts: Counts) -> tuple[tuple[Deed, int], ...]:
    """The deeds that were done and how often, what speaks most first."""
    done = [(deed, times) for deed, times in zip(_DEEDS, counts, strict=True) if times]
    return tuple(sorted(done, key=lambda one: -WEIGHTS[one[0]] * one[1]))


@lru_cache(maxsize=4096)
def _with(counts: Counts, place: int, times: int) -> Counts:
    """The same tuple for all who did the same: there are many, and few of them differ."""
    return (*counts[:place], counts[place] + times, *counts[place + 1 :])
