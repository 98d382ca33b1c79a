"""The public form read back: one line of JSON becomes what its writer heard, and is made safe once more.

Unknown keys are ignored and missing ones are null, so that a script writes little: `text` and `author` are enough.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, CleanText, clean_handle, clean_line, clean_name, clean_text, clean_url
from hashtui.post.json import BOOST, EDITED, GAP, POST, SCHEMA
from hashtui.post.post import Author, Counts, Media, MediaKind, Network, Poll, PollOption, Post
from hashtui.post.sighting import Gap
from hashtui.post.tag import Tag
from hashtui.sources.lines.marks import find_tags, marked
from hashtui.sources.shape import Record, read_record

LONGEST_KEY = 2048
LONGEST_SOURCE = 500
ROWS_OF_A_POST = 100
"""Tags, mentions, links, pictures, poll options of one post that are read."""

_LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something, read as far as it takes to know of what."""

    event: str
    """POST, EDITED, DELETED, BOOST, or STATUS of a hole in what its writer heard."""
    key: CleanLine
    """Of the post; a hole has none."""
    tags: tuple[Tag, ...]
    """The post's own, or those a hole concerns; empty for what is neither."""
    created_at: datetime | None
    """None, as each of these, when the line does not say."""
    edited_at: datetime | None
    received_at: datetime | None
    source: CleanLine | None
    """The name under which its writer heard it."""
    record: Record


def read_line(octets: bytes) -> Line | None:
    """What the line says; None for what is no business of a reader's: how a source of its writer's was.

    Malformed, in words that quote nothing of it, when it makes no sense.
    """
    record = read_record(octets)
    schema = record.whole("schema")
    if schema is not None and schema > SCHEMA:
        raise Malformed(f"its schema is {schema}, and this version reads {SCHEMA}")
    event = record.only_text("event") or POST
    key: CleanLine | None
    match event:
        case "post" | "edited":
            _check_post(record)
            key = _key(record) or _key_of_its_own(octets)
            tags = _tags(record)
        case "deleted" | "boost":
            if event == BOOST and not _names_somebody(record.record("by")):
                raise Malformed("it does not say who passed the post on")
            key, tags = _key(record), ()
        case "status":
            if not _tells_of_a_hole(record):
                return None
            key, tags = clean_line(""), _tags(record)
        case _:
            raise Malformed("its event is none that is known")
    if key is None:
        raise Malformed("no key")
    source = record.text("source")
    return Line(
        event=event,
        key=key,
        tags=tags,
        created_at=_time(record, "created_at"),
        edited_at=_time(record, "edited_at"),
        received_at=_time(record, "received_at"),
        source=clean_line(source[:LONGEST_SOURCE]) or None if source else None,
        record=record,
    )


def is_whole(octets: bytes) -> bool:
    """Whether a line whose end has not come is complete all the same: an object that is closed cannot go on."""
    if not octets.endswith(b"}"):
        return False
    try:
        read_record(octets)
    except Malformed:
        return False
    return True


def read_post(line: Line, created_at: datetime, heard_at: datetime) -> Post:
    """The post of a POST or EDITED line that was made then and heard then, as far as it does not say when itself."""
    record = line.record
    text = clean_text(record.text("text") or "")
    mentions = tuple(handle for raw in _texts(record, "mentions") if (handle := clean_handle(raw)))
    links = tuple(link for raw in _texts(record, "links") if (link := clean_url(raw)))
    warning, booster = record.text("content_warning"), record.record("boosted_by")
    return Post(
        key=line.key,
        network=_network(record.text("network")),
        created_at=line.created_at or created_at,
        author=read_author(record.record("author") or Record({})),
        body=marked(text, tags=line.tags, mentions=mentions, links=links if record.has("links") else None),
        url=_url(record, "url"),
        edited_at=line.edited_at or (heard_at if line.event == EDITED else None),
        language=_language(record.text("language")),
        tags=line.tags,
        mentions=mentions,
        media=tuple(_media(row) for row in record.records("media")[:ROWS_OF_A_POST]),
        content_warning=_text(warning),
        sensitive=record.flag("sensitive"),
        poll=_poll(record.record("poll")),
        reply_to=_reference(record, "reply_to"),
        boosted_by=read_author(booster) if booster is not None and _names_somebody(booster) else None,
        quote_of=_reference(record, "quote_of"),
        counts=_counts(record.record("counts") or Record({})),
    )


def read_gap(line: Line, source: CleanLine) -> Gap:
    """The hole that a STATUS line tells of, in what was heard through that source."""
    record = line.record
    since = record.time("since") or datetime.min.replace(tzinfo=UTC)
    until = max(since, record.time("until") or since)
    heard_at = line.received_at or until
    is_filled = record.flag("filled")
    return Gap(
        source=source,
        since=since,
        until=until,
        reason=clean_line(record.text("reason") or ""),
        filled_at=heard_at if is_filled else None,
        found=record.count("posts"),
        found_at=None if is_filled else heard_at,
        tags=frozenset(line.tags),
    )


def read_author(record: Record) -> Author:
    """Somebody, as far as the object says."""
    return _author(
        record.text("key") or "",
        record.text("handle") or "",
        record.text("name") or "",
        record.text("url"),
        record.flag("bot"),
        record.count("followers"),
    )


@lru_cache(maxsize=8192)
def _author(key: str, handle: str, name: str, url: str | None, bot: bool, followers: int | None) -> Author:
    """Of those who say the same of themselves again the one object; they are made safe once."""
    safe_handle, safe_name = clean_handle(handle), clean_name(name)
    return Author(
        key=clean_line(key[:LONGEST_KEY]) or safe_handle or safe_name,
        handle=safe_handle,
        name=safe_name,
        url=clean_url(url) if url else None,
        bot=bot,
        followers=followers,
    )


def _tells_of_a_hole(record: Record) -> bool:
    """Whether it is one with its times; what else is said of a source is no business of a reader's."""
    return record.text("state") == GAP and None not in (record.time("since"), record.time("until"))


def _check_post(record: Record) -> None:
    if record.only_text("text") is None:
        raise Malformed("no text")
    if not _names_somebody(record.record("author")):
        raise Malformed('no author: write {"handle": "@somebody"}')


def _names_somebody(author: Record | None) -> bool:
    return author is not None and any(map(author.text, ("handle", "name", "key")))


def _key(record: Record) -> CleanLine | None:
    key = record.only_text("key")
    if not key:
        return None
    if len(key) > LONGEST_KEY:
        raise Malformed(f"its key is longer than {LONGEST_KEY} characters")
    return clean_line(key) or None


def _key_of_its_own(octets: bytes) -> CleanLine:
    """What a post without a key is known by: the line, so that a line said twice is one post."""
    return clean_line(f"line:{sha256(octets).hexdigest()[:32]}")


def _time(record: Record, name: str) -> datetime | None:
    found = record.time(name)
    if found is None and record.has(name):
        raise Malformed(f"its {name} is no time such as 2026-11-21T14:32:01Z")
    return found


def _tags(record: Record) -> tuple[Tag, ...]:
    if not record.has("tags"):
        return find_tags(clean_text(record.text("text") or ""))
    found: dict[Tag, None] = {}
    for spelling in _texts(record, "tags"):
        try:
            found.setdefault(Tag.of(spelling))
        except ValueError:
            continue
    return tuple(found)


def _texts(record: Record, name: str) -> Iterable[str]:
    return dict.fromkeys(record.texts(name)[:ROWS_OF_A_POST])


def _text(raw: str | None) -> CleanText | None:
    """What is left of it; nothing is left of some that strangers write."""
    return (clean_text(raw) or None) if raw else None


def _network(name: str | None) -> Network:
    try:
        return Network(name or Network.FILE)
    except ValueError:
        return Network.FILE


def _media(row: Record) -> Media:
    alt = row.text("alt")
    try:
        kind = MediaKind(row.text("kind") or MediaKind.UNKNOWN)
    except ValueError:
        kind = MediaKind.UNKNOWN
    return Media(kind, _url(row, "url"), _text(alt))


def _poll(record: Record | None) -> Poll | None:
    if record is None:
        return None
    rows = record.records("options")[:ROWS_OF_A_POST]
    return Poll(
        options=tuple(PollOption(clean_line(row.text("title") or ""), row.count("votes")) for row in rows),
        votes=record.count("votes"),
        multiple=record.flag("multiple"),
        expires_at=record.time("expires_at"),
    )


def _counts(record: Record) -> Counts:
    return Counts(record.count("replies"), record.count("boosts"), record.count("favourites"))


def _reference(record: Record, name: str) -> CleanLine | None:
    found = record.text(name)
    return clean_line(found[:LONGEST_KEY]) or None if found else None


def _language(code: str | None) -> CleanLine | None:
    return clean_line(code.replace("_", "-")) if code and _LANGUAGE.fullmatch(code.replace("_", "-")) else None


def _url(record: Record, name: str) -> CleanLine | None:
    url = record.text(name)
    return clean_url(url) if url else None
