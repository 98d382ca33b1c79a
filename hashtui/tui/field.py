"""A field of one line. What is pasted becomes one line too, and is taken as far as it fits."""

from textual import events
from textual.message import Message
from textual.widgets import Input

from hashtui.post.clean import clean_line


class Field(Input):
    """Textual's field takes the first of several lines and nothing at all of what is too long; this one says so."""

    class Full(Message):
        """Of what was pasted so many characters had no room."""

        def __init__(self, most: int, left_out: int) -> None:
            super().__init__()
            self.words = f"{most} characters fit: {left_out} of those pasted were left out."

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        line = _one_line(event.text)
        start, end = sorted(self.selection)
        room = len(line) if self.max_length is None else self.max_length - len(self.value) + (end - start)
        if line:
            self.replace(line[: max(0, room)], start, end)
        if self.max_length is not None and room < len(line):
            self.post_message(self.Full(self.max_length, len(line) - max(0, room)))


def _one_line(text: str) -> str:
    """The lines one after another; a blank before or after stays, for the words beside it."""
    line = str(clean_line(text))
    return f"{' ' * text.startswith(' ')}{line}{' ' * text.endswith(' ')}" if line else ""
