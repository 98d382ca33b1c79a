"""How much, and what, is said of one tag from minute to minute."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from math import inf

from hashtui.reading.summary.weighed import Weighed

MINUTE = 60


class Bin:
    """One minute of one tag. Posts of waves are among its keys and count for nothing."""

    __slots__ = ("boosts", "keys", "said", "spoilt", "squares", "tellers", "voices")

    def __init__(self) -> None:
        self.keys: list[str] = []
        """Posts in the order they were taken in."""
        self.boosts: list[tuple[str, str, float]] = []
        """Post passed on, author's key, weight."""
        self.spoilt = False
        """What it counts changed since and is to be counted anew."""
        self.empty()

    def empty(self) -> None:
        """Nothing was counted yet."""
        self.voices = 0.0
        """The weights of its posts and boosts."""
        self.squares = 0.0
        """Their squares: what `voices` is worth in equal voices is their ratio."""
        self.said: dict[str, float] = {}
        """By stem: the weights of the posts and boosts that say it."""

    def count(self, post: Weighed, weight: float) -> None:
        """Somebody says the post's words, with that weight."""
        if post.in_wave or not weight:
            return
        self.voices += weight
        self.squares += weight * weight
        said = self.said
        for word in post.words:  # most words are said once a minute: they share the weight's one float
            said[word] = said[word] + weight if word in said else weight


class Stream:
    """The minutes in which a tag was spoken of. Always true: `minutes` is sorted and has no other than those."""

    def __init__(self, posts: Mapping[str, Weighed]) -> None:
        self._posts = posts
        self._bins: dict[int, Bin] = {}
        self._boosted_in: dict[str, list[int]] = {}
        """By post: the minutes in which it was passed on."""
        self.minutes: list[int] = []
        """Minutes since the epoch."""
        self.revision = 0
        self.is_changed = False
        """Something changed before the minute that is watched."""
        self._watched: float = -inf

    def add(self, post: Weighed) -> None:
        """The post is said in its minute."""
        one = self._at(post.at)
        one.keys.append(post.entry.key)
        one.count(post, post.weight)

    def pass_on(self, post: Weighed, by: str, at: float, weight: float) -> None:
        """Somebody says by a boost what the post says."""
        one = self._at(at)
        minutes = self._boosted_in.setdefault(post.entry.key, [])
        if (minute := int(at // MINUTE)) not in minutes[-1:]:
            minutes.append(minute)
        one.boosts.append((post.entry.key, by, weight))
        one.count(post, weight)

    def spoil(self, post: Weighed) -> None:
        """Something about the post changed: what counts it is counted anew when it is asked for."""
        self.revision += 1
        for minute in (int(post.at // MINUTE), *self._boosted_in.get(post.entry.key, ())):
            self.is_changed |= minute < self._watched
            if (one := self._bins.get(minute)) is not None:
                one.spoilt = True

    def remove(self, post: Weighed) -> None:
        """The post was never said."""
        self.spoil(post)
        minute = int(post.at // MINUTE)
        if (one := self._bins.get(minute)) is None or post.entry.key not in one.keys:
            return
        one.keys.remove(post.entry.key)
        if not (one.keys or one.boosts):
            del self._bins[minute]
            del self.minutes[bisect_left(self.minutes, minute)]

    def watch_before(self, minute: int | None) -> None:
        """Remember from now on whether anything before that minute changes; None: nothing is watched."""
        self._watched = -inf if minute is None else minute
        self.is_changed = False

    def bin(self, minute: int) -> Bin | None:
        """What was said in the minute."""
        one = self._bins.get(minute)
        if one is not None and one.spoilt:
            self._count_anew(one)
        return one

    def tellers(self, keys: Iterable[str], words: AbstractSet[str]) -> dict[str, frozenset[str]]:
        """Who says each of the words in those posts themselves, by the authors' keys."""
        told: dict[str, set[str]] = {word: set() for word in words}
        wanted = frozenset(words)
        for key in keys:
            post = self._posts[key]
            if not post.in_wave:
                for word in wanted.intersection(post.words):
                    told[word].add(post.author)
        return {word: frozenset(people) for word, people in told.items()}

    def first_minute(self, start: int, end: int, words: AbstractSet[str]) -> int:
        """The first of these minutes in which somebody says one of the words; `start` when nobody does."""
        return next((minute for minute, one in self.between(start, end) if not words.isdisjoint(one.said)), start)

    def share(self, keys: Iterable[str], of: AbstractSet[str], saying: AbstractSet[str]) -> float:
        """Of those posts that say one of the words `of`, how many say one of `saying` too."""
        those = [post.words for key in keys if not of.isdisjoint((post := self._posts[key]).words)]
        return sum(not saying.isdisjoint(words) for words in those) / len(those) if those else 0.0

    def between(self, start: int, end: int) -> Iterator[tuple[int, Bin]]:
        """The minutes from `start` to before `end` in which something was said."""
        for index in range(bisect_left(self.minutes, start), bisect_left(self.minutes, end)):
            minute = self.minutes[index]
            if (one := self.bin(minute)) is not None:
                yield minute, one

    def _at(self, at: float) -> Bin:
        self.revision += 1
        minute = int(at // MINUTE)
        if minute < self._watched:
            self.is_changed = True
        one = self._bins.get(minute)
        if one is None:
            one = self._bins[minute] = Bin()
            if self.minutes and minute < self.minutes[-1]:
                insort(self.minutes, minute)
            else:
                self.minutes.append(minute)
        return one

    def _count_anew(self, one: Bin) -> None:
        one.empty()
        one.spoilt = False
        for key in one.keys:
            post = self._posts[key]
            one.count(post, post.weight)
        for key, _, weight in one.boosts:
            if (passed_on := self._posts.get(key)) is not None:
                one.count(passed_on, weight)
