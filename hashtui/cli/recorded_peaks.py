"""The peaks of a recording: of a short one all, of a long one those that are looked for from a moment on."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from hashtui.aside import Aside
from hashtui.cli.played import HEARD_AGAIN, Played
from hashtui.post.tag import Tag
from hashtui.reading.summary.busy import Busy, busy_stretches
from hashtui.reading.summary.peak import Peak, Sensitivity

READ_AT_MOST = 60_000
"""Posts in all the stretches of one tag together: about ten seconds, if somebody walks through them all."""
BEFORE = timedelta(hours=3)
"""So much before a stretch is read, to know what is usual there,"""
MOST_BEFORE = 4_000
"""or so many things."""
AFTER = timedelta(minutes=15)
"""So much is read behind it: whether something lasts is only known then."""
_SLACK = timedelta(minutes=3)
"""A peak may begin so much sooner or later than there are more posts."""
_AROUND = 25
"""Minutes read around a stretch, on average."""
_LONGEST = 60
"""Minutes of a stretch that are read at once."""
_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class RecordedPeaks:
    """Peaks as the panes' own detector calls them. Of a long recording only stretches that counts point to are read.

    So a peak there that has other words than usual, but no more posts, is not found. `known` grows as they are read.
    """

    def __init__(self, played: Played, tags: tuple[Tag, ...], sensitivity: Sensitivity, aside: Aside) -> None:
        """Without tags all posts are one stream. The recording is asked by `aside`."""
        self._played, self._tags, self._sensitivity, self._aside = played, tags, sensitivity, aside
        self._stretches: tuple[Busy, ...] | None = None
        self._found: dict[Busy, Sequence[Peak]] = {}

    @property
    def known(self) -> Sequence[Peak]:
        """Those found so far in a long recording, the earliest first."""
        return sorted({peak for found in self._found.values() for peak in found}, key=_order)

    async def all(self) -> Sequence[Peak] | None:
        """Those of the whole recording, the earliest first; None when it is too long for that. ArchiveError."""
        if await self._aside.run(lambda: self._played.is_longer(self._asked, HEARD_AGAIN)):
            return None
        return await self._aside.run(lambda: self._read(None, None))

    async def beside(self, moment: datetime, step: int, tell: Callable[[datetime], None]) -> Peak | None:
        """The first that begins behind the moment, or with `step` -1 the last before; None: there is none.

        `tell` hears which time is looked at. ArchiveError.
        """
        if self._stretches is None:
            self._stretches = await self._aside.run(self._look)
        for stretch in self._stretches if step > 0 else reversed(self._stretches):
            if _time(stretch.end) + _SLACK <= moment if step > 0 else _time(stretch.start) - _SLACK >= moment:
                continue
            if stretch not in self._found:
                tell(_time(stretch.start))
                self._found[stretch] = await self._aside.run(partial(self._read_in, stretch))
            found = self._found[stretch]
            there = [peak for peak in found if (peak.start > moment if step > 0 else peak.start < moment)]
            if there:
                return there[0] if step > 0 else there[-1]
        return None

    @property
    def _asked(self) -> frozenset[Tag] | None:
        return frozenset(self._tags) or None

    def _look(self) -> tuple[Busy, ...]:
        """Where there are more posts of one of the tags than usual, a piece at a time."""
        counts = self._played.minutes(self._asked)
        every = [stretch for one in counts for stretch in busy_stretches(one, READ_AT_MOST, _AROUND)]
        return tuple(_pieces(sorted(every)))

    def _read_in(self, stretch: Busy) -> Sequence[Peak]:
        start, end = _time(stretch.start), _time(stretch.end)
        begin = self._played.recording.heard_before(self._asked, start, MOST_BEFORE, start - BEFORE)
        found = self._read(begin or start - BEFORE, end + AFTER)
        return [peak for peak in found if start - _SLACK <= peak.start < end + _SLACK]

    def _read(self, since: datetime | None, until: datetime | None) -> Sequence[Peak]:
        return self._played.peaks(self._tags, self._sensitivity, since, until)


def _pieces(stretches: Sequence[Busy]) -> Iterator[Busy]:
    """The same minutes, each once, in pieces that are not long."""
    reached = None
    for start, end in stretches:
        begin = start if reached is None else max(start, reached)
        for piece in range(begin, end, _LONGEST):
            yield Busy(piece, min(end, piece + _LONGEST))
        reached = end if reached is None else max(end, reached)


def _time(minute: int) -> datetime:
    return _EPOCH + minute * _MINUTE


def _order(peak: Peak) -> tuple[datetime, str]:
    return peak.start, str(peak.tag)
