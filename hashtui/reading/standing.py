"""How far a reader trusts an author, and why: the levels, lowest first, and what a standing rests on."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from hashtui.post.post import Author


class Level(IntEnum):
    """What an author is to the reader. Higher is more; only the reader makes somebody trusted or muted."""

    MUTED = 0
    """The reader does not want to see them."""
    UNKNOWN = 1
    KNOWN = 2
    """Followed or imported, or touched by an account the reader trusts, or hardly vouched for."""
    VOUCHED = 3
    """People the reader trusts vouch for them somewhat: T of .3 and more."""
    STRONGLY_VOUCHED = 4
    """They vouch strongly: T of .6 and more. People write and read this as `vouched` too."""
    TRUSTED = 5

    @property
    def plain(self) -> "Level":
        """The level as people name it: strongly vouched is vouched."""
        return Level.VOUCHED if self is Level.STRONGLY_VOUCHED else self

    @property
    def word(self) -> str:
        """`muted`, `unknown`, `known`, `vouched`, `trusted`."""
        return self.plain.name.lower()

    @property
    def badge(self) -> str:
        """Its shape; empty for somebody nothing is known of."""
        return "× ·◇◆★"[self].strip()

    @property
    def ascii_badge(self) -> str:
        """The same where there are no such shapes."""
        return "x .+#*"[self].strip()


class Deed(StrEnum):
    """What somebody did that speaks for another. The value is the word people see."""

    BOOST = "boosted"
    QUOTE = "quoted"
    REPLY = "answered"
    MENTION = "mentioned"
    FOLLOW = "follows"


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader said of an account."""

    level: float | None = None
    """1.0 sure, 0.7 usual, 0.4 to follow; None: not trusted by the reader."""
    muted: bool = False
    known_by: str = ""
    """The list that names the account, or how else the reader knows it; empty when none does."""


@dataclass(frozen=True, slots=True)
class Vouch:
    """One account speaks for another."""

    by: Author
    deeds: tuple[tuple[Deed, int], ...]
    """How many distinct posts each deed was done to, the weightiest deed first."""
    share: float
    """What it adds to T, between 0 and 1."""
    through: Author | None = None
    """Who vouches most for the one who vouches; None when the reader trusts that one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an author is to the reader now, and what that rests on."""

    level: Level = Level.UNKNOWN
    score: float = 0.0
    """T: what was given, else what others vouch for; 0 to 1."""
    given: Given = Given()
    vouches: tuple[Vouch, ...] = ()
    """The largest share first."""


NO_STANDING = Standing()


def unknown(_: Author) -> Level:
    """Nothing is known of anybody."""
    return Level.UNKNOWN


def no_standing(_: Author) -> Standing:
    """Nothing is known of anybody."""
    return NO_STANDING
