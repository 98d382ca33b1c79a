"""Leaving when the system says so: on a signal, or because the terminal is gone."""

import contextlib
import os
import select
import signal
import sys
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable
from types import FrameType

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
GRACE = 2.4
"""Seconds from the signal until the process is ended whatever it is doing; the terminal gets half a second more."""
LOOK = 0.25
"""Seconds between two looks whether the terminal is still there."""


def status_of(number: signal.Signals) -> int:
    """The exit status that says which signal ended the program: 129, 130, 143."""
    return 128 + number


class Departure:
    """Sees to it that the program ends in time with the right status, once it is asked to.

    Python's own signal handlers run even when the event loop waits in a task, and a thread ends the process when
    that does not help.
    """

    def __init__(self, loop: AbstractEventLoop, leave: Callable[[int], object], restore: Callable[[], object]) -> None:
        """`leave` ends the program properly, in the loop; `restore` gives the terminal back, from any thread."""
        self._loop = loop
        self._leave = leave
        self._restore = restore
        self._asked = threading.Event()
        self.status: int | None = None
        """The status to exit with; None while nothing has asked to leave."""

    def watch(self) -> None:
        """Take the signals over and watch the terminal from now on. Call it from the main thread."""
        for number in SIGNALS:
            signal.signal(number, self._on_signal)
        threading.Thread(target=self._stand_by, name="departure", daemon=True).start()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._ask(status_of(signal.Signals(number)))

    def _ask(self, status: int) -> None:
        if self.status is None:
            self.status = status
            self._asked.set()
        with contextlib.suppress(RuntimeError):  # the loop is closed: the program is ending already
            self._loop.call_soon_threadsafe(self._leave, self.status)

    def _stand_by(self) -> None:
        terminal = _Terminal()
        while not self._asked.wait(LOOK):
            if terminal.is_gone():
                self._ask(status_of(signal.SIGHUP))
        threading.Event().wait(GRACE)
        self._restore()
        os._exit(self.status or 1)


class _Terminal:
    """The terminal the program was started on, if any."""

    def __init__(self) -> None:
        self._poll = select.poll()
        for stream in (sys.__stdin__, sys.__stderr__):
            if stream is not None and stream.isatty():
                self._poll.register(stream.fileno(), 0)

    def is_gone(self) -> bool:
        lost = select.POLLHUP | select.POLLERR | select.POLLNVAL
        return any(event & lost for _, event in self._poll.poll(0))
