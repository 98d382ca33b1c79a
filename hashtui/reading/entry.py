"""A post in the eyes of one reader: what filters judge and panes paint."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from hashtui.post.clean import CleanLine
from hashtui.post.folding import fold
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Post
from hashtui.post.question import asks
from hashtui.post.sighting import Admitted, Change
from hashtui.post.tag import Tag
from hashtui.reading.summary.said import NOTHING_SAID, Said
from hashtui.reading.summary.words import read_words

FUTURE_ALLOWED = timedelta(minutes=5)
"""A post dated later than this after it was heard stands where it was heard: clocks lie (reliability.md 4.1)."""
LATE_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Entry:
    """One post, newest state, with how and when this session heard it."""

    post: Post
    tags: frozenset[Tag]
    received_at: datetime
    """When it was first heard."""
    source: CleanLine
    """The source it was first heard through."""
    sources: tuple[CleanLine, ...]
    local_id: str
    deleted_at: datetime | None = None
    """When its author's deletion was heard; the words are then not shown."""
    live: bool = True
    """It came while watching, not with what the source held at the start: only then can it be late."""
    echoes: tuple[Post, ...] = ()
    """Its copies on other networks, or as other servers have them."""
    placed_at: datetime | None = None
    """Where it was first put in time: what is said of it later does not move it."""
    folded_once: str | None = field(default=None, init=False, compare=False, repr=False)
    """`folded`, once it was asked for. It is worked out once: filters ask it of a hundred thousand posts at a key."""
    hosts_once: tuple[str, ...] | None = field(default=None, init=False, compare=False, repr=False)
    asks_once: bool | None = field(default=None, init=False, compare=False, repr=False)
    said_once: Said | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def key(self) -> str:
        """The post's identity."""
        return self.post.key

    @property
    def stands_at(self) -> datetime:
        """Its place in time: when it was written, never far after it was heard."""
        return self.placed_at or min(self.post.created_at, self.received_at + FUTURE_ALLOWED)

    @property
    def late_by(self) -> timedelta | None:
        """How late it came, when that is worth saying."""
        late = self.received_at - self.post.created_at
        return late if self.live and late > LATE_AFTER else None

    @property
    def folded(self) -> str:
        """Its text, content warning, descriptions and its author's name, one a line, as words are looked for in it."""
        if self.folded_once is None:
            post = self.post
            alts = (media.alt for media in post.media if media.alt)
            parts = (post.body.text, post.content_warning or "", *alts, post.author.name)
            object.__setattr__(self, "folded_once", "\n".join(map(fold, filter(None, parts))))
        return self.folded_once or ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Where its links lead, in ASCII and lower case."""
        if self.hosts_once is None:
            found = (urlsplit(url).hostname or "" for url in self.post.body.links)
            object.__setattr__(self, "hosts_once", tuple(dict.fromkeys(found)))
        return self.hosts_once or ()

    @property
    def asks(self) -> bool:
        """It asks something."""
        if self.asks_once is None:
            object.__setattr__(self, "asks_once", asks(self.post.body))
        return bool(self.asks_once)

    @property
    def said(self) -> Said:
        """Its words, as many posts are read together."""
        if self.said_once is None:
            object.__setattr__(self, "said_once", read_words(self.post))
        return self.said_once or NOTHING_SAID

    @classmethod
    def first(cls, admitted: Admitted) -> "Entry":
        """The entry of a post not known here before."""
        sighting = admitted.sighting
        gone = admitted.heard.received_at if admitted.change is Change.DELETED else None
        return cls(
            post=sighting.post,
            tags=admitted.tags,
            received_at=sighting.received_at,
            source=sighting.source,
            sources=admitted.sources,
            local_id=sighting.local_id,
            deleted_at=gone,
            live=not sighting.held,
            echoes=admitted.echoes,
        )

    def without(self, out: KeptOut) -> "Entry":
        """The same entry without what these people copied of it, and without their names as who passed it on."""
        if not self.echoes and self.post.boosted_by is None:
            return self
        post, echoes = out.cleared(self.post), tuple([one for one in self.echoes if not out.has(one.author)])
        if post is self.post and len(echoes) == len(self.echoes):
            return self
        return replace(self, post=post, echoes=echoes, placed_at=self.stands_at)

    def after(self, admitted: Admitted) -> "Entry":
        """The same entry in the state just admitted; its place and first hearing stay."""
        gone = admitted.heard.received_at if admitted.change is Change.DELETED else self.deleted_at
        return Entry(
            post=admitted.sighting.post,
            tags=admitted.tags,
            received_at=self.received_at,
            source=self.source,
            sources=admitted.sources,
            local_id=self.local_id,
            deleted_at=gone,
            live=self.live,
            echoes=admitted.echoes,
            placed_at=self.stands_at,
        )
