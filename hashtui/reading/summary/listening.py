"""Peaks looked for as posts come: what is settled is heard once, only the last minutes whenever somebody asks."""

from bisect import bisect_left
from collections.abc import Generator
from copy import copy, deepcopy

from hashtui.reading.summary.bins import Stream
from hashtui.reading.summary.intervals import Cut
from hashtui.reading.summary.peaks import Detector, Knobs

LAG = 15
"""Minutes before the newest that are heard anew: late posts and copy-paste waves still change them."""
AT_ONCE = 3
"""Bins heard with one post at most, so that none takes long."""


class Listening:
    """One stream as a detector hears it. What changes in what was heard makes it begin again when it is next asked."""

    def __init__(self, stream: Stream, knobs: Knobs) -> None:
        self.knobs = knobs
        self._stream = stream
        self._begin()

    def _begin(self) -> None:
        self._cut = Cut(self._stream)
        self._detector = Detector(self._stream, self.knobs)
        self._settled: int | None = None
        """What was heard is before it."""
        self._newest: int | None = None
        self._stream.watch_before(None)

    def follow(self) -> None:
        """Something was said: hear a little of what nobody will add to any more."""
        newest = self._stream.minutes[-1]
        if newest == self._newest or self._stream.is_changed:
            return
        self._newest = newest
        for _ in zip(range(AT_ONCE), self._go_on(), strict=False):
            pass

    def heard(self, until: int | None = None) -> Generator[None, None, Detector]:
        """The detector that heard all bins up to a minute, a bin at a time; nothing may be taken in meanwhile."""
        if self._stream.is_changed:
            self._begin()
        if until is None or (settled := self._settles()) is None or settled < until:
            yield from self._go_on()
        if until is not None and self._settled is not None and until <= self._settled:
            cut, detector = Cut(self._stream), Detector(self._stream, self.knobs)
        else:
            cut, detector = copy(self._cut), deepcopy(self._detector, {id(self._stream): self._stream})
        for interval in cut.on(until):
            detector.hear(interval)
            yield
        return detector

    def _go_on(self) -> Generator[None, None, None]:
        """Hear what is settled."""
        settled = self._settles()
        if settled is None:
            return
        self._settled = settled
        self._stream.watch_before(settled + 1)
        for interval in self._cut.on(settled=settled):
            self._detector.hear(interval)
            yield

    def _settles(self) -> int | None:
        """The last minute that nothing will change any more and in which something was said."""
        minutes = self._stream.minutes
        index = bisect_left(minutes, minutes[-1] - LAG) if minutes else 0
        return minutes[index - 1] if index else None
