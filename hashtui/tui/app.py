"""The application: one running watch, the deck over it, and the views over the deck."""

import gc
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Event, Key
from textual.keys import _character_to_key
from textual.screen import Screen

from hashtui.config.actions import ACTIONS
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.deck_screen import DeckScreen
from hashtui.tui.opener import Opener
from hashtui.tui.palette import ActionCommands, QuietPalette
from hashtui.tui.terminal import TerminalCare

INTERRUPTED = 130


class HashtuiApp(TerminalCare):
    """The dashboard. It runs the watch as its one worker and opens views; what happens in them is theirs."""

    CSS_PATH = "hashtui.tcss"
    TITLE = "hashtui"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(",".join(a.keys), a.id, a.short, show=False, id=a.id)
            for a in ACTIONS
            if a.id in ("help", "commands", "quit")
        ),
        Binding("ctrl+c", "interrupt", "interrupt", show=False, priority=True),
    ]

    def __init__(self, setup: Dashboard) -> None:
        super().__init__()
        self.setup = setup
        self.wants_demo = False
        """The picker was answered with the demo."""
        self.deck_screen = DeckScreen(
            setup,
            Opener(setup.environment, self.copy_to_clipboard, platform=setup.platform),
            leave=self.close_dashboard,
        )

    async def on_event(self, event: Event) -> None:
        """An Alt+key that nothing is bound to is Esc, then the key: some terminals send Esc that way."""
        with_alt = isinstance(event, Key) and not event.is_forwarded and event.key.startswith("alt+")
        if isinstance(event, Key) and with_alt and event.key not in self.active_bindings:
            self.post_message(Key("escape", None))
            self.post_message(Key(event.key.removeprefix("alt+"), event.character))
        else:
            await super().on_event(event)

    def get_default_screen(self) -> Screen[None]:
        return self.deck_screen

    def on_mount(self) -> None:
        self.theme = self.setup.look.theme if self.setup.look.theme in self.available_themes else "textual-dark"
        self.set_keymap({name: _spelled(keys) for name, keys in self.setup.keys.items()})
        self.run_worker(self.setup.watch.run(stay=True), name="watch", exit_on_error=True)
        self.call_after_refresh(_settle_memory)

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(self.deck_screen.views.help())

    def action_commands(self) -> None:
        """Open the list of commands."""
        commands = ActionCommands(
            self.setup.keys_in_force(), self.deck_screen.run_by_name, lambda: self.deck_screen.last_notice
        )
        self.push_screen(QuietPalette(providers=[commands]))

    def leave(self, status: int) -> None:
        """A signal asks to leave: the panes are remembered first."""
        self.deck_screen.remember()
        super().leave(status)

    def close_dashboard(self, *, demo: bool) -> None:
        """Leave the program, or this dashboard for that of the demo."""
        self.deck_screen.remember()
        self.wants_demo = demo
        self.exit(return_code=0)

    async def action_quit(self) -> None:
        """Leave the program."""
        self.close_dashboard(demo=False)

    def action_interrupt(self) -> None:
        """Ctrl-C leaves as a signal would."""
        self.leave(INTERRUPTED)


def _spelled(keys: Iterable[str]) -> str:
    return ",".join(_character_to_key(key) if len(key) == 1 else key for key in keys)


def _settle_memory() -> None:
    """What exists by now lives as long as the program; looking through it again only makes keys wait."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def run_dashboard(setup: Dashboard) -> int:
    """Show the dashboard until it is left; the program's exit status."""
    app = HashtuiApp(setup)
    app.run()
    if app.wants_demo and setup.demo_setup is not None:
        return run_dashboard(setup.demo_setup())
    return app.return_code or 0
