"""The stretches a summary tells one after another: peaks, and the quiet time between them, with what is new in each."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import inf, log, sqrt

from hashtui.reading.summary.bursts import Burst, Search
from hashtui.reading.summary.parts import whole
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.voices import FAMILIAR
from hashtui.reading.summary.weighed import Weighed

LEAST = 120.0
"""Seconds of a peak's segment at least."""
QUIET = 1200.0
"""Seconds of a quiet segment at most."""
QUIET_PRIOR = 1.0
RISE = 0.4
"""How much more a post of a peak is worth telling for each time that the peak is e times as high."""
ANYBODY = 0.2
"""What a post adds to a word whoever wrote it."""
BOOSTED = 0.2
CLEAR = 0.2
"""How much more of a word than expected is news, in roots of posts."""
UNSEEN = 0.02
"""How often every word is taken to stand in the rest at least."""
FADING = 1200.0
"""Seconds after which what was said in an earlier segment is half as much expected to be said on."""
AT_A_TIME = 200
"""Words whose bursts are looked for in one part of the work: a few milliseconds."""


@dataclass(slots=True)
class Segment:
    """One stretch, its posts in order of time, and the words it has more of than the rest of the posts."""

    start: float
    peaks: tuple[Peak, ...] = ()
    posts: list[Weighed] = field(default_factory=list)
    news: dict[str, float] = field(default_factory=dict)
    """The words that several posts say and clearly more than expected, with the root of what weight is expected of
    them.
    """
    said: dict[str, float] = field(default_factory=dict)
    """How weightily each of them was said."""
    bursts: list[Burst] = field(default_factory=list)
    """When news is said: of all segments, the same for each."""
    telling: list[tuple[Weighed, Sequence[int]]] = field(default_factory=list)
    """The posts that are of any of the bursts, and of which, by number."""

    @property
    def prior(self) -> float:
        """How much more a post here is worth telling than the same words elsewhere."""
        return 1.0 + RISE * log(1.0 + max(peak.score for peak in self.peaks)) if self.peaks else QUIET_PRIOR


@dataclass(slots=True)
class _Stretch:
    start: float
    end: float
    peaks: tuple[Peak, ...]


class _Known(dict[str, int]):
    """Asked for once each: a word is in many segments."""

    def __init__(self, usual: Callable[[str], int]) -> None:
        super().__init__()
        self._usual = usual

    def __missing__(self, word: str) -> int:
        self[word] = known = self._usual(word)
        return known


def weight_of(post: Weighed) -> float:
    """What the post adds to its words."""
    return ANYBODY + post.weight + BOOSTED * post.boosted_weight


def own_weight(post: Weighed) -> float:
    """What of that is only its author's word, and that of strangers: nothing that others say too."""
    if not post.boosters:
        return ANYBODY + post.weight
    familiar = sum(voice for voice in post.boosters.values() if voice >= FAMILIAR)
    return ANYBODY + post.weight + BOOSTED * (post.boosted_weight - familiar)


def segments_of(
    posts: Sequence[Weighed], peaks: Iterable[Peak], usual: Callable[[str], int], count: int
) -> list[Segment]:
    """The segments that hold any of the posts, which come in order of time, with what is new in each.

    `usual` says in how many posts a stem stands of `count` in all: what is usual.
    """
    return whole(segmentation(posts, peaks, usual, count))


def segmentation(
    posts: Sequence[Weighed], peaks: Iterable[Peak], usual: Callable[[str], int], count: int
) -> Generator[None, None, list[Segment]]:
    """The same part by part."""
    segments = _split(posts, _merged(peaks))
    usual = _Known(usual).__getitem__
    shares: dict[str, tuple[float, float]] = {}
    every: list[float] = []
    for segment in segments:
        weights = [ANYBODY + post.weight + BOOSTED * post.boosted_weight for post in segment.posts]
        _find_news(segment, sum(weights), usual, count, shares)
        every += weights
        yield
    yield from _find_bursts(segments, Search(posts, every, usual, count))
    return segments


def _split(posts: Sequence[Weighed], stretches: Sequence[_Stretch]) -> list[Segment]:
    times = [post.at for post in posts]
    starts = [stretch.start for stretch in stretches]
    segments: list[Segment] = []
    first, count = 0, len(posts)
    while first < count:
        at = bisect_right(starts, times[first]) - 1
        if at >= 0 and times[first] < stretches[at].end:
            segment = Segment(stretches[at].start, stretches[at].peaks)
            stop = bisect_left(times, stretches[at].end, first)
        else:
            begin = stretches[at].end if at >= 0 else times[0]
            slot = (times[first] - begin) // QUIET
            segment = Segment(begin + slot * QUIET)
            until = starts[at + 1] if at + 1 < len(starts) else inf
            stop = bisect_left(times, until, first)
            stop = bisect_right(times, slot, first, stop, key=lambda time: (time - begin) // QUIET)
        segment.posts = list(posts[first:stop])
        segments.append(segment)
        first = stop
    return segments


def _merged(peaks: Iterable[Peak]) -> list[_Stretch]:
    """Peaks that overlap are one stretch."""
    merged: list[_Stretch] = []
    for peak in sorted(peaks, key=lambda peak: (peak.start, peak.end, peak.tag.name if peak.tag else "")):
        start = peak.start.timestamp()
        end = max(peak.end.timestamp(), start + LEAST)
        if merged and start < merged[-1].end:
            last = merged[-1]
            last.end = max(last.end, end)
            last.peaks += (peak,)
        else:
            merged.append(_Stretch(start, end, (peak,)))
    return merged


def _find_news(
    segment: Segment, weight: float, usual: Callable[[str], int], count: int, shares: dict[str, tuple[float, float]]
) -> None:
    """A word is expected as often as in the rest, or as it fades from the segments before.

    `weight` is that of all its posts. `shares` holds what share of an earlier segment a word had, and when: that of
    which most is left.
    """
    here, start, news = len(segment.posts), segment.start, segment.news
    rest = 1.0 / (max(0, count - here) + 1.0)
    for word, times in Counter(chain.from_iterable([post.words for post in segment.posts])).items():
        if times < 2:
            continue
        share, expected = times / here, (max(0, usual(word) - times) + UNSEEN) * rest
        if (before := shares.get(word)) is None:
            shares[word] = (share, start)
        else:
            left = before[0] * 0.5 ** ((start - before[1]) / FADING)
            if share > left:
                shares[word] = (share, start)
            if left > expected:
                expected = left
        if sqrt(times) - sqrt(expected * here + 0.25) > CLEAR:
            news[word] = sqrt(expected * weight + 0.25)


def _find_bursts(segments: Sequence[Segment], search: Search) -> Iterator[None]:
    """Weigh what is said of the news, in all and when; the search is among the posts of all segments."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    first, weights = 0, search.weights
    for segment in segments:
        is_news, said = segment.news.__contains__, dict.fromkeys(segment.news, 0.0)
        for place, post in enumerate(segment.posts, first):
            weight = weights[place]
            for word in filter(is_news, post.words):
                said[word] += weight
                places[word].append(place)
        segment.said = said
        first += len(segment.posts)
        yield
    bursts: list[Burst] = []
    for looked_for, (word, numbers) in enumerate(places.items()):
        if len(numbers) > 1:
            bursts += search.bursts(word, numbers)
        if looked_for % AT_A_TIME == 0:
            yield
    of: defaultdict[int, list[int]] = defaultdict(list)
    for number, burst in enumerate(bursts):
        for place in burst.posts:
            of[place].append(number)
    yield
    first = 0
    for segment in segments:
        segment.bursts = bursts
        segment.telling = [(post, of[place]) for place, post in enumerate(segment.posts, first) if place in of]
        first += len(segment.posts)
