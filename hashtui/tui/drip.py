"""New posts come into a following pane at most so many a second; the others wait and are counted."""

from collections.abc import Sequence

from hashtui.reading.entry import Entry
from hashtui.reading.order import BOTTOM, Place, place_of
from hashtui.reading.timeline import Timeline

LONGEST = 0.25
"""Seconds between two looks for which posts may come in at once: after a longer pause no burst follows."""


class Tap:
    """How many may come in, at `rate` posts a second; 0 lets everything through."""

    def __init__(self) -> None:
        self.rate = 0.0
        self._room = 1.0
        """How many may come in now; after a quiet time one."""
        self._looked_at: float | None = None
        self._is_quiet = True
        """Nobody was left waiting at the last look."""

    def due(self, waiting: int, now: float) -> int:
        """How many of those that wait come in now."""
        since = 0.0 if self._looked_at is None else now - self._looked_at
        self._looked_at = now
        if self._is_quiet:
            self._room = min(1.0, self._room + since * self.rate)
        else:
            self._room += min(since, LONGEST) * self.rate
        out = min(waiting, int(self._room)) if self.rate else waiting
        self._room = max(0.0, self._room - out)
        self._is_quiet = out == waiting
        return out


class Drip:
    """Who waits before a pane that follows: all that stand above a ceiling, and some that came late.

    Always true: without a rate nobody waits. What waits is in the timeline, only not on the screen: nothing is lost.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._tap = Tap()
        self._ceiling: Place = BOTTOM
        """Where the newest stands that was let in."""
        self.late: dict[str, None] = {}
        """Posts that wait although older than the ceiling, in the order they came."""

    @property
    def rate(self) -> float:
        """Posts a second; 0: all at once."""
        return self._tap.rate

    @rate.setter
    def rate(self, posts_a_second: float) -> None:
        self._tap.rate = max(0.0, posts_a_second)
        self.let_all_in()

    @property
    def above(self) -> int:
        """How many wait above all that was let in."""
        return self._timeline.newer_than(self._ceiling) if self._tap.rate else 0

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self.above + len(self.late)

    def keys(self) -> list[str]:
        """Who waits."""
        return [*self.late, *(self._timeline.at(position).key for position in range(self.above))]

    def admit(self, came: Sequence[Entry], oldest_shown: Place | None) -> None:
        """These have come: what would stand among the posts on the screen waits, unless a source held it."""
        if not self._tap.rate:
            return
        for entry in came:
            place = place_of(entry)
            if not entry.live:
                self._ceiling = max(self._ceiling, place)
            elif oldest_shown is not None and oldest_shown < place < self._ceiling:
                self.late[entry.key] = None

    def let_out(self, now: float) -> bool:
        """Let in as many as may come by now, the late ones first; say whether any did."""
        out = self._tap.due(self.waiting, now)
        for key in list(self.late)[:out]:
            del self.late[key]
            out -= 1
        above = self.above
        if above and out:
            self._ceiling = place_of(self._timeline.at(max(0, above - out)))
        return out > 0

    def let_all_in(self) -> None:
        """Nobody waits any more."""
        self.late.clear()
        self._ceiling = place_of(self._timeline.at(0)) if len(self._timeline) else BOTTOM
