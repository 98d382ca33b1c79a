"""What a post carries beside its words: pictures, a film, a link card, another post."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_text, clean_url
from hashtui.post.post import Media, MediaKind
from hashtui.sources.shape import Record

MOST_MEDIA = 20
"""Items of a gallery (app.bsky.embed.gallery)."""

POST_URI = re.compile(r"at://did:[A-Za-z0-9._:%-]{1,2048}/app\.bsky\.feed\.post/[A-Za-z0-9._:~-]{1,512}")
"""A post's address: lists, feeds and labelers can be quoted too, and are no posts."""

_CID = re.compile(r"[A-Za-z0-9]{8,128}")


@dataclass(frozen=True, slots=True)
class Embeds:
    """The parts of a Post that come from its embed."""

    media: tuple[Media, ...] = ()
    attached: tuple[CleanLine, ...] = ()
    quote_of: CleanLine | None = None


def read_embeds(embed: Record | None, did: str) -> Embeds:
    """What is embedded in a post of this account. What we do not know is left out, and spoils nothing."""
    if embed is None:
        return Embeds()
    match embed.text("$type"):
        case "app.bsky.embed.images":
            return Embeds(media=tuple(_image(row, did) for row in embed.records("images")[:MOST_MEDIA]))
        case "app.bsky.embed.gallery":
            return Embeds(media=tuple(_item(row, did) for row in embed.records("items")[:MOST_MEDIA]))
        case "app.bsky.embed.video":
            return Embeds(media=(_video(embed, did),))
        case "app.bsky.embed.external":
            return Embeds(attached=_card(embed))
        case "app.bsky.embed.record":
            return Embeds(quote_of=_quoted(embed))
        case "app.bsky.embed.recordWithMedia":
            inner = embed.record("record")
            beside = embed.record("media")
            # Media of media would be another quote: it is not looked into.
            is_media = beside is not None and not (beside.text("$type") or "").startswith("app.bsky.embed.record")
            media = read_embeds(beside, did) if is_media else Embeds()
            return Embeds(media.media, media.attached, _quoted(inner) if inner is not None else None)
        case _:
            return Embeds()


def _item(row: Record, did: str) -> Media:
    return _video(row, did) if row.has("video") else _image(row, did)


def _image(row: Record, did: str) -> Media:
    cid = _cid(row.record("image"))
    whole, small = (
        clean_url(f"https://cdn.bsky.app/img/{size}/plain/{did}/{cid}@jpeg") if cid else None
        for size in ("feed_fullsize", "feed_thumbnail")
    )
    return Media(MediaKind.IMAGE, whole, _alt(row), small)


def _video(row: Record, did: str) -> Media:
    cid = _cid(row.record("video"))
    url = clean_url(f"https://video.bsky.app/watch/{quote(did, safe='')}/{cid}/playlist.m3u8") if cid else None
    still = clean_url(f"https://video.bsky.app/watch/{quote(did, safe='')}/{cid}/thumbnail.jpg") if cid else None
    return Media(MediaKind.VIDEO, url, _alt(row), still)


def _alt(row: Record) -> CleanText | None:
    alt = row.text("alt")
    return clean_text(alt) if alt and alt.strip() else None


def _cid(blob: Record | None) -> str | None:
    """The content's address: `ref.$link`, or `cid` in the oldest records."""
    if blob is None:
        return None
    ref = blob.record("ref")
    cid = (ref.text("$link") if ref is not None else None) or blob.text("cid") or ""
    return cid if _CID.fullmatch(cid) else None


def _card(embed: Record) -> tuple[CleanLine, ...]:
    external = embed.record("external")
    url = clean_url(external.text("uri") or "") if external is not None else None
    return (url,) if url else ()


def _quoted(embed: Record) -> CleanLine | None:
    record = embed.record("record")
    uri = record.text("uri") if record is not None else None
    return clean_line(uri) if uri is not None and POST_URI.fullmatch(uri) else None
