"""How the view of an export is laid: what can be written, in which forms, and what of it stays out."""

from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.formats import FORMATS, Format
from hashtui.anthology.words import span_of
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.sheet import counted, grouped
from hashtui.tui.typeset import Ink, Line, Run, plain, shorten

Choice = Format | bool
"""A form; or which posts: True stands for the picks, False for the view."""
_INDENT = 3
_NAME = 12
_CREDIT = "Everybody is credited with their profile, every post with its original."

_NEWEST = "Of edited posts it has what they say now; hashtui export has what they said before, too."


@dataclass(frozen=True, slots=True)
class Row:
    """One line, and what a click on it chooses."""

    line: Line
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of what would be written: how much in words, and why some of it is not."""

    words: str
    left_out: str = ""

    @classmethod
    def of(cls, anthology: Anthology) -> "Told":
        """What stands in it, and what does not."""
        left_out = (
            f"{counted(number, 'post')} {why}" for why, number in sorted(anthology.colophon.left_out.items()) if number
        )
        return cls(_headline(anthology), ", ".join(left_out))


def _headline(anthology: Anthology) -> str:
    """As the book has it, with numbers as the screen writes them."""
    times = [leaf.entry.stands_at for leaf in anthology.leaves]
    if not times:
        return "no posts"
    many = len(anthology.contributors)
    people = "1 person" if many == 1 else f"{grouped(many)} people"
    return (
        f"{counted(anthology.posts, 'post')} by {people} · {span_of(min(times), max(times), anthology.colophon.zone)}"
    )


def lay_export(
    told: Sequence[Told], form: Format, folder: str, width: int, glyphs: Glyphs, *, of_picks: bool
) -> list[Row]:
    """The page; `told` is of the view and of the picks."""
    room = max(8, width - _INDENT - 1)
    rows = [Row(()), _heading("What", room)]
    for choice, name in ((False, "this view"), (True, "the picks")):
        rows.append(_choice(name, told[choice].words, choice, room, glyphs, chosen=of_picks is choice))
    rows += [Row(()), _heading("As", room)]
    rows += [_choice(one.name, one.says, one, room, glyphs, chosen=one is form) for one in FORMATS.values()]
    rows.append(Row(()))
    left_out = f"Left out: {told[of_picks].left_out}. " if told[of_picks].left_out else ""
    states = f"{_NEWEST} " if form.tells_states else ""
    words = f"{_CREDIT} {left_out}{states}The file goes to {folder}"
    indent = Run(" " * _INDENT, Ink.TEXT)
    return rows + [Row((indent, *row)) for row in plain(words, room, Ink.META)]


def _heading(words: str, room: int) -> Row:
    return Row((Run(" " * _INDENT, Ink.TEXT), Run(shorten(words, room), Ink.TITLE)))


def _choice(name: str, beside: str, choice: Choice, room: int, glyphs: Glyphs, *, chosen: bool) -> Row:
    mark = Run(f"{' ' * _INDENT}{glyphs.cursor if chosen else ' '} ", Ink.CURSOR)
    label = Run(name.ljust(_NAME), Ink.STRONG if chosen else Ink.TAG)
    return Row((mark, label, Run(shorten(beside, max(1, room - _NAME - 2)), Ink.TEXT if chosen else Ink.META)), choice)
