"""What came since one looked last, as a page: class by class, oldest first, with an end."""

from collections.abc import Callable, Mapping

from hashtui.reading.entry import Entry
from hashtui.reading.summary.catch_up import CatchUp, Caught, Kind
from hashtui.reading.summary.summary import Told
from hashtui.tui.sheet import Sheet, counted, grouped
from hashtui.tui.summary_digest import reason_words
from hashtui.tui.summary_rows import AIR, Block, Set, Spot, remark, row_of, stack, title
from hashtui.tui.summary_spots import people
from hashtui.tui.summary_telling import clock, short_handle, tell
from hashtui.tui.typeset import Ink, Run, shorten, spread, width_of

COUNTED = (Kind.PEAKS, Kind.OTHERS, Kind.WAVES)
"""Classes of which the posts are only counted; Enter opens them."""
MOST_OF_CLASS = 20
"""Posts of one class that are told; the others are one row."""


def catch_up_title(caught: CatchUp, sheet: Sheet) -> str:
    """`37 unseen posts since 14:10`: what was there before one came, and was not seen, is among them."""
    return f"{counted(caught.posts, 'unseen post')} since {sheet.day_and_hour(caught.since)}"


def end_words(caught: CatchUp, sheet: Sheet) -> str:
    """`That is all since 14:10.`"""
    return f"That is all since {sheet.day_and_hour(caught.since)}."


def nothing_words(caught: CatchUp, sheet: Sheet) -> str:
    """What is said when nothing stands out; empty when something does."""
    if caught.notable or not caught.posts:
        return ""
    return f"Nothing notable since {sheet.day_and_hour(caught.since)}."


def lay_catch_up(
    caught: CatchUp, entries: Mapping[str, Entry], sheet: Sheet, chosen: str, warning_of: Callable[[str], str]
) -> Set:
    """The whole page. `warning_of` gives what stands for the words of a post that has a content warning."""
    if not caught.posts:
        said = f"Nothing came since {sheet.day_and_hour(caught.since)}."
        return stack([AIR, remark(said, sheet.width, Ink.STRONG)], chosen, sheet.glyphs)
    writing = _Writing(caught, entries, sheet, warning_of)
    blocks = [_headline(caught, entries, sheet)]
    nothing = nothing_words(caught, sheet)
    if nothing:
        blocks += [AIR, remark(nothing, sheet.width, Ink.STRONG)]
    counts: list[Block] = []
    for one in caught.classes:
        if one.kind in COUNTED:
            counts.append(_count(one, sheet))
        else:
            blocks += [AIR, title(_heading(one.kind, caught), sheet.width, grouped(len(one.keys)))]
            blocks += writing.posts(one)
    if counts:
        blocks += [AIR, title("Counted only", sheet.width), *counts]
    blocks += [AIR, _end(caught, sheet)]
    return stack(blocks, chosen, sheet.glyphs)


def _heading(kind: Kind, caught: CatchUp) -> str:
    if kind is Kind.TOLD and not caught.notable:
        return "The one that says most"
    return _heading_of(kind)


def _headline(caught: CatchUp, entries: Mapping[str, Entry], sheet: Sheet) -> Block:
    keys = frozenset(key for one in caught.classes for key in one.keys)
    authors = {entries[key].post.author.key for key in keys if key in entries}
    words = f"{catch_up_title(caught, sheet)} by {people(len(authors))}"
    in_time = tuple(key for key in entries if key in keys)
    spot = Spot("all", "all that came", words, in_time)
    return row_of(spot, (Run(shorten(words, max(1, sheet.width - 2)), Ink.TITLE),))


def _count(one: Caught, sheet: Sheet) -> Block:
    """A class on one row."""
    words = _heading_of(one.kind)
    spot = Spot(f"class:{one.kind}", words.lower(), f"{words}: {counted(len(one.keys), 'post')}", one.keys)
    count = grouped(len(one.keys))
    left = (Run(shorten(words, max(1, sheet.width - 3 - width_of(count))), Ink.TEXT),)
    return row_of(spot, spread(left, (Run(count, Ink.META),), sheet.width - 2))


def _heading_of(kind: Kind) -> str:
    return f"{kind.value[0].upper()}{kind.value[1:]}"


def _end(caught: CatchUp, sheet: Sheet) -> Block:
    stroke = sheet.glyphs.dotted
    words = shorten(f"{stroke}{stroke} {end_words(caught, sheet)} ", max(1, sheet.width - 2))
    return Block(((Run(words + stroke * max(0, sheet.width - 2 - width_of(words)), Ink.META),),))


class _Writing:
    """Sets the posts of a catch-up."""

    def __init__(
        self, caught: CatchUp, entries: Mapping[str, Entry], sheet: Sheet, warning_of: Callable[[str], str]
    ) -> None:
        self._entries, self._sheet, self._warning_of = entries, sheet, warning_of
        self._told: Mapping[str, Told] = {told.key: told for told in caught.told}
        self._corrects = {one.key: one.corrects for one in caught.corrections}

    def posts(self, one: Caught) -> list[Block]:
        """The posts of a class; of very many the later ones in one row."""
        shown = one.keys[:MOST_OF_CLASS] if len(one.keys) > MOST_OF_CLASS + 1 else one.keys
        blocks = [self._post(self._entries[key]) for key in shown if key in self._entries]
        rest = one.keys[len(shown) :]
        if rest:
            words = f"{counted(len(rest), 'more post')}"
            spot = Spot(f"more:{one.kind}", _heading_of(one.kind).lower(), f"{_heading_of(one.kind)}: {words}", rest)
            blocks.append(row_of(spot, (Run(words, Ink.META),)))
        return blocks

    def _post(self, entry: Entry) -> Block:
        """When, who and what in a hanging paragraph; below it why it stands here."""
        sheet, author = self._sheet, entry.post.author
        text = self._warning_of(entry.key) or " ".join(entry.post.body.text.split())
        why = self._why(entry)
        marked = f"{sheet.mark(entry.key)}{text}"
        lines = tell(entry.stands_at, sheet.badge(author), author.handle, marked, why, sheet)
        spoken = f"{sheet.day_and_hour(entry.stands_at)} {author.handle}: {text}{f' ({why})' if why else ''}"
        return row_of(Spot(f"post:{entry.key}", "post", spoken, (entry.key,), at=entry.stands_at), *lines)

    def _why(self, entry: Entry) -> str:
        wrong = self._entries.get(self._corrects.get(entry.key, ""))
        if wrong is not None:
            words = self._warning_of(wrong.key) or " ".join(wrong.post.body.text.split())
            when = clock(wrong.stands_at, self._sheet)
            return f"corrects {short_handle(wrong.post.author.handle)} {when}: {words}"
        told = self._told.get(entry.key)
        if told is None:
            return ""
        peak = told.peak
        said = ["quiet stretch" if peak is None else f"peak {clock(peak.start, self._sheet)}", reason_words(told)]
        return " · ".join(said)
