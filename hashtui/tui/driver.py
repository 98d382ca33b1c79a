"""The way to the terminal, which never holds the event loop up, and the way back out of full-screen mode."""

import contextlib
import io
import os
import sys
import termios
import threading
from queue import Queue
from typing import Protocol, runtime_checkable

from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from hashtui.tui.departure import Departure
from hashtui.tui.dialect import WIPED, Dialect, dialect_of

PATIENCE = 256 * 1024
"""Characters that may wait for the terminal; what comes then is dropped, until all is read."""
LOOK_AGAIN = 0.05
"""Seconds between two looks whether a stalled terminal has read everything."""
MOUTHFUL = 2048
"""Octets given to the terminal at once: what can still come out when the rest is thrown away."""
LAST_WORDS = 0.5
"""Seconds the terminal gets at the end to read what is left."""
LEAVE_FULL_SCREEN = (
    "\x18"  # ends a sequence that was cut off
    "\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"
    "\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"
)

POINTER_SHAPE = "\x1b]22;"
"""Textual tells the terminal what the mouse's pointer should look like: nothing here needs another one."""

Attributes = list[int | list[bytes | int]]
"""What termios knows of a terminal."""


@runtime_checkable
class Leaving(Protocol):
    """An app with something to do before it exits on a signal."""

    def leave(self, status: int) -> None:
        """Exit with that status, within two seconds."""
        ...


class Tty:
    """An open terminal as the writer thread sees it: unbuffered, counting, and quiet when the terminal is gone."""

    def __init__(self, descriptor: int, dialect: Dialect) -> None:
        self._descriptor = os.dup(descriptor)
        self._dialect = dialect
        self._writing = threading.Lock()
        self.silent = False
        """What is written is thrown away."""
        self.written = 0
        """Characters that the terminal took, or that were thrown away."""

    def write(self, text: str) -> None:
        """Write all of it, however long the terminal takes."""
        octets = text.encode("utf-8", "replace")
        with contextlib.suppress(OSError):  # nobody is there to read it any more: Departure ends the program
            done = 0
            while done < len(octets) and not self.silent:
                with self._writing:
                    done += os.write(self._descriptor, octets[done : done + MOUTHFUL])
        self.written += len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        """The descriptor of its own."""
        return self._descriptor

    def give_back(self, attributes: Attributes | None) -> None:
        """Leave full-screen mode and bring back what termios knew, whatever is stuck, in half a second at most."""
        last = threading.Thread(target=self._restore, args=(attributes,), daemon=True)
        last.start()
        last.join(LAST_WORDS)

    def _restore(self, attributes: Attributes | None) -> None:
        self.silent = True
        self._throw_away()  # makes room for the mouthful the writer is stuck with
        if self._writing.acquire(timeout=LAST_WORDS / 2):
            self._writing.release()
        self._throw_away()
        if attributes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._descriptor, termios.TCSANOW, attributes)
        with contextlib.suppress(OSError):
            os.write(self._descriptor, (self._dialect.spoken(LEAVE_FULL_SCREEN) + self._dialect.farewell).encode())

    def _throw_away(self) -> None:
        with contextlib.suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)


class StallSafeDriver(LinuxDriver):
    """Textual's driver for Unix, but while the terminal does not read, frames are dropped; then all is drawn anew.

    Textual's own would hold the event loop up until the terminal reads again, and would not survive a signal.
    """

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if not self.input_tty and (keyboard := _keyboard()) is not None:
            self.fileno, self.input_tty = keyboard, True
        self._dialect = dialect_of(os.environ.get("TERM", ""))
        self._tty = Tty(sys.__stderr__.fileno() if sys.__stderr__ is not None else 2, self._dialect)
        self._file = self._tty  # type: ignore[assignment]  # the writer thread needs write, flush and fileno only
        self._unbounded: WriterThread | None = None
        self._queued = 0
        self._dropping = False
        self._leaving = False
        self.departure: Departure | None = None

    @property
    def is_stalled(self) -> bool:
        """The terminal does not read at the moment, so frames are being dropped."""
        return self._dropping

    def _get_terminal_size(self) -> tuple[int, int]:
        """The terminal's own word; what COLUMNS and LINES say may be an older window's."""
        try:
            return os.get_terminal_size(self._tty.fileno())
        except OSError:
            return 80, 24

    def start_application_mode(self) -> None:
        if self.departure is None:
            self.departure = Departure(self._loop, self._leave, self._restore)
            self.departure.watch()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual left it so

    def write(self, data: str) -> None:
        if self._writer_thread is None or data.startswith(POINTER_SHAPE):
            return
        if self._unbounded is not self._writer_thread:
            self._begin(self._writer_thread)
        if not self._leaving:
            if self._dropping:
                return
            if self._waiting() > PATIENCE:
                self._dropping = True
                self._loop.call_soon_threadsafe(self._look_again)
                return
        spoken = self._dialect.spoken(data)
        self._queued += len(spoken)
        super().write(spoken)

    def stop_application_mode(self) -> None:
        self._leaving = True
        if self._writer_thread is not None:
            self.write(WIPED)  # within GNU screen, and on the console, there is no second screen to come back from
        super().stop_application_mode()

    def close(self) -> None:
        thread = self._writer_thread
        if thread is not None and thread.is_alive():
            thread._queue.put_nowait(None)  # noqa: SLF001 - its own `stop` waits without end
            thread.join(LAST_WORDS)
            if thread.is_alive():
                self._restore()
        self._leaving = False

    def _leave(self, status: int) -> None:
        if isinstance(self._app, Leaving):
            self._app.leave(status)
        else:
            self._app.exit(status, return_code=status)

    def _restore(self) -> None:
        self._tty.give_back(self.attrs_before)

    def _begin(self, thread: WriterThread) -> None:
        thread._queue.maxsize = 0  # noqa: SLF001 - the bound is ours, in characters; its own blocks
        self._unbounded = thread
        self._tty.silent = False
        self._queued = self._tty.written
        self._dropping = False

    def _waiting(self) -> int:
        return self._queued - self._tty.written

    def _look_again(self) -> None:
        if not self._dropping or self._leaving:
            return
        if self._waiting() > 0:
            self._loop.call_later(LOOK_AGAIN, self._look_again)
            return
        self._dropping = False
        self._app.refresh(layout=True)


def has_keyboard() -> bool:
    """Whether keys can be read from the terminal though standard input is something else."""
    keyboard = _keyboard()
    if keyboard is not None:
        os.close(keyboard)
    return keyboard is not None


def _keyboard() -> int | None:
    """The terminal this program was started from, opened anew."""
    try:
        return os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None


def driver_class() -> type[LinuxDriver]:
    """The driver for the dashboard; Textual's own where its parts are not shaped as ours expects."""
    queue = getattr(WriterThread(io.StringIO()), "_queue", None)
    fits = isinstance(queue, Queue) and isinstance(getattr(queue, "maxsize", None), int)
    parts = ("write", "close", "stop_application_mode", "start_application_mode", "_get_terminal_size")
    return StallSafeDriver if fits and all(hasattr(LinuxDriver, part) for part in parts) else LinuxDriver
