"""The lines of a pane between its posts: a hole in what was heard, where the reader left off, where a peak begins."""

from collections.abc import Sequence

from hashtui.post.sighting import Gap
from hashtui.reading.mark import LeftOff, Mark, PeakMark
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.peak_words import peak_line
from hashtui.tui.source_names import name_of
from hashtui.tui.times import Times
from hashtui.tui.typeset import Ink, Line, Run, shorten, width_of


def mark_line(marks: Sequence[Mark], width: int, times: Times, glyphs: Glyphs, *, tags: bool = False) -> Line:
    """`┄┄ gap 14:02–14:20 · not filled yet ┄┄┄`, and where and why as far as there is room; all marks on one line.

    With `tags` a peak says of which tag it is.
    """
    peaks = [mark.peak for mark in marks if isinstance(mark, PeakMark)]
    gaps = [mark for mark in marks if isinstance(mark, Gap)]
    said = [f"you were here · {times.clock(mark.at)}" for mark in marks if isinstance(mark, LeftOff)]
    if gaps:
        said.append(_gaps(gaps, times, glyphs))
    left = glyphs.dotted * 2 + " "
    room = width - len(left) - 3
    for peak in peaks:
        rest = room - sum(width_of(one) + 3 for one in said)
        said.append(peak_line(peak, rest, times, glyphs, tag=tags))
    words = " · ".join(said)
    for more in _reasons(gaps) if gaps else ():
        if width_of(words) + 3 + width_of(more) <= room:
            words += f" · {more}"
            break
    text = left + shorten(words, max(1, width - len(left)))
    rest = width - width_of(text)
    return (Run(text + " " * min(rest, 1) + glyphs.dotted * (rest - 1), Ink.META),)


def _gaps(gaps: Sequence[Gap], times: Times, glyphs: Glyphs) -> str:
    begin, end = times.clock(min(gap.since for gap in gaps)), times.clock(max(gap.until for gap in gaps))
    count = "gap" if len(gaps) == 1 else f"{len(gaps)} gaps"
    return f"{count} {begin}{'' if end == begin else f'{glyphs.dash}{end}'} · {_state(gaps)}"


def _state(gaps: Sequence[Gap]) -> str:
    if any(gap.filled_at is None for gap in gaps):
        return "not filled yet"
    if any(gap.found is None for gap in gaps):
        return "filled"
    found = sum(gap.found or 0 for gap in gaps)
    return f"filled, {found or 'no'} post{'' if found == 1 else 's'}"


def _reasons(gaps: Sequence[Gap]) -> Sequence[str]:
    """What else can be said, the most first."""
    open_ones = [gap for gap in gaps if gap.filled_at is None] or gaps
    names = list(dict.fromkeys(name_of(gap.source) for gap in open_ones))
    if len(names) > 1:
        return (", ".join(names), f"{len(names)} sources")
    return (f"{names[0]}: {open_ones[0].reason}", names[0]) if open_ones[0].reason else (names[0],)
