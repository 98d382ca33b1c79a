"""The deck with its two bars: the screen one lives in."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from hashtui.config.actions import ACTIONS, Scope
from hashtui.config.config import Density
from hashtui.filter import PaneFilter
from hashtui.post.sighting import Admitted, Gap, Report
from hashtui.reading.entry import Entry
from hashtui.reading.timeline import Timeline
from hashtui.tui.bars import Bar, PaneName, SourceLamp, footer_line, top_line
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.deck import Deck
from hashtui.tui.empty import what_lies_below, why_empty
from hashtui.tui.opener import Opener
from hashtui.tui.pane import Pane, PaneLook
from hashtui.tui.pane_header import PaneState
from hashtui.tui.pane_keys import PaneKeys
from hashtui.tui.pane_state import pane_state
from hashtui.tui.picker_view import Other, Picked
from hashtui.tui.reader import ReaderView
from hashtui.tui.times import Times
from hashtui.tui.typeset import Ink, Line, Run, plain
from hashtui.tui.views import Views

TICKS_A_SECOND = 20
NOTICE_SECONDS = 5.0
BINDINGS_OF_DECK: list[BindingType] = [
    *(
        Binding(",".join(a.keys), a.id, a.short, show=False, id=a.id)
        for a in ACTIONS
        if a.scope is Scope.DECK and a.id != "pane_number"
    ),
    *(Binding(str(n), f"pane_number({n})", f"pane {n}", show=False) for n in range(1, 10)),
    Binding("escape", "leave", "leave", show=False, id="leave"),
    Binding("q", "close", "quit", show=False, id="close"),
]


class Leave(Protocol):
    """Ends the dashboard, for good or for the demo."""

    def __call__(self, *, demo: bool) -> None: ...


class Feed:
    """The deck's sink: hands every post to the timelines of all panes. It knows no widget."""

    def __init__(self) -> None:
        self.timelines: list[Timeline] = []

    def take(self, admitted: Admitted) -> None:
        for timeline in self.timelines:
            timeline.take(admitted)

    def note(self, heard: Gap | Report) -> None:
        """The states of sources are read from the watch's health; gaps come to the panes with a later issue."""


class DeckScreen(PaneKeys, inherit_bindings=False):
    """Panes over a running watch. It looks at the timelines a few times a second and never waits for anything."""

    BINDINGS: ClassVar[list[BindingType]] = BINDINGS_OF_DECK

    def __init__(self, setup: Dashboard, opener: Opener, *, leave: Leave) -> None:
        super().__init__()
        self.setup = setup
        self.opener = opener
        self.deck = Deck()
        self.last_notice = ""
        self._leave = leave
        self._feed = Feed()
        self._look = PaneLook(setup.glyphs, setup.look.time, setup.zone)
        self._keys = setup.keys_in_force()
        self.views = Views(setup, opener, self._state_line)
        self._undo: list[tuple[str, Callable[[], None]]] = []
        self._notice_until = 0.0
        self._older: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Bar(id="top")
        yield self.deck
        yield Bar(id="footer")

    async def on_mount(self) -> None:
        self.setup.watch.attach(self._feed)
        for pane_filter in self.setup.panes:
            await self.deck.add(self.make_pane(pane_filter))
        self.deck.go_to(0)
        self.panes_changed()
        self.tick()
        self.set_interval(1 / TICKS_A_SECOND, self.tick)
        if not self.setup.panes:
            self.ask_for_first_panes()

    def tick(self) -> None:
        """Look at everything that may have changed, and repaint what has."""
        now, tick = self.setup.clock.now(), monotonic()
        state = self._pane_state()
        for pane in self.deck.panes:
            pane.catch_up(now, tick, state)
        self.query_one("#top", Bar).show(self._top_line())
        self._show_footer()

    def _pane_state(self) -> PaneState:
        return pane_state(tuple(self.setup.watch.health.values()), self._times(), self.setup.glyphs)

    def _times(self) -> Times:
        return Times.at(self.setup.clock.now(), self.setup.look.time, self.setup.zone)

    def _top_line(self) -> Line:
        page = self.deck.page() if self.deck.panes else ()
        names = [
            PaneName(pane.number, str(pane.filter.label), len(pane.timeline.unseen), pane in page)
            for pane in self.deck.panes
        ]
        lamps = [
            SourceLamp(str(h.url).removeprefix("https://").removeprefix("http://"), h.state, str(h.reason))
            for h in self.setup.watch.health.values()
        ]
        hour = self._times().hour(self.setup.clock.now())
        return top_line(
            self.size.width, panes=names, lamps=lamps, clock=hour, demo=self.setup.demo, glyphs=self.setup.glyphs
        )

    def _footer_lines(self) -> list[Line]:
        if monotonic() < self._notice_until:
            return [(Run(" ", Ink.TEXT), *line) for line in plain(self.last_notice, self.size.width - 2, Ink.NEWS)][:4]
        pane = self.deck.pane
        following = pane is not None and pane.window.following
        return [footer_line(self.size.width, self._keys, following=following, glyphs=self.setup.glyphs)]

    def say(self, words: str) -> None:
        """Show a notice in the footer for five seconds."""
        self.last_notice = words
        self._notice_until = monotonic() + NOTICE_SECONDS
        self._show_footer()

    def on_reader_view_noticed(self, message: ReaderView.Noticed) -> None:
        """The post's view said something: it can be read again from the palette."""
        self.last_notice = message.words

    def _show_footer(self) -> None:
        """The keys, or the last notice in as many rows as it needs."""
        self.query_one("#footer", Bar).show(*self._footer_lines())

    def can_undo(self, words: str, back: Callable[[], None]) -> None:
        self._undo.append((words, back))
        self.say(f"{words} · u undoes")

    def action_undo(self) -> None:
        """Take back the last thing that can be taken back."""
        if not self._undo:
            self.say("Nothing to undo.")
            return
        words, back = self._undo.pop()
        back()
        self.say(f"Undone: {words[0].lower()}{words[1:]}")

    def action_leave(self) -> None:
        """Leave zoom, then the hold."""
        pane = self.deck.pane
        if self.deck.zoomed:
            self.deck.zoom()
        elif pane is not None and not pane.window.following:
            pane.window.follow()
            pane.repaint()

    def action_close(self) -> None:
        """On the deck, `q` quits."""
        self._leave(demo=False)

    def action_sources(self) -> None:
        """Open the sources' view."""
        self.app.push_screen(self.views.sources())

    def run_by_name(self, action_id: str) -> None:
        """Do what a key would: the command palette calls this."""
        self.run_worker(self.run_action(action_id))

    def make_pane(self, pane_filter: PaneFilter) -> Pane:
        pane = Pane(pane_filter, self._look, Density(self.setup.look.density), beyond=self._beyond)
        late = Feed()
        late.timelines.append(pane.timeline)
        self.setup.watch.replay_to(late)
        self._feed.timelines.append(pane.timeline)
        return pane

    def panes_changed(self) -> None:
        """Feed, follow and remember just the panes there are."""
        panes = self.deck.panes
        self._feed.timelines = [pane.timeline for pane in panes]
        self.setup.watch.follow({tag for pane in panes for tag in pane.filter.tags})
        self.remember()

    def remember(self) -> None:
        """Keep the set of panes for the next time."""
        panes = self.deck.panes
        if panes:
            self.setup.remember([pane.filter for pane in panes], sum(len(pane.timeline) for pane in panes))

    def _beyond(self, pane: Pane) -> Sequence[str]:
        count = len(pane.timeline)
        if not count:
            tags = [str(tag) for tag in pane.filter.tags]
            return why_empty(tags, pane.timeline.hidden, self.setup.watch.health.values(), self._times())
        oldest = pane.timeline.at(count - 1)
        return what_lies_below(self._times().text(oldest.stands_at), self._older.get(oldest.key, ""))

    def ask_older(self, pane: Pane) -> None:
        count = len(pane.timeline)
        if count:
            oldest = pane.timeline.at(count - 1)
            if oldest.key not in self._older:
                self._older[oldest.key] = "Asking the servers for older posts …"
                self.run_worker(self._ask_older(pane, oldest))

    async def _ask_older(self, pane: Pane, oldest: Entry) -> None:
        came = 0
        for tag in pane.filter.tags:
            came += await self.setup.watch.older(tag, oldest.stands_at)
        self._older[oldest.key] = "" if came else "No source has older ones."
        self.say(f"{came} older posts came." if came else "No source has older posts.")

    def open_reader(self, pane: Pane, entry: Entry) -> None:
        self.app.push_screen(self.views.reader(pane, entry))

    def ask_for_first_panes(self) -> None:
        """Nothing was asked and nothing is remembered: open the picker. Leaving it without a choice quits."""

        def open_these(picked: Picked | None) -> None:
            match picked:
                case Other.DEMO:
                    self._leave(demo=True)
                case None | ():
                    self._leave(demo=False)
                case chosen:
                    self.run_worker(self.add_all(chosen))

        self.app.push_screen(self.views.first_picker(), open_these)

    def ask_for_panes(self, then: Callable[[Sequence[PaneFilter]], None], *, given: str = "") -> None:
        def take(picked: Picked | None) -> None:
            if picked and not isinstance(picked, Other):
                then(picked)

        known = [pane.filter for pane in self.deck.panes]
        self.app.push_screen(self.views.picker(known, value=given), take)

    def _state_line(self) -> Line:
        state = self._pane_state()
        return (Run(f"{state.shape} {state.word}", state.ink),)
