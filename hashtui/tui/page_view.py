"""A view that is one page of lines: a title, the lines, scrolled by keys, and how to leave."""

from abc import abstractmethod
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from hashtui.post.kept_out import KeptOut
from hashtui.tui.foot import Foot
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.key_names import Keys, bindings_of
from hashtui.tui.page import Page
from hashtui.tui.typeset import Ink, Line, Run, spread

DEMO = Run(" DEMO ", Ink.DEMO)


class PageView(Screen[None]):
    """What it shows is a function of its width; it is laid again when that changes, or when it is asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("post_up", "post_down", "page_up", "page_down", "half_up", "half_down", "newest", "oldest"),
        *bindings_of("leave", "close"),
    ]
    DEFAULT_CSS = """
    PageView #top { height: 1; }
    """

    def __init__(self, keys: Keys, glyphs: Glyphs, *, demo: bool = False) -> None:
        super().__init__()
        self.keys, self.glyphs, self._demo = keys, glyphs, demo

    def keep_out(self, out: KeptOut) -> bool:
        """Show nothing of these people any more; False when that leaves nothing to be shown."""
        return True

    @abstractmethod
    def title_line(self) -> tuple[str, Line]:
        """What the view is called, and what stands at the right of it."""

    @abstractmethod
    def lay(self, width: int) -> list[Line]:
        """Its lines in `width` cells."""

    def compose(self) -> ComposeResult:
        yield Page(id="top")
        yield Page(id="page", more=lambda _last: (Run(f"   {self.glyphs.updown[1]} more", Ink.META),))
        yield Foot(self.keys, _HINTS, self.glyphs)

    @property
    def page(self) -> Page:
        """The lines."""
        return self.query_one("#page", Page)

    def on_resize(self) -> None:
        self.set_lines()
        self.call_after_refresh(self.put_cursor)

    def put_cursor(self) -> None:
        """Put the terminal's cursor where a screen reader begins: on the first line."""
        self.app.cursor_position = self.page.region.offset

    def set_lines(self) -> None:
        """Lay it again; only what changed is painted."""
        title, right = self.title_line()
        mark = (Run(" ", Ink.TEXT), DEMO) if self._demo else ()
        head = (Run(" hashtui", Ink.TITLE), *mark, Run(f" {self.glyphs.right_page} {title}", Ink.TEXT))
        self.query_one("#top", Page).show([spread(head, right, self.size.width)])
        self.page.show(self.lay(self.size.width))

    def _scroll(self, rows: int) -> None:
        self.page.move_to(self.page.top + rows)

    def action_post_up(self) -> None:
        self._scroll(-1)

    def action_post_down(self) -> None:
        self._scroll(1)

    def action_page_up(self) -> None:
        self._scroll(-max(1, self.page.size.height - 2))

    def action_page_down(self) -> None:
        self._scroll(max(1, self.page.size.height - 2))

    def action_half_up(self) -> None:
        self._scroll(-max(1, self.page.size.height // 2))

    def action_half_down(self) -> None:
        self._scroll(max(1, self.page.size.height // 2))

    def action_newest(self) -> None:
        self.page.move_to(0)

    def action_oldest(self) -> None:
        self._scroll(1_000_000)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_close(self) -> None:
        self.dismiss(None)


_HINTS = (
    (("post_up", "post_down"), "scroll"),
    (("page_up", "page_down"), "page"),
    (("leave",), "back"),
)
