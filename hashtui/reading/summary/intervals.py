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
    minutes = stream.minutes if until is None else stream.minutes[: bisect_left(stream.minutes, until)]
    if not minutes:
        return
    end = minutes[-1] + 1
    voices: list[float] = []
    last: int | None = None
    hour = minutes[0] // HOUR * HOUR
    while hour < end:
        bins = list(stream.between(hour, min(end, hour + HOUR)))
        now = [one.voices for _, one in bins if one.keys]
        if bins or voices:
            length = _length(voices or now or [0.0])
            following = _minute_from(minutes, hour + HOUR)
            yield from _cut(bins, range(hour, min(end, hour + HOUR), length), last, following)
        if bins:
            last = bins[-1][0]
        voices = [*voices, *now][-REMEMBERED:]
        hour += HOUR
        following = _minute_from(minutes, hour)
        if following is not None and last is not None and following - last > SILENCE:
            hour = max(hour, following // HOUR * HOUR)


def _length(voices: list[float]) -> int:
    usual = median(voices)
    return next((length for length in LENGTHS if length * usual >= ENOUGH_VOICES), LENGTHS[-1])


def _minute_from(minutes: list[int], minute: int) -> int | None:
    """The first of the minutes that is not before that one."""
    index = bisect_left(minutes, minute)
    return minutes[index] if index < len(minutes) else None


def _cut(bins: list[tuple[int, Bin]], starts: range, last: int | None, following: int | None) -> Iterator[Interval]:
    """One hour's; `last` and `following` are the minutes around it in which something was said."""
    at = 0
    for start in starts:
        interval = Interval(start, starts.step)
        begin = at
        while at < len(bins) and bins[at][0] < start + starts.step:
            minute, one = bins[at]
            if at == begin and last is not None and minute - last > SILENCE:
                interval.silence = minute - last
            last = minute
            _add(interval, one)
            at += 1
        if at > begin:
            yield interval
            continue
        coming = bins[at][0] if at < len(bins) else following
        if last is not None and coming is not None and coming - last <= SILENCE:
            yield interval


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
