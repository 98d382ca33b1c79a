"""Minutes put together: the bins in which peaks are looked for, as long as it takes for a few voices to be heard."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from hashtui.reading.summary.bins import Bin, Stream

LENGTHS = (1, 2, 3, 5, 10, 15)
"""Minutes a bin may have; all divide an hour."""
ENOUGH_VOICES = 2.1
"""Those of a usual minute in which anybody posts, times its length, are at least so many."""
HOUR = 60
REMEMBERED = 3 * HOUR
"""Minutes in which something was said by which the length is chosen for the hour to come."""
SILENCE = 30
"""Minutes without a word after which nothing is learnt from the silence."""


@dataclass(slots=True)
class Interval:
    """Some minutes and what was said in them."""

    start: int
    """Minutes since the epoch."""
    length: int
    silence: int = 0
    """Minutes without a word before its first, where they are a silence; else 0."""
    voices: float = 0.0
    squares: float = 0.0
    said: dict[str, float] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)


def intervals(stream: Stream, until: int | None = None) -> Iterator[Interval]:
    """The bins of a stream up to a minute; none in silences. An hour's have one length, by what was heard before.

    Of the first hour there is no before: it is its own measure.
    """
    return Cut(stream).on(until)


class Cut:
    """The bins of a stream one after another; it goes on where it stopped, a copy does so on its own."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._voices: list[float] = []
        """Never changed, always made anew: a copy may share it."""
        self._hour: int | None = None
        self._length = 0
        """Of the bins of the hour; 0: not yet chosen."""
        self._start = 0
        """Of the next bin."""
        self._last: int | None = None
        """The minute before it in which something was said."""

    def on(self, until: int | None = None, settled: int | None = None) -> Iterator[Interval]:
        """Those that are left up to a minute.

        `settled` is a minute in which something was said and before which nothing will change: only the bins that end
        by then, and that nothing later can change, are given.
        """
        stream = self._stream
        minutes = stream.minutes if until is None else stream.minutes[: bisect_left(stream.minutes, until)]
        if not minutes:
            return
        end = minutes[-1] + 1
        if self._hour is None:
            self._hour = self._start = minutes[0] // HOUR * HOUR
        while self._hour < end:
            close = self._hour + HOUR
            is_over = settled is None or settled >= close
            if not (is_over or self._voices):
                return
            bins = list(stream.between(self._start, min(end, close)))
            if not self._length:
                self._length = _length(self._voices or _voices_of(bins) or [0.0])
            if bins or self._voices or self._start > self._hour:
                yield from self._cut(bins, min(end, close), _minute_from(minutes, close), settled)
            if not is_over:
                return
            self._to_next_hour(minutes, min(end, close))

    def _to_next_hour(self, minutes: list[int], end: int) -> None:
        """The hour, of which nothing is left, ends there."""
        hour = self._hour or 0
        bins = list(self._stream.between(hour, end))
        if bins:
            self._last = bins[-1][0]
        self._voices = [*self._voices, *_voices_of(bins)][-REMEMBERED:]
        hour += HOUR
        following = _minute_from(minutes, hour)
        if following is not None and self._last is not None and following - self._last > SILENCE:
            hour = max(hour, following // HOUR * HOUR)
        self._hour = self._start = hour
        self._length = 0

    def _cut(
        self, bins: list[tuple[int, Bin]], end: int, following: int | None, settled: int | None
    ) -> Iterator[Interval]:
        """What is left of one hour; in `following` something is said after it."""
        at = 0
        while self._start < end and (settled is None or self._start + self._length <= settled):
            interval = Interval(self._start, self._length)
            self._start += self._length
            begin = at
            while at < len(bins) and bins[at][0] < self._start:
                minute, one = bins[at]
                if at == begin and self._last is not None and minute - self._last > SILENCE:
                    interval.silence = minute - self._last
                self._last = minute
                _add(interval, one)
                at += 1
            if at > begin:
                yield interval
                continue
            coming = bins[at][0] if at < len(bins) else following
            if self._last is not None and coming is not None and coming - self._last <= SILENCE:
                yield interval


def _voices_of(bins: list[tuple[int, Bin]]) -> list[float]:
    return [one.voices for _, one in bins if one.keys]


def _length(voices: list[float]) -> int:
    usual = median(voices)
    return next((length for length in LENGTHS if length * usual >= ENOUGH_VOICES), LENGTHS[-1])


def _minute_from(minutes: list[int], minute: int) -> int | None:
    """The first of the minutes that is not before that one."""
    index = bisect_left(minutes, minute)
    return minutes[index] if index < len(minutes) else None


def _add(interval: Interval, one: Bin) -> None:
    interval.voices += one.voices
    interval.squares += one.squares
    interval.keys += one.keys
    if not interval.said:
        interval.said = one.said  # most have one minute only
        return
    said = dict(interval.said)
    for word, weight in one.said.items():
        said[word] = said[word] + weight if word in said else weight
    interval.said = said
