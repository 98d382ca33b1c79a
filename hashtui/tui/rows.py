"""Which posts of a timeline stand on which rows while others arrive, change and go; without any widget."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from hashtui.post.sighting import Gap
from hashtui.reading.entry import Entry
from hashtui.reading.timeline import Timeline

SEEN_AFTER = 3.0
"""Seconds a post stands whole on the screen of a following pane until it counts as seen."""


class Slot(NamedTuple):
    """A post and the row its first line stands on; rows outside the window are cut off."""

    entry: Entry
    row: int
    rows: int
    gaps: tuple[Gap, ...] = ()
    """The holes between it and the next newer post: told together on the row above it."""

    @property
    def top(self) -> int:
        """The row of what is told above it, else its own first."""
        return self.row - (1 if self.gaps else 0)

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
        self.gaps: tuple[Gap, ...] = ()
        """The holes that are shown."""

    def down_from(self, position: int, row: int) -> list[Slot]:
        """The posts from this position towards the older ones, the first of them on `row`."""
        slots: list[Slot] = []
        is_first = True
        while row < self.height and position < len(self._timeline):
            entry = self._timeline.at(position)
            position += 1
            if entry.key in self.withheld:
                continue
            gaps = self.gaps_above(position - 1)
            row += 1 if gaps and not is_first else 0
            slot = Slot(entry, row, self.rows_of(entry), gaps)
            if slot.end > 0:
                slots.append(slot)
            row, is_first = slot.end, False
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
            slots.append(Slot(entry, row - rows, rows, self.gaps_above(position + 1)))
            row = slots[-1].top
        slots.reverse()
        return slots

    def gaps_above(self, position: int) -> tuple[Gap, ...]:
        """The holes that end between the post at this position and the next newer one on the screen.

        A hole ends with the first post that was heard again: that one stands above it.
        """
        if not self.gaps or position >= len(self._timeline):
            return ()
        stands_at = self._timeline.at(position).stands_at
        newer = next((e.stands_at for e in map(self._timeline.at, range(position - 1, -1, -1)) if self._shows(e)), None)
        return tuple(gap for gap in self.gaps if stands_at < gap.until and (newer is None or gap.until <= newer))

    def _shows(self, entry: Entry) -> bool:
        return entry.key not in self.withheld


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
            return self._walk.down_from(0, 1 if self._walk.gaps_above(0) else 0)
        top = self.row - (1 if self._walk.gaps_above(position) else 0)
        return [*self._walk.up_from(position - 1, top), *self._walk.down_from(position, self.row)]

    def catch_up(self) -> None:
        """Take note of what arrived since the last time."""
        self._take_gaps()
        fresh = self.timeline.arrivals[self._arrived :]
        if not fresh:
            return
        self._arrived += len(fresh)
        if self.following:
            return
        withheld = self._walk.withheld
        withheld.update(key for key in fresh if key != self.selected)
        shown = [slot.entry for slot in self.slots()]  # as it was before they came
        for entry in filter(None, map(self.timeline.entry, fresh)):
            below = bool(shown) and entry.stands_at < shown[-1].stands_at
            if entry.live or not below:  # older posts that were asked for are no news
                self.meanwhile.add(entry.key)
            if not shown or below or entry.stands_at > shown[0].stands_at:
                withheld.discard(entry.key)

    def release(self) -> None:
        """The reader moves: what was withheld may take its place."""
        self._walk.withheld.clear()
        self._walk.gaps = self.timeline.gaps

    def _take_gaps(self) -> None:
        """Show what holes there are; while reading only what became of those that are shown, so that nothing moves."""
        gaps = self.timeline.gaps
        if self.following:
            self._walk.gaps = gaps
        elif gaps is not self._walk.gaps:
            newest = {(gap.source, gap.since, gap.tags): gap for gap in gaps}
            shown = self._walk.gaps
            self._walk.gaps = tuple(replace(newest.get((g.source, g.since, g.tags), g), until=g.until) for g in shown)

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
