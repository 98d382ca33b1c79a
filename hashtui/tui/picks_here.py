"""A view of several posts in which one picks the selected one."""

from abc import abstractmethod
from typing import ClassVar

from textual.binding import BindingType

from hashtui.reading.entry import Entry
from hashtui.tui.key_names import bindings_of
from hashtui.tui.placed_view import PlacedView
from hashtui.tui.reader import NOTHING_DONE, ReaderView


class PicksHere(PlacedView):
    """What was picked here can be taken back here; what was done before is the deck's."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("pick", "undo")]
    _done = 0
    """How often something was picked here, or no longer."""

    @abstractmethod
    def picked_entry(self) -> Entry | str:
        """The post that is meant, or why there is none."""

    @abstractmethod
    def say(self, words: str) -> None:
        """In the foot, and again from the palette."""

    def action_pick(self) -> None:
        """Pick the selected post, or no longer; the deck beneath does it."""
        entry = self.picked_entry()
        if isinstance(entry, str):
            self.say(entry)
            return
        before = entry.key in self.ground.picked
        said = self.lore.pick(entry)
        self._done += before != (entry.key in self.ground.picked)
        self.say(said)
        self.lay()

    def action_undo(self) -> None:
        """Take back what was picked here last."""
        if not self._done:
            self.say(NOTHING_DONE)
            return
        self._done -= 1
        self.lore.tell(ReaderView.Undone())
        self.say("Undone: as it was before.")
        self.call_after_refresh(self.lay)
