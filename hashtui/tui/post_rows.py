"""A post as rows of a pane: one line, short, or full."""

from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.config.config import Density
from hashtui.post.clean import shown_url
from hashtui.post.post import Author, Media, Poll, Post
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.reading.verdicts import why_hidden_in_words
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.times import Times, span
from hashtui.tui.typeset import (
    DIMMED,
    Ink,
    Line,
    Run,
    first_words,
    inked,
    line_width,
    looking,
    plain,
    shorten,
    spread,
    width_of,
)
from hashtui.tui.who import NAMES, badge, badged, is_opaque, name_in_words, name_ink, short_id, who_runs

SHORT_ROWS = 6
MEDIA_ROWS = 2
LEAST_LINK = 20
LEAST_WARNING = 8
LEAST_USER = 3
UNFOLDS = "(Enter unfolds)"
_BODY_INKS = (Ink.TEXT, Ink.TAG, Ink.MENTION, Ink.LINK, Ink.CODE, Ink.QUOTE, Ink.STRONG, Ink.EMPHASIS)


@dataclass(frozen=True, slots=True)
class Setting:
    """How posts are set: what, with the entry and its dress, decides every row. It keys the caches."""

    width: int
    """Cells from the badge to the last column before the air."""
    density: Density
    times: Times
    glyphs: Glyphs = UNICODE


@dataclass(frozen=True, slots=True)
class Dress:
    """What a pane knows of a post beyond the post: how the reader stands to it, and what rules say of it."""

    level: Level = Level.UNKNOWN
    hidden_by: str = ""
    """The rule that hides it, `muted` or `not asked for`, when it is shown all the same; else empty."""
    style: str = ""
    """The words of a highlight rule: see `looks.py`."""
    unfolded: bool = False
    """Its content warning was opened."""
    remark: str = ""
    """What stands behind the counts: the tag of the pane it has, `also in 1`."""
    quoted: Post | None = None
    """The post it quotes, when this session has heard it."""
    booster: Author | None = None
    """Who passed it on: of several, whom the reader trusts most."""
    booster_level: Level = Level.UNKNOWN
    picked: bool = False
    """The reader picked it for an anthology."""

    @property
    def is_hidden(self) -> bool:
        """Whether it stands there only because hidden posts are shown."""
        return bool(self.hidden_by) or self.level is Level.MUTED

    @property
    def look(self) -> str:
        """What is put over the inks of the name and of the words."""
        return DIMMED if self.is_hidden else self.style


PLAIN = Dress()


def rows_of(entry: Entry, setting: Setting, dress: Dress = PLAIN) -> tuple[Line, ...]:
    """The rows of a post from the badge column on, without the columns for selection and unseen."""
    if setting.density is Density.LINE:
        rows: tuple[Line, ...] = (_one_line(entry, setting, dress),)
    else:
        indent = Run("  ", Ink.TEXT)
        inner = max(1, setting.width - 2)
        rows = (_head(entry, setting, dress), *((indent, *row) for row in _inner_rows(entry, setting, dress, inner)))
    return tuple(looking(row, DIMMED) for row in rows) if dress.is_hidden else rows


def _inner_rows(entry: Entry, setting: Setting, dress: Dress, inner: int) -> list[Line]:
    if entry.deleted_at is not None:
        return plain(_hidden_words(dress, setting) + _deleted_words(entry, setting), inner, Ink.META)
    full = setting.density is Density.FULL
    post, glyphs = entry.post, setting.glyphs
    folded = bool(post.content_warning) and not dress.unfolded
    rows: list[Line] = about_rows(post.author, inner) if full else []
    if post.boosted_by is not None:
        by = Run(f"{glyphs.boosts} boosted by ", Ink.META)
        rows.append((by, *badged(post.boosted_by, dress.booster_level, max(1, inner - width_of(by.text)), glyphs)))
    rows += _words(post, setting, dress, inner)
    if post.poll is not None and not folded:
        rows += poll_rows(post.poll, inner, setting.times, glyphs)
    if post.quote_of is not None and not folded:
        rows.append((Run(shorten(_quote_words(post.quote_of, dress.quoted), inner), Ink.META),))
    if full:
        return rows + _full_meta(entry, setting, dress, inner)
    return rows + _short_meta(post, dress, inner, glyphs)


def _deleted_words(entry: Entry, setting: Setting) -> str:
    return f"[deleted by its author at {setting.times.hour(entry.deleted_at)}]" if entry.deleted_at else ""


def _hidden_words(dress: Dress, setting: Setting) -> str:
    if not dress.hidden_by:
        return ""
    quotes = setting.glyphs.quotes
    why = why_hidden_in_words(dress.hidden_by, quotes)
    return f"{why} · "


def _quote_words(key: str, quoted: Post | None) -> str:
    if quoted is None:
        return f"quotes {shown_url(key)}"
    words = f"CW {quoted.content_warning}" if quoted.content_warning else quoted.body.text or media_words(quoted.media)
    return f"quotes {quoted.author.handle}: {' '.join(words.split())}"


def _words(post: Post, setting: Setting, dress: Dress, inner: int) -> list[Line]:
    """The words, with why they are hidden before them; instead of them the warning, until it is opened."""
    full = setting.density is Density.FULL
    why = _hidden_words(dress, setting)
    rows: list[Line] = []
    if post.content_warning:
        rows = _warning_rows(post.content_warning, why, dress, inner, full=full)
        if not dress.unfolded:
            return rows
        why = ""
    text = inked(post.body).after(why, Ink.META) if why else inked(post.body)
    lines = [looking(line, dress.style, *_BODY_INKS) for line in text.lines(inner)] if text.text else []
    if full:
        return rows + lines
    lines = [line for line in lines if line_width(line)]
    if len(lines) > SHORT_ROWS:
        said = setting.glyphs.more
        cut = first_words(lines[SHORT_ROWS - 1], inner - len(said) - 1)
        lines = [*lines[: SHORT_ROWS - 1], (*cut, Run(f" {said}" if cut else said, Ink.META))]
    return rows + lines


def _warning_rows(warning: str, why: str, dress: Dress, inner: int, *, full: bool) -> list[Line]:
    said = f"{why}CW {' '.join(warning.split())}"
    if dress.unfolded:
        return plain(said, inner, Ink.WARNING)
    if full or inner < len(UNFOLDS) + LEAST_WARNING:
        return plain(f"{said} {UNFOLDS}", inner, Ink.WARNING)[: None if full else 1]
    return [(Run(f"{shorten(said, inner - len(UNFOLDS) - 1)} {UNFOLDS}", Ink.WARNING),)]


def _head(entry: Entry, setting: Setting, dress: Dress) -> Line:
    right = _when(entry, setting, dress)
    room = setting.width - 2 - line_width(right) - 1
    who = looking(who_runs(entry.post.author, room, dress.level), dress.style, *NAMES)
    return spread((_badge(dress, setting.glyphs), Run(" ", Ink.TEXT), *who), right, setting.width)


def badge_of(dress: Dress, glyphs: Glyphs) -> str:
    """The shape before a name, one cell: what its author is to the reader, or that it is hidden."""
    return _badge(dress, glyphs).text


def _badge(dress: Dress, glyphs: Glyphs) -> Run:
    return badge(Level.MUTED if dress.is_hidden else dress.level, glyphs)


def _when(entry: Entry, setting: Setting, dress: Dress) -> Line:
    words = setting.times.text(entry.post.created_at)
    if entry.late_by is not None:
        words = f"late {span(entry.late_by)} {words}"
    if entry.post.edited_at is not None and setting.density is not Density.FULL:
        words = f"{setting.glyphs.edited} {words}"
    if dress.picked:
        words = f"{setting.glyphs.picked} {words}"
    return (Run(words, Ink.TIME),)


def _one_line(entry: Entry, setting: Setting, dress: Dress) -> Line:
    """Time, badge, user, words: each in its column, whatever day the time is of."""
    post = entry.post
    when = setting.times.text(post.created_at).rjust(5)
    column = max(LEAST_USER, (9 if setting.width < 60 else 16) - (width_of(when) - 5))
    user = shorten(_user(post.author), column)
    line = (
        Run(when + " ", Ink.TIME),
        _badge(dress, setting.glyphs),
        Run(" ", Ink.TEXT),
        *looking((Run(user, name_ink(dress.level)),), dress.style),
        Run(" " * (column - width_of(user) + 1), Ink.TEXT),
    )
    if dress.picked:
        line = (*line, Run(f"{setting.glyphs.picked} ", Ink.TIME))
    room = setting.width - line_width(line)
    why = shorten(_hidden_words(dress, setting), room)
    words, ink = _line_words(entry, setting, dress)
    said = looking((Run(shorten(words, room - width_of(why)), ink),), dress.style, Ink.TEXT)
    return (*line, *((Run(why, Ink.META),) if why else ()), *said)


def _line_words(entry: Entry, setting: Setting, dress: Dress) -> tuple[str, Ink]:
    post = entry.post
    if entry.deleted_at is not None:
        return _deleted_words(entry, setting), Ink.META
    words = " ".join(post.body.text.split()) or media_words(post.media)
    if not post.content_warning:
        return words, Ink.TEXT
    warning = "CW " + " ".join(post.content_warning.split())
    return (f"{warning} · {words}" if dress.unfolded else warning), Ink.WARNING


def _user(author: Author) -> str:
    """Who, in a few cells: the user's part of the address; of one that is no name, the name they gave."""
    if is_opaque(author.handle):
        return author.name or short_id(author.handle).removeprefix("@")
    return author.handle.removeprefix("@").partition("@")[0]


def _short_meta(post: Post, dress: Dress, inner: int, glyphs: Glyphs) -> list[Line]:
    folded = bool(post.content_warning) and not dress.unfolded
    media = "" if folded else media_words(post.media, sensitive=post.sensitive)
    counts = count_words(post, glyphs, _booster_words(dress, post, glyphs))
    words = " · ".join(piece for piece in (counts, media, dress.remark) if piece)
    link = "" if folded else _attached(post, inner - width_of(words) - 3 if words else inner)
    words = " · ".join(piece for piece in (words, link) if piece)
    if not words:
        return []
    rows = plain(words, inner, Ink.META)
    if len(rows) > MEDIA_ROWS:
        last = rows[MEDIA_ROWS - 1][0].text
        rows = [*rows[: MEDIA_ROWS - 1], (Run(shorten(last + " …", inner), Ink.META),)]
    return rows


def _full_meta(entry: Entry, setting: Setting, dress: Dress, inner: int) -> list[Line]:
    post = entry.post
    rows: list[Line] = []
    if not post.content_warning or dress.unfolded:
        sensitive = "sensitive " if post.sensitive else ""
        for media in post.media:
            rows += plain(f"{sensitive}{media.kind}: {media.alt or 'no description'}", inner, Ink.ALT)
        for number, link in enumerate(post.body.links, 1):
            rows += plain(f"[{number}] {shown_url(link)}", inner, Ink.LINK)
    words = [long_count_words(post, setting.glyphs, _booster_words(dress, post, setting.glyphs))]
    if post.language:
        words.append(str(post.language))
    if post.edited_at is not None:
        words.append(f"{setting.glyphs.edited} {setting.times.text(post.edited_at)}")
    text = " · ".join(part for part in (" ".join(word for word in words if word), dress.remark) if part)
    return rows + (plain(text, inner, Ink.META) if text else [])


def _attached(post: Post, room: int) -> str:
    """The first link that stands nowhere in the text, by its address in one row, and how many more there are."""
    links = [link for link in post.body.attached if link != post.url]
    if not links:
        return ""
    more = f" +{len(links) - 1}" if len(links) > 1 else ""
    return shorten(shown_url(links[0]), max(LEAST_LINK, room - len(more))) + more


def about_rows(author: Author, inner: int) -> list[Line]:
    """One row of who it is: a machine, or in the author's own words."""
    about = author.about.strip().partition("\n")[0] if author.about else ""
    words = " · ".join(part for part in ("automated account" if author.bot else "", about) if part)
    return [(Run(shorten(words, inner), Ink.META),)] if words else []


def _booster_words(dress: Dress, post: Post, glyphs: Glyphs) -> str:
    """Who passed it on, where no row of its own says so."""
    if dress.booster is None or post.boosted_by is not None:
        return ""
    return name_in_words(dress.booster, dress.booster_level, glyphs)


def count_words(post: Post, glyphs: Glyphs, booster: str = "") -> str:
    """`↩4 ↻11 ★ Mairie du 20e ♡48`: what is not nought, and who of those who boosted it one trusts."""
    counts = post.counts
    boosts = f"{glyphs.boosts}{counts.boosts or ''} {booster}".rstrip() if counts.boosts or booster else ""
    pairs = ((glyphs.replies, counts.replies), (glyphs.likes, counts.favourites))
    replies, likes = (f"{glyph}{number}" if number else "" for glyph, number in pairs)
    return " ".join(filter(None, (replies, boosts, likes)))


def long_count_words(post: Post, glyphs: Glyphs, booster: str = "") -> str:
    """`↩6 replies  ↻31 boosts, ◆ Karim Benali among them  ♡48`."""
    counts = post.counts
    words = []
    if counts.replies:
        words.append(f"{glyphs.replies}{counts.replies} {'reply' if counts.replies == 1 else 'replies'}")
    if counts.boosts:
        among = f", {booster}{'' if counts.boosts == 1 else ' among them'}" if booster else ""
        words.append(f"{glyphs.boosts}{counts.boosts} {'boost' if counts.boosts == 1 else 'boosts'}{among}")
    elif booster:
        words.append(f"{glyphs.boosts} {booster}")
    if counts.favourites:
        words.append(f"{glyphs.likes}{counts.favourites}")
    return "  ".join(words)


def media_words(media: Sequence[Media], *, sensitive: bool = False) -> str:
    """`2 images: the tandem; no description`, `1 sensitive video: no description`."""
    if not media:
        return ""
    kinds = {m.kind for m in media}
    noun = media[0].kind.value if len(kinds) == 1 and media[0].kind.value != "unknown" else "attachment"
    plural = "" if len(media) == 1 or noun == "audio" else "s"
    alts = "; ".join(" ".join(m.alt.split()) if m.alt else "no description" for m in media)
    if not any(m.alt for m in media):
        alts = "no description"
    return f"{len(media)} {'sensitive ' if sensitive else ''}{noun}{plural}: {alts}"


def poll_rows(poll: Poll, inner: int, times: Times, glyphs: Glyphs) -> list[Line]:
    """A bar an answer, its share, its words; the votes and the end below."""
    total = sum(option.votes or 0 for option in poll.options)
    hidden = all(option.votes is None for option in poll.options)
    bar = max(6, min(16, inner * 3 // 8))
    rows: list[Line] = []
    for option in poll.options:
        if hidden:
            rows.append((Run(shorten(f"{glyphs.choice} {option.title}", inner), Ink.TEXT),))
            continue
        share = (option.votes or 0) / total if total else 0.0
        words = shorten(f"{round(share * 100):3d} % {option.title}", inner - bar - 1)
        rows.append((Run(_bar(share, bar, glyphs) + " ", Ink.META), Run(words, Ink.TEXT)))
    ends = ""
    if poll.expires_at is not None:  # clock times do not tick: what ended earlier today is said by its hour alone
        ends = f" · {'ended' if poll.expires_at < times.moment else 'ends'} {times.clock(poll.expires_at)}"
    votes = poll.votes if poll.votes is not None else total
    rows.append((Run(shorten(f"{votes} vote{'' if votes == 1 else 's'}{ends}", inner), Ink.META),))
    return rows


def _bar(share: float, cells: int, glyphs: Glyphs) -> str:
    eighths = round(share * cells * 8)
    whole, rest = divmod(eighths, 8)
    return (glyphs.bars[8] * whole + (glyphs.bars[rest] if rest else "")).ljust(cells)
