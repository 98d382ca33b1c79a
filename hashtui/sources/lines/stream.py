"""A pipe or the standard input: what comes is read without ever waiting for it."""

import os
import select

from hashtui.sources.lines.cutter import Cutter
from hashtui.sources.lines.place import Opened, Place, is_at

CHUNK = 64 * 1024


class Stream:
    """An open pipe or terminal, whoever writes to it."""

    def __init__(self, place: Place, opened: Opened) -> None:
        self._place = place
        self._opened = opened
        self._poll = select.poll()
        self._poll.register(self._opened.descriptor, select.POLLIN)
        self.cutter = Cutter()
        """Where what is read goes."""

    def read(self) -> int | None:
        """Read what is there: how many octets; 0 when its writer closed it, None when nothing is there yet."""
        if not self._poll.poll(0):
            return None
        try:
            found = os.read(self._opened.descriptor, CHUNK)
        except BlockingIOError:
            return None
        except OSError:  # a terminal that hung up
            return 0
        self.cutter.feed(found)
        return len(found)

    @property
    def ends(self) -> bool:
        """Once its writer has closed it, there is no other to come."""
        return self._place.is_passed_on

    @property
    def is_abandoned(self) -> bool:
        """Its name is another's by now, or nobody's."""
        return not self.ends and not is_at(self._place.path, self._opened.descriptor)
