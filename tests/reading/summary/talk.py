"""Posts that talk of something, made of who says what when, and chronicles of them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_handle, clean_line, clean_text
from hashtui.post.post import Author
from hashtui.post.sighting import Boost
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, Standing, no_standing
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import gathered
from hashtui.reading.summary.summarise import Wish
from tests.posts import NOON, SOURCE, author, entry, post

CAPCOM, PARIS = Tag.of("capcomnet"), Tag.of("paris20")
FILLER = [
    "chaise",
    "parasol",
    "moquette",
    "ascenseur",
    "tisane",
    "couloir",
    "biscuit",
    "badge",
    "micro",
    "estrade",
    "tableau",
    "fenêtre",
    "rideau",
    "plante",
]


def says(
    who: str | Author,
    text: str,
    minutes: float,
    *,
    tags: tuple[str, ...] = ("capcomnet",),
    link: str | None = None,
    mentions: tuple[str, ...] = (),
    reply_to: str | None = None,
    language: str | None = None,
) -> Entry:
    """That account says that, so many minutes after noon."""
    by = author(who, who.title()) if isinstance(who, str) else who
    spans = (Span(len(text) + 1, len(text) + 5, Role.LINK, clean_line(link)),) if link else ()
    said = replace(
        post(0, tags=tags, minutes=minutes),
        key=clean_line(f"{by.key}/{minutes}"),
        author=by,
        body=Body(clean_text(f"{text} link" if link else text), spans),
        mentions=tuple(map(clean_handle, mentions)),
        reply_to=clean_line(reply_to) if reply_to else None,
        language=clean_line(language) if language else None,
        url=clean_line(f"https://social.example/{minutes}"),
    )
    return entry(said)


def named(user: str, name: str) -> Author:
    """An account with that display name."""
    return author(user, name)


def chatter(minutes: int, *, tags: tuple[str, ...] = ("capcomnet",)) -> list[Entry]:
    """Somebody else says something else twice a minute."""
    return [
        says(
            f"guest{number % 40}",
            f"{FILLER[number % 14]} {FILLER[number * 5 % 13]} {FILLER[number * 3 % 11]} {number % 7}",
            number / 2,
            tags=tags,
        )
        for number in range(2 * minutes)
    ]


def passed_on(what: Entry, by: str, minutes: float) -> Boost:
    """That account passes the post on."""
    at = NOON + timedelta(minutes=minutes)
    return Boost(clean_line(what.key), author(by), at, SOURCE, at)


def trusting(*users: str) -> Callable[[Author], Standing]:
    """These accounts are trusted, nothing is known of others."""
    keys = {author(user).key for user in users}
    return lambda who: Standing(Level.TRUSTED, 1.0) if who.key in keys else no_standing(who)


def chronicle_of(
    entries: Iterable[Entry],
    boosts: Iterable[Boost] = (),
    *,
    tags: tuple[Tag, ...] = (CAPCOM,),
    standing_of: Callable[[Author], Standing] = no_standing,
) -> Chronicle:
    """All that read together."""
    return gathered(tuple(entries), boosts, standing_of, tags=tags)


def until(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def wish(minutes: float = 600, *, limit: int = 15, language: str | None = None) -> Wish:
    """A summary of the time from noon on."""
    return Wish(("#capcomnet",), NOON, until(minutes), limit=limit, language=language)
