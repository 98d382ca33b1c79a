"""A pane: one expression's posts, painted from its timeline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from hashtui.config.config import Density, TimeForm
from hashtui.filter import PaneFilter
from hashtui.reading.entry import Entry
from hashtui.reading.timeline import Timeline
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.painted import Painted
from hashtui.tui.pane_header import MOST_SPARK, PaneHeader, PaneState
from hashtui.tui.pane_strips import PaneStrips
from hashtui.tui.post_rows import Setting
from hashtui.tui.rows import Slot
from hashtui.tui.times import Times
from hashtui.tui.typeset import Ink
from hashtui.tui.window import Window

LOW_SCREEN = 15
"""Under this many rows the header has two."""
WHEEL_ROWS = 3


@dataclass(slots=True)
class PaneLook:
    """What all panes share of how they are drawn."""

    glyphs: Glyphs
    time_form: TimeForm
    zone: tzinfo | None = None
    follow_key: str = "Space"


class Pane(Painted):
    """One expression on the screen, over its timeline. What arrives touches the timeline only.

    `catch_up`, called a few times a second, and `repaint`, called after every key, compare the rows that should stand
    on the screen with those that do and have only the changed ones painted.
    """

    can_focus = True

    DEFAULT_CSS = """
    Pane { height: 100%; }
    """

    class Opened(Message):
        """A post is to be read whole."""

        def __init__(self, pane: "Pane", entry: Entry) -> None:
            super().__init__()
            self.pane = pane
            self.entry = entry

    class Touched(Message):
        """The pointer was used in this pane."""

        def __init__(self, pane: "Pane") -> None:
            super().__init__()
            self.pane = pane

    def __init__(
        self,
        pane_filter: PaneFilter,
        look: PaneLook,
        density: Density,
        *,
        beyond: Callable[["Pane"], Sequence[str]],
        timeline: Timeline | None = None,
    ) -> None:
        """`timeline` is one that was kept from a pane of the same filter."""
        super().__init__()
        self.filter = pane_filter
        self.timeline = timeline_of(pane_filter) if timeline is None else timeline
        self.window = Window(self.timeline, lambda entry: len(self._strips.lines_of(entry)))
        self.density = density
        self.number = 1
        self.walled = False
        """Whether a wall to a neighbour on the right is drawn in its last column."""
        self.active = False
        """Whether keys go to this pane."""
        self.extra_columns = 0
        self._look = look
        self._beyond = beyond
        self._now = datetime(1970, 1, 1, tzinfo=UTC)
        self._state = PaneState("", Ink.META, "")
        self._strips = PaneStrips(self.strip)
        self._view: list[Strip] = []

    def go_on_from(self, other: "Pane") -> None:
        """Be what that pane was to its reader: its density and width, what was seen of it, and the reading place."""
        self.density, self.extra_columns = other.density, other.extra_columns
        if self.timeline is not other.timeline:
            known = [key for key in self.timeline.unseen if other.timeline.entry(key) is not None]
            self.timeline.see([key for key in known if key not in other.timeline.unseen])
        self.window.go_on_from(other.window)

    def catch_up(self, now: datetime, monotonic: float | None, state: PaneState) -> None:
        """Look at the timeline; repaint the rows that changed. `monotonic` is None while something covers the pane."""
        self._now, self._state = now, state
        self.window.catch_up()
        if monotonic is None or not self.display:
            self.window.look_away()
        elif self.size.width:
            self.window.linger(monotonic)
        if self.display and self.size.width:
            self.repaint()

    def _put_cursor(self) -> None:
        """The terminal's cursor stands on the selected post, else on the newest: screen readers follow it."""
        row = 0 if self.window.following else max(0, min(self.window.row, self.window.height - 1))
        row = min(self.header_rows + row, self.size.height - 1)
        place = self.region.offset + Offset(0, row)
        if self.app.cursor_position != place:
            self.app.cursor_position = place
            self.refresh(Region(0, row, 1, 1))  # it moves with the next thing that is painted

    def repaint(self) -> None:
        """Have the rows painted that differ from those on the screen."""
        before = self._view
        self._view = view = self._make_view(*self.size)
        if len(before) != len(view):
            self.refresh()
            return
        width = self.size.width
        regions: list[Region] = []
        first = None
        for row in range(len(view) + 1):
            changed = row < len(view) and view[row] is not before[row]
            if changed and first is None:
                first = row
            elif not changed and first is not None:
                regions.append(Region(0, first, width, row - first))
                first = None
        if regions:
            self.refresh(*regions)
        if self.active and self.region and self.app.screen is self.screen:
            self._put_cursor()

    def paint(self, width: int, height: int) -> Sequence[Strip]:
        if len(self._view) != height or not self._strips.fits(width, walled=self.walled):
            self._view = self._make_view(width, height)
        return self._view

    def forget_styles(self) -> None:
        super().forget_styles()
        self._strips.forget()
        self._view = []

    def set_density(self, density: Density) -> None:
        """Show more or less of each post; the selected one keeps its row."""
        self.density = density
        self.repaint()

    @property
    def header_rows(self) -> int:
        """How many rows the header takes at this height."""
        return 3 if self.screen.size.height >= LOW_SCREEN else 2

    def _setting(self, content_width: int) -> Setting:
        times = Times.at(self._now, self._look.time_form, self._look.zone)
        return Setting(content_width, self.density, times, self._look.glyphs)

    def _make_view(self, width: int, height: int) -> list[Strip]:
        if width <= 0 or height <= 0:
            return []
        if self._strips.settle(width, walled=self.walled, setting=self._setting):
            self.window.rows_changed()
        header = self._strips.header(self.header(), self.header_rows)[:height]
        self.window.resized(height - len(header))
        room = self.window.height
        rows = [self._strips.blank()] * room
        slots = self.window.slots()
        for slot in slots:
            strips = self._strips_of(slot.entry)
            first = max(0, -slot.row)
            start = slot.row + first
            piece = strips[first : first + room - start]
            rows[start : start + len(piece)] = piece
            if slot.gaps and 0 <= slot.top < room:
                rows[slot.top] = self._strips.gaps(slot.gaps)
        self._put_what_lies_beyond(rows, slots)
        return [*header, *rows]

    def _strips_of(self, entry: Entry) -> tuple[Strip, ...]:
        glyphs = self._look.glyphs
        selected = entry.key == self.window.selected
        cursor = (glyphs.cursor if self.active else glyphs.cursor_away) if selected else " "
        unseen = glyphs.unseen if entry.key in self.timeline.unseen else " "
        return self._strips.post(entry, cursor=cursor, lit=selected and self.active, unseen=unseen)

    def header(self) -> PaneHeader:
        """What the header says now."""
        return PaneHeader(
            number=self.number,
            label=str(self.filter.label),
            state=self._state,
            per_minute=self.timeline.rate.per_minute(self._now),
            bins=self.timeline.rate.bins(self._now, MOST_SPARK),
            hidden=self.timeline.hidden,
            new=self.window.new,
            following=self.window.following,
            focused=self.active,
            glyphs=self._look.glyphs,
            follow_key=self._look.follow_key,
        )

    def _put_what_lies_beyond(self, rows: list[Strip], slots: list[Slot]) -> None:
        """Below the oldest post, or in an empty pane, say why there is no more and which key helps."""
        if slots and slots[-1].entry is not self.timeline.at(len(self.timeline) - 1):
            return
        start = slots[-1].end + 1 if slots else 1
        piece = self._strips.words(self._beyond(self))[: max(0, len(rows) - start)]
        rows[start : start + len(piece)] = piece

    def selected_entry(self) -> Entry | None:
        """The entry that is selected; None while following."""
        return None if self.window.selected is None else self.timeline.entry(self.window.selected)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Touched(self))
        row = event.y - self.header_rows
        before = self.window.selected
        if row < 0:
            return
        if self.window.select_at(row) == before and (entry := self.selected_entry()) is not None:
            self.post_message(self.Opened(self, entry))
        self.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.window.scroll(WHEEL_ROWS)
        self.repaint()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.window.scroll(-WHEEL_ROWS)
        self.repaint()


def timeline_of(pane_filter: PaneFilter) -> Timeline:
    """An empty timeline of what the filter wants; what only its tags want counts as hidden."""
    return Timeline(pane_filter.wants, pane_filter.concerns, tags=pane_filter.tags)
