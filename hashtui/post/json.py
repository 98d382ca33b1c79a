"""The public form of posts and events: one JSON object a line, described by `post.schema.json` beside this module."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from json import JSONEncoder

import msgspec

from hashtui.post.clean import clean_line
from hashtui.post.post import Author, Counts, Media, Poll
from hashtui.post.sighting import Admitted, Boost, Deletion, Gap, Report

SCHEMA = 1
"""Within one number keys are only added."""
POST = "post"
EDITED = "edited"
DELETED = "deleted"
BOOST = "boost"
STATUS = "status"
GAP = "gap"

_ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)


def post_object(
    admitted: Admitted, *, event: str, panes: Sequence[str], trust: Mapping[str, object] | None = None
) -> dict[str, object]:
    """A post in its newest state; `event` is POST or EDITED, `panes` the expressions of the panes it belongs to.

    `trust`: the level, the score and why, of the author in the eyes of whoever it is written for.
    """
    sighting = admitted.sighting
    post = sighting.post
    own = [tag.name for tag in post.tags]
    asked = sorted(tag.name for tag in admitted.tags)
    return {
        "schema": SCHEMA,
        "event": event,
        "key": post.key,
        "network": post.network.value,
        "source": sighting.source,
        "url": post.url,
        "created_at": time_text(post.created_at),
        "received_at": time_text(sighting.received_at),
        "edited_at": _time_or_null(post.edited_at),
        "author": author_object(post.author),
        "text": post.body.text,
        "language": post.language,
        "tags": list(dict.fromkeys(own + asked)),
        "mentions": list(post.mentions),
        "links": list(post.body.links),
        "media": [_media_object(media) for media in post.media],
        "content_warning": post.content_warning,
        "sensitive": post.sensitive,
        "poll": None if post.poll is None else _poll_object(post.poll),
        "reply_to": post.reply_to,
        "boosted_by": None if post.boosted_by is None else _booster_object(post.boosted_by),
        "quote_of": post.quote_of,
        "counts": _counts_object(post.counts),
        "trust": trust,
        "panes": [clean_line(pane) for pane in panes],
    }


def deletion_object(deletion: Deletion) -> dict[str, object]:
    """A post that its author took back."""
    return {
        "schema": SCHEMA,
        "event": DELETED,
        "key": deletion.key,
        "source": deletion.source,
        "received_at": time_text(deletion.received_at),
    }


def boost_object(boost: Boost) -> dict[str, object]:
    """Somebody passed a post on that was printed."""
    return {
        "schema": SCHEMA,
        "event": BOOST,
        "key": boost.key,
        "by": author_object(boost.by),
        "created_at": time_text(boost.created_at),
        "source": boost.source,
        "received_at": time_text(boost.received_at),
    }


def report_object(report: Report) -> dict[str, object]:
    """How a source is now."""
    return {
        "schema": SCHEMA,
        "event": STATUS,
        "source": report.source,
        "state": report.state.value,
        "reason": report.reason or None,
        "received_at": time_text(report.received_at),
    }


def gap_object(gap: Gap) -> dict[str, object]:
    """A stretch of time that a source may have missed, when it was found and again when it is filled."""
    return {
        "schema": SCHEMA,
        "event": STATUS,
        "source": gap.source,
        "state": GAP,
        "reason": gap.reason or None,
        "received_at": time_text(gap.filled_at or gap.found_at or gap.until),
        "since": time_text(gap.since),
        "until": time_text(gap.until),
        "filled": gap.filled_at is not None,
        "posts": gap.found,
        "tags": sorted(tag.name for tag in gap.tags),
    }


def author_object(author: Author) -> dict[str, object]:
    """An account; `name` is empty when it gave none."""
    return {
        "key": author.key,
        "handle": author.handle,
        "name": author.name,
        "url": author.url,
        "bot": author.bot,
        "followers": author.followers,
    }


def time_text(moment: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond below."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def json_line(public: Mapping[str, object]) -> str:
    """The object on one line, without its line end; letters of every script stay as they are."""
    return _ENCODER.encode(public)


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) that every object made here fulfils."""
    text = files("hashtui.post").joinpath("post.schema.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, object])


def _time_or_null(moment: datetime | None) -> str | None:
    return None if moment is None else time_text(moment)


def _media_object(media: Media) -> dict[str, object]:
    return {"kind": media.kind.value, "url": media.url, "alt": media.alt}


def _poll_object(poll: Poll) -> dict[str, object]:
    return {
        "options": [{"title": option.title, "votes": option.votes} for option in poll.options],
        "votes": poll.votes,
        "multiple": poll.multiple,
        "expires_at": _time_or_null(poll.expires_at),
    }


def _booster_object(author: Author) -> dict[str, object]:
    return {"key": author.key, "handle": author.handle, "name": author.name}


def _counts_object(counts: Counts) -> dict[str, object]:
    return {"replies": counts.replies, "boosts": counts.boosts, "favourites": counts.favourites}
