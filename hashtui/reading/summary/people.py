"""Who was there: found again however they are named, with what they wrote, who spoke of them, what boosts are worth."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from hashtui.post.clean import CleanLine
from hashtui.post.post import Author
from hashtui.reading.standing import Standing
from hashtui.reading.summary.stems import stem_of
from hashtui.reading.summary.summary import Person
from hashtui.reading.summary.weighed import Weighed

MOST = 20
LEAST_OF_NAME = 2
"""Words of a display name that is recognised in a text: many are called Léa."""


@dataclass(slots=True)
class People:
    """The accounts that some posts are by or speak of, each under one handle: theirs, in lower case."""

    authors: dict[str, Author] = field(default_factory=dict)
    """By handle. Of somebody who is only spoken of, nothing but the handle is known."""
    _by_user: dict[str, str | None] = field(default_factory=dict)
    """By the part of the handle before its server; None where several are called so."""
    _by_name: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)
    """Whose display name it is, as stems, by the first stem."""
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whom posts speak of, by the post's key."""

    @classmethod
    def of(cls, posts: Iterable[Weighed]) -> "People":
        """The people of the posts, which come in order of time: the newest state of an account counts."""
        people = cls()
        voices: dict[str, float] = {}
        spoken_of: dict[str, CleanLine] = {}
        for post in posts:
            said = post.entry.post
            handle = said.author.handle.lower()
            people.authors[handle] = said.author
            voices[handle] = max(post.voice, voices.get(handle, 0.0))
            for mention in said.mentions:
                spoken_of.setdefault(mention.lower(), mention)
        people._learn(voices)
        for name, mention in spoken_of.items():
            if people.called(name) is None:
                people.authors[name] = Author(mention, mention, CleanLine())
        return people

    def called(self, handle: str) -> str | None:
        """Whose handle it is, in lower case; without a server it is that of the only account of that user name."""
        name = handle.lower()
        return name if name in self.authors else self._by_user.get(name.lstrip("@"))

    def named_in(self, post: Weighed) -> tuple[str, ...]:
        """Those whom the post speaks of by handle or by name, never its author; as `authors` knows them."""
        named = self._named.get(post.entry.key)
        if named is None:
            named = self._named[post.entry.key] = self._find(post)
        return named

    def _find(self, post: Weighed) -> tuple[str, ...]:
        said, by_name = post.entry.post, self._by_name
        found = {name: None for handle in said.mentions if (name := self.called(handle)) is not None}
        if not by_name.keys().isdisjoint(post.words):
            stems = post.entry.said.stems
            for place, stem in enumerate(stems):
                for words, name in by_name.get(stem, {}).items():
                    if stems[place : place + len(words)] == words:
                        found[name] = None
        if found:
            found.pop(said.author.handle.lower(), None)
        return tuple(found)

    def _learn(self, voices: Mapping[str, float]) -> None:
        """Remember how everybody may be called. Who takes another's display name is not meant by it: the better
        known one is, of equals the one heard first."""
        for handle, author in self.authors.items():
            user = handle.lstrip("@").partition("@")[0]
            for short in dict.fromkeys((user, user.partition(".")[0])):
                self._by_user[short] = handle if self._by_user.get(short, handle) == handle else None
            words = tuple(filter(None, map(stem_of, author.name.split())))
            if len(words) >= LEAST_OF_NAME:
                named = self._by_name.setdefault(words[0], {})
                if words not in named or voices[handle] > voices[named[words]]:
                    named[words] = handle


@dataclass(slots=True)
class _Presence:
    posts: int = 0
    reputation: float = 0.0
    weight: float = 0.0
    mentioned_by: dict[str, float] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        return sum(self.mentioned_by.values()) + self.reputation + self.weight


def people_of(
    posts: Iterable[Weighed],
    everything: Mapping[str, Weighed],
    people: People,
    standing_of: Callable[[Author], Standing],
    most: int = MOST,
) -> tuple[Person, ...]:
    """Those most present, first: spoken of, passed on, writing, each as far as the others' word weighs.

    Posts come in order of time; what they answer or quote is looked up in everything.
    """
    there: dict[str, _Presence] = {}
    for post in posts:
        said = post.entry.post
        own = said.author.handle.lower()
        author = there.setdefault(own, _Presence())
        author.posts += 1
        author.reputation += post.boosted_weight
        author.weight += post.weight
        author.keys.append(said.key)
        spoken_of = dict.fromkeys(people.named_in(post))
        for key in (said.reply_to, said.quote_of):
            if key is not None and (about := everything.get(key)) is not None:
                spoken_of[about.entry.post.author.handle.lower()] = None
        for name in spoken_of:
            if name != own and name in people.authors:
                person = there.setdefault(name, _Presence())
                person.mentioned_by.setdefault(said.author.key, post.voice)
                person.keys.append(said.key)
    ranked = sorted(there.items(), key=lambda one: (-one[1].score, one[0]))
    return tuple(_person(people.authors[handle], presence, standing_of) for handle, presence in ranked[:most])


def _person(author: Author, presence: _Presence, standing_of: Callable[[Author], Standing]) -> Person:
    return Person(
        handle=author.handle,
        name=author.name,
        posts=presence.posts,
        mentioned=len(presence.mentioned_by),
        standing=standing_of(author),
        followers=author.followers,
        reputation=round(presence.reputation, 6),
        keys=tuple(presence.keys),
    )
