"""A program on a real pseudo-terminal, with the time of everything it writes."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)
"""What a terminal answers when it is asked: synchronized output, in-band resize, attributes, cursor position."""


class Terminal:
    """Starts a program on a pty and reads what it writes; the queries it makes are answered as a terminal would."""

    def __init__(self, argv: Sequence[str], *, columns: int, rows: int, environment: dict[str, str]) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(slave, descriptor)
            os.closerange(3, 256)
            try:
                os.execvpe(argv[0], list(argv), environment)
            finally:
                os._exit(127)
        os.close(slave)
        os.set_blocking(master, False)
        self._master = master
        self.bytes = 0

    def send(self, keys: bytes) -> float:
        """Type; the time it was done."""
        os.write(self._master, keys)
        return time.perf_counter()

    def read(self, patience: float) -> tuple[float, bytes] | None:
        """What came next and when; None when nothing did."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, patience))
        if not ready:
            return None
        try:
            chunk = os.read(self._master, 1 << 18)
        except (BlockingIOError, OSError):
            return None
        at = time.perf_counter()
        self.bytes += len(chunk)
        for query, answer in _ANSWERS:
            if query in chunk:
                os.write(self._master, answer)
        return at, chunk

    def until(self, token: bytes, patience: float) -> float | None:
        """The time at which `token` was written; None when it was not."""
        end = time.perf_counter() + patience
        tail = b""
        while (left := end - time.perf_counter()) > 0:
            got = self.read(left)
            if got is None:
                continue
            tail += got[1]
            if token in tail:
                return got[0]
            tail = tail[-len(token) :]
        return None

    def drain(self, seconds: float) -> None:
        """Read and forget for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)
