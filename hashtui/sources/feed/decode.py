"""From the entries of a feed to posts. A pure function, called beside the loop because large feeds take long."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from hashtui.post.body import Body
from hashtui.post.clean import CleanLine, clean_line, clean_text, clean_url
from hashtui.post.post import Media, MediaKind, Network, Post
from hashtui.post.tag import JOINERS, Tag
from hashtui.sources.feed.author import author_of, is_mastodon
from hashtui.sources.feed.entry import Document, Entry, Picture, Place
from hashtui.sources.feed.identity import identities
from hashtui.sources.feed.words import join, read_words, tags_in

MOST_TAGS = 100

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_MARKS = "MnMc"
_KINDS = {
    "image": MediaKind.IMAGE,
    "video": MediaKind.VIDEO,
    "audio": MediaKind.AUDIO,
    "application/x-shockwave-flash": MediaKind.VIDEO,
    "application/ogg": MediaKind.AUDIO,
}
_ENDINGS = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"), MediaKind.IMAGE),
    **dict.fromkeys((".mp3", ".m4a", ".ogg", ".opus", ".flac"), MediaKind.AUDIO),
    **dict.fromkeys((".mp4", ".webm", ".mov", ".m4v"), MediaKind.VIDEO),
}


@dataclass(frozen=True, slots=True)
class Found:
    """An entry as a post, and what only this feed's own memory needs."""

    post: Post
    title: str
    stamp: datetime | None
    """When it was written last, as far as it says."""
    print: str
    """What it says, however it is called."""


def read_posts(document: Document, place: Place, now: datetime, doubted: set[str]) -> list[Found]:
    """The posts of a feed, in its order. `doubted`: the ids that do not tell its entries apart, added to."""
    known = identities(document.entries, place.host, place.feed, doubted)
    rows = zip(document.entries, known, strict=True)
    return [
        Found(_post(entry, document, place, now, row, name.key), entry.title.raw.strip(), entry.stamp, name.print)
        for row, (entry, name) in enumerate(rows)
    ]


def _post(entry: Entry, document: Document, place: Place, now: datetime, row: int, key: CleanLine) -> Post:
    link = join(document.url, entry.link)
    url = clean_url(link) if entry.link else clean_url(entry.id)
    body, warning = read_words(entry.title, entry.body, link or document.url, is_mastodon=is_mastodon(document))
    # Nobody says when: then now, in the order of the feed.
    said = entry.published or entry.updated or now - timedelta(microseconds=row)
    return Post(
        key=key,
        network=Network.FEED,
        created_at=min(said, now),
        author=author_of(entry, document, place),
        body=replace(body, attached=_attached(entry, document, body, url)),
        url=url,
        language=_language(entry.language) or _language(document.language),
        tags=_tags(entry, body),
        mentions=tuple(dict.fromkeys(s.target for s in body.spans if s.role == "mention" and s.target)),
        media=tuple(_media(entry, document)),
        content_warning=warning,
        sensitive=entry.is_adult or warning is not None,
    )


def _attached(entry: Entry, document: Document, body: Body, url: CleanLine | None) -> tuple[CleanLine, ...]:
    """What the entry leads to: its page, but for a status that is no more than its text, and what it is about."""
    elsewhere = clean_url(join(document.url, entry.elsewhere)) if entry.elsewhere else None
    links = (None if is_mastodon(document) else url, elsewhere)
    return tuple(dict.fromkeys(link for link in links if link is not None and link not in body.links))


def _tags(entry: Entry, body: Body) -> tuple[Tag, ...]:
    found: dict[Tag, Tag] = {}
    for term in entry.categories[:MOST_TAGS]:
        word = term.strip().removeprefix("#")
        if word and all(_may_stand_in_tag(char) for char in unicodedata.normalize("NFC", word)):
            try:
                tag = Tag.of(word)
            except ValueError:
                continue
            found.setdefault(tag, tag)
    for tag in tags_in(body):
        found.setdefault(tag, tag)
    return tuple(found)[:MOST_TAGS]


def _may_stand_in_tag(char: str) -> bool:
    """A category is a tag when it is one word; of what tags cannot have, only the hyphen says nothing else.

    “C++” is not #c, and “Open Source” is two words; “threat-modeling” is what others write #threatmodeling.
    """
    return char.isalnum() or char in JOINERS or char == "-" or unicodedata.category(char) in _MARKS


def _media(entry: Entry, document: Document) -> Iterator[Media]:
    for picture in entry.pictures:
        url = clean_url(join(document.url, picture.url))
        if url is not None:
            yield Media(_kind(picture, url), url, clean_text(picture.alt) if picture.alt.strip() else None)


def _kind(picture: Picture, url: str) -> MediaKind:
    type_ = picture.type.strip().lower()
    ending = PurePosixPath(urlsplit(url).path).suffix.lower()
    return _KINDS.get(type_) or _KINDS.get(type_.partition("/")[0]) or _ENDINGS.get(ending, MediaKind.UNKNOWN)


def _language(code: str) -> CleanLine | None:
    code = code.strip()
    return clean_line(code.replace("_", "-")) if _LANGUAGE.fullmatch(code) else None
