"""The hostile dashboard on a terminal: batches put before it, keys pressed, its walls looked at."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.security.hostile import status
from tests.terminal import Terminal

COLUMNS, ROWS = 100, 80
WALL = COLUMNS // 2 - 1
"""The column between the two panes."""
HEADER_ROWS = 4
"""Top bar and pane header; the footer has up to four at the other end."""
WALLS = frozenset("│┼")
DRAWN = b"\x1b[?2026l"
"""Ends every frame."""
QUIET = 0.06
LATEST = 0.4
"""Seconds after which a key is taken to change nothing on the screen."""

Said = tuple[str, bool]
"""What strangers write, and whether it is HTML."""


class DashboardSession:
    """A running dashboard of strangers' posts."""

    def __init__(self, folder: Path, terminal: Terminal, first: int = 0) -> None:
        """`first`: the number of the first post put."""
        self.terminal = terminal
        self._folder = folder
        self._batches = count()
        self._posts = first

    def put(self, batch: Sequence[Said]) -> None:
        """Have a server give these, and wait until they are drawn."""
        rows = [status(self._posts + place, said, html=html) for place, (said, html) in enumerate(batch)]
        self._posts += len(batch)
        half_written = self._folder / "half-written"
        half_written.write_text(json.dumps(rows))
        half_written.rename(self._folder / f"{next(self._batches)}.json")
        self.terminal.read_until(DRAWN)
        self.terminal.read_until_quiet(3 * QUIET)

    def press(self, *keys: bytes) -> None:
        """Press these, one after another, each drawn before the next."""
        for key in keys:
            self.terminal.type(key)
            self.terminal.read_some(LATEST)
            self.terminal.read_until_quiet(QUIET)

    def click_all(self, rows: range, columns: range) -> None:
        """Click these cells, a row at a time."""
        for row in rows:
            for column in columns:
                self.terminal.click(column, row)
            self.terminal.read_until_quiet(QUIET)

    def displaced(self) -> list[str]:
        """The rows of the two panes that have no wall where it belongs."""
        rows = self.terminal.screen()
        return [rows[row] for row in range(HEADER_ROWS, ROWS - 4) if self.terminal.character(WALL, row) not in WALLS]


@contextmanager
def hostile_dashboard(
    folder: Path, typed: Sequence[str], *, first: int = 0, raw: bool = False
) -> Iterator[DashboardSession]:
    """The dashboard with what a person is said to have typed, waiting for its first batch; `raw`: uncleaned."""
    (folder / "typed.json").write_text(json.dumps(typed))
    argv = [sys.executable, "-m", "tests.security.hostile_dashboard", str(folder), *(["raw"] if raw else [])]
    environment = {"COLORTERM": "truecolor", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with Terminal(argv, columns=COLUMNS, rows=ROWS, environment=environment) as terminal:
        terminal.read_until(b"quit")  # the footer, which is drawn last
        terminal.read_until_quiet(QUIET)
        yield DashboardSession(folder, terminal, first)
