"""The deck with its two bars: the screen one lives in."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.timer import Timer

from hashtui.config.actions import ACTIONS, Scope
from hashtui.config.config import Density
from hashtui.errors import SourceError
from hashtui.filter import PaneFilter
from hashtui.post.clean import clean_line
from hashtui.reading.entry import Entry
from hashtui.tui.bars import Bar
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.deck import Deck, is_too_small
from hashtui.tui.deck_bars import DeckBars, too_small
from hashtui.tui.empty import what_lies_below, why_empty
from hashtui.tui.feed import Feed
from hashtui.tui.key_names import first_label
from hashtui.tui.opener import Opener
from hashtui.tui.page import Page
from hashtui.tui.pane import Pane, PaneLook
from hashtui.tui.pane_header import PaneState
from hashtui.tui.pane_keys import PaneKeys
from hashtui.tui.pane_state import pane_state
from hashtui.tui.picker_view import Other, Picked
from hashtui.tui.reader import ReaderView
from hashtui.tui.times import Times
from hashtui.tui.typeset import Line, Run
from hashtui.tui.views import Views

TICKS_A_SECOND = 20
QUIET_AFTER = 1.0
"""Seconds without posts and keys after which the deck ticks slowly: a timer costs even when it does nothing."""
QUIET_TICKS_A_SECOND = 4
QUIET_LOOK = 1.0
"""Seconds between two looks at everything while nothing stirs: what time alone changes may wait as long."""
ASKING = "Asking the servers for older posts …"
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
        self._keys = setup.keys_in_force()
        self._look = PaneLook(setup.glyphs, setup.look.time, setup.zone, first_label(self._keys, "follow"))
        self.views = Views(setup, opener, self._state_line)
        self._bars = DeckBars(setup, self.deck, self._keys, self._feed.streamed)
        self._bound = {key for keys in self._keys.values() for key in keys}
        self._opened = False
        self._undo: list[tuple[str, Callable[[], None]]] = []
        self._notice_until = 0.0
        self._stir: object = None
        self._beat: Timer | None = None
        self._quiet_from = 0.0
        self._look_by = 0.0
        self._older: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Bar(id="top")
        yield self.deck
        yield Page(id="nothing")
        yield Bar(id="footer")

    async def on_mount(self) -> None:
        self.setup.watch.attach(self._feed)
        for pane_filter in self.setup.panes:
            await self.deck.add(self.make_pane(pane_filter))
        self.deck.go_to(0)
        self._opened = True
        self.panes_changed()
        self.tick()
        self._beat = self.set_interval(1 / TICKS_A_SECOND, self._tick_if_stirred)
        self.set_interval(1 / QUIET_TICKS_A_SECOND, self._tick_if_stirred)
        if not self.setup.panes:
            self.ask_for_first_panes()

    def _tick_if_stirred(self) -> None:
        """A quiet deck costs next to nothing: looking at everything is for when something may have changed."""
        deck = self.deck
        minute = self.setup.clock.now().replace(second=0, microsecond=0)
        posts = [(pane.timeline.revision, pane.window.selected) for pane in deck.panes]
        stir = (minute, self.app.screen is self, self.size, deck.active, deck.zoomed, self._feed.noted, posts)
        seconds = monotonic()
        if stir != self._stir:
            self._stir, self._look_by = stir, 0.0
            self._keep_ticking(seconds)
        elif self._beat is not None and seconds > self._quiet_from:
            self._beat.pause()
        if seconds >= self._look_by:
            self._look_by = seconds + QUIET_LOOK
            self.tick()

    def _keep_ticking(self, seconds: float) -> None:
        self._quiet_from = seconds + QUIET_AFTER
        if self._beat is not None:
            self._beat.resume()

    def tick(self) -> None:
        """Look at everything that may have changed, and repaint what has."""
        now, tick = self.setup.clock.now(), monotonic()
        state = self._pane_state()
        for pane in self.deck.panes:
            pane.catch_up(now, tick if self.app.screen is self else None, state)
        if is_too_small(self.size):
            self.query_one("#top", Bar).show(*too_small(*self.size))
        else:
            self.query_one("#top", Bar).show(self._bars.top(self.size.width, now, self._times()))
        nothing = self.query_one("#nothing", Page)
        nothing.display = not self.deck.panes and not is_too_small(self.size)
        nothing.show(self._bars.no_pane())
        self.deck.display = bool(self.deck.panes) and not is_too_small(self.size)
        self._show_footer()

    def _pane_state(self) -> PaneState:
        healths = tuple(self.setup.watch.health.values())
        return pane_state(healths, self._times(), self.setup.glyphs, streamed=self._feed.streamed)

    def _times(self) -> Times:
        return Times.at(self.setup.clock.now(), self.setup.look.time, self.setup.zone)

    def _notice(self) -> str:
        return self.last_notice if monotonic() < self._notice_until else ""

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
        footer = self.query_one("#footer", Bar)
        footer.display = not is_too_small(self.size)
        footer.show(*self._bars.footer(self.size.width, self._notice()))

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
        else:
            self.say(f"Nothing to leave; {first_label(self._keys, 'close')} quits.")

    def on_key(self, event: Key) -> None:
        """A key that nothing is bound to. (Keys are offered here before their bindings are looked at.)"""
        self._keep_ticking(monotonic())
        bound = event.key in self._bound or event.character in self._bound
        if event.is_printable and not bound:
            self.say(f"{event.character} is no key here; {first_label(self._keys, 'help')} lists the keys.")

    def action_close(self) -> None:
        """On the deck, `q` quits."""
        self._leave(demo=False)

    def action_sources(self) -> None:
        """Open the sources' view."""
        self.app.push_screen(self.views.sources())

    def run_by_name(self, action_id: str) -> None:
        """Do what a key would: the command palette calls this."""
        self.run_worker(self.run_action(action_id))

    def make_pane(self, pane_filter: PaneFilter, *, instead_of: Pane | None = None) -> Pane:
        same = instead_of is not None and instead_of.filter == pane_filter
        kept = instead_of.timeline if instead_of is not None and same else None
        pane = Pane(pane_filter, self._look, Density(self.setup.look.density), beyond=self._beyond, timeline=kept)
        if instead_of is not None and same:
            pane.go_on_from(instead_of)
        late = Feed()
        late.timelines.append(pane.timeline)
        self.setup.watch.replay_to(late)
        if instead_of is not None and not same:
            pane.go_on_from(instead_of)
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
        if self._opened:
            self.setup.remember([pane.filter for pane in panes], sum(len(pane.timeline) for pane in panes))

    def _beyond(self, pane: Pane) -> Sequence[str]:
        count = len(pane.timeline)
        if not count:
            tags = [str(tag) for tag in pane.filter.tags]
            healths = self.setup.watch.health.values()
            return why_empty(tags, pane.timeline.hidden, healths, self._times(), self._keys)
        oldest = pane.timeline.at(count - 1)
        return what_lies_below(self._times().text(oldest.stands_at), self._older.get(oldest.key, ""), self._keys)

    def ask_older(self, pane: Pane) -> None:
        oldest = pane.timeline.at(len(pane.timeline) - 1)
        if self._older.get(oldest.key) == ASKING:
            self.say(ASKING)
        else:
            self._older[oldest.key] = ASKING
            self.run_worker(self._ask_older(pane, oldest))

    async def _ask_older(self, pane: Pane, oldest: Entry) -> None:
        came, said = 0, ""
        for tag in pane.filter.tags:
            try:
                came += await self.setup.watch.older(tag, oldest.stands_at)
            except SourceError as error:
                said = f"Older posts cannot be had now: {clean_line(str(error))}"
        if not said:
            said = "No source has older posts." if not came else f"{came} older post{'' if came == 1 else 's'} came."
        self._older[oldest.key] = "" if came else said
        self.say(said)

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
