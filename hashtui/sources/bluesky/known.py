"""The posts this source has told, and what is counted of each: the firehose is looked through for news of them."""

from collections import OrderedDict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from hashtui.post.post import Counts, Post
from hashtui.sources.bluesky.match import MARK

MOST_POSTS = 20_000
"""Posts remembered; of those told longest ago nothing more is heard."""
MOST_DEEDS = 50_000
"""Likes, reposts and answers remembered, so that they can be taken back."""
MOST_PRINTS = 20_000
"""Commits remembered, so that a replay is told once."""


class Deed(StrEnum):
    """What people do about a post."""

    LIKE = "like"
    BOOST = "boost"
    ANSWER = "answer"


@dataclass(slots=True)
class Told:
    """One post as it was told last, and how often people did what about it."""

    post: Post
    held: bool
    likes: int | None
    """None while likes are not counted."""
    boosts: int
    answers: int
    is_stirred: bool = False
    """Its counts are others than were told."""

    @property
    def counts(self) -> Counts:
        """As heard until now."""
        return Counts(replies=self.answers, boosts=self.boosts, favourites=self.likes)

    def count(self, deed: Deed, more: int) -> None:
        """One more, or one less."""
        match deed:
            case Deed.LIKE:
                self.likes = max(0, (self.likes or 0) + more)
            case Deed.BOOST:
                self.boosts = max(0, self.boosts + more)
            case Deed.ANSWER:
                self.answers = max(0, self.answers + more)
        self.is_stirred = True


class Known:
    """The posts told and not gone, by key; as a `Marks` it says what of the firehose is about them."""

    def __init__(self, room: int = MOST_POSTS, *, likes: bool = True) -> None:
        """`likes`: whether the likes of what is told from now on are heard of."""
        self._room = room
        self._likes = 0 if likes else None
        self._posts: OrderedDict[str, Told] = OrderedDict()
        self._by_author: dict[bytes, set[str]] = {}
        self._marks: dict[bytes, int] = {}
        """How many of the posts and deeds have this mark."""
        self._deeds: OrderedDict[str, tuple[str, Deed]] = OrderedDict()
        self._prints: OrderedDict[tuple[str, str, str, str], None] = OrderedDict()
        self._stirred: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._posts

    def __len__(self) -> int:
        return len(self._posts)

    @property
    def marks(self) -> AbstractSet[bytes]:
        """See `Marks`."""
        return self._marks.keys()

    @property
    def dids(self) -> AbstractSet[bytes]:
        """See `Marks`."""
        return self._by_author.keys()

    def told(self, key: str) -> Told | None:
        """The post as it was told."""
        return self._posts.get(key)

    def of_author(self, did: str) -> list[Told]:
        """Their posts, oldest first: the keys of their records tell it."""
        keys = self._by_author.get(did.encode("utf-8", "surrogatepass"), ())
        return [told for told in map(self._posts.get, sorted(keys)) if told is not None]

    def tell(self, post: Post, *, held: bool = False) -> Told:
        """The post is told in this state; what was counted stays."""
        told = self._posts.get(post.key)
        counts = post.counts
        if told is None:
            likes = self._likes if counts.favourites is None else counts.favourites
            told = Told(post, held, likes, counts.boosts or 0, counts.replies or 0)
            self._posts[post.key] = told
            self._by_author.setdefault(_octets(post.author.key), set()).add(post.key)
            self._mark(post.key, 1)
            if len(self._posts) > self._room:
                self.forget(next(iter(self._posts)))
            return told
        if counts.favourites is not None:
            told.likes = max(told.likes or 0, counts.favourites)
        told.boosts = max(told.boosts, counts.boosts or 0)
        told.answers = max(told.answers, counts.replies or 0)
        told.post = post
        return told

    def forget(self, key: str) -> None:
        """It is gone, or was told too long ago."""
        told = self._posts.pop(key, None)
        if told is None:
            return
        self._stirred.pop(key, None)
        self._mark(key, -1)
        author = _octets(told.post.author.key)
        theirs = self._by_author.get(author, set())
        theirs.discard(key)
        if not theirs:
            self._by_author.pop(author, None)

    def is_news(self, uri: str, subject: str) -> bool:
        """Whether the deed that the record of this URI is would be about a known post, and is not known."""
        return subject in self._posts and uri not in self._deeds

    def do(self, deed: Deed, uri: str, subject: str) -> bool:
        """Somebody did this, by the record of that URI; whether it is about a known post, and new."""
        told = self._posts.get(subject)
        if told is None or not self.is_news(uri, subject):
            return False
        self._deeds[uri] = subject, deed
        self._mark(uri, 1)
        if len(self._deeds) > MOST_DEEDS:
            old, _ = self._deeds.popitem(last=False)
            self._mark(old, -1)
        told.count(deed, 1)
        self._stirred[subject] = None
        return True

    def undo(self, uri: str) -> None:
        """The record of that URI was deleted: if it counted, it counts no more."""
        subject, deed = self._deeds.pop(uri, ("", Deed.LIKE))
        if not subject:
            return
        self._mark(uri, -1)
        told = self._posts.get(subject)
        if told is not None:
            told.count(deed, -1)
            self._stirred[subject] = None

    def stirred(self) -> Iterator[Told]:
        """The posts whose counts changed since they were asked for last."""
        keys, self._stirred = self._stirred, {}
        for key in keys:
            told = self._posts.get(key)
            if told is not None and told.is_stirred:
                told.is_stirred = False
                yield told

    def has_seen(self, print_: tuple[str, str, str, str]) -> bool:
        """Whether this commit was told before. One without a revision is never known again."""
        return print_ in self._prints

    def note(self, print_: tuple[str, str, str, str]) -> None:
        """This commit was told."""
        if print_[-1]:
            self._prints[print_] = None
            if len(self._prints) > MOST_PRINTS:
                self._prints.popitem(last=False)

    def _mark(self, uri: str, more: int) -> None:
        mark = _octets(uri[uri.rfind("/") + 1 :])[:MARK]
        count = self._marks.get(mark, 0) + more
        if count > 0:
            self._marks[mark] = count
        else:
            self._marks.pop(mark, None)


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
