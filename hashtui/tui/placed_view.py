"""A view of posts on a page, one of them selected: how one walks through them."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Key
from textual.geometry import Offset
from textual.screen import Screen

from hashtui.tui.key_names import Keys, bindings_of
from hashtui.tui.page import Page


class PlacedView(Screen[None]):
    """Every movement shows the selected post; the terminal's cursor stands on it, for screen readers and braille.

    Its links are opened by the keys of the action `link`, each by its place among them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("post_up", "post_down", "page_up", "page_down", "half_up", "half_down", "newest", "oldest"),
        *bindings_of("leave", "close"),
    ]
    moved = False
    """A key or the mouse moved it: it does not place itself any more."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys

    @abstractmethod
    def open_link(self, number: int) -> None:
        """Open the link with that number, or say that there is none."""

    def on_key(self, event: Key) -> None:
        for number, key in enumerate(self._keys.get("link", ()), 1):
            if key in (event.key, event.character):
                event.stop()
                self.open_link(number)

    @property
    @abstractmethod
    def page(self) -> Page:
        """Where the posts stand."""

    @property
    @abstractmethod
    def places(self) -> Sequence[range]:
        """The lines of each post."""

    @property
    @abstractmethod
    def chosen(self) -> int:
        """Which post is selected; meaningless while there is none."""

    @abstractmethod
    def choose(self, place: int) -> None:
        """Select that post and lay it anew."""

    @property
    def chosen_row(self) -> int:
        """The row of the page on which the selected post begins."""
        return self.places[self.chosen].start - self.page.top if self.places else 0

    def show_chosen(self) -> None:
        """Scroll no more than is needed to see the selected post."""
        if self.places:
            place = self.places[self.chosen]
            self.page.reveal(place.start, place.stop - 1)
        self.put_cursor()

    def put_cursor(self) -> None:
        """Put the terminal's cursor where the selected post begins."""
        area = self.page.content_region
        row = max(0, min(self.chosen_row, area.height - 1))
        self.app.cursor_position = Offset(area.x + 1, area.y + row)

    def on_screen_resume(self) -> None:
        self.put_cursor()

    def _step(self, count: int) -> None:
        self.moved = True
        wanted = max(0, min(len(self.places) - 1, self.chosen + count))
        if self.places and wanted != self.chosen:
            self.choose(wanted)
        self.show_chosen()

    def action_post_down(self) -> None:
        """The next post; within one taller than the screen, further down first."""
        self.moved = True
        last = self.chosen == len(self.places) - 1
        if not self.places or last or self.places[self.chosen].stop - 1 > self.page.last_seen:
            self._scroll(max(1, self.page.size.height // 2))
        else:
            self._step(1)

    def action_post_up(self) -> None:
        self.moved = True
        above = not self.places or self.places[self.chosen].start < self.page.top
        if above or (self.chosen == 0 and self.page.top > 0):
            self._scroll(-max(1, self.page.size.height // 2))
        else:
            self._step(-1)

    def _scroll(self, rows: int) -> None:
        self.page.move_to(self.page.top + rows)
        self.put_cursor()

    def _turn(self, rows: int) -> None:
        """Scroll by rows, and select the first post that is on the screen whole then, or begins there."""
        self.moved = True
        self._scroll(rows)
        shown = range(self.page.top, self.page.last_seen + 1)
        starts = [i for i, place in enumerate(self.places) if place.start in shown]
        seen = [i for i in starts if self.places[i].stop - 1 in shown] or starts
        if seen and self.chosen not in seen:
            self.choose(seen[0] if rows > 0 else seen[-1])
        self.put_cursor()

    def action_page_down(self) -> None:
        self._turn(max(1, self.page.size.height - 2))

    def action_page_up(self) -> None:
        self._turn(-max(1, self.page.size.height - 2))

    def action_half_down(self) -> None:
        self._turn(max(1, self.page.size.height // 2))

    def action_half_up(self) -> None:
        self._turn(-max(1, self.page.size.height // 2))

    def action_newest(self) -> None:
        self._step(-len(self.places))
        self._scroll(-self.page.top)

    def action_oldest(self) -> None:
        self._step(len(self.places))
        self._scroll(1_000_000)
        if self.chosen_row < 0:
            self.show_chosen()

    def on_page_clicked(self, click: Page.Clicked) -> None:
        if click.page is not self.page:
            return
        for i, place in enumerate(self.places):
            if click.line in place:
                self._step(i - self.chosen)

    def on_page_resized(self, resized: Page.Resized) -> None:
        if resized.page is self.page:
            self.lay()
            self.settle_in()
            self.put_cursor()

    def settle_in(self) -> None:
        """The page has another size: what was selected stays in sight."""
        if self.places:
            place = self.places[self.chosen]
            if place.start > self.page.last_seen or place.stop <= self.page.top:
                self.show_chosen()

    @abstractmethod
    def lay(self) -> None:
        """Set all of it anew, for the width and the moment there are."""

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_close(self) -> None:
        self.dismiss(None)
