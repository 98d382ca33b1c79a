"""Copy-paste waves: nearly the same post from many accounts that nobody here knows, within minutes."""

from dataclasses import dataclass

WITHIN = 600.0
"""Seconds."""
FEWEST_POSTS = 8
FEWEST_ACCOUNTS = 5
MOST_AT_HOME = 0.3
"""The share of accounts that are familiar or have been here for a while from which it is no wave, but a quotation."""
AT_HOME_AFTER = 1_800.0
"""Seconds after which somebody has been here for a while."""
LOOKED_AT = 64
"""The newest copies that are looked at: what is told of a storm must not take longer the longer it rages."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One post of a cluster of near-copies."""

    key: str
    at: float
    author: str
    """Their key."""
    at_home: bool
    """They were familiar when they posted it, or had been here for a while."""


class Cluster:
    """The near-copies of one post, the first included, and which of them are a wave."""

    __slots__ = ("_newest", "_wave_at", "authors", "size", "wave")

    def __init__(self) -> None:
        self.size = 0
        """How many there are; only the newest are looked at."""
        self.authors: set[str] = set()
        self.wave: list[str] = []
        """The keys of those that are of a wave."""
        self._newest: list[Copy] = []
        self._wave_at: float | None = None

    def join(self, copy: Copy) -> tuple[str, ...]:
        """One more; the keys that are of a wave since, each told once. Those who are at home never are."""
        self.size += 1
        self.authors.add(copy.author)
        self._newest.append(copy)
        if len(self._newest) > 2 * LOOKED_AT:
            del self._newest[:LOOKED_AT]
        swept = self._swept(copy)
        self.wave += swept
        return swept

    def _swept(self, copy: Copy) -> tuple[str, ...]:
        if self._wave_at is not None and abs(copy.at - self._wave_at) <= WITHIN:
            self._wave_at = max(copy.at, self._wave_at)
            return () if copy.at_home else (copy.key,)
        lately = [one for one in self._newest if abs(one.at - copy.at) <= WITHIN]
        if len(lately) < FEWEST_POSTS:
            return ()
        at_home: dict[str, bool] = {}
        for one in lately:
            at_home[one.author] = one.at_home or at_home.get(one.author, False)
        if len(at_home) < FEWEST_ACCOUNTS or sum(at_home.values()) >= MOST_AT_HOME * len(at_home):
            return ()
        self._wave_at = max(one.at for one in lately)
        told = frozenset(self.wave)
        return tuple(one.key for one in lately if not (one.at_home or one.key in told))
