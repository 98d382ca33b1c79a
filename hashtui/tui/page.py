"""Lines on a part of the screen, more than fit perhaps: what the views over the panes are painted with."""

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from hashtui.tui.painted import Painted
from hashtui.tui.typeset import Line

_WHEEL = 3


class Page(Painted):
    """Lines made for one width. It shows those that fit, from `top` on, and repaints when they are others."""

    DEFAULT_CSS = """
    Page { height: 1fr; }
    """

    class Resized(Message):
        """The page has another width or height than its lines were made for."""

        def __init__(self, page: "Page") -> None:
            super().__init__()
            self.page = page

    class Clicked(Message):
        """A line of the page was clicked."""

        def __init__(self, page: "Page", line: int, column: int) -> None:
            super().__init__()
            self.page = page
            self.line = line
            self.column = column

    def __init__(self, *, id: str | None = None, more: Callable[[int], Line] | None = None) -> None:  # noqa: A002 - Textual's own name
        """`more`, given the last line seen, makes the last row's words while there are lines below it."""
        super().__init__(id=id)
        self._more = more
        self._lines: tuple[Line, ...] = ()
        self._strips: dict[int, Strip] = {}
        self._top = 0

    @property
    def top(self) -> int:
        """The line shown on the first row."""
        return self._top

    @property
    def text(self) -> str:
        """Its words, line by line, those scrolled away too."""
        return "\n".join("".join(run.text for run in line) for line in self._lines)

    @property
    def last_seen(self) -> int:
        """The last line on the screen; the row of `more` is none."""
        last = self._top + self.size.height - 1
        return last - 1 if self._more and last < len(self._lines) - 1 else min(last, len(self._lines) - 1)

    def show(self, lines: Sequence[Line]) -> None:
        """Put these lines in the place of the former ones, scrolled as it is."""
        now = tuple(lines)
        if now == self._lines:
            return
        self._lines = now
        self._strips.clear()
        self._top = self._clamped(self._top)
        self.refresh()

    def move_to(self, top: int) -> None:
        """Scroll so that this line is the first, as far as there are lines."""
        wanted = self._clamped(top)
        if wanted != self._top:
            self._top = wanted
            self.refresh()

    def reveal(self, first: int, last: int) -> None:
        """Scroll no more than needed to show these lines; their beginning when they do not all fit."""
        height = self.size.height
        if self._more and last < len(self._lines) - 1:
            height -= 1
        if first < self._top or last - first >= height:
            self.move_to(first)
        elif last >= self._top + height:
            self.move_to(last - height + 1)

    def paint(self, width: int, height: int) -> Sequence[Strip]:
        shown = range(self._top, min(self._top + height, len(self._lines)))
        strips = [self._strip_of(i, width) for i in shown]
        if self._more and strips and shown.stop < len(self._lines):
            strips[-1] = self.strip(self._more(shown.stop - 2), width)
        return strips

    def forget_styles(self) -> None:
        super().forget_styles()
        self._strips.clear()

    def on_resize(self) -> None:
        self._strips.clear()
        self._top = self._clamped(self._top)
        self.post_message(self.Resized(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move_to(self._top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move_to(self._top - _WHEEL)

    def on_click(self, event: events.Click) -> None:
        if self._top + event.y < len(self._lines):
            event.stop()
            self.post_message(self.Clicked(self, self._top + event.y, event.x))

    def _strip_of(self, i: int, width: int) -> Strip:
        if (strip := self._strips.get(i)) is None:
            strip = self._strips[i] = self.strip(self._lines[i], width)
        return strip

    def _clamped(self, top: int) -> int:
        return max(0, min(top, len(self._lines) - self.size.height))
