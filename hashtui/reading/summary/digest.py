"""The digest: the few posts that tell most of what was new, chosen greedily, each thing told once.

What a pick tells counts no more: the posts that tell the same are spent, and the others are worth what is then left,
less the more is told of their time. Only what others say too is worth anything, so nobody talks, or buys, a post into
a digest.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from itertools import chain
from math import log
from typing import NamedTuple

from hashtui.reading.summary.page import DIGITS, Page, is_same, may_be_same, scores_of
from hashtui.reading.summary.parts import whole
from hashtui.reading.summary.segments import Segment
from hashtui.reading.summary.tally import Tally, Telling
from hashtui.reading.summary.weighed import Weighed

PICKED_AGAIN = 0.35
"""What a time is still worth with each pick of about that time."""
NEAR = 450.0
"""Seconds."""
LENGTH_POWER = 0.75
SHORT = 7
"""Words up to which a post is not longer than another."""
_LENGTHS = tuple(float(max(SHORT, count) ** LENGTH_POWER) for count in range(400))
"""How much the words of a post are worth less for being so many."""
REPLY = 0.6
ASKING = 0.8
SUBSTANCE = 1.12
"""It has a link or a number."""
COPY = 0.25
CORRECTED = 0.5
OWN_LANGUAGE = 1.1
UNKNOWN = -1
EVERYDAY = 2.0
"""An anchor tells things apart when the segment has that many times more of it than the rest has."""
NEXT_TO_NOTHING = 0.02
"""Of what the best pick adds: what adds less is not told."""
AT_A_TIME = 200
"""Posts that are looked at in one part of the work: a few milliseconds."""
LEAST_GAIN = 2.0
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
    return whole(choice(segments, posts, limit, language=language, corrected=corrected))


def choice(
    segments: Sequence[Segment],
    posts: Mapping[str, Weighed],
    limit: int,
    *,
    language: str | None = None,
    corrected: Mapping[str, str] | None = None,
) -> Generator[None, None, list[Pick]]:
    """The same part by part."""
    chosen = _Choice(segments, posts, language, corrected or {})
    yield from chosen.begin()
    return (yield from chosen.picks(limit))


def is_notable(picks: Sequence[Pick]) -> bool:
    """Something stands out: a peak was told, or something that many of those who posted then tell."""
    return any(pick.segment.peaks or _is_told_by_many(pick) for pick in picks)


class _Candidate(NamedTuple):
    """A post that may be picked."""

    post: Weighed
    segment: int
    bursts: Sequence[int] = ()


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
        anchors = (post.anchors for segment in segments for post in segment.posts)
        self._usual = Counter(chain.from_iterable(anchors))
        self._count = sum(len(segment.posts) for segment in segments)
        self._pages: dict[int, Page] = {}
        self._corrections: dict[str, _Candidate] = {}
        """By key."""
        self._qualities: dict[str, float] = {}
        """By key."""
        self._heap: list[tuple[float, float, str, int, int, Telling]] = []
        """Gain (negative: the largest first), time, key, how many had been picked; then, as no key is there twice never
        compared, the number of the segment, and the post with its bursts.

        Where that is negative, the gain is a bound that costs little, as of -1 less so many picks of about its time:
        what a post is worth is worked out when it comes up.
        """
        self._posts = posts
        self._language = language
        self._picked: list[tuple[_Candidate, float]] = []
        self._in_time: list[Weighed] = []
        """The picks, in order of time."""
        self._times: list[float] = []
        """Theirs."""
        self._has_scores = False
        """One of the picks tells a score."""
        self._originals: set[str] = set()
        self._tally = Tally(segments)
        self._first: dict[tuple[str, ...], Weighed] = {}
        """By their words."""

    def begin(self) -> Iterator[None]:
        """Weigh all posts that have news."""
        needed, worth = frozenset(self._corrected.values()), self._tally.worth()
        for number, segment in enumerate(self._segments):
            yield
            self._weigh(number, segment, worth)
            for post in segment.posts if needed else ():
                if post.key in needed:
                    bursts = next((bursts for one, bursts in segment.telling if one is post), ())
                    self._corrections[post.key] = _Candidate(post, number, bursts)
        heapify(self._heap)

    def _weigh(self, number: int, segment: Segment, worth: Sequence[float]) -> None:
        """Put the posts of the segment that have news on the heap, with the most that they could be worth."""
        first, heap = self._first, self._heap
        highest = SUBSTANCE if self._language is None else SUBSTANCE * OWN_LANGUAGE
        worth_of, most = worth.__getitem__, 2.0 * segment.prior * highest
        for told in segment.telling:
            post, bursts = told
            words, standing = post.words, 0.3 + post.voice
            first.setdefault(words, post)
            if post.boosted_weight:
                standing = _standing(post)
            bound = sum(map(worth_of, bursts)) * most * standing / _length(post)
            if bound > 0.0:
                heap.append((-bound, post.at, post.key, UNKNOWN, number, told))

    def _quality(self, one: "_Candidate") -> float:
        """How much the post is worth for its words."""
        quality = self._qualities.get(one.post.key)
        if quality is None:
            post = one.post
            original = self._posts.get(post.original, post)
            if original is post:
                original = self._first.get(post.words, post)
            is_corrected = post.key in self._corrected
            quality = self._segments[one.segment].prior * _quality(post, original, self._language, is_corrected)
            self._qualities[post.key] = quality
        return quality

    def picks(self, limit: int) -> Generator[None, None, list[Pick]]:
        """The best so many."""
        heap, looked_at = self._heap, 0
        while heap and len(self._picked) < limit:
            gain, at, key, known, number, told = heap[0]
            if gain >= 0.0 or (self._picked and -gain < NEXT_TO_NOTHING * self._picked[0][1]):
                break
            looked_at += 1
            if looked_at % AT_A_TIME == 0:
                yield
            near, picked = self._crowd(told[0]), len(self._picked)
            if known < 0 and UNKNOWN - known < near:  # the picks since then lower the bound, at next to no cost
                gain *= PICKED_AGAIN ** (near - (UNKNOWN - known))
                heapreplace(heap, (gain, at, key, UNKNOWN - near, number, told))
                continue
            post, bursts = told
            one = _Candidate(post, number, bursts)
            if known != picked:
                gain = -self._quality(one) * self._tally.news(post, bursts) / _length(post) * PICKED_AGAIN**near
                heapreplace(heap, (gain, at, key, picked, number, told))
                continue
            heappop(heap)
            if self._is_told(one):
                continue
            if key not in self._corrected:
                self._take(one, -gain)
            elif self._has_room_for_both(key, limit):
                self._take(one, -gain)
                self._take_correction(key)
        if not self._picked and limit > 0:
            self._take_best()
        return [
            Pick(one.post, self._segments[one.segment], gain, self._pages[one.segment].tellings(one.post))
            for one, gain in self._picked
        ]

    def _is_told(self, one: "_Candidate") -> bool:
        post = one.post
        if post.original in self._originals or self._page(one.segment).tells(post):
            return True
        words, scores = frozenset(post.words), scores_of(post)
        return any(is_same(other, post, words) and may_be_same(scores, other) for other in self._near(post.at))

    def _near(self, at: float) -> list[Weighed]:
        """The picks of about that time."""
        times = self._times
        first = bisect_right(times, at - NEAR)
        return self._in_time[first : bisect_left(times, at + NEAR, first)]

    def _crowd(self, post: Weighed) -> int:
        """How many picks of about that time are not plainly something else than the post."""
        near = self._near(post.at) if self._times else ()
        if not near or not self._has_scores:
            return len(near)
        scores = scores_of(post)
        return sum([may_be_same(scores, pick) for pick in near]) if scores else len(near)

    def _take_best(self) -> None:
        """Where no word is news, the post that stands best is all there is to tell; of equal ones the earliest."""
        everything = [
            _Candidate(post, number)
            for number, segment in enumerate(self._segments)
            for post in segment.posts
            if not post.in_wave
        ]
        if everything:
            self._take(max(everything, key=self._quality), 0.0)

    def _take(self, one: "_Candidate", gain: float) -> None:
        number = one.segment
        beside = (*self._segments[max(0, number - 1) : number], *self._segments[number + 1 : number + 2])
        page = self._page(number)
        page.take(one.post)
        page.spend(self._tally, one.post, self._tally.keys(one.bursts), beside)
        self._originals.add(one.post.original)
        self._picked.append((one, gain))
        place = bisect_right(self._times, one.post.at)
        self._times.insert(place, one.post.at)
        self._in_time.insert(place, one.post)
        self._has_scores = self._has_scores or bool(scores_of(one.post))

    def _has_room_for_both(self, key: str, limit: int) -> bool:
        """What is corrected never stands without what corrects it."""
        correction = self._corrected[key]
        return self._is_picked(correction) or (correction in self._corrections and len(self._picked) + 2 <= limit)

    def _take_correction(self, key: str) -> None:
        correction = self._corrected[key]
        if not self._is_picked(correction):
            self._take(self._corrections[correction], 0.0)

    def _is_picked(self, key: str) -> bool:
        return any(one.post.key == key for one, _ in self._picked)

    def _own_names(self, segment: Segment) -> frozenset[str]:
        """The anchors that the segment has more of than the rest: what names the day names nothing in it."""
        here = Counter(chain.from_iterable([post.anchors for post in segment.posts]))
        inside, usual = len(segment.posts), self._usual
        rest = max(1, self._count - inside)
        return frozenset(
            anchor for anchor, times in here.items() if times * rest >= EVERYDAY * inside * (usual[anchor] - times)
        )

    def _page(self, number: int) -> Page:
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = Page(self._segments[number], self._own_names)
        return page


def _is_told_by_many(pick: Pick) -> bool:
    voices = len({telling.author for telling in pick.tellings})
    return pick.gain >= LEAST_GAIN and voices >= max(LEAST_VOICES, LEAST_SHARE * len(pick.segment.posts))


def _length(post: Weighed) -> float:
    count = len(post.words)
    return _LENGTHS[count] if count < len(_LENGTHS) else _LENGTHS[-1]


def _standing(post: Weighed) -> float:
    """What the author's word and the boosts make of it."""
    standing = 0.3 + post.voice
    return standing * (1.0 + 0.3 * log(1.0 + post.boosted_weight)) if post.boosted_weight else standing


def _quality(post: Weighed, original: Weighed, language: str | None, is_corrected: bool) -> float:
    entry = post.entry
    quality = _standing(post)
    if entry.post.reply_to is not None:
        quality *= REPLY
    if entry.asks:
        quality *= ASKING
    if entry.said.links or not DIGITS.isdisjoint([anchor[0] for anchor in post.anchors]):
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
