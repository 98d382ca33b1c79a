"""Which posts of a timeline stand on which rows of a pane, and what is selected; without any widget."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from hashtui.reading.entry import Entry
from hashtui.reading.timeline import Timeline

SEEN_AFTER = 3.0
"""Seconds a post stands whole on the screen of a following pane until it counts as seen."""
END_ROWS = 2
"""Rows left below the oldest post for saying what lies beyond it."""


class Slot(NamedTuple):
    """A post and the row its first line stands on; rows outside the window are cut off."""

    entry: Entry
    row: int
    rows: int

    @property
    def end(self) -> int:
        """The row after its last."""
        return self.row + self.rows


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader was: the post selected and its row; None: following."""

    key: str | None
    row: int


class Walk:
    """Steps over the posts of a timeline, upwards or downwards, from row to row, past those that are withheld."""

    def __init__(self, timeline: Timeline, rows_of: Callable[[Entry], int]) -> None:
        self._timeline = timeline
        self.rows_of = rows_of
        self.height = 1
        self.withheld: set[str] = set()

    def down_from(self, position: int, row: int) -> list[Slot]:
        """The posts from this position towards the older ones, the first of them on `row`."""
        slots: list[Slot] = []
        while row < self.height and position < len(self._timeline):
            entry = self._timeline.at(position)
            position += 1
            if entry.key in self.withheld:
                continue
            rows = self.rows_of(entry)
            if row + rows > 0:
                slots.append(Slot(entry, row, rows))
            row += rows
        return slots

    def up_from(self, position: int, row: int) -> list[Slot]:
        """The posts from this position towards the newer ones, the first of them ending above `row`; top first."""
        slots: list[Slot] = []
        while row > 0 and position >= 0:
            entry = self._timeline.at(position)
            position -= 1
            if entry.key in self.withheld:
                continue
            rows = self.rows_of(entry)
            row -= rows
            slots.append(Slot(entry, row, rows))
        slots.reverse()
        return slots


class Window:
    """A view of `height` rows over a timeline, newest on top.

    It follows (`selected` is None: row 0 is the newest post), or it is read: the selected post stands on `row`, and
    nothing but the reader moves it there. Posts that arrive between others on the screen meanwhile are withheld until
    the reader moves, so that nothing shifts under the eyes.
    """

    def __init__(self, timeline: Timeline, rows_of: Callable[[Entry], int]) -> None:
        self.timeline = timeline
        self._walk = Walk(timeline, rows_of)
        self.selected: str | None = None
        self.row = 0
        self.meanwhile: set[str] = set()
        self._arrived = len(timeline.arrivals)
        self._jumps: list[Spot] = []
        self._standing: dict[str, float] = {}

    @property
    def height(self) -> int:
        """The rows there are."""
        return self._walk.height

    @height.setter
    def height(self, rows: int) -> None:
        self._walk.height = max(1, rows)

    @property
    def following(self) -> bool:
        """Whether new posts come in on top."""
        return self.selected is None

    @property
    def new(self) -> int:
        """Posts that came while reading and were not seen yet."""
        return sum(1 for key in self.meanwhile if key in self.timeline.unseen)

    def slots(self) -> list[Slot]:
        """The posts on the screen, from the top; empty rows above the first and below the last are possible."""
        position = None if self.selected is None else self.timeline.position(self.selected)
        if position is None:
            return self._walk.down_from(0, 0)
        return [*self._walk.up_from(position - 1, self.row), *self._walk.down_from(position, self.row)]

    def catch_up(self) -> None:
        """Take note of what arrived since the last time."""
        fresh = self.timeline.arrivals[self._arrived :]
        if not fresh:
            return
        self._arrived += len(fresh)
        if self.following:
            return
        self.meanwhile.update(fresh)
        arrived = set(fresh)
        shown = [slot for slot in self.slots() if slot.entry.key not in arrived]
        if not shown:
            return
        newest, oldest = shown[0].entry.stands_at, shown[-1].entry.stands_at
        for key in fresh:
            entry = self.timeline.entry(key)
            if entry is not None and oldest <= entry.stands_at <= newest and key != self.selected:
                self._walk.withheld.add(key)

    def linger(self, now: float) -> bool:
        """While following: count as seen what stood whole on the screen long enough. Say whether anything changed."""
        if not self.following or not self.timeline.unseen:
            self._standing.clear()
            return False
        whole = [s.entry.key for s in self.slots() if s.row >= 0 and s.end <= self.height]
        standing = {key: self._standing.get(key, now) for key in whole if key in self.timeline.unseen}
        self._standing = standing
        return self.timeline.see([key for key, since in standing.items() if now - since >= SEEN_AFTER])

    def follow(self) -> None:
        """Let new posts come in on top again, from the newest."""
        if not self.following:
            self._remember()
        self._follow()

    def _follow(self) -> None:
        self.selected = None
        self.row = 0
        self._walk.withheld.clear()
        self.meanwhile.clear()

    def hold(self) -> None:
        """Stop following, with the newest post selected."""
        if len(self.timeline):
            self._select(self.timeline.at(0).key, 0)

    def down(self) -> None:
        """Select the next older post; a post that goes on below the window is scrolled first."""
        self._move_by(1)

    def up(self) -> None:
        """Select the next newer post."""
        self._move_by(-1)

    def _move_by(self, step: int) -> None:
        if self.selected is None:
            self.hold()
            return
        here = self._here()
        if here is None:
            return
        if step > 0 and here.end > self.height and here.rows > self.height:
            self.row = max(self.row - (self.height - 1), self.height - here.rows)
            return
        if step < 0 and here.row < 0:
            self.row = min(0, self.row + self.height - 1)
            return
        self._walk.withheld.clear()
        position = (self.timeline.position(self.selected) or 0) + step
        if not 0 <= position < len(self.timeline):
            return
        entry = self.timeline.at(position)
        rows = self._walk.rows_of(entry)
        row = here.end if step > 0 else here.row - rows
        self._select(entry.key, max(0, min(row, self.height - rows)))

    def _here(self) -> Slot | None:
        """The slot of the selected post."""
        entry = None if self.selected is None else self.timeline.entry(self.selected)
        return None if entry is None else Slot(entry, self.row, self._walk.rows_of(entry))

    def scroll(self, rows: int) -> None:
        """Move the window over the posts: positive towards the oldest. The selection goes along at the edge."""
        if self.selected is None:
            self.hold()
        if self.selected is None:
            return
        self._walk.withheld.clear()
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
        if self.selected is not None and Spot(self.selected, self.row) == before:
            edge = len(self.timeline) - 1 if share > 0 else 0
            last = self.timeline.at(edge).key
            moved = last != self.selected
            if moved:
                self._select(last, self.row)
                self._show_selected()
            return not moved
        return False

    def newest(self) -> None:
        """Select the newest post."""
        self._remember()
        self.hold()

    def oldest(self) -> None:
        """Select the oldest post."""
        if len(self.timeline):
            self.go_to(self.timeline.at(len(self.timeline) - 1).key)

    def go_to(self, key: str) -> bool:
        """Jump to a post; `back` returns. Its row stays when it is on the screen already."""
        if self.timeline.position(key) is None:
            return False
        self._remember()
        self._walk.withheld.clear()
        row = next((slot.row for slot in self.slots() if slot.entry.key == key), None)
        self._select(key, self.height // 3 if row is None else row)
        self._show_selected()
        return True

    def select_at(self, row: int) -> str | None:
        """Select the post on that row, moving nothing; its key."""
        for slot in self.slots():
            if slot.row <= row < slot.end:
                self.selected, self.row = slot.entry.key, slot.row
                self.timeline.see([slot.entry.key])
                return slot.entry.key
        return None

    def next_unseen(self) -> bool:
        """Jump to the next post that was not seen yet; say whether there was one."""
        key = self.timeline.next_unseen(self.selected)
        return key is not None and self.go_to(key)

    def back(self) -> bool:
        """Return to where the reader was before the last jump; say whether there was one."""
        while self._jumps:
            spot = self._jumps.pop()
            if spot.key is None:
                self._follow()
                return True
            if self.timeline.position(spot.key) is not None:
                self._select(spot.key, spot.row)
                self._show_selected()
                return True
        return False

    def resized(self, height: int) -> None:
        """Take another height; the selected post keeps its row as long as that row is there."""
        self.height = height
        if self.selected is not None and self.row >= self.height:
            self._show_selected()

    def rows_changed(self) -> None:
        """Every post has other heights now (width, density): the selected one keeps its row."""
        if self.selected is not None and self.row < 0:
            self.row = 0

    def _remember(self) -> None:
        spot = Spot(self.selected, self.row)
        if not self._jumps or self._jumps[-1] != spot:
            self._jumps.append(spot)
            del self._jumps[:-50]

    def _select(self, key: str, row: int) -> None:
        self.selected, self.row = key, row
        self.timeline.see([key])
        self._settle()

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
        above = self._walk.up_from(position - 1, self.row)
        top = above[0].row if above else self.row
        if top > 0:
            self.row -= top
        elif here.end <= 0:
            self.row = 1 - here.rows
