"""A program on a real pseudo-terminal, with the time of everything it writes and what it costs the machine."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)
"""What a terminal answers when it is asked: synchronized output, in-band resize, attributes, cursor position."""
_REMEMBERED = 8192
"""Octets looked at again with the next, so that what is looked for may come in pieces."""


class EndedError(Exception):
    """The program that is measured has ended by itself."""


class Terminal:
    """Starts a program on a pty and reads what it writes; the queries it makes are answered as a terminal would."""

    def __init__(self, argv: Sequence[str], *, columns: int, rows: int, environment: dict[str, str]) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.perf_counter()
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
        self._argv = argv
        self._master = master
        self._last = b""
        self.bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
        except OSError as error:  # the other side is closed
            raise EndedError(f"{' '.join(self._argv)} ended by itself; its last words: {self._last!r}") from error
        at = time.perf_counter()
        self._last = chunk[-500:]
        self.bytes += len(chunk)
        for query, answer in _ANSWERS:
            if query in chunk:
                os.write(self._master, answer)
        return at, chunk

    def until(self, is_there: Callable[[bytes], bool], patience: float) -> float | None:
        """The time at which what is looked for was written; None when it was not. It sees the output's end."""
        end = time.perf_counter() + patience
        tail = b""
        while (left := end - time.perf_counter()) > 0:
            got = self.read(left)
            if got is None:
                continue
            tail += got[1]
            if is_there(tail):
                return got[0]
            tail = tail[-_REMEMBERED:]
        return None

    def drain(self, seconds: float) -> None:
        """Read and forget for so long."""
        self.until(lambda _: False, seconds)

    def cpu(self) -> float:
        """Seconds of processor it has used, all threads together."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def memory(self) -> int:
        """Octets it has in memory."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)
