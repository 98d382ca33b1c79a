"""Why this trust: what somebody's standing rests on, who vouches for them, and what does not count."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author
from hashtui.reading.standing import NO_STANDING
from hashtui.tui.asking_view import AskingView
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.page import Page
from hashtui.tui.trust_layout import lay_head, lay_trust


class TrustView(AskingView):
    """One account, and those who speak for it, one of whom is selected: `Enter` shows what theirs rests on."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("open_post", "author", "mute", "undo")]
    DEFAULT_CSS = """
    TrustView #who { height: 1; }
    """

    def __init__(
        self, author: Author, *, pane: str, steps: Sequence[str], ground: Ground, lore: Lore, hands: Hands
    ) -> None:
        super().__init__(ground, lore)
        self._author, self._pane, self._steps, self._hands = author, pane, (*steps, "trust"), hands
        self._standing = NO_STANDING

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        yield Page(id="who")
        yield self.new_page("vouches")
        yield Foot(self.ground.keys, self._hints(), self.ground.glyphs, rows=2)

    def on_mount(self) -> None:
        self.set_interval(1.0, self._look)

    @property
    def person(self) -> Author:
        return self._author

    def _look(self) -> None:
        """It changes while it is open: by what is heard, and by what one says."""
        if self.lore.standing_of(self._author) != self._standing:
            self.lay()
        self.show_crumbs(self._pane, self._steps)

    def keep_out(self, out: KeptOut) -> bool:
        if out.has(self._author):
            return False
        self.lay()
        return True

    def lay(self) -> None:
        sheet, author = self.sheet(), self._author
        self._standing = standing = self.lore.standing_of(author)
        self._chosen = max(0, min(self._chosen, len(standing.vouches) - 1))
        self.show_crumbs(self._pane, self._steps)
        head = self.query_one("#who", Page)
        lines = lay_head(author, standing, self.lore.note_on(author), sheet)
        head.styles.height = len(lines)
        head.show(lines)
        self.laid = lay_trust(author, standing, self.lore.reputation_of(author), self._chosen, sheet)
        self._page.show(self.laid.lines)
        self.query_one(Foot).offer(self._hints())

    def open_link(self, number: int) -> None:
        """There is none in this view."""

    def action_open_post(self) -> None:
        """What the standing of the one selected rests on."""
        vouches = self._standing.vouches
        if vouches:
            self._hands.why(vouches[self._chosen].by)

    def action_why(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def action_author(self) -> None:
        """Who they are."""
        self.tell(self._hands.person(self._author))

    def give_level(self, author: Author, level: float | None) -> str:
        return self._hands.trust(author, level)

    def action_mute(self) -> None:
        """Mute them, or take that back; the deck beneath does it."""
        self.tell(self._hands.mute(self._author))

    def action_undo(self) -> None:
        self.tell(self._hands.undo())

    def tell(self, words: str) -> None:
        if words:
            self.query_one(Foot).say(words)
            self._hands.say(words)

    def _hints(self) -> Hints:
        vouches = self._standing.vouches
        walk = ((("post_up", "post_down"), "who vouches"), (("open_post",), "why theirs")) if vouches else ()
        return (
            *walk,
            (("trust",), "trust"),
            (("author",), "person"),
            (("mute",), "mute"),
            (("leave",), "back"),
        )
