"""The person behind a post: who they say they are, what they said here, and your note on them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Post
from hashtui.reading.entry import Entry
from hashtui.tui.asking_view import AskingView
from hashtui.tui.field import Field
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.page import Page
from hashtui.tui.person_layout import lay_person, links_of
from hashtui.tui.typeset import Ink, Run

_LONGEST_NOTE = 500
_PROMPT = " Your note: "


class PersonView(AskingView):
    """One account. Its posts are those this session has heard, one of them selected."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("open_post", "browser", "copy_link", "author", "note", "mute", "undo"),
    ]
    DEFAULT_CSS = """
    PersonView #noting { height: 1; display: none; }
    PersonView #noting > Page { width: 12; height: 1; }
    PersonView #noting > Input, PersonView #noting > Input:focus {
        border: none; padding: 0; height: 1; width: 1fr; background: $background;
    }
    """

    def __init__(
        self,
        post: Post,
        *,
        pane: str,
        steps: Sequence[str],
        ground: Ground,
        lore: Lore,
        hands: Hands,
        noting: bool = False,
    ) -> None:
        """The author of `post`; with `noting` the field for the note is open from the beginning."""
        super().__init__(ground, lore)
        self.author, self._network = post.author, post.network
        self._pane, self._steps = pane, (*steps, "person")
        self._hands, self._noting = hands, noting
        self._posts: tuple[Entry, ...] = ()
        self._heard = lore.heard()

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        yield self.new_page("person")
        with Horizontal(id="noting"):
            yield Page(id="prompt")
            yield Field(
                id="note",
                max_length=_LONGEST_NOTE,
                select_on_focus=False,
                placeholder="for yourself alone",
            )
        yield Foot(self.ground.keys, self._hints(), self.ground.glyphs, rows=2)

    def on_mount(self) -> None:
        self._field.cursor_blink = False  # a quiet screen sends nothing
        self.query_one("#prompt", Page).show([(Run(_PROMPT, Ink.TITLE),)])
        self._posts = tuple(self.lore.by_author(self.author))
        self.set_interval(1.0, self.look)
        if self._noting:
            self.call_after_refresh(self.action_note)

    @property
    def _field(self) -> Input:
        return self.query_one("#note", Input)

    @property
    def _is_noting(self) -> bool:
        return any(one.display for one in self.query("#noting"))  # there is none before it opens and while it closes

    def look(self) -> None:
        """Their posts as they are now: words that were taken back are not shown any longer."""
        heard = self.lore.heard()
        if heard == self._heard:
            self._lay_crumbs()
            return
        self._heard = heard
        now = tuple(self.lore.state_of(entry.key) or entry for entry in self._posts)
        if now != self._posts:
            self._posts = now
            self.lay()
        self._lay_crumbs()

    def keep_out(self, out: KeptOut) -> bool:
        return not out.has(self.author)

    def _lay_crumbs(self) -> None:
        self.show_crumbs(self._pane, self._steps)

    def lay(self) -> None:
        self._lay_crumbs()
        note = self.lore.note_on(self.author)
        self.laid = lay_person(self.author, self._network, note, self._posts, self._chosen, self.sheet())
        self._page.show(self.laid.lines)
        self.query_one(Foot).offer(self._hints())

    def settle_in(self) -> None:
        """Who it is stands first until one has moved to the posts."""
        if self.moved:
            super().settle_in()

    def action_open_post(self) -> None:
        """Read the selected post in a view of its own; when it is out of sight, show it first."""
        if self._is_noting or not self.places:  # there are none before the page has a size
            return
        if self.places[self._chosen].start > self._page.last_seen or self.chosen_row < 0:
            self.show_chosen()
        else:
            self._hands.read(self._posts[self._chosen])

    def action_browser(self) -> None:
        self.tell(self.ground.opener.open(self.author.url) if self.author.url else "This profile has no link.")

    def action_copy_link(self) -> None:
        self.tell(self.ground.opener.copy(self.author.url) if self.author.url else "This profile has no link.")

    def open_link(self, number: int) -> None:
        links = links_of(self.author)
        known = number <= len(links)
        self.tell(self.ground.opener.open(links[number - 1]) if known else f"There is no link [{number}] here.")

    def action_mute(self) -> None:
        """Mute them, or take that back; the deck beneath does it."""
        self.tell(self._hands.mute(self.author))
        self.call_after_refresh(self.lay)

    def action_undo(self) -> None:
        self.tell(self._hands.undo())
        self.call_after_refresh(self.lay)

    @property
    def person(self) -> Author:
        return self.author

    def give_level(self, author: Author, level: float | None) -> str:
        return self._hands.trust(author, level)

    def action_why(self) -> None:
        self._hands.why(self.author)

    def action_author(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def action_note(self) -> None:
        """Open the field for the note."""
        if self._is_noting or not self.query("#noting"):
            return
        self.query_one("#noting").display = True
        self._field.value = self.lore.note_on(self.author)
        self._field.cursor_position = len(self._field.value)
        self._field.focus()
        self.query_one(Foot).offer(self._hints())

    def on_input_submitted(self, entered: Input.Submitted) -> None:
        entered.stop()
        before, after = self.lore.note_on(self.author), entered.value.strip()
        self._stop_noting()
        if before == after:
            return
        trouble = self.lore.keep_note(self.author, after)
        said = f"Your note on {self.author.handle} is {'kept' if after else 'taken away'}."
        self.tell(trouble or said)
        self.lay()

    def on_field_full(self, message: Field.Full) -> None:
        """More was pasted than a note holds."""
        message.stop()
        self.tell(message.words)

    def _stop_noting(self) -> None:
        self.query_one("#noting").display = False
        self.set_focus(None)
        self.query_one(Foot).offer(self._hints())
        self.put_cursor()

    def action_leave(self) -> None:
        """Leave the field without keeping what was typed; then the view."""
        if self._is_noting:
            self._stop_noting()
        else:
            self.dismiss(None)

    def tell(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self._hands.say(words)

    def _hints(self) -> Hints:
        if self.is_mounted and self._is_noting:
            return ((("keep",), "keep"), (("leave",), "leave"))
        links = ((("link",), "link"),) if links_of(self.author) else ()
        posts = ((("post_up", "post_down"), "post"), (("open_post",), "open")) if self._posts else ()
        return (
            *posts,
            (("note",), "note"),
            *links,
            (("browser",), "browser"),
            (("copy_link",), "copy link"),
            (("trust",), "trust"),
            (("why",), "why"),
            (("mute",), "mute"),
            (("leave",), "back"),
        )
