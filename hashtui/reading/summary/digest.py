"""The digest: the few posts that tell most of what was new, chosen greedily, each thing told once.

What a pick tells counts no more: the posts that tell the same are taken out of its segment, and the others are worth
what is then left. Only what others say too is worth anything, so nobody talks, or buys, a post into a digest.
"""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import log, sqrt

from hashtui.reading.summary.segments import Segment, own_weight, weight_of
from hashtui.reading.summary.weighed import Weighed

PICKED_AGAIN = 0.6
"""What a segment is still worth with each pick from it."""
LENGTH_POWER = 0.75
SHORT = 7
"""Words up to which a post is not longer than another."""
REPLY = 0.6
ASKING = 0.8
SUBSTANCE = 1.12
"""It has a link or a number."""
DIGITS = frozenset("0123456789")
COPY = 0.25
CORRECTED = 0.5
OWN_LANGUAGE = 1.1
SAME_WORDS = 0.75
"""Two posts tell the same when they share so much of the shorter."""
SAME_ANCHORS = 2
KEY = 0.7
"""The words of a pick that tell this much of what its most telling word tells: who says them too tells the same."""
EVERYDAY = 2.0
"""An anchor tells things apart when the segment has that many times more of it than the rest has."""
NEXT_TO_NOTHING = 0.02
"""Of what the best pick adds: what adds less is not told."""
LEAST_GAIN = 2.5
LEAST_VOICES = 4
LEAST_SHARE = 0.05
"""Where there is no peak, something is notable that so many tell, so large a share of those who post then."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One post of the digest."""

    post: Weighed
    segment: Segment
    gain: float
    """What it added when it was picked."""
    tellings: tuple[Weighed, ...]
    """The posts of the segment that tell the same, itself included, oldest first."""


def digest(
    segments: Sequence[Segment],
    posts: Mapping[str, Weighed],
    limit: int,
    *,
    language: str | None = None,
    corrected: Mapping[str, str] | None = None,
) -> list[Pick]:
    """At most `limit` picks, the best first; fewer when the rest would add next to nothing.

    `posts` are looked up for the originals of copies.

    `corrected` has the keys of posts that are wrong, with the key of what corrects them: they are told together.
    """
    return _Choice(segments, posts, language, corrected or {}).picks(limit)


def is_notable(picks: Sequence[Pick]) -> bool:
    """Something stands out: a peak was told, or something that many of those who posted then tell."""
    return any(pick.segment.peaks or _is_told_by_many(pick) for pick in picks)


@dataclass(slots=True)
class _Page:
    """One segment, and what was picked of it."""

    segment: Segment
    telling: frozenset[str]
    """The anchors that are its own."""
    said: dict[str, float]
    """How weightily each word was said by posts that are not told."""
    own: dict[str, dict[str, float]]
    """The same of those who posted several times, by their key."""
    picks: list[Weighed] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_anchor: dict[str, list[int]] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)
    """Keys of posts that tell what a pick tells."""

    def gain(self, post: Weighed) -> float:
        """What the post would add now, without its quality."""
        own: Mapping[str, float] | float = 0.0
        if (several := self.own.get(post.entry.post.author.key)) is not None:
            own = several
        elif post.entry.post.key not in self.spent:
            own = own_weight(post)
        return _news(post, self.said, self.segment.news, own) * float(PICKED_AGAIN ** len(self.picks))

    def tells(self, post: Weighed) -> bool:
        """One of the picks tells the same."""
        if not self.picks:
            return False
        shared = Counter(pick for word in post.words for pick in self.by_word.get(word, ()))
        for pick, words in shared.items():
            if words >= SAME_WORDS * max(1, min(len(post.words), len(self.picks[pick].words))):
                return True
        anchored = Counter(pick for anchor in self._anchors(post) for pick in self.by_anchor.get(anchor, ()))
        return any(anchors >= SAME_ANCHORS for anchors in anchored.values())

    def take(self, post: Weighed) -> None:
        """Pick the post: what tells the same is told."""
        number, keys, anchors = len(self.picks), self._keys(post), self._anchors(post)
        self.picks.append(post)
        for word in post.words:
            self.by_word.setdefault(word, []).append(number)
        for anchor in anchors:
            self.by_anchor.setdefault(anchor, []).append(number)
        for other in self.segment.posts:
            if other.entry.post.key not in self.spent and (
                other is post or not keys.isdisjoint(other.words) or self._shares(other, anchors)
            ):
                self._spend(other)

    def tellings(self, pick: Weighed) -> tuple[Weighed, ...]:
        """The posts of the segment that tell the same as the pick."""
        words, anchors = frozenset(pick.words), self._anchors(pick)
        return tuple(
            post
            for post in self.segment.posts
            if post is pick or self._shares(post, anchors) or _is_same(post, pick, words)
        )

    def _anchors(self, post: Weighed) -> frozenset[str]:
        """What of it is hard to paraphrase here: a name is one however it is written."""
        return self.telling.intersection(post.words) | (self.telling & post.anchors)

    def _shares(self, post: Weighed, anchors: frozenset[str]) -> bool:
        return len(anchors) >= SAME_ANCHORS and len(anchors & self._anchors(post)) >= SAME_ANCHORS

    def _keys(self, post: Weighed) -> frozenset[str]:
        """The words of the post that tell most."""
        news = self.segment.news
        worth = {word: sqrt(max(0.0, self.said[word])) - news[word] for word in post.words if word in news}
        most = max(worth.values(), default=0.0)
        return frozenset(word for word, one in worth.items() if one >= KEY * most > 0.0)

    def _spend(self, post: Weighed) -> None:
        self.spent.add(post.entry.post.key)
        weight = weight_of(post)
        for word in post.words:
            self.said[word] -= weight
        if (own := self.own.get(post.entry.post.author.key)) is not None:
            weight = own_weight(post)
            for word in own.keys() & post.words:
                own[word] -= weight


class _Choice:
    """The greedy choice. What a post would add never grows, so those worked out before are bounds of what they are."""

    def __init__(
        self,
        segments: Sequence[Segment],
        posts: Mapping[str, Weighed],
        language: str | None,
        corrected: Mapping[str, str],
    ) -> None:
        self._segments = segments
        self._corrected = corrected
        self._usual = Counter(anchor for segment in segments for post in segment.posts for anchor in post.anchors)
        self._count = sum(len(segment.posts) for segment in segments)
        self._pages: dict[int, _Page] = {}
        self._quality: dict[str, float] = {}
        self._places: dict[str, tuple[Weighed, int]] = {}
        self._heap: list[tuple[float, float, str, int]] = []
        """Gain (negative: the largest first), time, key, how many had been picked of the segment."""
        self._picked: list[tuple[Weighed, int, float]] = []
        self._originals: set[str] = set()
        self._first: dict[tuple[str, ...], Weighed] = {}
        """By their words."""
        needed = frozenset(corrected.values())
        for number, segment in enumerate(segments):
            self._weigh(number, segment, posts, language, needed)
        heapify(self._heap)

    def _weigh(
        self, number: int, segment: Segment, posts: Mapping[str, Weighed], language: str | None, needed: Container[str]
    ) -> None:
        """Put the posts of the segment that have news on the heap; find those that may be needed to correct others."""
        prior, said, expected, first = segment.prior, segment.said, segment.news, self._first
        for post in segment.posts:
            if post.in_wave or (key := post.entry.post.key) in self._places:
                continue
            own: Mapping[str, float] | float | None = segment.own.get(post.entry.post.author.key)
            if own is None:
                own = own_weight(post)
            news = _news(post, said, expected, own)
            if news <= 0.0 and key not in needed:
                continue
            original = posts.get(post.original, post)
            if original is post:
                original = first.setdefault(post.words, post)
            quality = prior * _quality(post, original, language, key in self._corrected)
            self._places[key] = post, number
            self._quality[key] = quality
            self._heap.append((-quality * news, post.at, key, 0))

    def picks(self, limit: int) -> list[Pick]:
        """The best so many."""
        while self._heap and len(self._picked) < limit:
            gain, at, key, known = heappop(self._heap)
            if gain >= 0.0 or (self._picked and -gain < NEXT_TO_NOTHING * self._picked[0][2]):
                break
            post, number = self._places[key]
            page = self._page(number)
            if post.original in self._originals or page.tells(post):
                continue
            if known != len(page.picks):
                heappush(self._heap, (-self._quality[key] * page.gain(post), at, key, len(page.picks)))
            elif key not in self._corrected:
                self._take(post, number, -gain)
            elif self._has_room_for_both(key, limit):
                self._take(post, number, -gain)
                self._take_correction(key)
        return [Pick(post, self._segments[n], gain, self._pages[n].tellings(post)) for post, n, gain in self._picked]

    def _take(self, post: Weighed, number: int, gain: float) -> None:
        self._page(number).take(post)
        self._originals.add(post.original)
        self._picked.append((post, number, gain))

    def _has_room_for_both(self, key: str, limit: int) -> bool:
        """What is corrected never stands without what corrects it."""
        correction = self._corrected[key]
        return self._is_picked(correction) or (correction in self._places and len(self._picked) + 2 <= limit)

    def _take_correction(self, key: str) -> None:
        correction = self._corrected[key]
        if not self._is_picked(correction):
            post, number = self._places[correction]
            self._take(post, number, self._quality[correction] * self._page(number).gain(post))

    def _is_picked(self, key: str) -> bool:
        return any(post.entry.post.key == key for post, _, _ in self._picked)

    def _page(self, number: int) -> _Page:
        page = self._pages.get(number)
        if page is None:
            segment = self._segments[number]
            own = {author: dict(words) for author, words in segment.own.items()}
            anchors = _own_anchors(segment, self._usual, self._count)
            page = self._pages[number] = _Page(segment, anchors, dict(segment.said), own)
        return page


def _is_told_by_many(pick: Pick) -> bool:
    voices = len({telling.entry.post.author.key for telling in pick.tellings})
    return pick.gain >= LEAST_GAIN and voices >= max(LEAST_VOICES, LEAST_SHARE * len(pick.segment.posts))


def _news(
    post: Weighed, said: Mapping[str, float], expected: Mapping[str, float], own: Mapping[str, float] | float
) -> float:
    """How surprising the words of the post are that others say too, for its length."""
    news = 0.0
    for word in post.words:
        if (usual := expected.get(word)) is not None:
            others = said[word] - (own if isinstance(own, float) else own[word])
            if others > 0.0 and (more := sqrt(others) - usual) > 0.0:
                news += more
    return 2.0 * news / float(max(SHORT, len(post.words)) ** LENGTH_POWER) if news else 0.0


def _quality(post: Weighed, original: Weighed, language: str | None, is_corrected: bool) -> float:
    entry = post.entry
    quality = (0.3 + post.voice) * (1.0 + 0.3 * log(1.0 + post.boosted_weight))
    if entry.post.reply_to is not None:
        quality *= REPLY
    if entry.asks:
        quality *= ASKING
    if entry.said.links or any(anchor[0] in DIGITS for anchor in post.anchors):
        quality *= SUBSTANCE
    if original is not post and original.voice >= post.voice:
        quality *= COPY
    if is_corrected:
        quality *= CORRECTED
    if language is not None and _base(entry.post.language) == _base(language):
        quality *= OWN_LANGUAGE
    return quality


def _base(language: str | None) -> str:
    return (language or "").replace("_", "-").partition("-")[0].lower()


def _own_anchors(segment: Segment, usual: Mapping[str, int], count: int) -> frozenset[str]:
    """The anchors that the segment has more of than the rest: what names the day names nothing in it."""
    here = Counter(anchor for post in segment.posts for anchor in post.anchors)
    rest = max(1, count - len(segment.posts))
    inside = len(segment.posts)
    return frozenset(
        anchor for anchor, times in here.items() if times * rest >= EVERYDAY * inside * (usual[anchor] - times)
    )


def _is_same(post: Weighed, pick: Weighed, words: frozenset[str]) -> bool:
    if post.original == pick.original:
        return True
    least = min(len(words), len(post.words))
    return least > 0 and len(words.intersection(post.words)) >= SAME_WORDS * least
