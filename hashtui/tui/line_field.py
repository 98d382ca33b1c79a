"""A field of one line that opens above the foot when something is to be said, and is gone again after."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from hashtui.tui.field import Field
from hashtui.tui.page import Page
from hashtui.tui.typeset import Ink, Run, width_of


class LineField(Horizontal):
    """Hidden until `ask`; Enter keeps what was typed, its view closes it without."""

    DEFAULT_CSS = """
    LineField { height: 1; display: none; }
    LineField > Page { height: 1; }
    LineField > Input, LineField > Input:focus {
        border: none; padding: 0; height: 1; width: 1fr; background: $background;
    }
    """

    class Kept(Message):
        """This was typed, and Enter."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Turned(Message):
        """It is open now, or gone."""

    def compose(self) -> ComposeResult:
        yield Page(id="prompt")
        yield Field(select_on_focus=False)

    def on_mount(self) -> None:
        self._field.cursor_blink = False  # a quiet screen sends nothing

    @property
    def _field(self) -> Field:
        return self.query_one(Field)

    @property
    def is_open(self) -> bool:
        """Whether somebody types in it."""
        return bool(self.display)

    def ask(self, prompt: str, value: str, most: int, placeholder: str) -> None:
        """Open it with that value, for at most so many characters."""
        page, field = self.query_one("#prompt", Page), self._field
        page.styles.width = width_of(prompt) + 2
        page.show([(Run(f" {prompt} ", Ink.TITLE),)])
        field.max_length, field.placeholder, field.value = most, placeholder, value
        field.cursor_position = len(value)
        self.display = True
        self.screen.set_focus(field)  # at once: what is typed next is text already
        self.post_message(self.Turned())

    def close(self) -> None:
        """Gone, and what was typed with it."""
        self.display = False
        self.screen.set_focus(None)
        self.post_message(self.Turned())

    def on_input_submitted(self, entered: Input.Submitted) -> None:
        entered.stop()
        self.close()
        self.post_message(self.Kept(entered.value.strip()))
