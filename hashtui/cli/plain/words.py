"""Posts, holes and lengths of time as sentences: for those who listen, and for pipes that want no shapes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hashtui.config.config import Density, TimeForm
from hashtui.post.clean import real_host, shown_url
from hashtui.post.post import Author, Media, MediaKind, Poll, Post
from hashtui.post.sighting import Gap
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.reading.summary.peak import Peak
from hashtui.reading.verdicts import why_hidden_in_words
from hashtui.tui.languages import language_name
from hashtui.tui.source_names import name_of
from hashtui.tui.times import Times

SHORT, GLANCE, BESIDE, LONG = 700, 90, 240, 20_000
"""Characters told of a post's words when it is told short, as a line; of what goes with it, and of that in full."""
MOST_LINKS = 5
LABEL = 3
"""So many of a peak's words and phrases are told."""
LEAST_USUAL = 1.05
"""What is less than that is usual."""
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENDS = (".", "!", "?", "…", "。", "！", "？", ":")
_CLOSERS = "\"'»”’)] \u00a0\u202f"
_BULLET = "• "
"""What `Body` puts before the rows of a list: a shape, not a word."""


def _unknown(_: Author) -> Level:
    return Level.UNKNOWN


def _nothing(_: str) -> Post | None:
    return None


@dataclass(frozen=True, slots=True)
class Speech:
    """How posts are told at one moment."""

    times: Times
    now: datetime
    density: Density = Density.SHORT
    level_of: Callable[[Author], Level] = _unknown
    known: Callable[[str], Post | None] = _nothing
    """The post of that key, if it is at hand: whom somebody answers or quotes."""
    is_answered: bool = True
    """Somebody can ask for more: what is long may be cut, what is warned of kept back."""

    def when(self, instant: datetime) -> str:
        """`14:26`, `20 Nov, 14:26` for another day; or `5 minutes ago`."""
        if self.times.form is TimeForm.AGO:
            age = self.now - instant
            return f"{spoken_span(age)} ago" if age >= timedelta(minutes=1) else "just now"
        hour, day = self.times.hour(instant), self.times.clock(instant)
        return hour if day == hour else f"{day}, {hour}"

    def at(self, instant: datetime) -> str:
        """`at 14:26`, `5 minutes ago`."""
        return self.when(instant) if self.times.form is TimeForm.AGO else f"at {self.when(instant)}"


@dataclass(frozen=True, slots=True)
class Told:
    """A post in sentences: who and what, a paragraph a line; then what goes with it, which stands on one line."""

    words: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def lines(self, *more: str) -> tuple[str, ...]:
        """The lines to print, with more sentences at the end."""
        last = " ".join((*self.beside, *more))
        return (*self.words, *([last] if last else []))


def told(entry: Entry, speech: Speech, *, unfolded: bool = False, hidden_by: str = "") -> Told:
    """The post as sentences. A content warning keeps the rest back unless it is `unfolded`."""
    post = entry.post
    head = _head(entry, speech, hidden_by)
    if entry.deleted_at is not None:
        return Told((f"{head} Deleted by its author at {speech.when(entry.deleted_at)}.",))
    if post.content_warning and not unfolded and speech.is_answered:
        warning = closed(f"Content warning: {one_line(post.content_warning)}")
        return Told((f"{head} {warning} Type open to hear the post.",), tuple(_counts(post, speech)))
    paragraphs = _paragraphs(post, speech)
    if post.content_warning:
        paragraphs.insert(0, closed(f"Content warning: {one_line(post.content_warning)}"))
    words = (" ".join((head, *paragraphs[:1])), *paragraphs[1:])
    if speech.density is Density.LINE:
        if not post.body.text.strip():
            words = (" ".join((head, *_media(post, speech.density))),)
        return Told(words)
    return Told(words, tuple(_beside(post, speech)))


def _head(entry: Entry, speech: Speech, hidden_by: str) -> str:
    post = entry.post
    pieces = [who(post.author, speech.level_of(post.author))]
    if post.author.bot:
        pieces.append("automated account")
    if post.boosted_by is not None:
        pieces.append(f"boosted by {name_of_author(post.boosted_by)}")
    if post.reply_to is not None and speech.density is not Density.LINE:
        answered = speech.known(post.reply_to)
        pieces.append(f"answering {name_of_author(answered.author)}" if answered is not None else "an answer")
    pieces.append(speech.when(post.created_at))
    if entry.late_by is not None:
        pieces.append(f"late by {spoken_span(entry.late_by)}")
    if post.edited_at is not None and entry.deleted_at is None:
        pieces.append(f"edited {speech.when(post.edited_at)}")
    if hidden_by:
        pieces.append(why_hidden_in_words(hidden_by))
    return closed(", ".join(pieces))


def who(author: Author, level: Level) -> str:
    """A name with its level, or of one who is unknown the whole address: only that tells who it is."""
    name = name_of_author(author)
    pieces = [name]
    if level <= Level.UNKNOWN and author.name:
        pieces.append(address_of(author))
    if level is not Level.UNKNOWN:
        pieces.append(level.word)
    return ", ".join(pieces)


def name_of_author(author: Author) -> str:
    """The display name, else the address."""
    return author.name or address_of(author)


def address_of(author: Author) -> str:
    """The handle; of one that is an id, its end, by which it can be compared."""
    handle = str(author.handle)
    if handle.startswith("@npub1") and "." not in handle:
        return f"Nostr key ending in {handle[-4:]}"
    if handle.startswith("@did:"):
        return f"Bluesky account ending in {handle[-4:]}"
    return handle


def _paragraphs(post: Post, speech: Speech) -> list[str]:
    rows = [row.strip().removeprefix(_BULLET) for row in post.body.text.splitlines()]
    rows = [row for row in rows if row]
    if speech.density is Density.LINE:
        return [cut(" ".join(rows), GLANCE)] if rows else []
    text = "\n".join(rows)
    if speech.is_answered and speech.density is Density.SHORT and len(text) > SHORT + BESIDE:
        shown = _cut_at(text, SHORT)
        left = len(text) - len(shown)
        return [*shown.split("\n"), f"And {left} more characters: open tells them."]
    return rows


def _beside(post: Post, speech: Speech) -> list[str]:
    said = []
    if speech.density is Density.FULL and post.author.about:
        said.append(closed(f"About {name_of_author(post.author)}: {one_line(post.author.about)}"))
    if post.quote_of is not None:
        said.append(_quote(post.quote_of, speech))
    if post.poll is not None:
        said.append(poll_sentence(post.poll, speech))
    said += _media(post, speech.density)
    said += _links(post, speech.density)
    said += _counts(post, speech)
    if speech.density is Density.FULL and post.language:
        said.append(f"{language_name(post.language)}.")
    return said


def _quote(key: str, speech: Speech) -> str:
    quoted = speech.known(key)
    if quoted is None:
        return closed(f"Quotes {shown_url(key)}")
    if quoted.content_warning:
        return closed(f"Quotes {name_of_author(quoted.author)}, content warning: {one_line(quoted.content_warning)}")
    words = one_line(quoted.body.text)
    most = len(words) if speech.density is Density.FULL else GLANCE
    return closed(f"Quotes {name_of_author(quoted.author)}: {cut(words, most)}")


def poll_sentence(poll: Poll, speech: Speech) -> str:
    """`Poll: Oui, 68 per cent; Non, 32 per cent; 212 votes, ends 16:00.`"""
    total = sum(option.votes or 0 for option in poll.options)
    hidden = all(option.votes is None for option in poll.options)
    pieces = []
    for option in poll.options:
        share = round(100 * (option.votes or 0) / total) if total else 0
        pieces.append(option.title if hidden else f"{option.title}, {share} per cent")
    votes = poll.votes if poll.votes is not None else total
    last = [counted(votes, "vote")]
    if poll.expires_at is not None:
        last.append(f"{'ended' if poll.expires_at <= speech.now else 'ends'} {speech.when(poll.expires_at)}")
    kind = "Poll with several answers each" if poll.multiple else "Poll"
    return closed(f"{kind}: {'; '.join((*pieces, ', '.join(last)))}")


def _media(post: Post, density: Density) -> list[str]:
    if not post.media:
        return []
    kinds = {one.kind for one in post.media}
    noun = post.media[0].kind.value if len(kinds) == 1 and MediaKind.UNKNOWN not in kinds else "attachment"
    count = "one" if len(post.media) == 1 else _number(len(post.media))
    plural = "" if len(post.media) == 1 or noun == "audio" else "s"
    what = f"{count} {'sensitive ' if post.sensitive else ''}{noun}{plural}".capitalize()
    if not any(one.alt for one in post.media):
        return [f"{what} without description."]
    most = LONG if density is Density.FULL else BESIDE
    return [closed(f"{what}: {'; '.join(_description(one, most) for one in post.media)}")]


def _description(media: Media, most: int) -> str:
    return cut(one_line(media.alt), most) if media.alt else "no description"


def links_of(post: Post) -> tuple[str, ...]:
    """The links that go with a post, numbered from 1 as they are told."""
    return tuple(link for link in post.body.links if link != post.url)


def _links(post: Post, density: Density) -> list[str]:
    links = links_of(post)
    if not links:
        return []
    full = density is Density.FULL
    named = [shown_url(link) if full else real_host(link) or shown_url(link) for link in links]
    if len(named) == 1:
        return [f"Link: {named[0]}."]
    most = len(named) if full else MOST_LINKS
    listed = ", ".join(f"{number} {name}" for number, name in enumerate(named[:most], 1))
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return [f"Links: {listed}{more}."]


def _counts(post: Post, speech: Speech) -> list[str]:
    counts = post.counts
    named = [(counts.replies, "reply", "replies"), (counts.boosts, "boost", "boosts")]
    if speech.density is Density.FULL:
        named.append((counts.favourites, "favourite", "favourites"))
    said = [counted(number, one, many) for number, one, many in named if number]
    return [f"{', '.join(said)}."] if said else []


def gap_sentence(gaps: Sequence[Gap], speech: Speech) -> str:
    """`Between 14:02 and 14:20 posts may be missing, from mastodon.social.`; of several holes in one place, all."""
    since, until = min(gap.since for gap in gaps), max(gap.until for gap in gaps)
    stretch = f"Between {speech.when(since)} and {speech.when(until)}"
    if any(gap.filled_at is None for gap in gaps):
        names = dict.fromkeys(name_of(gap.source) for gap in gaps if gap.filled_at is None)
        return f"{stretch} posts may be missing, from {' and '.join(names)}."
    found = sum(gap.found or 0 for gap in gaps)
    brought = f" with {counted(found, 'post')}" if found else ""
    return f"{stretch} posts were missing; that is filled{brought}."


def peak_sentence(peak: Peak, speech: Speech, *, name: str = "Peak", tag: bool = False, whole: bool = False) -> str:
    """`Peak at 14:24: wagon Sésame, 31 voices, 9 trusted.` The `whole` tells more of its words, and what is usual."""
    where = f" in {peak.tag}" if tag and peak.tag is not None else ""
    pieces = [*peak.label[: LABEL if whole else 1], *voices(peak.authors, peak.trusted)]
    if whole and peak.usual >= LEAST_USUAL:
        pieces.append(times_usual(peak.usual))
    return closed(f"{name} {speech.at(peak.start)}{where}: {', '.join(pieces)}")


def voices(authors: int, trusted: int) -> tuple[str, ...]:
    """`31 voices`, `9 trusted`."""
    return (counted(authors, "voice"), *([f"{trusted} trusted"] if trusted else []))


def times_usual(usual: float) -> str:
    """`3.4 times the usual`."""
    return f"{usual:.1f} times the usual" if usual < 9.95 else f"{round(usual)} times the usual"


def spoken_span(length: timedelta) -> str:
    """A length of time in its largest unit: `40 seconds`, `17 minutes`, `1 hour`."""
    seconds = max(0, int(length.total_seconds()))
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            return counted(seconds // size, unit)
    return counted(seconds, "second")


def counted(number: int, one: str, many: str = "") -> str:
    """`1 post`, `2 posts`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def closed(text: str) -> str:
    """The text as a sentence: with a full stop, unless it ends with something like one."""
    return text if text.rstrip(_CLOSERS).endswith(_ENDS) else f"{text}."


def one_line(text: str) -> str:
    """All lines of it in one."""
    return " ".join(text.split())


def _number(number: int) -> str:
    return _SMALL[number] if number < len(_SMALL) else str(number)


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{_cut_at(text, most)} (more)"


def _cut_at(text: str, most: int) -> str:
    """As many whole words as fit; of a script without spaces, or an address, so many characters."""
    shown = text[:most]
    space = max(shown.rfind(" "), shown.rfind("\n"))
    return (shown[:space] if space > most // 2 else shown).rstrip()
