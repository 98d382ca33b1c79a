"""How each source is: what it gives, what is wrong with it, and what can be done."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import ClassVar

from textual.binding import BindingType

from hashtui.archive.kept import Condition
from hashtui.archive.kept import State as Archived
from hashtui.clock import Clock
from hashtui.post.sighting import Gap
from hashtui.tui.glyphs import UNICODE, Glyphs, shape_of
from hashtui.tui.key_names import Keys, bindings_of
from hashtui.tui.page_view import PageView
from hashtui.tui.sheet import Sheet
from hashtui.tui.source_names import kind_of, name_of
from hashtui.tui.times import span
from hashtui.tui.typeset import Ink, Line, Run, plain, shorten, width_of
from hashtui.watch.health import Health

_WIDE = 130
_HEADS = ("last heard", "under way", "a minute", "posts", "again", "received", "failed", "next try")
_CELL = 11
_NOTEWORTHY = timedelta(seconds=1)
_MOST_GAPS = 3
"""Holes told for one source."""
_UNITS = ("B", "kB", "MB", "GB", "TB")


class SourcesView(PageView):
    """The sources' health, looked at once a second. Times stand still in it, so a quiet watch repaints nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("sources")]

    def __init__(
        self,
        healths: Callable[[], Sequence[Health]],
        gaps: Callable[[], Sequence[Gap]] = tuple,
        archive: Callable[[], Archived] | None = None,
        *,
        clock: Clock,
        keys: Keys,
        zone: tzinfo | None = None,
        glyphs: Glyphs = UNICODE,
        demo: bool = False,
    ) -> None:
        super().__init__(keys, glyphs, demo=demo)
        self._healths, self._gaps, self._clock, self._zone = healths, gaps, clock, zone
        self._archive = archive

    def on_mount(self) -> None:
        self.set_interval(1.0, self.set_lines)

    def title_line(self) -> tuple[str, Line]:
        clock = f"{self._clock.now().astimezone(self._zone):%H:%M} "
        healths = self._healths()
        up = sum(health.state.is_up for health in healths)
        words = f"{up} of {len(healths)} answer   " if self.size.width >= 60 else ""
        return "sources", (Run(words, Ink.META), Run(clock, Ink.TIME))

    def lay(self, width: int) -> list[Line]:
        sheet = Sheet(width, self._clock.now(), self._zone, self.glyphs)
        lines = source_lines(self._healths(), sheet, self._gaps())
        return [*lines, *archive_lines(self._archive(), sheet)] if self._archive is not None else lines

    def action_sources(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)


def source_lines(healths: Sequence[Health], sheet: Sheet, gaps: Sequence[Gap] = ()) -> list[Line]:
    """A block a source: figures in columns where there is room, in sentences where there is not."""
    if not healths:
        return [(), *_indented("No source is being asked.", 3, sheet, Ink.META)]
    wide = sheet.width >= _WIDE
    lines: list[Line] = [(_head_row(sheet) if wide else ())]
    for health in healths:
        lines += _wide(health, sheet) if wide else _narrow(health, sheet)
        lines += _words(health, sheet)
        lines += _missing([gap for gap in gaps if gap.source == health.url and gap.filled_at is None], sheet)
        lines.append(())
    return lines


def archive_lines(state: Archived, sheet: Sheet) -> list[Line]:
    """The archive, below the sources: how it is, and how much it keeps."""
    glyphs = sheet.glyphs
    match state.condition:
        case Condition.WRITING:
            shape, ink, word = glyphs.live, Ink.STATE_LIVE, "everything is kept"
        case Condition.READING:
            shape, ink, word = glyphs.part, Ink.STATE_PART, "only read here"
        case Condition.IN_MEMORY:
            shape, ink, word = glyphs.part, Ink.STATE_PART, "lasts as long as this session"
        case Condition.FULL | Condition.BROKEN:
            shape, ink, word = glyphs.refused, Ink.STATE_REFUSED, state.condition.value
    lines: list[Line] = [(Run(f" {shape} ", ink), Run("archive", Ink.NAME), Run(f"  {word}", ink))]
    if state.words:
        lines += _indented(state.words, 5, sheet, Ink.TEXT)
    kept = [f"{state.posts} posts kept"] if state.posts else []
    kept += [_size(state.octets)] if state.octets else []
    kept += [f"{state.waiting} wait to be written"] if state.waiting else []
    return lines + (_indented(" · ".join(kept), 5, sheet, Ink.META) if kept else [])


def _head_row(sheet: Sheet) -> Line:
    name = sheet.width - 4 - len(_HEADS) * _CELL
    return (Run(" " * (name + 3) + "".join(head.rjust(_CELL) for head in _HEADS), Ink.META),)


def _wide(health: Health, sheet: Sheet) -> list[Line]:
    cells = (
        _instant(health.last_heard_at, sheet),
        span(health.lag) if health.lag is not None else "–",
        _rate(health.per_minute),
        str(health.posts),
        str(health.duplicates),
        _size(health.received) if health.received is not None else "–",
        str(health.retries),
        _instant(health.next_try, sheet),
    )
    figures = "".join(cell.rjust(_CELL) for cell in cells)
    room = sheet.width - 1 - width_of(figures) - 3
    shape, ink = shape_of(health.state, sheet.glyphs)
    state = f" {health.state.value}{_since(health, sheet)}"
    name = shorten(_name(health), max(8, room - width_of(state) - 1))
    state = shorten(state, max(1, room - width_of(name) - 1))
    gap = " " * max(1, room - width_of(name) - width_of(state))
    return [(Run(f" {shape} ", ink), Run(name, Ink.NAME), Run(gap + state, ink), Run(figures, Ink.TEXT))]


def _narrow(health: Health, sheet: Sheet) -> list[Line]:
    shape, ink = shape_of(health.state, sheet.glyphs)
    state = f"  {health.state.value}{_since(health, sheet)}"
    room = sheet.width - 4
    head: list[Line]
    if width_of(_name(health)) + width_of(state) <= room:
        head = [(Run(f" {shape} ", ink), Run(_name(health), Ink.NAME), Run(state, ink))]
    else:
        head = [(Run(f" {shape} ", ink), Run(shorten(_name(health), room), Ink.NAME))]
        head += _indented(state.strip(), 5, sheet, ink)
    heard = [f"last heard {_instant(health.last_heard_at, sheet)}" if health.last_heard_at else "nothing heard yet"]
    if health.lag is not None and health.lag >= _NOTEWORTHY:
        heard.append(f"posts take {span(health.lag)} to come")
    heard.append(f"{_rate(health.per_minute)} a minute")
    counts = [f"{health.posts} post{'' if health.posts == 1 else 's'}", f"{health.duplicates} heard again"]
    if health.received is not None:
        counts.append(f"{_size(health.received)} received")
    if health.retries:
        counts.append(f"{health.retries} failed attempt{'' if health.retries == 1 else 's'}")
    if health.next_try is not None:
        counts.append(f"next try {_instant(health.next_try, sheet)}")
    return head + _indented(" · ".join(heard), 5, sheet, Ink.TEXT) + _indented(" · ".join(counts), 5, sheet, Ink.TEXT)


def _words(health: Health, sheet: Sheet) -> list[Line]:
    """The reason, the last trouble, what to do, as far as there is something to say."""
    lines: list[Line] = []
    if health.reason:
        lines += _indented(health.reason, 5, sheet, Ink.TEXT)
    if health.last_error and health.last_error != health.reason:
        lines += _indented(f"last trouble: {health.last_error}", 5, sheet, Ink.META)
    if health.malformed:
        plural = "post or answer" if health.malformed == 1 else "posts or answers"
        lines += _indented(f"{health.malformed} {plural} could not be read", 5, sheet, Ink.META)
    if health.forged:
        what = "post was" if health.forged == 1 else "posts were"
        lines += _indented(
            f"{health.forged} {what} forged and left out: the signature does not hold", 5, sheet, Ink.NEWS
        )
    if health.requests_left is not None:
        plural = "" if health.requests_left == 1 else "s"
        lines += _indented(f"{health.requests_left} request{plural} left in this window", 5, sheet, Ink.META)
    if health.help:
        for row in health.help.splitlines():
            lines += _indented(row.strip(), 7, sheet, Ink.STRONG)
    return lines


def _name(health: Health) -> str:
    kind = kind_of(health.url)
    return f"{name_of(health.url)} ({kind})" if kind else name_of(health.url)


def _missing(gaps: Sequence[Gap], sheet: Sheet) -> list[Line]:
    """When posts may be missing, the latest hole first."""
    lines: list[Line] = []
    for gap in gaps[:_MOST_GAPS]:
        reason = f": {gap.reason}" if gap.reason else ""
        when = f"{_instant(gap.since, sheet)}{sheet.glyphs.dash}{_instant(gap.until, sheet)}"
        lines += _indented(f"posts may be missing from {when}{reason}", 5, sheet, Ink.NEWS)
    if len(gaps) > _MOST_GAPS:
        lines += _indented(f"and in {len(gaps) - _MOST_GAPS} stretches before", 5, sheet, Ink.NEWS)
    return lines


def _size(octets: int) -> str:
    """`950 B`, `1.2 MB`, `43 MB`: two digits, so that it seldom changes."""
    size, unit = float(octets), 0
    while size >= 999.5 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if unit and size < 9.95 else f"{size:.0f} {_UNITS[unit]}"


def _indented(words: str, indent: int, sheet: Sheet, ink: Ink) -> list[Line]:
    margin = Run(" " * indent, Ink.TEXT)
    return [(margin, *row) for row in plain(words, max(8, sheet.width - indent - 1), ink)]


def _since(health: Health, sheet: Sheet) -> str:
    return f" since {sheet.day_and_hour(health.state_since)}"


def _instant(instant: datetime | None, sheet: Sheet) -> str:
    """A clock time with its seconds, or the day for another one."""
    if instant is None:
        return "–"
    local = instant.astimezone(sheet.zone)
    same_day = local.date() == sheet.now.astimezone(sheet.zone).date()
    return f"{local:%H:%M:%S}" if same_day else f"{local.day} {local:%b}"


def _rate(per_minute: float) -> str:
    if per_minute == 0:
        return "0"
    return f"{per_minute:.1f}" if per_minute < 10 else f"{round(per_minute)}"
