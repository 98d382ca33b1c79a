"""What the key of exports does on the deck: what the pane shows, or what was picked, goes into a file."""

from collections.abc import Callable

from textual.events import Key

from hashtui.tui.exporting import exportable_of, working_directory
from hashtui.tui.picking_keys import PickingKeys
from hashtui.tui.reading_keys import NO_PANE


class ExportingKeys(PickingKeys):
    """The part of the deck's screen that writes posts into files."""

    def opens_field(self, event: Key) -> bool:
        """Whether that key opens a field as things are; of exports too."""
        keys = self.keys["export"] if self.deck.pane is not None and not self.filter_bar.is_open else ()
        return super().opens_field(event) or event.key in keys or event.character in keys

    def action_export(self) -> None:
        """Ask what to write, in which form, and where."""
        self._export(self.say, of_picks=False)

    def export_picks(self, tell: Callable[[str], None]) -> None:
        self._export(tell, of_picks=True)

    def _export(self, tell: Callable[[str], None], *, of_picks: bool) -> None:
        pane = self.deck.pane
        if pane is None:
            tell(NO_PANE)
            return

        def told(words: str | None) -> None:
            if words is not None:
                tell(words)

        live = "" if pane.live is None else str(pane.live)
        meant = exportable_of(self.setup, self.judging, self.picking.picks, pane.timeline, pane.filter, live)
        self.app.push_screen(self.views.export(meant, working_directory, of_picks=of_picks), told)
