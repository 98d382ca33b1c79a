"""What stands between the posts of a pane: holes in what was heard, where the reader left off, where peaks begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from hashtui.post.sighting import Gap
from hashtui.reading.gaps import Gaps
from hashtui.reading.summary.peak import Peak


@dataclass(frozen=True, slots=True)
class LeftOff:
    """The reader was here at that time, and looked away."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PeakMark:
    """A peak begins here."""

    peak: Peak


Mark = Gap | LeftOff | PeakMark


def time_of(mark: Mark) -> datetime:
    """The time at which the mark stands: where a hole ends, when the reader left, where a peak begins."""
    match mark:
        case Gap():
            return mark.until
        case LeftOff():
            return mark.at
        case PeakMark():
            return mark.peak.start
        case _:
            assert_never(mark)


def stands_between(mark: Mark, older: datetime, newer: datetime | None) -> bool:
    """Whether the mark's place is between two neighbours in time; `newer` is None above the newest post.

    A hole ends with the first post that was heard again, which stands above it. Where the reader left off is worth a
    line only once something newer has come; where a peak begins, only below a post of it.
    """
    match mark:
        case Gap():
            return older < mark.until and (newer is None or mark.until <= newer)
        case LeftOff():
            return newer is not None and older <= mark.at < newer
        case PeakMark():
            return newer is not None and older < mark.peak.start <= newer
        case _:
            assert_never(mark)


class Marks:
    """The marks of one timeline. There is at most one place where the reader left off."""

    def __init__(self) -> None:
        self._gaps = Gaps()
        self._left: LeftOff | None = None
        self._lifted: LeftOff | None = None
        """The one taken away last, for putting it back."""
        self._peaks: tuple[PeakMark, ...] = ()
        self.all: tuple[Mark, ...] = ()
        """By where they stand, the latest first; the same tuple while nothing changes."""

    def hear(self, gap: Gap) -> bool:
        """Take note of a hole; say whether that tells anything new."""
        if not self._gaps.hear(gap):
            return False
        self._collect()
        return True

    def peak(self, peaks: Iterable[Peak]) -> bool:
        """These peaks there are, and no others; say whether that tells anything new."""
        marks = tuple(map(PeakMark, peaks))
        if marks == self._peaks:
            return False
        self._peaks = marks
        self._collect()
        return True

    def leave(self, at: datetime) -> None:
        """The reader leaves now: the line of an earlier time goes."""
        self._left, self._lifted = LeftOff(at), None
        self._collect()

    def lift(self) -> None:
        """The reader has seen everything: the line goes."""
        if self._left is not None:
            self._left, self._lifted = None, self._left
            self._collect()

    def put_back(self) -> None:
        """The reader takes that back."""
        if self._left is None and self._lifted is not None:
            self._left, self._lifted = self._lifted, None
            self._collect()

    def _collect(self) -> None:
        left = () if self._left is None else (self._left,)
        self.all = tuple(sorted((*left, *self._gaps.all, *self._peaks), key=time_of, reverse=True))
