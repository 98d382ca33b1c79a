"""One feed that is asked for: where it stands, and what it showed last."""

from dataclasses import dataclass, field
from datetime import datetime

from hashtui.errors import Refused, SourceError
from hashtui.post.tag import Tag
from hashtui.sources.feed.known import Kept
from hashtui.sources.feed.reached import Earlier


@dataclass(frozen=True, slots=True)
class Hole:
    """What a feed may have shown and taken away between two questions."""

    since: datetime
    until: datetime
    reason: str


@dataclass(slots=True)
class Track:
    """One feed, of a tag or of a whole site. Times of asking are monotonic seconds."""

    url: str
    """Its name for good; it may be asked for elsewhere."""
    tag: Tag | None = None
    moved: str = ""
    """Where its server says it is for good now."""
    is_open: bool = False
    """It was answered: what it holds was told, what comes now is new."""
    due: float = 0.0
    asked_at: float = float("-inf")
    every: float = 0.0
    """Seconds between two questions, as it and the person wish."""
    etag: str = ""
    modified: str = ""
    digest: bytes = b""
    """Of the body that came last: some servers call the same body changed each time."""
    unchanged: int = 0
    """Answers in a row that said nothing had changed."""
    window: list[Kept] = field(default_factory=list)
    """What it showed last, the newest first as a rule; what it showed before while it shows nothing."""
    earlier: Earlier | None = None
    """What it showed when an earlier run read it last."""
    older_page: str = ""
    """Where entries older than all that were read are; empty when that is not known."""
    doubted: set[str] = field(default_factory=set)
    """Ids that do not tell its entries apart."""
    unreadable: int = 0
    failures: int = 0
    trouble: SourceError | None = None
    is_unknown: bool = False
    """The server knows no such tag (404)."""
    refusal: Refused | None = None

    def showed(self, key: str) -> bool:
        """Whether the entry with this key is from an earlier run."""
        return self.earlier is not None and self.earlier.knows(key)

    @property
    def label(self) -> str:
        """How it is called among the others."""
        return "" if self.tag is None else f"#{self.tag.spelling}: "

    @property
    def is_well(self) -> bool:
        """It answers."""
        return self.is_open and self.trouble is None and self.refusal is None
