"""What the keys of panes do on the deck: going between them, adding, changing, closing, order and width."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

from hashtui.filter import PaneFilter
from hashtui.filter.completion import Vocabulary
from hashtui.tui.deck import LEAST_NARROWED, STEP
from hashtui.tui.pane import Pane, last_heir
from hashtui.tui.peak_keys import PeakKeys
from hashtui.tui.picker_view import Other, Picked
from hashtui.tui.reading_keys import NO_PANE


class PaneKeys(PeakKeys):
    """The part of the deck's screen that arranges panes."""

    @abstractmethod
    def make_pane(self, pane_filter: PaneFilter, *, instead_of: Pane | None = None) -> Pane:
        """A pane for that filter, with everything heard so far that it wants, and fed from now on.

        `instead_of` one that is closed: what was seen and where one was reading stay.
        """

    @abstractmethod
    def panes_changed(self) -> None:
        """The set of panes is another: follow their tags, remember them."""

    @abstractmethod
    def vocabulary(self) -> Vocabulary:
        """What was met, and so may be asked for."""

    @abstractmethod
    def leave_dashboard(self, *, demo: bool) -> None:
        """End the dashboard, for good or for the demo."""

    def ask_for_first_panes(self) -> None:
        """Nothing was asked and nothing is remembered: open the picker. Leaving it without a choice quits."""

        def open_these(picked: Picked | None) -> None:
            match picked:
                case Other.DEMO:
                    self.leave_dashboard(demo=True)
                case None | ():
                    self.leave_dashboard(demo=False)
                case chosen:
                    self.add_all(chosen)

        self.app.push_screen(self.views.first_picker(), open_these)

    def ask_for_panes(self, then: Callable[[Sequence[PaneFilter]], None], *, given: str = "") -> None:
        """Open the picker; `then` gets what was chosen, when something was. `given`: an expression to change."""

        def take(picked: Picked | None) -> None:
            if picked and not isinstance(picked, Other):
                then(picked)

        known = [pane.filter for pane in self.deck.panes]
        picker = self.views.picker(known, value=given)
        picker.completing.learn(self.vocabulary())
        self.app.push_screen(picker, take)

    def action_pane_left(self) -> None:
        if not self.deck.go(-1):
            self._say_why_not("There is no pane to the left of this one.")

    def action_pane_right(self) -> None:
        if not self.deck.go(1):
            self._say_why_not("There is no pane to the right of this one.")

    def action_pane_next(self) -> None:
        if not self.deck.go(1, around=True):
            self._say_why_not("There is no other pane.")

    def action_pane_previous(self) -> None:
        if not self.deck.go(-1, around=True):
            self._say_why_not("There is no other pane.")

    def action_pane_number(self, number: int) -> None:
        if not self.deck.go_to(number - 1):
            self.say(f"There is no pane {number}.")

    def _say_why_not(self, words: str) -> None:
        self.say(words if self.deck.panes else NO_PANE)

    def action_move_left(self) -> None:
        self._move(-1, "left")

    def action_move_right(self) -> None:
        self._move(1, "right")

    def _move(self, step: int, side: str) -> None:
        pane = self.deck.pane
        if pane is None or not self.deck.move(step):
            self._say_why_not(f"There is no pane to the {side} of this one.")
            return
        self.panes_changed()

        def back() -> None:
            now = last_heir(pane)
            if now in self.deck.panes:
                self.deck.go_to(self.deck.panes.index(now))
                self.deck.move(-step)
                self.panes_changed()

        self.can_undo(f"Moved {pane.filter.label} to the {side}", back)

    def action_zoom(self) -> None:
        if self.deck.zoomed or len(self.deck.page()) > 1:
            self.deck.zoom()
        else:
            self._say_why_not("This pane is alone on the screen already.")

    def action_widen(self) -> None:
        self._widen(STEP)

    def action_narrow(self) -> None:
        self._widen(-STEP)

    def _widen(self, columns: int) -> None:
        if self.deck.widen(columns):
            return
        alone = len(self.deck.panes) < 2 or len(self.deck.page()) < 2
        least = f"Every pane keeps {LEAST_NARROWED} columns."
        self._say_why_not("This pane is alone on the screen: it has its whole width." if alone else least)

    def action_pane_add(self) -> None:
        self.ask_for_panes(self.add_all)

    def add_all(self, chosen: Sequence[PaneFilter]) -> None:
        """Open these panes at the end, and go to the first of them."""
        first = len(self.deck.panes)
        self.deck.zoomed = False
        for pane_filter in chosen:
            self.deck.add(self.make_pane(pane_filter))
        self.deck.go_to(first)
        self.panes_changed()

    def action_pane_edit(self) -> None:
        pane = self.deck.pane
        if pane is None:
            self.action_pane_add()
        else:
            self.ask_for_panes(lambda chosen: self._replace(pane, chosen), given=str(pane.filter))

    def _replace(self, pane: Pane, chosen: Sequence[PaneFilter]) -> None:
        if [str(one) for one in chosen] == [str(pane.filter)] or pane not in self.deck.panes:
            return
        new = [self.make_pane(pane_filter, instead_of=pane) for pane_filter in chosen]
        self._put_instead([pane], new)

        def back() -> None:
            old = [self.make_pane(pane.filter, instead_of=pane)]
            now = [last_heir(one) for one in new]
            self._put_instead([one for one in now if one in self.deck.panes], old)

        self.can_undo(f"Changed to {new[0].filter.label}", back)

    def _put_instead(self, old: Sequence[Pane], new: Sequence[Pane]) -> None:
        """Put panes where others were; at the end where none of those is left."""
        at = min((self.deck.panes.index(pane) for pane in old), default=len(self.deck.panes))
        for offset, pane in enumerate(new):
            self.deck.add(pane, at=at + offset)
        for pane in old:
            self.deck.take_out(pane)
        self.deck.go_to(at)
        self.panes_changed()

    def action_pane_close(self) -> None:
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return
        at = self.deck.take_out(pane)
        self.panes_changed()

        def reopen() -> None:
            self.deck.add(self.make_pane(pane.filter, instead_of=pane), at=at)
            self.panes_changed()

        self.can_undo(f"Closed {pane.filter.label}", reopen)
