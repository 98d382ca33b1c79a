"""One segment of a digest: what was picked of it, and which posts tell the same as a pick."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain

from hashtui.reading.summary.segments import Segment
from hashtui.reading.summary.tally import Tally
from hashtui.reading.summary.weighed import Weighed

DIGITS = frozenset("0123456789")
SAME_WORDS = 0.75
"""Two posts tell the same when they share so much of the shorter."""
SAME_NAMES = 2


@dataclass(slots=True)
class Page:
    """One segment, and what was picked of it."""

    segment: Segment
    find_names: Callable[[Segment], frozenset[str]]
    picks: list[Weighed] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    """The anchors that are its own, found with the first pick."""

    def tells(self, post: Weighed) -> bool:
        """One of the picks tells the same."""
        if not self.picks:
            return False
        scores = scores_of(post)
        shared = Counter([pick for word in post.words for pick in self.by_word.get(word, ())])
        for pick, words in shared.items():
            least = min(len(post.words), len(self.picks[pick].words))
            if words >= SAME_WORDS * max(1, least) and may_be_same(scores, self.picks[pick]):
                return True
        named = Counter([pick for name in self._names_in(post) for pick in self.by_name.get(name, ())])
        return any(names >= SAME_NAMES and may_be_same(scores, self.picks[pick]) for pick, names in named.items())

    def take(self, post: Weighed) -> None:
        """Pick the post."""
        if not self.picks:
            self.names = self.find_names(self.segment)
        number = len(self.picks)
        self.picks.append(post)
        for word in post.words:
            self.by_word.setdefault(word, []).append(number)
        for name in self._names_in(post):
            self.by_name.setdefault(name, []).append(number)

    def spend(self, tally: Tally, pick: Weighed, keys: frozenset[int], beside: Iterable[Segment]) -> None:
        """What tells the same is told: here what names the same, here and beside what is of those bursts."""
        names, scores = self._names_in(pick), scores_of(pick)
        for segment in (self.segment, *beside):
            is_named = segment is self.segment and len(names) >= SAME_NAMES
            for other, bursts in segment.telling:
                if (
                    other is pick
                    or (
                        (not keys.isdisjoint(bursts) or (is_named and shares(other, names)))
                        and may_be_same(scores, other)
                    )
                ) and not tally.is_spent(other):
                    tally.spend(other, bursts)

    def tellings(self, pick: Weighed) -> tuple[Weighed, ...]:
        """The posts of the segment that tell the same as the pick."""
        words, names, scores = frozenset(pick.words), self._names_in(pick), scores_of(pick)
        is_named, shares_no_word = len(names) >= SAME_NAMES, words.isdisjoint
        return tuple(
            [
                post
                for post in self.segment.posts
                if post is pick
                or (
                    not shares_no_word(post.words)
                    and may_be_same(scores, post)
                    and ((is_named and shares(post, names)) or is_same(post, pick, words))
                )
            ]
        )

    def _names_in(self, post: Weighed) -> frozenset[str]:
        """What of it is hard to paraphrase here: a name is one however it is written."""
        return self.names.intersection(post.words) | self.names.intersection(post.anchors)


def shares(post: Weighed, names: frozenset[str]) -> bool:
    return len(names.intersection(chain(post.words, post.anchors))) >= SAME_NAMES


def may_be_same(scores: frozenset[str], other: Weighed) -> bool:
    """Two scores are two things, whatever else a post with these scores shares with the other."""
    return not scores or not (others := scores_of(other)) or not scores.isdisjoint(others)


def scores_of(post: Weighed) -> frozenset[str]:
    return frozenset([word for word in post.words if "-" in word and word[0] in DIGITS])


def is_same(post: Weighed, pick: Weighed, words: frozenset[str]) -> bool:
    if post.original == pick.original:
        return True
    least = min(len(words), len(post.words))
    return least > 0 and len(words.intersection(post.words)) >= SAME_WORDS * least
