"""Where the peaks of a tag are: more voices than usual, or other words than usual, judged as time goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt
from statistics import median

from hashtui.reading.summary.bins import Bin, Stream
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.summary.surprise import Background, strongest

LENGTHS = (1, 2, 3, 5, 10, 15)
"""Minutes a bin may have; all divide an hour."""
ENOUGH_VOICES = 1.2
"""A usual bin has at least so many."""
HOUR = 60
SILENCE = 30
"""Minutes without a word after which nothing is learnt from the silence: or every morning were a peak."""
WARM_UP = 5
"""Bins before the first peak."""
GROWN = 1.5
"""What voices are multiplied by before they are compared."""


@dataclass(frozen=True, slots=True)
class Knobs:
    """How the detector listens."""

    threshold: float
    of_volume: float
    of_words: float
    words: int = 6
    half_life: float = 20.0


KNOBS = {
    Sensitivity.CALM: Knobs(threshold=3.2, of_volume=1.0, of_words=0.5),
    Sensitivity.NORMAL: Knobs(threshold=2.6, of_volume=1.0, of_words=0.5),
    Sensitivity.SENSITIVE: Knobs(threshold=2.0, of_volume=0.7, of_words=1.0, words=4, half_life=12.0),
}


@dataclass(slots=True)
class Found:
    """A peak as the detector finds it. Minutes since the epoch; `end` is exclusive."""

    start: int
    top: int
    end: int
    score: float
    usual: float
    is_open: bool = False


@dataclass(slots=True)
class Interval:
    """One bin: some minutes and what was said in them."""

    start: int
    length: int
    voices: float = 0.0
    said: dict[str, float] = field(default_factory=dict)
    after_silence: bool = False


def find_peaks(stream: Stream, sensitivity: Sensitivity, until: int | None = None) -> tuple[Found, ...]:
    """The peaks in the minutes before `until`, in order of time."""
    detector = Detector(KNOBS[sensitivity])
    for interval in intervals(stream, until):
        detector.hear(interval)
    return detector.found()


def intervals(stream: Stream, until: int | None = None) -> Iterator[Interval]:
    """The bins of a stream up to a minute. Within an hour all have one length, by what the hours before were like."""
    minutes = stream.minutes
    if not minutes:
        return
    end = minutes[-1] + 1 if until is None else min(until, minutes[-1] + 1)
    recent: list[float] = []
    last: int | None = None
    hour = minutes[0] // HOUR * HOUR
    length = 0
    while hour < end:
        bins = list(stream.between(hour, min(end, hour + HOUR)))
        now = [one.voices for _, one in bins]
        if bins:
            length = _length(recent or now)
            yield from _cut(hour, length, min(end, hour + HOUR), bins, last)
            last = bins[-1][0]
            recent = [*recent, *now][-3 * HOUR :]
        following = hour + HOUR
        if last is not None and following - last > SILENCE:
            later = next(stream.between(following, end), None)
            if later is None:
                break
            following = max(following, later[0] // HOUR * HOUR)
        hour = following


def _length(voices: list[float]) -> int:
    usual = median(voices)
    return next((length for length in LENGTHS if length * usual >= ENOUGH_VOICES), LENGTHS[-1])


def _cut(hour: int, length: int, end: int, bins: list[tuple[int, Bin]], last: int | None) -> Iterator[Interval]:
    by_start: dict[int, Interval] = {}
    previous = last
    for minute, one in bins:
        start = minute - minute % length
        interval = by_start.get(start)
        if interval is None:
            interval = by_start[start] = Interval(start, length)
            interval.after_silence = previous is None or minute - previous > SILENCE
        previous = minute
        interval.voices += one.voices
        for word, times in one.said.items():
            interval.said[word] = interval.said.get(word, 0.0) + times
    heard_until = last
    for start in range(hour, end, length):
        if (interval := by_start.get(start)) is not None:
            yield interval
            continue
        # an empty bin counts as one when it is no part of a silence
        before = max((m for m, _ in bins if m < start), default=heard_until)
        after = next((m for m, _ in bins if m >= start), None)
        if before is not None and (after - before if after is not None else start - before) <= SILENCE:
            yield Interval(start, length)


class Detector:
    """Hears the bins of one stream in order of time."""

    def __init__(self, knobs: Knobs) -> None:
        self._knobs = knobs
        self._peaks: list[Found] = []
        self._open: Found | None = None
        self._bins = 0
        self._since_start = 99
        self._mu = 0.0
        self._dispersion = 1.0
        self._words = Background(10.0)
        self._mean = 0.0
        self._deviation = 1.0
        self._length = 0
        self._top_words: frozenset[str] = frozenset()
        self._end = 0

    def hear(self, interval: Interval) -> None:
        knobs = self._knobs
        if self._length and interval.length != self._length:
            self._mu *= interval.length / self._length
        self._length = interval.length
        x = GROWN * interval.voices
        if interval.after_silence:
            self._close(self._end)
        self._end = interval.start + interval.length
        self._bins += 1
        self._since_start += 1
        if self._bins == 1:
            self._mu = x
        high, usual = _steady(x), _steady(self._mu)
        of_volume = (high - usual) / sqrt(max(1.0, self._dispersion))
        n = GROWN * interval.voices
        said = {w: GROWN * c for w, c in interval.said.items()}
        top = strongest(self._words.surprises(said, n, 2.0), knobs.words)
        change = sqrt(sum(z * z for z, _ in top) / knobs.words)
        of_words = (change - self._mean) / max(0.25, 1.25 * self._deviation)
        score = sqrt((knobs.of_volume * max(0.0, of_volume)) ** 2 + (knobs.of_words * max(0.0, of_words)) ** 2)
        self._judge(interval, x, score, of_words, frozenset(w for _, w in top))
        self._learn(interval, x, high - usual, change, said, n)

    def _judge(self, interval: Interval, x: float, score: float, of_words: float, words: frozenset[str]) -> None:
        theta = self._knobs.threshold
        usual = x / max(self._mu, 0.5)
        one = self._open
        if one is not None:
            if score < 0.4 * theta:
                self._close(interval.start)
            elif (
                self._since_start >= 3
                and score > theta
                and of_words > theta / 2
                and len(words - self._top_words) * 2 >= len(words)
            ):
                self._close(interval.start)
                self._begin(interval, score, usual, words)
            elif score > one.score:
                one.score, one.top, one.usual = score, interval.start, usual
                self._top_words |= words
        elif self._bins > WARM_UP and score > theta and x >= 2 and (self._since_start >= 3 or of_words > theta / 2):
            self._begin(interval, score, usual, words)

    def _begin(self, interval: Interval, score: float, usual: float, words: frozenset[str]) -> None:
        self._open = Found(interval.start, interval.start, interval.start + interval.length, score, usual)
        self._top_words = words
        self._since_start = 0

    def _learn(self, interval: Interval, x: float, off: float, change: float, said: dict[str, float], n: float) -> None:
        inside = self._open is not None
        rate = 1 - 0.5 ** (1 / self._knobs.half_life)
        if self._bins <= WARM_UP:
            rate = max(rate, 1 / self._bins)
        self._mu += (rate / 2 if inside else rate) * (x - self._mu)
        if not inside:
            self._dispersion = 0.95 * self._dispersion + 0.05 * min(9.0, off * off)
        limit = self._mean + 3 * max(0.25, 1.25 * self._deviation)
        clipped = min(change, limit) if self._bins > WARM_UP else change
        self._deviation += 0.1 * (abs(clipped - self._mean) - self._deviation)
        self._mean += 0.1 * (clipped - self._mean)
        self._words.learn(said, n)

    def _close(self, end: int) -> None:
        if self._open is not None:
            self._open.end = max(end, self._open.top + 1)
            self._peaks.append(self._open)
            self._open = None

    def found(self) -> tuple[Found, ...]:
        if self._open is not None:
            self._open.is_open = True
            self._close(self._end)
        return tuple(self._peaks)


def _steady(x: float) -> float:
    """Anscombe's transform: a count with a variance that does not depend on its mean."""
    return 2 * sqrt(x + 0.375)
