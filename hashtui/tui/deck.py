"""The panes side by side: their pages, widths and order, and which of them the keys go to."""

from collections.abc import Sequence

from textual import events
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import AwaitMount

from hashtui.tui.pane import Pane

LEAST_WIDTH = 36
"""Columns a pane wants at least; as many fit on a page."""
LEAST_NARROWED = 20
"""Columns a neighbour keeps when a pane is widened."""
LEAST_SCREEN = (20, 6)
"""On a smaller screen nothing can be read."""
STEP = 4
"""Columns `+` and `-` give and take."""


def is_too_small(size: Size) -> bool:
    """Nothing can be read on a screen of that size."""
    return size.width < LEAST_SCREEN[0] or size.height < LEAST_SCREEN[1]


class Deck(Horizontal):
    """The panes. As many as fit at `LEAST_WIDTH` make a page; a pane keeps its page and its side.

    Always true: `active` is the index of a pane while there is one, and its page is the one that shows.
    """

    DEFAULT_CSS = """
    Deck { height: 1fr; width: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.panes: list[Pane] = []
        self.active = 0
        self.zoomed = False

    @property
    def pane(self) -> Pane | None:
        """The pane keys go to; None when there is none."""
        return self.panes[self.active] if self.panes else None

    @property
    def columns(self) -> int:
        """How wide it is; before it is laid out, as wide as the screen, so that its first frame is right."""
        return self.size.width or self.app.size.width

    @property
    def per_page(self) -> int:
        """How many panes fit."""
        return 1 if self.zoomed else max(1, (self.columns + 1) // (LEAST_WIDTH + 1))

    def page(self) -> Sequence[Pane]:
        """The panes that show."""
        first = self.active // self.per_page * self.per_page
        return self.panes[first : first + self.per_page]

    def add(self, pane: Pane, *, at: int | None = None) -> AwaitMount:
        """Put a pane in, at the end or at an index, and go to it. It is there at once, though not drawn yet."""
        index = len(self.panes) if at is None else max(0, min(at, len(self.panes)))
        mounting = self.mount(pane, before=self.panes[index] if index < len(self.panes) else None)
        self.panes.insert(index, pane)
        self.active = index
        self.settle_page()
        return mounting

    def take_out(self, pane: Pane) -> int:
        """Take a pane out; the index it had."""
        index = self.panes.index(pane)
        self.panes.remove(pane)
        pane.remove()
        self.active = max(0, min(self.active, len(self.panes) - 1))
        self.zoomed = self.zoomed and len(self.panes) > 1
        self.settle_page()
        return index

    def go(self, step: int, *, around: bool = False) -> bool:
        """Go to a neighbour, at the end to the other end or nowhere; say whether it is another pane now."""
        before, wanted = self.active, self.active + step
        if around and self.panes:
            wanted %= len(self.panes)
        return self.go_to(wanted) and wanted != before

    def go_to(self, index: int) -> bool:
        """Go to the pane with that index; say whether there is one."""
        if not 0 <= index < len(self.panes):
            return False
        self.active = index
        self.settle_page()
        return True

    def move(self, step: int) -> bool:
        """Let the active pane change places with its neighbour; say whether it has one."""
        wanted = self.active + step
        if not 0 <= wanted < len(self.panes):
            return False
        pane = self.panes.pop(self.active)
        self.panes.insert(wanted, pane)
        neighbour = self.panes[wanted - step]
        if step > 0:
            self.move_child(pane, after=neighbour)
        else:
            self.move_child(pane, before=neighbour)
        self.active = wanted
        self.settle_page()
        return True

    def widen(self, columns: int) -> bool:
        """Give the active pane so many columns more; say whether it and its neighbours could spare them."""
        pane = self.pane
        page = self.page()
        if pane is None or len(page) < 2:
            return False
        pane.extra_columns += columns
        fits = min(self._shares(page)) >= LEAST_NARROWED
        if not fits:
            pane.extra_columns -= columns
        self.settle_page()
        return fits

    def zoom(self) -> None:
        """Show the active pane alone, or all again."""
        self.zoomed = not self.zoomed
        self.settle_page()

    def _widths(self, page: Sequence[Pane]) -> list[int]:
        """The columns of each pane of the page; what was widened is forgotten where there is no room for it."""
        widths = self._shares(page)
        return widths if min(widths) >= LEAST_NARROWED else self._equal(len(page))

    def _equal(self, count: int) -> list[int]:
        """Equal shares, the remainder to the right."""
        share, rest = divmod(self.columns, count)
        return [share + (1 if index >= count - rest else 0) for index in range(count)]

    def _shares(self, page: Sequence[Pane]) -> list[int]:
        """Equal shares, and then what was widened."""
        widths = self._equal(len(page))
        if len(page) < 2 or self.zoomed:
            return widths
        others = len(page) - 1
        for index, pane in enumerate(page):
            widths[index] += pane.extra_columns
            taken, left = divmod(abs(pane.extra_columns), others)
            sign = 1 if pane.extra_columns > 0 else -1
            for place, other in enumerate(i for i in range(len(page)) if i != index):
                widths[other] -= sign * (taken + (1 if place < left else 0))
        return widths

    def settle_page(self, *, focus: bool = True) -> None:
        """Give every pane its number, its width and its place on or off the page; the active one has the keys."""
        if not self.panes or not self.columns:
            return
        page = self.page()
        for index, pane in enumerate(self.panes):
            pane.number = index + 1
            pane.active = index == self.active
            pane.display = pane in page
        for pane, width in zip(page, self._widths(page), strict=True):
            pane.walled = pane is not page[-1]
            pane.styles.width = width
            pane.repaint()
        if focus or self.screen.focused is None:
            self.screen.set_focus(self.panes[self.active], scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        self.settle_page(focus=False)
