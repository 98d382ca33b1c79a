"""What really happened at the event, for whoever wants to measure what a reader makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.post import Author
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
class SpamWave:
    """Nearly the same advertising from many accounts within minutes."""

    tag: Tag
    starts: datetime
    ends: datetime
    keys: tuple[str, ...]
    """Its posts in order of hearing."""
    templates: tuple[tuple[str, ...], ...]
    """The same posts, those of one text together: each set holds near-copies of one another."""


@dataclass(frozen=True, slots=True)
class Flood:
    """One account that talks without a pause."""

    tag: Tag
    starts: datetime
    ends: datetime
    by: str
    """The account's key."""
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """Sham accounts that pass one post on, and each other's; nobody else passes on what they write."""

    tag: Tag
    starts: datetime
    """The post is pushed from then until `ends`."""
    ends: datetime
    pushed: str
    """Key of the post that is pushed: the most boosted of the day."""
    hired: tuple[str, ...]
    """Keys of bots that push it too."""
    keys: tuple[str, ...]
    """Everything the ring wrote."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copycat's post, and the telling of somebody better known that it copies. Keys of posts."""

    original: str
    copy: str
    by: str
    """The copycat's key."""


@dataclass(frozen=True, slots=True)
class Rumour:
    """Something untrue that is told after a fact, and the organiser's word against it."""

    fact: str
    """The name of the fact it grows from: the largest of those under one tag alone."""
    tag: Tag
    at: datetime
    keys: tuple[str, ...]
    """The posts that tell it, the first first."""
    correction: str | None
    """Key of the post that corrects it; None when the event ended before."""
    corrected_at: datetime | None
    by: str
    """The key of the organiser who corrects it."""


@dataclass(frozen=True, slots=True)
class Seed:
    """An account that the reader of the demo trusts, at this level: 1.0 sure, 0.7 usual, 0.4 to follow."""

    author: Author
    level: float


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth beside the posts; all that is listed here was heard before the event ended.

    What misbehaves is absent from a calm event and from one that ends before it begins.
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
    seeds: tuple[Seed, ...] = ()
    waves: tuple[SpamWave, ...] = ()
    floods: tuple[Flood, ...] = ()
    rings: tuple[Ring, ...] = ()
    copies: tuple[Copied, ...] = ()
    rumours: tuple[Rumour, ...] = ()
    bots: tuple[str, ...] = ()
    """Keys of the accounts of the spam wave; below likewise of those of the ring, of copycats and of trolls."""
    sybils: tuple[str, ...] = ()
    copycats: tuple[str, ...] = ()
    trolls: tuple[str, ...] = ()
    trolled: tuple[str, ...] = ()
    """Keys of what the trolls wrote."""

    @property
    def bad(self) -> frozenset[str]:
        """Keys of posts that no digest should hold: spam, flood, the ring's, copies, trolling."""
        found = {*self.trolled, *(copied.copy for copied in self.copies)}
        for keys in (one.keys for several in (self.waves, self.floods, self.rings) for one in several):
            found.update(keys)
        return frozenset(found)

    @property
    def bad_accounts(self) -> frozenset[str]:
        """Keys of the accounts that write such posts."""
        flooding = (flood.by for flood in self.floods)
        return frozenset((*self.bots, *self.sybils, *self.copycats, *self.trolls, *flooding))
