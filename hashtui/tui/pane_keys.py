"""What the keys of panes do on the deck: going between them, adding, changing, closing, order and width."""

from collections.abc import Callable, Sequence

from hashtui.filter import PaneFilter
from hashtui.tui.deck import STEP
from hashtui.tui.pane import Pane
from hashtui.tui.reading_keys import ReadingKeys


class PaneKeys(ReadingKeys):
    """The part of the deck's screen that arranges panes."""

    def make_pane(self, pane_filter: PaneFilter) -> Pane:
        """A pane for that filter, with everything heard so far that it wants, and fed from now on."""
        raise NotImplementedError

    def panes_changed(self) -> None:
        """The set of panes is another: follow their tags, remember them."""
        raise NotImplementedError

    def ask_for_panes(self, then: Callable[[Sequence[PaneFilter]], None], *, given: str = "") -> None:
        """Open the picker; `then` gets what was chosen, when something was. `given`: an expression to change."""
        raise NotImplementedError

    def action_pane_left(self) -> None:
        self.deck.go(-1)

    def action_pane_right(self) -> None:
        self.deck.go(1)

    def action_pane_next(self) -> None:
        self.deck.go(1, around=True)

    def action_pane_previous(self) -> None:
        self.deck.go(-1, around=True)

    def action_pane_number(self, number: int) -> None:
        if not self.deck.go_to(number - 1):
            self.say(f"There is no pane {number}.")

    def action_move_left(self) -> None:
        self.deck.move(-1)
        self.panes_changed()

    def action_move_right(self) -> None:
        self.deck.move(1)
        self.panes_changed()

    def action_zoom(self) -> None:
        self.deck.zoom()

    def action_widen(self) -> None:
        self.deck.widen(STEP)

    def action_narrow(self) -> None:
        self.deck.widen(-STEP)

    def action_pane_add(self) -> None:
        def add(chosen: Sequence[PaneFilter]) -> None:
            self.run_worker(self.add_all(chosen))

        self.ask_for_panes(add)

    async def add_all(self, chosen: Sequence[PaneFilter]) -> None:
        """Open these panes at the end, and go to the first of them."""
        first = len(self.deck.panes)
        for pane_filter in chosen:
            await self.deck.add(self.make_pane(pane_filter))
        self.deck.go_to(first)
        self.panes_changed()

    def action_pane_edit(self) -> None:
        pane = self.deck.pane
        if pane is None:
            self.action_pane_add()
            return

        def change(chosen: Sequence[PaneFilter]) -> None:
            self.run_worker(self._replace(pane, chosen))

        self.ask_for_panes(change, given=str(pane.filter))

    async def _replace(self, pane: Pane, chosen: Sequence[PaneFilter]) -> None:
        if [str(one) for one in chosen] == [str(pane.filter)] or pane not in self.deck.panes:
            return
        at = await self.deck.take_out(pane)
        for offset, pane_filter in enumerate(chosen):
            await self.deck.add(self.make_pane(pane_filter), at=at + offset)
        self.deck.go_to(at)
        self.panes_changed()

    def action_pane_close(self) -> None:
        pane = self.deck.pane
        if pane is not None:
            self.run_worker(self._close(pane))

    async def _close(self, pane: Pane) -> None:
        if pane not in self.deck.panes:
            return
        at = await self.deck.take_out(pane)
        self.panes_changed()

        def reopen() -> None:
            self.run_worker(self._reopen(pane.filter, at))

        self.can_undo(f"Closed {pane.filter.label}", reopen)

    async def _reopen(self, pane_filter: PaneFilter, at: int) -> None:
        await self.deck.add(self.make_pane(pane_filter), at=at)
        self.panes_changed()
