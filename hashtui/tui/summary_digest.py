"""What to keep of a summary, as lines: by moment, with the reason under each; or a line each."""

from collections.abc import Mapping, Sequence

from hashtui.clock import LocalZone
from hashtui.reading.summary import summary_words
from hashtui.reading.summary.summary import Correction, Summary, Told
from hashtui.tui.sheet import Sheet, counted
from hashtui.tui.summary_moments import Moment, moment_by_peak
from hashtui.tui.summary_rows import Block, Spot, row_of, whole_phrases
from hashtui.tui.summary_spots import told_spot
from hashtui.tui.summary_telling import clock, hang_of, short_handle, tell
from hashtui.tui.typeset import Ink, Line, Run, shorten, spread, width_of
from hashtui.tui.who import badge, name_ink

_LEAST_TEXT = 24
"""Cells that the words of a post keep beside the warning that it was corrected."""


def keep_title(summary: Summary) -> str:
    """The head of the digest."""
    return "What to keep" if summary.notable else "What says most"


def told_row(told: Told, summary: Summary, sheet: Sheet) -> Block:
    """One line: when, who, the first words; and that it was corrected, by whom where there is room to say so."""
    correction = correction_of(told, summary)
    time = clock(told.created_at, sheet)
    name = short_handle(told.handle)
    left: Line = (
        Run(f"{time} ", Ink.TIME),
        badge(told.standing.level, sheet.glyphs),
        Run(f" {shorten(name, max(6, sheet.width // 5))}  ", name_ink(told.standing.level)),
    )
    room = sheet.width - 2 - sum(width_of(run.text) for run in left)
    right = "" if correction is None else _corrected(correction, sheet, room - _LEAST_TEXT)
    said = f"{sheet.mark(told.key)}{' '.join(told.text.split())}"
    text = Run(shorten(said, max(1, room - width_of(right))), Ink.TEXT)
    return row_of(_spot(told, summary, sheet), spread((*left, text), (Run(right, Ink.WARNING),), sheet.width - 2))


def _corrected(correction: Correction, sheet: Sheet, room: int) -> str:
    """` ! corrected by @orga 15:12`, or without who where that takes more room."""
    when = clock(correction.created_at, sheet)
    said = f" ! corrected by {short_handle(correction.handle)} {when}"
    return said if width_of(said) <= room else f" ! corrected {when}"


def _spot(told: Told, summary: Summary, sheet: Sheet) -> Spot:
    return told_spot(told, sheet, why_words(told, sheet), correction_of(told, summary))


def why_words(told: Told, sheet: Sheet) -> str:
    """`picked: peak 14:32, 12 voices, @mairie20`, by the reader's clock."""
    return f"picked: {summary_words.why(told, sheet.zone or LocalZone())}"


def correction_of(told: Told, summary: Summary) -> Correction | None:
    """What corrects it."""
    return next((one for one in summary.corrections if one.key == told.corrected_by), None)


def digest(summary: Summary, sheet: Sheet, height: int | None = None) -> tuple[list[Block], list[Block]]:
    """The posts by moment, and in how few rows they fit: those with the best ranks that do, and the rest of them.

    Without a height there is no rest.
    """
    all_told = summary.digest
    lines = {told.key: _lines(told, summary, sheet) for told in all_told}
    if height is None:
        return _grouped(all_told, lines, summary, sheet), []
    by_rank = sorted(all_told, key=lambda told: told.rank)
    count = len(by_rank)
    while count > 1:
        fitting = _in_time(by_rank[:count], all_told)
        if _height(fitting, _moments(fitting, summary), lines) <= height:
            break
        count -= 1
    shown, rest = _in_time(by_rank[:count], all_told), _in_time(by_rank[count:], all_told)
    return _grouped(shown, lines, summary, sheet), _grouped(rest, lines, summary, sheet)


def _keys(told: Sequence[Told]) -> list[str]:
    return [one.key for one in told]


def _in_time(some: Sequence[Told], all_told: Sequence[Told]) -> list[Told]:
    keys = set(_keys(some))
    return [told for told in all_told if told.key in keys]


def _height(some: Sequence[Told], moments: Sequence[Moment | None], lines: Mapping[str, Sequence[Line]]) -> int:
    """The lines they take, with the heads of their moments."""
    heads = sum(number == 0 or moment != moments[number - 1] for number, moment in enumerate(moments))
    return heads + sum(len(lines[told.key]) for told in some)


def _moments(some: Sequence[Told], summary: Summary) -> list[Moment | None]:
    """The moment each of them tells; None between peaks."""
    by_peak = moment_by_peak(summary.peaks)
    return [None if told.peak is None else by_peak.get(told.peak) for told in some]


def _grouped(some: Sequence[Told], lines: Mapping[str, Sequence[Line]], summary: Summary, sheet: Sheet) -> list[Block]:
    """Under the head of each moment its posts."""
    blocks: list[Block] = []
    before: Moment | None = None
    for told, moment in zip(some, _moments(some, summary), strict=True):
        if not blocks or moment != before:
            before = moment
            blocks.append(_head_of(moment, sheet, "between peaks" if summary.peaks else "quiet"))
        blocks.append(row_of(_spot(told, summary, sheet), *lines[told.key]))
    return blocks


def _head_of(moment: Moment | None, sheet: Sheet, quiet: str) -> Block:
    """`─ peak 3 · #a #b · serveur Garance ───`."""
    stroke = sheet.glyphs.light
    phrases = [quiet]
    if moment is not None:
        phrases = [f"peak {moment.number}", *([moment.tags] if moment.tags else []), *moment.label]
    words = f"{stroke} {whole_phrases(phrases, sheet.width - 6)} "
    return Block(((Run(words + stroke * max(0, sheet.width - 2 - width_of(words)), Ink.RULE),),))


def _lines(told: Told, summary: Summary, sheet: Sheet) -> list[Line]:
    """The post with how many tell it; below it, that it was corrected."""
    shape = badge(told.standing.level, sheet.glyphs)
    text = f"{sheet.mark(told.key)}{' '.join(told.text.split())}"
    lines = tell(told.created_at, shape, told.handle, text, reason_words(told), sheet)
    correction = correction_of(told, summary)
    if told.corrected_by is not None:
        hang = hang_of(told.created_at, sheet)
        when = "" if correction is None else f" by {correction.handle} at {clock(correction.created_at, sheet)}"
        words = shorten(f"! corrected{when}", max(8, sheet.width - 2 - hang))
        lines.append((Run(" " * hang, Ink.TEXT), Run(words, Ink.WARNING)))
    return lines


def reason_words(told: Told) -> str:
    """What of the reason the head of its moment does not say: `26 voices · boosted by 3`."""
    said = [counted(told.voices, "voice"), *([f"boosted by {told.boosters}"] if told.boosters else [])]
    return " · ".join(said)
