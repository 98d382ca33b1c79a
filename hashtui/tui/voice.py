"""How a terminal is made to ring, to notify the desktop and to name its window; never with words that could act."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hashtui.tui.dialect import dialect_of
from hashtui.tui.typeset import shorten

BELL = "\x07"
LONGEST = 120
"""Cells of one part of a notification, and of a title."""
MOST_CHARACTERS = 160
"""Code points of the same: marks take no cell."""
MOST_READ = 1000

_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_END = "\x1b\\"
_NOTIFIES_IN_TWO = ("foot", "rxvt")
"""Terminals whose names begin so take OSC 777, with a title and a text."""


class Form(StrEnum):
    """How a notification is written."""

    NONE = "none"
    ONE = "OSC 9"
    TWO = "OSC 777"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one terminal can be told, as sequences to send."""

    form: Form
    """What notifies the desktop. A terminal that does not know it ignores it."""
    titles: bool
    """Its window has a title; in tmux, the pane."""
    within_tmux: bool = False
    title_before: str = ""
    """What the title was, as far as that can be known: empty lets a terminal show its usual one."""

    def notification(self, title: str, text: str) -> str:
        """Sets off a notification on the desktop; empty where there is no way to."""
        shown, said = _harmless(title), _harmless(text)
        match self.form:
            case Form.NONE:
                return ""
            case Form.ONE:
                # It begins with our own word: ConEmu takes a number for a command.
                sequence = f"\x1b]9;hashtui: {shown}: {said}{_END}"
            case Form.TWO:
                sequence = f"\x1b]777;notify;hashtui: {shown};{said}{_END}"
        return _for_tmux_to_hand_on(sequence) if self.within_tmux else sequence

    def title(self, words: str) -> str:
        """Names the window; empty where it has no name."""
        return f"\x1b]0;{_harmless(words)}{_END}" if self.titles else ""


def voice_of(environment: Mapping[str, str], host: str = "") -> Voice:
    """The voice of the terminal that the environment describes, on the machine of that name."""
    term = environment.get("TERM", "")
    if dialect_of(term).bare:
        return Voice(Form.NONE, titles=False)
    within_tmux = bool(environment.get("TMUX")) or term.startswith("tmux")
    if term.startswith("screen") and not within_tmux:
        return Voice(Form.NONE, titles=True)
    in_two = term.startswith(_NOTIFIES_IN_TWO) or environment.get("VTE_VERSION") or environment.get("KONSOLE_VERSION")
    form = Form.TWO if in_two else Form.ONE
    # tmux calls a pane by the machine's name until somebody gives it another.
    return Voice(form, titles=True, within_tmux=within_tmux, title_before=host if within_tmux else "")


def _harmless(words: str) -> str:
    """One short line without anything that ends or divides a sequence."""
    line = " ".join(_ACTING.sub(" ", words[:MOST_READ]).replace(";", ",").split())
    return shorten(line, LONGEST)[:MOST_CHARACTERS]


def _for_tmux_to_hand_on(sequence: str) -> str:
    """tmux hands it on to the terminal around it where `allow-passthrough` is on, and drops it elsewhere."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + _END
