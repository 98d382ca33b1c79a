"""The application: one running watch, the deck over it, and the views over the deck."""

import gc
from collections import deque
from collections.abc import Collection, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import AwaitMount, Widget
from textual.widgets import Input
from textual.worker import Worker

from hashtui.config.actions import ACTIONS
from hashtui.reading.summary.peak import Peak
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.deck_screen import DeckScreen, Outside
from hashtui.tui.elsewhere import knows, said_elsewhere
from hashtui.tui.foot import Foot
from hashtui.tui.glyphs import ASCII
from hashtui.tui.key_names import keymap_of
from hashtui.tui.opener import Opener
from hashtui.tui.palette import ActionCommands, QuietPalette
from hashtui.tui.picks_view import PicksView
from hashtui.tui.replay_screen import ReplayScreen
from hashtui.tui.terminal import TerminalCare

INTERRUPTED = 130
WATCH = "watch"
LET_GO_AFTER = 1.0
"""Seconds until what a former replay knew is given up."""
HELD_AT_MOST = 0.3
"""Seconds that keys wait for a field that is about to open …"""
LOST_AFTER = 3.0
"""… and for the one before them: its way may be long on a busy machine, and ends nowhere when its view is gone."""


class HashtuiApp(TerminalCare):
    """The dashboard. It runs the watch as its one worker and opens views; what happens in them is theirs."""

    CSS_PATH = "hashtui.tcss"
    TITLE = "hashtui"
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False  # Textual's own would take Ctrl+P before ours
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(",".join(a.keys), a.id, a.short, show=False, id=a.id)
            for a in ACTIONS
            if a.id in ("help", "commands", "quit")
        ),
        Binding("ctrl+c", "interrupt", "interrupt", show=False, priority=True),
    ]

    class Heard(Message):
        """The key of that number was heard by all who could, from that widget on; `more` ways it leads them."""

        def __init__(self, number: int, hears: Widget, more: int) -> None:
            super().__init__()
            self.number, self.hears, self.more = number, hears, more

    def __init__(self, setup: Dashboard) -> None:
        super().__init__()
        self.ascii_only = self.ascii_only or setup.glyphs == ASCII
        self.setup = setup
        self._held: deque[Key | Paste] | None = None
        """What was typed and pasted behind a key, and waits for it; None while none is on its way."""
        self._patience: Timer | None = None
        self._awaits_field = False
        """What is held waits for a field that is about to open or to be left."""
        self._pressed = 0
        """How many keys were heard."""
        self.wants_demo = False
        """The picker was answered with the demo."""
        self.deck_screen = self._deck_of(setup)
        self._watching: Worker[None] | None = None

    async def on_event(self, event: Event) -> None:
        """Keys are heard one after the other: each goes to what is there once the one before it was heard.

        An Alt+key that nothing is bound to is Esc, then the key: some terminals send Esc that way.
        """
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif not self.screen_stack:
            return  # it is leaving: what is typed behind that is for nobody
        elif self._held is not None:
            self._hold([event])
        elif isinstance(event, Paste):
            await super().on_event(event)
        elif event.key.startswith("alt+") and event.key not in self.active_bindings:
            self.post_message(Key("escape", None))
            self.post_message(Key(event.key.removeprefix("alt+"), event.character))
        elif event.is_printable and isinstance(self.focused, Input):
            await super().on_event(event)  # text opens and leaves nothing: what comes behind it need not wait
        else:
            await self._press(event)

    @property
    def _holds(self) -> bool:
        """A key is on its way, and others wait for it."""
        return self._held is not None

    def _hold(self, events: Collection[Key | Paste]) -> None:
        """Have these wait, but not for ever."""
        if self._held is None or not events:
            return
        self._held.extend(events)
        if self._patience is None:
            most = HELD_AT_MOST if self._awaits_field else LOST_AFTER
            self._patience = self.set_timer(most, self._let_held_go)

    async def _press(self, event: Key) -> None:
        """A view that is about to open is there before it hears a key; a field has the focus before what is for it."""
        screen = self.screen
        if not screen.is_mounted and screen is not self.deck_screen:
            await AwaitMount(screen, [screen])
        self._awaits_field = isinstance(screen, DeckScreen | PicksView) and screen.opens_field(event)
        self._held = deque()
        self._pressed += 1
        hears: Widget = self.focused or screen
        await super().on_event(event)
        if not self._awaits_field:
            await self._follow(self.Heard(self._pressed, hears, event.key == "enter"))

    async def _follow(self, heard: Heard) -> None:
        """Send it by the way of the key, behind it: when it comes back, whatever the key does is done."""
        if not heard.hears.post_message(heard):
            await self._let_held_go()

    async def on_hashtui_app_heard(self, heard: Heard) -> None:
        if heard.number != self._pressed:
            return
        if heard.more:  # a field that was submitted says so by the same way
            await self._follow(self.Heard(heard.number, heard.hears, heard.more - 1))
        else:
            await self._let_held_go()

    def on_key(self, event: Key) -> None:
        """No view took it: what means something elsewhere says where."""
        screen = self.screen_stack[-1] if self.screen_stack else self.deck_screen
        if screen is self.deck_screen or isinstance(self.focused, Input):
            return
        words = said_elsewhere(event, self.setup.keys_in_force(), screen)
        for foot in screen.query(Foot) if words else ():
            foot.say(words)
            self.deck_screen.last_notice = words

    async def on_filter_bar_opened(self) -> None:
        """Its field has the focus."""
        await self._let_in()

    async def on_line_field_turned(self) -> None:
        """It has the focus, or has it no more."""
        await self._let_in()

    async def on_picker_view_opened(self) -> None:
        """Its field has the focus."""
        await self._let_in()

    async def _let_in(self) -> None:
        """A field says that it is there. When that comes too late, the keys meanwhile wait for one another."""
        if self._awaits_field:
            await self._let_held_go()

    async def _let_held_go(self) -> None:
        """What was typed since is heard now, up to a key that others must wait for again."""
        if self._patience is not None:
            self._patience.stop()  # what is held next has a time of its own
            self._patience = None
        held, self._held = self._held or deque(), None
        while held and not self._holds:
            await self.on_event(held.popleft())
        self._hold(held)

    def _deck_of(self, setup: Dashboard, peaks: Sequence[Peak] | None = None) -> DeckScreen:
        opener = Opener(setup.environment, self.copy_to_clipboard, platform=setup.platform)
        outside = Outside(self.close_dashboard, self._put_in_force, self.say_to_terminal)
        if setup.replayed is None:
            return DeckScreen(setup, opener, outside)
        return ReplayScreen(setup, setup.replayed, opener, outside, self._begin_anew, peaks)

    def _begin_anew(self, setup: Dashboard) -> None:
        """Show another dashboard over the same recording in the place of this one."""
        before, left = self.deck_screen, self._watching
        while self.screen is not before and before in self.screen_stack:
            self.pop_screen()  # somebody opened it while the way was looked for: it is of the time that is left
        self.workers.cancel_group(self, WATCH)
        self.deck_screen = self._deck_of(setup, before.peak_walk.all if isinstance(before, ReplayScreen) else None)
        self._put_in_force(setup)
        self.switch_screen(self.deck_screen)
        self._run_watch()
        if isinstance(before, ReplayScreen):
            self.set_timer(LET_GO_AFTER, partial(self._let_go, left, before, before.knowing()))

    def _let_go(self, watching: Worker[None] | None, left: ReplayScreen, knowing: Sequence[object]) -> None:
        """Give up what a replay knew that was left.

        Its parts hold one another, and the collector would come too late for them, or for long.
        """
        if left.is_running or (watching is not None and not watching.is_finished):
            self.set_timer(LET_GO_AFTER, partial(self._let_go, watching, left, knowing))
            return
        for one in knowing:
            vars(one).clear()

    def _run_watch(self) -> None:
        run = self.setup.watch.run(stay=True)
        self._watching = self.run_worker(run, name="watch", group=WATCH, exit_on_error=True)

    def get_default_screen(self) -> Screen[None]:
        # What lies at the bottom cannot be exchanged for another, and a replay that goes back begins anew.
        return self.deck_screen if self.setup.replayed is None else Screen()

    def on_mount(self) -> None:
        self._put_in_force(self.setup)
        if self.setup.replayed is not None:
            self.push_screen(self.deck_screen)
        self._run_watch()
        self.call_after_refresh(_settle_memory)

    def _put_in_force(self, setup: Dashboard) -> None:
        """Take theme and keys of this dashboard, at the start and whenever the configuration was saved."""
        self.setup = setup
        self.theme = setup.look.theme if setup.look.theme in self.available_themes else "textual-dark"
        self.set_keymap(keymap_of(setup.keys))
        for screen in self.screen_stack:
            screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is typed no view opens over it."""
        typing = self.screen is self.deck_screen and self.deck_screen.filter_bar.is_open
        return not (typing and action in ("help", "commands"))

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(self.deck_screen.views.help())

    def action_commands(self) -> None:
        """Open the list of commands: of those the screen beneath it knows."""
        beneath = self.screen
        chosen: list[str] = []

        def run(action_id: str) -> None:
            if chosen:
                return  # a second Enter or click came before the list was gone
            chosen.append(action_id)
            doing = beneath.run_action if knows(beneath, action_id) else self.run_action
            beneath.run_worker(doing(action_id))

        commands = ActionCommands(
            self.setup.keys_in_force(),
            run,
            lambda: self.deck_screen.last_notice,
            [one for one in ACTIONS if knows(beneath, one.id) or knows(self, one.id)],
        )
        self.push_screen(QuietPalette(providers=[commands]))

    def leave(self, status: int) -> None:
        """A signal asks to leave: the panes are remembered first."""
        self.deck_screen.rest()
        super().leave(status)

    def close_dashboard(self, *, demo: bool) -> None:
        """Leave the program, or this dashboard for that of the demo."""
        self.deck_screen.rest()
        self.wants_demo = demo
        self.exit(return_code=0)

    async def action_quit(self) -> None:
        """Leave the program."""
        self.close_dashboard(demo=False)

    def action_interrupt(self) -> None:
        """Ctrl-C leaves as a signal would."""
        self.leave(INTERRUPTED)


def _settle_memory() -> None:
    """What exists by now lives as long as the program; looking through it again only makes keys wait."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def run_dashboard(setup: Dashboard) -> int:
    """Show the dashboard until it is left; the program's exit status."""
    app = HashtuiApp(setup)
    app.run(mouse=setup.look.mouse)
    if app.wants_demo and setup.demo_setup is not None:
        return run_dashboard(setup.demo_setup())
    return app.return_code or 0
