"""What was picked, on a screen: how it is shown, and how one walks through it."""

from abc import abstractmethod

from textual.app import ComposeResult

from hashtui.post.pick import Pick
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import first_label
from hashtui.tui.line_field import LineField
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.page import Page
from hashtui.tui.picking import Picking
from hashtui.tui.picks_layout import PickRows, empty_lines, lay_picks
from hashtui.tui.placed_view import PlacedView
from hashtui.tui.reader_layout import Laid

WHILE_TYPING = ("leave", "quit")
"""Actions that are heard while the field is open."""


class PicksPage(PlacedView):
    """All picks, one of them selected. It looks once a second at what became of them."""

    AUTO_FOCUS = ""

    def __init__(self, picking: Picking, *, ground: Ground, lore: Lore, hands: Hands, place: str) -> None:
        """`place` is where picks are kept; empty: nowhere."""
        super().__init__(ground, lore)
        self.picking, self.hands = picking, hands
        self._place = place
        self.chosen_key = ""
        """The selected pick; when it goes, what comes into its place is selected."""
        self._seen, self._troubles = -1, len(picking.troubles)
        self._rows = PickRows()

    @abstractmethod
    def hints(self) -> Hints:
        """The keys for the foot."""

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        yield self.new_page("picks")
        yield LineField()
        yield Foot(self.ground.keys, self.hints(), self.ground.glyphs, rows=2)

    def on_mount(self) -> None:
        self.set_interval(1.0, self.look)

    @property
    def chosen(self) -> int:
        keys: list[str] = [pick.key for pick in self.picking.picks]
        return keys.index(self.chosen_key) if self.chosen_key in keys else min(self._chosen, max(0, len(keys) - 1))

    def choose(self, place: int) -> None:
        self.chosen_key = self.picking.picks.picks[place].key
        super().choose(place)

    @property
    def pick(self) -> Pick | None:
        """The selected one; None when there is none."""
        picks = self.picking.picks.picks
        return picks[self.chosen] if picks else None

    @property
    def is_typing(self) -> bool:
        """Whether the field is open."""
        return any(field.is_open for field in self.query(LineField))

    def look(self) -> None:
        """What was picked elsewhere, or became of a pick, is shown within a second."""
        if self.picking.revision != self._seen:
            self.lay()
        else:
            self._lay_crumbs()
        if len(self.picking.troubles) > self._troubles:
            self._troubles = len(self.picking.troubles)
            self.tell(f"{self.picking.troubles[-1]}.")

    def label(self, action_id: str) -> str:
        """The key to name for an action."""
        return first_label(self.ground.keys, action_id)

    def _lay_crumbs(self) -> None:
        count = len(self.picking.picks)
        self.show_crumbs("hashtui", ("picks",), (f"{self.chosen + 1} of {count}",) if count else ())

    def lay(self) -> None:
        self._seen = self.picking.revision
        pick = self.pick
        if pick is not None:
            self._chosen, self.chosen_key = self.chosen, pick.key
        self._lay_crumbs()
        sheet, picks = self.sheet(), self.picking.picks
        if picks:
            self.laid = lay_picks(picks, self.chosen, sheet, self.label("pick_decide"), self._rows)
        else:
            lines = empty_lines(sheet, self.label("pick"), self.label("picks"), self._place)
            self.laid = Laid(tuple(lines), ())
        self._page.show(self.laid.lines)
        self.query_one(Foot).offer(self.hints())

    def settle_in(self) -> None:
        """All in all stands first until one has moved."""
        if self.moved:
            super().settle_in()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed the keys of the view do nothing."""
        return not self.is_typing or action in WHILE_TYPING

    def tell(self, words: str) -> None:
        """In the foot, and again from the palette."""
        self.query_one(Foot).say(words)
        self.hands.say(words)
