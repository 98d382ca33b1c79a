"""From a status and what its server keeps of its edits to the states of one post."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hashtui.post.clean import CleanLine, clean_text
from hashtui.post.html import read_html
from hashtui.post.post import Post
from hashtui.sources.mastodon.decode import (
    ROWS_OF_A_POST,
    Place,
    decode_status,
    mentions_of,
    read_media,
    read_poll,
)
from hashtui.sources.shape import Record

MOST_EDITS = 100
"""States of one post that are read: the first, and the newest."""


def read_versions(status: Record, edits: Sequence[Record], place: Place, received_at: datetime) -> tuple[Post, ...]:
    """The states of this post, oldest first, the last as it is now.

    `edits` are rows of entities/StatusEdit, oldest first, the present state among them. They say neither tags nor
    language: those of the status stand for all.
    """
    now = decode_status(status, place, received_at).post
    mentions = mentions_of(status, place)
    rows = edits if len(edits) <= MOST_EDITS else [edits[0], *edits[1 - MOST_EDITS :]]
    found = [_version(row, now, mentions, is_first=number == 0) for number, row in enumerate(rows[:-1])]
    return (*found, now)


def _version(row: Record, now: Post, mentions: dict[str, CleanLine], *, is_first: bool) -> Post:
    warning = row.text("spoiler_text")
    return replace(
        now,
        body=read_html(row.text("content") or "", mentions=mentions, quoted=now.quote_of is not None),
        edited_at=None if is_first else row.time("created_at"),
        media=tuple(read_media(one) for one in row.records("media_attachments")[:ROWS_OF_A_POST]),
        content_warning=clean_text(warning) if warning and warning.strip() else None,
        sensitive=row.flag("sensitive"),
        poll=read_poll(row),
    )
