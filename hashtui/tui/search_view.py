"""Searching the archive: a question in the filter language, and what is found while one types."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input

from hashtui.errors import FilterError
from hashtui.filter.completion import completions
from hashtui.filter.ranking import sought
from hashtui.filter.tree import Node
from hashtui.tui.caret import caret_lines
from hashtui.tui.completing import Completing
from hashtui.tui.field import Field
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.found_posts import Desk, FoundPosts
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.live_filter import read_live
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page import Page
from hashtui.tui.searching import Order
from hashtui.tui.typeset import Ink, Run, line_width, shorten

PAUSE = 0.15
"""Seconds without a key after which it is searched."""
_SIGN = " F "
_LONGEST = 2000
_WHILE_TYPING = frozenset(("complete", "leave", "post_up", "post_down", "page_down", "quit"))
_TYPING: Hints = (
    (("keep",), "to the posts"),
    (("complete",), "complete"),
    (("leave",), "back"),
)


class SearchView(FoundPosts):
    """The field above, what was found below it. While one types in the field letters are text."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("search", "filter", "search_order"),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
    ]
    DEFAULT_CSS = """
    SearchView > Horizontal { height: 1; }
    SearchView #sign { width: 3; height: 1; }
    SearchView #words, SearchView #rule-found { height: 1; }
    SearchView Input, SearchView Input:focus { border: none; height: 1; padding: 0; background: $background; }
    """

    def __init__(self, desk: Desk, *, ground: Ground, lore: Lore) -> None:
        super().__init__(desk, ground, lore)
        self._asked = desk.asked()
        """What stood in the field when it was searched last."""
        self._completing = Completing(completions, desk.vocabulary)
        self._tree: Node | None = None
        self._order = Order.NEWEST
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        with Horizontal():
            yield Page(id="sign")
            yield Field(max_length=_LONGEST, select_on_focus=False)
        yield Page(id="words")
        yield Page(id="rule-found")
        yield self.new_page("posts")
        yield Foot(self.ground.keys, _TYPING, self.ground.glyphs)

    def on_mount(self) -> None:
        self._field.cursor_blink = False  # a quiet screen sends nothing
        self.query_one("#sign", Page).show([(Run(_SIGN, Ink.KEY),)])
        self._edit()
        self.searching.open()
        self.ask()

    def on_unmount(self) -> None:
        self.searching.close()

    @property
    def _field(self) -> Field:
        return self.query_one(Field)

    @property
    def is_typing(self) -> bool:
        """Letters are text."""
        return self.focused is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types, keys of posts are text; Tab and Esc are the field's."""
        return not self.is_typing or action in _WHILE_TYPING

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.ask)
        self._lay_words()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        before, results = self._tree, self.searching.results
        found_nothing = results is not None and results.is_whole and not self._posts
        self._tree = None  # what came meanwhile is found too
        self.ask()
        if self._tree != before or not found_nothing:
            self._leave_field()

    def on_field_full(self, message: Field.Full) -> None:
        message.stop()
        self.say(message.words)

    def ask(self) -> None:
        """Search for what stands in the field; while something is wrong with it, the last question stands."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        try:
            live = read_live(self._field.value, self._desk.present())
        except FilterError:
            return
        tree = None if live is None else live.node
        if tree is not None:
            self._asked = self._field.value.strip()
            self._desk.keep(self._asked)
        if tree != self._tree:
            self._look_for(tree)

    def _look_for(self, tree: Node | None) -> None:
        self._tree = tree
        self.begin(sought(tree))
        self.searching.look_for(tree, self._order)

    def _edit(self) -> None:
        """Type in the field."""
        self.set_focus(self._field)
        self._turned()

    def _leave_field(self) -> None:
        """To the posts, or to where they will come; where it is known that there are none, the field stays."""
        results = self.searching.results
        if self._posts or (results is not None and not results.is_whole):
            self.set_focus(None)
            self._turned()

    def _turned(self) -> None:
        self.lay()
        if not self.is_typing:
            self.put_cursor()

    def _hints(self) -> Hints:
        if not self._posts:
            return (("search",), "question"), (("leave",), "back")
        other = "best first" if self._order is Order.NEWEST else "newest first"
        return (
            (("post_up", "post_down"), "post"),
            (("open_post",), "open"),
            (("search",), "question"),
            (("search_order",), other),
            (("search_in_pane",), "in its pane"),
            (("pick",), "pick"),
            (("browser",), "browser"),
            (("copy_link",), "copy link"),
            (("leave",), "back"),
        )

    def put_cursor(self) -> None:
        if not self.is_typing:
            super().put_cursor()

    def on_resize(self) -> None:
        if self.is_mounted:
            self.lay()

    def lay(self) -> None:
        self._lay_words()
        self.query_one(Foot).offer(_TYPING if self.is_typing else self._hints())
        super().lay()

    def _lay_words(self) -> None:
        """What is wrong in the field, or what Tab would write."""
        field, width = self._field, max(8, self.size.width)
        indent = len(_SIGN)
        try:
            read_live(field.value, self._desk.present())
        except FilterError as error:
            self.query_one("#words", Page).show(caret_lines(error, width, indent - field.scroll_offset.x, rows=1))
            return
        runs: list[Run] = [Run(" " * indent, Ink.TEXT)]
        up = first_label(self.ground.keys, "post_up")
        if self.is_typing and self._asked and not field.value and up:
            runs += Run(up, Ink.KEY), Run(shorten(f"  {self._asked}", max(4, width - indent - 4)), Ink.META)
        words = self._completing.offers(field.value, field.cursor_position) if self.is_typing else ()
        for number, word in enumerate(words):
            piece = [Run("Tab", Ink.KEY)] * (not number) + [Run(shorten(f"  {word}", width), Ink.META)]
            if line_width((*runs, *piece)) > width - 1:
                break
            runs += piece
        self.query_one("#words", Page).show([tuple(runs)])

    def action_complete(self, step: int) -> None:
        """Write the next word that fits at the cursor."""
        field = self._field
        done = self._completing.next(field.value, field.cursor_position, step)
        if done is not None:
            field.value, field.cursor_position = done

    def action_search(self) -> None:
        """Back to the field."""
        self._edit()

    action_filter = action_search

    def action_search_order(self) -> None:
        """Newest or best first."""
        if self._order is Order.NEWEST and not self._needles:
            self.say("There is no word to rank by: newest first.")
            return
        self._order = Order.BEST if self._order is Order.NEWEST else Order.NEWEST
        self._look_for(self._tree)
        self._turned()

    def action_post_up(self) -> None:
        """In an empty field, what was asked last."""
        field = self._field
        if not self.is_typing:
            super().action_post_up()
        elif not field.value:
            field.value, field.cursor_position = self._asked, len(self._asked)

    def action_post_down(self) -> None:
        """From the field to the posts."""
        if self.is_typing:
            self.ask()
            self._leave_field()
        else:
            super().action_post_down()

    def action_page_down(self) -> None:
        if self.is_typing:
            self._leave_field()
        else:
            super().action_page_down()

    def on_page_clicked(self, click: Page.Clicked) -> None:
        """A click among the posts leaves the field."""
        if click.page is self.page and self.is_typing:
            self._leave_field()

    def action_leave(self) -> None:
        """Out of the field to what was found; from there, back."""
        if self.is_typing and self._posts:
            self._leave_field()
        else:
            self.dismiss(None)
