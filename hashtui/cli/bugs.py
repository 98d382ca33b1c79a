"""Whatever Python says by itself, of a bug or of a library's trouble, is said safely: strangers' words may be in it."""

import logging
import sys
import threading

from hashtui.cli.output import say_lines
from hashtui.post.bug import told


class SafeWords(logging.Handler):
    """Where records go that nobody listens to: stderr, a line each and safe."""

    def emit(self, record: logging.LogRecord) -> None:
        say_lines([f"hashtui: {record.getMessage()}"])
        if record.exc_info is not None and record.exc_info[1] is not None:
            _tell(record.exc_info[1])


def tell_bugs_safely() -> None:
    """From now on, in this process."""
    sys.excepthook = lambda kind, error, trace: _tell(error)
    threading.excepthook = lambda failed: _tell(failed.exc_value)
    sys.unraisablehook = lambda failed: _tell(failed.exc_value)
    logging.lastResort = SafeWords(logging.WARNING)


def _tell(error: BaseException | None) -> None:
    if error is not None:
        say_lines(told(error).splitlines())
