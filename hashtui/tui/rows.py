"""Which posts of a timeline stand on which rows while others arrive, change and go; without any widget."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import assert_never

from hashtui.post.sighting import Gap
from hashtui.reading.entry import Entry
from hashtui.reading.mark import LeftOff, Mark, PeakMark
from hashtui.reading.order import BOTTOM, Place, place_of
from hashtui.reading.timeline import Timeline
from hashtui.tui.drip import Drip
from hashtui.tui.news import News
from hashtui.tui.walk import Slot, Walk

SEEN_AFTER = 3.0
"""Seconds a post stands whole on the screen of a following pane until it counts as seen."""


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

    Always true: `selected` is None and row 0 is the newest post that was let in, or the selected post stands on `row`.
    Posts that arrive between others on the screen are withheld until the reader moves, so that nothing shifts under
    the eyes. When the selected post is not shown any more the nearest takes its row; in an empty view none does.
    """

    def __init__(self, timeline: Timeline, rows_of: Callable[[Entry], int]) -> None:
        self.timeline = timeline
        self.selected: str | None = None
        self.row = 0
        self._place: Place = BOTTOM
        """Where the selected post stands in time, though it be gone."""
        self.meanwhile = News(timeline)
        self._drip = Drip(timeline)
        self._walk = Walk(timeline, rows_of)
        self._laid: list[Slot] = []
        """The slots asked for last: what is on the screen."""
        self._arrived = len(timeline.arrivals)
        self._standing = Standing()

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
        return self.meanwhile.count()[0]

    @property
    def new_matter(self) -> int:
        """Those of them that matter."""
        return self.meanwhile.count()[1]

    @property
    def drip(self) -> float:
        """How many posts a second come into the pane while it follows; 0: all at once."""
        return self._drip.rate

    @drip.setter
    def drip(self, posts_a_second: float) -> None:
        self._drip.rate = posts_a_second

    @property
    def waiting(self) -> int:
        """Posts that wait to be let into the following pane."""
        return self._drip.waiting if self.following else 0

    def let_out(self, now: float) -> bool:
        """While following: let in as many of those that wait as may come by now; say whether any did."""
        return self.following and self._drip.let_out(now)

    def slots(self) -> list[Slot]:
        """The posts on the screen, from the top; empty rows above the first and below the last are possible."""
        walk = self._walk
        walk.first = self._drip.above if self.following else 0
        walk.waiting = self._drip.late if self.following else {}
        key = self._standing_there()
        position = walk.first if key is None else self.timeline.position(key)
        lead = 0 if position is None else (1 if walk.marks_above(position) else 0)
        if self.following:
            self._laid = walk.down_from(walk.first, lead)
        elif position is None:
            self._laid = []
        else:
            self._laid = [*walk.up_from(position - 1, self.row - lead), *walk.down_from(position, self.row)]
        return self._laid

    def _standing_there(self) -> str | None:
        """The selected post, or the nearest one when that is not shown."""
        if self.selected is None or self.timeline.position(self.selected) is not None:
            return self.selected
        return self.timeline.nearest(self._place)

    def _put(self, key: str, row: int) -> None:
        """Have that post selected on that row."""
        entry = self.timeline.entry(key)
        self.selected, self.row = key, row
        self._place = self._place if entry is None else place_of(entry)

    def catch_up(self) -> None:
        """Take note of what arrived since the last time."""
        self._take_marks()
        fresh = self.timeline.arrivals[self._arrived :]
        if not fresh:
            return
        self._arrived += len(fresh)
        if self.following and not self.drip:
            return
        on_screen = {slot.entry.key for slot in self._laid}
        came = [entry for entry in map(self.timeline.entry, fresh) if entry is not None]
        if self.following:
            oldest = place_of(self._laid[-1].entry) if self._laid else None
            self._drip.admit([entry for entry in came if entry.key not in on_screen], oldest)
            return
        withheld = self._walk.withheld
        withheld.update(entry.key for entry in came if entry.key not in on_screen and entry.key != self.selected)
        shown = [slot.entry for slot in self.slots()]  # as it was before they came
        for entry in came:
            below = bool(shown) and entry.stands_at < shown[-1].stands_at
            if entry.live or not below:  # older posts that were asked for are no news
                self.meanwhile.add(entry.key)
            if not shown or below or entry.stands_at > shown[0].stands_at:
                withheld.discard(entry.key)

    def drop(self, keys: Iterable[str]) -> None:
        """These posts are gone for good: they do not wait, and are no news."""
        for key in keys:
            self._drip.late.pop(key, None)
            self.meanwhile.keys.discard(key)

    def release(self) -> None:
        """The reader moves: what was withheld may take its place."""
        self._count_waiting()
        self._let_in()

    def _start_reading(self) -> None:
        """What waited has come in, out of sight."""
        self._count_waiting()
        self._walk.withheld.update(self._drip.late)
        self._drip.let_all_in()

    def _count_waiting(self) -> None:
        for key in self._drip.keys() if self.following else ():
            self.meanwhile.add(key)

    def _let_in(self) -> None:
        """Everything takes its place."""
        self._drip.let_all_in()
        self._walk.withheld.clear()
        self._walk.marks = self.timeline.marks

    def _take_marks(self) -> None:
        """Show what marks there are; while reading only what became of those that are shown, so that nothing moves."""
        marks = self.timeline.marks
        if self.following:
            self._walk.marks = marks
        elif marks is not self._walk.marks:
            newest = {_name(mark): mark for mark in marks}
            self._walk.marks = tuple(_renewed(mark, newest) for mark in self._walk.marks)

    def linger(self, now: float) -> bool:
        """While following: count as seen what stood whole on the screen long enough. Say whether anything changed."""
        unseen = self.timeline.unseen
        if not self.following or not unseen:
            self._standing.forget()
            return False
        laid = self._laid or self.slots()
        whole = [s.entry.key for s in laid if s.row >= 0 and s.end <= self.height and s.entry.key in unseen]
        return self.timeline.see(self._standing.long_enough(whole, now))

    def look_away(self) -> None:
        """Nobody sees the window now: what stands on it is not being seen, and nothing needs to wait."""
        self._standing.forget()
        if self.following:
            self._drip.let_all_in()


def _name(mark: Mark) -> tuple[object, ...]:
    """What makes it the same hole or peak, whatever becomes of it."""
    match mark:
        case Gap():
            return mark.source, mark.since, mark.tags
        case PeakMark():
            return mark.peak.tag, mark.peak.start
        case LeftOff():
            return (mark.at,)
        case _:
            assert_never(mark)


def _renewed(mark: Mark, newest: dict[tuple[object, ...], Mark]) -> Mark:
    """The mark as it is told of now, in its old place."""
    now = newest.get(_name(mark), mark)
    return replace(now, until=mark.until) if isinstance(mark, Gap) and isinstance(now, Gap) else now
