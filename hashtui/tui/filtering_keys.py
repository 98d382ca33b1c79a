"""What the keys of filters do on the deck: sifting a pane, showing what is hidden, muting, what matters anywhere."""

from abc import abstractmethod

from textual.events import Key

from hashtui.filter.completion import Vocabulary
from hashtui.post.post import Author
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.filter_bar import FilterBar
from hashtui.tui.hotlist import Crossing, next_hot
from hashtui.tui.judging import Judging
from hashtui.tui.key_names import Keys, first_label
from hashtui.tui.live_filter import LiveFilter
from hashtui.tui.pane import Pane, last_heir
from hashtui.tui.pane_keys import PaneKeys
from hashtui.tui.reader import ReaderView
from hashtui.tui.reading_keys import NO_PANE, NO_POST


class FilteringKeys(PaneKeys):
    """The part of the deck's screen that decides which posts are shown, and leads to those that matter."""

    judging: Judging
    keys: Keys
    filter_bar: FilterBar

    def __init__(self) -> None:
        super().__init__()
        self._sifting: tuple[Pane, LiveFilter | None] | None = None
        """The pane whose filter is typed, and the one it had before."""
        self._crossings: list[Crossing] = []

    @abstractmethod
    def put_muted(self, author: Author, *, on: bool) -> str:
        """Mute an account in every pane, or no more, and write that down; why that failed, or nothing."""

    def vocabulary(self) -> Vocabulary:
        return self.judging.met.vocabulary

    def opens_field(self, event: Key) -> bool:
        """Whether that key opens a field as things are: the filter's, or the picker's."""
        if self.filter_bar.is_open:
            return False
        fields = ("pane_add", "pane_edit", *(("filter",) if self.deck.pane is not None else ()))
        keys = {key for one in fields for key in self.keys[one]}
        return event.key in keys or event.character in keys

    def action_filter(self) -> None:
        """Sift the pane with what is typed."""
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return
        self._sifting = pane, pane.live
        self.filter_bar.open(f"{pane.number} {pane.filter.label}", pane.live, self.vocabulary())
        self.tell_sifted()
        self.fall_silent()  # the footer is for the keys of the field now

    def on_filter_bar_typed(self, message: FilterBar.Typed) -> None:
        """The pane follows what is typed."""
        if self._sifting is not None:
            self._sift(self._sifting[0], message.live)

    def on_filter_bar_ended(self, message: FilterBar.Ended) -> None:
        """The field is closed: its filter stays, or the one from before comes back."""
        if self._sifting is None:
            return
        (pane, before), self._sifting = self._sifting, None
        self._sift(pane, message.live)
        self.deck.settle_page()
        if message.live != before:
            said = f"Filter taken off: {before}" if message.live is None else f"Filtered by {message.live}"
            self.can_undo(said, lambda: self._sift(last_heir(pane), before))
        self.show_footer()

    def _sift(self, pane: Pane, live: LiveFilter | None) -> None:
        if live != pane.live:
            pane.sift(live, self.judging.now())
            self.tell_sifted()

    def tell_sifted(self) -> None:
        """Say in the open field how many posts are left."""
        if self._sifting is not None:
            sifted = self._sifting[0].timeline.sifted
            more = " so far" if self._sifting[0].timeline.is_sifting else ""
            self.filter_bar.tell("" if sifted is None else f"{sifted[0]} of {sifted[1]}{more}")

    def take_filter_off(self, pane: Pane) -> bool:
        """Show again all that the pane's filter leaves out; say whether it had one."""
        before = pane.live
        if before is None:
            return False
        self._sift(pane, None)
        self.can_undo(f"Filter taken off: {before}", lambda: self._sift(last_heir(pane), before))
        return True

    def action_hidden(self) -> None:
        """Show what is hidden here, dimmed, or hide it again."""
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
        elif pane.timeline.shows_hidden:
            pane.show_hidden(on=False)
            self.say("Hidden posts are hidden again.")
        elif not pane.timeline.hidden:
            relief = first_label(self.keys, "relief") or "The floor"
            left_out = f"No rule and no mute hides anything here; {relief} leaves out who is trusted less."
            self.say("Nothing is hidden in this pane." if pane.floor is None else left_out)
        else:
            count = pane.timeline.hidden
            pane.show_hidden(on=True)
            self.say(f"{count} hidden post{' is' if count == 1 else 's are'} shown, dimmed.")

    def action_mute(self) -> None:
        """Mute who wrote the selected post, or take the mute away."""
        pane = self.deck.pane
        if pane is not None and pane.window.following and len(pane.timeline):
            pane.window.hold()  # what is newest may be another post by the time the key is pressed
            pane.repaint()
            entry = pane.selected_entry()
            key = first_label(self.keys, "mute") or "The same"
            self.say(NO_POST if entry is None else f"{key} again mutes {entry.post.author.handle}.")
        else:
            self._with_selected(self._mute_author)

    def _mute_author(self, _: Pane, entry: Entry) -> None:
        author = entry.post.author
        self.mute(author, on=self.judging.level_of(author) is not Level.MUTED)

    def on_reader_view_muted(self, message: ReaderView.Muted) -> None:
        """The author of a post is muted, or no more, in that post's view."""
        self.mute(message.author, on=message.on)

    def on_pane_touched(self, message: Pane.Touched) -> None:
        """The pointer is used in a pane: the field, if somebody types there, is left as Enter leaves it."""
        self.filter_bar.end(keep=True)
        super().on_pane_touched(message)

    def mute(self, author: Author, *, on: bool) -> None:
        """Mute an account, or take the mute away; `u` undoes it."""
        trouble = self.put_muted(author, on=on)

        def back() -> None:
            self.put_muted(author, on=not on)

        self.can_undo(f"{'Muted' if on else 'No longer muted:'} {author.handle}", back, said=trouble)

    def action_next_matters(self) -> None:
        """Go to the next post that matters, in whichever pane it stands."""
        found = next_hot(self.deck.panes, self.deck.pane, self.judging.alerted, self.judging.level_of)
        origin = self.deck.pane
        if found is None or origin is None:
            self.say(self._nothing_matters() if self.deck.panes else NO_PANE)
            return
        self.deck.go_to(self.deck.panes.index(found.pane))
        found.pane.window.go_to(found.key)
        if found.pane is not origin:
            self._crossings.append(Crossing(origin, found.pane, len(found.pane.window.jumps)))
            del self._crossings[:-50]
        for pane in self.deck.panes:
            pane.timeline.see([found.key])
            pane.repaint()
        self.say(self._where(found.pane, found.key))

    def _where(self, pane: Pane, key: str) -> str:
        """In which pane a post that matters stands, and why it does."""
        entry = pane.timeline.entry(key)
        why = "" if entry is None else self.judging.why_it_matters(entry)
        return f"In {pane.number} {pane.filter.label}{f' · {why}' if why else ''}"

    def action_back(self) -> None:
        """Back to before the last jump, also where that led from another pane."""
        self._crossings = [one for one in self._crossings if one.origin in self.deck.panes]
        pane, last = self.deck.pane, self._crossings[-1] if self._crossings else None
        jumps = 0 if pane is None else len(pane.window.jumps)
        if last is None or jumps > (last.depth if last.target is pane else 0):
            super().action_back()
            return
        self._crossings.pop()
        if last.target in self.deck.panes:
            last.target.window.back()
            last.target.repaint()
        self.deck.go_to(self.deck.panes.index(last.origin))

    def _nothing_matters(self) -> str:
        rules, key = self.judging.rules, first_label(self.keys, "trust")
        if rules.highlight or rules.alert or (rules.matters and self.judging.trusted.accounts):
            return "Nothing that matters is left unseen."
        trust = f"{key} on a post trusts its author; or " if key and rules.matters is not None else ""
        return f"Nothing matters yet: {trust}highlight and alert, under [rules] in the configuration, say what does."
