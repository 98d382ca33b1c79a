"""The row above the panes and the row below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.strip import Strip

from hashtui.config.actions import ACTIONS, Action, Scope
from hashtui.post.sighting import State
from hashtui.tui.glyphs import UNICODE, Glyphs, shape_of
from hashtui.tui.key_names import Keys, key_label
from hashtui.tui.painted import Painted
from hashtui.tui.typeset import Ink, Line, Run, line_width, shorten, spread, width_of

MOST_NAME = 24


@dataclass(frozen=True, slots=True)
class PaneName:
    """A pane as the top bar names it."""

    number: int
    label: str
    new: int
    on_page: bool


@dataclass(frozen=True, slots=True)
class SourceLamp:
    """A source as the top bar names it."""

    name: str
    state: State
    reason: str


def top_line(
    width: int,
    *,
    panes: Sequence[PaneName],
    lamps: Sequence[SourceLamp],
    clock: str,
    demo: bool = False,
    glyphs: Glyphs = UNICODE,
) -> Line:
    """The bar in `width` cells. DEMO is never dropped, then the clock and the sources' state, then the panes' names."""
    head: list[Run] = [Run(" hashtui ", Ink.TITLE)]
    if demo:
        head.append(Run(" DEMO ", Ink.DEMO))
    tail = Run(f"   {clock} ", Ink.TIME)
    room = width - line_width(head) - width_of(tail.text)
    names = _pane_names(panes, glyphs)
    for words in _source_words(lamps, glyphs):
        if line_width(names) + line_width(words) + 2 <= room:
            break
    return spread((*head, *names), (*words, tail), width)


def _pane_names(panes: Sequence[PaneName], glyphs: Glyphs) -> Line:
    if all(pane.on_page for pane in panes):
        return tuple(Run(f"  {p.number} {shorten(p.label, MOST_NAME)}", Ink.META) for p in panes)
    page = " ".join(str(p.number) for p in panes if p.on_page)
    runs = [Run(f"  {glyphs.left_page}{page}{glyphs.right_page}", Ink.TITLE)]
    for pane in panes:
        if not pane.on_page:
            runs.append(Run(f"  {pane.number} {shorten(pane.label, MOST_NAME)}", Ink.META))
            if pane.new:
                runs.append(Run(f" {pane.new} new", Ink.NEWS))
    return tuple(runs)


def _source_words(lamps: Sequence[SourceLamp], glyphs: Glyphs) -> list[Line]:
    """The sources in words, the fullest form first: trouble by name first, then the well; only trouble; a count."""
    ill = [lamp for lamp in lamps if not lamp.state.is_up and lamp.state is not State.STARTING]
    well = [lamp for lamp in lamps if lamp not in ill]
    named = [_lamp(lamp, glyphs, reason=True) for lamp in ill] + [_lamp(lamp, glyphs) for lamp in well]
    forms: list[Line] = [tuple(named)] if len(lamps) <= 6 else []
    if ill:
        forms.append(tuple(_lamp(lamp, glyphs, reason=True) for lamp in ill))
        forms.append(tuple(_lamp(lamp, glyphs) for lamp in ill))
        shape, ink = shape_of(ill[0].state if not well else State.POLLING, glyphs)
        forms.append((Run(f"{shape} {len(well)} of {len(lamps)}", ink),))
    elif lamps:
        polling = any(lamp.state is not State.LIVE for lamp in lamps)
        shape, ink = shape_of(State.POLLING if polling else State.LIVE, glyphs)
        plural = "" if len(lamps) == 1 else "s"
        forms.append((Run(f"{shape} {len(lamps)} source{plural}", ink),))
    return [*forms, ()]


def _lamp(lamp: SourceLamp, glyphs: Glyphs, *, reason: bool = False) -> Run:
    shape, ink = shape_of(lamp.state, glyphs)
    words = lamp.name
    if reason:
        words += f": {lamp.reason or lamp.state.value}"
    elif not lamp.state.is_up:
        words += f" {lamp.state.value}"
    return Run(f"  {shape} {words}", ink)


def footer_line(width: int, keys: Keys, *, following: bool, glyphs: Glyphs = UNICODE) -> Line:
    """As many keys as fit, the most needed first; help and quit are always there."""
    ranked = sorted(
        (a for a in ACTIONS if a.footer and a.scope in (Scope.DECK, Scope.ANYWHERE)), key=lambda a: a.footer
    )
    last = [_hint(a, keys, glyphs, following=following) for a in ranked if a.id in ("help", "close")]
    room = width - sum(map(line_width, last)) - 1
    kept: list[Line] = []
    for one in ranked:
        hint = _hint(one, keys, glyphs, following=following)
        if one.id in ("help", "close") or not hint:
            continue
        if line_width(hint) <= room:
            room -= line_width(hint)
            kept.append(hint)
    return tuple(run for hint in (*kept, *last) for run in hint)


def _hint(one: Action, keys: Keys, glyphs: Glyphs, *, following: bool) -> Line:
    in_force = keys.get(one.id, one.keys)
    if not in_force:
        return ()
    shown = {"←→": glyphs.arrows, "↑↓": glyphs.updown}.get(one.footer_key, "") if in_force == one.keys else ""
    words = {"follow": "hold" if following else "follow", "pane_left": "pane", "post_up": "post"}.get(one.id, one.short)
    return (Run(f" {shown or key_label(in_force[0])}", Ink.KEY), Run(f" {words} ", Ink.META))


class Bar(Painted):
    """A row of ink, or a few, that repaints only when its lines change. More rows take the room of the panes."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 100%; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()
        self._strips: list[Strip] = []

    def show(self, *lines: Line) -> None:
        """Show these lines from now on."""
        if lines == self._lines:
            return
        if len(lines) != len(self._lines):
            self.styles.height = max(1, len(lines))
        self._lines = lines
        self._strips = []
        self.refresh()

    def forget_styles(self) -> None:
        super().forget_styles()
        self._strips = []

    def paint(self, width: int, height: int) -> Sequence[Strip]:
        if len(self._strips) != len(self._lines) or (self._strips and self._strips[0].cell_length != width):
            self._strips = [self.strip(line, width) for line in self._lines]
        return self._strips
