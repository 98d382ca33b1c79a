"""What is printed: data on stdout, words for the person on stderr, both UTF-8 and both safe."""

import io
import os
import select
import stat
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from hashtui.post.clean import log_line

_JOINERS = "\u200c\u200d"
"""They steer nothing, and names in some scripts need them."""


class OutputError(Exception):
    """stdout takes no more for another reason than its reader's leaving: a full disk."""


def prepare_output() -> None:
    """Make both streams UTF-8 whatever the locale, and writes to stdout wait for its reader.

    So nothing that is said can fail to be encoded, nor be lost because somebody left the pipe non-blocking.
    """
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            os.set_blocking(sys.stdout.fileno(), True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(OSError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def put(text: str, *, end: str = "\n") -> None:
    """One or more whole lines of data on stdout, at once. BrokenPipeError when nobody reads it any more.

    `end` other than a line break leaves the line open: a prompt.
    """
    if sys.stdout is None:
        raise BrokenPipeError
    try:
        sys.stdout.write(text if text.endswith("\n") else text + end)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error


def escaped(text: str) -> str:
    """Data of the person's own, a path or TOML: what a terminal might obey is written as TOML does, `\\u001b`."""
    return text if text.isascii() and text.isprintable() else "".join(map(_escaped, text))


def _escaped(char: str) -> str:
    if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or char in _JOINERS:
        return char
    return f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}"


def say(message: str) -> None:
    """One sentence for the person on stderr, made safe; a stderr that is gone is no reason to stop."""
    say_lines([f"hashtui: {message}"])


def say_lines(lines: Iterable[str]) -> None:
    """Lines for the person, as they are but safe; leading blanks are kept, a caret may stand below them."""
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        for line in lines:
            indent = line[: len(line) - len(line.lstrip(" "))]
            sys.stderr.write(f"{indent}{log_line(line)}\n")
        sys.stderr.flush()


def abandon_stdout() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not complain about it on its way out."""
    if sys.stdout is None:
        return
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def stdout_pipe() -> int | None:
    """The descriptor of stdout when it is a pipe, whose reader can go away unnoticed; None otherwise."""
    if sys.stdout is None:
        return None
    with suppress(OSError, ValueError):
        descriptor = sys.stdout.fileno()
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            return descriptor
    return None


def has_lost_its_reader(pipe: int) -> bool:
    """Whether nobody reads from the pipe that this descriptor writes to."""
    poll = select.poll()
    poll.register(pipe, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))
