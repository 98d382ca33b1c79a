"""The deck with its two bars: the screen one lives in."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from hashtui.config.actions import ACTIONS, Scope
from hashtui.filter import PaneFilter, Present
from hashtui.filter.rules import Rules
from hashtui.tui.alerts import Alerts
from hashtui.tui.around import AroundPanes
from hashtui.tui.bars import Bar
from hashtui.tui.beat import Beat
from hashtui.tui.dashboard import Dashboard, Fresh
from hashtui.tui.deck import Deck, is_too_small
from hashtui.tui.deck_bars import DeckBars, too_small
from hashtui.tui.feed import Feed
from hashtui.tui.filter_bar import FilterBar
from hashtui.tui.hot_reload import reload_words, what_changed
from hashtui.tui.judging import Judging
from hashtui.tui.key_names import binding_keys, first_label
from hashtui.tui.opener import Opener
from hashtui.tui.page import Page
from hashtui.tui.pane import Pane, PaneLook
from hashtui.tui.pane_header import PaneState
from hashtui.tui.pane_making import PaneMaking
from hashtui.tui.pane_state import pane_state
from hashtui.tui.recall import Recall
from hashtui.tui.restoring import Restoring
from hashtui.tui.searching_keys import SearchingKeys
from hashtui.tui.summary_keys import SummaryKeys
from hashtui.tui.times import Times
from hashtui.tui.trusting_keys import TrustingKeys
from hashtui.tui.typeset import Line, Run
from hashtui.tui.views import Views
from hashtui.tui.voice import voice_of

TICKS_A_SECOND = 20
QUIET_TICKS_A_SECOND = 4
REREAD_EVERY = 1.0
"""Seconds between two looks whether the configuration was saved."""
KEPT_EVERY = 60.0
"""Seconds after which the reading places are written down again, when anything has changed."""
BINDINGS_OF_DECK: list[BindingType] = [
    *(
        Binding(binding_keys(a.keys), a.id, a.short, show=False, id=a.id)
        for a in ACTIONS
        if a.scope is Scope.DECK and a.id != "pane_number"
    ),
    *(Binding(str(n), f"pane_number({n})", f"pane {n}", show=False, id=f"pane_number_{n}") for n in range(1, 10)),
    Binding("escape", "leave", "leave", show=False, id="leave"),
    Binding("q", "close", "quit", show=False, id="close"),
]


class Leave(Protocol):
    """Ends the dashboard, for good or for the demo."""

    def __call__(self, *, demo: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Outside:
    """What the screen asks of the program around it."""

    leave: Leave
    restyle: Callable[[Dashboard], None]
    """Put theme and keys in force."""
    tell_terminal: Callable[[str], None]
    """Send a sequence that rings, notifies or names the window."""


class DeckScreen(TrustingKeys, SummaryKeys, SearchingKeys, inherit_bindings=False):
    """Panes over a running watch. It looks at the timelines a few times a second and never waits for anything."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS_OF_DECK
    HEARD: ClassVar[frozenset[Scope]] = frozenset({Scope.DECK, Scope.ANYWHERE})

    def __init__(self, setup: Dashboard, opener: Opener, outside: Outside) -> None:
        super().__init__()
        self.setup = setup
        self.opener = opener
        self.deck = Deck()
        self.keys: dict[str, tuple[str, ...]] = setup.keys_in_force()
        self._outside = outside
        voice = voice_of(setup.environment, socket.gethostname())
        self._alerts = Alerts(setup.rules, voice, outside.tell_terminal, zone=setup.zone)
        self.judging = Judging(setup.rules, setup.trusted, setup.clock, self._alerts)
        self.picking = self.make_picking()
        self.filter_bar = FilterBar(setup.glyphs, lambda: Present(setup.clock.now(), setup.zone))
        self._feed = Feed(self.judging)
        self._restoring = Restoring(setup.pane_places)
        self._look = PaneLook(setup.glyphs, setup.look.time, setup.zone, drip=setup.look.drip, picked=self.picking.keys)
        self._look.level_of, self._look.booster_of = self.judging.level_of, self.judging.booster_of
        self.recall = Recall(setup, self.run_worker, self.say, self.keep_out)
        self._around = AroundPanes(
            setup,
            self.keys,
            self.deck.panes,
            lambda: self.vocabulary().tags,
            self.run_worker,
            self.say,
            self.trusted,
            self.recall,
        )
        self._making = PaneMaking(setup, self._look, self._around, self.judging, self._feed)
        self._bars = DeckBars(setup, self.deck, self.keys, self._feed.streamed)
        self.views = Views(
            setup,
            self.keys,
            opener,
            self._state_line,
            tell=self.post_message,
            panes=lambda: self.deck.panes,
            judging=self.judging,
            keep_trusted=self.keep_trusted,
            pick=self.pick,
        )
        self._opened = False
        self._beat: Beat | None = None
        self._reread_by = self._keep_by = self._keyed_at = 0.0
        self._put_keys()

    def _put_keys(self) -> None:
        """Name the keys in force wherever keys are named: all who do were given this one mapping."""
        self.keys.update(self.setup.keys_in_force())
        self._bound = {key for one in ACTIONS if one.scope in self.HEARD for key in self.keys.get(one.id, ())}
        self._look.follow_key = first_label(self.keys, "follow")
        self._look.hidden_key = first_label(self.keys, "hidden")
        self._around.setup = self.views.setup = self.setup

    def compose(self) -> ComposeResult:
        yield Bar(id="top")
        yield self.deck
        yield Page(id="nothing")
        yield self.filter_bar
        yield Bar(id="footer")

    async def on_mount(self) -> None:
        self.setup.watch.attach(self._feed)
        for pane_filter in self.setup.panes:
            pane = self.make_pane(pane_filter)
            self._restoring.take_up(pane)
            await self.deck.add(pane)
        self.deck.go_to(0)
        self._opened = True
        self.panes_changed()
        self.tick()
        self._beat = Beat(self.set_interval(1 / TICKS_A_SECOND, self._tick_if_stirred))
        self.set_interval(1 / QUIET_TICKS_A_SECOND, self._tick_if_stirred)
        self.run_worker(self.become_acquainted())
        if not self.setup.panes:
            self.ask_for_first_panes()

    def _tick_if_stirred(self) -> None:
        """A quiet deck costs next to nothing: looking at everything is for when something may have changed."""
        deck, seconds = self.deck, monotonic()
        if seconds >= self._reread_by:
            self._reread_by = seconds + REREAD_EVERY
            self.reread()
        minute = self.setup.clock.now().replace(second=0, microsecond=0)
        posts = [(pane.timeline.revision, pane.window.selected) for pane in deck.panes]
        busy = seconds if self.judging.is_busy or any(pane.is_busy for pane in deck.panes) else 0.0
        looks = self.app.screen is self, self.app.app_focus, self.size
        stir = (minute, *looks, deck.active, deck.zoomed, self._feed.noted, posts, busy)
        if self._beat is not None and self._beat.is_due(stir, seconds):
            self.tick()

    def tick(self) -> None:
        """Look at everything that may have changed, and repaint what has."""
        now, seconds = self.setup.clock.now(), monotonic()
        state, is_seen = self._pane_state(), self.app.screen is self
        self.take_up_trust(seconds)
        self.feel_pulses(now, seconds, is_seen=is_seen, keyed_at=self._keyed_at)
        for pane in self.deck.panes:
            pane.catch_up(now, seconds if is_seen else None, state, watched=self.app.app_focus)
        self._alerts.tick(now, seconds, lambda key: any(key in pane.timeline.unseen for pane in self.deck.panes))
        self.tell_sifted()
        small = is_too_small(self.size)
        if small:
            self.query_one("#top", Bar).show(*too_small(*self.size))
        else:
            self.query_one("#top", Bar).show(self._bars.top(self.size.width, now, self.times()))
        nothing = self.query_one("#nothing", Page)
        nothing.display = not self.deck.panes and not small
        nothing.show(self._bars.no_pane())
        self.deck.display = bool(self.deck.panes) and not small
        self.show_footer()
        if seconds >= self._keep_by:
            self._keep_by = seconds + KEPT_EVERY
            self.keep_places_now()

    def _pane_state(self) -> PaneState:
        healths = tuple(self.setup.watch.health.values())
        return pane_state(healths, self.times(), self.setup.glyphs, streamed=self._feed.streamed)

    def times(self) -> Times:
        return Times.at(self.setup.clock.now(), self.setup.look.time, self.setup.zone)

    def hour(self, instant: datetime) -> str:
        return self.times().clock(instant)

    def show_footer(self) -> None:
        """The keys, or the last notice in as many rows as it needs."""
        footer = self.query_one("#footer", Bar)
        footer.display = not is_too_small(self.size)
        typing = self.filter_bar.is_open
        footer.show(*self._bars.footer(self.size.width, self.notice, typing=typing))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is typed the keys of panes do nothing."""
        return not self.filter_bar.is_open

    def on_key(self, event: Key) -> None:
        """A key that nothing is bound to. (Keys are offered here before their bindings are looked at.)"""
        self._keyed_at = monotonic()
        if self._beat is not None:
            self._beat.keep(self._keyed_at)
        if self.answers(event):
            return
        bound = event.key in self._bound or event.character in self._bound
        if event.is_printable and not bound:
            self.say(f"{event.character} is no key here; {first_label(self.keys, 'help')} lists the keys.")

    def action_close(self) -> None:
        """On the deck, `q` quits."""
        self.leave_dashboard(demo=False)

    def action_leave(self) -> None:
        """Leave the filter, then zoom, then the hold."""
        pane = self.deck.pane
        if pane is not None and self.take_filter_off(pane):
            return
        if self.deck.zoomed:
            self.deck.zoom()
        elif pane is not None and not pane.window.following:
            pane.window.follow()
            pane.repaint()
        else:
            self.say(f"Nothing to leave; {first_label(self.keys, 'close')} quits.")

    def action_sources(self) -> None:
        """Open the sources' view."""
        self.app.push_screen(self.views.sources())

    def make_pane(self, pane_filter: PaneFilter, *, instead_of: Pane | None = None) -> Pane:
        return self._making.make(pane_filter, instead_of=instead_of)

    def panes_changed(self) -> None:
        """Feed, follow and remember just the panes there are."""
        panes = self.deck.panes
        self._feed.timelines = [pane.timeline for pane in panes]
        self.recall.fill(panes)
        self.setup.watch.follow({tag for pane in panes for tag in pane.filter.tags})
        self.remember()

    def remember(self) -> None:
        """Keep the set of panes, and where each is read, for the next time."""
        panes = self.deck.panes
        if self._opened:
            filters = [pane.filter for pane in panes]
            places = self._restoring.places(panes, self.setup.clock.now())
            self.setup.remember(filters, sum(pane.timeline.stored for pane in panes), places)

    def keep_places_now(self) -> None:
        """Write the places down if they differ from those kept last: nobody says when a machine goes dark."""
        if self._restoring.has_moved(self.deck.panes):
            self.remember()

    def ask_older(self, pane: Pane) -> None:
        self._around.ask_older(pane)

    def leave_dashboard(self, *, demo: bool) -> None:
        self._outside.leave(demo=demo)

    def reread(self) -> None:
        """Take up the configuration when it was saved, and what was said of accounts elsewhere."""
        self.take_up_said()
        self.take_up_picks()
        self.recall.tell()
        fresh = self.setup.reread()
        if fresh is None:
            return
        changed, rules = what_changed(self.setup, fresh), self.judging.rules
        words = reload_words(changed, fresh)
        self._take_up(fresh)
        if "rules" in changed:
            self._put_rules(fresh.rules)
            self.can_undo("Rules changed", lambda: self._put_rules(rules), said=words)
        elif words:
            self.say(words)

    def _take_up(self, fresh: Fresh) -> None:
        look, before = fresh.look, self.setup.look
        self.setup = replace(self.setup, look=look, keys=fresh.keys)
        self._look.time_form, self._look.drip = look.time, look.drip
        self._making.density = look.density
        for pane in self.deck.panes:
            pane.window.drip = look.drip
            if pane.density is before.density:
                pane.set_density(look.density)
        self._put_keys()
        self._outside.restyle(self.setup)
        self.tick()

    def _put_rules(self, rules: Rules) -> None:
        self.setup = replace(self.setup, rules=rules)
        self.judging.rules = self._alerts.rules = rules
        for pane in self.deck.panes:
            pane.window.judge_anew(self.judging.now(), self.judging.ruling())
            pane.repaint()

    def rest(self) -> None:
        """The dashboard is left: remember it, and give the window its title back."""
        self.picking.settle()
        self.remember()
        self._alerts.close()

    def _state_line(self) -> Line:
        state = self._pane_state()
        return (Run(f"{state.shape} {state.word}", state.ink),)
