"""The sections of a summary, each in full: a line or more for everything that it holds."""

from collections.abc import Sequence
from math import log10

from hashtui.reading.standing import Level
from hashtui.reading.summary import summary_words
from hashtui.reading.summary.summary import Person, Summary
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.sheet import Sheet, bare, counted, grouped
from hashtui.tui.summary_moments import Moment, moments_of
from hashtui.tui.summary_rows import Block, Spot, cut, remark, row_of, rows_of_parts, title
from hashtui.tui.summary_spots import (
    UNKNOWN_LANGUAGE,
    chatty_spot,
    correction_spot,
    language_parts,
    link_spot,
    peak_spot,
    people,
    person_spot,
    question_spot,
    remarkable,
    resonance_spot,
    thing_words,
    topic_spot,
    waiting_words,
    wave_spot,
)
from hashtui.tui.summary_telling import clock, short_handle
from hashtui.tui.typeset import Ink, Inked, Line, Run, line_width, plain, shorten, spread, width_of
from hashtui.tui.who import badge, name_ink, without_badge

_AUDIENCE, _REPUTATION = "audience", "reputation"
_BARS_FROM = 44
"""Cells of a column from which on people have bars."""
_LARGEST_AUDIENCE = 100_000
_MOST_QUESTIONS = 12
_NOTHING_NOTABLE = "Nothing notable: no peak, and nothing stands out."


def who(handle: str, name: str, level: Level, room: int) -> Line:
    """Name and address; when it is tight, those who are vouched for may lose the server, others lose the name."""
    name, ink = without_badge(name), name_ink(level)
    if name and width_of(name) + width_of(handle) + 2 <= room:
        return (Run(name, ink), Run("  ", Ink.TEXT), Run(handle, Ink.HANDLE))
    short = short_handle(handle)
    if level >= Level.VOUCHED and name and width_of(name) + width_of(short) + 2 <= room:
        return (Run(name, ink), Run("  ", Ink.TEXT), Run(short, Ink.HANDLE))
    return (Run(shorten(handle, room), ink),)


def nothing_notable(summary: Summary, width: int) -> list[Block]:
    """What stands in the place of peaks where nothing stands out."""
    return [remark(_NOTHING_NOTABLE, width, Ink.STRONG)] if not summary.notable else []


def peaks(summary: Summary, sheet: Sheet) -> list[Block]:
    """Each peak on two lines or more: when, how many voices, how unusual, under which tag; what was new in it."""
    if not summary.peaks:
        return nothing_notable(summary, sheet.width) or [remark("No peak.", sheet.width)]
    moments = moments_of(summary.peaks)
    return [_peak(moment, len(moments), summary, sheet) for moment in moments]


def _peak(moment: Moment, count: int, summary: Summary, sheet: Sheet) -> Block:
    hang = width_of(str(count)) + 1
    when = moment.when(sheet)
    tags = moment.tags if len(summary.tags) > 1 else ""
    said = " · ".join(one for one in (moment.voices, moment.usual, tags) if one)
    room = max(8, sheet.width - hang - 2)
    head: Line = (Run(f"{moment.number:>{hang - 1}} ", Ink.KEY), Run(when, Ink.TIME))
    margin = Run(" " * hang, Ink.TEXT)
    lines = [head]
    if hang + width_of(when) + 2 + width_of(said) <= sheet.width - 2:
        lines = [spread(head, (Run(said, Ink.META),), sheet.width - 2)]
    else:
        lines += [(margin, *row) for row in plain(said, room, Ink.META)]
    label = summary_words.peak_label(moment.best)
    lines += [(margin, *row) for row in plain(label, room, Ink.STRONG if moment.label else Ink.META)]
    return row_of(peak_spot(moment, sheet), *lines)


def topics(summary: Summary, sheet: Sheet) -> list[Block]:
    """What was talked of, and by how many."""
    return [_counted(topic_spot(one), one.label, people(one.authors), sheet) for one in summary.topics]


def links(summary: Summary, sheet: Sheet) -> list[Block]:
    """What was shared, and by how many."""
    return [_counted(link_spot(one), bare(one.url), people(one.sharers), sheet, Ink.LINK) for one in summary.links]


def _counted(spot: Spot, words: str, count: str, sheet: Sheet, ink: Ink = Ink.TEXT) -> Block:
    """Words on the left, a count at the right end."""
    room = sheet.width - 3 - width_of(count)
    left = (Run(shorten(words, room), ink),)
    return row_of(spot, spread(left, (Run(count, Ink.META),), sheet.width - 2))


def people_title(summary: Summary, width: int) -> Block:
    """The head of the people, with those of their columns."""
    heads = f"named {_AUDIENCE} {_REPUTATION}" if width >= _BARS_FROM else "named by"
    return title("People", width, heads)


def persons(summary: Summary, sheet: Sheet) -> list[Block]:
    """Each with badge, how many named them, and two small bars that say nothing of trust."""
    told = remarkable(summary.people)
    best = max((one.reputation for one in told), default=0.0)
    return [_person(one, best, sheet) for one in told]


def _person(person: Person, best: float, sheet: Sheet) -> Block:
    right: Line = (Run(f"{grouped(person.mentioned) if person.mentioned else '':>5}", Ink.TEXT),)
    if sheet.width >= _BARS_FROM:
        audience = bar(share_of_audience(person.followers), len(_AUDIENCE), sheet.glyphs)
        worth = bar(person.reputation / best if best else 0.0, len(_REPUTATION), sheet.glyphs)
        right = (*right, Run(f" {audience} {worth}", Ink.META))
    room = sheet.width - 2 - sum(width_of(run.text) for run in right) - 3
    left = (
        badge(person.standing.level, sheet.glyphs),
        Run(" ", Ink.TEXT),
        *who(person.handle, person.name, person.standing.level, max(4, room)),
    )
    return row_of(person_spot(person), spread(left, right, sheet.width - 2))


def share_of_audience(followers: int | None) -> float:
    """Ten followers are a fifth of a bar, a hundred thousand all of it: an audience counts by its zeros."""
    if not followers:
        return 0.0
    return min(1.0, max(0.05, log10(followers) / log10(_LARGEST_AUDIENCE)))


def bar(share: float, width: int, glyphs: Glyphs) -> str:
    """A bar of eighths of cells, as wide as it could be with blanks behind; what is above nothing is drawn."""
    steps = len(glyphs.bars) - 1
    eighths = max(1 if share > 0 else 0, round(min(1.0, share) * width * steps))
    whole, rest = divmod(eighths, steps)
    drawn = glyphs.bars[-1] * whole + (glyphs.bars[rest] if rest else "")
    return drawn + " " * (width - len(drawn))


def resonance(summary: Summary, sheet: Sheet) -> list[Block]:
    """What several tags spoke of within twenty minutes."""
    blocks: list[Block] = []
    for one in summary.resonance:
        voices = "+".join(map(str, one.voices))
        right = f"{clock(one.at, sheet)} ({voices})"
        blocks.append(_counted(resonance_spot(one, sheet), thing_words(one), right, sheet))
    return blocks


def questions(summary: Summary, sheet: Sheet, *, rows: int = 3) -> list[Block]:
    """Who asked what, and for how long nobody answered."""
    blocks: list[Block] = []
    room = max(4, sheet.width - 4)
    margin = Run("  ", Ink.TEXT)
    for one in summary.questions[:_MOST_QUESTIONS]:
        time, name = f"{clock(one.created_at, sheet)} ", short_handle(one.handle)
        waiting = (Run(waiting_words(one), Ink.META),)
        who_asks: Line = (Run(time, Ink.TIME), Run(shorten(name, room - width_of(time)), Ink.NAME))
        if line_width(who_asks) + 2 + line_width(waiting) <= sheet.width - 2:
            lines = [spread(who_asks, waiting, sheet.width - 2)]
        else:
            lines = [who_asks, (margin, Run(shorten(waiting_words(one), room), Ink.META))]
        text = cut(Inked(" ".join(one.text.split()), ()), room, rows, f" {sheet.glyphs.more}")
        blocks.append(row_of(question_spot(one, sheet), *lines, *((margin, *row) for row in text)))
    rest = summary.questions[_MOST_QUESTIONS:]
    if rest:
        words = counted(len(rest), "more question")
        spot = Spot("questions", "questions", words, tuple(one.key for one in rest))
        blocks.append(row_of(spot, (Run(words, Ink.META),)))
    return blocks


def warnings(summary: Summary, sheet: Sheet) -> list[Block]:
    """What was left out, corrected and weighed down, in sentences."""
    spots = [wave_spot(wave, sheet) for wave in summary.waves]
    spots += [correction_spot(one, sheet) for one in summary.corrections]
    spots += [chatty_spot(handle) for handle in summary.chatty]
    blocks: list[Block] = []
    for spot in spots:
        rows = cut(Inked(spot.words, ()), max(4, sheet.width - 4), 4, f" {sheet.glyphs.more}")
        blocks.append(row_of(spot, *((Run("! " if not i else "  ", Ink.WARNING), *row) for i, row in enumerate(rows))))
    return blocks


def languages(summary: Summary, sheet: Sheet, chosen: str) -> list[Block]:
    """The share of each; nothing where no post says its language."""
    if not any(code != UNKNOWN_LANGUAGE for code in summary.languages):
        return []
    return rows_of_parts("", language_parts(summary), sheet.width, chosen, sheet.glyphs, hang=1, most=3)


def sections(summary: Summary, sheet: Sheet, chosen: str) -> Sequence[tuple[Block, list[Block]]]:
    """All but peaks and digest, each with its head; those that are empty are left out."""
    width = sheet.width
    found = (
        (title("Topics", width), topics(summary, sheet)),
        (people_title(summary, width), persons(summary, sheet)),
        (title("Links", width), links(summary, sheet)),
        (title("Resonance between the tags", width), resonance(summary, sheet)),
        (title("Questions nobody answered", width), questions(summary, sheet)),
        (title("Warnings", width), warnings(summary, sheet)),
        (title("Languages", width), languages(summary, sheet, chosen)),
    )
    return [(head, blocks) for head, blocks in found if blocks]
