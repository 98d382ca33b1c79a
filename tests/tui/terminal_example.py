"""A small app in a real terminal, for tests: `python -m tests.tui.terminal_example MODE FILE`.

It writes to FILE what only it can know. MODE is what it does: idle, flood, crash, hang.
"""

import os
import sys
import time
from pathlib import Path

from hashtui.config.environment import scrub_environment

scrub_environment(os.environ)

from textual.app import ComposeResult  # noqa: E402 - the environment comes first
from textual.content import Content  # noqa: E402
from textual.events import Key  # noqa: E402
from textual.widgets import Static  # noqa: E402

from hashtui.tui.driver import StallSafeDriver  # noqa: E402
from hashtui.tui.terminal import TerminalCare  # noqa: E402

UNCLEAN = "hello \x1b]52;c;Q0FOQVJZ\x07 world \x9b2J"
ROWS = 20
COLOURS = ("#ff8040", "#4080ff")


class Example(TerminalCare):
    """Draws what no cleaner has seen, and in flood mode a whole screen fifty times a second."""

    def __init__(self, mode: str, told: Path) -> None:
        super().__init__()
        self._mode = mode
        self._told = told
        self._rows = Static("", markup=False)
        self._ticks = 0
        self._last = time.monotonic()
        self._lag = 0.0
        self._has_stalled = False

    def compose(self) -> ComposeResult:
        yield Static(Content(UNCLEAN), markup=False)
        yield self._rows

    def on_mount(self) -> None:
        self.set_interval(0.02, self._tick)
        if self._mode == "crash":
            self.set_timer(0.1, self._crash)
        if self._mode == "hang":
            self.set_timer(0.1, self._hang)
        self.call_after_refresh(self._tell, "ready")

    def on_key(self, event: Key) -> None:
        if event.key == "x":
            self._mode = "idle"
            self._rows.update(Content("\n".join(f"row {row} is final" for row in range(ROWS))))
            self._tell(f"lag {self._lag:.3f}")

    def _tick(self) -> None:
        now = time.monotonic()
        self._lag = max(self._lag, now - self._last)
        self._last = now
        self._ticks += 1
        if self._mode == "flood":
            self._rows.update(Content("\n").join(self._row(row) for row in range(ROWS)))
        if isinstance(self._driver, StallSafeDriver) and self._driver.is_stalled and not self._has_stalled:
            self._has_stalled = True
            self._tell("stalled")

    def _row(self, row: int) -> Content:
        letters = chr(ord("A") + (self._ticks + row) % 26) * 4
        return Content.assemble(*((letters, COLOURS[place % 2]) for place in range(16)))

    def _crash(self) -> None:
        local = "CANARY-OF-A-LOCAL"
        raise ValueError(f"\x1b]0;pwned\x07 access_token=CANARY{len(local)}")

    def _hang(self) -> None:
        self._tell("hangs")
        while True:
            time.sleep(0.05)  # nothing but a signal handler runs any more

    def _tell(self, what: str) -> None:
        with self._told.open("a") as file:
            file.write(what + "\n")


def main() -> int:
    """Run it; the status to exit with."""
    app = Example(sys.argv[1], Path(sys.argv[2]))
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
