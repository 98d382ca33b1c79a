"""A pane: one expression's posts, painted from its timeline."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from hashtui.config.config import Density, TimeForm
from hashtui.filter import PaneFilter
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, unknown
from hashtui.reading.timeline import Timeline
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.pane_header import MOST_SPARK, Empty, PaneHeader, PaneState, Sifted, peak_cells
from hashtui.tui.pane_strips import PaneStrips
from hashtui.tui.post_rows import Dress, Setting
from hashtui.tui.pulse import Pulse
from hashtui.tui.relief import floor_name
from hashtui.tui.shown_pane import ShownPane
from hashtui.tui.times import Times
from hashtui.tui.typeset import Ink
from hashtui.tui.walk import Slot
from hashtui.tui.window import Window

LOW_SCREEN = 15
"""Under this many rows the header has two."""
WHEEL_ROWS = 3
STAYS = timedelta(seconds=30)
"""What was read back stays for so long after one follows again: one may go back to it."""
SIFTING = 0.008
"""Seconds of a look that a filter may take for going through further posts."""


@dataclass(slots=True)
class PaneLook:
    """What all panes share of how they are drawn. It may change while they are."""

    glyphs: Glyphs
    time_form: TimeForm
    zone: tzinfo | None = None
    follow_key: str = "Space"
    hidden_key: str = "H"
    level_of: Callable[[Author], Level] = unknown
    booster_of: Callable[[str], Author | None] = lambda _: None
    """Of those who passed that post on, whom the reader trusts most; None when nobody is at least vouched for."""
    picked: Container[str] = frozenset()
    """The keys of what the reader picked, now and later."""
    drip: float = 0.0
    """Posts a second let into a following pane; 0: all."""


class Around(Protocol):
    """What a pane is told of what lies around it."""

    def words(self, pane: "Pane") -> Sequence[str]:
        """Paragraphs below its oldest post, or in place of any: why there is no more, and which key helps."""

    def header(self, pane: "Pane") -> Empty | None:
        """What stands in its header while it is empty."""

    def remark(self, pane: "Pane", entry: Entry) -> str:
        """What is worth knowing of a post there: which of the pane's tags it has, in which pane it stands too."""


class Pane(ShownPane):
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
        around: Around,
        timeline: Timeline,
        pulse: Pulse | None = None,
    ) -> None:
        super().__init__()
        self.filter = pane_filter
        self.timeline = timeline
        self.pulse = pulse or Pulse(timeline, tags=pane_filter.tags)
        self.window = Window(timeline, lambda entry: len(self._strips.lines_of(entry, self.dress(entry))))
        self.window.drip = look.drip
        self.heir: Pane | None = None
        """The pane that took its place last."""
        self.density = density
        self.number = 1
        self.walled = False
        """Whether a wall to a neighbour on the right is drawn in its last column."""
        self.active = False
        """Whether keys go to this pane."""
        self.extra_columns = 0
        self._look, self._around = look, around
        self._now = datetime(1970, 1, 1, tzinfo=UTC)
        self._read_until = self._now
        self._state = PaneState("", Ink.META, "")
        self._strips = PaneStrips(self.strip, tags=len(pane_filter.tags) > 1)
        self._view: list[Strip] = []

    def go_on_from(self, other: "Pane") -> None:
        """Be what that pane was to its reader: its density and width, what was seen of it, and the reading place."""
        other.heir = self
        self.density, self.extra_columns = other.density, other.extra_columns
        if self.timeline is not other.timeline:
            self.timeline.see([key for key in self.timeline.unseen if other.timeline.has_seen(key)])
            self.window.show_hidden(other.timeline.shows_hidden)
            self.sensitivity = other.sensitivity
        self.live, self.floor, self.unfolded = other.live, other.floor, set(other.unfolded)
        self.window.go_on_from(other.window)

    def catch_up(self, now: datetime, monotonic: float | None, state: PaneState, *, watched: bool = True) -> None:
        """Look at the timeline; repaint the rows that changed. `monotonic` is None while something covers the pane.

        It is not `watched` while the terminal lies behind others: what stands on it is not seen then.
        """
        self._now, self._state = now, state
        if not self.window.following:
            self._read_until = now + STAYS
        self.timeline.is_read = now < self._read_until
        if self.timeline.is_over:
            self.timeline.let_go()
        self.window.catch_up()
        if self.timeline.is_sifting:
            self.window.sift_on(SIFTING)
        if monotonic is not None and self.window.waiting:
            self.window.let_out(monotonic)
        if monotonic is None or not self.display:
            self.window.look_away()
        elif self.size.width and watched:
            self.window.linger(monotonic)
        if self.display and self.size.width:
            self.repaint()

    def keep_out(self, out: KeptOut) -> frozenset[str]:
        """Show nothing of these people any more; the keys of the posts that went."""
        gone = self.timeline.keep_out(out)
        self.window.drop(gone)
        self.window.catch_up()
        self.unfolded -= gone
        self.repaint()
        return gone

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
        if regions := [Region(0, row, self.size.width, rows) for row, rows in changed_rows(before, view)]:
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
        look = self._look
        return Setting(content_width, self.density, Times.at(self._now, look.time_form, look.zone), look.glyphs)

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
            if slot.marks and 0 <= slot.top < room:
                rows[slot.top] = self._strips.marks(slot.marks)
        self._put_what_lies_beyond(rows, slots)
        return [*header, *rows]

    def _strips_of(self, entry: Entry) -> tuple[Strip, ...]:
        glyphs, selected = self._look.glyphs, entry.key == self.window.selected
        cursor = (glyphs.cursor if self.active else glyphs.cursor_away) if selected else " "
        unseen = glyphs.unseen if entry.key in self.timeline.unseen else " "
        dress = self._strips.dress_of(entry) or self.dress(entry)  # the window has just asked for its rows
        return self._strips.post(entry, dress, cursor=cursor, lit=selected and self.active, unseen=unseen)

    def dress(self, entry: Entry) -> Dress:
        """What is known here of a post beyond the post."""
        timeline, key, quote = self.timeline, entry.key, entry.post.quote_of
        quoted = timeline.entry(quote) if quote else None
        look, booster = self._look, entry.post.boosted_by or self._look.booster_of(key)
        return Dress(
            level=look.level_of(entry.post.author),
            booster=booster,
            booster_level=Level.UNKNOWN if booster is None else look.level_of(booster),
            hidden_by=timeline.why_hidden(key),
            style=timeline.style_of(key),
            unfolded=key in self.unfolded,
            remark=self._around.remark(self, entry),
            quoted=None if quoted is None else quoted.post,
            picked=key in look.picked,
        )

    def header(self) -> PaneHeader:
        """What the header says now."""
        timeline, window = self.timeline, self.window
        sifted = timeline.sifted
        return PaneHeader(
            number=self.number,
            label=str(self.filter.label),
            state=self._state,
            per_minute=timeline.rate.per_minute(self._now),
            bins=timeline.rate.bins(self._now, MOST_SPARK),
            peaks=peak_cells(self.pulse.peaks, self._now),
            hidden=timeline.hidden,
            new=window.new,
            following=window.following,
            focused=self.active,
            glyphs=self._look.glyphs,
            follow_key=self._look.follow_key,
            matter=window.new_matter,
            waiting=window.waiting,
            shown_by=self._look.hidden_key if timeline.shows_hidden else "",
            sifted=None if sifted is None or self.live is None else Sifted(str(self.live), *sifted),
            floor=floor_name(self.floor),
            below=0 if sifted is None else sifted[1] - sifted[0],
            empty=None if len(timeline) else self._around.header(self),
        )

    def _put_what_lies_beyond(self, rows: list[Strip], slots: list[Slot]) -> None:
        """Below the oldest post, or in an empty pane, say why there is no more and which key helps."""
        if slots and slots[-1].entry is not self.timeline.at(len(self.timeline) - 1):
            return
        start = slots[-1].end + 1 if slots else 1
        piece = self._strips.words(self._around.words(self))[: max(0, len(rows) - start)]
        rows[start : start + len(piece)] = piece

    def selected_entry(self) -> Entry | None:
        """The entry that is selected; None while following."""
        return None if self.window.selected is None else self.timeline.entry(self.window.selected)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Touched(self))
        row, before = event.y - self.header_rows, self.window.selected
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


def last_heir(pane: Pane) -> Pane:
    """The pane its reader has now: itself, or the one that took its place when it was changed or reopened."""
    while pane.heir is not None:
        pane = pane.heir
    return pane


def changed_rows(before: Sequence[Strip], now: Sequence[Strip]) -> list[tuple[int, int]]:
    """The stretches of rows that are not the very same, each by its first row and how many they are."""
    changed = [row for row, (old, new) in enumerate(zip(before, now, strict=True)) if old is not new]
    stretches: list[tuple[int, int]] = []
    for row in changed:
        if stretches and sum(stretches[-1]) == row:
            stretches[-1] = stretches[-1][0], stretches[-1][1] + 1
        else:
            stretches.append((row, 1))
    return stretches
