"""What keeps the terminal healthy: the second gate against foreign text, a driver that never waits, a clean way out."""

import os
import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.events import CursorPosition
from textual.filter import LineFilter
from textual.screen import Screen

from hashtui.post.bug import told
from hashtui.tui.anchored import anchored_update
from hashtui.tui.dialect import PROBE, dialect_of, is_saying, may_widen
from hashtui.tui.driver import driver_class
from hashtui.tui.glyphs import in_ascii
from hashtui.tui.inks import readable

_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Code points that act on a terminal. None takes a cell but a lone surrogate, which takes one."""


class ControlGate(LineFilter):
    """Takes out of every line what could act on the terminal, should it have got past post/clean.py."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(_ACTING.search(text) for text, _, control in segments if not control):
            return segments
        return [s if s.control else Segment(harmless(s.text), s.style) for s in segments]


def harmless(text: str) -> str:
    """The text without what acts on a terminal; every line keeps its width in cells."""
    return _ACTING.sub(lambda found: "\ufffd" if "\ud800" <= found.group() <= "\udfff" else "", text)


class Colourless(LineFilter):
    """Takes every colour out of every line and leaves what bold, underline and reverse say.

    Textual's own answer to NO_COLOR are greys, which are colours to a terminal that has its own.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, style and _without_colour(style), control) for text, style, control in segments]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style.without_color


class AsciiOnly(LineFilter):
    """Draws frames and marks with what every terminal has."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]


GATE = ControlGate()
_COLOURLESS = Colourless()
_ASCII_ONLY = AsciiOnly()


class TerminalCare(App[int], inherit_bindings=False):
    """An app that leaves the terminal as it found it, whatever happens, and believes no text.

    `return_code` is the status to exit with: 129, 130 and 143 after a signal, 1 after a bug.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", "suspend", show=False)]

    def __init__(self) -> None:
        super().__init__(driver_class=driver_class())
        dialect = dialect_of(os.environ.get("TERM", ""))
        self.no_color = self.no_color or not dialect.colours
        self.ascii_only = dialect.bare
        """Frames and marks are drawn in ASCII."""
        self._widens = False

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, self._draw_anew)
        if may_widen(os.environ) and self._driver is not None:
            self._driver.write(PROBE)

    def on_cursor_position(self, event: CursorPosition) -> None:
        """The answer to the probe: in the third column, the terminal draws what is ambiguous two cells wide."""
        if event.x == 2:
            self.ascii_only = self._widens = True
            for screen in self.screen_stack:
                for widget in screen.walk_children():
                    widget.notify_style_update()
            self.refresh(layout=True)

    def _draw_anew(self, _app: App[object]) -> None:
        """Back from the shell: its words are on the screen."""
        self.refresh(layout=True)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's, with what could not be read on its grounds, or not with so few colours, made readable."""
        given = super().get_css_variables()
        theme = self.current_theme
        return given | readable(given, dark=theme.dark, ansi=self.native_ansi_color, system=self.console.color_system)

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = (_COLOURLESS,) if self.no_color else super().get_line_filters()
        return (*filters, GATE, _ASCII_ONLY) if self.ascii_only else (*filters, GATE)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Text of doubtful width stays in its cells."""
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            compositor = screen._compositor  # noqa: SLF001 - Textual has no other place
            drawn = anchored_update(renderable, compositor, widens=self._widens)
            super()._display(screen, drawn)  # type: ignore[arg-type]  # it asks for nothing but a CompositorUpdate
        else:
            super()._display(screen, renderable)

    def say_to_terminal(self, sequence: str) -> None:
        """Ring the bell, set the window's title, send a notification: never waits, and lets nothing else through.

        What the terminal's name says it does not know is left out.
        """
        if not is_saying(sequence):
            raise ValueError(f"no bell, title or notification: {sequence!r}")
        if self._driver is not None and self._running:
            self._driver.write(sequence)

    def leave(self, status: int) -> None:
        """A signal asks to exit with `status`, or the terminal is gone. Whoever has more to save overrides this."""
        self.exit(status, return_code=status)

    def _fatal_error(self) -> None:
        """Say where the bug is without the values of variables: other people's words and tokens are among them."""
        error = sys.exception() or self._exception
        if error is not None:
            self._exit_renderables.append(Text(told(error)))
        self._close_messages_no_wait()
