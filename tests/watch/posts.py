"""Posts and sightings to test with: whatever does not matter is filled in."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import NO_COUNTS, Author, Counts, Network, Post
from hashtui.post.sighting import Admitted, Change, Deletion, Report, Sighting, State
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MOMENT = Moment(NOON)
"""Noon, when nothing is known beyond the posts."""
ALICE = Author(clean_line("https://a.example/users/alice"), clean_line("@alice@a.example"), clean_line("Alice"))


def at(seconds: float) -> datetime:
    """That many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def tags(*names: str) -> frozenset[Tag]:
    """The tags so called."""
    return frozenset(map(Tag.of, names))


def post(
    key: str = "p1",
    text: str = "Hello",
    *,
    tagged: Iterable[str] = ("a",),
    written: float = 0,
    edited: float | None = None,
    counts: Counts = NO_COUNTS,
) -> Post:
    """A post, its times in seconds after noon."""
    return Post(
        key=clean_line(key),
        network=Network.MASTODON,
        created_at=at(written),
        author=ALICE,
        body=Body(clean_text(text)),
        edited_at=None if edited is None else at(edited),
        tags=tuple(map(Tag.of, tagged)),
        counts=counts,
    )


def heard(
    said: Post,
    source: str = "one",
    *,
    received: float = 0,
    asked: Iterable[str] = (),
    local_id: str = "",
    held: bool = False,
) -> Sighting:
    """The post as this source gives it at that time."""
    return Sighting(said, clean_line(source), at(received), tags(*asked), local_id, held)


def gone(key: str = "p1", source: str = "one", *, received: float = 0) -> Deletion:
    """What this source says when the post is gone."""
    return Deletion(clean_line(key), clean_line(source), at(received))


def report(source: str, state: State, reason: str = "") -> Report:
    """What this source says of itself."""
    return Report(clean_line(source), state, clean_line(reason), NOON)


def entry(*names: str, asked: Iterable[str] = ()) -> Entry:
    """A post with these tags of its own, asked for under those, in a reader's eyes."""
    sighting = heard(post(tagged=names), asked=asked)
    return Entry.first(Admitted(Change.POST, sighting, tags(*names, *asked), (sighting.source,), sighting))
