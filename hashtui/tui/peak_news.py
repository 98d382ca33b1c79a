"""Which peaks began in a pane while nobody could see it."""

from datetime import datetime

from hashtui.reading.summary.peak import Peak


class PeakNews:
    """Counts the peaks that were not there when the pane was last on the screen. Old ones found late are no news."""

    def __init__(self) -> None:
        self.count = 0
        self._peaks: tuple[Peak, ...] = ()
        self._last_seen: tuple[Peak, ...] = ()
        self._looked_at: datetime | None = None

    def hear(self, peaks: tuple[Peak, ...]) -> None:
        """These are the peaks now."""
        self._peaks = peaks
        looked_at = self._looked_at
        new = [] if looked_at is None else [peak for peak in peaks if peak.end > looked_at]
        seen = {(peak.tag, peak.start) for peak in self._last_seen}
        self.count = sum(1 for peak in new if (peak.tag, peak.start) not in seen)

    def look(self, now: datetime) -> None:
        """The pane is on the screen now."""
        self._looked_at, self.count = now, 0
        self._last_seen = self._peaks

    def begin(self, now: datetime) -> None:
        """From now on what begins is news, though nobody has looked yet."""
        self._looked_at = self._looked_at or now
