"""Which words were said, by which posts, and how people write them."""

from collections.abc import Iterator, Sequence

from hashtui.reading.summary.said import Said
from hashtui.reading.summary.stems import stem_of


class Lexicon:
    """The words of all posts taken in."""

    def __init__(self) -> None:
        self._posts: dict[str, list[str]] = {}
        self._surfaces: dict[str, int] = {}
        self._by_stem: dict[str, list[str]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._posts)

    def learn(self, key: str, words: tuple[str, ...], said: Said) -> None:
        """The post says these words; how it writes them is remembered."""
        posts = self._posts
        for word in words:
            if (keys := posts.get(word)) is None:
                posts[word] = [key]
            else:
                keys.append(key)
        surfaces = self._surfaces
        for surface in said.surfaces:
            if surface in surfaces:
                surfaces[surface] += 1
            elif surface:
                surfaces[surface] = 1
                self._by_stem.setdefault(stem_of(surface), []).append(surface)

    def forget(self, key: str, words: tuple[str, ...]) -> None:
        """The post says them no more."""
        for word in words:
            keys = self._posts.get(word, [])
            if key in keys:
                keys.remove(key)

    def posts(self, stem: str) -> Sequence[str]:
        """The keys of the posts that say it, in the order they were taken in."""
        return self._posts.get(stem, ())

    def times_said(self, stem: str) -> int:
        """In how many posts it stands."""
        return len(self._posts.get(stem, ()))

    def surface(self, stem: str) -> str:
        """The word as most people write it."""
        times = self._surfaces
        return min(self._by_stem.get(stem, ()), key=lambda surface: (-times[surface], surface), default=stem)
