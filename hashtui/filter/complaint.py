"""How a mistake in an expression is told: the message, the expression, and a caret under the place."""

import unicodedata

from hashtui.errors import FilterError
from hashtui.post.clean import cells

SHOWN_CELLS = 72
"""How much of a long expression is shown around the place."""
QUOTED_CHARACTERS = 48


def complain(error: FilterError) -> str:
    """Lines for a terminal: what is wrong, the expression, a caret under each cell of the place.

    Only the first where the expression is blank.
    """
    if not error.text.strip():
        return error.message
    drawn = [_drawn(character) for character in error.text]
    widths = [cells(character) for character in drawn]
    first, last = _window(widths, error.start, min(error.end, len(drawn)))
    before, after = ("…" if first else ""), ("…" if last < len(drawn) else "")
    start = min(error.start, last)
    indent = len(before) + sum(widths[first:start])
    carets = max(1, sum(widths[start : min(error.end, last)]))
    return "\n".join(
        (error.message, f"  {before}{''.join(drawn[first:last])}{after}", f"  {' ' * indent}{'^' * carets}")
    )


def quoted(text: str) -> str:
    """A stretch of an expression inside a sentence, safe to print and never long."""
    shown = "".join(map(_drawn, text[: QUOTED_CHARACTERS + 1]))
    return f"`{shown[:QUOTED_CHARACTERS]}…`" if len(text) > QUOTED_CHARACTERS else f"`{shown}`"


def _drawn(character: str) -> str:
    """The character as far as it can be drawn and counted: what only steers the text is left out."""
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) == "Cf" else "\N{REPLACEMENT CHARACTER}"


def _window(widths: list[int], start: int, end: int) -> tuple[int, int]:
    """The slice to show: all of it where it fits, else as much as fits around the beginning of the place."""
    if sum(widths) <= SHOWN_CELLS:
        return 0, len(widths)
    first = last = min(start, len(widths))
    room = SHOWN_CELLS
    while first > 0 and room - widths[first - 1] >= SHOWN_CELLS // 2:
        first -= 1
        room -= widths[first]
    while last < len(widths) and room - widths[last] >= 0:
        room -= widths[last]
        last += 1
    while first > 0 and room - widths[first - 1] >= 0:
        first -= 1
        room -= widths[first]
    return first, max(last, min(end, first + 1))
