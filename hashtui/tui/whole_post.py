"""A post whole, as the view of a post sets it: every word, description, answer and link, and what is known beyond."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.clean import clean_url
from hashtui.post.post import Author, Post
from hashtui.reading.entry import Entry
from hashtui.tui.languages import language_name
from hashtui.tui.post_rows import long_count_words, media_words, poll_rows
from hashtui.tui.sheet import NETWORK_NAMES, Sheet, bare, counted, grouped, labelled, whole_link
from hashtui.tui.typeset import Ink, Line, Run, inked, line_width, plain, shorten, width_of

_SHARED_AT = 45
"""Where `5 people here shared it` stands beside a link that leaves room for it."""
_QUOTED_ROWS = 6
_ROOM_FOR_TIME = 40


@dataclass(frozen=True, slots=True)
class Subject:
    """The post being read, and what this session knows of it beyond its words."""

    post: Post
    sources: tuple[str, ...] = ()
    """Those it came through, by name."""
    echoes: tuple[Post, ...] = ()
    """Its copies elsewhere."""
    deleted_at: datetime | None = None
    quoted: Post | None = None
    """The post it quotes, when this session has heard it."""
    quoted_is_gone: bool = False
    sharers: Mapping[str, int] = field(default_factory=dict)
    """How many people of this session linked to what it links to."""
    boosters: tuple[Author, ...] = ()
    """Who was heard to pass it on, the first few."""

    @property
    def is_edited(self) -> bool:
        """Whether there is an edit to be shown."""
        return self.post.edited_at is not None and self.deleted_at is None

    @property
    def links(self) -> tuple[str, ...]:
        """What the digits open: its links in their order, then the post it quotes. Nothing when it is deleted."""
        if self.deleted_at is not None:
            return ()
        quoted = self.quoted.url if self.quoted is not None and self.quoted.url else self.post.quote_of
        more = [quoted] if quoted and clean_url(quoted) is not None else []
        return tuple(dict.fromkeys((*self.post.body.links, *more)))


def lay_subject(subject: Subject, room: int, sheet: Sheet) -> list[Line]:
    """Its lines; the first says when it was written."""
    rows = _dates(subject, room, sheet)
    if subject.deleted_at is not None:
        rows += plain(f"[deleted by its author at {sheet.day_and_hour(subject.deleted_at)}]", room, Ink.META)
    else:
        rows += _words(subject.post, room, sheet)
        extras = _extras(subject, room, sheet)
        rows += [(), *extras] if extras else []
    if subject.sources:
        rows += labelled("from", ", ".join(subject.sources), room, Ink.META)
    if subject.deleted_at is None:
        for echo in (one for one in subject.echoes if one.url is None or one.url != subject.post.url):
            rows += labelled("also", _elsewhere(echo), room, Ink.META)
    return rows


def lay_entry_in_short(entry: Entry, room: int, most: int, sheet: Sheet) -> list[Line]:
    """The first lines of a post as it is now; of a deleted one, when that was."""
    if entry.deleted_at is not None:
        return plain(f"[deleted by its author at {sheet.day_and_hour(entry.deleted_at)}]", room, Ink.META)
    return lay_in_short(entry.post, room, most)


def lay_in_short(post: Post, room: int, most: int) -> list[Line]:
    """Its first lines, and what is attached in a word."""
    if post.content_warning:
        warning = " ".join(post.content_warning.split())
        return [(Run(shorten(f"CW {warning} (Enter opens)", room), Ink.WARNING),)]
    rows = [row for row in inked(post.body).lines(room) if row] if post.body.text else []
    if len(rows) > most:
        rows = [*rows[: most - 1], (Run(shorten("…more (Enter opens)", room), Ink.META),)]
    if post.media:
        rows.append((Run(shorten(media_words(post.media, sensitive=post.sensitive), room), Ink.META),))
    if post.poll is not None:
        rows.append((Run(shorten(f"a poll with {counted(len(post.poll.options), 'answer')}", room), Ink.META),))
    return rows


def _dates(subject: Subject, room: int, sheet: Sheet) -> list[Line]:
    """When, in which language, edited when: in one row as long as leaving out the age or a hint makes it fit."""
    post, created = subject.post, subject.post.created_at
    age, day = [sheet.ago(created)], [f"{sheet.mark(post.key)}{sheet.times.hour(created)}", sheet.day(created)]
    rest = [language_name(post.language)] if post.language else []
    hint = ""
    if post.edited_at is not None:
        same_day = sheet.day(post.edited_at) == sheet.day(created)
        when = sheet.times.hour(post.edited_at) if same_day else sheet.day_and_hour(post.edited_at)
        rest.append(f"edited {when} {sheet.glyphs.edited}")
        hint = f" ({sheet.versions_key} shows what changed)" if sheet.versions_key and subject.is_edited else ""
    forms = [[*day, *age, *rest], [*day, *rest]]
    said = [" · ".join(form) + end for end in dict.fromkeys((hint, "")) for form in forms]
    fitting = [words for words in said if width_of(words) <= room]
    return plain(fitting[0] if fitting else said[-1], room, Ink.TIME)


def _words(post: Post, room: int, sheet: Sheet) -> list[Line]:
    rows: list[Line] = []
    if post.boosted_by is not None:
        boosted = Run(f"{sheet.glyphs.boosts} boosted by ", Ink.META)
        rows.append((boosted, *sheet.badged(post.boosted_by, max(1, room - width_of(boosted.text)))))
    if post.content_warning:
        rows += plain(f"CW {post.content_warning}", room, Ink.WARNING)
        rows.append(())
    if post.body.text:
        rows += inked(post.body).lines(room)
    return rows


def _extras(subject: Subject, room: int, sheet: Sheet) -> list[Line]:
    post = subject.post
    rows: list[Line] = []
    for media in post.media:
        kind = media.kind.value if media.kind.value != "unknown" else "file"
        label = f"sensitive {kind}" if post.sensitive else kind
        rows += labelled(label, media.alt or "no description", room, Ink.ALT if media.alt else Ink.META)
    if post.poll is not None:
        rows += poll_rows(post.poll, room, sheet.times, sheet.glyphs)
        if post.poll.multiple:
            rows += plain("several answers are allowed", room, Ink.META)
    if post.quote_of is not None:
        rows += _quote(subject, post.quote_of, room, sheet)
    for number, link in enumerate(subject.links, 1):
        rows += _link(number, link, subject.sharers.get(link, 0), room)
    counts = _counts(subject, sheet)
    return rows + plain(counts, room, Ink.META) if counts else rows


def _quote(subject: Subject, key: str, room: int, sheet: Sheet) -> list[Line]:
    """Whose words are quoted and which; of a post that was not heard here, where it stands."""
    quoted = subject.quoted
    if quoted is None:
        return labelled("quotes", bare(key), room, Ink.META)
    hang = 8
    indent = Run(" " * hang, Ink.TEXT)
    inner = max(1, room - hang)
    when = Run(f" · {sheet.day_and_hour(quoted.created_at)}" if inner >= _ROOM_FOR_TIME else "", Ink.TIME)
    head = (Run("quotes  ", Ink.META), *sheet.badged(quoted.author, max(1, inner - width_of(when.text))), when)
    if subject.quoted_is_gone:
        rows = plain("[deleted by its author]", inner, Ink.META)
    else:
        rows = [row for row in lay_in_short(quoted, inner, _QUOTED_ROWS) if line_width(row)]
    return [head, *((indent, *row) for row in rows)]


def _link(number: int, link: str, sharers: int, room: int) -> list[Line]:
    rows = labelled(f"[{number}]", whole_link(link), room, Ink.LINK)
    if sharers < 2:
        return rows
    said = Run(f"{grouped(sharers)} people here shared it", Ink.META)
    used = line_width(rows[-1])
    gap = max(_SHARED_AT - used, 2)
    if used + gap + width_of(said.text) <= room:
        return [*rows[:-1], (*rows[-1], Run(" " * gap, Ink.TEXT), said)]
    return [*rows, *((Run(" " * 7, Ink.TEXT), *row) for row in plain(said.text, max(4, room - 7), Ink.META))]


def _counts(subject: Subject, sheet: Sheet) -> str:
    """`↩6 replies  ↻31 boosts (Karim Benali, Cap’Com and 29)  ♡48`."""
    words = long_count_words(subject.post, sheet.glyphs).split("  ")
    boosts = subject.post.counts.boosts or 0
    if not subject.boosters or not boosts:
        return "  ".join(words)
    named = subject.boosters[: min(2, boosts)]
    names = [f"{sheet.badge(one).text.strip()} {one.name or one.handle}".strip() for one in named]
    left = boosts - len(names)
    who = ", ".join(names) + (f" and {left}" if left else "")
    return "  ".join(
        f"{word} ({who})" if word.startswith(f"{sheet.glyphs.boosts}{boosts} ") else word for word in words
    )


def _elsewhere(echo: Post) -> str:
    """Where a copy stands: its network, under which address, and its link."""
    where = f"{NETWORK_NAMES[echo.network]} as {echo.author.handle}"
    return f"{where} · {bare(echo.url)}" if echo.url else where
