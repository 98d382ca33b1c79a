"""A summary: everything the summary's view, its text, its Markdown and its JSON say, as values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hashtui.post.body import Span
from hashtui.post.clean import CleanLine, CleanText
from hashtui.post.tag import Tag
from hashtui.reading.standing import Standing
from hashtui.reading.summary.peak import Peak, Sensitivity


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is, with the posts of waves: they count here and nowhere else."""

    posts: int = 0
    authors: int = 0
    replies: int = 0
    boosts: int = 0
    with_media: int = 0
    with_links: int = 0
    hidden: int = 0
    """Posts that concern the tags and that the expression, the rules or mutes leave out."""


@dataclass(frozen=True, slots=True)
class Bin:
    """How much was said under one tag in one stretch of `bin_seconds`."""

    tag: Tag | None
    start: datetime
    posts: int
    authors: int


@dataclass(frozen=True, slots=True)
class Told:
    """One post of the digest."""

    key: str
    created_at: datetime
    handle: CleanLine
    name: CleanLine
    standing: Standing
    text: CleanText
    """Whole."""
    why: str
    """One clause: `picked: peak 14:32, 12 voices, @mairie20 ◆` without the first word. Its clock is UTC's;
    `summary_words.why` says the same by another.
    """
    peak: Peak | None = None
    """The peak it tells; None: a quiet stretch."""
    voices: int = 1
    """Distinct accounts that tell the same, this one included."""
    corrected_by: str | None = None
    """Key of the post that corrects it."""
    rank: int = 0
    """Which pick it was: 0 the first. Who shows fewer shows those of the lowest ranks."""
    boosters: int = 0
    """Distinct accounts heard passing it on."""
    url: CleanLine | None = None
    author_url: CleanLine | None = None
    spans: tuple[Span, ...] = ()
    """What the stretches of `text` are: links, mentions, tags."""
    language: CleanLine | None = None
    tags: tuple[Tag, ...] = ()
    """The followed tags it has."""
    keys: tuple[str, ...] = ()
    """The posts that tell the same, itself included, oldest first."""
    warning: CleanText | None = None
    """Its content warning: who reads it has not asked for the words yet."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What many wrote about, in words as people write them."""

    label: str
    authors: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that this day has more of than others have, or that many used."""

    word: str
    authors: int
    score: float
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was there: by what they said, and by who spoke of them."""

    handle: CleanLine
    name: CleanLine
    posts: int
    mentioned: int
    """Distinct accounts that named, answered or quoted them."""
    standing: Standing
    followers: int | None
    """Their audience: how many follow them, as far as was heard. It says nothing of trust."""
    reputation: float
    """What boosts here are worth: weighted by who gave them. It says nothing of trust either."""
    keys: tuple[str, ...]
    """What they wrote and what names them, oldest first."""


@dataclass(frozen=True, slots=True)
class SharedLink:
    """An address and who passed it around."""

    url: CleanLine
    sharers: int
    """Distinct accounts."""
    posts: int
    keys: tuple[str, ...]


class Thing(StrEnum):
    """What can be in two tags at once."""

    PERSON = "person"
    LINK = "link"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Resonance:
    """One thing that several tags spoke of within the same twenty minutes."""

    tags: tuple[Tag, ...]
    kind: Thing
    what: str
    """A handle, an address, a post's key."""
    at: datetime
    """The middle of the window."""
    voices: tuple[int, ...]
    """Distinct voices by tag, in the order of `tags`."""
    score: float
    keys: tuple[str, ...]
    by: str = ""
    """Of a post: its author's handle."""
    text: str = ""
    """Of a post: what it says, or its content warning."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A post that says another is wrong."""

    key: str
    corrects: str
    handle: CleanLine
    created_at: datetime
    text: str = ""
    wrong_handle: str = ""
    wrong_text: str = ""
    """What it corrects, and who said that. All are clean; a content warning stands for the words behind it."""
    keys: tuple[str, ...] = ()
    """The posts that tell what is corrected, `corrects` among them, oldest first."""


@dataclass(frozen=True, slots=True)
class Wave:
    """Nearly the same post from many accounts nobody here knows, within minutes: told as a warning, not counted."""

    start: datetime
    end: datetime
    posts: int
    authors: int
    sample: str
    """Key of the first."""
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that nobody answered, as far as was heard."""

    key: str
    handle: CleanLine
    text: CleanText
    created_at: datetime
    waiting_seconds: int
    warning: CleanText | None = None
    rank: int = 0
    """0: the one that most would like answered. Who shows fewer shows those of the lowest ranks."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The synthesis of a set of posts. Equal posts and equal wishes give an equal summary, whatever the order."""

    panes: tuple[str, ...]
    tags: tuple[Tag, ...]
    since: datetime
    until: datetime
    sensitivity: Sensitivity = Sensitivity.NORMAL
    counts: Counts = Counts()
    bin_seconds: int = 300
    rate: tuple[Bin, ...] = ()
    peaks: tuple[Peak, ...] = ()
    """By start, then tag."""
    digest: tuple[Told, ...] = ()
    """In the order of time."""
    notable: bool = True
    """False: nothing stands out; the digest then holds the one best post, if any."""
    topics: tuple[Topic, ...] = ()
    words: tuple[Word, ...] = ()
    people: tuple[Person, ...] = ()
    links: tuple[SharedLink, ...] = ()
    resonance: tuple[Resonance, ...] = ()
    corrections: tuple[Correction, ...] = ()
    waves: tuple[Wave, ...] = ()
    chatty: tuple[CleanLine, ...] = ()
    """Handles of accounts that talked so much that their posts were weighed down."""
    questions: tuple[Question, ...] = ()
    """The longest waiting first."""
    languages: dict[str, int] = field(default_factory=dict)
    """Posts by language, the most first; `?` where nobody said."""
