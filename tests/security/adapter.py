"""What this program does with hostile text, one function a sink, for a corpus of hostile entries run from outside.

A sink that is missing here is one the program does not have yet.
"""

import json as standard_json
from datetime import UTC, datetime

from hashtui.config.reader import read_config
from hashtui.errors import Malformed
from hashtui.post.clean import (
    clean_line,
    clean_name,
    clean_text,
    clean_url,
    log_line,
    real_host,
    shown_url,
)
from hashtui.post.html import read_html
from hashtui.reading.entry import FUTURE_ALLOWED
from hashtui.sources.feed.decode import read_posts
from hashtui.sources.feed.entry import Place as FeedPlace
from hashtui.sources.feed.reading import read_feed
from hashtui.sources.mastodon.decode import Place, decode_status
from hashtui.sources.shape import Record, read_complaint, read_record, read_time
from hashtui.wire.place import may_fetch

_HEARD_AT = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
_PLACE = Place(clean_line("https://social.example"), "social.example")
_FEED = FeedPlace("https://social.example/a.rss", "social.example", "feed+https://social.example/{tag}.rss")
_LISTS = ("tags", "mentions", "media_attachments", "filtered")
_WHOLE_STATUS = {
    "uri": "https://social.example/1",
    "created_at": "2026-11-21T13:59:00Z",
    "visibility": "public",
    "account": {"acct": "a", "uri": "https://social.example/users/a", "display_name": "A"},
}


def body(text: str) -> str:
    """A post's words."""
    return clean_text(text)


def name(text: str) -> str:
    """A display name."""
    return clean_name(text)


def html(text: str) -> str:
    """A post's words that came as HTML."""
    return read_html(text).text


def log(text: str) -> str:
    """A line of a log or of stderr."""
    return log_line(text)


def url_open(url: str) -> bool:
    """Whether the browser is started for it."""
    return clean_url(url) is not None


def url_display(url: str) -> str | None:
    """A link as a person sees it; None when it is not shown as a link."""
    return shown_url(url) if real_host(url) is not None else None


def url_fetch(url: str) -> bool:
    """Whether the program asks for it by itself."""
    return may_fetch(url)


def json(document: bytes) -> tuple[str, str]:
    """A status as a server sends it; what the entry leaves out is that of an ordinary post."""
    if read_complaint(document) is not None:
        return "source_error", ""
    try:
        read_record(document)
        ordinary = standard_json.dumps(_WHOLE_STATUS).encode()[:-1]
        record = read_record(ordinary + b"," + document.lstrip(b"\xef\xbb\xbf \t\r\n")[1:])
        status = decode_status(record, _PLACE, _HEARD_AT)
    except Malformed:
        return "skip_item", ""
    return ("placeholder" if _has_unread_list(record) else "accept"), status.post.body.text


def _has_unread_list(record: Record) -> bool:
    return any(record.has(field) and not record.records(field) for field in _LISTS)


def feed(document: bytes) -> str:
    """A feed as a server sends it: all that is shown of its entries."""
    try:
        found = read_posts(read_feed(document, "application/xml", _FEED.feed), _FEED, _HEARD_AT, set())
    except Malformed as error:
        return log_line(str(error))
    return "\n".join(
        "\n".join((post.body.text, post.author.name, post.author.handle, post.url or "", *post.body.links))
        for post in (one.post for one in found)
    )


def time(text: str) -> tuple[str, str]:
    """When a post says it was written."""
    moment = read_time(text)
    if moment is None:
        return "received_time", _HEARD_AT.isoformat()
    stands_at = min(moment, _HEARD_AT + FUTURE_ALLOWED)
    return ("accept" if stands_at == moment else "clamp"), stands_at.isoformat()


def config(text: str) -> tuple[str, str]:
    """The person's configuration file."""
    reading = read_config(text, "config.toml")
    verdict = "error" if reading.errors else "warn" if reading.warnings else "ok"
    return verdict, "\n".join(map(str, reading.complaints))
