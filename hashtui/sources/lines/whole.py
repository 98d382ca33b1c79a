"""A file or the standard input, read once to its end: for commands that look back and do not follow."""

import os
from collections.abc import Iterator

from hashtui.clock import Clock
from hashtui.errors import Unreachable, UsageError
from hashtui.sources.lines.cutter import Cut, Cutter
from hashtui.sources.lines.place import SCHEME, open_place, read_place, why_not
from hashtui.sources.lines.read import Line
from hashtui.sources.lines.telling import Said, Telling

CHUNK = 256 * 1024


class WholeFile:
    """JSON Lines in the public form, whole. What makes no sense in it is counted and left out."""

    def __init__(self, name: str, clock: Clock) -> None:
        """`-` is the standard input. UsageError when there is nothing of that name to read."""
        self._place = read_place(f"{SCHEME}{name}")
        self._telling = Telling(self._place.url, clock, tells_gaps=True)
        try:
            self._opened = open_place(self._place)
        except Unreachable as error:
            raise UsageError(f"{name}: {_without_hope(error)}") from error

    @property
    def unreadable(self) -> int:
        """Lines that made no sense, of those read so far."""
        return self._telling.unreadable

    @property
    def complaint(self) -> str:
        """What was wrong with the last of them."""
        return self._telling.complaint

    def read(self) -> Iterator[Said]:
        """Everything it says, line after line. UsageError when it cannot be read to its end."""
        cutter, descriptor = Cutter(), self._opened.descriptor
        os.set_blocking(descriptor, True)
        while True:
            try:
                octets = os.read(descriptor, CHUNK)
            except OSError as error:
                raise UsageError(f"{self._place.url}: {why_not(error)}") from error
            cutter.feed(octets)
            for heard in self._telling.news_in(cutter, _everything, held=True, ends=not octets):
                if heard is not None:
                    yield heard
            if not octets:
                return


def _everything(_: Cut, __: Line) -> bool:
    return True


def _without_hope(error: Unreachable) -> str:
    """What is wrong, without the promise to look again that a file which is followed gets."""
    return str(error).partition(";")[0]
