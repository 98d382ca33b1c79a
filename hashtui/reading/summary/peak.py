"""A peak: a stretch of time in which a tag said more, or other things, than it does."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hashtui.post.tag import Tag


class Sensitivity(StrEnum):
    """How much it takes to make a peak. The value is the word people write."""

    CALM = "calm"
    NORMAL = "normal"
    SENSITIVE = "sensitive"

    @property
    def next(self) -> "Sensitivity":
        """The one that makes more peaks; after the last the first."""
        levels = tuple(Sensitivity)
        return levels[(levels.index(self) + 1) % len(levels)]


@dataclass(frozen=True, slots=True)
class Peak:
    """One peak of one tag. Times are aware UTC, on whole minutes; `end` is exclusive."""

    tag: Tag | None
    """None: of all posts, where nothing names the tags."""
    start: datetime
    top: datetime
    """The bin with the highest score."""
    end: datetime
    is_open: bool
    """It goes on as far as posts were heard."""
    score: float
    posts: int
    authors: int
    """Distinct accounts that wrote or passed on: its voices."""
    trusted: int
    """How many of those that wrote the reader trusts, or people they trust vouch for."""
    usual: float
    """How many times the usual rate the bin at `top` has."""
    label: tuple[str, ...]
    """What is new in it against the rest of the tag's day: words and phrases as people write them, the most telling
    first.
    """
    keys: tuple[str, ...]
    """Its posts, oldest first."""
    writers: int = 0
    """Distinct accounts that wrote its posts."""
