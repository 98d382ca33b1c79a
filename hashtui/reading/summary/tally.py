"""What is left to tell while a digest is chosen: how weightily bursts are said by posts that tell nothing told yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt

from hashtui.reading.summary.segments import ANYBODY, Segment, own_weight, weight_of
from hashtui.reading.summary.weighed import Weighed

KEY = 0.7
"""The bursts of a pick that tell this much of what its most telling one tells: who is of them too tells the same."""

Telling = tuple[Weighed, Sequence[int]]
"""A post, and the bursts it is of, by number."""


class Tally:
    """The bursts of all segments, less what the posts said that are spent. What is left of one never grows."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._bursts = bursts = tuple(segments[0].bursts) if segments else ()
        self._alone = [ANYBODY + post.weight for segment in segments for post in segment.posts]
        """What each post adds to its words at least."""
        self._said = [burst.said for burst in bursts]
        self._expected = [burst.expected for burst in bursts]
        self._own: dict[str, dict[int, float]] = {}
        self._spent: set[str] = set()
        """Keys of posts that tell what a pick tells."""
        self._by_author = by_author = defaultdict[str, list[Telling]](list)
        for segment in segments:
            for telling in segment.telling:
                by_author[telling[0].author].append(telling)

    def worth(self) -> list[float]:
        """What each of them is worth at most to whoever says it: what others say too."""
        least = [min(map(self._alone.__getitem__, burst.posts), default=0.0) for burst in self._bursts]
        return [
            max(0.0, sqrt(max(0.0, said - own)) - expected)
            for said, own, expected in zip(self._said, least, self._expected, strict=True)
        ]

    def news(self, post: Weighed, bursts: Iterable[int]) -> float:
        """How surprising that is of what the post says in those bursts that others say too."""
        own, said, expected = self._own_of(post.author), self._said, self._expected
        left = 0.0
        for burst in bursts:
            others = said[burst] - own.get(burst, 0.0)
            if others > 0.0 and (more := sqrt(others) - expected[burst]) > 0.0:
                left += more
        return 2.0 * left

    def _own_of(self, author: str) -> dict[int, float]:
        """What of each burst only they say. Worked out when it is asked for: of most people nobody asks."""
        own = self._own.get(author)
        if own is None:
            sums = self._own[author] = defaultdict[int, float](float)
            for post, bursts in self._by_author.get(author, ()):
                if post.key not in self._spent:
                    weight = own_weight(post)
                    for burst in bursts:
                        sums[burst] += weight
            own = sums
        return own

    def keys(self, bursts: Iterable[int]) -> frozenset[int]:
        """Those of them that tell most."""
        worth = {burst: sqrt(max(0.0, self._said[burst])) - self._expected[burst] for burst in bursts}
        most = max(worth.values(), default=0.0)
        return frozenset(burst for burst, one in worth.items() if one >= KEY * most > 0.0)

    def is_spent(self, post: Weighed) -> bool:
        """It tells what a pick tells."""
        return post.key in self._spent

    def spend(self, post: Weighed, bursts: Iterable[int]) -> None:
        """What the post says in these bursts, all of those it is of, is told."""
        self._spent.add(post.key)
        weight = weight_of(post)
        for burst in bursts:
            self._said[burst] -= weight
        if (own := self._own.get(post.author)) is not None:
            weight = own_weight(post)
            for burst in bursts:
                own[burst] -= weight
