"""The row above the panes and the row below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.strip import Strip

from hashtui.config.actions import ACTIONS, Action, Scope
from hashtui.post.sighting import State
from hashtui.tui.glyphs import UNICODE, Glyphs, shape_of
from hashtui.tui.key_names import Keys, key_label
from hashtui.tui.painted import Painted
from hashtui.tui.typeset import Ink, Line, Run, line_width, shorten, spread

MOST_NAME = 24
LEGEND_FROM = 160
"""Columns from which on the footer says what the badges are."""


@dataclass(frozen=True, slots=True)
class PaneName:
    """A pane as the top bar names it."""

    number: int
    label: str
    new: int
    on_page: bool
    matter: int = 0
    """How many of the new ones matter."""
    peaks: int = 0
    """How many peaks began while it was not on the screen."""


@dataclass(frozen=True, slots=True)
class SourceLamp:
    """A source as the top bar names it."""

    name: str
    state: State
    reason: str
    since: str = ""
    """The clock time since when it is in this state."""
    fell: bool = False
    """It answers, but less well than it did: its stream is gone."""
    next_try: str = ""
    """When it is asked again, in words, while it does not answer."""

    @property
    def is_ill(self) -> bool:
        """It is in trouble worth naming."""
        return self.fell or not (self.state.is_up or self.state is State.STARTING)


def top_line(
    width: int,
    *,
    panes: Sequence[PaneName],
    lamps: Sequence[SourceLamp],
    clock: str,
    mark: str = "",
    glyphs: Glyphs = UNICODE,
) -> Line:
    """The bar in `width` cells; `mark` says what the posts are when they are not what is said now: DEMO, a replay.

    As it gets narrow, the sources say less and less, then the panes' names; the program's name and the clock go.
    The mark stays, and so does the sources' state.
    """
    marked = (Run(f" {mark} ", Ink.DEMO),) if mark else ()
    title = (Run(" hashtui ", Ink.TITLE), *marked)
    states = _source_forms(lamps, glyphs)
    tails = [(Run(f"   {clock} ", Ink.TIME),), (Run(" ", Ink.TEXT),)]
    spoken = states[:-1] or states
    forms = [
        ((*title, *names), (*words, _clock(clock, words))) for names in _name_forms(panes, glyphs) for words in spoken
    ]
    forms += [((*marked, *names), (*states[-1], *tails[0])) for names in _name_forms(panes, glyphs)[1:]]
    forms += [(head, (*states[-1], *tail)) for head in (title, marked) for tail in tails]
    for left, right in forms:
        if line_width(left) + line_width(right) <= width:
            return spread(left, right, width)
    return spread(marked or title, (), width)


def _clock(clock: str, words: Line) -> Run:
    """The time, as far from a list of sources as these are from each other."""
    return Run(f"{' ' * (4 if len(words) > 2 else 3)}{clock} ", Ink.TIME)


def _name_forms(panes: Sequence[PaneName], glyphs: Glyphs) -> list[Line]:
    """The panes by name, by ever shorter names, and at last by what is new in those on other pages."""
    return [_pane_names(panes, glyphs, most) for most in (MOST_NAME, 16, 10, 0)]


def _pane_names(panes: Sequence[PaneName], glyphs: Glyphs, most: int) -> Line:
    if all(pane.on_page for pane in panes):
        names = [f"{pane.number} {shorten(pane.label, most)}" for pane in panes if most]
        return (Run("  " + "   ".join(names), Ink.META),)
    page = " ".join(str(p.number) for p in panes if p.on_page)
    runs = [Run(f"  {glyphs.left_page}{page}{glyphs.right_page}", Ink.TITLE)]
    for pane in panes:
        if not pane.on_page:
            runs.append(Run(f"  {pane.number} {shorten(pane.label, most)}".rstrip(), Ink.META))
            if pane.new:
                star = f" {glyphs.star}{pane.matter}" if pane.matter else ""
                runs.append(Run(f" {pane.new} new{star}" if most else f" +{pane.new}{star}", Ink.NEWS))
            if pane.peaks:
                words = f" {pane.peaks} peak{'' if pane.peaks == 1 else 's'}"
                runs.append(Run(words if most else f" {glyphs.peak}{pane.peaks}", Ink.NEWS))
    return tuple(runs)


def _source_forms(lamps: Sequence[SourceLamp], glyphs: Glyphs) -> list[Line]:
    """The sources in words, the fullest form first: trouble by name first, then the well; only trouble; a count."""
    if lamps and all(lamp.state is State.NO_NETWORK for lamp in lamps):
        shape, ink = shape_of(State.NO_NETWORK, glyphs)
        since = f" since {lamps[0].since}" if lamps[0].since else ""
        soon = f" · {lamps[0].next_try}" if lamps[0].next_try else ""
        return [_apart([Run(f"{shape} no network{since}{more}", ink)]) for more in (soon, "", "")]
    ill = [lamp for lamp in lamps if lamp.is_ill]
    well = [lamp for lamp in lamps if lamp not in ill]
    named = [_lamp(lamp, glyphs, reason=True) for lamp in ill] + [_lamp(lamp, glyphs) for lamp in well]
    forms = [named] if len(lamps) <= 6 else []
    if ill:
        forms.append([_lamp(lamp, glyphs, reason=True) for lamp in ill])
        forms.append([_lamp(lamp, glyphs) for lamp in ill])
    if lamps:
        forms += [[run] for run in _counts(lamps, ill, well, glyphs)]
    return [_apart(form) for form in forms] or [()]


def _apart(runs: Sequence[Run]) -> Line:
    """Words with room before them, and more between them."""
    air = [Run("  " if i == 0 else "    ", Ink.TEXT) for i in range(len(runs))]
    return tuple(run for pair in zip(air, runs, strict=True) for run in pair)


def _counts(
    lamps: Sequence[SourceLamp], ill: Sequence[SourceLamp], well: Sequence[SourceLamp], glyphs: Glyphs
) -> list[Run]:
    if ill:
        shape, ink = shape_of(State.POLLING if well else ill[0].state, glyphs)
        words = f"{len(well)} of {len(lamps)}"
    else:
        polling = not any(lamp.state in (State.LIVE, State.ENDED, State.CATCHING_UP) for lamp in lamps)
        shape, ink = shape_of(State.POLLING if polling else State.LIVE, glyphs)
        words = f"{len(lamps)} source{'' if len(lamps) == 1 else 's'}"
    return [Run(f"{shape} {words}", ink), Run(shape, ink)]


def _lamp(lamp: SourceLamp, glyphs: Glyphs, *, reason: bool = False) -> Run:
    shape, ink = shape_of(lamp.state, glyphs)
    words = lamp.name
    if reason:
        words += f": {lamp.reason or lamp.state.value}"
    elif not lamp.state.is_up or lamp.state is State.POLLING:
        words += f" {lamp.state.value}"
    return Run(f"{shape} {words}", ink)


@dataclass(frozen=True, slots=True)
class Useful:
    """What the deck is like, as far as it decides which keys are worth a place in the footer."""

    following: bool = False
    panes: int = 2
    posts: bool = True
    """The pane keys go to has a post."""
    zoomed: bool = False
    hidden: bool = False
    """Some of its posts are hidden."""
    floored: bool = False
    """Posts by people who are trusted less are left out."""

    def is_hidden(self, action_id: str) -> bool:
        """The key would do nothing now."""
        match action_id:
            case "pane_left" | "zoom":
                return self.panes < 2
            case "post_up" | "open_post" | "next_unseen" | "seen" | "follow" | "density":
                return not self.posts
            case "summary" | "catch_up" | "pick":
                return not self.posts
            case "relief":
                return not (self.posts or self.floored)
            case "hidden":
                return not self.hidden
            case "mute" | "trust":
                return self.following or not self.posts
            case _:
                return False

    def words(self, one: Action) -> str:
        """What the key does now, in a word or two."""
        match one.id:
            case "follow":
                return "hold" if self.following else "follow"
            case "zoom":
                return "all panes" if self.zoomed else one.short
            case "pane_left":
                return "pane"
            case "relief":
                return "all→trusted"
            case "post_up":
                return "post"
            case _:
                return one.short


def footer_line(width: int, keys: Keys, useful: Useful, *, glyphs: Glyphs = UNICODE) -> Line:
    """As many keys as fit, the most needed of them, in the order of the help; help and quit are always there."""
    ranked = sorted(
        (a for a in ACTIONS if a.footer and a.scope in (Scope.DECK, Scope.ANYWHERE)), key=lambda a: a.footer
    )
    last = [_hint(a, keys, glyphs, useful) for a in ranked if a.id in ("help", "close")]
    legend = _legend(glyphs) if width >= LEGEND_FROM else ()
    room = width - sum(map(line_width, last)) - 1 - line_width(legend)
    kept: dict[str, Line] = {}
    for one in ranked:
        hint = _hint(one, keys, glyphs, useful)
        if one.id in ("help", "close") or not hint or useful.is_hidden(one.id):
            continue
        if line_width(hint) <= room:
            room -= line_width(hint)
            kept[one.id] = hint
    in_order = [kept[one.id] for one in ACTIONS if one.id in kept]
    line = tuple(run for hint in (*in_order, *last) for run in hint)
    return spread(line, legend, width) if legend else line


def _legend(glyphs: Glyphs) -> Line:
    """`★ trusted ◆◇ vouched · known`, and some air before it."""
    badges = (
        (glyphs.star, Ink.TRUSTED, " trusted "),
        (glyphs.strongly + glyphs.vouched, Ink.VOUCHED, " vouched "),
        (glyphs.known, Ink.META, " known "),
    )
    told = (run for shape, ink, word in badges for run in (Run(shape, ink), Run(word, Ink.META)))
    return (Run("  ", Ink.TEXT), *told)


def _hint(one: Action, keys: Keys, glyphs: Glyphs, useful: Useful) -> Line:
    in_force = keys.get(one.id, one.keys)
    if not in_force:
        return ()
    shown = {"←→": glyphs.arrows, "↑↓": glyphs.updown}.get(one.footer_key, "") if in_force == one.keys else ""
    return (Run(f" {shown or key_label(in_force[0])}", Ink.KEY), Run(f" {useful.words(one)} ", Ink.META))


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
