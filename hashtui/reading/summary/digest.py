"""The digest: the few posts that tell most of what was new, chosen greedily, one telling of each thing."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import log

from hashtui.reading.summary.segments import Segment
from hashtui.reading.summary.weighed import Weighed

TOLD_AGAIN = 0.35
"""What a word is still worth each time its segment has told it."""
PICKED_AGAIN = 0.6
"""What a segment is still worth with each pick from it."""
LENGTH_POWER = 0.75
SHORT = 7
"""Words up to which a post is not longer than another."""
REPLY = 0.6
ASKING = 0.8
SUBSTANCE = 1.12
"""It has a link or a number."""
COPY = 0.25
CORRECTED = 0.5
OWN_LANGUAGE = 1.1
SAME_WORDS = 0.75
"""Two posts tell the same when they share so much of the shorter."""
SAME_ANCHORS = 2
NOTABLE = 5
"""Posts and boosts that tell one thing where there is no peak."""
EVERYDAY = 2.0
"""An anchor tells things apart when the segment has that many times more of it than the rest has."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One post of the digest."""

    post: Weighed
    segment: Segment
    gain: float
    """What it added when it was picked."""
    tellings: tuple[Weighed, ...]
    """The posts of the segment that tell the same, itself included, oldest first."""


@dataclass(slots=True)
class _Page:
    """What was picked of one segment."""

    segment: Segment
    telling: frozenset[str]
    """The anchors that are its own."""
    told: Counter[str] = field(default_factory=Counter)
    picks: list[Weighed] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_anchor: dict[str, list[int]] = field(default_factory=dict)

    def gain(self, post: Weighed) -> float:
        """What the post would add now, without its quality."""
        surprise, told = self.segment.surprise, self.told
        new = 0.0
        for word in post.words:
            if (worth := surprise.get(word)) is not None:
                times = told[word]
                new += worth * float(TOLD_AGAIN**times) if times else worth
        length: float = max(SHORT, len(post.words)) ** LENGTH_POWER
        fresh: float = PICKED_AGAIN ** len(self.picks)
        return new / length * fresh

    def tells(self, post: Weighed) -> bool:
        """One of the picks tells the same."""
        if not self.picks:
            return False
        shared = Counter(pick for word in post.words for pick in self.by_word.get(word, ()))
        for pick, words in shared.items():
            if words >= SAME_WORDS * max(1, min(len(post.words), len(self.picks[pick].words))):
                return True
        anchored = Counter(pick for anchor in post.anchors for pick in self.by_anchor.get(anchor, ()))
        return any(anchors >= SAME_ANCHORS for anchors in anchored.values())

    def take(self, post: Weighed) -> None:
        """Pick the post."""
        number = len(self.picks)
        self.picks.append(post)
        self.told.update(post.words)
        for word in post.words:
            self.by_word.setdefault(word, []).append(number)
        for anchor in post.anchors & self.telling:
            self.by_anchor.setdefault(anchor, []).append(number)

    def tellings(self, pick: Weighed) -> tuple[Weighed, ...]:
        """The posts of the segment that tell the same as the pick."""
        words, anchors = frozenset(pick.words), pick.anchors & self.telling
        return tuple(post for post in self.segment.posts if post is pick or _is_same(post, pick, words, anchors))


def digest(
    segments: Sequence[Segment],
    posts: Mapping[str, Weighed],
    limit: int,
    *,
    language: str | None = None,
    corrected: Container[str] = (),
) -> list[Pick]:
    """At most `limit` picks, the best first. `posts` are looked up for the originals of copies."""
    usual = Counter(anchor for segment in segments for post in segment.posts for anchor in post.anchors)
    count = sum(len(segment.posts) for segment in segments)
    pages: dict[int, _Page] = {}
    heap: list[tuple[float, float, str, int, int]] = []
    """Gain (negative: the largest first), time, key, segment, how many had been picked of it."""
    quality: dict[str, float] = {}
    by_key: dict[str, Weighed] = {}
    blank = _Page(Segment(0.0), frozenset())
    for number, segment in enumerate(segments):
        blank.segment = segment
        for post in segment.posts:
            if not post.words or post.in_wave:
                continue
            key = post.entry.key
            by_key[key] = post
            quality[key] = worth = segment.prior * _quality(post, posts, language, corrected)
            heap.append((-worth * blank.gain(post), post.at, key, number, 0))
    heapify(heap)
    picked: list[tuple[Weighed, int, float]] = []
    originals: set[str] = set()
    while heap and len(picked) < limit:
        gain, at, key, number, known = heappop(heap)
        if gain >= 0.0:
            break
        post = by_key[key]
        page = pages.get(number)
        if page is None:
            page = pages[number] = _Page(segments[number], _own_anchors(segments[number], usual, count))
        if post.original in originals or page.tells(post):
            continue
        if known != len(page.picks):
            heappush(heap, (-quality[key] * page.gain(post), at, key, number, len(page.picks)))
            continue
        page.take(post)
        originals.add(post.original)
        picked.append((post, number, -gain))
    return [Pick(post, segments[number], gain, pages[number].tellings(post)) for post, number, gain in picked]


def is_notable(picks: Sequence[Pick]) -> bool:
    """Something stands out: a peak was told, or something that several say or pass on."""
    return any(pick.segment.peaks or len(pick.tellings) + len(pick.post.boosters) >= NOTABLE for pick in picks)


def _quality(post: Weighed, posts: Mapping[str, Weighed], language: str | None, corrected: Container[str]) -> float:
    entry = post.entry
    quality = (0.3 + post.voice) * (1.0 + 0.3 * log(1.0 + post.boosted_weight))
    if entry.post.reply_to is not None:
        quality *= REPLY
    if entry.asks:
        quality *= ASKING
    if entry.post.body.links or any(character.isdigit() for anchor in post.anchors for character in anchor):
        quality *= SUBSTANCE
    if post.original != entry.key:
        original = posts.get(post.original)
        if original is not None and original.voice >= post.voice:
            quality *= COPY
    if entry.key in corrected:
        quality *= CORRECTED
    if language is not None and _base(entry.post.language) == language:
        quality *= OWN_LANGUAGE
    return quality


def _base(language: str | None) -> str:
    return (language or "").partition("-")[0].lower()


def _own_anchors(segment: Segment, usual: Mapping[str, int], count: int) -> frozenset[str]:
    """The anchors that the segment has more of than the rest: what names the day names nothing in it."""
    here = Counter(anchor for post in segment.posts for anchor in post.anchors)
    rest = max(1, count - len(segment.posts))
    inside = len(segment.posts)
    return frozenset(
        anchor for anchor, times in here.items() if times * rest >= EVERYDAY * inside * (usual[anchor] - times)
    )


def _is_same(post: Weighed, pick: Weighed, words: frozenset[str], anchors: frozenset[str]) -> bool:
    if post.original == pick.original or len(anchors & post.anchors) >= SAME_ANCHORS:
        return True
    least = min(len(words), len(post.words))
    return least > 0 and len(words.intersection(post.words)) >= SAME_WORDS * least
