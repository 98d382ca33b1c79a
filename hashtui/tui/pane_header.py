"""The three rows above a pane's posts: what it asks for and how it is, its rhythm, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hashtui.reading.rate import sparkline
from hashtui.reading.summary.peak import Peak
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.typeset import Ink, Line, Run, line_width, shorten, width_of

MOST_SPARK = 24
LEAST_SPARK = 8
LEAST_MARKED = 12
"""A sparkline of fewer cells has no room for marks."""
AIR = 2
"""Cells at least between what stands left and what stands right on a row."""
LEAST_LABEL = 6
"""An expression is not cut below this for the sake of how many sources are well."""
LEAST_FILTER = 6
"""A filter is not told at all before it is cut below this."""


@dataclass(frozen=True, slots=True)
class PaneState:
    """How a pane's sources are, taken together: a shape, one word or two, and the reason when there is room."""

    shape: str
    ink: Ink
    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sifted:
    """A live filter in force: its text, and how many posts it shows of how many."""

    text: str
    shown: int
    of: int


@dataclass(frozen=True, slots=True)
class Empty:
    """What the second row of an empty pane says on its left and, when there is anything, on its right."""

    left: str
    right: str = ""


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
    matter: int = 0
    """How many of the new ones matter."""
    waiting: int = 0
    """Posts that wait to be let into a following pane."""
    shown_by: str = ""
    """The key that hides again what is hidden, while it is shown; empty while it is not."""
    sifted: Sifted | None = None
    floor: str = ""
    """The least level of the authors shown, `known+`; empty when all are."""
    below: int = 0
    """How many posts the floor leaves out, and the filter where there is one."""
    peaks: tuple[range, ...] = ()
    """The cells of `bins` that belong to peaks, each from the one where it begins."""
    empty: Empty | None = None
    """What an empty pane says in place of its rhythm and its rule."""

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
        """What comes how fast on the left; on the right what is not shown, or the filter.

        As it gets narrow the sparkline goes from its old end, then the filter's text, then the unit of the rate, then
        the rate.
        """
        rate = self.empty.left if self.empty is not None else f"{rate_words(self.per_minute)}/min"
        figure = "" if self.empty is not None else rate_words(self.per_minute)
        right = self._not_shown(width - 4 - width_of(rate) - AIR)
        lefts = (rate, figure, "")
        left = next((one for one in lefts if 4 + width_of(one) + AIR + width_of(right) <= width), "")
        spark = () if self.empty is not None or left != rate else self._spark(width, width_of(rate) + width_of(right))
        gap = max(0, width - 4 - width_of(left) - line_width(spark) - width_of(right))
        return (
            Run("    ", Ink.TEXT),
            Run(f"{left} " if spark else left, Ink.META),
            *spark,
            Run(" " * (gap - 1 if spark else gap), Ink.TEXT),
            Run(shorten(right, max(0, width - 4)), Ink.META),
        )

    def _not_shown(self, room: int) -> str:
        """The filter and how much it leaves, else what is hidden; the filter's text is cut before it goes."""
        floor = f"{self.floor} " if self.floor else ""
        if self.empty is not None and self.empty.right:
            both = f"{self.floor} · {self.empty.right} " if floor else f"{self.empty.right} "
            return both if width_of(both) <= room or not floor else floor
        hidden = f"{self.hidden} hidden " if self.hidden else ""
        if self.shown_by and self.hidden:
            hidden = f"{self.hidden} shown dimmed · {self.shown_by} "
            hidden = hidden if width_of(hidden) <= room else f"{self.hidden} shown "
        if self.sifted is None:
            return self._below(hidden, room) if floor else hidden
        count = f"{self.sifted.shown} of {self.sifted.of} "
        for text, also in ((self.sifted.text, f"{hidden.rstrip()} · " if hidden else ""), (self.sifted.text, "")):
            if width_of(also) + width_of(floor) + 4 + width_of(text) + width_of(count) <= room:
                return f"{also}{floor}/ {text}  {count}"
        left = room - width_of(floor) - 4 - width_of(count)
        return f"{floor}/ {shorten(self.sifted.text, left)}  {count}" if left >= LEAST_FILTER else f"{floor}/ {count}"

    def _below(self, hidden: str, room: int) -> str:
        """The floor, and how many posts do not stand on it; hidden ones are among these unless they are shown."""
        forms = [f"{self.floor} · {self.below + (0 if self.shown_by else self.hidden)} hidden "]
        if self.shown_by:
            forms.insert(0, f"{self.floor} · {self.below} hidden · {hidden}")
        return next((form for form in forms if width_of(form) <= room), f"{self.floor} ")

    def _spark(self, width: int, taken: int) -> Line:
        """The newest minutes, in two thirds of the row at most, and none in less than can be read.

        A mark stands for the minute in which a peak begins; where the row is narrow the marks go before the cells.
        """
        cells = min(MOST_SPARK, width * 2 // 3 - 12, width - 4 - taken - 1 - AIR)
        if cells < LEAST_SPARK:
            return ()
        ink = Ink.NEWS if self.focused else Ink.META
        spark, first = sparkline(self.bins[-cells:], self.glyphs.spark), max(0, len(self.bins) - cells)
        runs: list[Run] = []
        for index in range(len(spark)) if cells >= LEAST_MARKED else ():
            inside = [peak for peak in self.peaks if first + index in peak]
            begins = any(peak.start == first + index for peak in inside)
            here = Run(self.glyphs.peak if begins else spark[index], Ink.STRONG if inside else ink)
            if runs and runs[-1].ink is here.ink:
                here = Run(runs.pop().text + here.text, here.ink)
            runs.append(here)
        return tuple(runs) or (Run(spark, ink),)

    def _rule(self, width: int) -> Line:
        stroke = self.glyphs.heavy if self.focused else self.glyphs.light
        rule_ink = Ink.NEWS if self.focused else Ink.RULE
        forms, ink = self._flow()
        words = next((one for one in forms if width_of(one) + 4 <= width), forms[-1] if forms else "")
        head = (Run(stroke * 2, rule_ink), Run(words, ink)) if words else (Run(stroke * 2, rule_ink),)
        return (*head, Run(stroke * max(0, width - line_width(head)), rule_ink))

    def _flow(self) -> tuple[tuple[str, ...], Ink]:
        """Whether the pane follows or is read, and what came meanwhile; the longest words first."""
        key = self.follow_key if self.focused else ""
        if self.empty is not None:
            return (), Ink.META
        if self.following:
            return ((f" following · {self.waiting} waiting ",) if self.waiting else ()) + (" following ",), Ink.META
        if self.new:
            star = f" {self.glyphs.star}{self.matter}" if self.matter else ""
            words = f" {self.glyphs.news} {self.new} new{star}"
            return (*((f"{words} · {key} ",) if key else ()), f"{words} "), Ink.NEWS
        return (*((f" reading · {key} follows ",) if key else ()), " reading "), Ink.META


def peak_cells(peaks: Sequence[Peak], now: datetime) -> tuple[range, ...]:
    """Which of the `MOST_SPARK` minutes up to now belong to peaks; what began before them begins outside."""
    oldest = _minute(now) - MOST_SPARK + 1
    spans = [(_minute(peak.start) - oldest, _minute(peak.end) - oldest) for peak in peaks]
    return tuple(range(start, min(end, MOST_SPARK)) for start, end in spans if end > 0 and start < MOST_SPARK)


def _minute(instant: datetime) -> int:
    return int(instant.timestamp()) // 60


def rate_words(per_minute: float) -> str:
    """`6`, `0.4`, `0`: one figure is enough under one."""
    if per_minute <= 0:
        return "0"
    return f"{per_minute:.1f}" if per_minute < 0.95 else str(round(per_minute))


def joined(lines: Sequence[Line], wall: str, crossing: str) -> list[Line]:
    """Header lines with the wall to the next pane at their end; the rule crosses it."""
    walls = [wall] * (len(lines) - 1) + [crossing]
    return [(*line, Run(stroke, Ink.RULE)) for line, stroke in zip(lines, walls, strict=True)]
