"""A mistake in a field, told below it with a caret under its place."""

from hashtui.errors import FilterError
from hashtui.tui.typeset import Ink, Line, Run, plain, shorten, width_of

_BESIDE = 2
"""Cells between the caret and the words beside it."""


def caret_lines(error: FilterError, width: int, column: int, *, rows: int = 2) -> list[Line]:
    """Carets under what is wrong and the message: beside them where it fits whole, else in the rows below.

    `column` is where the text of the field begins on the screen; negative when it is scrolled. With one row the
    message is cut on the side where there is more room.
    """
    text = error.text
    begin = column + width_of(text[: error.start])
    wide = max(1, width_of(text[error.start : error.end]))
    first = max(0, min(begin, width - 1))
    carets = "^" * max(1, min(begin + wide, width) - first)
    message = " ".join(error.message.split())
    after = width - first - len(carets) - _BESIDE - 1
    before = first - _BESIDE - 1
    if width_of(message) <= after:
        return [_after(first, carets, message)]
    if width_of(message) <= before:
        return [_before(first, carets, message)]
    if rows > 1:
        indent = max(0, min(3, column))
        below = plain(message, max(1, width - indent - 1), Ink.WARNING)[: rows - 1]
        return [(Run(" " * first + carets, Ink.WARNING),), *((Run(" " * indent, Ink.TEXT), *row) for row in below)]
    if after >= before:
        return [_after(first, carets, shorten(message, after))]
    return [_before(first, carets, shorten(message, before))]


def _after(first: int, carets: str, message: str) -> Line:
    return (Run(" " * first + carets, Ink.WARNING), Run(" " * _BESIDE, Ink.TEXT), Run(message, Ink.WARNING))


def _before(first: int, carets: str, message: str) -> Line:
    gap = " " * (first - _BESIDE - width_of(message))
    return (Run(gap, Ink.TEXT), Run(message, Ink.WARNING), Run(" " * _BESIDE + carets, Ink.WARNING))
