"""The field in which a pane is sifted: the pane follows while one types."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from hashtui.errors import FilterError
from hashtui.filter import Present
from hashtui.filter.completion import Vocabulary, completions
from hashtui.tui.caret import caret_lines
from hashtui.tui.completing import Completing
from hashtui.tui.field import Field
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.key_names import bindings_of
from hashtui.tui.live_filter import LiveFilter, read_live
from hashtui.tui.page import Page
from hashtui.tui.typeset import Ink, Line, Run, line_width, shorten, width_of

LOW = 15
"""Under so many rows of screen the bar has no rule and one row of words."""
_SIGN = " / "
_LONGEST = 2000
_HINTS = (
    "words, #tags, lang:fr, has:image, -is:boost, boosts:>=5, per_author:<=3/h; nothing shows all",
    "words, #tags, lang:fr, has:image, -is:boost; nothing shows all",
    "lang:fr has:image -is:boost",
)
_COMPLETE = "Tab"


class FilterBar(Vertical):
    """A rule that says which pane is sifted, the field, and below it what is wrong or what `Tab` would write.

    While it is open the last filter that could be read is in force: a mistake changes nothing in the pane.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("leave"),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
    ]
    DEFAULT_CSS = """
    FilterBar { height: auto; width: 100%; display: none; }
    FilterBar > Horizontal { height: 1; }
    FilterBar #filter-rule, FilterBar #filter-sign { height: 1; }
    FilterBar #filter-sign { width: 3; }
    FilterBar #filter-words { height: 2; }
    FilterBar Input, FilterBar Input:focus { border: none; height: 1; padding: 0; background: $background; }
    FilterBar.-low #filter-rule { display: none; }
    FilterBar.-low #filter-words { height: 1; }
    """

    class Opened(Message):
        """The field has the focus."""

    class Typed(Message):
        """The text means this filter now; None: it is empty."""

        def __init__(self, live: LiveFilter | None) -> None:
            super().__init__()
            self.live = live

    class Ended(Message):
        """The field is left: with this filter kept, or (`kept` false) as it was before."""

        def __init__(self, live: LiveFilter | None, *, kept: bool) -> None:
            super().__init__()
            self.live = live
            self.kept = kept

    def __init__(self, glyphs: Glyphs, present: Callable[[], Present]) -> None:
        """`present` is what times in the text are counted from."""
        super().__init__()
        self._glyphs = glyphs
        self._present = present
        self._before: LiveFilter | None = None
        self._live: LiveFilter | None = None
        self._label = ""
        self._count = ""
        self._left_out = ""
        """What is said of a paste that was too long, until the text changes."""
        self._completing = Completing(completions)

    def compose(self) -> ComposeResult:
        yield Page(id="filter-rule")
        with Horizontal():
            yield Page(id="filter-sign")
            yield Field(max_length=_LONGEST, select_on_focus=False)
        yield Page(id="filter-words")

    def on_mount(self) -> None:
        self._field.cursor_blink = False  # a quiet screen sends nothing
        self.query_one("#filter-sign", Page).show([(Run(_SIGN, Ink.KEY),)])

    @property
    def is_open(self) -> bool:
        """Whether somebody types in it."""
        return self.display

    def open(self, label: str, live: LiveFilter | None, vocabulary: Vocabulary) -> None:
        """Let the filter of that pane be typed, from the one in force on; `Tab` completes from the vocabulary."""
        self._completing.vocabulary = vocabulary
        self._label, self._before, self._live, self._count = label, live, live, ""
        self.display = True
        self._field.value = "" if live is None else f"{live} "
        self._field.cursor_position = len(self._field.value)
        self.screen.set_focus(self._field, scroll_visible=False)  # at once: the next key belongs to it
        self.post_message(self.Opened())
        self._lay()

    def tell(self, count: str) -> None:
        """Say how many posts are left."""
        if count != self._count:
            self._count = count
            self._lay()

    def end(self, *, keep: bool) -> None:
        """Close the field, keeping the filter as far as it can be read, or as it was before."""
        if self.is_open:
            self.display = False
            self.screen.set_focus(None)  # at once: the next key is for the panes
            self.post_message(self.Ended(self._live if keep else self._before, kept=keep))

    @property
    def _field(self) -> Input:
        return self.query_one(Input)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.is_open:
            return
        self._left_out = ""
        # Of what was typed fast the last that is right holds, as if it had been typed slowly.
        if not self._follow(self._field.value) and event.value != self._field.value:
            self._follow(event.value)
        self._lay()

    def _follow(self, text: str) -> bool:
        """Have the pane sifted by that text, unless something is wrong with it."""
        try:
            live = read_live(text, self._present())
        except FilterError:
            return False
        if live != self._live:
            self._live = live
            self.post_message(self.Typed(live))
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._live = read_live(self._field.value, self._present())
        except FilterError:
            self._lay()  # what is wrong stands below the field already
            return
        self.end(keep=True)

    def on_field_full(self, message: Field.Full) -> None:
        message.stop()
        self._left_out = message.words
        self._lay()

    def action_leave(self) -> None:
        """Take the filter back to what it was."""
        self.end(keep=False)

    def action_complete(self, step: int) -> None:
        """Write the next word that fits at the cursor."""
        field = self._field
        done = self._completing.next(field.value, field.cursor_position, step)
        if done is not None:
            field.value, field.cursor_position = done

    def on_resize(self) -> None:
        self.set_class(self.screen.size.height < LOW, "-low")
        self._lay()

    def _lay(self) -> None:
        width = self.size.width
        if not width or not self.is_open:
            return
        self.query_one("#filter-rule", Page).show([self._rule(width)])
        self.query_one("#filter-words", Page).show(self._words(width))

    def _rule(self, width: int) -> Line:
        stroke = self._glyphs.heavy
        right = f" {self._count} {stroke * 2}" if self._count else ""
        left = f"{stroke * 2} / filters {self._label}"
        left = shorten(left, max(4, width - width_of(right) - 3)) + " "
        gap = stroke * max(0, width - width_of(left) - width_of(right))
        return (Run(left + gap + right, Ink.NEWS),)

    def _words(self, width: int) -> list[Line]:
        field = self._field
        indent = len(_SIGN)
        low = self.has_class("-low")
        if self._left_out:
            return [(Run(" " * indent, Ink.TEXT), Run(shorten(self._left_out, width - indent - 1), Ink.WARNING))]
        try:
            read_live(field.value, self._present())
        except FilterError as error:
            return caret_lines(error, width, indent - field.scroll_offset.x, rows=1 if low else 2)
        if not field.value:
            room = max(1, width - indent - 1)
            hint = next((hint for hint in _HINTS if width_of(hint) <= room), shorten(_HINTS[-1], room))
            said: Line = (Run(hint, Ink.META),)
        else:
            said = self._offers(width - indent - 1)
        if low and self._count:
            said = (Run(f"{self._count}  ", Ink.META), *said)
        return [(Run(" " * indent, Ink.TEXT), *said)]

    def _offers(self, room: int) -> Line:
        """The words that `Tab` would write, as many as fit."""
        words = self._completing.offers(self._field.value, self._field.cursor_position)
        runs: list[Run] = []
        for word in words:
            piece = ([Run(_COMPLETE, Ink.KEY)] if not runs else []) + [Run(f"  {word}", Ink.META)]
            if line_width((*runs, *piece)) > room:
                break
            runs += piece
        return tuple(runs)
