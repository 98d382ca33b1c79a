"""From the Status JSON of the Mastodon client API to a Post, without loss and without trust."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.errors import Malformed
from hashtui.post.body import Body
from hashtui.post.bridge import original_of
from hashtui.post.clean import CleanLine, clean_line, clean_text, clean_url
from hashtui.post.html import read_html
from hashtui.post.post import Author, Counts, Media, MediaKind, Network, Poll, PollOption, Post
from hashtui.post.tag import Tag
from hashtui.sources.mastodon.account import LONGEST_KEY, Accounts, handle_of
from hashtui.sources.shape import Record

SHOWN_VISIBILITIES = ("public", "unlisted")
"""Anything else, and what we do not know (Pleroma's `list`, Truth's `self`), is not meant for everybody."""
QUOTE_STANDS = ("accepted", "blocked_account", "blocked_domain", "muted_account")
"""Quote states in which the post does quote another; entities/Quote of Mastodon 4.4."""
ROWS_OF_A_POST = 100
"""Tags, mentions, pictures, poll options of one post that are read."""

_KINDS = {"image": MediaKind.IMAGE, "gifv": MediaKind.VIDEO, "video": MediaKind.VIDEO, "audio": MediaKind.AUDIO}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a status was read: what it takes to make the server's own ids and names global."""

    source: CleanLine
    """The server's URL, as the source is called."""
    domain: str | None
    """The domain of its accounts, where the server tells it: it may differ from the host of its API."""
    key_of: Callable[[str], str | None] = lambda local_id: None
    """The key of the post with this local id, as far as it was heard."""
    accounts: Accounts = field(default_factory=Accounts)
    """Whom the server has told of."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status as read: the post, and what only its server and this program's asking need."""

    post: Post
    local_id: str
    """The server's id of the post; of a boost, the id of the post passed on."""
    row_id: str
    """The id by which the server sorts and pages: of a boost, its own."""
    is_shown: bool
    """It was meant for everybody, and no filter of the person's account hides it."""
    boosted_at: datetime | None = None
    """When a boost was made, where it is one and says so."""


def decode_status(record: Record, place: Place, received_at: datetime) -> Status:
    """The status this JSON object is. Malformed when it cannot be told what it is or whose."""
    row_id = _id(record)
    inner = record.record("reblog")
    if inner is None:
        return Status(_post(record, place, received_at, None), row_id, row_id, _is_shown(record))
    booster = _author(record, place)
    post = _post(inner, place, received_at, booster)
    boosted_at = min(record.time("created_at") or received_at, received_at)
    return Status(post, _id(inner), row_id, _is_shown(record) and _is_shown(inner), boosted_at)


def key_of(record: Record) -> tuple[str, CleanLine | None]:
    """The server's id of the post in this status and its key; None when it has none."""
    inner = record.record("reblog") or record
    try:
        return _id(inner), _key(inner)
    except Malformed:
        return "", None


def _post(record: Record, place: Place, received_at: datetime, boosted_by: Author | None) -> Post:
    mentions = mentions_of(record, place)
    quote_of = _quote_of(record, place)
    warning = record.text("spoiler_text")
    created = record.only_text("created_at")
    key, url = _key(record), _link(record.text("url")) or _link(record.text("uri"))
    return Post(
        key=key,
        network=Network.MASTODON,
        created_at=(record.time("created_at") if created else None) or received_at,
        author=_author(record, place),
        body=_body(record, mentions, draws_quote=quote_of is not None),
        url=url,
        edited_at=record.time("edited_at"),
        language=_language(record.text("language")),
        tags=_tags(record),
        mentions=tuple(dict.fromkeys(mentions.values())),
        media=tuple(read_media(row) for row in record.records("media_attachments")[:ROWS_OF_A_POST]),
        content_warning=clean_text(warning) if warning and warning.strip() else None,
        sensitive=record.flag("sensitive"),
        poll=read_poll(record),
        reply_to=_reference(record.text("in_reply_to_id"), place),
        boosted_by=boosted_by,
        quote_of=quote_of,
        counts=Counts(
            replies=record.count("replies_count"),
            boosts=record.count("reblogs_count"),
            favourites=record.count("favourites_count"),
        ),
        echo_of=_originals(key, url),
    )


def _originals(*addresses: str | None) -> tuple[CleanLine, ...]:
    """What the post is a copy of, when a bridge brought it to its server."""
    found = (original_of(address) for address in addresses if address)
    return tuple(dict.fromkeys(original for original in found if original))


def _id(record: Record) -> str:
    """Opaque, and a string by the API; some servers send a number all the same."""
    number = record.whole("id")
    found = record.text("id") if number is None else str(number)
    if not found or len(found) > LONGEST_KEY or not found.isprintable():
        raise Malformed("a status without an id")
    return found


def _key(record: Record) -> CleanLine:
    for name in ("uri", "url"):
        found = record.only_text(name)
        if found and len(found) <= LONGEST_KEY and (key := clean_line(found)):
            return key
    raise Malformed("a status without a uri")


def _is_shown(record: Record) -> bool:
    """The viewer's own filters come as FilterResults with a token only (entities/FilterResult)."""
    filters = (row.record("filter") for row in record.records("filtered"))
    hidden = any(found is not None and found.text("filter_action") == "hide" for found in filters)
    return record.text("visibility") in SHOWN_VISIBILITIES and not hidden


def _body(record: Record, mentions: dict[str, CleanLine], *, draws_quote: bool) -> Body:
    # `null` on media-only posts of some servers; Pixelfed then has its words in content_text.
    content = record.only_text("content") or record.text("content_text") or ""
    return read_html(content, mentions=mentions, quoted=draws_quote)


def _author(record: Record, place: Place) -> Author:
    account = record.record("account")
    if account is None:
        raise Malformed("a status without an account")
    return place.accounts.read(account, place.source, place.domain)


def mentions_of(record: Record, place: Place) -> dict[str, CleanLine]:
    """Profile URL to full handle, in the order of the status."""
    found: dict[str, CleanLine] = {}
    for row in record.records("mentions")[:ROWS_OF_A_POST]:
        try:
            found[row.text("url") or ""] = handle_of(row, place.source, place.domain)
        except Malformed:
            continue
    return found


def _tags(record: Record) -> tuple[Tag, ...]:
    found: dict[Tag, Tag] = {}
    for row in record.records("tags")[:ROWS_OF_A_POST]:
        try:
            tag = Tag.of(row.text("name") or "")
        except ValueError:
            continue
        found.setdefault(tag, tag)
    return tuple(found)


def read_media(row: Record) -> Media:
    """A picture, a film, a sound (entities/MediaAttachment)."""
    # `url` is null while the server still works on it.
    links = (_link(row.text(name)) for name in ("url", "remote_url", "preview_url"))
    alt = row.text("description")
    return Media(
        kind=_KINDS.get(row.text("type") or "", MediaKind.UNKNOWN),
        url=next((link for link in links if link), None),
        alt=clean_text(alt) if alt and alt.strip() else None,
        preview=_link(row.text("preview_url")),
    )


def read_poll(record: Record) -> Poll | None:
    """The poll of a status, or of one of its edits, which says no more of it than its options."""
    poll = record.record("poll")
    if poll is None:
        return None
    rows = poll.records("options")[:ROWS_OF_A_POST]
    return Poll(
        options=tuple(PollOption(clean_line(r.text("title") or ""), r.count("votes_count")) for r in rows),
        votes=poll.count("votes_count"),
        multiple=poll.flag("multiple"),
        expires_at=poll.time("expires_at"),
    )


def _quote_of(record: Record, place: Place) -> CleanLine | None:
    """Three shapes: `{state, quoted_status}`, `{state, quoted_status_id}`, and a Status itself (Fedibird, Pleroma)."""
    quote = record.record("quote")
    if quote is None:
        pleroma = record.record("pleroma")
        quote = pleroma.record("quote") if pleroma else None
        link = pleroma.text("quote_url") if pleroma else None
        return _uri(quote) if quote else _link(link)
    if not quote.has("state"):
        return _uri(quote)
    if quote.text("state") not in QUOTE_STANDS:
        return None
    quoted = quote.record("quoted_status")
    return _uri(quoted) if quoted else _reference(quote.text("quoted_status_id"), place)


def _uri(record: Record) -> CleanLine | None:
    try:
        return _key(record)
    except Malformed:
        return None


def _reference(local_id: str | None, place: Place) -> CleanLine | None:
    """The key of a post of which the status gives only the server's id; `SOURCE#ID` while it is not known."""
    if not local_id:
        return None
    return clean_line(place.key_of(local_id) or f"{place.source}#{local_id}"[:LONGEST_KEY])


def _language(code: str | None) -> CleanLine | None:
    return clean_line(code.replace("_", "-")) if code and _LANGUAGE.fullmatch(code) else None


def _link(url: str | None) -> CleanLine | None:
    return clean_url(url) if url else None
