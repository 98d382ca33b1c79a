"""Rows of a summary that can be walked through: what stands on them, and which posts lie behind each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from hashtui.reading.entry import Entry
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.typeset import Ink, Inked, Line, Run, line_width, plain, shorten, spread, width_of, wrap

BOLD = "bold"
AGAIN = " again"
"""Ends the ids of what stands on the page a second time."""
LABEL = 11
"""Cells of a label before what it counts, as `Resonance`, with the air behind it."""


def _none(_: Entry) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing of a summary that can be selected, a row or a part of one. What has a time leads there in the pane."""

    id: str
    """The same after a refresh as long as it is the same thing."""
    title: str
    """What its posts are, above their list."""
    words: str
    """What is copied of it."""
    keys: tuple[str, ...] = ()
    """Its posts, oldest first; empty: those that `holds` picks."""
    holds: Callable[[Entry], bool] = field(default=_none, compare=False)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, set without the column of the cursor, and what of them can be selected.

    Without spots it is words alone. One spot without cells is all of its lines; several stand beside each other on one
    line, each on its cells.
    """

    lines: tuple[Line, ...]
    spots: tuple[Spot, ...] = ()
    cells: tuple[range, ...] = ()
    on: int = 0
    """The line on which the cells are."""
    is_title: bool = False
    """It opens a section."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a spot stands on the page."""

    spot: Spot
    lines: range
    cells: range
    column: int
    section: int


@dataclass(frozen=True, slots=True)
class Set:
    """The page: its lines, and the places of all that can be selected, column by column, each from the top."""

    lines: tuple[Line, ...]
    places: tuple[Place, ...]

    def below(self, above: Sequence[Line]) -> "Set":
        """The same page, below these lines."""
        down = len(above)
        places = (replace(one, lines=range(one.lines.start + down, one.lines.stop + down)) for one in self.places)
        return Set((*above, *self.lines), tuple(places))


HEAD = -1
"""The column of what stands above all columns."""


def stack(blocks: Sequence[Block], chosen: str, glyphs: Glyphs, *, left: int = 0, top: int = 0, column: int = 0) -> Set:
    """Blocks below each other in one column that begins at that cell and that line; the chosen one has the cursor."""
    lines: list[Line] = []
    places: list[Place] = []
    section = 0
    for block in blocks:
        section += block.is_title
        is_chosen = any(spot.id == chosen for spot in block.spots)
        mark = Run(glyphs.cursor if is_chosen else " ", Ink.CURSOR)
        rows = range(top + len(lines), top + len(lines) + len(block.lines))
        lines += ((mark if row >= block.on else Run(" ", Ink.CURSOR), *line) for row, line in enumerate(block.lines))
        if block.cells:
            first = range(rows.start + block.on, rows.start + block.on + 1)
            for spot, cells in zip(block.spots, block.cells, strict=True):
                here = range(left + 1 + cells.start, left + 1 + cells.stop)
                places.append(Place(spot, first, here, column, section))
        elif block.spots:
            places.append(Place(block.spots[0], rows, range(left, left + 1), column, section))
    return Set(tuple(lines), tuple(places))


def beside(sets: Sequence[Set], widths: Sequence[int], glyphs: Glyphs) -> Set:
    """Columns beside each other, a wall between; each was stacked where it stands."""
    height = max(len(one.lines) for one in sets)
    wall = Run(glyphs.wall, Ink.RULE)
    lines: list[Line] = []
    for row in range(height):
        line: list[Run] = []
        for number, (one, width) in enumerate(zip(sets, widths, strict=True)):
            piece = one.lines[row] if row < len(one.lines) else ()
            line += [*([wall] if number else []), *piece, Run(" " * max(0, width - line_width(piece)), Ink.TEXT)]
        lines.append(tuple(line))
    return Set(tuple(lines), tuple(place for one in sets for place in one.places))


def title(words: str, width: int, right: str = "") -> Block:
    """The head of a section, and what is said at its right end."""
    tail = (Run(f"{right} ", Ink.META),) if right else ()
    return Block((spread((Run(words, Ink.TITLE),), tail, width - 1),), is_title=True)


def remark(words: str, width: int, ink: Ink = Ink.META, *, indent: int = 1) -> Block:
    """A sentence that belongs to no post."""
    margin = Run(" " * indent, Ink.TEXT)
    return Block(tuple((margin, *row) for row in plain(words, max(1, width - indent - 2), ink)))


AIR = Block(((),))


def row_of(spot: Spot, *lines: Line) -> Block:
    """One thing that can be selected, on its lines."""
    return Block(lines, (spot,))


def cut(words: Inked, room: int, most: int, more: str = "…") -> list[Line]:
    """The words in as many rows as are allowed; `more` says that some are left out."""
    lines = wrap(words.text, room)
    if len(lines) <= most:
        return [words.line(start, end) for start, end in lines]
    begin = lines[most - 1][0]
    end = wrap(words.text[begin:], max(1, room - width_of(more)))[0][1] + begin
    kept = [words.line(start, stop) for start, stop in lines[: most - 1]]
    return [*kept, (*words.line(begin, end), Run(more, Ink.META))]


def whole_phrases(phrases: Sequence[str], room: int) -> str:
    """As many of the phrases, ` · ` between them, as fit; only a first one that is alone too wide is cut."""
    shown = phrases[:1]
    while len(shown) < len(phrases) and width_of(" · ".join(phrases[: len(shown) + 1])) <= room:
        shown = phrases[: len(shown) + 1]
    return shorten(" · ".join(shown), max(1, room))


Part = tuple[str, Spot]


def rows_of_parts(
    label: str,
    parts: Sequence[Part],
    width: int,
    chosen: str,
    glyphs: Glyphs,
    *,
    most: int = 99,
    hang: int = LABEL,
    between: str = "·",
) -> list[Block]:
    """Several things on a row, ` · ` between them or what else is one cell, on as many rows as they need or may have.

    The chosen one stands between ‹ and ›, which take the place of blanks, so that nothing moves. Of what finds no room
    on the last row, the rest is counted.
    """
    room = width - 2 - hang
    if room < 12:
        room, hang = width - 3, 1
    blocks: list[Block] = []
    left = list(parts)
    while left and len(blocks) < most:
        last = len(blocks) == most - 1
        taken = _fitting([words for words, _ in left], room, last=last)
        row, left = left[:taken], left[taken:]
        more = f" {between} +{len(left)}" if last and left else ""
        head = label if not blocks and hang > 1 else ""
        blocks.append(_parts_row(head, row, (between, more), room, chosen, glyphs, hang))
    return blocks


def _fitting(words: Sequence[str], room: int, *, last: bool) -> int:
    """How many of them fit, one at least; on the last row with the count of the others behind them."""
    used, taken = 0, 0
    for number, one in enumerate(words, 1):
        used += width_of(one) + (3 if taken else 0)
        tail = width_of(f" · +{len(words) - number}") if last and number < len(words) else 0
        if used + tail > room and taken:
            break
        taken = number
    return taken


def _parts_row(
    label: str, row: Sequence[Part], signs: tuple[str, str], room: int, chosen: str, glyphs: Glyphs, hang: int
) -> Block:
    """`signs` stand between the parts and after the last."""
    apart, more = signs
    opening, closing = Run(glyphs.left_page, Ink.CURSOR), Run(glyphs.right_page, Ink.CURSOR)
    blank, dot = Run(" ", Ink.TEXT), Run(apart, Ink.META)
    runs = [Run(label + " " * (hang - 1 - width_of(label)), Ink.TITLE)]
    cells: list[range] = []
    at = hang - 1
    was_chosen = False
    for number, (words, spot) in enumerate(row):
        is_chosen = spot.id == chosen
        shown = shorten(words, room - (width_of(more) if number == len(row) - 1 else 0))
        between = [closing if was_chosen else blank, dot] if number else []
        runs += [*between, opening if is_chosen else blank, Run(shown, Ink.TEXT, BOLD if is_chosen else "")]
        at += len(between) + 1
        cells.append(range(at, at + width_of(shown)))
        at += width_of(shown)
        was_chosen = is_chosen
    if was_chosen:
        runs += [closing, Run(more[1:], Ink.META)]
    else:
        runs.append(Run(more, Ink.META))
    return Block((tuple(run for run in runs if run.text),), tuple(spot for _, spot in row), tuple(cells))
