"""What the key of searching does on the deck, and how a post that was found is shown in the pane it belongs into."""

from collections.abc import Sequence
from datetime import timedelta

from hashtui.aside import Aside
from hashtui.errors import ArchiveError
from hashtui.filter import Present
from hashtui.reading.entry import Entry
from hashtui.reading.order import Place, place_of
from hashtui.tui.exporting_keys import ExportingKeys
from hashtui.tui.found_posts import Desk
from hashtui.tui.key_names import first_label
from hashtui.tui.pane import Pane
from hashtui.tui.searching import Searching
from hashtui.tui.sheet import grouped

NO_ARCHIVE = "Nothing is kept here, so there is nothing to search; / filters what the pane has."
IN_A_REPLAY = "A replay is not searched: that would tell what came after. hashtui search finds all that is kept."
MOST_READ_BACK = 10_000
"""Posts that a pane may hold after reading back to one that was found."""
_INSTANT = timedelta(microseconds=1)


class SearchingKeys(ExportingKeys):
    """The part of the deck's screen that searches the archive."""

    _asked = ""
    """The question of the last search."""

    def action_search(self) -> None:
        """Ask the archive."""
        records, setup = self.setup.records, self.setup
        if records is None:
            self.say(NO_ARCHIVE if setup.replayed is None else IN_A_REPLAY)
            return
        read = self.views.found
        desk = Desk(
            searching=lambda told: Searching(records, self.judging, self.app.run_worker, told),
            read=read,
            in_place=self._in_place,
            present=lambda: Present(setup.clock.now(), setup.zone),
            state=setup.archive_state,
            vocabulary=self.vocabulary(),
            asked=lambda: self._asked,
            keep=self._keep_asked,
        )
        self.app.push_screen(self.views.search(desk))

    def _keep_asked(self, words: str) -> None:
        self._asked = words

    async def _in_place(self, entry: Entry) -> str:
        """Select the post in a pane that follows one of its tags; why that cannot be, or nothing."""
        here = self.deck.pane
        panes = sorted(self.deck.panes, key=lambda pane: pane is not here)
        panes = [pane for pane in panes if not entry.tags.isdisjoint(pane.filter.tags)]
        enter = first_label(self.keys, "open_post")
        reads = f"; {enter} reads it here" if enter else ""
        if not panes:
            return f"No pane follows a tag of this post{reads}."
        far = False
        if not self._has_it(panes, entry):
            try:
                far = await self._is_far(panes[0], entry)
                if not far:
                    await self._read_back(panes[0], entry)
            except ArchiveError as error:
                return str(error)
        for pane in panes:
            if pane in self.deck.panes and pane.timeline.position(entry.key) is not None:
                self._go_to(pane, entry.key)
                return ""
        why = (
            f"more than {grouped(MOST_READ_BACK)} posts stand before it"
            if far
            else "an expression, a filter or a rule leaves it out"
        )
        return f"Not in {panes[0].number} {panes[0].filter.label}: {why}{reads}."

    @staticmethod
    def _has_it(panes: Sequence[Pane], entry: Entry) -> bool:
        return any(pane.timeline.position(entry.key) is not None for pane in panes)

    async def _is_far(self, pane: Pane, entry: Entry) -> bool:
        """More posts stand before it than a pane is read back over."""
        records, tags = self.setup.records, frozenset(pane.filter.tags)

        def count() -> int:
            reader = records() if records is not None else None
            if reader is None:
                return 0
            try:
                return reader.candidates().count_since(tags, entry.stands_at)
            finally:
                reader.close()

        return await Aside().run(count) > MOST_READ_BACK

    async def _read_back(self, pane: Pane, entry: Entry) -> None:
        """Put what is kept into the pane down to that post, without a hole."""
        recalling, tags, wanted = self.setup.recalling, frozenset(pane.filter.tags), place_of(entry)
        if recalling is None:
            return
        many = len(pane.timeline)
        place: Place | None = place_of(pane.timeline.at(many - 1)) if many else None
        if place is not None and place < wanted:
            await recalling.older(tags, (entry.stands_at + _INSTANT, ""))
            return
        while pane.timeline.stored < MOST_READ_BACK and (place is None or place > wanted):
            place = (await recalling.older(tags, place)).end
            if place is None:
                return

    def _go_to(self, pane: Pane, key: str) -> None:
        self.deck.go_to(self.deck.panes.index(pane))
        pane.window.go_to(key)
        pane.timeline.see([key])
        pane.repaint()
        self.say(f"In {pane.number} {pane.filter.label}.")
