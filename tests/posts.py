"""Posts and sightings for tests, made of what a test cares about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Network, Post
from hashtui.post.sighting import Admitted, Change, Deletion, Sighting
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SOURCE = clean_line("https://social.example")


def author(user: str = "ana", name: str = "Ana P.", server: str = "social.example") -> Author:
    """An account on an example server."""
    return Author(
        key=clean_line(f"https://{server}/users/{user}"),
        handle=clean_line(f"@{user}@{server}"),
        name=clean_line(name),
        url=clean_line(f"https://{server}/@{user}"),
    )


def post(number: int, text: str = "", *, tags: tuple[str, ...] = ("capcomnet",), minutes: float | None = None) -> Post:
    """Post `number`, written that many minutes after noon."""
    at = NOON + timedelta(minutes=number if minutes is None else minutes)
    key = f"https://social.example/users/ana/statuses/{number}"
    return Post(
        key=clean_line(key),
        network=Network.MASTODON,
        created_at=at,
        author=author(),
        body=Body(clean_text(text or f"Post number {number}")),
        url=clean_line(f"https://social.example/@ana/{number}"),
        tags=tuple(Tag.of(tag) for tag in tags),
    )


def sighting(one: Post, *, heard_after: timedelta = timedelta(seconds=5), held: bool = False) -> Sighting:
    """That post heard a little after it was written."""
    number = one.key.rpartition("/")[2]
    return Sighting(one, SOURCE, one.created_at + heard_after, frozenset(one.tags), number, held)


def admitted(
    one: Post, change: Change = Change.POST, *, heard_after: timedelta = timedelta(seconds=5), held: bool = False
) -> Admitted:
    """That post as the watch hands it to its sinks."""
    seen = sighting(one, heard_after=heard_after, held=held)
    heard = Deletion(one.key, SOURCE, seen.received_at) if change is Change.DELETED else seen
    return Admitted(change, seen, frozenset(one.tags), (SOURCE,), heard)


def entry(one: Post) -> Entry:
    """That post as a timeline keeps it."""
    return Entry.first(admitted(one))


def rewritten(one: Post, text: str) -> Post:
    """The same post after its author edited it."""
    return replace(one, body=Body(clean_text(text)), edited_at=one.created_at + timedelta(minutes=3))
