"""Who passed which post on: what the weight of a post among others rests on."""

from collections import OrderedDict

from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Boost

MOST_KEPT = 100_000
"""Boosts kept in all; beyond that, those of the posts that were passed on longest ago are forgotten."""
MOST_OF_ONE = 1_000
"""Boosts kept of one post: the first."""


class Boosters:
    """The boosts heard of, each person once for each post, in order of hearing. It is bounded."""

    def __init__(self, most_kept: int = MOST_KEPT) -> None:
        self._most_kept = most_kept
        self._boosts: OrderedDict[str, dict[str, Boost]] = OrderedDict()
        """By the post's key and the person's; the posts passed on last at the end."""
        self._kept = 0

    def __len__(self) -> int:
        return self._kept

    def pass_on(self, boost: Boost) -> None:
        """Somebody passed a post on."""
        theirs = self._boosts.setdefault(boost.key, {})
        self._boosts.move_to_end(boost.key)
        if boost.by.key in theirs or len(theirs) >= MOST_OF_ONE:
            return
        theirs[boost.by.key] = boost
        self._kept += 1
        while self._kept > self._most_kept:
            _, forgotten = self._boosts.popitem(last=False)
            self._kept -= len(forgotten)

    def keep_out(self, out: KeptOut) -> None:
        """These people passed nothing on."""
        for key, theirs in list(self._boosts.items()):
            if any(out.has(boost.by) for boost in theirs.values()):
                left = {by: boost for by, boost in theirs.items() if not out.has(boost.by)}
                self._kept -= len(theirs) - len(left)
                self._boosts[key] = left

    def of(self, key: str) -> tuple[Boost, ...]:
        """The boosts of that post."""
        return tuple(self._boosts.get(key, {}).values())
