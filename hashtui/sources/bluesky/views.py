"""A post as Bluesky's servers show it (app.bsky.feed.defs#postView): its record, author, labels and counts."""

from dataclasses import dataclass, replace
from datetime import datetime

from hashtui.errors import Malformed
from hashtui.post.post import Counts, Post
from hashtui.sources.bluesky.decode import POST, decode_record, is_hidden, warnings_of
from hashtui.sources.bluesky.people import People, is_for_members, labels
from hashtui.sources.shape import Record


@dataclass(frozen=True, slots=True)
class View:
    """A post that was shown, and what only a view tells of it."""

    post: Post
    uri: str
    """Its at:// address, by which a server is asked about it."""
    is_private: bool
    """Its author does not want it, or themselves, shown to people who are not logged in."""


def read_view(view: Record, people: People, now: datetime) -> View | None:
    """The post this view is of; None when it makes no sense. Its author is one more of the people known."""
    uri, record, author = view.text("uri") or "", view.record("record"), view.record("author")
    did, collection, rkey = _parts(uri)
    if record is None or author is None or collection != POST or author.text("did") != did:
        return None
    seen_at = view.time("indexedAt") or now
    try:
        post = decode_record(record, did, rkey, min(seen_at, now), people.meet(author), people.handle_of)
    except Malformed:
        return None
    warning = post.content_warning or warnings_of(labels(view))
    counts = Counts(view.count("replyCount"), view.count("repostCount"), view.count("likeCount"))
    is_private = is_hidden(record) or is_for_members(view) or is_for_members(author)
    shown = replace(post, counts=counts, content_warning=warning, sensitive=post.sensitive or warning is not None)
    return View(shown, uri, is_private)


def _parts(uri: str) -> tuple[str, str, str]:
    """DID, collection and record key of an at:// address; empty where it is none."""
    did, _, rest = uri.removeprefix("at://").partition("/")
    collection, _, rkey = rest.partition("/")
    return (did, collection, rkey) if uri.startswith("at://did:") else ("", "", "")
