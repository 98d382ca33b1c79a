"""The views over the deck, made with what the dashboard was given."""

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.message import Message

from hashtui.anthology.formats import FORMATS, Format
from hashtui.config.trusted import Trusted
from hashtui.filter import PaneFilter
from hashtui.post.kept_out import KeptOut
from hashtui.reading.entry import Entry
from hashtui.reading.missed import Missed
from hashtui.tui.catch_up_view import CatchUpView
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.export_view import ExportView
from hashtui.tui.exporting import Exportable
from hashtui.tui.found_posts import Desk
from hashtui.tui.found_reader import FoundReader
from hashtui.tui.gathering_view import Gather, Land, Read
from hashtui.tui.help_view import HelpView
from hashtui.tui.judging import Judging
from hashtui.tui.key_names import Keys
from hashtui.tui.lore import Ground, Hands
from hashtui.tui.opener import Opener
from hashtui.tui.pane import Pane
from hashtui.tui.people import People, Push
from hashtui.tui.picker_view import PickerView
from hashtui.tui.picking import Picking
from hashtui.tui.picks_view import Export, PicksView
from hashtui.tui.reader import ReaderView
from hashtui.tui.search_view import SearchView
from hashtui.tui.session import Session
from hashtui.tui.shell_hint import shell_hint
from hashtui.tui.sources_view import SourcesView
from hashtui.tui.summary_shown import Shown
from hashtui.tui.summary_view import SummaryView
from hashtui.tui.typeset import Line


class Views:
    """Makes each view when it is wanted."""

    def __init__(
        self,
        setup: Dashboard,
        keys: Keys,
        opener: Opener,
        state_line: Callable[[], Line],
        *,
        tell: Callable[[Message], object] = lambda _: None,
        panes: Callable[[], Sequence[Pane]] = tuple,
        judging: Judging,
        keep_trusted: Callable[[Trusted], str],
        pick: Callable[[Entry], str] = lambda _: "",
    ) -> None:
        """`keys` are those in force, now and later; `tell` sends word to the deck.

        `keep_trusted` puts in force what else is said of accounts, `pick` picks a post or no longer.
        """
        self.setup = setup
        """What views are made with. It may be exchanged."""
        self._form = next(iter(FORMATS.values()))
        """Of the file that was written last."""
        self._panes = panes
        self._keys = keys
        self._opener = opener
        self._state_line = state_line
        self._picked = judging.picked
        self._session = Session(
            setup.watch,
            lambda: judging.trusted,
            keep_trusted,
            self._names_of,
            tell,
            standing_of=judging.standing_of,
            boosts_of=judging.boosters.of,
            pick=pick,
        )

    def _ground(self) -> Ground:
        """What the views of a post stand on now."""
        setup = self.setup
        return Ground(
            self._opener,
            setup.clock,
            self._keys,
            self._state_line,
            zone=setup.zone,
            glyphs=setup.glyphs,
            demo=setup.demo,
            pictures=setup.pictures if setup.look.pictures else None,
            picked=self._picked,
        )

    def keep_out(self, out: KeptOut) -> None:
        """What views are told of is without these people."""
        self._session.keep_out(out)

    def _names_of(self, key: str) -> list[str]:
        return [str(pane.filter) for pane in self._panes() if pane.timeline.position(key) is not None]

    def help(self) -> HelpView:
        """The keys and the shapes."""
        setup = self.setup
        return HelpView(self._keys, setup.glyphs, demo=setup.demo, replayed=setup.replayed is not None)

    def sources(self) -> SourcesView:
        """How each source is."""
        setup = self.setup
        return SourcesView(
            lambda: tuple(setup.watch.health.values()),
            lambda: setup.watch.gaps,
            setup.archive_state,
            clock=setup.clock,
            keys=self._keys,
            zone=setup.zone,
            glyphs=setup.glyphs,
            demo=setup.demo,
        )

    def reader(self, pane: Pane, entry: Entry) -> ReaderView:
        """The post whole, in its thread."""

        def position() -> str:
            place = pane.timeline.position(entry.key)
            return "" if place is None else f"{place + 1} of {len(pane.timeline)}"

        return ReaderView(
            entry, pane=str(pane.filter.label), position=position, ground=self._ground(), lore=self._session.lore
        )

    def summary(
        self, shown: Shown, gather: Gather, land: Land, *, other: Callable[[], SummaryView], of_all: bool
    ) -> SummaryView:
        """What all of it comes to; `land` goes to what was selected there, `other` makes the other summary."""
        ground, lore = self._ground(), self._session.lore
        read = self._reading_under(shown.label)
        return SummaryView(shown, gather, ground=ground, lore=lore, read=read, land=land, other=other, of_all=of_all)

    def catch_up(
        self,
        shown: Shown,
        gather: Gather,
        missed: Callable[[], Missed],
        see: Callable[[Sequence[str]], None],
        land: Land,
    ) -> CatchUpView:
        """What came since one looked last; `see` has posts marked as seen."""
        ground, lore = self._ground(), self._session.lore
        read = self._reading_under(shown.label)
        return CatchUpView(shown, gather, missed, see, ground=ground, lore=lore, read=read, land=land)

    def _reading_under(self, label: str) -> Read:
        """Makes the view of a post that was come to by some steps, not by its place in a pane."""

        def read(entry: Entry, steps: Sequence[str]) -> ReaderView:
            ground, lore = self._ground(), self._session.lore
            return ReaderView(entry, pane=label, position=str, ground=ground, lore=lore, steps=steps)

        return read

    def picks(self, picking: Picking, hands: Hands, export: Export) -> PicksView:
        """What was picked; what is said, undone and exported there is the deck's."""
        ground, lore, read = self._ground(), self._session.lore, self._reading_under("hashtui")
        place = self.setup.picks_place
        return PicksView(picking, ground=ground, lore=lore, hands=hands, read=read, place=place, export=export)

    def export(self, exportable: Exportable, folder: Callable[[], Path], *, of_picks: bool) -> ExportView:
        """Writing these posts into a file, in the form of the file before."""

        def written(form: Format) -> None:
            self._form = form

        ground = self._ground()
        return ExportView(exportable, ground, folder, of_picks=of_picks, form=self._form, written=written)

    def search(self, desk: Desk) -> SearchView:
        """A question to the archive."""
        return SearchView(desk, ground=self._ground(), lore=self._session.lore)

    def found(self, entry: Entry, position: Callable[[], str], walk: Callable[[int], str]) -> FoundReader:
        """A post that was found there; `walk` goes on to others."""
        return FoundReader(entry, position=position, ground=self._ground(), lore=self._session.lore, walk=walk)

    def people(self, pane: Pane, push: Push, hands: Hands) -> People:
        """Opens the views of those who write in that pane."""
        label = str(pane.filter.label)
        make = self._reading_under(label)

        def read(entry: Entry, steps: Sequence[str]) -> None:
            push(make(entry, steps))

        return People(push, label, self._ground(), self._session.lore, hands, read)

    def first_picker(self) -> PickerView:
        """Nothing was asked and nothing is remembered: what is there to follow?"""
        setup = self.setup
        return self._picker(
            "Which hashtags do you want to follow?",
            demo=setup.demo_setup is not None,
            hint=shell_hint(setup.parent_shell) if setup.parent_shell else "",
            beneath=False,
        )

    def picker(self, known: Sequence[PaneFilter], *, value: str = "") -> PickerView:
        """A further pane, or another expression for one."""
        question = "Change what this pane asks for" if value else "Which hashtags do you want to add?"
        return self._picker(question, known=known, value=value)

    def _picker(
        self,
        question: str,
        *,
        known: Sequence[PaneFilter] = (),
        value: str = "",
        demo: bool = False,
        hint: str = "",
        beneath: bool = True,
    ) -> PickerView:
        setup = self.setup
        return PickerView(
            clock=setup.clock,
            keys=self._keys,
            history=setup.past,
            known=[str(tag.spelling) for one in known for tag in one.tags],
            busy_on=setup.busy_where,
            fetch_busy=setup.busy,
            demo=demo,
            in_demo=setup.demo,
            hint=hint,
            value=value,
            question=question,
            one=bool(value),
            beneath=beneath,
            zone=setup.zone,
            glyphs=setup.glyphs,
        )
