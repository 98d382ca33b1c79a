"""Lines that are typed to `--plain`: where they come from, and how they are heard without waiting."""

import asyncio
import os
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress

_MOUTHFUL = 65_536
_LONGEST = 1 << 20
"""Octets of one line; what is longer is cut into several."""


class Keyboard:
    """Lines that are typed, or piped in, as they are finished. It never waits and starts no thread."""

    def __init__(self, descriptor: int, heard: Callable[[], None]) -> None:
        """`heard` is called when there are lines, or no more will come."""
        self._descriptor = descriptor
        self._heard = heard
        self._begun = b""
        self.lines: deque[str] = deque()
        self.has_ended = False
        """Nothing more will come: Ctrl-D, or the end of a file."""

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin. What cannot be waited for, a file, is read at once."""
        try:
            loop.add_reader(self._descriptor, self._read)
        except PermissionError:
            while not self.has_ended:
                self._read()
        except (OSError, ValueError):
            self._end()

    def deafen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear no more."""
        with suppress(OSError, ValueError):
            loop.remove_reader(self._descriptor)

    def _read(self) -> None:
        try:
            read = os.read(self._descriptor, _MOUTHFUL)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            read = b""  # the terminal is gone
        if not read:
            self._end()
            return
        *lines, self._begun = (self._begun + read).split(b"\n")
        if len(self._begun) > _LONGEST:
            lines, self._begun = [*lines, self._begun], b""
        self.lines += [line.decode("utf-8", "replace") for line in lines]
        if lines:
            self._heard()

    def _end(self) -> None:
        if self._begun:
            self.lines.append(self._begun.decode("utf-8", "replace"))
            self._begun = b""
        self.has_ended = True
        self._heard()


def keyboard(*, reads_input: bool) -> int | None:
    """The descriptor lines are typed on: standard input, or the terminal itself when posts come there."""
    try:
        if reads_input:
            return os.open(os.ttyname(sys.stdout.fileno()), os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY)
        return None if sys.stdin is None else sys.stdin.fileno()
    except (OSError, ValueError):
        return None
