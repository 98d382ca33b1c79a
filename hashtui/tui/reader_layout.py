"""A post with its thread as lines: who wrote it, what it answers, all it says, and what answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from hashtui.config.config import TimeForm
from hashtui.post.clean import shown_url
from hashtui.post.post import Author, Network, Post
from hashtui.post.sighting import Thread
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.languages import language_name
from hashtui.tui.post_rows import long_count_words, media_words, poll_rows, who_runs
from hashtui.tui.times import Times, span
from hashtui.tui.typeset import Ink, Line, Run, inked, line_width, plain, shorten, spread, width_of, wrap

_MARGIN = 3
"""Cells before a post's connector: air, the selection, air."""
_LABEL = 7
"""Cells of the labels `image`, `[1]`, `from`."""
_NEIGHBOUR_ROWS = 6
_ABOUT_ROWS = 2
_LEAST_PANE = 12
"""A pane's expression is not cut below this to make room for the position."""
_BLANK = Run(" ", Ink.TEXT)


NETWORK_NAMES = {
    Network.MASTODON: "on Mastodon",
    Network.BLUESKY: "on Bluesky",
    Network.NOSTR: "on Nostr",
    Network.FEED: "in a feed",
    Network.FILE: "in a file",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a view is set on: its width, the moment and zone that times are told for, the shapes at hand."""

    width: int
    now: datetime
    zone: tzinfo | None = None
    glyphs: Glyphs = UNICODE

    @property
    def turns(self) -> str:
        """The beginning, a branch and the end of a thread's line."""
        return "┌├└" if self.glyphs.wall == UNICODE.wall else ",|`"

    @property
    def times(self) -> Times:
        """Clock times as of now."""
        return Times.at(self.now, TimeForm.CLOCK, self.zone)

    def day_and_hour(self, instant: datetime) -> str:
        """`14:26`, and the day before it when that is not today."""
        local = instant.astimezone(self.zone)
        today = self.now.astimezone(self.zone).date()
        return f"{local:%H:%M}" if local.date() == today else f"{self.day(instant)} {local:%H:%M}"

    def day(self, instant: datetime) -> str:
        """`Sat 21 Nov`, with the year when it is another one."""
        local = instant.astimezone(self.zone)
        year = f" {local:%Y}" if local.year != self.now.astimezone(self.zone).year else ""
        return f"{local:%a} {local.day} {local:%b}{year}"

    def ago(self, instant: datetime) -> str:
        """`5 min ago`; a clock that is ahead of ours is called so."""
        age = self.now - instant
        if age < timedelta(seconds=-60):
            return f"dated {span(-age)} ahead"
        return "just now" if age < timedelta(seconds=60) else f"{span(age)} ago"


@dataclass(frozen=True, slots=True)
class Subject:
    """The post being read, and what this session knows of it beyond its words."""

    post: Post
    sources: tuple[str, ...] = ()
    """Those it came through, by name."""
    echoes: tuple[Post, ...] = ()
    """Its copies elsewhere."""
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A thread as lines. `places[i]` are the lines of its i-th post: answered, the post, answers."""

    lines: tuple[Line, ...]
    places: tuple[range, ...]
    first_answer: int


@dataclass(slots=True)
class _Galley:
    """Lines as they are being set, post by post."""

    width: int
    cursor: str
    selected: int
    lines: list[Line] = field(default_factory=list)
    places: list[range] = field(default_factory=list)

    def add(self, rows: Sequence[Line]) -> None:
        """One more post."""
        selected = len(self.places) == self.selected
        mark = Run(f" {self.cursor if selected else ' '} ", Ink.CURSOR)
        start = len(self.lines)
        self.lines.extend((mark, *row) for row in rows)
        self.places.append(range(start, len(self.lines)))

    def say(self, words: str, ink: Ink = Ink.META) -> None:
        """A remark that belongs to no post."""
        indent = Run(" " * (_MARGIN + 2), Ink.TEXT)
        self.lines.append(())
        self.lines.extend((indent, *row) for row in plain(words, max(1, self.width - _MARGIN - 3), ink))


def lay_author(author: Author, sheet: Sheet, about_rows: int = _ABOUT_ROWS) -> list[Line]:
    """Who wrote it: name and address, their own words, verified links, followers."""
    room = max(1, sheet.width - 4)
    badge = Run("   ", Ink.BADGE)
    lines: list[Line] = [(badge, *who_runs(author, room))]
    facts = [f"{bare(link)} (link verified)" for link in author.verified]
    if author.followers is not None:
        facts.append(f"{grouped(author.followers)} follower{'' if author.followers == 1 else 's'}")
    if author.bot:
        facts.insert(0, "automated account")
    about = " ".join(author.about.split()) if author.about else ""
    rest = " · ".join(facts)
    words = " · ".join(part for part in (about, rest) if part)
    if about_rows <= 0 or not words:
        return lines
    if len(wrap(words, room)) > about_rows:
        kept = max(0, about_rows * room - width_of(rest) - 3 - room // 4)
        about = shorten(about, kept) if kept > 8 else ""
        words = " · ".join(part for part in (about, rest) if part)
    return lines + [(Run("   ", Ink.TEXT), *row) for row in plain(words, room, Ink.META)[:about_rows]]


def lay_thread(subject: Subject, thread: Thread, selected: int, remark: str, sheet: Sheet) -> Laid:
    """The whole thread. `remark` stands below it: that answers are asked for, or why they are missing."""
    galley = _Galley(sheet.width, sheet.glyphs.cursor, selected)
    above = len(thread.ancestors)
    for i, post in enumerate(thread.ancestors):
        galley.add(_neighbour(post, sheet.turns[0 if i == 0 else 1], "", sheet))
    galley.add(_main(subject, answers=above > 0, sheet=sheet))
    if thread.descendants:
        galley.lines.append(())
    for i, post in enumerate(thread.descendants):
        last = i == len(thread.descendants) - 1
        galley.add(_neighbour(post, sheet.turns[2 if last else 1], "  ", sheet))
    if remark:
        galley.say(remark)
    return Laid(tuple(galley.lines), tuple(galley.places), above + 1)


def _neighbour(post: Post, turn: str, indent: str, sheet: Sheet) -> list[Line]:
    """A post above or below: who and when, its first lines."""
    stem = " " if turn == sheet.turns[2] else sheet.glyphs.wall
    room = max(8, sheet.width - _MARGIN - len(indent) - 3)
    when = f"{sheet.day_and_hour(post.created_at)} "
    head = (
        Run(f"{indent}{turn} ", Ink.RULE),
        Run(when, Ink.TIME),
        Run("  ", Ink.BADGE),
        *who_runs(post.author, max(1, room - width_of(when) - 2)),
    )
    return [head, *((Run(f"{indent}{stem} ", Ink.RULE), *row) for row in _in_short(post, room))]


def _in_short(post: Post, room: int) -> list[Line]:
    if post.content_warning:
        warning = " ".join(post.content_warning.split())
        return [(Run(shorten(f"CW {warning} (Enter opens)", room), Ink.WARNING),)]
    rows = [row for row in inked(post.body).lines(room) if row] if post.body.text else []
    if len(rows) > _NEIGHBOUR_ROWS:
        rows = [*rows[: _NEIGHBOUR_ROWS - 1], (Run(shorten("…more (Enter opens)", room), Ink.META),)]
    if post.media:
        rows.append((Run(shorten(media_words(post.media), room), Ink.META),))
    if post.poll is not None:
        rows.append((Run(shorten(f"a poll with {len(post.poll.options)} answers", room), Ink.META),))
    return rows


def _main(subject: Subject, *, answers: bool, sheet: Sheet) -> list[Line]:
    """The post itself, whole."""
    post = subject.post
    room = max(8, sheet.width - _MARGIN - 3)
    head, *more = plain(_dates(post, sheet), room, Ink.TIME)
    rows = [*more]
    if subject.deleted_at is not None:
        rows += plain(f"[deleted by its author at {sheet.day_and_hour(subject.deleted_at)}]", room, Ink.META)
    else:
        rows += _words(post, room, sheet)
        extras = _extras(post, room, sheet)
        rows += [(), *extras] if extras else []
    if subject.sources:
        rows += _labelled("from", ", ".join(subject.sources), room, Ink.META)
    for echo in (one for one in subject.echoes if one.url is None or one.url != post.url):
        rows += _labelled("also", _elsewhere(echo), room, Ink.META)
    turn = Run(f"{sheet.turns[2]} " if answers else "  ", Ink.RULE)
    return [(turn, *head), *((Run("  ", Ink.TEXT), *row) for row in rows)]


def _elsewhere(echo: Post) -> str:
    """Where a copy stands: its network, under which address, and its link."""
    where = f"{NETWORK_NAMES[echo.network]} as {echo.author.handle}"
    return f"{where} · {bare(echo.url)}" if echo.url else where


def _dates(post: Post, sheet: Sheet) -> str:
    created = post.created_at
    pieces = [sheet.times.hour(created), sheet.day(created), sheet.ago(created)]
    if post.language:
        pieces.append(language_name(post.language))
    if post.edited_at is not None:
        same_day = sheet.day(post.edited_at) == sheet.day(created)
        when = sheet.times.hour(post.edited_at) if same_day else sheet.day_and_hour(post.edited_at)
        pieces.append(f"edited {when} {sheet.glyphs.edited}")
    return " · ".join(pieces)


def _words(post: Post, room: int, sheet: Sheet) -> list[Line]:
    rows: list[Line] = []
    if post.boosted_by is not None:
        boosted = Run(f"{sheet.glyphs.boosts} boosted by ", Ink.META)
        rows.append((boosted, *who_runs(post.boosted_by, max(1, room - width_of(boosted.text)))))
    if post.content_warning:
        rows += plain(f"CW {post.content_warning}", room, Ink.WARNING)
        rows.append(())
    if post.body.text:
        rows += inked(post.body).lines(room)
    return rows


def _extras(post: Post, room: int, sheet: Sheet) -> list[Line]:
    rows: list[Line] = []
    for media in post.media:
        label = media.kind.value if media.kind.value != "unknown" else "file"
        rows += _labelled(label, media.alt or "no description", room, Ink.ALT if media.alt else Ink.META)
    if post.poll is not None:
        rows += poll_rows(post.poll, room, sheet.times, sheet.glyphs)
        if post.poll.multiple:
            rows += plain("several answers are allowed", room, Ink.META)
    for number, link in enumerate(post.body.links, 1):
        rows += _labelled(f"[{number}]", link, room, Ink.LINK)
    if post.quote_of is not None:
        rows += _labelled("quotes", post.quote_of, room, Ink.META)
    counts = long_count_words(post, sheet.glyphs)
    return rows + plain(counts, room, Ink.META) if counts else rows


def _labelled(label: str, words: str, room: int, ink: Ink) -> list[Line]:
    """A label in its column, the words hanging beside it."""
    first, *others = plain(words, max(4, room - _LABEL), ink)
    return [
        (Run(label.ljust(_LABEL), Ink.META), *first),
        *((Run(" " * _LABEL, Ink.TEXT), *row) for row in others),
    ]


def more_line(laid: Laid, last_seen: int, sheet: Sheet) -> Line:
    """What stands on the last row while lines below it are not shown: how many answers wait there."""
    hidden = sum(place.stop - 1 > last_seen for place in laid.places[laid.first_answer :])
    down = sheet.glyphs.updown[1]
    if not hidden:
        return (Run(f"     {down} more", Ink.META),)
    words = f"{hidden} more {'reply' if hidden == 1 else 'replies'}: {down}"
    return (Run(f"     {sheet.turns[2]} ", Ink.RULE), Run(shorten(words, sheet.width - 7), Ink.META))


def bread_crumbs(pane: str, depth: int, position: str, state: Line, sheet: Sheet) -> Line:
    """The first row: where one is, which post of how many, how the sources are, the time."""
    step = f" {sheet.glyphs.right_page} "
    trail = f"{step}post" * depth if depth < 4 else f"{step}… {depth} posts"
    clock = f"{sheet.now.astimezone(sheet.zone):%H:%M} "
    right: Line = (*state, Run(f"   {clock}", Ink.TIME))
    place = Run(f"{position}   " if position else "", Ink.META)
    room = sheet.width - line_width(right) - width_of(trail) - 3
    if room - width_of(place.text) >= min(width_of(pane), _LEAST_PANE):
        right = (place, *right)
        room -= width_of(place.text)
    shown = shorten(pane, max(1, room))
    left: Line = (_BLANK, Run(shown, Ink.TITLE), Run(trail, Ink.TEXT))
    return spread(left, right, sheet.width)


def bare(url: str) -> str:
    """A URL as short as it can be told: `anna.example`."""
    return (shown_url(url) or url).removesuffix("/")


def grouped(number: int) -> str:
    """`3 120`."""
    return f"{number:,}".replace(",", " ")
