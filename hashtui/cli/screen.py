"""What the commands with a screen share: is there one, what can it draw, and starting the dashboard on it."""

import locale
import os
import sys
from collections.abc import Collection

from textual.theme import BUILTIN_THEMES

from hashtui.cli.output import is_terminal
from hashtui.errors import UsageError
from hashtui.tui.driver import has_keyboard
from hashtui.tui.glyphs import Glyphs, glyphs_for

THEMES: Collection[str] = tuple(BUILTIN_THEMES)


def require_a_screen(instead: str, *, reads_input: bool = False) -> None:
    """UsageError, with what to do instead, unless a person at a terminal can see and type.

    With `reads_input` posts come on standard input: keys are then read from the terminal itself.
    """
    if reads_input and is_terminal(sys.stdin):
        raise UsageError("jsonl:- reads posts from standard input, which is the keyboard here: pipe them in")
    streams = [("standard output", sys.stdout), ("standard error", sys.stderr)]
    if not (reads_input and has_keyboard()):
        streams.insert(1, ("standard input", sys.stdin))
    for name, stream in streams:
        if not is_terminal(stream):
            raise UsageError(f"the dashboard needs a terminal, and {name} is none; without a screen: {instead}")
    if os.environ.get("TERM") == "dumb":
        raise UsageError(f"no dashboard can be drawn with TERM=dumb; in words: --plain; without a screen: {instead}")


def glyphs_here() -> Glyphs:
    """The shapes this terminal can draw, by its name and by the locale's encoding."""
    return glyphs_for(os.environ.get("TERM", ""), locale.getencoding())


def forbid_color(no_color: bool) -> None:
    """Hand the wish on to Textual, which knows only the variable."""
    if no_color:
        os.environ["NO_COLOR"] = "1"
