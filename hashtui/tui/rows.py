"""Which posts of a timeline stand on which rows while others arrive, change and go; without any widget."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from hashtui.reading.entry import Entry
from hashtui.reading.timeline import Timeline

SEEN_AFTER = 3.0
"""Seconds a post stands whole on the screen of a following pane until it counts as seen."""


class Slot(NamedTuple):
    """A post and the row its first line stands on; rows outside the window are cut off."""

    entry: Entry
    row: int
    rows: int

    @property
    def end(self) -> int:
        """The row after its last."""
        return self.row + self.rows


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


class Standing:
    """Since when posts stand whole on the screen of a following pane."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}

    def long_enough(self, whole: Iterable[str], now: float) -> list[str]:
        """Take note that these stand there now, and no others; those that have stood long enough to be seen."""
        self._since = {key: self._since.get(key, now) for key in whole}
        return [key for key, since in self._since.items() if now - since >= SEEN_AFTER]

    def forget(self) -> None:
        """Nobody looks now."""
        self._since.clear()


class Rows:
    """The rows of a pane over a timeline, newest on top, and what arrives meanwhile.

    Always true: `selected` is None and row 0 is the newest post, or the selected post stands on `row`. Posts that
    arrive between others on the screen are withheld until the reader moves, so that nothing shifts under the eyes.
    """

    def __init__(self, timeline: Timeline, rows_of: Callable[[Entry], int]) -> None:
        self.timeline = timeline
        self.selected: str | None = None
        self.row = 0
        self.meanwhile: set[str] = set()
        self._walk = Walk(timeline, rows_of)
        self._arrived = len(timeline.arrivals)
        self._standing = Standing()
        self._counted_at = (-1, 0)
        self._new = 0

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
        counted_at = (self.timeline.revision, len(self.meanwhile))
        if self._counted_at != counted_at:
            self._counted_at = counted_at
            self._new = sum(map(self.timeline.unseen.__contains__, self.meanwhile))
        return self._new

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
        arrived = set(fresh)
        shown = [slot.entry for slot in self.slots() if slot.entry.key not in arrived]
        for entry in filter(None, map(self.timeline.entry, fresh)):
            below = bool(shown) and entry.stands_at < shown[-1].stands_at
            if entry.live or not below:  # older posts that were asked for are no news
                self.meanwhile.add(entry.key)
            if shown and not below and entry.stands_at <= shown[0].stands_at and entry.key != self.selected:
                self._walk.withheld.add(entry.key)

    def linger(self, now: float) -> bool:
        """While following: count as seen what stood whole on the screen long enough. Say whether anything changed."""
        unseen = self.timeline.unseen
        if not self.following or not unseen:
            self.look_away()
            return False
        whole = [s.entry.key for s in self.slots() if s.row >= 0 and s.end <= self.height and s.entry.key in unseen]
        return self.timeline.see(self._standing.long_enough(whole, now))

    def look_away(self) -> None:
        """Nobody sees the window now: what stands on it is not being seen."""
        self._standing.forget()
