"""The three rows above a pane's posts: what it asks for and how it is, its rhythm, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.reading.rate import sparkline
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.typeset import Ink, Line, Run, line_width, shorten, width_of

MOST_SPARK = 24
LEAST_SPARK = 8
AIR_BESIDE_SPARK = 7
LEAST_LABEL = 6
"""An expression is not cut below this for the sake of how many sources are well."""


@dataclass(frozen=True, slots=True)
class PaneState:
    """How a pane's sources are, taken together: a shape, one word or two, and the reason when there is room."""

    shape: str
    ink: Ink
    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaneHeader:
    """Everything a pane's header says; equal headers paint the same."""

    number: int
    label: str
    state: PaneState
    per_minute: float
    bins: tuple[int, ...]
    """Posts a minute, oldest first, `MOST_SPARK` of them."""
    hidden: int
    new: int
    following: bool
    focused: bool
    glyphs: Glyphs = UNICODE
    follow_key: str = "Space"
    """The key that follows again; empty when none does."""

    def lines(self, width: int, *, rows: int = 3) -> tuple[Line, ...]:
        """The rows in `width` cells (the wall between panes not counted); two rows leave out the rhythm."""
        if rows < 3:
            return (self._title(width), self._rule(width))
        return (self._title(width), self._rhythm(width), self._rule(width))

    def _title(self, width: int) -> Line:
        mark = self.glyphs.focus if self.focused else " "
        head = f"{mark} {self.number} "
        word = self.state.word
        for words, least in (
            (f"{word} {self.state.reason}", width),
            (word, LEAST_LABEL),
            (word.split()[-1] if " of " in word else word, 0),
        ):
            state = f"{self.state.shape} {words.strip()} "
            room = width - width_of(head) - width_of(state) - 1
            if min(width_of(self.label), least) <= room:
                break
        label = shorten(self.label, max(1, room))
        gap = " " * max(1, width - width_of(head) - width_of(label) - width_of(state))
        ink = Ink.TITLE if self.focused else Ink.TEXT
        return (Run(head, ink), Run(label, ink), Run(gap, Ink.TEXT), Run(state, self.state.ink))

    def _rhythm(self, width: int) -> Line:
        hidden = f"{self.hidden} hidden " if self.hidden else ""
        room = width - 4 - width_of(hidden)
        rate = f"{rate_words(self.per_minute)}/min "
        if width_of(rate) > room:
            rate = f"{rate_words(self.per_minute)} "
        if width_of(rate) > room:
            rate = ""
        cells = min(MOST_SPARK, room - width_of(rate) - AIR_BESIDE_SPARK)
        spark = self._spark(cells) if cells >= LEAST_SPARK else ""
        gap = " " * max(0, room - width_of(rate) - width_of(spark))
        return (
            Run("    ", Ink.TEXT),
            Run(rate, Ink.META),
            Run(spark, Ink.NEWS if self.focused else Ink.META),
            Run(gap, Ink.TEXT),
            Run(hidden, Ink.META),
        )

    def _spark(self, cells: int) -> str:
        return sparkline(self.bins[-cells:], self.glyphs.spark)

    def _rule(self, width: int) -> Line:
        stroke = self.glyphs.heavy if self.focused else self.glyphs.light
        key = self.follow_key if self.focused else ""
        if self.following:
            words, ink = " following ", Ink.META
        elif self.new:
            hint = f" · {key}" if key else ""
            words, ink = f" {self.glyphs.news} {self.new} new{hint} ", Ink.NEWS
        else:
            words, ink = f" reading · {key} follows " if key else " reading ", Ink.META
        if width_of(words) + 4 > width:
            words = words.partition(" ·")[0].rstrip() + " "
        rule_ink = Ink.NEWS if self.focused else Ink.RULE
        head = (Run(stroke * 2, rule_ink), Run(words, ink))
        return (*head, Run(stroke * max(0, width - line_width(head)), rule_ink))


def rate_words(per_minute: float) -> str:
    """`6`, `0.4`, `0`: one figure is enough under one."""
    if per_minute <= 0:
        return "0"
    return f"{per_minute:.1f}" if per_minute < 0.95 else str(round(per_minute))


def joined(lines: Sequence[Line], wall: str, crossing: str) -> list[Line]:
    """Header lines with the wall to the next pane at their end; the rule crosses it."""
    walls = [wall] * (len(lines) - 1) + [crossing]
    return [(*line, Run(stroke, Ink.RULE)) for line, stroke in zip(lines, walls, strict=True)]
