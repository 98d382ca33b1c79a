"""What many wrote about: the words that some hours have far more of than the others, glued to phrases."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from hashtui.reading.summary.segments import Segment
from hashtui.reading.summary.summary import Topic, Word
from hashtui.reading.summary.weighed import Weighed

MOST_TOPICS = 12
MOST_WORDS = 30
CANDIDATES = 90
LEAST_AUTHORS = 3
GLUED = 3.0
"""How much more often than by chance two words stand side by side, in standard deviations, to be a phrase (ToPMine)."""
LEAST_GLUING = 4
"""People who write them so."""
LONGEST_PHRASE = 3
SHARED = 0.4
"""Two words are one topic when so much of the posts of the rarer have both."""


@dataclass(slots=True)
class _Use:
    """How one stem was used."""

    score: float
    keys: list[str] = field(default_factory=list)
    authors: dict[str, None] = field(default_factory=dict)


def scores_of(segments: Iterable[Segment]) -> dict[str, float]:
    """How much each stem stands out in some part of the time."""
    squares: dict[str, float] = {}
    for segment in segments:
        for word in segment.said:
            surprise = segment.surprise(word)
            squares[word] = squares.get(word, 0.0) + surprise * surprise
    return {word: sqrt(square) for word, square in squares.items()}


@dataclass(slots=True)
class Talk:
    """The words that stand out, who used them, and which stand side by side."""

    uses: dict[str, _Use]
    """The most telling first."""
    pairs: Counter[tuple[str, str]]
    """How many people wrote the two side by side."""
    count: int
    _before: dict[str, list[str]] = field(default_factory=dict)
    _after: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one, two in self.pairs:
            self._before.setdefault(two, []).append(one)
            self._after.setdefault(one, []).append(two)

    @classmethod
    def of(cls, posts: Sequence[Weighed], segments: Iterable[Segment], most: int = CANDIDATES) -> "Talk":
        """Of posts in order of time."""
        scores = scores_of(segments)
        told = sorted(scores, key=lambda word: (-scores[word], word))[: 2 * most]
        uses = {word: _Use(scores[word]) for word in told}
        wrote: set[tuple[str, str, str]] = set()
        for post in posts:
            entry = post.entry
            if uses.keys().isdisjoint(post.words):
                continue
            author = entry.post.author.key
            for word in post.words:
                if (use := uses.get(word)) is not None:
                    use.keys.append(entry.key)
                    use.authors[author] = None
            stems = entry.said.stems
            wrote.update((one, two, author) for one, two in pairwise(stems) if one in uses and two in uses)
        return cls(uses, Counter((one, two) for one, two, _ in wrote), len(posts))

    def words(self, surface: Callable[[str], str], most: int = MOST_WORDS) -> tuple[Word, ...]:
        """The most telling words that several used."""
        used = [(stem, use) for stem, use in self.uses.items() if len(use.authors) >= LEAST_AUTHORS]
        return tuple(
            Word(surface(stem), len(use.authors), round(use.score, 6), tuple(use.keys)) for stem, use in used[:most]
        )

    def topics(self, surface: Callable[[str], str], most: int = MOST_TOPICS) -> tuple[Topic, ...]:
        """What was spoken of, the topics of most people first. A word is in one topic; those said together are one."""
        found: list[tuple[tuple[str, ...], _Use]] = []
        taken: list[frozenset[str]] = []
        spent: set[str] = set()
        for stem, use in self.uses.items():
            if len(found) == most:
                break
            if stem in spent or len(use.authors) < LEAST_AUTHORS or not stem[0].isalpha():
                continue
            keys = frozenset(use.keys)
            if any(len(keys & others) >= SHARED * min(len(keys), len(others)) for others in taken):
                continue
            phrase = self._phrase(stem, spent)
            spent.update(phrase)
            found.append((phrase, use))
            taken.append(keys)
        topics = [Topic(" ".join(map(surface, phrase)), len(use.authors), tuple(use.keys)) for phrase, use in found]
        return tuple(sorted(topics, key=lambda topic: -topic.authors))

    def _phrase(self, stem: str, spent: Container[str]) -> tuple[str, ...]:
        """The words that belong to the stem on either side, as they stand in the text."""
        phrase: tuple[str, ...] = (stem,)
        while len(phrase) < LONGEST_PHRASE:
            sides = [(self._glue(one, phrase[0]), one, True) for one in self._before.get(phrase[0], ())]
            sides += [(self._glue(phrase[-1], one), one, False) for one in self._after.get(phrase[-1], ())]
            fitting = [side for side in sides if side[0] >= GLUED and side[1] not in spent and side[1] not in phrase]
            if not fitting:
                break
            _, one, is_before = max(fitting)
            phrase = (one, *phrase) if is_before else (*phrase, one)
        return phrase

    def _glue(self, one: str, two: str) -> float:
        together = self.pairs[one, two]
        if together < LEAST_GLUING:
            return 0.0
        chance = len(self.uses[one].authors) * len(self.uses[two].authors) / max(1, self.count)
        return (together - chance) / sqrt(together)
