"""The posts as a table for spreadsheets: RFC 4180 in UTF-8, in which no cell that somebody else wrote is a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping

from hashtui.anthology.anthology import Anthology, Leaf
from hashtui.anthology.making import UNKNOWN_SOURCE
from hashtui.anthology.words import public_source
from hashtui.post.json import time_text

COLUMNS = (
    "key", "network", "source", "url", "created_at", "received_at", "edited_at", "author", "name", "profile",
    "bot", "language", "content_warning", "sensitive", "text", "tags", "mentions", "links", "media", "media_urls",
    "media_alts", "reply_to", "quote_of", "replies", "boosts", "favourites", "chapter", "caption",
    "edited_since_picked", "permission",
)  # fmt: skip
"""As the public JSON names them where it has them. Times are UTC; what is unknown is empty."""

_FORMULAS = frozenset("=+-@\t\r＝＋－＠")
_UNSEEN = frozenset(("Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me"))
_BETWEEN = "\n"
"""Between several things in one cell: none of them has a line end."""


def write_csv(anthology: Anthology) -> Mapping[str, bytes]:
    """The table with its heads, by its suffix."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, dialect="excel", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for leaf in anthology.leaves:
        writer.writerow([safe_cell(cell) for cell in _cells(leaf)])
    return {"csv": table.getvalue().encode("utf-8")}


def safe_cell(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula: with `'` before it where it would begin one."""
    for char in cell:
        if char in _FORMULAS:
            return f"'{cell}"
        if unicodedata.category(char) not in _UNSEEN:
            break
    return cell


def _cells(leaf: Leaf) -> Iterator[str]:
    entry, pick = leaf.entry, leaf.pick
    post = entry.post
    author, counts = post.author, post.counts
    source = "" if entry.source == UNKNOWN_SOURCE else public_source(entry.source)
    yield from (post.key, post.network.value, source, post.url or "")
    yield from (time_text(post.created_at), time_text(entry.received_at))
    yield "" if post.edited_at is None else time_text(post.edited_at)
    yield from (author.handle, author.name, author.url or "", _said(author.bot))
    yield from (post.language or "", post.content_warning or "", _said(post.sensitive), post.body.text)
    yield " ".join(dict.fromkeys((*(tag.name for tag in post.tags), *sorted(tag.name for tag in entry.tags))))
    yield " ".join(post.mentions)
    yield _BETWEEN.join(post.body.links)
    yield _BETWEEN.join(media.kind.value for media in post.media)
    yield _BETWEEN.join(media.url or "" for media in post.media)
    yield _BETWEEN.join(" ".join((media.alt or "").split()) for media in post.media)
    yield from (post.reply_to or "", post.quote_of or "")
    yield from ("" if count is None else str(count) for count in (counts.replies, counts.boosts, counts.favourites))
    yield from ("", "") if pick is None else (pick.chapter, pick.caption or "")
    yield _said(leaf.was_edited_since)
    yield "" if pick is None else pick.permission.value


def _said(is_so: bool) -> str:
    return "true" if is_so else "false"
