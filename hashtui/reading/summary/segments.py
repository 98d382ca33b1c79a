"""The stretches a summary tells one after another: peaks, and the quiet time between them, with what is new in each."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log, sqrt

from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.voices import FAMILIAR
from hashtui.reading.summary.weighed import Weighed

LEAST = 120.0
"""Seconds of a peak's segment at least."""
QUIET = 1200.0
"""Seconds of a quiet segment at most."""
QUIET_PRIOR = 1.0
ANYBODY = 0.2
"""What a post adds to a word whoever wrote it."""
BOOSTED = 0.2
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
    """The words that several posts say and more than expected, with the root of what weight is expected of them."""
    said: dict[str, float] = field(default_factory=dict)
    """How weightily each of them was said."""
    telling: list[tuple[Weighed, tuple[str, ...]]] = field(default_factory=list)
    """The posts that say any of them, and which."""
    _own: dict[str, dict[str, float]] | None = None

    @property
    def prior(self) -> float:
        """How much more a post here is worth telling than the same words elsewhere."""
        return 1.0 + log(1.0 + max(peak.score for peak in self.peaks)) if self.peaks else QUIET_PRIOR

    @property
    def own(self) -> dict[str, dict[str, float]]:
        """How weightily those who posted here more than once said them, by their key.

        Worked out once, when it is asked for: of most segments nobody asks.
        """
        if self._own is None:
            authors = [post.entry.post.author.key for post, _ in self.telling]
            self._own = {author: {} for author, count in Counter(authors).items() if count > 1}
            for author, (post, words) in zip(authors, self.telling, strict=True):
                if (own := self._own.get(author)) is not None:
                    weight = own_weight(post)
                    for word in words:
                        own[word] = own.get(word, 0.0) + weight
        return self._own

    def read(self, weights: Iterable[float]) -> None:
        """Weigh what its posts, of these weights, say of the news."""
        is_news, said, telling = self.news.__contains__, dict.fromkeys(self.news, 0.0), self.telling
        for post, weight in zip(self.posts, weights, strict=True):
            if words := tuple(filter(is_news, post.words)):
                telling.append((post, words))
                for word in words:
                    said[word] += weight
        self.said = said


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
    for segment in in_order:
        weights = [weight_of(post) for post in segment.posts]
        _find_news(segment, sum(weights), usual, count, shares)
        segment.read(weights)
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
        if share > expected:
            news[word] = sqrt(expected * weight + 0.25)
