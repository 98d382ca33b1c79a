"""Which file a `jsonl:` URL names, and what is wrong with it in words."""

import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hashtui.errors import Unreachable, UsageError
from hashtui.post.clean import CleanLine, clean_line

SCHEME = "jsonl:"
STANDARD_INPUT = "-"
_ITS_OTHER_NAMES = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_DESCRIPTORS = ("/dev/fd/", "/proc/self/fd/")


@dataclass(frozen=True, slots=True)
class Place:
    """A file by its path, or the standard input."""

    path: str
    """Absolute; `-` is the standard input."""

    @property
    def url(self) -> CleanLine:
        """Its name everywhere: two spellings of one path have one."""
        return clean_line(SCHEME + self.path)

    @property
    def is_standard_input(self) -> bool:
        """Whether it is what the program was started with."""
        return self.path == STANDARD_INPUT

    @property
    def is_passed_on(self) -> bool:
        """Whether it is an open file that the program was started with: it has one writer, and an end."""
        return self.is_standard_input or self.path.startswith(_DESCRIPTORS)


def read_place(url: str) -> Place:
    """The file this URL names; `~` is the home directory. UsageError when it names none."""
    named = url[len(SCHEME) :]
    if not named.strip() or "\0" in named:
        raise UsageError(f"{clean_line(url)!r} names no file: write jsonl:PATH, or jsonl:- for standard input")
    if named == STANDARD_INPUT or named in _ITS_OTHER_NAMES:
        return Place(STANDARD_INPUT)
    expanded = os.path.expanduser(named)  # noqa: PTH111 - a ~name that nobody has stays as it is
    return Place(str(Path(os.path.normpath(expanded)).absolute()))


class Opened:
    """A file that is open for reading; reading it never waits. It is closed with the last who holds it."""

    def __init__(self, descriptor: int, *, is_stream: bool) -> None:
        self.descriptor = descriptor
        self.is_stream = is_stream
        """What is read of it is gone and cannot be read again: a pipe, the standard input."""

    def __del__(self) -> None:
        with suppress(OSError):
            os.close(self.descriptor)


def open_place(place: Place) -> Opened:
    """Open it. Unreachable, in words, when it is not there, may not be read or is no file."""
    if place.is_standard_input:
        return _open_standard_input()
    try:
        descriptor = os.open(place.path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise Unreachable(why_not(error)) from error
    mode = os.fstat(descriptor).st_mode
    opened = Opened(descriptor, is_stream=stat.S_ISFIFO(mode))
    if stat.S_ISREG(mode) or opened.is_stream:
        return opened
    raise Unreachable("it is a directory: name a file in it" if stat.S_ISDIR(mode) else "it is a device and no file")


def _open_standard_input() -> Opened:
    try:
        if sys.__stdin__ is None:
            raise Unreachable("there is no standard input")
        descriptor = os.dup(sys.__stdin__.fileno())
    except (OSError, ValueError) as error:
        raise Unreachable("standard input is closed") from error
    opened = Opened(descriptor, is_stream=True)
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        raise Unreachable("standard input is a directory")
    return opened


def is_at(path: str, descriptor: int) -> bool | None:
    """Whether this open file is the one of that name; None when nothing has the name."""
    try:
        there = os.stat(path)  # noqa: PTH116 - the same call as fstat, beside it
    except OSError:
        return None
    ours = os.fstat(descriptor)
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def why_not(error: OSError) -> str:
    """Why a file cannot be read, and what that means."""
    match error:
        case FileNotFoundError():
            return "there is no such file; it is read as soon as it is there"
        case PermissionError():
            return "it may not be read: permission denied"
        case NotADirectoryError():
            return "there is no such file: a part of its path is no directory"
        case IsADirectoryError():
            return "it is a directory: name a file in it"
        case _:
            return f"it cannot be read: {(error.strerror or 'unknown error').lower()}"
