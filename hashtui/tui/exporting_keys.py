"""What the key of exports does on the deck: what the pane shows, or what was picked, goes into a file."""

from datetime import tzinfo
from pathlib import Path

from textual.events import Key

from hashtui.clock import LocalZone, SystemClock
from hashtui.reading.entry import Entry
from hashtui.reading.shown import shown_by
from hashtui.tui.exporting import Exportable
from hashtui.tui.pane import Pane
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
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return

        def told(words: str | None) -> None:
            if words is not None:
                self.say(words)

        self.app.push_screen(self.views.export(self._exportable(pane), _here), told)

    def _exportable(self, pane: Pane) -> Exportable:
        watch, tags = self.setup.watch, frozenset(pane.filter.tags)
        entries = tuple(shown_by([pane.timeline]).values())
        known = (watch.known(pick.key) for pick in self.picking.picks)
        picked = tuple(Entry.first(one) for one in known if one is not None)
        keys = dict.fromkeys(entry.key for entry in (*entries, *picked))
        zone: tzinfo = self.setup.zone or LocalZone()
        return Exportable(
            label=str(pane.filter.label),
            query=(str(pane.filter), *((f"filtered by {pane.live}",) if pane.live is not None else ())),
            entries=entries,
            picks=self.picking.picks,
            picked=picked,
            hidden=pane.timeline.hidden,
            boosts=tuple(boost for key in keys for boost in self.judging.boosters.of(key)),
            gaps=tuple(gap for gap in watch.gaps if not gap.tags or not gap.tags.isdisjoint(tags)),
            now=(SystemClock() if self.setup.replayed is not None else self.setup.clock).now(),
            zone=zone,
            is_made_up=self.setup.demo,
        )


def _here() -> Path:
    """The working directory; the home directory when that is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path.home()
