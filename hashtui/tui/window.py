"""A pane's rows under the hands of a reader: what every movement selects, and where it puts it."""

from collections.abc import Callable
from dataclasses import dataclass

from hashtui.reading.entry import Entry
from hashtui.reading.timeline import Timeline
from hashtui.tui.steady import SteadyRows
from hashtui.tui.walk import Slot

END_ROWS = 2
"""Rows left below the oldest post for saying what lies beyond it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader was: the post selected and its row; None: following."""

    key: str | None
    row: int


class Window(SteadyRows):
    """A view of `height` rows over a timeline, newest on top.

    It follows (`selected` is None: row 0 is the newest post), or it is read: the selected post stands on `row`, and
    nothing but the reader moves it there. Posts that arrive between others on the screen meanwhile are withheld until
    the reader moves, so that nothing shifts under the eyes.
    """

    def __init__(self, timeline: Timeline, rows_of: Callable[[Entry], int]) -> None:
        super().__init__(timeline, rows_of)
        self.jumps: list[Spot] = []
        self.awaited: Spot | None = None
        """Where to stand as soon as that post comes."""
        self._squeezed: tuple[int, Spot] | None = None
        """The row before the window got lower, and where the post was put then."""

    def go_on_from(self, other: "Window") -> None:
        """Stand where the reader of that window was, if the post is here too."""
        self.drip = other.drip
        if other.selected is not None and self.timeline.position(other.selected) is not None:
            self._put(other.selected, other.row)
            self.meanwhile.go_on_from(other.meanwhile)
        self.jumps = list(other.jumps)
        self._arrived = len(self.timeline.arrivals)

    def stand_at(self, key: str, row: int) -> None:
        """Be read at that post on that row, as left there; if it has not come yet, when it does, unless one moves."""
        self.awaited = Spot(key, row)
        self._stand_where_left()

    def _stand_where_left(self) -> None:
        spot = self.awaited
        if spot is None or spot.key is None or self.timeline.position(spot.key) is None:
            return
        self.awaited = None
        self._put(spot.key, spot.row if self.height == 1 else min(spot.row, self.height - 1))
        here = self.timeline.position(spot.key) or 0
        for key in self.timeline.unseen:  # it came while nobody was here
            if (position := self.timeline.position(key)) is not None and position < here:
                self.meanwhile.add(key)

    def catch_up(self) -> None:
        super().catch_up()
        if self.awaited is not None and self.following:
            self._stand_where_left()

    def release(self) -> None:
        super().release()
        self.awaited = None

    def follow(self) -> None:
        """Let new posts come in on top again, from the newest."""
        if not self.following:
            self._remember()
        self._follow()

    def _follow(self) -> None:
        self.release()
        self.selected = None
        self.row = 0
        self.meanwhile.clear()

    def hold(self) -> None:
        """Stop following, with the newest post selected that has come in."""
        slots = self.slots()
        if slots:
            self._select(slots[0].entry.key, slots[0].row)

    def down(self) -> bool:
        """Select the next older post; a post that goes on below the window is scrolled first. False at the oldest."""
        return self._move_by(1)

    def up(self) -> bool:
        """Select the next newer post; False at the newest."""
        return self._move_by(-1)

    def _move_by(self, step: int) -> bool:
        if self.selected is None:
            self.hold()
            return self.selected is not None
        here = self._here()
        if here is None:
            return False
        if step > 0 and here.end > self.height and here.rows > self.height:
            self.row = max(self.row - (self.height - 1), self.height - here.rows)
            return True
        if step < 0 and here.row < 0:
            self.row = min(0, self.row + self.height - 1)
            return True
        self.release()
        position = (self.timeline.position(self.selected) or 0) + step
        if not 0 <= position < len(self.timeline):
            return False
        entry = self.timeline.at(position)
        rows = self._walk.rows_of(entry)
        lead = 1 if self._walk.marks_above(position) else 0
        row = here.end + lead if step > 0 else here.top - rows
        self._select(entry.key, max(0, min(row, self.height - rows)))
        return True

    def _here(self) -> Slot | None:
        """The slot of the selected post."""
        entry = None if self.selected is None else self.timeline.entry(self.selected)
        position = None if entry is None else self.timeline.position(entry.key)
        if entry is None or position is None:
            return None
        return Slot(entry, self.row, self._walk.rows_of(entry), self._walk.marks_above(position))

    def scroll(self, rows: int) -> None:
        """Move the window over the posts: positive towards the oldest. The selection goes along at the edge."""
        if self.selected is None:
            self.hold()
        if self._here() is None:
            return
        self.release()
        self.row -= rows
        slots = [slot for slot in self.slots() if slot.row < self.height]
        whole = [s for s in slots if s.row >= 0 and s.end <= self.height] or slots
        if not whole:
            edge = len(self.timeline) - 1 if rows > 0 else 0
            self._select(self.timeline.at(edge).key, 0)
        elif all(slot.entry.key != self.selected for slot in whole):
            nearest = whole[0] if rows > 0 else whole[-1]
            self._select(nearest.entry.key, nearest.row)
        else:
            self._settle()

    def page(self, share: float) -> bool:
        """Move by a share of the window's height, -1.0 a page up; say whether the end that way was reached already."""
        before = Spot(self.selected, self.row)
        self.scroll(round(share * max(1, self.height - 1)))
        if self._here() is not None and Spot(self.selected, self.row) == before:
            edge = len(self.timeline) - 1 if share > 0 else 0
            last = self.timeline.at(edge).key
            moved = last != self.selected
            if moved:
                self._select(last, self.row)
                self._show_selected()
            return not moved
        return False

    def newest(self) -> bool:
        """Select the newest post; False when it is selected already."""
        return self._go_to_place(0)

    def oldest(self) -> bool:
        """Select the oldest post; False when it is selected already."""
        return self._go_to_place(len(self.timeline) - 1)

    def _go_to_place(self, position: int) -> bool:
        key = self.timeline.at(position).key if len(self.timeline) else self.selected
        return key is not None and key != self.selected and self.go_to(key)

    def go_to(self, key: str) -> bool:
        """Jump to a post; `back` returns. Its row stays when it is on the screen already."""
        if self.timeline.position(key) is None:
            return False
        self._remember()
        self.release()
        row = next((slot.row for slot in self.slots() if slot.entry.key == key), None)
        self._select(key, self.height // 3 if row is None else row)
        self._show_selected()
        return True

    def select_at(self, row: int) -> str | None:
        """Select the post on that row, moving nothing; its key."""
        for slot in self.slots():
            if slot.row <= row < slot.end:
                self._stand_on(slot.entry.key, slot.row)
                return slot.entry.key
        return None

    def next_unseen(self) -> bool:
        """Jump to the next post that was not seen yet; say whether there was one."""
        key = self.timeline.next_unseen(self.selected)
        return key is not None and self.go_to(key)

    def back(self) -> bool:
        """Return to where the reader was before the last jump; say whether there was one."""
        while self.jumps:
            spot = self.jumps.pop()
            if spot.key is None:
                self._follow()
                return True
            if self.timeline.position(spot.key) is not None:
                self._select(spot.key, spot.row)
                self._show_selected()
                return True
        return False

    def resized(self, height: int) -> None:
        """Take another height; the selected post keeps its row, or gets it back when that row is there again."""
        if height == self.height:
            return
        self.height = height
        if self.selected is None:
            return
        if self._squeezed is not None and self._squeezed[1] == Spot(self.selected, self.row):
            self.row = self._squeezed[0]
        before = self.row
        if before >= self.height:
            self._show_selected()
        self._squeezed = (before, Spot(self.selected, self.row)) if self.row != before else None

    def rows_changed(self) -> None:
        """Every post has other heights now (width, density): the selected one keeps its row."""
        if self.selected is not None and self.row < 0:
            self.row = 0

    def _remember(self) -> None:
        spot = Spot(self.selected, self.row)
        if not self.jumps or self.jumps[-1] != spot:
            self.jumps.append(spot)
            del self.jumps[:-50]

    def _select(self, key: str, row: int) -> None:
        self._stand_on(key, row)
        self._settle()

    def _stand_on(self, key: str, row: int) -> None:
        """The reader selects that post."""
        if self.following:
            self._start_reading()
        self._home = self.awaited = None
        self._put(key, row)
        self.timeline.see([key])

    def _show_selected(self) -> None:
        here = self._here()
        if here is not None:
            self.row = max(0, min(self.row, self.height - here.rows))
            self._settle()

    def _settle(self) -> None:
        """After the reader moved: no empty rows above the newest, and few below the oldest."""
        position = None if self.selected is None else self.timeline.position(self.selected)
        here = self._here()
        if position is None or here is None:
            return
        below = self._walk.down_from(position, self.row)
        end = below[-1].end if below else self.row
        if end < self.height - END_ROWS:
            self.row += self.height - END_ROWS - end
        lead = self.row - (1 if here.marks else 0)
        above = self._walk.up_from(position - 1, lead)
        top = above[0].top if above else lead
        if top > 0:
            self.row -= top
        elif here.end <= 0:
            self.row = 1 - here.rows
