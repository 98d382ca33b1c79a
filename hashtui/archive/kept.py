"""What the archive gives back, and how it is: values that cross storeys."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hashtui.config.config import ArchiveConfig
from hashtui.post.sighting import Admitted, Sighting


@dataclass(frozen=True, slots=True)
class Kept:
    """One post as the archive has it.

    `admitted` is what a sink that comes late is told (`Watch.replay_to`): POST, or DELETED with the deletion, in its
    newest state, with the source, local id and time of its first hearing, and the largest counts.
    """

    admitted: Admitted
    sightings: tuple[Sighting, ...]
    """One of each source that gave it, first heard first, all in the newest state, all `held`: a watch that admits
    them knows the post as before, and whom to ask about it."""

    @property
    def key(self) -> str:
        """The post's identity."""
        return self.admitted.sighting.post.key


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when posts stand, and how many."""

    first: datetime
    last: datetime
    posts: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What left the archive with an account."""

    posts: int
    boosts: int
    names: tuple[str, ...]
    """The handles that stay out from now on; the account's key where no handle is known."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How much is kept. What was kept first goes first."""

    age: timedelta | None = None
    """Nothing that was kept longer ago than this; None: for ever."""
    octets: int | None = None
    """At most so much on the disk; None: whatever there is room for."""

    @classmethod
    def of(cls, config: ArchiveConfig) -> "Keep":
        """As the person set it: there nothing stands for no limit."""
        return cls(config.keep or None, config.most or None)


class Condition(StrEnum):
    """How the archive is. The value is the word users see."""

    WRITING = "writing"
    READING = "reading"
    """Another process writes it: this one only reads."""
    FULL = "disk full"
    """Nothing more can be written for now; it goes on by itself when there is room."""
    IN_MEMORY = "in memory"
    """Nothing can be written here: what is collected lasts as long as the session."""
    BROKEN = "broken"
    """It cannot be read or written at all."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes the archive now."""

    pid: int
    command: str
    """As it was called, in words: `hashtui record #paris20`."""
    since: datetime


@dataclass(frozen=True, slots=True)
class State:
    """How the archive is now, in words as well."""

    condition: Condition
    words: str
    """One clause: `written by hashtui record #paris20 (process 4711) since 14:02`, `no room on the disk since 14:31:
    12 posts wait`. Empty while there is nothing to say."""
    holder: Holder | None = None
    waiting: int = 0
    """Things that were heard and are not on the disk yet: posts, what became of them, gaps, how far sources came."""
    posts: int = 0
    """Posts kept."""
    octets: int = 0
    """Size on the disk."""
