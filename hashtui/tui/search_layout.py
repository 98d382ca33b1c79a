"""How a search of the archive is set: what was found with the sought words marked, how much of it, and why nothing."""

from collections.abc import Sequence

from hashtui.archive.kept import Condition, State
from hashtui.post.folding import Needle
from hashtui.post.found import found_in
from hashtui.reading.entry import Entry
from hashtui.tui.searching import Order, Results, Searching
from hashtui.tui.sheet import Sheet, counted, grouped
from hashtui.tui.typeset import Ink, Line, Run, plain, shorten, width_of
from hashtui.tui.whole_post import lay_entry_in_short

FOUND = "reverse"
"""The look of a word that was sought."""
_TERMS = "Words, #tags, lang:fr, has:image, from:@anna, since:2d, /regex/: all of the filter's terms."
_INDENT = 3
_POST_ROWS = 4
_SEARCHED = frozenset((
    Ink.TEXT, Ink.NAME, Ink.TRUSTED, Ink.VOUCHED, Ink.TAG, Ink.MENTION, Ink.LINK, Ink.CODE, Ink.QUOTE, Ink.STRONG,
    Ink.EMPHASIS, Ink.WARNING,
))  # fmt: skip


def found_post(entry: Entry, needles: Sequence[Needle], sheet: Sheet) -> list[Line]:
    """When and who, and the first lines, the sought words marked."""
    room = max(8, sheet.width - _INDENT - 1)
    when = f"{sheet.mark(entry.key)}{sheet.day_and_hour(entry.post.created_at)} "
    who = sheet.who(entry.post.author, max(1, room - width_of(when) - 2))
    head = (Run(when, Ink.TIME), sheet.badge(entry.post.author), Run(" ", Ink.TEXT), *who)
    rows = lay_entry_in_short(entry, max(8, room - 2), _POST_ROWS, sheet)
    return [marked(head, needles), *((Run("  ", Ink.TEXT), *marked(row, needles)) for row in rows)]


def marked(line: Line, needles: Sequence[Needle]) -> Line:
    """The line with the sought words in reverse."""
    runs: list[Run] = []
    for run in line:
        at = 0
        for start, end in found_in(run.text, needles) if run.ink in _SEARCHED else ():
            if start > at:
                runs.append(run._replace(text=run.text[at:start]))
            runs.append(run._replace(text=run.text[start:end], look=FOUND))
            at = end
        if at < len(run.text):
            runs.append(run._replace(text=run.text[at:]))
    return tuple(runs)


def rule(results: Results | None, sheet: Sheet) -> Line:
    """A rule that says how much was found, in which order, and how far was looked."""
    stroke = sheet.glyphs.heavy
    left = f"{stroke * 2} {_counts(results)}" if results is not None else ""
    right = f" {_reach(results, sheet)} {stroke * 2}" if results is not None else ""
    if width_of(left) + width_of(right) + 2 > sheet.width:
        right = ""
    left = f"{shorten(left, max(4, sheet.width - width_of(right) - 2))} " if left else ""
    return (Run(f"{left}{stroke * max(0, sheet.width - width_of(left) - width_of(right))}{right}", Ink.NEWS),)


def _counts(results: Results) -> str:
    shown = len(results.entries)
    number = results.of or shown
    more = "" if results.is_whole else "+"
    found = f"{grouped(number)}{more} post{'' if number == 1 and not more else 's'}"
    order = f" · {results.order}" if shown else ""
    if results.order is Order.BEST and shown < number:
        found = f"the best {grouped(shown)} of {'' if results.is_whole else 'the newest '}{grouped(number)} posts"
        order = ""
    hidden = f" · {grouped(results.hidden)} hidden" if results.hidden else ""
    return f"{found}{hidden}{order}"


def _reach(results: Results, sheet: Sheet) -> str:
    if results.is_whole:
        return "all of the archive"
    if results.back_to is None:
        return "searching …"
    return f"{'searching … ' if results.is_busy else 'searched '}back to {sheet.day_and_hour(results.back_to)}"


def instead(searching: Searching, state: State | None, sheet: Sheet) -> list[Line]:
    """What stands where there is no post: what can be searched, or why nothing is found."""
    room = max(8, sheet.width - _INDENT - 1)
    said: list[tuple[str, Ink]] = []
    results, span = searching.results, searching.span
    if searching.trouble:
        said.append((f"{searching.trouble[:1].upper()}{searching.trouble[1:]}.", Ink.WARNING))
    elif not searching.is_open:
        said.append(("Opening the archive …", Ink.META))
    elif span is None:
        said.append(("The archive has no post yet. What the panes hear is kept from now on.", Ink.TEXT))
    elif results is None:
        days = f"{sheet.day_and_hour(span.first)} to {sheet.day_and_hour(span.last)}"
        said.append((f"The archive has {counted(span.posts, 'post')}, {days}.", Ink.TEXT))
        said.append((_TERMS, Ink.META))
    elif results.is_whole:
        said.append((f"Nothing found among the {counted(span.posts, 'post')} of the archive.", Ink.TEXT))
        if results.hidden:
            matches = "post matches but is" if results.hidden == 1 else "posts match but are"
            said.append((f"{grouped(results.hidden)} {matches} hidden by your rules or mutes.", Ink.META))
    else:
        said.append(("Nothing so far.", Ink.META))
    if state is not None and state.condition is not Condition.WRITING:
        said.append((_state_words(state), Ink.META))
    indent = Run(" " * _INDENT, Ink.TEXT)
    lines: list[Line] = [()]
    for words, ink in said:
        lines += [(indent, *row) for row in plain(words, room, ink)]
    return lines


def _state_words(state: State) -> str:
    match state.condition:
        case Condition.READING:
            return f"It is {state.words or 'written by another process'}: what this window alone hears is not in it."
        case Condition.IN_MEMORY:
            why = f" {state.words[:1].upper()}{state.words[1:]}." if state.words else ""
            return f"It is kept in memory only, and ends with this session.{why}"
        case _:
            return f"Archive: {state.words or state.condition.value}."
