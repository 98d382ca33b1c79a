"""What the keys of posts do on the deck: movement, seen and unseen, opening, copying."""

from abc import abstractmethod
from collections.abc import Callable

from hashtui.config.config import Density
from hashtui.reading.entry import Entry
from hashtui.tui.deck import Deck
from hashtui.tui.opener import Opener
from hashtui.tui.pane import Pane, last_heir
from hashtui.tui.reader import ReaderView
from hashtui.tui.telling import Telling
from hashtui.tui.views import Views

NO_PANE = "No pane is open."
NO_POST = "No post here yet."
NEWEST = "This is the newest post."
OLDEST = "This is the oldest post here."
_NEXT_DENSITY = {Density.LINE: Density.SHORT, Density.SHORT: Density.FULL, Density.FULL: Density.LINE}


class ReadingKeys(Telling):
    """The part of the deck's screen that reads: every action works on the pane the keys go to."""

    deck: Deck
    opener: Opener
    views: Views

    @abstractmethod
    def ask_older(self, pane: Pane) -> None:
        """Ask the servers for posts from before the pane's oldest."""

    def open_reader(self, pane: Pane, entry: Entry) -> None:
        """Open the post's own view."""
        self.app.push_screen(self.views.reader(pane, entry))

    def on_reader_view_noticed(self, message: ReaderView.Noticed) -> None:
        """The post's view said something: it can be read again from the palette."""
        self.last_notice = message.words

    def on_reader_view_opened(self, message: ReaderView.Opened) -> None:
        """A content warning was opened there: it is open in the panes too."""
        for pane in self.deck.panes:
            pane.unfold(message.key)

    async def on_reader_view_undone(self, _: ReaderView.Undone) -> None:
        """What was done there last is taken back here."""
        self.action_undo()

    def _in_window(self, do: Callable[[Pane], bool], otherwise: str) -> None:
        """Do it in the pane keys go to, or say why it cannot be done."""
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
        elif not len(pane.timeline):
            self.say(NO_POST)
        elif not do(pane):
            self.say(otherwise)
        if pane is not None:
            pane.repaint()

    def action_post_up(self) -> None:
        self._in_window(lambda pane: pane.window.up(), NEWEST)

    def action_post_down(self) -> None:
        self._in_window(lambda pane: pane.window.down(), OLDEST)

    def action_page_up(self) -> None:
        self._in_window(lambda pane: not pane.window.page(-1.0), NEWEST)

    def action_page_down(self) -> None:
        self._in_window(self._page_down, OLDEST)

    def _page_down(self, pane: Pane) -> bool:
        if pane.window.page(1.0):
            self.ask_older(pane)
        return True

    def action_half_up(self) -> None:
        self._in_window(lambda pane: not pane.window.page(-0.5), NEWEST)

    def action_half_down(self) -> None:
        self._in_window(lambda pane: not pane.window.page(0.5), OLDEST)

    def action_newest(self) -> None:
        self._in_window(lambda pane: pane.window.newest(), NEWEST)

    def action_oldest(self) -> None:
        self._in_window(lambda pane: pane.window.oldest(), OLDEST)

    def action_follow(self) -> None:
        self._in_window(self._follow_or_hold, "")

    def _follow_or_hold(self, pane: Pane) -> bool:
        if pane.window.following:
            pane.window.hold()
        else:
            pane.window.follow()
        return True

    def action_back(self) -> None:
        self._in_window(lambda pane: pane.window.back(), "Nothing to go back to: no jump was made in this pane.")

    def action_next_unseen(self) -> None:
        self._in_window(lambda pane: pane.window.next_unseen(), "Every post here was seen.")

    def action_seen(self) -> None:
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return
        keys = pane.timeline.see_all()
        if not keys:
            self.say("Every post here was seen already." if len(pane.timeline) else NO_POST)
            return
        posts = "1 post" if len(keys) == 1 else f"{len(keys)} posts"
        self.can_undo(f"{posts} marked as seen", lambda: last_heir(pane).timeline.unsee(keys))
        pane.repaint()

    def action_density(self) -> None:
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return
        pane.set_density(_NEXT_DENSITY[pane.density])
        self.say(f"Density: {pane.density.value}")

    def _with_selected(self, do: Callable[[Pane, Entry], None]) -> None:
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return
        entry = pane.selected_entry()
        if entry is None:
            pane.window.hold()
            pane.repaint()
            entry = pane.selected_entry()
        if entry is None:
            self.say(NO_POST)
        else:
            do(pane, entry)

    def action_open_post(self) -> None:
        self._with_selected(self.open_reader)

    def action_browser(self) -> None:
        self._with_selected(lambda _, entry: self.say(self._open(entry)))

    def _open(self, entry: Entry) -> str:
        link = entry.post.url
        return self.opener.open(link) if link else "This post has no address of its own."

    def action_copy_link(self) -> None:
        self._with_selected(lambda _, entry: self.say(self.opener.copy(entry.post.url or entry.post.key)))

    def action_copy_text(self) -> None:
        self._with_selected(lambda _, entry: self.say(self._copy_text(entry)))

    def _copy_text(self, entry: Entry) -> str:
        if entry.deleted_at is not None:
            return "Its author deleted it: there is no text to copy."
        return self.opener.copy(entry.post.body.text)

    def on_pane_opened(self, message: Pane.Opened) -> None:
        self.open_reader(message.pane, message.entry)

    def on_pane_touched(self, message: Pane.Touched) -> None:
        if message.pane in self.deck.panes:
            self.deck.go_to(self.deck.panes.index(message.pane))
