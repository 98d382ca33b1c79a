"""A post with its thread as lines: who wrote it, what it answers, all it says, and what answers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.post import Author, Post
from hashtui.post.sighting import Thread
from hashtui.reading.standing import NO_STANDING, Level, Standing
from hashtui.reading.trust import in_words
from hashtui.tui.sheet import Sheet, bare, counted
from hashtui.tui.typeset import Ink, Line, Run, line_width, plain, shorten, spread, width_of, wrap
from hashtui.tui.whole_post import Subject, lay_in_short, lay_subject

MARGIN = 3
"""Cells before a post's connector: air, the selection, air."""
_NEIGHBOUR_ROWS = 6
_ABOUT_ROWS = 2
_LEAST_PANE = 12
"""A pane's expression is not cut below this to make room for the position."""
_MOST_STEPS = 3
NOBODY_GONE: Mapping[str, datetime] = {}


@dataclass(frozen=True, slots=True)
class Laid:
    """Posts as lines. `places[i]` are the lines of the i-th: in a thread those answered, the post, the answers."""

    lines: tuple[Line, ...]
    places: tuple[range, ...]
    first_answer: int = 0


@dataclass(slots=True)
class Galley:
    """Lines as they are being set, post by post."""

    sheet: Sheet
    selected: int
    lines: list[Line] = field(default_factory=list)
    places: list[range] = field(default_factory=list)

    def add(self, rows: Sequence[Line]) -> None:
        """One more post."""
        selected = len(self.places) == self.selected
        mark = Run(f" {self.sheet.glyphs.cursor if selected else ' '} ", Ink.CURSOR)
        start = len(self.lines)
        self.lines.extend((mark, *row) for row in rows)
        self.places.append(range(start, len(self.lines)))

    def say(self, words: str, ink: Ink = Ink.META) -> None:
        """A remark that belongs to no post."""
        indent = Run(" " * (MARGIN + 2), Ink.TEXT)
        self.lines.append(())
        self.lines.extend((indent, *row) for row in plain(words, max(1, self.sheet.width - MARGIN - 3), ink))


def lay_author(author: Author, note: str, sheet: Sheet, about_rows: int = _ABOUT_ROWS) -> list[Line]:
    """Who wrote it: name and address, what they are to the reader, their own words, verified links, followers."""
    room = max(1, sheet.width - 4)
    indent = Run("   ", Ink.TEXT)
    lines: list[Line] = [(Run(" ", Ink.TEXT), sheet.badge(author), Run(" ", Ink.TEXT), *sheet.who(author, room))]
    if about_rows <= 0:
        return lines
    ours = standing_words(sheet.standing_of(author), note)
    if ours:
        lines.append((indent, Run(shorten(ours, room), Ink.TEXT)))
    facts = [f"{bare(link)} (link verified)" for link in author.verified]
    if author.followers is not None:
        facts.append(counted(author.followers, "follower"))
    if author.bot:
        facts.insert(0, "automated account")
    about = " ".join(author.about.split()) if author.about else ""
    rest = " · ".join(facts)
    words = " · ".join(part for part in (about, rest) if part)
    if len(wrap(words, room)) > about_rows:
        kept = max(0, about_rows * room - width_of(rest) - 3 - room // 4)
        about = shorten(about, kept) if kept > 8 else ""
        words = " · ".join(part for part in (about, rest) if part)
    return lines + ([(indent, *row) for row in plain(words, room, Ink.META)[:about_rows]] if words else [])


def standing_words(standing: Standing, note: str) -> str:
    """`trusted by you, level 0.7 · your note: radio, met in Lyon 2024`; of a stranger nothing but a note."""
    said = [standing_sentence(standing)] if standing != NO_STANDING else []
    said += [f"your note: {' '.join(note.split())}"] if note else []
    return " · ".join(said)


def standing_sentence(standing: Standing) -> str:
    """What they are to the reader, and why."""
    if standing.level is Level.TRUSTED and standing.given.level is not None:
        return f"trusted by you, level {standing.given.level:g}"
    return in_words(standing)


def lay_thread(
    subject: Subject,
    thread: Thread,
    selected: int,
    remark: str,
    sheet: Sheet,
    gone: Mapping[str, datetime] = NOBODY_GONE,
) -> Laid:
    """The whole thread. `remark` stands below it: that answers are asked for, or why they are missing.

    `gone` are the neighbours that were deleted, by key, and when.
    """
    galley = Galley(sheet, selected)
    above = len(thread.ancestors)
    for i, post in enumerate(thread.ancestors):
        galley.add(_neighbour(post, sheet.turns[0 if i == 0 else 1], "", sheet, gone.get(post.key)))
    galley.add(_main(subject, answers=above > 0, sheet=sheet))
    if thread.descendants:
        galley.lines.append(())
    for i, post in enumerate(thread.descendants):
        last = i == len(thread.descendants) - 1
        galley.add(_neighbour(post, sheet.turns[2 if last else 1], "  ", sheet, gone.get(post.key)))
    if remark:
        galley.say(remark)
    return Laid(tuple(galley.lines), tuple(galley.places), above + 1)


def _neighbour(post: Post, turn: str, indent: str, sheet: Sheet, gone: datetime | None) -> list[Line]:
    """A post above or below: who and when, its first lines. Of answers the names stand in their own column."""
    stem = " " if turn == sheet.turns[2] else sheet.glyphs.wall
    room = max(8, sheet.width - MARGIN - len(indent) - 3)
    when = f"{sheet.mark(post.key)}{sheet.day_and_hour(post.created_at)} "
    air = Run("  " if indent else " ", Ink.TEXT)
    who = sheet.who(post.author, max(1, room - width_of(when) - 1 - len(air.text)))
    head = (Run(f"{indent}{turn} ", Ink.RULE), Run(when, Ink.TIME), sheet.badge(post.author), air, *who)
    if gone is not None:
        rows = plain(f"[deleted by its author at {sheet.day_and_hour(gone)}]", room, Ink.META)
    else:
        rows = lay_in_short(post, room, _NEIGHBOUR_ROWS)
    return [head, *((Run(f"{indent}{stem} ", Ink.RULE), *row) for row in rows)]


def _main(subject: Subject, *, answers: bool, sheet: Sheet) -> list[Line]:
    """The post itself, whole."""
    head, *rows = lay_subject(subject, max(8, sheet.width - MARGIN - 3), sheet)
    turn = Run(f"{sheet.turns[2]} " if answers else "  ", Ink.RULE)
    return [(turn, *head), *((Run("  ", Ink.TEXT), *row) for row in rows)]


def more_line(laid: Laid, last_seen: int, sheet: Sheet) -> Line:
    """What stands on the last row while lines below it are not shown: how many answers wait there."""
    hidden = sum(place.stop - 1 > last_seen for place in laid.places[laid.first_answer :])
    down = sheet.glyphs.updown[1]
    if not hidden:
        return (Run(f"     {down} more", Ink.META),)
    words = f"{hidden} more {'reply' if hidden == 1 else 'replies'}: {down}"
    return (Run(f"     {sheet.turns[2]} ", Ink.RULE), Run(shorten(words, sheet.width - 7), Ink.META))


def bread_crumbs(pane: str, steps: Sequence[str], position: str, state: Line, sheet: Sheet) -> Line:
    """The first row: where one is and by which steps, which post of how many, how the sources are, the time."""
    arrow = f" {sheet.glyphs.right_page} "
    shown_steps = steps if len(steps) <= _MOST_STEPS else ("…", *steps[-2:])
    trail = "".join(arrow + step for step in shown_steps)
    clock = f"{sheet.now.astimezone(sheet.zone):%H:%M} "
    right: Line = (*state, Run(f"   {clock}", Ink.TIME))
    place = Run(f"{position}   " if position else "", Ink.META)
    room = sheet.width - line_width(right) - width_of(trail) - 3
    if room - width_of(place.text) >= min(width_of(pane), _LEAST_PANE):
        right = (place, *right)
        room -= width_of(place.text)
    left: Line = (Run(" ", Ink.TEXT), Run(shorten(pane, max(1, room)), Ink.TITLE), Run(trail, Ink.TEXT))
    return spread(left, right, sheet.width)
