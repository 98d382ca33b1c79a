"""What many wrote about: the words that some hours have far more of than the others, glued to phrases."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt

from hashtui.reading.summary.segments import Segment
from hashtui.reading.summary.summary import Topic, Word
from hashtui.reading.summary.weighed import Weighed

MOST_TOPICS = 12
MOST_WORDS = 30
CANDIDATES = 100
LOOKED_AT = 200
"""Posts in which neighbours of a word are looked for."""
LEAST_AUTHORS = 3
GLUED = 2.0
"""How much more often than by chance two words stand side by side, in standard deviations, to be a phrase."""
LEAST_GLUING = 4
"""People who write them so."""
OFTEN = 1 / 3
"""Of those who use the word."""
LONGEST_PHRASE = 3
SHORTEST = 4
"""Letters of a topic's word that nobody writes with a capital."""
SHARED = 0.4
"""Two words are one topic when so much of the posts of the rarer have both."""


@dataclass(slots=True)
class _Use:
    """How one stem was used."""

    score: float
    posts: list[Weighed] = field(default_factory=list)
    authors: frozenset[str] = frozenset()
    _in_order: list[Weighed] | None = None
    """Sorted once, and only when asked for: most words are told of neither as a word nor as a topic."""

    @property
    def in_order(self) -> list[Weighed]:
        """The posts, oldest first."""
        if self._in_order is None:
            self._in_order = sorted(self.posts, key=_place)
        return self._in_order

    @property
    def keys(self) -> tuple[str, ...]:
        """Oldest first."""
        return tuple([post.key for post in self.in_order])


def scores_of(segments: Iterable[Segment]) -> dict[str, float]:
    """How much each stem stands out in some part of the time."""
    squares: dict[str, float] = {}
    for segment in segments:
        said = segment.said
        for word, expected in segment.news.items():
            surprise = sqrt(said[word]) - expected
            squares[word] = squares.get(word, 0.0) + surprise * surprise
    return {word: 2.0 * sqrt(square) for word, square in squares.items()}


@dataclass(slots=True)
class Talk:
    """The words that stand out and who used them."""

    uses: dict[str, _Use]
    """The most telling first."""
    count: int

    @classmethod
    def of(
        cls,
        posts: Mapping[str, Weighed],
        segments: Iterable[Segment],
        find: Callable[[str], Iterable[str]],
        most: int = CANDIDATES,
    ) -> "Talk":
        """Of posts by key, in order of time; `find` says which posts, and maybe others, say a stem."""
        scores = scores_of(segments)
        best = sorted([(-score, word) for word, score in scores.items()])[:most]
        uses = {word: _Use(scores[word]) for _, word in best}
        for word, use in uses.items():
            use.posts = [post for key in find(word) if (post := posts.get(key)) is not None]
            use.authors = frozenset([post.author for post in use.posts])
        return cls(uses, len(posts))

    def words(self, surface: Callable[[str], str], most: int = MOST_WORDS) -> tuple[Word, ...]:
        """The most telling words that several used."""
        used = [(stem, use) for stem, use in self.uses.items() if len(use.authors) >= LEAST_AUTHORS]
        return tuple(Word(surface(stem), len(use.authors), round(use.score, 6), use.keys) for stem, use in used[:most])

    def topics(self, surface: Callable[[str], str], most: int = MOST_TOPICS) -> tuple[Topic, ...]:
        """What was spoken of, the topics of most people first. A word is in one topic; those said together are one."""
        found: list[tuple[tuple[str, ...], _Use]] = []
        taken: list[frozenset[str]] = []
        spent: set[str] = set()
        for stem, use in self.uses.items():
            if len(found) == most:
                break
            if stem in spent or len(use.authors) < LEAST_AUTHORS or not _can_be_topic(stem, surface(stem)):
                continue
            keys = frozenset([post.key for post in use.posts])
            if any(len(keys & others) >= SHARED * min(len(keys), len(others)) for others in taken):
                continue
            phrase = self._phrase(stem, spent)
            spent.update(phrase)
            found.append((phrase, use))
            taken.append(keys)
        topics = [Topic(" ".join(map(surface, phrase)), len(use.authors), use.keys) for phrase, use in found]
        return tuple(sorted(topics, key=lambda topic: -topic.authors))

    def _phrase(self, stem: str, spent: Container[str]) -> tuple[str, ...]:
        """The words that belong to the stem on either side, as they stand in the text."""
        pairs = self._pairs(stem)
        phrase: tuple[str, ...] = (stem,)
        while len(phrase) < LONGEST_PHRASE:
            sides = [(self._glue(pair, people), pair) for pair, people in pairs.items() if len(people) >= LEAST_GLUING]
            fitting = [
                (glue, two if one == phrase[-1] else one, one == phrase[-1])
                for glue, (one, two) in sides
                if glue >= GLUED
                and len(pairs[one, two]) >= OFTEN * min(LOOKED_AT, len(self.uses[stem].authors))
                and ((one == phrase[-1] and two not in phrase) or (two == phrase[0] and one not in phrase))
                and not (one in spent or two in spent)
            ]
            if not fitting:
                break
            _, word, is_after = max(fitting)
            phrase = (*phrase, word) if is_after else (word, *phrase)
        return phrase

    def _pairs(self, stem: str) -> dict[tuple[str, str], set[str]]:
        """Who wrote which telling words side by side, in the posts with the stem."""
        uses = self.uses
        pairs: dict[tuple[str, str], set[str]] = {}
        for post in self.uses[stem].in_order[:LOOKED_AT]:
            who, one = post.author, ""
            for two in post.said.stems:
                if two not in uses:
                    one = ""
                    continue
                if one:
                    pairs.setdefault((one, two), set()).add(who)
                one = two
        return pairs

    def _glue(self, pair: tuple[str, str], people: set[str]) -> float:
        one, two = (len(self.uses[word].authors) for word in pair)
        return (len(people) - one * two / max(1, self.count)) / sqrt(len(people))


def _place(post: Weighed) -> tuple[float, str]:
    return post.at, post.key


def _can_be_topic(stem: str, surface: str) -> bool:
    """A number is none, nor a short word that is no name. Letters without case are words at any length."""
    return stem[0].isalpha() and (len(stem) >= SHORTEST or not surface.islower())
