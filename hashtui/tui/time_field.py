"""The row in which a time is typed that a replay is to go to."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from hashtui.tui.field import Field
from hashtui.tui.page import Page
from hashtui.tui.typeset import Ink, Run

_LONGEST = 40


class TimeField(Horizontal):
    """It is there while a time is typed; whoever opened it hears of the text (`Input.Submitted`) and closes it."""

    DEFAULT_CSS = """
    TimeField { height: 1; display: none; }
    TimeField > Page { width: 12; height: 1; }
    TimeField Input, TimeField Input:focus { border: none; height: 1; padding: 0; background: $background; }
    """

    def compose(self) -> ComposeResult:
        yield Page()
        yield Field(max_length=_LONGEST, select_on_focus=False)

    def on_mount(self) -> None:
        self._field.cursor_blink = False
        self.query_one(Page).show([(Run(" go to time ", Ink.KEY),)])

    @property
    def _field(self) -> Input:
        return self.query_one(Input)

    @property
    def is_open(self) -> bool:
        """A time is typed."""
        return bool(self.display)

    def open(self, forms: str) -> None:
        """Let a time be typed; `forms` says how, until one does."""
        self.display = True
        self._field.value = ""
        self._field.placeholder = forms
        self.screen.set_focus(self._field, scroll_visible=False)  # at once: the next key belongs to it

    def close(self) -> None:
        """No more."""
        self.display = False
