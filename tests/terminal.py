"""A program on a pseudo-terminal of any size, whose reader we are: its bytes, their times, and the screen they draw."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

PATIENCE = 30.0
"""Seconds after which a test gives up."""
ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)
"""What a terminal answers when it is asked: synchronized output, in-band resize, attributes, cursor position."""
_AT_ONCE = 1 << 18


def never() -> bool:
    """The condition that does not come."""
    return False


class Terminal:
    """Starts a program on a terminal and reads what it writes; its queries are answered as a terminal would.

    Nothing is read unless somebody reads. All output is kept in `output`.
    """

    def __init__(
        self, argv: Sequence[str], *, columns: int = 80, rows: int = 24, environment: Mapping[str, str] | None = None
    ) -> None:
        self.columns, self.rows = columns, rows
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            list(argv),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
        )
        os.close(slave)
        self._output = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    @property
    def output(self) -> bytes:
        """All of it so far; a copy."""
        return bytes(self._output)

    @property
    def has_ended(self) -> bool:
        """The process is gone."""
        return self.process.poll() is not None

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def click(self, column: int, row: int) -> None:
        """Press and release the first button there; counted from 0."""
        self.type(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m".encode())

    def read_some(self, patience: float) -> bytes:
        """What comes next within so many seconds; empty when nothing did or the program is gone."""
        if not select.select([self.master], [], [], patience)[0]:
            return b""
        try:
            chunk = os.read(self.master, _AT_ONCE)
        except OSError:
            return b""
        self._output += chunk
        for query, answer in ANSWERS:
            if query in chunk:
                self.type(answer)
        return chunk

    def read(self, seconds: float = PATIENCE, until: Callable[[], bool] = never) -> bytes:
        """Read until the condition holds, the program is gone or the time is over; what was read."""
        begun = len(self._output)
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            if not self.read_some(0.02) and self.has_ended:
                break
        return bytes(self._output[begun:])

    def read_until(self, words: bytes, seconds: float = PATIENCE) -> bytes:
        """Read until these bytes are written from now on; AssertionError when they are not."""
        begun = len(self._output)
        self.read(seconds, lambda: self._output.find(words, begun) >= 0)
        assert self._output.find(words, begun) >= 0, f"{words!r} did not come; last: {bytes(self._output[-300:])!r}"
        return bytes(self._output[begun:])

    def read_until_quiet(self, quiet: float = 0.15, seconds: float = PATIENCE) -> bytes:
        """Read until nothing came for so long; what was read."""
        begun = len(self._output)
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.read_some(quiet):
            continue
        return bytes(self._output[begun:])

    def screen(self) -> list[str]:
        """The rows that stand on the screen, with the blanks at their ends."""
        self._stream.feed(bytes(self._output[self._fed :]))
        self._fed = len(self._output)
        return list(self._screen.display)

    def character(self, column: int, row: int) -> str:
        """What stands in that cell after the last `screen`."""
        return str(self._screen.buffer[row][column].data)
