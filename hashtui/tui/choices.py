"""What the picker offers besides its field: sets of panes, tags, the demo, one of which is chosen with the arrows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hashtui.config.remembered import PaneSet
from hashtui.post.clean import clean_line
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.typeset import Ink, Line, Run, plain, shorten, spread, width_of

_INDENT = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to open: the panes of these expressions; none stands for the demo."""

    label: str
    panes: tuple[str, ...]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a title, one a row or several; `after` says more below them."""

    title: str
    choices: tuple[Choice, ...]
    in_row: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class LaidChoices:
    """The lines, and for each choice its line and the columns it covers there."""

    lines: tuple[Line, ...]
    places: tuple[tuple[int, range], ...]

    def at(self, line: int, column: int) -> int | None:
        """The choice there, if there is one."""
        hits = (i for i, (row, columns) in enumerate(self.places) if row == line and column in columns)
        return next(hits, None)

    def beside(self, chosen: int, rows: int) -> int | None:
        """The choice on the next row up (-1) or down (1) that has any, nearest in its column."""
        row, columns = self.places[chosen]
        others = [i for i, (other, _) in enumerate(self.places) if (other - row) * rows > 0]
        if not others:
            return None
        nearest = min(abs(self.places[i][0] - row) for i in others)
        on_row = [i for i in others if abs(self.places[i][0] - row) == nearest]
        return min(on_row, key=lambda i: abs(self.places[i][1].start - columns.start))


def past_sets(history: Sequence[PaneSet], now: datetime, zone: tzinfo | None) -> Group:
    """The panes of other days, the latest first."""
    choices = [
        Choice(" · ".join(map(clean_line, past.panes)), past.panes, _when(past, now, zone))
        for past in history
        if past.panes
    ]
    return Group("Last time", tuple(choices))


def _when(past: PaneSet, now: datetime, zone: tzinfo | None) -> str:
    local, today = past.at.astimezone(zone), now.astimezone(zone)
    days = (today.date() - local.date()) // timedelta(days=1)
    match days:
        case 0:
            day = f"today {local:%H:%M}"
        case 1:
            day = "yesterday"
        case _ if 1 < days < 7:
            day = f"{local:%a}"
        case _:
            day = f"{local.day} {local:%b %Y}"
    posts = f", {past.posts} post{'' if past.posts == 1 else 's'}" if past.posts else ""
    return day + posts


def lay_choices(groups: Sequence[Group], chosen: int | None, words: str, width: int, glyphs: Glyphs) -> LaidChoices:
    """The groups that have something, then `words`; the chosen one is marked in its margin."""
    lines: list[Line] = []
    places: list[tuple[int, range]] = []
    room = max(4, width - _INDENT - 4)
    for group in groups:
        if not group.choices and not group.after:
            continue
        lines.append((Run(" " * _INDENT, Ink.TEXT), Run(shorten(group.title, room), Ink.TITLE)))
        for row in _rows(group, room):
            runs: list[Run] = [Run(" " * _INDENT, Ink.TEXT)]
            column = _INDENT
            for choice in row:
                picked = chosen == len(places)
                mark = Run(f"{glyphs.cursor} " if picked else "  ", Ink.CURSOR)
                line = _choice_line(choice, room - 2, picked=picked, alone=not group.in_row)
                places.append((len(lines), range(column, column + 2 + sum(width_of(run.text) for run in line))))
                runs += [mark, *line]
                column = places[-1][1].stop
            lines.append(tuple(runs))
        indent = Run(" " * (_INDENT + 2), Ink.TEXT)
        lines.extend((indent, *extra) for extra in (plain(group.after, room - 2) if group.after else []))
    if words:
        lines.append(())
        lines.extend((Run(" " * _INDENT, Ink.TEXT), *row) for row in plain(words, room, Ink.META))
    return LaidChoices(tuple(lines), tuple(places))


def _rows(group: Group, room: int) -> list[list[Choice]]:
    if not group.in_row:
        return [[choice] for choice in group.choices]
    rows: list[list[Choice]] = []
    used = room
    for choice in group.choices:
        cells = 3 + width_of(choice.label) + width_of(choice.beside)
        if used + cells > room:
            rows.append([])
            used = 0
        rows[-1].append(choice)
        used += cells + 1
    return rows


def _choice_line(choice: Choice, room: int, *, picked: bool, alone: bool) -> Line:
    ink = Ink.STRONG if picked else Ink.TAG
    beside = Run(choice.beside, Ink.META)
    if not alone:
        return (Run(choice.label, ink), Run(" ", Ink.TEXT), beside, Run(" ", Ink.TEXT))
    if width_of(choice.label) + width_of(choice.beside) + 2 > room and room < 40:
        return (Run(shorten(choice.label, room), ink),)
    gap = room - width_of(choice.beside)
    return spread((Run(shorten(choice.label, max(1, gap - 2)), ink),), (beside,), room)
