"""Choosing what to follow: a field to type tags into, what was open before, what is busy now."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo
from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from hashtui.clock import Clock
from hashtui.config.remembered import PaneSet
from hashtui.errors import FilterError, SourceError
from hashtui.filter import PaneFilter, Present
from hashtui.filter.completion import Vocabulary
from hashtui.post.tag import Tag
from hashtui.tui.choices import Choice, Group, LaidChoices, lay_choices, past_sets
from hashtui.tui.completing import Completing
from hashtui.tui.field import Field
from hashtui.tui.field_words import complete_panes, panes_of, sentence
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.key_names import Keys, bindings_of, first_label
from hashtui.tui.page import Page
from hashtui.tui.page_view import DEMO
from hashtui.tui.typeset import Ink, Line, Run, plain, shorten, spread

_LOW = 18
"""Under so many rows the field has no frame and the question no air."""
_NARROW = 50
_LONGEST = 2000
_BUSY_TAGS = 8


class Other(Enum):
    """What can be picked that is no pane."""

    DEMO = "demo"


class Escape(Enum):
    """What Esc does as things are, in the footer's words."""

    TO_FIELD = "field"
    EMPTY = "empty"
    RESTORE = "as it was"
    BACK = "back"
    NOWHERE = ""


Picked = tuple[PaneFilter, ...] | Other
FetchBusy = Callable[[], Awaitable[Sequence[tuple[str, int]]]]
"""Tags as they are spelled, and how many people use each. It may raise SourceError."""


class PickerView(Screen[Picked | None]):
    """A question with an answer: panes to open, the demo, or None for leaving without."""

    AUTO_FOCUS = "#field"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("post_up", "post_down", "open_post", "leave", "close"),
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
        Binding("tab,shift+tab", "complete", show=False),
    ]
    DEFAULT_CSS = """
    PickerView #top { height: 1; }
    PickerView #field { margin: 0 5 0 3; border: solid $foreground 40%; background: $background; padding: 0 1; }
    PickerView #field:focus { border: solid $border; }
    PickerView.-narrow #field { margin: 0 1; }
    PickerView.-ascii #field, PickerView.-ascii #field:focus { border: ascii $border; }
    PickerView.-low #field, PickerView.-low #field:focus { border: none; height: 1; }
    """

    class List(Page, can_focus=True):
        """The choices; they have the focus while the arrows go through them."""

    class Opened(Message):
        """Its field has the focus."""

    def __init__(
        self,
        *,
        clock: Clock,
        keys: Keys,
        history: Sequence[PaneSet] = (),
        known: Sequence[str] = (),
        busy_on: str = "",
        fetch_busy: FetchBusy | None = None,
        demo: bool = False,
        in_demo: bool = False,
        hint: str = "",
        value: str = "",
        question: str = "Which hashtags do you want to follow?",
        one: bool = False,
        beneath: bool = True,
        zone: tzinfo | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """`known` tags are those `Tab` completes; `hint` stands below (the shell's); with `one` the answer is one pane.

        `demo` offers the demo; `in_demo` says that what runs beneath is made up.
        Without anything `beneath`, leaving an empty field does nothing: there is nothing to go back to.
        """
        super().__init__()
        self._clock, self._keys, self._zone, self._glyphs = clock, keys, zone, glyphs
        self._history = history
        self.completing = Completing(complete_panes, Vocabulary(tuple(known)))
        self._busy_on, self._fetch_busy = busy_on, fetch_busy
        self._offer_demo, self._in_demo, self._hint, self._question = demo, in_demo, hint, question
        self._value, self._one, self._beneath = value, one, beneath
        self._busy: tuple[Choice, ...] = ()
        self._chosen: int | None = None
        self._laid = LaidChoices((), ())

    def compose(self) -> ComposeResult:
        yield Page(id="top")
        yield Page(id="question")
        yield Field(
            self._value, id="field", max_length=_LONGEST, select_on_focus=False, placeholder="#capcomnet paris20"
        )
        yield Page(id="sentence")
        yield self.List(id="choices")
        yield Foot(self._keys, self._hints(), self._glyphs)

    def on_mount(self) -> None:
        self._field.cursor_blink = False  # a quiet screen sends nothing
        self.set_focus(self._field)  # at once: keys that were pressed behind the one that opened it belong to it
        self.post_message(self.Opened())
        self.set_interval(1.0, self._lay_top)
        if self._fetch_busy is not None:
            self.run_worker(self._ask_busy(self._fetch_busy))

    async def _ask_busy(self, fetch: FetchBusy) -> None:
        try:
            busy = await fetch()
        except SourceError:
            return  # what is busy is an offer: a server that does not say makes none
        before = self._choices()[self._chosen] if self._chosen is not None else None
        self._busy = _busy_choices(busy)
        self._chosen = next((place for place, one in enumerate(self._choices()) if one == before), None)
        self._lay_choices()

    def on_resize(self) -> None:
        self.set_class(self._glyphs != UNICODE, "-ascii")
        self.set_class(self.size.height < _LOW, "-low")
        self.set_class(self.size.width < _NARROW, "-narrow")
        if self.is_mounted and self.query("#field"):
            self._lay()

    def _present(self) -> Present:
        return Present(self._clock.now(), self._zone)

    def _page(self, name: str) -> Page:
        return self.query_one(f"#{name}", Page)

    @property
    def _field(self) -> Input:
        return self.query_one("#field", Input)

    def _lay(self) -> None:
        self._lay_top()
        air: list[Line] = [] if self.size.height < _LOW else [()]
        room = max(8, self.size.width - 4)
        rows = plain(self._question if air else shorten(self._question, room), room)
        question: list[Line] = [(Run("   ", Ink.TEXT), *row) for row in rows]
        page = self._page("question")
        page.styles.height = len(question) + 2 * len(air)
        page.show([*air, *question, *air])
        self._lay_sentence()
        self._lay_choices()

    def _lay_top(self) -> None:
        clock = f"{self._clock.now().astimezone(self._zone):%H:%M} "
        self._page("top").show([_top(self.size.width, clock, in_demo=self._in_demo)])

    def _lay_sentence(self) -> None:
        indent = 5 if self.size.width >= _NARROW else 2
        rows = sentence(self._field.value, max(8, self.size.width - indent - 2), self._present(), one=self._one)
        lines: list[Line] = [(Run(" " * indent, Ink.TEXT), *row) for row in rows]
        if self.size.height >= _LOW:
            lines.append(())
        page = self._page("sentence")
        page.styles.height = len(lines)
        page.show(lines)

    def _groups(self) -> list[Group]:
        groups = [past_sets(self._history, self._clock.now(), self._zone)]
        groups.append(Group(f"Busy now on {self._busy_on}" if self._busy_on else "Busy now", self._busy, in_row=True))
        if self._offer_demo:
            demo = Choice("the demo: a made-up event, no network", ())
            groups.append(Group("Or", (demo,), after="your own servers: hashtui config init"))
        return groups if not self._one else groups[1:2]

    def _choices(self) -> list[Choice]:
        return [choice for group in self._groups() for choice in group.choices]

    def _lay_choices(self) -> None:
        self._laid = lay_choices(self._groups(), self._chosen, self._hint, self.size.width, self._glyphs)
        page = self._page("choices")
        page.show(self._laid.lines)
        self.query_one(Foot).offer(self._hints())
        if self._chosen is not None:
            line = self._laid.places[self._chosen][0]
            page.reveal(0 if self._chosen == 0 else line, line)

    def _hints(self) -> Hints:
        typed = bool(self._field.value if self.is_mounted else self._value)
        return _hints_for(self._escape(), listed=bool(self._laid.places), chosen=self._chosen is not None, typed=typed)

    def _escape(self) -> Escape:
        text = self._field.value if self.is_mounted else self._value
        if self._chosen is not None:
            return Escape.TO_FIELD
        if text != self._value:
            return Escape.RESTORE if self._value else Escape.EMPTY
        return Escape.BACK if self._beneath else Escape.NOWHERE

    def _choose(self, chosen: int | None) -> None:
        """Mark a choice and go to the list; None goes back to the field."""
        self._chosen = chosen
        (self._field if chosen is None else self._page("choices")).focus()
        self._lay_choices()

    def on_input_changed(self) -> None:
        self._lay_sentence()
        self.query_one(Foot).offer(self._hints())

    def on_input_submitted(self) -> None:
        self._open(lambda: panes_of(self._field.value, self._present(), one=self._one))

    def _open(self, read: Callable[[], tuple[PaneFilter, ...]]) -> None:
        try:
            panes = read()
        except FilterError as error:
            self.query_one(Foot).say(error.message)
            return
        if panes:
            self._answer(panes)

    def action_open_post(self) -> None:
        """Open what is chosen in the list."""
        if self._chosen is None:
            return
        choice = self._choices()[self._chosen]
        if choice.panes:
            self._open(
                lambda: tuple(pane for text in choice.panes for pane in panes_of(text, self._present(), one=True))
            )
        else:
            self._answer(Other.DEMO)

    def action_post_down(self) -> None:
        if self._chosen is None:
            self._choose(0 if self._laid.places else None)
        else:
            below = self._laid.beside(self._chosen, 1)
            self._choose(self._chosen if below is None else below)

    def action_post_up(self) -> None:
        if self._chosen is not None:
            self._choose(self._laid.beside(self._chosen, -1))

    def action_sideways(self, step: int) -> None:
        """To the neighbour on the same row."""
        if self._chosen is None:
            return
        wanted = self._chosen + step
        if 0 <= wanted < len(self._laid.places) and self._laid.places[wanted][0] == self._laid.places[self._chosen][0]:
            self._choose(wanted)

    def on_page_clicked(self, click: Page.Clicked) -> None:
        if click.page.id == "choices" and (hit := self._laid.at(click.line, click.column)) is not None:
            self._choose(hit)
            self.action_open_post()

    def action_complete(self) -> None:
        """Complete the tag at the cursor; with nothing to complete, go between field and list."""
        field = self._field
        if self._chosen is not None:
            self._choose(None)
        elif (done := self.completing.next(field.value, field.cursor_position)) is not None:
            field.value, field.cursor_position = done
        elif self._laid.places:
            self._choose(0)

    def action_leave(self) -> None:
        """Leave the list, what was typed, or the picker."""
        match self._escape():
            case Escape.TO_FIELD:
                self._choose(None)
            case Escape.EMPTY | Escape.RESTORE:
                self._field.value = self._value
            case Escape.BACK:
                self._answer(None)
            case Escape.NOWHERE:
                self.query_one(Foot).say(f"Nothing to leave; {first_label(self._keys, 'quit')} quits.")

    def action_close(self) -> None:
        """Leave without an answer; only from the list, where `q` is no letter of a tag."""
        self._answer(None)

    def _answer(self, picked: Picked | None) -> None:
        if self.app.screen is self:  # a second Enter may come before the view is gone
            self.dismiss(picked)


def _top(width: int, clock: str, *, in_demo: bool) -> Line:
    left: Line = (Run(" hashtui ", Ink.TITLE), *((DEMO,) if in_demo else ()))
    free = (Run("no account needed   ", Ink.META),) if width >= _NARROW else ()
    return spread(left, (*free, Run(clock, Ink.TIME)), width)


def _busy_choices(busy: Sequence[tuple[str, int]]) -> tuple[Choice, ...]:
    known = [(tag, people) for spelling, people in busy if (tag := _tag(spelling)) is not None]
    return tuple(
        Choice(str(tag), (str(tag),), f"{people} people" if i == 0 else f"{people}")
        for i, (tag, people) in enumerate(known[:_BUSY_TAGS])
    )


def _tag(spelling: str) -> Tag | None:
    try:
        return Tag.of(spelling)
    except ValueError:
        return None


def _hints_for(escape: Escape, *, listed: bool, chosen: bool, typed: bool) -> Hints:
    """The keys that do something as things are: choices are listed, one of them is chosen, the field has a text."""
    choose = [(("post_up", "post_down"), "choose")] if listed else []
    open_it = [(("open_post",), "open")] if typed or chosen else []
    complete = [(("complete",), "complete")] if typed and not chosen else []
    leave = [(("leave",), escape.value)] if escape.value else []
    return (*choose, *open_it, *complete, *leave, (("quit",), "quit"))
