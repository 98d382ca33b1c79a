"""How much was said when, as bars: a row a tag, its peaks numbered, each cell a stretch of time that can be opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.rate import sparkline
from hashtui.reading.summary.summary import Summary
from hashtui.tui.sheet import Sheet, counted
from hashtui.tui.summary_moments import moment_by_peak
from hashtui.tui.summary_rows import Block, Spot
from hashtui.tui.summary_telling import clock
from hashtui.tui.typeset import Ink, Line, Run, shorten, width_of

_WITH_POSTS = 16
"""Cells for a label from which on it says what it counts."""
_LABEL = 24
"""Cells for the tag beside its bars, at most."""
_LEAST_BARS = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One stretch of time in a row of bars: on these cells, so many posts."""

    start: datetime
    end: datetime
    posts: int
    cells: range


def cells_of(summary: Summary, tag: Tag | None, room: int) -> list[Cell]:
    """The whole time in `room` cells: several bins in one where there are many, several cells a bin where few."""
    length = timedelta(seconds=summary.bin_seconds)
    posts: dict[datetime, int] = {}
    for one in summary.rate:
        if one.tag == tag:
            posts[one.start] = posts.get(one.start, 0) + one.posts
    first = min([*posts, summary.since])
    last = max([*posts, summary.until - timedelta(microseconds=1)])
    count = max(1, int((last - first) / length) + 1)
    bins = [0] * count
    for start, number in posts.items():
        bins[int((start - first) / length)] += number
    room = max(1, room)
    wide = max(1, room // count)
    together = -(-count // room)
    edges = [*range(0, count, together), count]
    return [
        Cell(
            first + edges[i] * length,
            first + edges[i + 1] * length,
            sum(bins[edges[i] : edges[i + 1]]),
            range(i * wide, (i + 1) * wide),
        )
        for i in range(len(edges) - 1)
    ]


def bars_of(
    summary: Summary, tag: Tag | None, sheet: Sheet, chosen: str, *, marks_above: bool, label_above: bool = False
) -> Block:
    """A tag's row. The numbers of its peaks stand in a row above, or in the place of their bars.

    The label at its end, or in a row above, says which stretch is chosen and how many posts it has while one is.
    """
    label_room = sheet.width - 2 if label_above else _room_of_label(sheet)
    cells = cells_of(summary, tag, sheet.width - 2 if label_above else _room_of_bars(sheet))
    spots = tuple(_spot(tag, cell, sheet) for cell in cells)
    here = next((number for number, spot in enumerate(spots) if spot.id == chosen), None)
    said = _label(summary, tag, label_room) if here is None else _chosen_label(cells[here], label_room, sheet)
    heights = sparkline([cell.posts for cell in cells], sheet.glyphs.spark)
    bars = "".join(bar * len(cell.cells) for bar, cell in zip(heights, cells, strict=True))
    marks = _marks(summary, tag, cells, len(bars))
    row = bars if marks_above else _overlaid(bars, marks)
    ink = Ink.TEXT if here is None else Ink.STRONG
    label = Run(shorten(said, label_room), ink)
    beside = () if label_above or not said else (Run("  ", Ink.TEXT), label)
    lines: tuple[Line, ...] = ((*_inked(row, cells, here, {} if marks_above else marks), *beside),)
    if marks_above and marks:
        lines = ((Run(_overlaid(" " * len(bars), marks).rstrip(), Ink.KEY),), *lines)
    if label_above:
        lines = ((label,), *lines)
    return Block(lines, spots, tuple(cell.cells for cell in cells), on=len(lines) - 1)


def _room_of_label(sheet: Sheet) -> int:
    return min(_LABEL, max(0, sheet.width // 3))


def _room_of_bars(sheet: Sheet) -> int:
    return max(_LEAST_BARS, sheet.width - _room_of_label(sheet) - 4)


def axis(summary: Summary, tag: Tag | None, sheet: Sheet, *, label_above: bool = False) -> Line:
    """The times below the bars of that tag: where they begin and end, and the middle where there is room."""
    cells = cells_of(summary, tag, sheet.width - 2 if label_above else _room_of_bars(sheet))
    width = cells[-1].cells.stop
    begin, end = clock(cells[0].start, sheet), clock(cells[-1].end, sheet)
    gap = width - width_of(begin) - width_of(end)
    middle = ""
    if gap > 28:
        half = cells[len(cells) // 2]
        middle = clock(half.start, sheet)
        before = " " * max(1, half.cells.start - width_of(begin))
        middle = before + middle
    return (Run(f"{begin}{middle}{' ' * max(1, gap - width_of(middle))}{end}", Ink.TIME),)


def _chosen_label(cell: Cell, room: int, sheet: Sheet) -> str:
    """`14:32 12 posts`, or without the last word."""
    return f"{clock(cell.start, sheet)} {counted(cell.posts, 'post') if room >= _WITH_POSTS else cell.posts}"


def _label(summary: Summary, tag: Tag | None, room: int) -> str:
    """`#paris20 3 peaks`; the tag alone where there is no room for both."""
    peaks = sum(peak.tag == tag for peak in summary.peaks)
    said = counted(peaks, "peak") if peaks else "no peak"
    whole = f"{tag} {said}" if tag is not None else said
    return whole if tag is None or width_of(whole) <= room else str(tag)


def _spot(tag: Tag | None, cell: Cell, sheet: Sheet) -> Spot:
    when = f"{sheet.day_and_hour(cell.start)}{sheet.glyphs.dash}{sheet.times.hour(cell.end)}"
    of = f"{tag} " if tag is not None else ""
    return Spot(
        f"bin:{tag}:{cell.start.isoformat()}",
        f"{of}{when}",
        f"{of}{when}: {counted(cell.posts, 'post')}",
        holds=within(tag, cell.start, cell.end),
        at=cell.start,
    )


def within(tag: Tag | None, start: datetime, end: datetime) -> Callable[[Entry], bool]:
    """Whether a post has that tag, if one is named, and stands in that time."""
    return lambda entry: start <= entry.stands_at < end and (tag is None or tag in entry.tags)


def _marks(summary: Summary, tag: Tag | None, cells: Sequence[Cell], width: int) -> dict[int, str]:
    """Where the number of each peak begins; of two that would touch the higher one stays."""
    moments = moment_by_peak(summary.peaks)
    marks: dict[int, str] = {}
    taken: set[int] = set()
    for peak in sorted((one for one in summary.peaks if one.tag == tag), key=lambda one: -one.score):
        at = next((cell.cells.start for cell in cells if cell.start <= peak.top < cell.end), None)
        if at is None:
            continue
        text = str(moments[peak].number)
        at = max(0, min(at, width - len(text)))
        if taken.isdisjoint(range(at - 1, at + len(text) + 1)):
            marks[at] = text
            taken |= set(range(at, at + len(text)))
    return marks


def _overlaid(bars: str, marks: Mapping[int, str]) -> str:
    for at, text in marks.items():
        bars = bars[:at] + text + bars[at + len(text) :]
    return bars


def _inked(row: str, cells: Sequence[Cell], here: int | None, marks: Mapping[int, str]) -> Line:
    """The bars, the numbers among them in their own ink, the chosen stretch reversed."""
    inks = [Ink.META] * len(row)
    for at, text in marks.items():
        inks[at : at + len(text)] = [Ink.KEY] * len(text)
    chosen = range(0) if here is None else cells[here].cells
    runs: list[Run] = []
    for at, (character, ink) in enumerate(zip(row, inks, strict=True)):
        look = "reverse" if at in chosen else ""
        if runs and runs[-1].ink is ink and runs[-1].look == look:
            runs[-1] = runs[-1]._replace(text=runs[-1].text + character)
        else:
            runs.append(Run(character, ink, look))
    return tuple(runs)
