"""What is said of accounts on the deck, and what becomes of the panes by that and by what accounts do for others."""

from time import monotonic

from textual.events import Key

from hashtui.config.trusted import Trusted
from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.asking_view import AskingView
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.filtering_keys import FilteringKeys
from hashtui.tui.kept_out import forgotten_words
from hashtui.tui.key_names import first_label
from hashtui.tui.level_question import ANSWERS, LevelQuestion, put_back, trusted_words
from hashtui.tui.lore import Hands
from hashtui.tui.page_view import PageView
from hashtui.tui.pane import Pane, last_heir
from hashtui.tui.placed_view import PlacedView
from hashtui.tui.reader import NOTHING_DONE, ReaderView
from hashtui.tui.reading_keys import NO_PANE
from hashtui.tui.relief import next_floor

ACQUAINTED_AFTER = 5.0
"""Seconds after the start: the posts come first."""
LOOK = 0.008
"""Seconds of a look that judging posts anew may take, because of what accounts did for one another."""
_FLOOR_WORDS = {
    None: "All posts, whoever wrote them",
    Level.KNOWN: "known+: posts by people who are known, vouched for or trusted",
    Level.VOUCHED: "vouched+: posts by people who are vouched for or trusted",
    Level.TRUSTED: "trusted: posts by people you trust",
}


class TrustingKeys(FilteringKeys):
    """The part of the deck's screen that knows whom the reader trusts."""

    setup: Dashboard

    def __init__(self) -> None:
        super().__init__()
        self._question: LevelQuestion | None = None

    def keep_trusted(self, trusted: Trusted) -> str:
        """Put in force what was said of accounts, and write it down; why that failed, or nothing."""
        self._put_trusted(trusted)
        return self.setup.keep_trusted(trusted)

    def take_up_said(self) -> None:
        """Put in force what was said of accounts elsewhere: by another hashtui, or in an editor."""
        trusted = self.setup.reread_trusted()
        if trusted is not None:
            self._put_trusted(trusted)
            self.say("trust.toml was changed elsewhere: that is in force.")

    def _put_trusted(self, trusted: Trusted) -> None:
        turned, now = self.judging.restate(trusted), self.judging.now()
        for pane in self.deck.panes:
            pane.judge_authors(turned, now)
        for view in self.app.screen_stack:
            if isinstance(view, AskingView) and view.is_mounted:
                view.lay()

    def trusted(self) -> int:
        """How many accounts the reader trusts."""
        return sum(1 for account in self.judging.trusted.accounts.values() if account.level)

    @property
    def notice(self) -> str:
        """The question that waits for an answer, else what was said within the last five seconds."""
        return self._question.words(self.size.width - 2) if self._question is not None else super().notice

    def answers(self, event: Key) -> bool:
        """Whether this key answers the question, or leaves it; any other key takes it away and does its own work."""
        question, self._question = self._question, None
        if question is None:
            return False
        answer = event.character or event.key
        if answer in ANSWERS:
            self.trust(question.author, ANSWERS[answer])
        elif event.key == "escape":
            self.say("Nothing was changed.")
        else:
            self.show_footer()
            return False
        event.stop()
        event.prevent_default()
        return True

    def on_pane_touched(self, message: Pane.Touched) -> None:
        self._question = None
        super().on_pane_touched(message)

    def action_trust(self) -> None:
        """Ask how far to trust who wrote the selected post."""
        self._with_selected(self._ask_level)

    def _ask_level(self, _: Pane, entry: Entry) -> None:
        author = entry.post.author
        if self.judging.level_of(author) is Level.MUTED:
            key = first_label(self.keys, "mute")
            self.say(f"{author.handle} is muted{f'; {key} takes that back first' if key else ''}.")
            return
        self._question = LevelQuestion(author, self.judging.standing_of(author).given.level)
        self.show_footer()

    def trust(self, author: Author, level: float | None) -> str:
        """Trust an account so far, None: not at all; `u` undoes it. What was said of it."""
        before = self.judging.trusted
        trouble = self.keep_trusted(before.with_level(author, level))

        def back() -> None:
            self.keep_trusted(put_back(self.judging.trusted, before, author))

        self.can_undo(trusted_words(author, level), back, said=trouble)
        return self.last_notice

    def on_reader_view_trusted(self, message: ReaderView.Trusted) -> None:
        """The author of a post is trusted, or no more, in that post's view."""
        self.trust(message.author, message.level)

    def action_why(self) -> None:
        """Show what the standing of the selected post's author rests on."""
        self._with_selected(self._open_trust)

    def _open_trust(self, pane: Pane, entry: Entry) -> None:
        steps_before = self.undoable

        def mute(author: Author) -> str:
            self.mute(author, on=self.judging.level_of(author) is not Level.MUTED)
            return self.last_notice

        def undo() -> str:
            if self.undoable <= steps_before:  # what was done on the deck before is out of sight here
                return NOTHING_DONE
            self.action_undo()
            return self.last_notice

        hands = Hands(mute=mute, undo=undo, trust=self.trust)
        self.views.people(pane, self.app.push_screen, hands).open_trust(entry.post.author, ())

    def keep_out(self, out: KeptOut) -> None:
        """These people were forgotten elsewhere: nothing of them is shown from now on, and one line says why."""
        was_theirs = any((entry := pane.selected_entry()) and out.has(entry.post.author) for pane in self.deck.panes)
        gone = {key for pane in self.deck.panes for key in pane.keep_out(out)}
        now, turned = self.judging.now(), self.judging.keep_out(out, gone)
        for pane in self.deck.panes:
            pane.judge_authors(turned, now)
        if self._question is not None and out.has(self._question.author):
            self._question = None
        self.views.keep_out(out)
        views = [view for view in self.app.screen_stack if isinstance(view, PlacedView | PageView)]
        emptied = [view for view in views if not view.keep_out(out)]
        while emptied and emptied[0] in self.app.screen_stack:
            self.app.pop_screen()
        if gone or emptied:
            self.say(forgotten_words(out, len(gone), was_theirs=was_theirs))

    def action_relief(self) -> None:
        """Leave out who is trusted less than one step more; after the highest step, nobody."""
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return
        before, floor = pane.floor, next_floor(pane.floor)
        self._put_floor(pane, floor)
        self.can_undo(_FLOOR_WORDS[floor], lambda: self._put_floor(last_heir(pane), before))

    def _put_floor(self, pane: Pane, floor: Level | None) -> None:
        pane.raise_floor(floor, self.judging.now())
        self.tell_sifted()

    async def become_acquainted(self) -> None:
        """Ask, a while after the start, whom the reader follows elsewhere: they are known; it is written nowhere."""
        if not self.setup.acquainted:
            return
        await self.setup.clock.sleep(ACQUAINTED_AFTER)
        for source in self.setup.acquainted:
            try:
                found = await source.acquaintances()
            except SourceError as error:
                self.say(f"Whom you follow there is not known: {clean_line(str(error))}")
                continue
            known: dict[str, str] = {}
            for one in found:
                known.setdefault(one.key, one.known_by)
                known.setdefault(one.handle.lower(), one.known_by)
            turned, now = self.judging.acquaint(known), self.judging.now()
            for pane in self.deck.panes if turned else ():
                pane.judge_authors(turned, now)

    def put_muted(self, author: Author, *, on: bool) -> str:
        return self.keep_trusted(self.judging.trusted.with_muted(author, on))

    def take_up_trust(self, seconds: float) -> None:
        """Now and then: judge the posts anew of those whom others speak for, or no more. Nothing shown goes by it."""
        if not self.judging.take_up(seconds):
            return
        now, until = self.judging.now(), monotonic() + LOOK
        while monotonic() < until and (turned := self.judging.turned()):
            for pane in self.deck.panes:
                pane.timeline.reconsider(turned, now)
