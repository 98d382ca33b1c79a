"""The plain forms of ours, as they were first thought out: the methods that took their place must do better."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nlargest
from math import log, sqrt

from hashtui.post.tag import Tag
from hashtui.reading.summary.intervals import Interval, intervals
from hashtui.reading.summary.weighed import Weighed
from tests.bench.analysis.scenes import Scene

GROWN = 1.5
THRESHOLD, OF_WORDS = 2.6, 0.5
TOP_WORDS = 6
WARM_UP = 5
VOLUME_FADES, WORDS_FADE = 0.5 ** (1 / 20), 0.5 ** (1 / 10)
"""A bin: half-lives of 20 and 10."""

_Place = tuple[int, bool]
"""Which peak; or which twenty minutes, and that it is none."""


def plain_alarms(scene: Scene, tag: Tag) -> list[int]:
    """Minutes since the epoch. A steadied volume and the mean of the most surprising words, over the same voices."""
    detector = _Detector()
    return [one.start for one in intervals(scene.chronicle.streams[tag]) if detector.opens(one)]


class _Detector:
    def __init__(self) -> None:
        self._bins = 0
        self._mu, self._dispersion = 0.0, 1.0
        self._said: dict[str, float] = {}
        self._voices = 0.0
        self._mean, self._deviation = 0.0, 1.0
        self._since = 99
        self._top: set[str] = set()
        self._is_open = False

    def opens(self, one: Interval) -> bool:
        """Whether a peak begins with this bin."""
        self._bins += 1
        self._since += 1
        x = GROWN * one.voices
        if self._bins == 1:
            self._mu = x
        rise = _steady(x) - _steady(self._mu)
        surprises = self._surprises(one, x)
        top = {word for _, word in surprises}
        change = sqrt(sum(z * z for z, _ in surprises) / TOP_WORDS)
        of_words = (change - self._mean) / max(0.25, 1.25 * self._deviation)
        score = sqrt(max(0.0, rise / sqrt(max(1.0, self._dispersion))) ** 2 + (OF_WORDS * max(0.0, of_words)) ** 2)
        begins = self._begins(score, of_words, x, top)
        self._learn(one, x, rise, change)
        return begins

    def _begins(self, score: float, of_words: float, x: float, top: set[str]) -> bool:
        sure = score > THRESHOLD and of_words > THRESHOLD / 2
        if self._is_open and score < 0.4 * THRESHOLD:
            self._is_open = False
        elif self._is_open:
            if not (self._since >= 3 and sure and len(top - self._top) * 2 >= len(top)):
                return False
        elif self._bins <= WARM_UP or score <= THRESHOLD or x < 2 or (self._since < 3 and not sure):
            return False
        else:
            self._is_open = True
        if self._is_open:
            self._since, self._top = 0, top
        return self._is_open

    def _surprises(self, one: Interval, x: float) -> list[tuple[float, str]]:
        rest = x / (self._voices + 1)
        found = []
        for word, said in one.said.items():
            if GROWN * said >= 2:
                expected = rest * (self._said.get(word, 0.0) + 0.02)
                found.append((2 * (sqrt(GROWN * said) - sqrt(expected + 0.25)), word))
        return nlargest(TOP_WORDS, [pair for pair in found if pair[0] > 0])

    def _learn(self, one: Interval, x: float, rise: float, change: float) -> None:
        pace = (1 - VOLUME_FADES) / (2 if self._is_open else 1)
        self._mu += max(pace, 1 / self._bins if self._bins <= WARM_UP else 0.0) * (x - self._mu)
        if not self._is_open:
            self._dispersion = 0.95 * self._dispersion + 0.05 * min(9.0, rise * rise)
        clipped = min(change, self._mean + 3 * max(0.25, 1.25 * self._deviation))
        self._deviation += 0.1 * (abs(clipped - self._mean) - self._deviation)
        self._mean += 0.1 * (clipped - self._mean)
        self._voices = (self._voices + x) * WORDS_FADE
        for word, said in one.said.items():
            self._said[word] = self._said.get(word, 0.0) + GROWN * said
        self._said = {word: said * WORDS_FADE for word, said in self._said.items() if said > 0.001}


def plain_digest(scene: Scene, limit: int) -> list[str]:
    """Keys, the best first. Greedily by moments: surprising words, those told already for less, times whose voice."""
    posts = [post for post in scene.chronicle.posts.values() if post.words and not post.in_wave]
    segments, priors = _segments(scene, posts)
    surprise = _surprise(segments)
    where = {post.entry.key: place for place, those in segments.items() for post in those}
    told: dict[_Place, Counter[str]] = {place: Counter() for place in segments}
    picked: dict[_Place, list[Weighed]] = {place: [] for place in segments}
    worth = {post.entry.key: _quality(post, scene.chronicle.posts) * priors[where[post.entry.key]] for post in posts}
    chosen: list[str] = []
    left = sorted(posts, key=lambda post: (post.at, post.entry.key))

    def gain(post: Weighed) -> float:
        place = where[post.entry.key]
        new = sum(surprise[place].get(word, 0.0) * math.pow(0.35, float(told[place][word])) for word in post.words)
        length = math.pow(float(max(7, len(post.words))), 0.75)
        return new / length * math.pow(0.6, float(len(picked[place]))) * worth[post.entry.key]

    while left and len(chosen) < limit:
        best = max(left, key=gain)
        place = where[best.entry.key]
        chosen.append(best.entry.key)
        told[place].update(best.words)
        picked[place].append(best)
        left = [post for post in left if post is not best and not (
            where[post.entry.key] == place and _is_same(post, best))]  # fmt: skip
    return chosen


def _segments(scene: Scene, posts: Sequence[Weighed]) -> tuple[dict[_Place, list[Weighed]], dict[_Place, float]]:
    """Peaks, those that overlap as one, and quiet stretches of twenty minutes; what a post of each is worth more."""
    spans: list[list[float]] = []
    for peak in scene.chronicle.peaks():
        start = peak.start.timestamp()
        end = max(peak.end.timestamp(), start + 120)
        if spans and start < spans[-1][1]:
            spans[-1][1:] = max(spans[-1][1], end), max(spans[-1][2], peak.score)
        else:
            spans.append([start, end, peak.score])
    starts = [span[0] for span in spans]
    segments: dict[_Place, list[Weighed]] = {}
    priors: dict[_Place, float] = {}
    for post in posts:
        at = bisect_right(starts, post.at) - 1
        inside = at >= 0 and post.at < spans[at][1]
        place = (at, True) if inside else (int(post.at // 1200), False)
        segments.setdefault(place, []).append(post)
        priors[place] = 1 + log(1 + spans[at][2]) if inside else 0.6
    return segments, priors


def _surprise(segments: Mapping[_Place, Sequence[Weighed]]) -> dict[_Place, dict[str, float]]:
    said: dict[_Place, dict[str, float]] = {}
    whole: dict[str, float] = {}
    weights: dict[_Place, float] = {}
    for place, posts in segments.items():
        counted = said[place] = {}
        weights[place] = 0.0
        for post in posts:
            weight = 0.1 + post.weight + 0.5 * post.boosted_weight
            weights[place] += weight
            for word in post.words:
                counted[word] = counted.get(word, 0.0) + weight
                whole[word] = whole.get(word, 0.0) + weight
    everything = sum(weights.values())
    return {
        place: {
            word: max(0.0, 2 * (sqrt(c) - sqrt((whole[word] - c + 0.02) * weights[place]
                                                / (everything - weights[place] + 1) + 0.25)))
            for word, c in counted.items()
        }
        for place, counted in said.items()
    }  # fmt: skip


def _quality(post: Weighed, posts: Mapping[str, Weighed]) -> float:
    entry = post.entry
    quality = (0.3 + post.voice) * (1 + 0.3 * log(1 + post.boosted_weight))
    quality *= 0.6 if entry.post.reply_to is not None else 1.0
    quality *= 0.8 if entry.asks else 1.0
    has_number = any(character.isdigit() for anchor in post.anchors for character in anchor)
    quality *= 1.12 if entry.post.body.links or has_number else 1.0
    original = posts.get(post.original)
    copies_better = original is not None and original is not post and original.voice >= post.voice
    return quality * (0.25 if copies_better else 1.0)


def _is_same(post: Weighed, other: Weighed) -> bool:
    shared = len(set(post.words) & set(other.words))
    return shared >= 0.75 * min(len(post.words), len(other.words)) or len(set(post.anchors) & set(other.anchors)) >= 2


def _steady(x: float) -> float:
    return 2 * sqrt(x + 0.375)
