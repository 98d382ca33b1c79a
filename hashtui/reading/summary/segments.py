"""The stretches a summary tells one after another: peaks, and the quiet time between them, with what is new in each."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log, sqrt

from hashtui.reading.summary.bursts import Burst, Search
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
    stretches = _merged(peaks)
    starts = [stretch.start for stretch in stretches]
    segments: dict[tuple[float, bool], Segment] = {}
    for post in posts:
        at = bisect_right(starts, post.at) - 1
        if at >= 0 and post.at < stretches[at].end:
            stretch = stretches[at]
            place, peaks_here = (stretch.start, True), stretch.peaks
        else:
            begin = stretches[at].end if at >= 0 else posts[0].at
            place, peaks_here = (begin + (post.at - begin) // QUIET * QUIET, False), ()
        segment = segments.get(place)
        if segment is None:
            segment = segments[place] = Segment(place[0], peaks_here)
        segment.posts.append(post)
    in_order = sorted(segments.values(), key=lambda segment: segment.start)
    shares: dict[str, tuple[float, float]] = {}
    every: list[float] = []
    for segment in in_order:
        weights = [weight_of(post) for post in segment.posts]
        _find_news(segment, sum(weights), usual, count, shares)
        every += weights
    _find_bursts(in_order, Search([post for segment in in_order for post in segment.posts], every, usual, count))
    return in_order


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
        before = shares.get(word)
        left = 0.0 if before is None else before[0] * 0.5 ** ((start - before[1]) / FADING)
        if share > left:
            shares[word] = (share, start)
        if left > expected:
            expected = left
        if sqrt(times) - sqrt(expected * here + 0.25) > CLEAR:
            news[word] = sqrt(expected * weight + 0.25)


def _find_bursts(segments: Sequence[Segment], search: Search) -> None:
    """Weigh what is said of the news, in all and when; the search is among the posts of all segments."""
    places: dict[str, list[int]] = {}
    first, weights = 0, search.weights
    for segment in segments:
        is_news, said = segment.news.__contains__, dict.fromkeys(segment.news, 0.0)
        for place, post in enumerate(segment.posts, first):
            for word in filter(is_news, post.words):
                said[word] += weights[place]
                if word in places:
                    places[word].append(place)
                else:
                    places[word] = [place]
        segment.said = said
        first += len(segment.posts)
    bursts = [burst for word, numbers in places.items() for burst in search.bursts(word, numbers)]
    of: dict[int, list[int]] = {}
    for number, burst in enumerate(bursts):
        for place in burst.posts:
            if place in of:
                of[place].append(number)
            else:
                of[place] = [number]
    first = 0
    for segment in segments:
        segment.bursts = bursts
        segment.telling = [(post, of[place]) for place, post in enumerate(segment.posts, first) if place in of]
        first += len(segment.posts)
