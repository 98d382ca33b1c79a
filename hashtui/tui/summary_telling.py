"""A post told in a summary: when, by whom, what, as a hanging paragraph, with a remark at its end."""

from datetime import datetime

from hashtui.tui.sheet import Sheet
from hashtui.tui.summary_rows import cut
from hashtui.tui.typeset import Ink, Inked, Line, Run, line_width, shorten, spread, width_of

_MOST_ROWS = 3
_WHOLE_HANDLES = 60
_DAYS = 6
"""So many days back a day of the week says which day it was."""


def clock(instant: datetime, sheet: Sheet) -> str:
    """`14:32`; `Fri 14:32` and `3 Feb 14:32` for other days."""
    local, today = instant.astimezone(sheet.zone), sheet.now.astimezone(sheet.zone).date()
    days = (today - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    return f"{local:%a %H:%M}" if 0 < days <= _DAYS else f"{local.day} {local:%b %H:%M}"


def short_handle(handle: str) -> str:
    """`@anna` of `@anna@piaille.fr`, as where there is one line a post."""
    return "@" + handle.removeprefix("@").partition("@")[0]


def hang_of(instant: datetime, sheet: Sheet) -> int:
    """The cells before the words of what was said then."""
    return width_of(clock(instant, sheet)) + 3


def tell(instant: datetime, shape: Run, handle: str, text: str, remark: str, sheet: Sheet) -> list[Line]:
    """A paragraph of few rows; the remark stands at the end of its last row, or on one of its own."""
    hang = hang_of(instant, sheet)
    room = max(8, sheet.width - 2 - hang)
    margin = Run(" " * hang, Ink.TEXT)
    name = handle if sheet.width >= _WHOLE_HANDLES else short_handle(handle)
    words = Inked(text, ()).after(f"{shorten(name, room // 2)}  ", Ink.NAME)
    rows = cut(words, room, _MOST_ROWS, f" {sheet.glyphs.more}")
    tail: Line = (Run(shorten(remark, room), Ink.META),)
    if remark and line_width(rows[-1]) + 2 + line_width(tail) <= room:
        rows[-1] = spread(rows[-1], tail, room)
    elif remark:
        rows.append(spread((), tail, room))
    first, *others = rows
    head = (Run(f"{clock(instant, sheet)} ", Ink.TIME), shape, Run(" ", Ink.TEXT))
    return [(*head, *first), *((margin, *row) for row in others)]
