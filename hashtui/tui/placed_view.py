"""A view of posts on a page, one of them selected: how one walks through them."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Key
from textual.geometry import Offset
from textual.screen import Screen

from hashtui.post.kept_out import KeptOut
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page import Page
from hashtui.tui.page_view import DEMO
from hashtui.tui.reader_layout import Laid, bread_crumbs
from hashtui.tui.sheet import Sheet
from hashtui.tui.typeset import Ink, Line, Run


class PlacedView(Screen[None]):
    """Every movement shows the selected post; the terminal's cursor stands on it, for screen readers and braille.

    Its links are opened by the keys of the action `link`, each by its place among them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("post_up", "post_down", "page_up", "page_down", "half_up", "half_down", "newest", "oldest"),
        *bindings_of("leave", "close"),
    ]
    DEFAULT_CSS = """
    PlacedView #crumbs { height: 1; }
    """
    moved = False
    """A key or the mouse moved it: it does not place itself any more."""

    def __init__(self, ground: Ground, lore: Lore) -> None:
        super().__init__()
        self.ground, self.lore = ground, lore
        self.laid = Laid((), ())
        """What stands on the page."""
        self._chosen = 0

    @abstractmethod
    def open_link(self, number: int) -> None:
        """Open the link with that number, or say that there is none."""

    def on_key(self, event: Key) -> None:
        for number, key in enumerate(self.ground.keys.get("link", ()), 1):
            if key in (event.key, event.character):
                event.stop()
                self.open_link(number)

    def new_page(self, page_id: str) -> Page:
        """The page on which the posts stand, to be composed."""
        self._page = Page(id=page_id, more=self.more)
        return self._page

    def more(self, _last_seen: int) -> Line:
        """What stands on the last row while lines below it are not shown."""
        return (Run(f"     {self.ground.glyphs.updown[1]} more", Ink.META),)

    @property
    def page(self) -> Page:
        """Where the posts stand."""
        return self._page

    @property
    def places(self) -> Sequence[range]:
        """The lines of each post."""
        return self.laid.places

    @property
    def chosen(self) -> int:
        """Which post is selected; meaningless while there is none."""
        return self._chosen

    def choose(self, place: int) -> None:
        """Select that post and lay it anew."""
        self._chosen = place
        self.lay()

    def keep_out(self, out: KeptOut) -> bool:
        """Show nothing of these people any more; False when that leaves nothing to be shown."""
        return True

    def sheet(self) -> Sheet:
        """What to set on, now."""
        return self.ground.sheet(self.size.width, self.lore.level_of, self.lore.standing_of)

    def show_crumbs(self, pane: str, steps: Sequence[str], said: Sequence[str] = ()) -> None:
        """Where one is, by which steps, how the sources are; of what is `said`, longest first, the first that fits."""
        ground, sheet = self.ground, self.sheet()
        state: Line = (DEMO, Run("  ", Ink.TEXT), *ground.state()) if ground.demo else ground.state()
        line: Line = ()
        for words in (*said, ""):
            line = bread_crumbs(pane, steps, words, state, sheet)
            if not words or any(words in run.text for run in line):
                break
        self.query_one("#crumbs", Page).show([line])

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
        """What lay over it may have changed whom one trusts."""
        self.put_cursor()
        self.call_after_refresh(self.lay)

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
