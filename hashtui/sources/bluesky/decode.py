"""From the record of a post (app.bsky.feed.post) to a Post, without loss and without trust."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from hashtui.errors import Malformed
from hashtui.post.body import Body, Role
from hashtui.post.clean import CleanLine, CleanText, clean_handle, clean_line, clean_text, clean_url
from hashtui.post.facets import Facet, find_tags, read_facets
from hashtui.post.post import Author, Network, Post
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.embeds import POST_URI, Embeds, read_embeds
from hashtui.sources.shape import Record

POST = "app.bsky.feed.post"
ROWS_OF_A_POST = 100
"""Tags and labels of one post that are read."""
FEATURES_OF_A_FACET = 8
LONGEST_HANDLE = 300
"""Bytes of a handle as it is written in a text (a domain name has 253 at most)."""
NOT_FOR_VISITORS = "!no-unauthenticated"

_WARNINGS = {
    "porn": "adult content",
    "sexual": "sexually suggestive",
    "nudity": "nudity",
    "graphic-media": "graphic media",
    "gore": "graphic media",
    "!warn": "content warning",
    "!hide": "content warning",
}
"""What an author may say of a post (com.atproto.label.defs), in words."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_PLAIN_LINK = re.compile(r"(?<![\w@/])https?://[^\s<>\"\u3000]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?'\")]}>。、」』）"
_KEY_PART = re.compile(r"[A-Za-z0-9._:~%-]{1,2048}")


def nobody(did: str) -> str | None:
    """Where no handle is known."""


def post_key(did: str, rkey: str) -> CleanLine:
    """A post's identity. Malformed when these are no DID and no record key."""
    if not did.startswith("did:") or _KEY_PART.fullmatch(did) is None or _KEY_PART.fullmatch(rkey) is None:
        raise Malformed("a post without an address")
    return clean_line(f"at://{did}/{POST}/{rkey}")


def decode_record(
    record: Record,
    did: str,
    rkey: str,
    seen_at: datetime,
    author: Author,
    handle_of: Callable[[str], str | None] = nobody,
) -> Post:
    """The post this record is; Malformed when it is none.

    `seen_at` is when the network first saw it: what its author's client claims of the time may be wrong, and is
    taken only when it is earlier. `handle_of` tells the handle (`@a.example`) of a DID that is mentioned.
    """
    text = record.only_text("text")
    if text is None:
        raise Malformed("a post without text")
    facets = record.records("facets")
    read = tuple(_facets(facets, text, handle_of)) if facets else _plain_facets(text)
    embeds = read_embeds(record.record("embed"), did)
    warnings = warnings_of(_labels(record))
    return Post(
        key=post_key(did, rkey),
        network=Network.BLUESKY,
        created_at=min(record.time("createdAt") or seen_at, seen_at),
        author=author,
        body=_body(text, read, embeds),
        url=clean_url(f"https://bsky.app/profile/{did}/post/{rkey}"),
        language=_language(record),
        tags=_tags(record, facets, read),
        mentions=tuple(dict.fromkeys(h for f in read if f.role is Role.MENTION and (h := clean_handle(f.target)))),
        media=embeds.media,
        content_warning=warnings,
        sensitive=warnings is not None,
        reply_to=_parent(record),
        quote_of=embeds.quote_of,
        echo_of=_originals(record),
    )


def is_hidden(record: Record) -> bool:
    """Whether the author wants this post shown only to people who are logged in."""
    return NOT_FOR_VISITORS in _labels(record)


def warnings_of(labels: Iterable[str]) -> CleanText | None:
    """What these labels warn of, in words; None when they warn of nothing."""
    words = dict.fromkeys(_WARNINGS[label] for label in labels if label in _WARNINGS)
    return clean_text(", ".join(words)) if words else None


def parent_of(record: Record) -> str | None:
    """The key of the post that this one answers."""
    reply = record.record("reply")
    parent = reply.record("parent") if reply is not None else None
    uri = parent.text("uri") if parent is not None else None
    return uri if uri is not None and POST_URI.fullmatch(uri) else None


def _body(text: str, facets: tuple[Facet, ...], embeds: Embeds) -> Body:
    body = read_facets(text, facets)
    return replace(body, attached=embeds.attached) if embeds.attached else body


def _facets(rows: tuple[Record, ...], text: str, handle_of: Callable[[str], str | None]) -> Iterator[Facet]:
    """What the facets mark; the first feature that we know of each. Where they lie is judged by `read_facets`."""
    octets = text.encode("utf-8", "surrogatepass")
    for row in rows:
        index = row.record("index")
        start, end = (None, None) if index is None else (index.whole("byteStart"), index.whole("byteEnd"))
        if start is None or end is None:
            continue
        for feature in row.records("features")[:FEATURES_OF_A_FACET]:
            written = octets[max(start, 0) : min(max(end, 0), max(start, 0) + LONGEST_HANDLE)]
            known = _feature(feature, written, handle_of)
            if known is not None:
                yield Facet(start, end, *known)
                break


def _feature(feature: Record, marked: bytes, handle_of: Callable[[str], str | None]) -> tuple[Role, str] | None:
    match feature.text("$type"):
        case "app.bsky.richtext.facet#tag" if tag := feature.text("tag"):
            return Role.TAG, tag
        case "app.bsky.richtext.facet#link" if uri := feature.text("uri"):
            return Role.LINK, uri
        case "app.bsky.richtext.facet#mention" if did := feature.text("did"):
            written = marked.decode("utf-8", "replace")
            return Role.MENTION, handle_of(did) or (written if written.startswith("@") else f"@{did}")
        case _:
            return None


def _plain_facets(text: str) -> tuple[Facet, ...]:
    """The hashtags and links of a post whose client or bridge marked nothing."""
    links = []
    counted = octets = 0
    for match in _PLAIN_LINK.finditer(text):
        url = match[0].rstrip(_AFTER_LINK)
        octets += _octets(text[counted : match.start()])
        counted = match.start()
        links.append(Facet(octets, octets + _octets(url), Role.LINK, url))
    return (*find_tags(text), *links)


def _octets(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _tags(record: Record, rows: tuple[Record, ...], facets: tuple[Facet, ...]) -> tuple[Tag, ...]:
    """Every tag: of all facets, wherever they lie, and of the list beside the text; in a post without facets, plain."""
    spelled = [
        feature.text("tag") or ""
        for row in rows
        for feature in row.records("features")[:FEATURES_OF_A_FACET]
        if feature.text("$type") == "app.bsky.richtext.facet#tag"
    ]
    spelled += record.texts("tags")
    if not rows:
        spelled += [facet.target for facet in facets if facet.role is Role.TAG]
    found: dict[Tag, Tag] = {}
    for spelling in spelled:
        try:
            tag = Tag.of(spelling)
        except ValueError:
            continue
        found.setdefault(tag, tag)
        if len(found) == ROWS_OF_A_POST:
            break
    return tuple(found)


def _labels(record: Record) -> tuple[str, ...]:
    labels = record.record("labels")
    rows = labels.records("values")[:ROWS_OF_A_POST] if labels is not None else ()
    return tuple(row.text("val") or "" for row in rows)


def _language(record: Record) -> CleanLine | None:
    codes = (code.replace("_", "-") for code in record.texts("langs")[:ROWS_OF_A_POST])
    return next((clean_line(code) for code in codes if _LANGUAGE.fullmatch(code)), None)


def _parent(record: Record) -> CleanLine | None:
    uri = parent_of(record)
    return clean_line(uri) if uri is not None else None


def _originals(record: Record) -> tuple[CleanLine, ...]:
    """Bridgy Fed says where it took a post from; Wafrn publishes each post in both networks itself."""
    found = (clean_url(record.text(name) or "") for name in ("bridgyOriginalUrl", "fediverseId"))
    return tuple(dict.fromkeys(url for url in found if url))
