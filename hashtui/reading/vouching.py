"""Who speaks for whom: gathered from boosts, quotes, replies, mentions and follows as they are heard."""

from collections import OrderedDict
from collections.abc import Container, Iterable
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Post
from hashtui.post.sighting import Boost
from hashtui.reading.arrivals import Arrivals
from hashtui.reading.deeds import NO_COUNTS, Counts, Deeds
from hashtui.reading.standing import Deed

MOST_PEOPLE = 50_000
MOST_TIES = 200_000
"""Pairs of who speaks for whom; beyond that, what those did who were heard longest ago is forgotten."""
MOST_POSTS = 200_000
"""Posts whose author is remembered, for who passes them on, quotes or answers them."""
MOST_WAITING = 20_000
"""Deeds towards posts that were not heard yet."""
MOST_SEEN = 200_000
"""Deeds remembered, so that each counts once for a post."""

_FORGOTTEN_AT_ONCE = 1_000
_K = TypeVar("_K")
_V = TypeVar("_V")


class _Waiting(NamedTuple):
    """Something done to a post that was not heard yet."""

    by: str
    deed: Deed
    own: str = ""
    """The key of the post it was done with."""
    named: tuple[str, ...] = ()
    """Whom that mentions."""


class Vouching:
    """The evidence, by account: what each did for others, counted in distinct posts.

    It judges nobody, and nobody speaks for himself. A mention is of a handle: it counts for the account that bears it
    once that is met, and for nobody where several accounts bear it. It is bounded: who was heard longest ago is
    forgotten first, those whose word counts last.
    """

    def __init__(self, most_people: int = MOST_PEOPLE, most_ties: int = MOST_TIES) -> None:
        self.dear: Container[str] = frozenset()
        """Keys of the accounts whose word counts: strangers, however many, do not make it forgotten."""
        self.heard = 0
        """How many posts, boosts and follows there were."""
        self._most_people, self._most_ties = most_people, most_ties
        self._people: OrderedDict[str, Author] = OrderedDict()
        self._keys: dict[str, str | None] = {}
        """Who bears a handle, in lower case; None where several do."""
        self._named: set[str] = set()
        """The handles that were mentioned."""
        self._joined = 0
        """Another number whenever somebody else bears one of them."""
        self.met: Arrivals[str] = Arrivals(most_people)
        """Keys of the accounts, as they were met first or bore another handle."""
        self._deeds: dict[str, Deeds] = {}
        self._ties = 0
        self._author_of: dict[str, str] = {}
        """By the key of a post."""
        self._waiting: OrderedDict[str, list[_Waiting]] = OrderedDict()
        """What was done to posts that were not heard yet, by their keys."""
        self._waits = 0
        self._seen: dict[int, None] = {}

    def see(self, post: Post, local: str = "") -> None:
        """A post, or a newer state of one; `local` is `SOURCE#ID`, as servers name it that know answers only so."""
        self.heard += 1
        author = post.author
        self._meet(author)
        self._wrote(post.key, author)
        if local and local != post.key:
            self._wrote(local, author)
        if post.boosted_by is not None:
            self._meet(post.boosted_by)
            self._did(post.boosted_by.key, Deed.BOOST, post.key)
        named = dict.fromkeys(_whole(handle, author) for handle in post.mentions)
        targets = [(Deed.QUOTE, post.quote_of), (Deed.REPLY, post.reply_to)]
        for deed, target in targets:
            # Who is answered is named by the server too, which says nothing more.
            named.pop("" if target is None else self._did(author.key, deed, target), None)
        named.pop(author.handle.lower(), None)
        for deed, target in targets:
            if target is not None:
                self._await(target, _Waiting(author.key, deed, post.key, tuple(named)))
        for handle in named:
            if self._is_new(author.key, Deed.MENTION, handle, post.key):
                self._count(author.key, Deed.MENTION, handle)

    def pass_on(self, boost: Boost) -> None:
        """Somebody passed a post on."""
        self.heard += 1
        self._meet(boost.by)
        self._did(boost.by.key, Deed.BOOST, boost.key)
        self._await(boost.key, _Waiting(boost.by.key, Deed.BOOST))

    def follows(self, by: Author, whom: Author) -> None:
        """One account follows another."""
        self.heard += 1
        self._meet(by)
        self._meet(whom)
        if by.key != whom.key and self._is_new(by.key, Deed.FOLLOW, whom.key, ""):
            self._count(by.key, Deed.FOLLOW, whom.key)

    def keep_out(self, out: KeptOut) -> None:
        """These people spoke for nobody, and nobody for them; what accounts are to one another is worked out anew."""
        gone = {key for key, author in self._people.items() if out.has(author)} | out.names
        handles = {author.handle.lower() for key in gone if (author := self._people.pop(key, None)) is not None}
        for handle in handles:
            if self._keys.get(handle, "") in gone:
                del self._keys[handle]
        for key in gone & self._deeds.keys():
            del self._deeds[key]
        for deeds in self._deeds.values():
            deeds.forget(gone | handles)
        self._ties = sum(map(len, self._deeds.values()))
        self._author_of = {post: by for post, by in self._author_of.items() if by not in gone}
        for post, waiting in list(self._waiting.items()):
            self._waiting[post] = [one for one in waiting if one.by not in gone]
        self._waits = sum(map(len, self._waiting.values()))
        self._joined += 1
        self.heard += 1

    def person(self, key: str) -> Author | None:
        """The account as it was heard last; None when it never was, or is forgotten."""
        return self._people.get(key)

    @property
    def people(self) -> Iterable[Author]:
        """Everybody who is remembered."""
        return self._people.values()

    def bearer(self, handle: str) -> Author | None:
        """The one account that bears this handle, in whatever case; None when none or several do."""
        key = self._keys.get(handle.lower())
        return None if key is None else self._people.get(key)

    def spoken_for(self, by: str) -> tuple[tuple[str, float], ...]:
        """Whom the account speaks for, each once, and how strongly: 0 to 1."""
        deeds = self._deeds.get(by)
        return () if deeds is None else deeds.spoken_for(self._keys, self._joined)

    def done(self, by: str, whom: str) -> Counts:
        """What one account did for another."""
        deeds, person = self._deeds.get(by), self._people.get(whom)
        handle = "" if person is None else person.handle.lower()
        bears = handle if self._keys.get(handle) == whom else ""
        return NO_COUNTS if deeds is None else deeds.of(whom, bears)

    def _meet(self, author: Author) -> None:
        known = self._people.get(author.key)
        if known is None or (known is not author and not _says_less(author, known)):
            self._people[author.key] = author
            if known is None or known.handle != author.handle:
                self.met.append(author.key)
                self._claim(author)
        self._people.move_to_end(author.key)
        if len(self._people) > self._most_people:
            self._forget_some_people()

    def _claim(self, author: Author) -> None:
        handle = author.handle.lower()
        if not handle or self._keys.get(handle, "") in (author.key, None):
            return
        self._keys[handle] = None if handle in self._keys else author.key
        self._joined += handle in self._named

    def _wrote(self, post: str, author: Author) -> None:
        if post not in self._author_of:
            self._author_of[post] = author.key
            if len(self._author_of) > MOST_POSTS:
                _forget_oldest(self._author_of)
        if post in self._waiting:
            waited = self._waiting.pop(post)
            self._waits -= len(waited)
            for one in waited:
                if one.by in self._people:
                    self._take_back(one, self._did(one.by, one.deed, post))

    def _did(self, by: str, deed: Deed, post: str) -> str:
        """Count it, when it is known whose post that is. The handle of who it was done to, as far as that is known."""
        whom = self._author_of.get(post)
        if whom is None:
            return ""
        if whom != by and self._is_new(by, deed, whom, post):
            self._count(by, deed, whom)
        author = self._people.get(whom)
        return "" if author is None else author.handle.lower()

    def _await(self, post: str, one: "_Waiting") -> None:
        """Keep it until the post is heard, unless it was."""
        if post in self._author_of or not self._is_new(one.by, one.deed, one.own, f"waits for {post}"):
            return
        self._waiting.setdefault(post, []).append(one)
        self._waits += 1
        while self._waits > MOST_WAITING:
            _, forgotten = self._waiting.popitem(last=False)
            self._waits -= len(forgotten)

    def _take_back(self, one: "_Waiting", handle: str) -> None:
        """Whom the post turned out to answer or quote was not mentioned as well."""
        if handle in one.named and one.by in self._deeds and self._is_new(one.by, Deed.MENTION, one.own, handle):
            self._deeds[one.by].mention(handle, -1)

    def _is_new(self, by: str, deed: Deed, whom: str, post: str) -> bool:
        """Whether that was not counted before. A hash, for four strings would weigh ten times as much."""
        seen = hash((by, deed, whom, post))
        if seen in self._seen:
            return False
        self._seen[seen] = None
        if len(self._seen) > MOST_SEEN:
            _forget_oldest(self._seen)
        return True

    def _count(self, by: str, deed: Deed, whom: str) -> None:
        deeds = self._deeds.setdefault(by, Deeds())
        before = len(deeds)
        if deed is Deed.MENTION:
            deeds.mention(whom)
            self._named.add(whom)
            if len(self._named) > 2 * self._most_ties:
                self._named = {handle for one in self._deeds.values() for handle in one.handles}
        else:
            deeds.count(whom, deed)
        self._ties += len(deeds) - before
        while self._ties > self._most_ties and len(self._people) > 1:
            self._forget_some_people()

    def _forget_some_people(self) -> None:
        """A hundredth of them at once, for to look past those whose word counts takes long: first those heard
        longest ago whose word does not, then of all."""
        many = max(1, len(self._people) // 100)
        strangers = islice((key for key in self._people if key not in self.dear), many)
        for key in list(islice(dict.fromkeys(chain(strangers, islice(self._people, many))), many)):
            self._ties -= len(self._deeds.pop(key, ()))
            handle = self._people.pop(key).handle.lower()
            if self._keys.get(handle, "") in (key, None):
                self._keys.pop(handle, None)
                self._joined += handle in self._named


def _says_less(author: Author, known: Author) -> bool:
    """Who passes a post on may be told by the key alone, or without a name, though one heard more before."""
    return author.handle in ("", f"@{author.key}") or (
        author.handle == known.handle and bool(known.name) > bool(author.name)
    )


def _forget_oldest(kept: dict[_K, _V]) -> None:
    """The oldest, many at once: each look for the first of a dict walks over those that were removed before."""
    for key in list(islice(kept, _FORGOTTEN_AT_ONCE)):
        del kept[key]


def _whole(handle: str, by: Author) -> str:
    """The handle with its server: without one, it is somebody on the author's own."""
    name = handle.lower()
    _, at, host = by.handle.lower().removeprefix("@").partition("@")
    return f"{name}{at}{host}" if "@" not in name[1:] else name
