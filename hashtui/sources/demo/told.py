"""One post while the event is being written: how it came to be and what becomes of it."""

from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.post import Post
from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.world import Person


@dataclass(slots=True, eq=False)
class Told:
    """A post with its later states and its times. Counts come last, when all is in order of time."""

    post: Post
    author: Person
    tag: str
    heard_at: datetime
    asks: bool
    parent: "Told | None" = None
    fact: Fact | None = None
    says_fact: bool = False
    tagged: bool = True
    """False: a reply that carries no tag of the event, so only its thread shows it."""
    revised: Post | None = None
    revised_at: datetime | None = None
    gone_at: datetime | None = None
    worth: float = 1.0
    """How gladly it is passed on."""
    freshness: float = 1.0
    """How much readier people are to take it up than what was heard at the start: it doubles with the minutes."""
    passed_on_by: set[str] = field(default_factory=set)
    """Keys of those who passed it on; nobody does so twice."""
    replies: int = field(default=0, kw_only=True)
    boosts: int = field(default=0, kw_only=True)
    favourites: int = field(default=0, kw_only=True)
    voices: int = field(default=0, kw_only=True)
    """Votes in its poll."""

    def is_there(self, at: datetime) -> bool:
        """Whether others can answer it or pass it on then."""
        return self.heard_at < at and (self.gone_at is None or at < self.gone_at)

    def state(self, at: datetime) -> Post:
        """What it says then."""
        if self.revised is not None and self.revised_at is not None and self.revised_at <= at:
            return self.revised
        return self.post
