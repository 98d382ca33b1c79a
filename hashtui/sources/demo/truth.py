"""What really happened at the event, for whoever wants to measure what a reader makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.tag import Tag


@dataclass(frozen=True, slots=True)
class PlantedPeak:
    """A moment that a tag's pane should notice."""

    tag: Tag
    at: datetime
    fact: str


@dataclass(frozen=True, slots=True)
class PlantedFact:
    """One thing that happened. Patterns and gists are by language: `fr`, `en`."""

    name: str
    kind: str
    at: datetime
    tags: tuple[Tag, ...]
    magnitude: float
    patterns: Mapping[str, str]
    """A regular expression that every telling in that language matches and nothing else does."""
    gists: Mapping[str, str]
    """The plain sentence a summary is compared with."""
    told_by: tuple[str, ...]
    """Keys of the posts that say it."""
    felt_by: tuple[str, ...]
    """Keys of the posts that react without saying it."""


@dataclass(frozen=True, slots=True)
class Resonance:
    """One thing told under several tags at once."""

    fact: str
    tags: tuple[Tag, ...]
    person: str
    """The handle of who it is about."""
    link: str
    keys: Mapping[str, tuple[str, ...]]
    """The posts by tag name; those with both tags stand under both."""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """One boost."""

    at: datetime
    by: str
    """The booster's key."""
    key: str
    """The post's."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One session of the programme: a level people write at, never a peak."""

    tag: Tag
    starts: datetime
    ends: datetime
    title: Mapping[str, str]
    speaker: str
    """The handle."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth beside the posts; all that is listed here was heard before the event ended.

    Waves, rings, copies and corrections take their place here when the event learns to misbehave.
    """

    peaks: tuple[PlantedPeak, ...] = ()
    facts: tuple[PlantedFact, ...] = ()
    resonances: tuple[Resonance, ...] = ()
    sessions: tuple[Scheduled, ...] = ()
    organisers: tuple[str, ...] = ()
    """Keys of accounts, here and in `reporters`."""
    reporters: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    """Keys of posts, here and below."""
    deleted: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    """Those that came more than a minute after they were written."""
    heard_twice: tuple[str, ...] = ()
    """Those that also came through the bridge of the other network."""
    boosts: tuple[PassedOn, ...] = field(default=(), repr=False)
