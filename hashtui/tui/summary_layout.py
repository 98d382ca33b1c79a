"""A summary as a page: in three columns, in two, or in one whose first screen says the essential."""

from collections.abc import Sequence
from dataclasses import replace

from hashtui.post.tag import Tag
from hashtui.reading.summary import summary_words
from hashtui.reading.summary.summary import Person, Resonance, Summary
from hashtui.tui.sheet import Sheet, bare, counted, grouped
from hashtui.tui.summary_bars import axis, bars_of
from hashtui.tui.summary_digest import digest, keep_title, told_row
from hashtui.tui.summary_moments import Moment, moments_of
from hashtui.tui.summary_rows import (
    AGAIN,
    AIR,
    HEAD,
    Block,
    Part,
    Set,
    beside,
    remark,
    row_of,
    rows_of_parts,
    stack,
    title,
    whole_phrases,
)
from hashtui.tui.summary_sections import nothing_notable, peaks, sections
from hashtui.tui.summary_spots import (
    count_parts,
    link_spot,
    peak_spot,
    person_spot,
    question_spot,
    remarkable,
    resonance_spot,
    since_words,
    thing_words,
    topic_spot,
    warning_parts,
)
from hashtui.tui.summary_telling import clock, short_handle
from hashtui.tui.typeset import Ink, Line, Run, shorten, spread, width_of
from hashtui.tui.who import badge

THREE_COLUMNS = 150
TWO_COLUMNS = 100
LOW = 14
"""Under so many lines there is no first screen: everything follows in full."""
BESIDE_PEOPLE = "/"
"""Between people on a row: the dot is the badge of those one knows."""
_MOST_ROWS = 3
"""Rows of one section where everything is told in short."""


def lay_summary(summary: Summary, sheet: Sheet, height: int, chosen: str) -> Set:
    """The page for a screen of so many lines; `chosen` is the id of the selected spot."""
    if not summary.counts.posts:
        return stack([AIR, remark("There is no post here to sum up yet.", sheet.width)], chosen, sheet.glyphs)
    if sheet.width >= TWO_COLUMNS and height >= LOW:
        return _columns(summary, sheet, height, chosen)
    return stack(_one_column(summary, sheet, height, chosen), chosen, sheet.glyphs)


def _headline(summary: Summary, sheet: Sheet, chosen: str, *, most: int) -> list[Block]:
    """From when to when, and how much: every number opens its posts."""
    when = since_words(summary.since, summary.until, sheet)
    hang = width_of(when) + 2
    if hang > sheet.width // 2:
        blocks = [remark(when, sheet.width, Ink.TITLE, indent=0)] if most > 1 else []
        return blocks + rows_of_parts("", count_parts(summary), sheet.width, chosen, sheet.glyphs, most=most, hang=1)
    return rows_of_parts(when, count_parts(summary), sheet.width, chosen, sheet.glyphs, most=most, hang=hang)


def _tags(summary: Summary) -> Sequence[Tag | None]:
    found = tuple(dict.fromkeys(one.tag for one in summary.rate))
    return found or summary.tags or (None,)


def _columns(summary: Summary, sheet: Sheet, height: int, chosen: str) -> Set:
    """Three columns, or two; each shows first what must be seen without scrolling, and below it the rest."""
    head = stack(_headline(summary, sheet, chosen, most=1), chosen, sheet.glyphs, column=HEAD)
    rule: Line = (Run(sheet.glyphs.light * sheet.width, Ink.RULE),)
    top = len(head.lines) + 1
    room = height - top
    widths = _widths(sheet.width)
    sheets = [replace(sheet, width=width) for width in widths]
    middle, told_rest = _digest_column(summary, sheets[1], room)
    if len(widths) == 3:
        all_peaks = [(title("Peaks", widths[0]), peaks(summary, sheets[0]))]
        left = _with_rest(_timeline(summary, sheets[0], chosen, label_above=True), all_peaks, room)
        right = _with_rest([], sections(summary, sheets[2], chosen), room)
        stacks = [left, [*middle, *told_rest], right]
    else:
        essential = _essential(summary, sheets[0], room, chosen, with_digest=False)
        rest = _more_tags(summary, sheets[0], chosen, room) + _in_full(summary, sheets[0], chosen, with_digest=False)
        stacks = [[*essential, *_fill(essential, room), *rest], [*middle, *told_rest]]
    sets, at = [], 0
    for number, (blocks, width) in enumerate(zip(stacks, widths, strict=True)):
        sets.append(stack(blocks, chosen, sheet.glyphs, left=at, top=top, column=number))
        at += width + 1
    body = beside(sets, widths, sheet.glyphs)
    return Set((*head.lines, rule, *body.lines), (*head.places, *body.places))


def _widths(width: int) -> tuple[int, ...]:
    """Of the columns, without the walls between them."""
    if width >= THREE_COLUMNS:
        left, right = width * 3 // 10, width // 4
        return left, width - left - right - 2, right
    left = width * 9 // 20
    return left, width - left - 1


def _digest_column(summary: Summary, sheet: Sheet, room: int) -> tuple[list[Block], list[Block]]:
    if not summary.digest:
        return [title(keep_title(summary), sheet.width), remark("Nothing yet.", sheet.width)], []
    shown, rest = digest(summary, sheet, room - 1)
    count, total = sum(bool(block.spots) for block in shown), len(summary.digest)
    right = f"{count} of {total} {sheet.glyphs.updown[1]}" if rest else ""
    blocks = [title(keep_title(summary), sheet.width, right), *shown]
    if rest:
        rest = [*_fill(blocks, room), title("What to keep, the rest", sheet.width), *rest]
    return blocks, rest


def _fill(blocks: Sequence[Block], room: int) -> list[Block]:
    """Air down to the end of the first screen: what begins below it begins there."""
    used = sum(len(block.lines) for block in blocks)
    return [AIR] * max(1, room - used)


def _with_rest(first: list[Block], found: Sequence[tuple[Block, list[Block]]], room: int) -> list[Block]:
    """Sections, each as far as there is room for all of them on the first screen; below it what found none."""
    left = room - sum(len(block.lines) for block in first) - len(found)
    taken = [0] * len(found)
    goes_on = True
    while goes_on:
        goes_on = False
        for number, (_, blocks) in enumerate(found):
            if taken[number] < len(blocks) and len(blocks[taken[number]].lines) <= left:
                left -= len(blocks[taken[number]].lines)
                taken[number] += 1
                goes_on = True
    shown, rest = list(first), list[Block]()
    air = left >= len(found) - 1 + bool(first)
    for (head, blocks), count in zip(found, taken, strict=True):
        shown += [*([AIR] if air and shown else []), head, *blocks[:count]]
        if blocks[count:]:
            rest += [AIR, _the_rest(head), *blocks[count:]]
    return [*shown, *(_fill(shown, room) if rest else []), *rest]


def _the_rest(head: Block) -> Block:
    first, *others = head.lines[0]
    return replace(head, lines=((first._replace(text=f"{first.text}, the rest"), *others[:1]),))


def _timeline(summary: Summary, sheet: Sheet, chosen: str, *, label_above: bool = False) -> list[Block]:
    """Two rows a tag, the peaks' numbers above the bars, and the times below."""
    tags = _tags(summary)
    blocks = [bars_of(summary, tag, sheet, chosen, marks_above=True, label_above=label_above) for tag in tags]
    return [*blocks, Block((axis(summary, tags[-1], sheet, label_above=label_above),))]


def _one_column(summary: Summary, sheet: Sheet, height: int, chosen: str) -> list[Block]:
    """The essential on the first screen; everything in full below it."""
    if height < LOW:
        head = _headline(summary, sheet, chosen, most=3)
        bars = [bars_of(summary, tag, sheet, chosen, marks_above=False) for tag in _tags(summary)]
        return [*head, *bars, *_in_full(summary, sheet, chosen, with_digest=True, again=False, digest_first=True)]
    head = _headline(summary, sheet, chosen, most=1 if sheet.width >= 60 else 3)
    used = sum(len(block.lines) for block in head)
    essential = [*head, *_essential(summary, sheet, height - used, chosen, with_digest=True)]
    if _least_lines(summary) <= height:
        whole = [*head, *_timeline(summary, sheet, chosen)]
        whole += _in_full(summary, sheet, chosen, with_digest=True, again=False)
        if sum(len(block.lines) for block in whole) <= height:
            return whole
    rest = _more_tags(summary, sheet, chosen, height - used) + _in_full(summary, sheet, chosen, with_digest=True)
    return [*essential, *_fill(essential, height), *rest]


def _least_lines(summary: Summary) -> int:
    """So many lines everything takes at least."""
    twice = len(summary.peaks) + len(summary.digest) + len(summary.questions)
    once = len(summary.topics) + len(remarkable(summary.people)) + len(summary.links) + len(summary.resonance)
    return 2 * twice + once


def _essential(summary: Summary, sheet: Sheet, room: int, chosen: str, *, with_digest: bool) -> list[Block]:
    """What must be seen without scrolling, in so many lines."""
    with_digest = with_digest and bool(summary.digest)
    tags = _tags(summary)
    ends = _one_liners(summary, sheet, chosen)
    above = room >= len(ends) + 2 * len(tags) + 12
    bars = [bars_of(summary, tag, sheet, chosen, marks_above=above) for tag in tags[: _tags_shown(tags, room)]]
    if len(bars) < len(tags):
        bars.append(remark(f"{counted(len(tags) - len(bars), 'more tag')} {sheet.glyphs.updown[1]}", sheet.width))
    left = room - len(ends) - sum(len(block.lines) for block in bars) - 1 - with_digest
    moments = len(moments_of(summary.peaks))
    wanted = max(1, moments)
    share = min(wanted, max(1, left * 2 // 5)) if with_digest else min(wanted, max(1, left))
    if with_digest and summary.digest:
        share = min(wanted, max(share, left - len(summary.digest)))
    peak_rows = _peak_rows(summary, sheet, share)
    down = sheet.glyphs.updown[1]
    many = f"{len(peak_rows)} of {moments} {down}" if len(peak_rows) < moments else ""
    blocks = [*bars, title("Peaks", sheet.width, many), *peak_rows]
    if with_digest:
        blocks += _to_keep(summary, sheet, max(1, left - len(peak_rows)))
    spare = room - sum(len(block.lines) for block in [*blocks, *ends])
    return [*blocks, *_one_liners(summary, sheet, chosen, spare=spare)]


def _tags_shown(tags: Sequence[Tag | None], room: int) -> int:
    """How many of them have their bars on a first screen of so many lines; where some have not, a line says so."""
    most = max(1, room // 6)
    return len(tags) if len(tags) <= most else max(1, most - 1)


def _more_tags(summary: Summary, sheet: Sheet, chosen: str, room: int) -> list[Block]:
    """The bars that found no room on the first screen."""
    tags = _tags(summary)
    left = tags[_tags_shown(tags, room) :]
    bars = [bars_of(summary, tag, sheet, chosen, marks_above=True) for tag in left]
    return [title("More tags", sheet.width), *bars, AIR] if bars else []


def _to_keep(summary: Summary, sheet: Sheet, rows: int) -> list[Block]:
    """By moment with the reasons if all of it fits; else a line each, as many as fit of the best."""
    told, rest = digest(summary, sheet, rows)
    if not rest and sum(len(block.lines) for block in told) <= rows:
        return [title(keep_title(summary), sheet.width), *told]
    best = sorted(summary.digest, key=lambda one: one.rank)[:rows]
    shown = [one for one in summary.digest if one in best]
    many = f"{len(shown)} of {len(summary.digest)} {sheet.glyphs.updown[1]}" if len(shown) < len(summary.digest) else ""
    return [title(keep_title(summary), sheet.width, many), *(told_row(one, summary, sheet) for one in shown)]


def _peak_rows(summary: Summary, sheet: Sheet, most: int) -> list[Block]:
    """The highest of the peaks, a line each, by time; or that there is none."""
    if not summary.peaks:
        return nothing_notable(summary, sheet.width) or [remark("No peak.", sheet.width)]
    moments = moments_of(summary.peaks)
    best = sorted(moments, key=lambda moment: -moment.best.score)[:most]
    times = max(width_of(clock(moment.start, sheet)) for moment in best)
    return [_peak_row(moment, len(moments), times, summary, sheet) for moment in moments if moment in best]


def _peak_row(moment: Moment, count: int, times: int, summary: Summary, sheet: Sheet) -> Block:
    """`1 10:05 ▇ Gaëlle Blanc · wagon Sésame     31 voices ★9  3.4x usual  #paris20`."""
    spark = sheet.glyphs.spark
    best = max(one.score for one in summary.peaks) or 1.0
    height = spark[max(1, min(len(spark) - 1, round(moment.best.score / best * (len(spark) - 1))))]
    head: Line = (
        Run(f"{moment.number:>{width_of(str(count))}} ", Ink.KEY),
        Run(f"{clock(moment.start, sheet):>{times}} ", Ink.TIME),
        Run(f"{height} ", Ink.META),
    )
    room = sheet.width - 2 - sum(width_of(run.text) for run in head)
    phrases = moment.label or (summary_words.peak_label(moment.best),)
    right = _right_of_peak(moment, summary, sheet, room, width_of(" · ".join(phrases)))
    text = Run(whole_phrases(phrases, room - width_of(right)), Ink.STRONG if moment.label else Ink.META)
    return row_of(peak_spot(moment, sheet), spread((*head, text), (Run(right, Ink.META),), sheet.width - 2))


def _right_of_peak(moment: Moment, summary: Summary, sheet: Sheet, room: int, label: int) -> str:
    """As much of voices, those trusted, how unusual and the tags as leaves the label its room."""
    count = "+".join(grouped(peak.authors) for peak in moment.peaks)
    trusted = "+".join(grouped(peak.trusted) for peak in moment.peaks)
    trusted = f" {sheet.glyphs.star}{trusted}" if any(peak.trusted for peak in moment.peaks) else ""
    voices = "1 voice" if count == "1" else f"{count} voices"
    tags = f"  {moment.tags}" if moment.tags and len(summary.tags) > 1 else ""
    forms = (
        f"  {voices}{trusted}  {moment.usual or 'new words'}{tags}",
        f"  {voices}{trusted}{tags}",
        f"  {count}{trusted}{tags}",
        f"  {count}{trusted}",
    )
    wanted, least = min(label, max(16, room * 3 // 5)), min(label, 16)
    fitting = [one for one in forms[:3] if room - width_of(one) >= wanted]
    fitting += [one for one in forms[2:] if room - width_of(one) >= least]
    return fitting[0] if fitting else ""


def _one_liners(summary: Summary, sheet: Sheet, chosen: str, *, spare: int = 0) -> list[Block]:
    """One line for each of the other sections that is not empty; further ones while lines are to spare."""
    parts: list[tuple[str, list[Part]]] = [
        ("Topics", [(f"{one.label} {grouped(one.authors)}", topic_spot(one)) for one in summary.topics]),
        (
            "People",
            [(_person_words(one, sheet), person_spot(one)) for one in remarkable(summary.people)],
        ),
        ("Links", [(f"{shorten(bare(one.url), 40)} {one.sharers}", link_spot(one)) for one in summary.links]),
        (
            "Resonance",
            [
                (
                    f"{shorten(thing_words(one), 36)} {clock(one.at, sheet)} ({_sum(one)})",
                    resonance_spot(one, sheet),
                )
                for one in summary.resonance
            ],
        ),
        (
            "Questions",
            [
                (f"{short_handle(one.handle)}: {shorten(' '.join(one.text.split()), 44)}", question_spot(one, sheet))
                for one in summary.questions
            ],
        ),
        ("Warnings", warning_parts(summary)),
    ]
    blocks: list[Block] = []
    for label, found in parts:
        between = BESIDE_PEOPLE if label == "People" else "·"
        rows = (
            rows_of_parts(
                label, found, sheet.width, chosen, sheet.glyphs, most=min(1 + spare, _MOST_ROWS), between=between
            )
            if found
            else []
        )
        spare -= max(0, len(rows) - 1)
        blocks += rows
    return blocks


def _sum(one: Resonance) -> str:
    return "+".join(map(str, one.voices))


def _person_words(person: Person, sheet: Sheet) -> str:
    """`@gblanc ◆ 41`."""
    shape = badge(person.standing.level, sheet.glyphs).text.strip()
    named = grouped(person.mentioned) if person.mentioned else ""
    return " ".join(one for one in (short_handle(person.handle), shape, named) if one)


def _in_full(
    summary: Summary, sheet: Sheet, chosen: str, *, with_digest: bool, again: bool = True, digest_first: bool = False
) -> list[Block]:
    """Every section with all that it holds. What stands above already has another id here: both can be selected."""
    twin = chosen.removesuffix(AGAIN) if chosen.endswith(AGAIN) else ""
    here = twin if again else chosen
    with_digest = with_digest and bool(summary.digest)
    told = [title(keep_title(summary), sheet.width), *digest(summary, sheet)[0]] if with_digest else []
    all_peaks = [title("Peaks", sheet.width), *peaks(summary, sheet)]
    blocks = [*told, AIR, *all_peaks] if digest_first and told else [*all_peaks, *([AIR] if told else []), *told]
    for head, found in sections(summary, sheet, here):
        blocks += [AIR, head, *found]
    numbers = rows_of_parts("", count_parts(summary), sheet.width, twin, sheet.glyphs, hang=1)
    return [
        *(_second(blocks) if again else blocks),
        AIR,
        title("Numbers", sheet.width),
        *_second(numbers),
    ]


def _second(blocks: Sequence[Block]) -> list[Block]:
    """The same with the ids of what stands on the page a second time."""
    return [replace(block, spots=tuple(replace(spot, id=spot.id + AGAIN) for spot in block.spots)) for block in blocks]
