"""What a terminal understands, by its name: nothing else is sent to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BARE = re.compile("(linux|vt[0-9]+|ansi|cons25|dumb)(-.*)?")
"""Terminals that know none of xterm's modes: no second screen, no mouse, no titles."""
_BLACK_AND_WHITE = re.compile("(vt[0-9]+|dumb)(-.*)?")
_XTERMS = re.compile(r"\x1b\[([?><=][0-9;]*\$?[A-Za-z])|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)")
_KNOWN_TO_ALL = ("?25l", "?25h", "?7l", "?7h")
"""The cursor shown or not, lines wrapped or not: the Linux console and VT220 know these."""
WIPED = "\x1b[0m\x1b[2J\x1b[H"
"""Leaves the screen clean, and the cursor at its beginning."""

PROBE = "\x1b[1;1H│\x1b[6n"
"""Asks where the cursor stands after a character that may be two cells wide."""

_WORDS = "[^\x00-\x1f\x7f-\x9f]{0,400}"
_OUTSIDE = rf"\x07|\x1b\](?:0|2|9|777;notify);{_WORDS}(?:\x07|\x1b\\)"
_WITHIN_TMUX = rf"\x1bPtmux;(?:\x07|\x1b\x1b\](?:0|2|9|777;notify);{_WORDS}(?:\x07|\x1b\x1b\\))\x1b\\"
_SAYING = re.compile(rf"(?:{_OUTSIDE}|{_WITHIN_TMUX})+")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What may be sent to one kind of terminal."""

    bare: bool = False
    """It knows none of xterm's modes."""
    colours: bool = True

    def spoken(self, text: str) -> str:
        """The text without the sequences this terminal does not know."""
        return _XTERMS.sub(_only_known, text) if self.bare else text

    @property
    def farewell(self) -> str:
        """What to say last in an emergency: the screen is left clean where there is no second one to come back from."""
        return WIPED if self.bare else ""


def _only_known(found: re.Match[str]) -> str:
    return found.group() if found.group(1) in _KNOWN_TO_ALL else ""


def dialect_of(term: str) -> Dialect:
    """The dialect of a terminal of that name: `xterm-256color`, `linux`."""
    return Dialect(bare=_BARE.fullmatch(term) is not None, colours=_BLACK_AND_WHITE.fullmatch(term) is None)


def may_widen(environment: Mapping[str, str]) -> bool:
    """Whether the terminal's owner reads Chinese, Japanese or Korean: it may draw `│` and `é` two cells wide."""
    names = ("LC_ALL", "LC_CTYPE", "LANG")  # any: Python itself may have put C.UTF-8 over them
    return any(environment.get(name, "")[:2] in ("zh", "ja", "ko") for name in names)


def is_saying(sequence: str) -> bool:
    """Whether it is nothing but a bell, window titles and notifications, for tmux to hand on or not."""
    return _SAYING.fullmatch(sequence) is not None
