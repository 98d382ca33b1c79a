"""Who was there: found again however they are named, with what they wrote, who spoke of them, what boosts are worth."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hashtui.post.clean import clean_line
from hashtui.post.post import Author, Post
from hashtui.reading.standing import Standing
from hashtui.reading.summary.stems import stem_of
from hashtui.reading.summary.summary import Person
from hashtui.reading.summary.weighed import Weighed

MOST = 20
LEAST_OF_NAME, MOST_OF_NAME = 2, 6
"""Words of a display name that is recognised in a text: many are called Léa."""


@dataclass(slots=True)
class People:
    """The accounts that some posts are by or speak of, each under one handle: theirs, in lower case."""

    authors: dict[str, Author] = field(default_factory=dict)
    """By handle. Of somebody who is only spoken of, nothing but the handle is known."""
    _by_user: dict[str, str | None] = field(default_factory=dict)
    """By the part of the handle before its server; None where several are called so."""
    _by_name: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Whose display name it is, as stems."""
    named: dict[str, dict[str, None]] = field(default_factory=dict)
    """Whom posts speak of by handle or by name, never their author, by the post's key; as `authors` knows them."""

    @classmethod
    def of(cls, posts: Mapping[str, Weighed], find: Callable[[str], Sequence[str]]) -> "People":
        """The people of posts by key, in order of time: the newest state of an account counts.

        `find` says which posts, and maybe others, say a stem.
        """
        people = cls()
        accounts = {post.author: post for post in posts.values()}
        mentioning = [post.entry.post for post in posts.values() if post.said.mentions]
        voices: dict[str, float] = {}
        for post in accounts.values():
            author = post.entry.post.author
            handle = author.handle.lower()
            people.authors[handle] = author
            voices[handle] = max(post.voice, voices.get(handle, 0.0))
        people._learn(voices)
        people._hear(mentioning)
        people._read(posts, find)
        return people

    def called(self, handle: str) -> str | None:
        """Whose handle it is, in lower case; without a server it is that of the only account of that user name."""
        name = handle.lower()
        return name if name in self.authors else self._by_user.get(name.lstrip("@"))

    def _hear(self, mentioning: Iterable[Post]) -> None:
        """Remember who is spoken of by handle; of somebody not heard, that they are there."""
        names: dict[str, str] = {}
        for said in mentioning:
            named = self.named[said.key] = {}
            own = said.author.handle.lower()
            for mention in said.mentions:
                name = names.get(mention)
                if name is None:
                    name = self.called(mention)
                    if name is None:
                        name = mention.lower()
                        self.authors[name] = Author(mention, mention, clean_line(""))
                    names[mention] = name
                if name != own:
                    named[name] = None

    def _read(self, posts: Mapping[str, Weighed], find: Callable[[str], Sequence[str]]) -> None:
        """Find who is spoken of by name in which post."""
        where: Mapping[tuple[str, ...], Sequence[str]] = {
            words: min((find(word) for word in words), key=len) for words in self._by_name
        }
        if sum(map(len, where.values())) > len(posts):
            where = _said_in(posts, self._by_name)
        for words, name in self._by_name.items():
            for key in where.get(words, ()):
                if (post := posts.get(key)) is not None and _says(post, words):
                    named = self.named.setdefault(key, {})
                    if name != post.entry.post.author.handle.lower():
                        named[name] = None

    def _learn(self, voices: Mapping[str, float]) -> None:
        """Remember how everybody may be called. Who takes another's display name is not meant by it: the better
        known one is, of equals the one heard first."""
        for handle, author in self.authors.items():
            user = handle.lstrip("@").partition("@")[0]
            for short in dict.fromkeys((user, user.partition(".")[0])):
                self._by_user[short] = handle if self._by_user.get(short, handle) == handle else None
            words = tuple(filter(None, map(stem_of, author.name.split())))
            known = self._by_name.get(words)
            if LEAST_OF_NAME <= len(words) <= MOST_OF_NAME and (known is None or voices[handle] > voices[known]):
                self._by_name[words] = handle


def _said_in(posts: Mapping[str, Weighed], names: Container[tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    """Which posts say which of the names, by reading each once: where many are named with everyday words."""
    where: dict[tuple[str, ...], list[str]] = {}
    for key, post in posts.items():
        stems = post.said.stems
        for length in range(LEAST_OF_NAME, MOST_OF_NAME + 1):
            runs = {stems[at : at + length] for at in range(len(stems) - length + 1)}
            for words in runs:
                if words in names:
                    where.setdefault(words, []).append(key)
    return where


def _says(post: Weighed, words: tuple[str, ...]) -> bool:
    """The words stand in it side by side."""
    said = post.words
    for word in words:
        if word not in said:
            return False
    stems = post.said.stems
    return words in zip(*[stems[at:] for at in range(len(words))], strict=False)


@dataclass(slots=True)
class _Presence:
    posts: list[Weighed] = field(default_factory=list)
    mentioned_by: dict[str, float] = field(default_factory=dict)
    named_in: list[Weighed] = field(default_factory=list)

    @property
    def reputation(self) -> float:
        return sum([post.boosted_weight for post in self.posts])

    @property
    def score(self) -> float:
        return sum(self.mentioned_by.values()) + sum([post.boosted_weight + post.weight for post in self.posts])

    @property
    def keys(self) -> tuple[str, ...]:
        both = sorted([(post.at, post.key) for post in (*self.posts, *self.named_in)])
        return tuple({key: None for _, key in both})


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
    named, key_of = people.named, {handle: author.key for handle, author in people.authors.items()}
    for post in posts:
        key = post.author
        author = there.get(key)
        if author is None:
            author = there[key] = _Presence()
        author.posts.append(post)
        names: Iterable[str] = named.get(post.key, ())
        if post.reply_to is not None or post.quote_of is not None:
            names = (*names, *_answered(post, everything))
        for name in names:
            person = key_of.get(name)
            if person is not None and person != key:
                spoken_of = there.get(person)
                if spoken_of is None:
                    spoken_of = there[person] = _Presence()
                spoken_of.mentioned_by.setdefault(key, post.voice)
                spoken_of.named_in.append(post)
    ranked = sorted(there.items(), key=lambda one: (-one[1].score, one[0]))
    by_key: dict[str, Author] = {author.key: author for author in people.authors.values()}
    return tuple(
        _person(presence.posts[-1].entry.post.author if presence.posts else by_key[key], presence, standing_of)
        for key, presence in ranked[:most]
    )


def _answered(post: Weighed, everything: Mapping[str, Weighed]) -> list[str]:
    """The handles of those whom the post answers or quotes, as far as they were heard."""
    about = [everything.get(key) for key in (post.reply_to, post.quote_of) if key is not None]
    return [other.entry.post.author.handle.lower() for other in about if other is not None]


def _person(author: Author, presence: _Presence, standing_of: Callable[[Author], Standing]) -> Person:
    return Person(
        handle=author.handle,
        name=author.name,
        posts=len(presence.posts),
        mentioned=len(presence.mentioned_by),
        standing=standing_of(author),
        followers=author.followers,
        reputation=round(presence.reputation, 6),
        keys=presence.keys,
    )
