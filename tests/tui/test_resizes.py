"""However the window is pulled about, down to one cell and back, the screen ends up as if it had always been so."""

import fcntl
import os
import random
import signal
import struct
import sys
import termios
from pathlib import Path

from tests.terminal import Terminal
from tests.tui.emulators import pyte_rows
from tests.tui.test_borders import AFRESH, HEAR, TELL

TIMES = int(os.environ.get("HASHTUI_RESIZES", "40"))
"""`HASHTUI_RESIZES=500 pytest tests/tui/test_resizes.py` is the long run."""
LAST = (80, 24)
SMALL = ((1, 1), (2, 2), (1, 50), (200, 1), (19, 6), (20, 6), (0, 0), (36, 5), (1000, 3))
KEYS = (
    b"",
    b"",
    HEAR * 3,
    b"j",
    b"\x1b[6~",
    b"v",
    b"\r",
    b"\x1b",
    b"?",
    b"\x1b",
    b"i",
    b"z",
    b"\t",
    b"\x10",
    b"a",
    b"s",
    b"S",
    b"c",
)
"""What goes on meanwhile: a flood of posts, reading, views that open and close."""


def resize(terminal: Terminal, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    terminal.process.send_signal(signal.SIGWINCH)  # the kernel tells only whom the terminal belongs to


def test_after_many_sizes_the_screen_is_as_if_drawn_for_the_first_time(tmp_path: Path) -> None:
    chance = random.Random(7)
    argv = [sys.executable, "-m", "tests.tui.tangled_example", str(tmp_path / "told")]
    with Terminal(argv, columns=LAST[0], rows=LAST[1], environment={"COLUMNS": "120"}) as terminal:
        terminal.read_until(b"#tangled ")
        for _ in range(TIMES):
            size = chance.choice(SMALL) if chance.random() < 0.4 else (chance.randint(1, 220), chance.randint(1, 60))
            resize(terminal, *size)
            terminal.type(chance.choice(KEYS))
            terminal.read(chance.choice((0.0, 0.02, 0.1)))
            assert not terminal.has_ended, terminal.output[-3000:].decode("utf-8", "replace")
        for _ in range(3):  # out of what lets no other keys through
            terminal.type(b"\x1b")
            terminal.read_until_quiet(0.3)
        resize(terminal, *LAST)
        drawn = terminal.read_until_quiet(0.5)
        begun = len(terminal.output)
        terminal.type(TELL)
        terminal.read(until=(tmp_path / "told.1").exists)
        terminal.read_until_quiet(0.3)
        anew = terminal.output[begun:]

        assert not terminal.has_ended
        assert pyte_rows(AFRESH + drawn, LAST) == pyte_rows(AFRESH + anew, LAST)
        assert any(pyte_rows(AFRESH + anew, LAST))
