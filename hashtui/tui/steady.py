"""Rows whose reading place outlasts what the reader hides, shows and filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge
from hashtui.reading.order import Place
from hashtui.reading.ruling import Ruling
from hashtui.reading.timeline import Timeline
from hashtui.tui.rows import Rows

FIRST_SIFT = 0.006
"""Seconds that a new filter may look for a screenful before it is painted; the rest is looked at bit by bit."""


@dataclass(frozen=True, slots=True)
class Home:
    """The post that was selected, its row and its place in time, while another stands in for it."""

    key: str
    row: int
    place: Place


class SteadyRows(Rows):
    """Rows under switches: a filter, hidden posts, other rules.

    Always true: such an act leaves the selected post on its row. When that post leaves the view the nearest one stands
    in for it there, and counts as seen only when the reader goes on from it; until then the post that left takes its
    row back as soon as an act brings it back.
    """

    def __init__(self, timeline: Timeline, rows_of: Callable[[Entry], int]) -> None:
        super().__init__(timeline, rows_of)
        self._home: Home | None = None

    def sift(self, judge: Judge | None, now: datetime) -> None:
        """Show only what passes; None: everything again. `sift_on` looks at what there was no time for."""
        self.timeline.sift(judge, now, around=self._around())
        self._turned()
        until, screenful = monotonic() + FIRST_SIFT, 2 * self.height
        self.timeline.sift_on(lambda: monotonic() < until and len(self.timeline) < screenful)
        self._move_over()

    def sift_on(self, seconds: float) -> bool:
        """Let the filter look at more for about so long; say whether it has not seen everything yet."""
        until = monotonic() + seconds
        more = self.timeline.sift_on(lambda: monotonic() < until)
        self._move_over()
        return more

    def show_hidden(self, on: bool) -> None:
        """Have hidden posts in their places among the others, or not."""
        self.timeline.show_hidden(on, around=self._around())
        self._turned()

    def judge_anew(
        self, now: datetime, ruling: Ruling | None = None, *, only: Callable[[Entry], bool] | None = None
    ) -> None:
        """Judge again what is kept, or only some of it, after rules or mutes changed."""
        self.timeline.judge_anew(now, ruling, only=only, around=self._around())
        self._turned()

    def catch_up(self) -> None:
        self._move_over()
        super().catch_up()

    def release(self) -> None:
        if self._home is not None and self.selected is not None:
            self.timeline.see([self.selected])
        self._home = None
        super().release()

    def _around(self) -> str | None:
        return self.selected if self._home is None else self._home.key

    def _turned(self) -> None:
        """The view is another: back to the post that had to leave, if it is there again."""
        self._let_in()
        home = self._home
        if home is not None and self.timeline.position(home.key) is not None:
            self._put(home.key, min(home.row, self.height - 1))
            self._home = None
        self._move_over()

    def _move_over(self) -> None:
        """Have the nearest post stand in for the selected one when that is not shown."""
        key = self._standing_there()
        if self.selected is None or key is None or key == self.selected:
            return
        self._home = self._home or Home(self.selected, self.row, self._place)
        key = self.timeline.nearest(self._home.place) or key
        entry = self.timeline.entry(key)
        rows = 1 if entry is None else self._walk.rows_of(entry)
        self._put(key, self.row if self.row + rows > 0 else 0)
