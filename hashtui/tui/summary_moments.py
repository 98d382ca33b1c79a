"""Peaks as things that happened: what several tags said of the same at the same time is one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hashtui.post.folding import fold
from hashtui.reading.summary import summary_words
from hashtui.reading.summary.peak import Peak
from hashtui.tui.sheet import Sheet, grouped
from hashtui.tui.summary_telling import clock

_SHARED = 2
"""Words of their labels that two peaks share when they are about the same; one where one of them has no more."""
_LEAST_WORD = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """A peak, or peaks of several tags that go together: at most one of each tag."""

    number: int
    """By time, from 1."""
    peaks: tuple[Peak, ...]
    """The one that began first is the first."""

    @property
    def best(self) -> Peak:
        """The highest, whose label tells best what it was."""
        return max(self.peaks, key=lambda peak: (peak.score, peak.start, str(peak.tag)))

    @property
    def start(self) -> datetime:
        """When it began."""
        return self.peaks[0].start

    @property
    def keys(self) -> tuple[str, ...]:
        """Its posts, each once."""
        return tuple(dict.fromkeys(key for peak in self.peaks for key in peak.keys))

    @property
    def label(self) -> tuple[str, ...]:
        """What was new in it."""
        return self.best.label

    @property
    def tags(self) -> str:
        """`#a #b`; empty where nothing names them."""
        return " ".join(str(peak.tag) for peak in self.peaks if peak.tag is not None)

    @property
    def voices(self) -> str:
        """`31 voices (9 trusted)`, `80 + 82 voices (12 + 9 trusted)`."""
        authors = " + ".join(grouped(peak.authors) for peak in self.peaks)
        trusted = " + ".join(grouped(peak.trusted) for peak in self.peaks)
        one = len(self.peaks) == 1 and self.peaks[0].authors == 1
        told = f" ({trusted} trusted)" if any(peak.trusted for peak in self.peaks) else ""
        return f"{authors} {'voice' if one else 'voices'}{told}"

    def when(self, sheet: Sheet) -> str:
        """`14:32 +6 min`."""
        going = ", going on" if any(peak.is_open for peak in self.peaks) else ""
        end = max(peak.end for peak in self.peaks)
        lasted = summary_words.duration((end - self.start).total_seconds())
        return f"{clock(self.start, sheet)} +{lasted}{going}"

    @property
    def usual(self) -> str:
        """`3.4x usual`; empty where words and no crowd make the peak."""
        times = max(peak.usual for peak in self.peaks)
        if times < summary_words.LEAST_USUAL:
            return ""
        return f"{times:.1f}x usual" if times < 9.95 else f"{round(times)}x usual"


def moments_of(peaks: Sequence[Peak]) -> tuple[Moment, ...]:
    """The peaks, given by time, in the moments they belong to."""
    found: list[list[Peak]] = []
    for peak in peaks:
        for together in reversed(found):
            if all(_goes_with(peak, other) for other in together):
                together.append(peak)
                break
        else:
            found.append([peak])
    return tuple(Moment(number, tuple(together)) for number, together in enumerate(found, 1))


def moment_by_peak(peaks: Sequence[Peak]) -> Mapping[Peak, Moment]:
    """For each peak the moment it belongs to."""
    return {peak: moment for moment in moments_of(peaks) for peak in moment.peaks}


def _goes_with(one: Peak, other: Peak) -> bool:
    """They are of two tags, at the same time, and about the same."""
    if one.tag == other.tag or one.start >= other.end or other.start >= one.end:
        return False
    mine, theirs = _words(one), _words(other)
    return len(mine & theirs) >= max(1, min(_SHARED, len(mine), len(theirs)))


def _words(peak: Peak) -> frozenset[str]:
    return frozenset(word for phrase in peak.label for word in fold(phrase).split() if len(word) >= _LEAST_WORD)
