"""What to keep of a summary, as lines: by moment, with the reason under each; or a line each."""

from collections.abc import Mapping, Sequence

from hashtui.clock import LocalZone
from hashtui.reading.summary import summary_words
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summary import Correction, Summary, Told
from hashtui.tui.sheet import Sheet
from hashtui.tui.summary_bars import numbered
from hashtui.tui.summary_rows import Block, cut, row_of
from hashtui.tui.summary_sections import badge, short_handle
from hashtui.tui.summary_spots import told_spot
from hashtui.tui.typeset import Ink, Inked, Line, Run, shorten, spread, width_of

_MOST_ROWS = 8
_HANG = 8
"""`14:32 ★ `: the words of a post hang beside its time and badge."""
_WHOLE_HANDLES = 76


def told_row(told: Told, summary: Summary, sheet: Sheet) -> Block:
    """One line: when, who, the first words; and that it was corrected."""
    why = why_words(told, sheet)
    correction = correction_of(told, summary)
    right = "" if correction is None else f" ! corrected {sheet.day_and_hour(correction.created_at)}"
    time = sheet.day_and_hour(told.created_at)
    name = short_handle(told.handle)
    left: Line = (
        Run(f"{time} ", Ink.TIME),
        badge(told.standing.level, sheet.glyphs),
        Run(f" {shorten(name, max(6, sheet.width // 5))}  ", Ink.NAME),
    )
    room = sheet.width - 2 - sum(width_of(run.text) for run in left) - width_of(right)
    text = Run(shorten(" ".join(told.text.split()), max(1, room)), Ink.TEXT)
    return row_of(told_spot(told, sheet, why), spread((*left, text), (Run(right, Ink.WARNING),), sheet.width - 2))


def why_words(told: Told, sheet: Sheet) -> str:
    """`picked: peak 14:32, 12 voices, @mairie20`, by the reader's clock."""
    return f"picked: {summary_words.why(told, sheet.zone or LocalZone())}"


def correction_of(told: Told, summary: Summary) -> Correction | None:
    """What corrects it."""
    return next((one for one in summary.corrections if one.key == told.corrected_by), None)


def digest(summary: Summary, sheet: Sheet, height: int | None = None) -> tuple[list[Block], list[Block]]:
    """The posts by moment, and in how few rows they fit: those with the best ranks that do, and the rest of them.

    With a height, every one has a row of text first, then those that are cut get more, the best ranks first. Without
    one each is told whole, and there is no rest.
    """
    all_told = summary.digest
    if height is None:
        return _grouped(all_told, summary, sheet, dict.fromkeys(_keys(all_told), _MOST_ROWS)), []
    by_rank = sorted(all_told, key=lambda told: told.rank)
    wanted = {told.key: min(_MOST_ROWS, len(_words(told, sheet).lines(_room(sheet)))) for told in all_told}
    count = len(by_rank)
    while count > 1 and _height(_in_time(by_rank[:count], all_told), {}) > height:
        count -= 1
    shown = _in_time(by_rank[:count], all_told)
    rows = dict.fromkeys(_keys(shown), 1)
    spare = height - _height(shown, rows)
    while spare > 0 and (cut := [told.key for told in by_rank[:count] if rows[told.key] < wanted[told.key]]):
        for key in cut[:spare]:
            rows[key] += 1
        spare -= len(cut)
    rest = _in_time(by_rank[count:], all_told)
    rest_blocks = _grouped(rest, summary, sheet, dict.fromkeys(_keys(rest), _MOST_ROWS))
    return _grouped(shown, summary, sheet, rows), rest_blocks


def _keys(told: Sequence[Told]) -> list[str]:
    return [one.key for one in told]


def _in_time(some: Sequence[Told], all_told: Sequence[Told]) -> list[Told]:
    keys = set(_keys(some))
    return [told for told in all_told if told.key in keys]


def _height(some: Sequence[Told], rows: Mapping[str, int]) -> int:
    """The lines they take when each has so many rows of words, or one; with the heads of their moments."""
    heads = sum(number == 0 or told.peak != some[number - 1].peak for number, told in enumerate(some))
    return heads + sum(rows.get(told.key, 1) + 1 + (told.corrected_by is not None) for told in some)


def _room(sheet: Sheet) -> int:
    return max(8, sheet.width - 2 - _HANG)


def _words(told: Told, sheet: Sheet) -> Inked:
    """Who said it, then what."""
    name = told.handle if sheet.width >= _WHOLE_HANDLES else short_handle(told.handle)
    return Inked(" ".join(told.text.split()), ()).after(f"{shorten(name, _room(sheet) // 2)}  ", Ink.NAME)


def _grouped(some: Sequence[Told], summary: Summary, sheet: Sheet, rows: Mapping[str, int]) -> list[Block]:
    """Under the head of each moment its posts."""
    numbers = numbered(summary.peaks)
    blocks: list[Block] = []
    moment: object = blocks  # nothing that a moment is
    for told in some:
        if told.peak != moment:
            moment = told.peak
            blocks.append(_moment(told.peak, numbers, sheet))
        blocks.append(_told(told, summary, sheet, rows.get(told.key, 1)))
    return blocks


def _moment(peak: Peak | None, numbers: Mapping[Peak, int], sheet: Sheet) -> Block:
    stroke = sheet.glyphs.light
    if peak is None:
        words = f"{stroke} between peaks "
    else:
        number = numbers.get(peak)
        said = [f"peak {number}" if number else "peak", *([str(peak.tag)] if peak.tag is not None else [])]
        words = f"{stroke} {' · '.join([*said, ' · '.join(peak.label[:3])])} "
    words = shorten(words, max(1, sheet.width - 3))
    return Block(((Run(words + stroke * max(0, sheet.width - 2 - width_of(words)), Ink.RULE),),))


def _told(told: Told, summary: Summary, sheet: Sheet, rows: int) -> Block:
    """When, and as a hanging paragraph who and what; below it the reason, and that it was corrected."""
    why, room = why_words(told, sheet), _room(sheet)
    time = sheet.times.hour(told.created_at)
    head = (Run(f"{time} ", Ink.TIME), badge(told.standing.level, sheet.glyphs), Run(" ", Ink.TEXT))
    margin = Run(" " * _HANG, Ink.TEXT)
    first, *others = cut(_words(told, sheet), room, rows)
    lines: list[Line] = [(*head, *first), *((margin, *row) for row in others)]
    lines.append((margin, Run(shorten(why, room), Ink.META)))
    correction = correction_of(told, summary)
    if told.corrected_by is not None:
        when = "" if correction is None else f" by {correction.handle} at {sheet.day_and_hour(correction.created_at)}"
        lines.append((margin, Run(shorten(f"! corrected{when}", room), Ink.WARNING)))
    return row_of(told_spot(told, sheet, why), *lines)
