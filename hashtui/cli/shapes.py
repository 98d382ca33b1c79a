"""Which shapes of levels the standard output can show."""

import os
import sys

from hashtui.cli.output import is_terminal
from hashtui.reading.standing import Level
from hashtui.tui.glyphs import ASCII, glyphs_for


def is_ascii_only() -> bool:
    """It is a terminal that has no other shapes; what is not printed there is read in UTF-8."""
    return is_terminal(sys.stdout) and glyphs_for(os.environ.get("TERM", ""), "utf-8") is ASCII


def shape_of(level: Level) -> str:
    """The level's badge; empty for somebody nothing is known of."""
    return level.ascii_badge if is_ascii_only() else level.badge
