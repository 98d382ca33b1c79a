"""Steps over the posts of a timeline from row to row: which post stands where."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container
from datetime import datetime
from typing import NamedTuple

from hashtui.reading.entry import Entry
from hashtui.reading.mark import Mark, stands_between, time_of
from hashtui.reading.timeline import Timeline


class Slot(NamedTuple):
    """A post and the row its first line stands on; rows outside the window are cut off."""

    entry: Entry
    row: int
    rows: int
    marks: tuple[Mark, ...] = ()
    """What stands between it and the next newer post: told together on the row above it."""

    @property
    def top(self) -> int:
        """The row of what is told above it, else its own first."""
        return self.row - (1 if self.marks else 0)

    @property
    def end(self) -> int:
        """The row after its last."""
        return self.row + self.rows


class Walk:
    """Steps over the posts of a timeline, upwards or downwards, past those that are withheld."""

    def __init__(self, timeline: Timeline, rows_of: Callable[[Entry], int]) -> None:
        self._timeline = timeline
        self.rows_of = rows_of
        self.height = 1
        self.withheld: set[str] = set()
        self.first = 0
        """The position of the newest post that may be shown; those before it wait."""
        self.waiting: Container[str] = ()
        """Others that wait."""
        self._marks: tuple[Mark, ...] = ()
        self._times: list[datetime] = []
        """Where the marks stand, the earliest first."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Those that are shown, the latest first."""
        return self._marks

    @marks.setter
    def marks(self, marks: tuple[Mark, ...]) -> None:
        if marks is not self._marks:
            self._marks = marks
            self._times = [time_of(mark) for mark in reversed(marks)]

    def down_from(self, position: int, row: int) -> list[Slot]:
        """The posts from this position towards the older ones, the first of them on `row`."""
        slots: list[Slot] = []
        is_first = True
        while row < self.height and position < len(self._timeline):
            entry = self._timeline.at(position)
            position += 1
            if not self._shows(entry):
                continue
            marks = self.marks_above(position - 1)
            row += 1 if marks and not is_first else 0
            slot = Slot(entry, row, self.rows_of(entry), marks)
            if slot.end > 0:
                slots.append(slot)
            row, is_first = slot.end, False
        return slots

    def up_from(self, position: int, row: int) -> list[Slot]:
        """The posts from this position towards the newer ones, the first of them ending above `row`; top first."""
        slots: list[Slot] = []
        while row > 0 and position >= self.first:
            entry = self._timeline.at(position)
            position -= 1
            if not self._shows(entry):
                continue
            rows = self.rows_of(entry)
            slots.append(Slot(entry, row - rows, rows, self.marks_above(position + 1)))
            row = slots[-1].top
        slots.reverse()
        return slots

    def marks_above(self, position: int) -> tuple[Mark, ...]:
        """The marks between the post at this position and the next newer one on the screen."""
        if not self.marks or position >= len(self._timeline):
            return ()
        at = self._timeline.at
        older = at(position).stands_at
        above = map(at, range(position - 1, self.first - 1, -1))
        newer = next((entry.stands_at for entry in above if self._shows(entry)), None)
        count = len(self._times)
        first = 0 if newer is None else count - bisect_right(self._times, newer)
        near = self._marks[first : count - bisect_left(self._times, older)]
        return tuple(mark for mark in near if stands_between(mark, older, newer))

    def _shows(self, entry: Entry) -> bool:
        return entry.key not in self.withheld and entry.key not in self.waiting
