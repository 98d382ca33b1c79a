"""A program on a pseudo-terminal whose reader we are, and may be lazy."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

COLUMNS, LINES = 80, 24
PATIENCE = 20.0
"""Seconds after which a test gives up."""


def never() -> bool:
    """The condition that does not come."""
    return False


class Session:
    """The example app, running on a terminal of 80x24. Nothing is read unless the test reads."""

    def __init__(self, mode: str, told: Path, *, ignore: signal.Signals | None = None) -> None:
        self._told = told
        self.master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.attributes = termios.tcgetattr(self._slave)
        before = signal.signal(ignore, signal.SIG_IGN) if ignore else None
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.terminal_example", mode, str(told)],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "TEXTUAL_LOG": str(told.with_suffix(".log"))},
        )
        if ignore:
            signal.signal(ignore, before)
        self.output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hang_up()

    @property
    def told(self) -> str:
        """What the app wrote to its file."""
        return self._told.read_text() if self._told.exists() else ""

    @property
    def has_ended(self) -> bool:
        """The process is gone."""
        return self.process.poll() is not None

    def read(self, seconds: float = PATIENCE, until: Callable[[], bool] = never) -> bytes:
        """Read what the terminal shows until the condition holds or the time is over; give what was read now."""
        begun = len(self.output)
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            if select.select([self.master], [], [], 0.02)[0]:
                try:
                    self.output += os.read(self.master, 65_536)
                except OSError:
                    break
        return self.output[begun:]

    def read_until_told(self, word: str) -> None:
        """Read until the app has written `word`."""
        self.read(until=lambda: word in self.told or self.has_ended)
        assert word in self.told, self.output.decode("utf-8", "replace")

    def wait_until_told(self, word: str) -> None:
        """Let the terminal stand still until the app has written `word`."""
        end = time.monotonic() + PATIENCE
        while word not in self.told and not self.has_ended and time.monotonic() < end:
            time.sleep(0.02)
        assert word in self.told

    def wait(self) -> tuple[int, float]:
        """The exit status, and how many seconds it took, without reading anything."""
        began = time.monotonic()
        return self.process.wait(PATIENCE), time.monotonic() - began

    def hang_up(self) -> None:
        """Close the terminal."""
        for descriptor in (self._slave, self.master):
            try:
                os.close(descriptor)
            except OSError:
                continue

    def is_stopped(self) -> bool:
        """The process sleeps in the background, as after Ctrl-Z."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] == "T"

    def is_restored(self) -> bool:
        """The line discipline is as before, and the last word on each mode leaves it off."""
        out = self.output
        modes = (b"?1049", b"?1000", b"?1003", b"?2004", b"?1004")
        left = all(out.rfind(mode + b"l") > out.rfind(mode + b"h") >= 0 for mode in modes)
        shown = out.rfind(b"?25h") > out.rfind(b"?25l") >= 0
        return left and shown and termios.tcgetattr(self._slave) == self.attributes

    def screen(self) -> list[str]:
        """The rows that stand on the screen."""
        screen = pyte.Screen(COLUMNS, LINES)
        pyte.ByteStream(screen).feed(self.output)
        return [row.rstrip() for row in screen.display]
