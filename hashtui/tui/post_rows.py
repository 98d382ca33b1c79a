"""A post as rows of a pane: one line, short, or full."""

from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.config.config import Density
from hashtui.post.clean import shown_url
from hashtui.post.post import Author, Media, Poll, Post
from hashtui.reading.entry import Entry
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.times import Times, span
from hashtui.tui.typeset import Ink, Line, Run, inked, line_width, plain, shorten, spread, width_of

SHORT_ROWS = 6
MEDIA_ROWS = 2
LEAST_LINK = 20
LEAST_NAME = 8
"""A name that would be cut to less than this is left out: the address says more."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How posts are set: what, with the entry, decides every row. It keys the caches."""

    width: int
    """Cells from the badge to the last column before the air."""
    density: Density
    times: Times
    glyphs: Glyphs = UNICODE


def rows_of(entry: Entry, setting: Setting) -> tuple[Line, ...]:
    """The rows of a post from the badge column on, without the columns for selection and unseen."""
    if setting.density is Density.LINE:
        return (_one_line(entry, setting),)
    indent = Run("  ", Ink.TEXT)
    inner = max(1, setting.width - 2)
    rows = _inner_rows(entry, setting, inner)
    return (_head(entry, setting), *((indent, *row) for row in rows))


def _inner_rows(entry: Entry, setting: Setting, inner: int) -> list[Line]:
    if entry.deleted_at is not None:
        return plain(f"[deleted by its author at {setting.times.hour(entry.deleted_at)}]", inner, Ink.META)
    full = setting.density is Density.FULL
    post = entry.post
    rows: list[Line] = []
    if full:
        rows += about_rows(post.author, inner)
    if post.boosted_by is not None:
        who = post.boosted_by.name or post.boosted_by.handle
        rows.append((Run(shorten(f"{setting.glyphs.boosts} boosted by {who}", inner), Ink.META),))
    rows += _words(post, inner, full=full)
    if post.poll is not None and not post.content_warning:
        rows += poll_rows(post.poll, inner, setting.times, setting.glyphs)
    if post.quote_of is not None:
        rows.append((Run(shorten(f"quotes {shown_url(post.quote_of)}", inner), Ink.META),))
    rows += _full_meta(entry, setting, inner) if full else _short_meta(post, inner, setting.glyphs)
    return rows


def _words(post: Post, inner: int, *, full: bool) -> list[Line]:
    if post.content_warning:
        rows = plain(f"CW {' '.join(post.content_warning.split())} (Enter unfolds)", inner, Ink.WARNING)
        return rows if full else rows[:MEDIA_ROWS]
    lines = inked(post.body).lines(inner) if post.body.text else []
    if full:
        return lines
    lines = [line for line in lines if line_width(line)]
    if len(lines) > SHORT_ROWS:
        kept = lines[: SHORT_ROWS - 1]
        cut = lines[SHORT_ROWS - 1]
        return [*kept, spread(cut, (Run("…more", Ink.META),), min(inner, line_width(cut) + 6))]
    return lines


def _head(entry: Entry, setting: Setting) -> Line:
    right = _when(entry, setting)
    room = setting.width - 2 - line_width(right) - 1
    return spread((Run("  ", Ink.BADGE), *who_runs(entry.post.author, room)), right, setting.width)


def who_runs(author: Author, room: int) -> Line:
    """Name and address in `room` cells: the name is shortened before the address, which keeps its server."""
    handle, name = str(author.handle), author.name
    if is_opaque(handle) and width_of(handle) + width_of(name) + 2 > room:
        handle = short_id(handle)
    wanted = width_of(handle)
    if wanted >= room:
        return (Run(_short_handle(handle, room), Ink.NAME),)
    if not name:
        return (Run(handle, Ink.NAME),)
    left = room - wanted - 2
    if width_of(name) > left:
        if left < LEAST_NAME:
            return (Run(handle, Ink.NAME),)
        name_shown = shorten(name, left)
    else:
        name_shown = name
    return (Run(name_shown, Ink.NAME), Run("  ", Ink.TEXT), Run(handle, Ink.HANDLE))


def is_opaque(handle: str) -> bool:
    """Whether the address is no name but an id: a Nostr key, a DID."""
    return handle.startswith(("@npub1", "@did:")) and len(handle) > len(short_id(handle))


def short_id(handle: str) -> str:
    """An id by its beginning and its end, by which it can be compared: `@npub1abcd…wxyz`."""
    start = len("@npub1") if handle.startswith("@npub1") else handle.rfind(":") + 1
    return f"{handle[: start + 4]}…{handle[-4:]}"


def _short_handle(handle: str, room: int) -> str:
    """The user's part gives way first; a server that is too long itself is cut at its end."""
    user, at, server = handle.rpartition("@")
    if not at or not user:
        return shorten(handle, room)
    left = room - width_of(server) - 1
    return f"{shorten(user, left)}@{server}" if left >= 3 else shorten(f"@…@{server}", room)


def _when(entry: Entry, setting: Setting) -> Line:
    words = setting.times.text(entry.post.created_at)
    if entry.late_by is not None and setting.density is not Density.LINE:
        words = f"late {span(entry.late_by)} {words}"
    if entry.post.edited_at is not None:
        words = f"{setting.glyphs.edited} {words}"
    return (Run(words, Ink.TIME),)


def _one_line(entry: Entry, setting: Setting) -> Line:
    post = entry.post
    column = 9 if setting.width < 60 else 16
    user = shorten(_user(post.author), column)
    if entry.deleted_at is not None:
        words, ink = f"[deleted by its author at {setting.times.hour(entry.deleted_at)}]", Ink.META
    elif post.content_warning:
        words, ink = "CW " + " ".join(post.content_warning.split()), Ink.WARNING
    else:
        words, ink = " ".join(post.body.text.split()) or media_words(post.media), Ink.TEXT
    when = setting.times.text(post.created_at)
    head = (
        Run(when.rjust(5) + "   ", Ink.TIME),
        Run(user + " " * (column - width_of(user) + 1), Ink.NAME),
    )
    return (*head, Run(shorten(words, setting.width - line_width(head)), ink))


def _user(author: Author) -> str:
    """Who, in a few cells: the user's part of the address; of one that is no name, the name they gave."""
    if is_opaque(author.handle):
        return author.name or short_id(author.handle).removeprefix("@")
    return author.handle.removeprefix("@").partition("@")[0]


def _short_meta(post: Post, inner: int, glyphs: Glyphs) -> list[Line]:
    warned = bool(post.content_warning)
    pieces = [count_words(post, glyphs), "" if warned else media_words(post.media)]
    words = " · ".join(piece for piece in pieces if piece)
    link = "" if warned else _attached(post, inner - width_of(words) - 3 if words else inner)
    words = " · ".join(piece for piece in (words, link) if piece)
    if not words:
        return []
    rows = plain(words, inner, Ink.META)
    if len(rows) > MEDIA_ROWS:
        last = rows[MEDIA_ROWS - 1][0].text
        rows = [*rows[: MEDIA_ROWS - 1], (Run(shorten(last + " …", inner), Ink.META),)]
    return rows


def _full_meta(entry: Entry, setting: Setting, inner: int) -> list[Line]:
    post = entry.post
    rows: list[Line] = []
    if not post.content_warning:
        for media in post.media:
            rows += plain(f"{media.kind}: {media.alt or 'no description'}", inner, Ink.ALT)
        for number, link in enumerate(post.body.links, 1):
            rows += plain(f"[{number}] {shown_url(link)}", inner, Ink.LINK)
    words = [long_count_words(post, setting.glyphs)]
    if post.language:
        words.append(str(post.language))
    if post.edited_at is not None:
        words.append(f"{setting.glyphs.edited} {setting.times.text(post.edited_at)}")
    text = "  ".join(word for word in words if word)
    return rows + (plain(text, inner, Ink.META) if text else [])


def _attached(post: Post, room: int) -> str:
    """The first link that stands nowhere in the text, by its address in one row, and how many more there are."""
    links = [link for link in post.body.attached if link != post.url]
    if not links:
        return ""
    more = f" +{len(links) - 1}" if len(links) > 1 else ""
    return shorten(shown_url(links[0]), max(LEAST_LINK, room - len(more))) + more


def about_rows(author: Author, inner: int) -> list[Line]:
    """One row of who it is, in the author's own words."""
    words = author.about.strip().partition("\n")[0] if author.about else ""
    return [(Run(shorten(words, inner), Ink.META),)] if words else []


def count_words(post: Post, glyphs: Glyphs) -> str:
    """`↩4 ↻11 ♡48`: what is not nought."""
    counts = post.counts
    pairs = ((glyphs.replies, counts.replies), (glyphs.boosts, counts.boosts), (glyphs.likes, counts.favourites))
    return " ".join(f"{glyph}{number}" for glyph, number in pairs if number)


def long_count_words(post: Post, glyphs: Glyphs) -> str:
    """`↩6 replies  ↻31 boosts  ♡48`."""
    counts = post.counts
    words = []
    if counts.replies:
        words.append(f"{glyphs.replies}{counts.replies} {'reply' if counts.replies == 1 else 'replies'}")
    if counts.boosts:
        words.append(f"{glyphs.boosts}{counts.boosts} {'boost' if counts.boosts == 1 else 'boosts'}")
    if counts.favourites:
        words.append(f"{glyphs.likes}{counts.favourites}")
    return "  ".join(words)


def media_words(media: Sequence[Media]) -> str:
    """`2 images: the tandem; no description`."""
    if not media:
        return ""
    kinds = {m.kind for m in media}
    noun = media[0].kind.value if len(kinds) == 1 and media[0].kind.value != "unknown" else "attachment"
    plural = "" if len(media) == 1 or noun == "audio" else "s"
    alts = "; ".join(" ".join(m.alt.split()) if m.alt else "no description" for m in media)
    if not any(m.alt for m in media):
        alts = "no description"
    return f"{len(media)} {noun}{plural}: {alts}"


def poll_rows(poll: Poll, inner: int, times: Times, glyphs: Glyphs) -> list[Line]:
    """A bar an answer, its share, its words; the votes and the end below."""
    total = sum(option.votes or 0 for option in poll.options)
    hidden = all(option.votes is None for option in poll.options)
    bar = max(6, min(18, inner // 3))
    rows: list[Line] = []
    for option in poll.options:
        if hidden:
            rows.append((Run(shorten(f"○ {option.title}", inner), Ink.TEXT),))
            continue
        share = (option.votes or 0) / total if total else 0.0
        words = shorten(f"{round(share * 100):3d} % {option.title}", inner - bar - 1)
        rows.append((Run(_bar(share, bar, glyphs) + " ", Ink.META), Run(words, Ink.TEXT)))
    ends = f" · until {times.clock(poll.expires_at)}" if poll.expires_at else ""
    votes = poll.votes if poll.votes is not None else total
    rows.append((Run(shorten(f"{votes} vote{'' if votes == 1 else 's'}{ends}", inner), Ink.META),))
    return rows


def _bar(share: float, cells: int, glyphs: Glyphs) -> str:
    eighths = round(share * cells * 8)
    whole, rest = divmod(eighths, 8)
    return (glyphs.bars[8] * whole + (glyphs.bars[rest] if rest else "")).ljust(cells)
