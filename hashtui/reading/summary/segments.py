"""The stretches a summary tells one after another: peaks, and the quiet time between them, with what is new in each."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.weighed import Weighed

LEAST = 120.0
"""Seconds of a peak's segment at least."""
QUIET = 1200.0
"""Seconds of a quiet segment at most."""
QUIET_PRIOR = 0.6
ANYBODY = 0.1
"""What a post adds to a word whoever wrote it."""
BOOSTED = 0.5
UNSEEN = 0.02
"""How much of every word the rest is taken to have said."""


@dataclass(slots=True)
class Segment:
    """One stretch, its posts in order of time, and the words it has more of than the rest of the posts."""

    start: float
    peaks: tuple[Peak, ...] = ()
    posts: list[Weighed] = field(default_factory=list)
    surprise: dict[str, float] = field(default_factory=dict)
    """By stem, more than nothing."""

    @property
    def prior(self) -> float:
        """How much more a post here is worth telling than the same words elsewhere."""
        return 1.0 + log(1.0 + max(peak.score for peak in self.peaks)) if self.peaks else QUIET_PRIOR


@dataclass(slots=True)
class _Stretch:
    start: float
    end: float
    peaks: tuple[Peak, ...]


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
    _weigh(list(segments.values()), background)
    return sorted(segments.values(), key=lambda segment: segment.start)


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
    inside = [_said(segment.posts) for segment in segments]
    everywhere, whole = _said(background)
    for said, weight in inside:
        whole += weight
        for word, heard in said.items():
            everywhere[word] = everywhere.get(word, 0.0) + heard
    for segment, (said, weight) in zip(segments, inside, strict=True):
        segment.surprise = _surprise(said, weight, everywhere, whole)


def _said(posts: Iterable[Weighed]) -> tuple[dict[str, float], float]:
    """How weightily each word was said, and what all the posts weigh."""
    said: dict[str, float] = {}
    whole = 0.0
    for post in posts:
        weight = ANYBODY + post.weight + BOOSTED * post.boosted_weight
        whole += weight
        for word in post.words:
            said[word] = said.get(word, 0.0) + weight
    return said, whole


def _surprise(
    said: Mapping[str, float], weight: float, everywhere: Mapping[str, float], whole: float
) -> dict[str, float]:
    rest = weight / (max(0.0, whole - weight) + 1.0)
    surprise = {}
    for word, heard in said.items():
        expected = (max(0.0, everywhere[word] - heard) + UNSEEN) * rest
        more = 2.0 * (sqrt(heard) - sqrt(expected + 0.25))
        if more > 0.0:
            surprise[word] = more
    return surprise
