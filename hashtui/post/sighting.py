"""What a source hears: a post at a time, its deletion, a hole in what was heard, and how the source itself is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hashtui.post.clean import CleanLine, CleanText
from hashtui.post.post import Author, Counts, Post
from hashtui.post.tag import Tag


@dataclass(frozen=True, slots=True)
class Follow:
    """Which tags are asked for, and since when: None means whatever the source holds at hand, then what comes."""

    tags: frozenset[Tag]
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """This post, in this state, heard through this source at this time."""

    post: Post
    source: CleanLine
    """The source's URL as the public JSON names it."""
    received_at: datetime
    asked: frozenset[Tag] = frozenset()
    """The tags whose own timeline this answer came from: it is tagged so whatever its own tags say."""
    local_id: str = ""
    """The server's own id of the post, for asking that server again; empty where there is none."""
    held: bool = False
    """The source held it already when it was asked first, so it is old, not late."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """This source says that the post is gone."""

    key: CleanLine
    source: CleanLine
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time this source may have missed. `filled_at` is None while it is open."""

    source: CleanLine
    since: datetime
    until: datetime
    reason: CleanLine
    filled_at: datetime | None = None
    found: int | None = None
    """How many posts the filling brought."""
    found_at: datetime | None = None
    """When it was noticed; None where the source does not say."""
    tags: frozenset[Tag] = frozenset()
    """The tags it concerns; empty means all that are followed."""


@dataclass(frozen=True, slots=True)
class Boost:
    """Somebody passed a post on. It says something of the post, and is none itself."""

    key: CleanLine
    """The post passed on."""
    by: Author
    created_at: datetime
    source: CleanLine
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a post was answered, passed on, liked, as far as this source has heard until now."""

    key: CleanLine
    counts: Counts
    source: CleanLine
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a source has come, so that it can go on from there after a restart.

    It speaks of what the source gave before it: once those posts are kept, so is the cursor, in one piece.
    """

    source: CleanLine
    name: CleanLine
    """What it is a place in, in the source's own words: `stream`, `tag paris20`."""
    value: CleanLine
    """The place, as the server counts; only the source that gave it can read it."""
    received_at: datetime


class State(StrEnum):
    """How a source is. The value is the word users and the public JSON see."""

    STARTING = "starting"
    LIVE = "live"
    POLLING = "polling"
    CATCHING_UP = "catching up"
    RECONNECTING = "reconnecting"
    WAITING = "waiting"
    """Asked by the server to be patient (rate limit, 503 with a time)."""
    NO_NETWORK = "no network"
    REFUSED = "refused"
    ENDED = "ended"
    """It has nothing more to give: a file read, an event over."""
    BROKEN = "broken"
    """A bug of ours stopped it; the others go on."""

    @property
    def is_up(self) -> bool:
        """It answers, by stream or by polling."""
        return self in (State.LIVE, State.POLLING, State.CATCHING_UP, State.ENDED)


@dataclass(frozen=True, slots=True)
class Report:
    """A source says how it is."""

    source: CleanLine
    state: State
    reason: CleanLine
    """One short clause in plain words; empty when there is nothing to add."""
    received_at: datetime
    next_try: datetime | None = None
    help: CleanText | None = None
    """What the person can do, when they can."""


Heard = Sighting | Deletion | Boost | Tally | Gap | Cursor | Report
"""What a source's generator gives."""


class Change(StrEnum):
    """What an admitted post means to those who already know it."""

    POST = "post"
    EDITED = "edited"
    AGAIN = "again"
    """Known already: another source has it too, or its counts changed."""
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Admitted:
    """What the watch hands to every sink: one post, its newest state, and what changed."""

    change: Change
    sighting: Sighting
    """The newest state, with the largest counts seen; for DELETED the last state known."""
    tags: frozenset[Tag]
    """The post's own tags and those it was asked for, through any source."""
    sources: tuple[CleanLine, ...]
    """Every source that gave it, in order of hearing."""
    heard: Sighting | Deletion | Tally
    """What was just heard."""
    echoes: tuple[Post, ...] = ()
    """Other copies of the post, which a bridge carried to another network or another server writes otherwise."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The posts around one: those it answers, oldest first, and those that answer it, in the server's order."""

    ancestors: tuple[Post, ...] = ()
    descendants: tuple[Post, ...] = ()
    local_ids: Mapping[str, str] = field(default_factory=dict)
    """The source's own ids of these posts by key, so that it can be asked for the thread of each."""
