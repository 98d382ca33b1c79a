"""What the keys of picks do on the deck, and what becomes of the panes by what is picked, here or elsewhere."""

from abc import abstractmethod
from collections.abc import Callable

from hashtui.reading.entry import Entry
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.filtering_keys import FilteringKeys
from hashtui.tui.key_names import first_label
from hashtui.tui.lore import Hands
from hashtui.tui.pane import Pane
from hashtui.tui.picking import Picking, asks_for_picks
from hashtui.tui.reader import NOTHING_DONE


class PickingKeys(FilteringKeys):
    """The part of the deck's screen that picks posts."""

    setup: Dashboard
    picking: Picking

    @abstractmethod
    def export_picks(self, tell: Callable[[str], None]) -> None:
        """Ask in which form to write what was picked, and where; `tell` says what came of it."""

    def make_picking(self) -> Picking:
        """What was picked in earlier sessions, in force here."""
        setup = self.setup

        picking = Picking(
            setup.picks,
            setup.keep_picks,
            setup.reread_picks,
            setup.clock.now,
            changed=self._picked_others,
            can_undo=self.can_undo,
            trouble=setup.picks_trouble,
            kept_out=lambda: setup.watch.kept_out,
        )
        self.judging.picked = picking.keys
        setup.watch.attach(picking)
        return picking

    def _picked_others(self, keys: frozenset[str]) -> None:
        """These are picked now, or no more: panes that ask for it have them at once, or have them no more."""
        now, rules = self.judging.now(), self.judging.rules
        ruled = asks_for_picks(rule.when for rule in (*rules.hide, *rules.highlight, *rules.alert))
        for pane in self.deck.panes:
            if ruled or asks_for_picks([pane.filter.tree]):
                pane.window.judge_anew(now, only=lambda entry: entry.key in keys)
            if pane.live is not None and asks_for_picks([pane.live.node]):
                pane.sift_anew(now)
            pane.repaint()

    def take_up_picks(self) -> None:
        """Now and then: take up what became of picks, and what another hashtui picked."""
        if self.picking.settle():
            self.say("picks.toml was changed elsewhere; the change is in force here.")
        elif self.picking.news:
            key = first_label(self.keys, "picks")
            self.say(f"{self.picking.news[-1]}{f' · {key} shows it' if key else ''}.")
        self.picking.news.clear()
        trouble = self.picking.trouble()
        if trouble:
            self.say(trouble)

    def action_pick(self) -> None:
        """Pick the selected post, or no longer."""
        self._with_selected(self._pick)

    def _pick(self, _: Pane, entry: Entry) -> None:
        before = self.undoable
        said = self.picking.toggle(entry)
        if self.undoable == before:
            self.say(said)

    def pick(self, entry: Entry) -> str:
        """The same for a view that lies over the deck; what to say of it."""
        before = self.undoable
        said = self.picking.toggle(entry)
        return said if self.undoable == before else self.last_notice

    def action_picks(self) -> None:
        """Show what was picked."""
        steps_before = self.undoable

        def undo() -> str:
            if self.undoable <= steps_before:  # what was done on the deck before is out of sight here
                return NOTHING_DONE
            self.action_undo()
            return self.last_notice

        def say(words: str) -> None:
            self.last_notice = words

        self.app.push_screen(self.views.picks(self.picking, Hands(say=say, undo=undo), self.export_picks))
