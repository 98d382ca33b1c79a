"""A small app that announces posts on a real terminal, for tests: `python -m tests.tui.alerts_example`.

Each `a` lets a post come that an alert rule wants, `s` has all of them seen, `q` leaves.
"""

import os
import sys
import time
from datetime import UTC

from hashtui.config.environment import scrub_environment

scrub_environment(os.environ)

from textual.app import ComposeResult  # noqa: E402 - the environment comes first
from textual.events import Key  # noqa: E402
from textual.widgets import Static  # noqa: E402

from hashtui.filter import parse  # noqa: E402
from hashtui.filter.rules import Rule, Rules  # noqa: E402
from hashtui.post.clean import clean_line  # noqa: E402
from hashtui.reading.moment import Moment  # noqa: E402
from hashtui.tui.alerts import Alerts  # noqa: E402
from hashtui.tui.terminal import TerminalCare  # noqa: E402
from hashtui.tui.voice import voice_of  # noqa: E402
from tests.posts import NOON, entry, post  # noqa: E402

RULES = Rules(alert=(Rule(clean_line("near"), parse("#capcomnet")),))
WORDS = "Salut; \x1b]52;c;Q0FOQVJZ\x07 \x9d0;pwned\x9c été"


class Example(TerminalCare):
    """Says nothing but what its alerts say."""

    def __init__(self) -> None:
        super().__init__()
        voice = voice_of(os.environ, "myhost")
        self._alerts = Alerts(RULES, voice, self.say_to_terminal, zone=UTC)
        self._posts = 0
        self._is_seen = False

    def compose(self) -> ComposeResult:
        yield Static("ready", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(0.05, self._tick)

    def on_key(self, event: Key) -> None:
        match event.key:
            case "a":
                self._posts += 1
                self._alerts.consider(entry(post(self._posts, WORDS)), Moment(NOON))
            case "s":
                self._is_seen = True
            case "q":
                self._alerts.close()
                self.exit(0)

    def _tick(self) -> None:
        self._alerts.tick(NOON, time.monotonic(), lambda _: not self._is_seen)


if __name__ == "__main__":
    app = Example()
    app.run()
    sys.exit(app.return_code or 0)
