"""A post that was found, being read: from here one walks to the next one that was."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from hashtui.reading.entry import Entry
from hashtui.tui.foot import Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.reader import ReaderView


class FoundReader(ReaderView):
    """The view of a post, with the keys that go to the one found before it and after it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("peak_before", "peak_after")]

    def __init__(
        self, entry: Entry, *, position: Callable[[], str], ground: Ground, lore: Lore, walk: Callable[[int], str]
    ) -> None:
        """`walk` puts the view of the next one, or of the one before, in the place of this, or says why it cannot."""
        super().__init__(entry, pane="search", position=position, ground=ground, lore=lore)
        self._walk = walk

    def action_peak_before(self) -> None:
        self._go(-1)

    def action_peak_after(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        why_not = self._walk(step)
        if why_not:
            self.tell(why_not)

    def hints(self) -> Hints:
        first, *others = super().hints()
        return (first, (("peak_before", "peak_after"), "found before, after"), *others)
