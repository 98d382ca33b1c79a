"""A view of rows and parts of rows that can be selected: how one walks through them, in columns too."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset

from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page import Page
from hashtui.tui.placed_view import PlacedView
from hashtui.tui.reader import ReaderView
from hashtui.tui.sheet import Sheet
from hashtui.tui.summary_rows import AGAIN, HEAD, Place, Set, Spot

_BARS = 3
"""Rows of the screen that are not the page's before it was laid out."""


class SpotsView(PlacedView):
    """Arrows walk through rows and their parts, Tab from section to section; what is selected keeps its id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("pane_left", "pane_right", "pane_next", "pane_previous", "open_post", "copy_link", "copy_text"),
    ]

    def __init__(self, label: str, step: str, ground: Ground, lore: Lore) -> None:
        """`label` and `step` say where one is, in the first row."""
        super().__init__(ground, lore)
        self.label, self.step = label, step
        self._set = Set((), ())
        self._selected = ""
        """The id of it."""

    @abstractmethod
    def set_page(self, sheet: Sheet, height: int, chosen: str) -> Set:
        """The page for a screen of so many lines."""

    @abstractmethod
    def open_spot(self, spot: Spot) -> None:
        """Show the posts behind it."""

    @abstractmethod
    def hints(self) -> Hints:
        """The keys for the foot."""

    @property
    def remark(self) -> Sequence[str]:
        """What the first row says of the view now, shorter forms after the first: which row of how many it is."""
        here = self._here()
        if here is None:
            return ()
        rows = sorted({(place.column, place.lines.start) for place in self._set.places})
        return (f"{rows.index((here.column, here.lines.start)) + 1} of {len(rows)}",)

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        self._page = Page(id="spots")
        yield self._page
        yield Foot(self.ground.keys, self.hints(), self.ground.glyphs)

    @property
    def places(self) -> Sequence[range]:
        return [place.lines for place in self._set.places]

    @property
    def chosen(self) -> int:
        ids = [place.spot.id for place in self._set.places]
        return ids.index(self._selected) if self._selected in ids else 0

    @property
    def chosen_spot(self) -> Spot | None:
        """What is selected; None on a page without anything to select."""
        return self._set.places[self.chosen].spot if self._set.places else None

    def choose(self, place: int) -> None:
        self._selected = self._set.places[place].spot.id
        self.lay()

    def lay(self) -> None:
        sheet = self.sheet()
        height = self._page.size.height or max(1, self.size.height - _BARS)
        made = self.set_page(sheet, height, self._selected)
        ids = [place.spot.id for place in made.places]
        if ids and self._selected not in ids:
            self._selected = self._nearest(ids)
            made = self.set_page(sheet, height, self._selected)
        self._set = made
        self._page.show(made.lines)
        self.query_one(Foot).offer(self.hints())
        self.lay_crumbs()

    def _nearest(self, ids: Sequence[str]) -> str:
        """What to select when what was selected is not on the page: the same below or above, else about as far down."""
        other = self._selected.removesuffix(AGAIN) if self._selected.endswith(AGAIN) else self._selected + AGAIN
        if other in ids:
            return other
        return ids[min(self.chosen, len(ids) - 1)]

    def lay_crumbs(self) -> None:
        """The first row anew."""
        self.show_crumbs(self.label, (self.step,), self.remark)

    def put_cursor(self) -> None:
        if not self._set.places:
            super().put_cursor()
            return
        area, place = self._page.content_region, self._set.places[self.chosen]
        row = max(0, min(place.lines.start - self._page.top, area.height - 1))
        self.app.cursor_position = Offset(area.x + min(place.cells.start, area.width - 1), area.y + row)

    def _go(self, places: Sequence[Place], order: Callable[[Place], tuple[int, ...]]) -> bool:
        """Select the first of these places in that order; whether there is one."""
        if not places:
            return False
        self.moved = True
        best = min(places, key=order)
        self.choose(self._set.places.index(best))
        self.show_chosen()
        return True

    def go_to(self, spot_id: str) -> bool:
        """Select that spot, on whichever of its places comes first; whether it is on the page."""
        return self._go(
            [one for one in self._set.places if one.spot.id.startswith(spot_id)][:1], lambda one: (one.lines.start,)
        )

    def action_post_down(self) -> None:
        """The next row; within one taller than the screen, further down first."""
        here = self._here()
        if here is None or here.lines.stop - 1 > self.page.last_seen:
            self._scroll(max(1, self.page.size.height // 2))
            return
        below = [one for one in self._set.places if one.lines.start > here.lines.start]
        same = [one for one in below if here.column in (HEAD, one.column)]
        if not self._go(same, lambda one: (one.lines.start, abs(one.cells.start - here.cells.start))):
            self._scroll(max(1, self.page.size.height // 2))

    def action_post_up(self) -> None:
        here = self._here()
        if here is None or here.lines.start < self.page.top:
            self._scroll(-max(1, self.page.size.height // 2))
            return
        above = [one for one in self._set.places if one.lines.start < here.lines.start]
        same = [one for one in above if one.column == here.column] or [one for one in above if one.column == HEAD]
        if not self._go(same, lambda one: (-one.lines.start, abs(one.cells.start - here.cells.start))):
            self._scroll(-max(1, self.page.size.height // 2))

    def action_pane_left(self) -> None:
        """The part before on the same row; from the first one, the column before."""
        here = self._here()
        if here is None:
            return
        row = [one for one in self._row(here) if one.cells.start < here.cells.start]
        if not self._go(row, lambda one: (-one.cells.start,)):
            self._cross(here, [one for one in self._set.places if HEAD != one.column < here.column], -1)

    def action_pane_right(self) -> None:
        """The next part on the same row; from the last one, the next column."""
        here = self._here()
        if here is None:
            return
        row = [one for one in self._row(here) if one.cells.start > here.cells.start]
        if not self._go(row, lambda one: (one.cells.start,)) and here.column != HEAD:
            self._cross(here, [one for one in self._set.places if one.column > here.column], 1)

    def _row(self, here: Place) -> list[Place]:
        return [one for one in self._set.places if one.column == here.column and one.lines.start == here.lines.start]

    def _cross(self, here: Place, places: Sequence[Place], step: int) -> None:
        self._go(places, lambda one: (step * one.column, abs(one.lines.start - here.lines.start), one.cells.start))

    def action_pane_next(self) -> None:
        """The first of the next section."""
        here = self._here()
        if here is not None:
            after = [one for one in self._set.places if (one.column, one.section) > (here.column, here.section)]
            self._go(after or self._set.places, self._by_section)

    def action_pane_previous(self) -> None:
        """The first of the section before."""
        here = self._here()
        if here is None:
            return
        before = [one for one in self._set.places if (one.column, one.section) < (here.column, here.section)]
        found = before or list(self._set.places)
        last = max((one.column, one.section) for one in found)
        self._go([one for one in found if (one.column, one.section) == last], self._by_section)

    @staticmethod
    def _by_section(one: Place) -> tuple[int, int, int, int]:
        return one.column, one.section, one.lines.start, one.cells.start

    def _here(self) -> Place | None:
        return self._set.places[self.chosen] if self._set.places else None

    def _turn(self, rows: int) -> None:
        here = self._here()
        self._scroll(rows)
        shown = range(self.page.top, self.page.last_seen + 1)
        seen = [one for one in self._set.places if one.lines.start in shown]
        if here is not None and here not in seen:
            near = [one for one in seen if one.column == here.column] or seen
            self._go(near, lambda one: (rows // abs(rows) * one.lines.start, one.cells.start))

    def action_newest(self) -> None:
        """The first row."""
        self._scroll(-self.page.top)
        self._go(self._set.places[:1], lambda one: (one.lines.start,))

    def action_oldest(self) -> None:
        """The last row."""
        self._scroll(1_000_000)
        self._go(self._set.places, lambda one: (-one.lines.start, one.column))

    def on_page_clicked(self, click: Page.Clicked) -> None:
        click.prevent_default()  # of views whose places are whole lines
        if click.page is not self.page:
            return
        found = [one for one in self._set.places if click.line in one.lines and one.cells.start <= click.column]
        if not found:
            return
        place = max(found, key=lambda one: one.cells.start)
        if place.spot.id == self._selected:
            self.action_open_post()
        else:
            self._go([place], lambda one: (one.lines.start,))

    def action_open_post(self) -> None:
        """Show what lies behind the selected; when it is out of sight, show it first."""
        here = self._here()
        if here is None:
            return
        if here.lines.start > self.page.last_seen or here.lines.stop <= self.page.top:
            self.show_chosen()
        else:
            self.open_spot(here.spot)

    def action_copy_text(self) -> None:
        """Copy the words of what is selected."""
        spot = self.chosen_spot
        self.say("Nothing to copy." if spot is None else self.ground.opener.copy(spot.words))

    def say(self, words: str) -> None:
        """In the foot, and again from the palette."""
        self.query_one(Foot).say(words)
        self.lore.tell(ReaderView.Noticed(words))
