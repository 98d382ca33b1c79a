"""From a Nostr event to a Post, without loss and without trust."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_text, clean_url
from hashtui.post.post import Author, Media, MediaKind, Network, Post
from hashtui.post.tag import Tag
from hashtui.sources.nostr.event import ARTICLE, COMMENT, NOTE, PICTURE, Event, is_hex
from hashtui.sources.nostr.nip19 import naddr, nevent
from hashtui.sources.nostr.text import VIEWER, NameOf, handle_of, nobody, read_words

POSTS = (NOTE, PICTURE, COMMENT, ARTICLE)
"""The kinds that are posts: notes, pictures, comments (NIP-22), articles (NIP-23)."""
ROWS_OF_A_POST = 100
"""Tags, mentions, pictures of one post that are read."""
LONGEST_KEY = 512
LONGEST_ECHO = 2048
EXCERPT = 600
"""Characters shown of an article without a summary."""
LATEST = 253_402_300_799
"""The last second of the year 9999."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_KINDS = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "avif", "apng", "svg"), MediaKind.IMAGE),
    **dict.fromkeys(("mp4", "webm", "mov", "m4v"), MediaKind.VIDEO),
    **dict.fromkeys(("mp3", "ogg", "oga", "m4a", "wav", "flac", "opus"), MediaKind.AUDIO),
}


def decode(event: Event, author: Author, name_of: NameOf = nobody) -> Post:
    """The post this event is. Malformed when it is none."""
    if event.kind not in POSTS:
        raise Malformed("an event that is no post")
    words = read_words(_content(event), name_of, title=_title(event))
    warning = next((row for row in event.tags if row[:1] == ["content-warning"]), None)
    created, edited = _times(event)
    inline = next(iter(words.events), None)
    named = [*(key for key in event.values("p") if is_hex(key, 64)), *words.people]
    return Post(
        key=key_of(event),
        network=Network.NOSTR,
        created_at=created,
        author=author,
        body=words.body,
        url=clean_url(f"https://{VIEWER}/{_name(event)}"),
        edited_at=edited,
        language=_language(event),
        tags=_tags(event.values("t"), words.tags),
        mentions=tuple(handle_of(key) for key in list(dict.fromkeys(named))[:ROWS_OF_A_POST]),
        media=tuple(_media(event, words.urls)),
        content_warning=None if warning is None else _warning(warning),
        sensitive=warning is not None,
        reply_to=_reply_to(event),
        quote_of=_first_key([*event.values("q"), *([inline] if inline else [])]),
        echo_of=tuple(_echoes(event)),
    )


def key_of(event: Event) -> CleanLine:
    """What the post is called: its id, or for an article, which may have many versions, its address."""
    key = event.address or event.id
    if len(key) > LONGEST_KEY:
        raise Malformed("an event with an endless address")
    return clean_line(key)


def moment(seconds: int) -> datetime:
    """Seconds since 1970 as a time that every calendar has."""
    return datetime.fromtimestamp(min(max(seconds, 0), LATEST), UTC)


def written_at(event: Event) -> datetime:
    """When its author says that the post was published."""
    return _times(event)[0]


def expires(event: Event) -> int | None:
    """When its author wants it forgotten (NIP-40), in seconds since 1970."""
    return _seconds(event.value("expiration"))


def _content(event: Event) -> str:
    if event.kind != ARTICLE:
        return event.content
    summary = (event.value("summary") or "").strip()
    if summary:
        return summary
    start = event.content.strip()
    return start if len(start) <= EXCERPT else start[:EXCERPT].rstrip() + "…"


def _title(event: Event) -> str:
    """The title of an article or a picture, the subject of a note (NIP-14)."""
    title = clean_line((event.value("title") or event.value("subject") or "")[:LONGEST_KEY])
    return "" if event.content.strip().startswith(title) and event.kind != ARTICLE else title


def _times(event: Event) -> tuple[datetime, datetime | None]:
    """When it was published, and when it was edited. Only an article tells both (NIP-23)."""
    made = moment(event.created_at)
    first = _seconds(event.value("published_at")) if event.kind == ARTICLE else None
    if first is None or first >= event.created_at:
        return made, None
    return moment(first), made


def _name(event: Event) -> str:
    # Without a relay in it: the same from every relay.
    return (naddr(event.address) if event.address else None) or nevent(event.id, event.pubkey, event.kind)


def _language(event: Event) -> CleanLine | None:
    labels = (row[1] for row in event.rows("l") if len(row) > 2 and row[2].startswith("ISO-639"))
    return next((clean_line(label) for label in labels if _LANGUAGE.fullmatch(label)), None)


def _tags(given: Iterable[str], written: Iterable[Tag]) -> tuple[Tag, ...]:
    """The tags its author gave, and those in the text that they forgot to give."""
    found: dict[Tag, None] = {}
    for spelling in given:
        try:
            found.setdefault(Tag.of(spelling))
        except ValueError:
            continue
    for tag in written:
        found.setdefault(tag)
    return tuple(found)[:ROWS_OF_A_POST]


def _warning(row: list[str]) -> CleanText:
    reason = clean_text(row[1].strip()) if len(row) > 1 else clean_text("")
    return reason or clean_text("content warning")


def _media(event: Event, urls: Iterable[str]) -> Iterator[Media]:
    """The attachments that are described (NIP-92), then the bare ones that clients show as pictures."""
    seen: set[str] = set()
    described = [row for row in event.tags if row[:1] == ["imeta"]]
    for row in described[:ROWS_OF_A_POST]:
        fields = dict(reversed([(part.partition(" ")[0], part.partition(" ")[2]) for part in row[1:]]))
        url = fields.get("url", "")
        if url and url not in seen:
            seen.add(url)
            alt = fields.get("alt", "").strip()
            yield Media(_kind(fields.get("m", ""), url), clean_url(url), clean_text(alt) if alt else None)
    for url in urls:
        if url not in seen and (kind := _kind("", url)) is not MediaKind.UNKNOWN and len(seen) < ROWS_OF_A_POST:
            seen.add(url)
            yield Media(kind, clean_url(url))


def _kind(mime: str, url: str) -> MediaKind:
    family = mime.partition("/")[0].lower()
    if family in ("image", "video", "audio"):
        return MediaKind(family)
    try:
        path = urlsplit(url).path
    except ValueError:
        return MediaKind.UNKNOWN
    return _KINDS.get(path.rpartition(".")[2].lower(), MediaKind.UNKNOWN)


def _reply_to(event: Event) -> CleanLine | None:
    """What is answered: the marked tags of NIP-10, else the last by place; for comments the tags of NIP-22."""
    if event.kind == COMMENT:
        return _first_key([*event.values("a"), *event.values("e")])
    rows = list(event.rows("e"))
    marked = {row[3]: row[1] for row in reversed(rows) if len(row) > 3 and row[3]}
    if "reply" in marked or "root" in marked:
        return _first_key([marked.get("reply", ""), marked.get("root", "")])
    by_place = [row[1] for row in rows if len(row) < 4 or not row[3]]
    return _first_key([*by_place[-1:], *_addresses_answered(event)])


def _addresses_answered(event: Event) -> Iterator[str]:
    for marker in ("reply", "root"):
        yield from (row[1] for row in event.rows("a") if len(row) > 3 and row[3] == marker)


def _first_key(names: Iterable[str]) -> CleanLine | None:
    """The first of these that is an id or an address."""
    for name in names:
        if is_hex(name, 64) or (len(name) <= LONGEST_KEY and naddr(name) is not None):
            return clean_line(name)
    return None


def _echoes(event: Event) -> Iterator[CleanLine]:
    """The original of what a bridge carried over (NIP-48)."""
    for row in list(event.rows("proxy"))[:ROWS_OF_A_POST]:
        if len(row[1]) <= LONGEST_ECHO and (original := clean_line(row[1])):
            yield original


def _seconds(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
