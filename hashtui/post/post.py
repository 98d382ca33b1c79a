"""A post and its author: what somebody said in public, whatever the network it came by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hashtui.post.body import Body
from hashtui.post.clean import CleanLine, CleanText
from hashtui.post.tag import Tag


class Network(StrEnum):
    """Where a post was published."""

    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    NOSTR = "nostr"
    FEED = "feed"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One line of a profile: `Pronouns: they/them`, `Blog: blog.example`."""

    name: CleanLine
    value: CleanLine
    url: CleanLine | None = None
    """Where the value leads; None when it is only words."""
    verified: bool = False
    """The server found a link back to the account there. Whatever is not verified is what they say of themselves."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who says it. `key` identifies the account everywhere: an ActivityPub id, a DID, a public key."""

    key: CleanLine
    handle: CleanLine
    """The whole address with its `@`: `@a@piaille.fr`, `@lea.example`."""
    name: CleanLine
    """The display name; empty when they gave none. Never shown without the handle."""
    url: CleanLine | None = None
    bot: bool = False
    followers: int | None = None
    about: CleanText | None = None
    """Their own words about themselves."""
    verified: tuple[CleanLine, ...] = ()
    """Links of their profile that the server verified."""
    fields: tuple[ProfileField, ...] = ()
    """The lines of their profile, as they ordered them."""
    following: int | None = None
    """How many accounts they follow."""
    posts: int | None = None
    """How many posts they have written, as the server counts."""
    since: datetime | None = None
    """Since when the account exists; some servers tell no more than the day."""


class MediaKind(StrEnum):
    """What an attachment is."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Media:
    """An attachment. `alt` is its author's description; None when there is none."""

    kind: MediaKind
    url: CleanLine | None = None
    alt: CleanText | None = None
    preview: CleanLine | None = None
    """A small picture of it, where the server makes one."""


@dataclass(frozen=True, slots=True)
class PollOption:
    """One answer of a poll; `votes` is None while the server hides them."""

    title: CleanLine
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as it stood when the post was heard."""

    options: tuple[PollOption, ...]
    votes: int | None = None
    multiple: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a post was answered, passed on, liked, as far as the source knows. None: it does not say."""

    replies: int | None = None
    boosts: int | None = None
    favourites: int | None = None


NO_COUNTS = Counts()


@dataclass(frozen=True, slots=True)
class Post:
    """One post. Two posts with the same key are two states of the same post."""

    key: CleanLine
    """Its global identity: ActivityPub `uri`, `at://…`, Nostr event id, feed guid."""
    network: Network
    created_at: datetime
    """Aware UTC, as its author's server says: it may be wrong or far in the future."""
    author: Author
    body: Body
    url: CleanLine | None = None
    edited_at: datetime | None = None
    language: CleanLine | None = None
    """BCP 47 as given (`fr`, `pt-BR`); None when unknown."""
    tags: tuple[Tag, ...] = ()
    mentions: tuple[CleanLine, ...] = ()
    """Full handles."""
    media: tuple[Media, ...] = ()
    content_warning: CleanText | None = None
    sensitive: bool = False
    poll: Poll | None = None
    reply_to: CleanLine | None = None
    """The key of the post answered, or `SOURCE#ID` where only the server's own id is known."""
    boosted_by: Author | None = None
    quote_of: CleanLine | None = None
    """The key of the post quoted."""
    counts: Counts = NO_COUNTS
    echo_of: tuple[CleanLine, ...] = ()
    """Keys or URLs of the original, when this is the copy of a post that a bridge carried over."""
