"""An anthology as a value: chapters of posts, who wrote them, and where all of it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from hashtui.post.clean import CleanLine, CleanText
from hashtui.post.pick import Pick, is_edited
from hashtui.post.post import Author, Counts
from hashtui.post.sighting import Boost, Gap
from hashtui.reading.entry import Entry


@dataclass(frozen=True, slots=True)
class Leaf:
    """One post of the anthology."""

    entry: Entry
    """The post in its newest state."""
    pick: Pick | None = None
    """What the person said of it, where they picked it."""
    heard_at: datetime | None = None
    """When this state was heard, where it is not the first; None: with the first."""
    panes: tuple[str, ...] = ()
    """The expressions that chose it."""
    counts: Counts | None = None
    """As its source told them, where the post's own count the boosts that were heard: these are told beside it."""

    @property
    def was_edited_since(self) -> bool:
        """The author changed it after it was picked."""
        return self.pick is not None and is_edited(self.entry.post, self.pick.post)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Leaves under one title, in their order; an empty title stands over those that are in no chapter."""

    title: CleanLine
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody whose posts stand in the anthology."""

    author: Author
    posts: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was downloaded on purpose, with its author's permission."""

    name: str
    """The file it goes by: the SHA-256 of its octets and an extension that fits them."""
    media_type: str
    octets: bytes
    alt: CleanText | None


@dataclass(frozen=True, slots=True)
class Colophon:
    """Where the anthology comes from, so that a reader can judge it."""

    made_at: datetime
    query: tuple[str, ...]
    """The expressions that chose; none: everything, or the picks."""
    since: datetime | None
    until: datetime | None
    """The span asked for; None where nobody said."""
    sources: tuple[CleanLine, ...]
    gaps: tuple[Gap, ...] | None = ()
    """Stretches of time in the span from which posts may be missing; None: what the posts came from does not tell."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What was left out and how many: `deleted by their authors`, `permission refused`."""
    version: str = ""
    """Of the program."""
    zone: tzinfo = UTC
    """Whose clock people read in it; the forms for machines are in UTC."""


@dataclass(frozen=True, slots=True)
class Anthology:
    """Everything a form of export is written from. The same value gives the same octets."""

    title: CleanLine
    chapters: tuple[Chapter, ...]
    contributors: tuple[Contributor, ...]
    """By the handle."""
    colophon: Colophon
    licence: CleanText | None = None
    """What the maker says of rights; None: the usual note that every text belongs to its author."""
    boosts: tuple[Boost, ...] = ()
    """Who passed on which of the posts, as they were heard."""
    former: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """What edited posts said before, by key, oldest first; only the forms for machines tell it."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By the URL they came from."""
    gaps: tuple[Gap, ...] = ()
    """The holes that are told as data, in the form that has lines for them; the others say them in the colophon."""

    @property
    def leaves(self) -> Iterator[Leaf]:
        """Every post, in the order in which it stands."""
        return (leaf for chapter in self.chapters for leaf in chapter.leaves)

    @property
    def posts(self) -> int:
        """How many posts stand in it."""
        return sum(len(chapter.leaves) for chapter in self.chapters)
