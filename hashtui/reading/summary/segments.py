"""The stretches a summary tells one after another: peaks, and the quiet time between them, with what is new in each."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
"""How much of every word the rest is taken to have said."""
FADING = 1200.0
"""Seconds after which what was said in an earlier segment is half as much expected to be said on."""


@dataclass(slots=True)
class Segment:
    """One stretch, its posts in order of time, and the words it has more of than the rest of the posts."""

    start: float
    peaks: tuple[Peak, ...] = ()
    posts: list[Weighed] = field(default_factory=list)
    said: dict[str, float] = field(default_factory=dict)
    """How weightily each word was said here."""
    whole: float = 0.0
    """What the posts weigh together."""
    news: dict[str, float] = field(default_factory=dict)
    """The words that several posts say and that are said more than expected, with the root of how weightily they are
    expected to be said.
    """
    own: dict[str, dict[str, float]] = field(default_factory=dict)
    """How weightily those who posted here more than once said the words that are news, by their key."""

    @property
    def prior(self) -> float:
        """How much more a post here is worth telling than the same words elsewhere."""
        return 1.0 + log(1.0 + max(peak.score for peak in self.peaks)) if self.peaks else QUIET_PRIOR

    def find_own(self) -> None:
        """Fill `own`."""
        news = self.news.keys()
        authors = [post.entry.post.author.key for post in self.posts]
        self.own = {author: {} for author, count in Counter(authors).items() if count > 1}
        for post, author in zip(self.posts, authors, strict=True):
            if (own := self.own.get(author)) is not None:
                weight = own_weight(post)
                for word in news & post.words:
                    own[word] = own.get(word, 0.0) + weight


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


def segments_of(posts: Sequence[Weighed], peaks: Iterable[Peak], background: Iterable[Weighed] = ()) -> list[Segment]:
    """The segments that hold any of the posts, which come in order of time, the surprise of their words worked out.

    `background` are posts outside of those that say what is usual.
    """
    stretches = _merged(peaks)
    starts = [stretch.start for stretch in stretches]
    segments: dict[tuple[float, bool], Segment] = {}
    for post in posts:
        at = bisect_right(starts, post.at) - 1
        if at >= 0 and post.at < stretches[at].end:
            stretch = stretches[at]
            place = (stretch.start, True)
            peaks_here = stretch.peaks
        else:
            begin = stretches[at].end if at >= 0 else posts[0].at
            place = (begin + (post.at - begin) // QUIET * QUIET, False)
            peaks_here = ()
        segment = segments.get(place)
        if segment is None:
            segment = segments[place] = Segment(place[0], peaks_here)
        segment.posts.append(post)
    in_order = sorted(segments.values(), key=lambda segment: segment.start)
    _weigh(in_order, background)
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


def _weigh(segments: Sequence[Segment], background: Iterable[Weighed]) -> None:
    """Compare the words of each segment with those of all others and of the background."""
    everywhere, whole = _said(background)
    for segment in segments:
        segment.said, segment.whole = _said(segment.posts)
        whole += segment.whole
        for word, heard in segment.said.items():
            everywhere[word] = everywhere.get(word, 0.0) + heard
    shares: dict[str, tuple[float, float]] = {}
    for segment in segments:
        _find_news(segment, everywhere, whole, shares)
        segment.find_own()


def _said(posts: Iterable[Weighed]) -> tuple[dict[str, float], float]:
    """How weightily each word was said, and what all the posts weigh."""
    said: dict[str, float] = {}
    whole = 0.0
    for post in posts:
        weight = weight_of(post)
        whole += weight
        for word in post.words:
            said[word] = said.get(word, 0.0) + weight
    return said, whole


def _find_news(
    segment: Segment, everywhere: Mapping[str, float], whole: float, shares: dict[str, tuple[float, float]]
) -> None:
    """A word is expected as in the rest, or as it fades from the segments before.

    `shares` holds what share of an earlier segment a word had, and when: that of which most is left.
    """
    times = Counter(chain.from_iterable([post.words for post in segment.posts]))
    rest = 1.0 / (max(0.0, whole - segment.whole) + 1.0)
    weight, start = segment.whole, segment.start
    for word, count in times.items():
        if count < 2:
            continue
        heard = segment.said[word]
        usual = (max(0.0, everywhere[word] - heard) + UNSEEN) * rest
        share = heard / weight if weight else 0.0
        if (before := shares.get(word)) is not None:
            left = before[0] * 0.5 ** ((start - before[1]) / FADING)
            usual = max(usual, left)
            if share > left:
                shares[word] = (share, start)
        else:
            shares[word] = (share, start)
        expected = sqrt(usual * weight + 0.25)
        if sqrt(heard) > expected:
            segment.news[word] = expected
