"""A bug as it may be told on a terminal or in a log: where it happened, and no word that a stranger chose to act."""

import traceback

from hashtui.post.clean import ELLIPSIS, log_line

MOST_LINES = 80
"""Lines of a traceback that are told."""
DEEPEST = 8
"""Columns of its indentation that are kept."""


def told(error: BaseException) -> str:
    """The traceback, cleaned, without secrets and without the values of variables."""
    lines = "".join(traceback.format_exception(error)).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES // 4], ELLIPSIS, *lines[-MOST_LINES * 3 // 4 :]]
    return "\n".join(_indent(line) + log_line(line) for line in lines)


def _indent(line: str) -> str:
    return " " * min(len(line) - len(line.lstrip(" ")), DEEPEST)
