"""A feed as it is written, before it is made into posts: the same for RSS, Atom and JSON Feed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a feed as it came."""

    raw: str = ""
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Something that goes with an entry: a picture, a sound, a film."""

    url: str
    type: str = ""
    """Its media type, or what else it is called: `image/png`, `image`."""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. What it does not say is empty or None; everything is raw."""

    id: str = ""
    link: str = ""
    elsewhere: str = ""
    """What it is about, where that has an address of its own."""
    title: Words = Words()
    body: Words = Words()
    author: str = ""
    author_url: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    categories: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    is_adult: bool = False

    @property
    def stamp(self) -> datetime | None:
        """When it was written last, as far as it says."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True)
class Document:
    """One fetched feed: what it says of itself, and its entries in its own order."""

    url: str
    """Where it was found."""
    title: str = ""
    link: str = ""
    about: str = ""
    generator: str = ""
    language: str = ""
    author: str = ""
    """Who wrote all of it, where the feed says so."""
    author_url: str = ""
    entries: tuple[Entry, ...] = ()
    next_page: str = ""
    """Where older entries are, as written; empty when the feed does not say."""
    wish: float | None = None
    """Seconds between two questions that it asks for."""
    unreadable: int = 0
    """Entries that could not be read."""
    is_whole: bool = True
    """It came to its end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feed was asked for: what makes its own ids and names global."""

    feed: str
    """Its URL."""
    host: str
    source: str
    """What the feeds of all tags there have in common."""
