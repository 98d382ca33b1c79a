"""What is read of a file, cut into lines, however it comes."""

from dataclasses import dataclass

LONGEST = 1024 * 1024
"""Octets of one line; a longer one is left out without being held."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n\0"
"""What may stand around a line and says nothing. Zeros are what is left where a file was cut under its writer."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One line, and where it stood."""

    number: int
    """From 1."""
    start: int
    """Where in the file its octets begin."""
    octets: bytes
    is_too_long: bool = False
    """Then its octets are not held."""

    @property
    def is_blank(self) -> bool:
        """It says nothing."""
        return not self.octets and not self.is_too_long


class Cutter:
    """Takes octets as they are read and gives whole lines. What has no line end yet waits."""

    def __init__(self, offset: int = 0, lines: int = 0) -> None:
        """What is read begins at that offset of the file, with so many lines before it."""
        self._held = b""
        self._place = 0
        self._searched = 0
        self._offset = offset
        """Where in the file the first octet held stands."""
        self._number = lines
        self._is_too_long = False
        self._is_ahead = False
        """The last line was taken before its line end came."""

    @property
    def offset(self) -> int:
        """Where in the file the next line begins."""
        return self._offset + self._place

    @property
    def lines(self) -> int:
        """How many lines stand before that."""
        return self._number - self._is_ahead

    @property
    def waiting(self) -> bytes:
        """The beginning of a line whose end has not come."""
        return self._held[self._place :].strip(_BLANK)

    def feed(self, octets: bytes) -> None:
        """Take what was read next."""
        self._offset += self._place
        self._searched -= self._place
        self._held = self._held[self._place :] + octets
        self._place = 0

    def line(self) -> Cut | None:
        """The next whole line; None when there is none."""
        end = self._held.find(b"\n", max(self._place, self._searched))
        if end < 0:
            self._searched = len(self._held)
            if self._searched - self._place > LONGEST:
                self._is_too_long = True
                self._place = self._searched
            return None
        return self._cut(end, end + 1)

    def last(self) -> Cut | None:
        """What has no line end, as the line it is; None when there is nothing."""
        if not self.waiting and not self._is_too_long:
            return None
        cut = self._cut(len(self._held), len(self._held))
        self._is_ahead = True
        return cut

    def _cut(self, end: int, after: int) -> Cut:
        raw = self._held[self._place : end].rstrip(_BLANK)
        octets = raw.lstrip(_BLANK if self.offset else _BLANK + _BYTE_ORDER_MARK)
        start = self.offset + len(raw) - len(octets)
        too_long = self._is_too_long or len(octets) > LONGEST
        if not (self._is_ahead and not octets):  # what follows a line taken early is its end
            self._number += 1
        self._place = self._searched = after
        self._is_ahead = self._is_too_long = False
        return Cut(self._number, start, b"" if too_long else octets, too_long)
