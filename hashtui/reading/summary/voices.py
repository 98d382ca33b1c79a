"""What a voice weighs: who speaks, and how much they spoke lately."""

from collections.abc import Callable, Iterable

from hashtui.post.post import Author
from hashtui.reading.standing import Level, Standing

STRANGER = 0.35
FAMILIAR = 0.5
"""What somebody weighs whom a heavier voice boosted, answered or named; trust adds to it. Those below are strangers."""
CHAT_HALF_LIFE = 300.0
"""Seconds after which what somebody said weighs half on what they say next."""


class Voices:
    """Everybody heard so far. A voice never grows by what its owner says, only by what heavier ones say of them."""

    def __init__(self, standing_of: Callable[[Author], Standing]) -> None:
        self._standing_of = standing_of
        self._familiar: set[str] = set()
        """Authors' keys and handles in lower case."""
        self._said: dict[str, tuple[float, float]] = {}
        """By author's key: how much they said, decayed to the second it was last counted."""
        self._first: dict[str, float] = {}

    @property
    def heard(self) -> int:
        """How many people said something."""
        return len(self._first)

    def voice(self, author: Author) -> float:
        """rho: 0 for the muted, 0.35 for a stranger, from 0.5 up to 1 for the familiar and the trusted."""
        standing = self._standing_of(author)
        if standing.level is Level.MUTED:
            return 0.0
        if standing.level >= Level.KNOWN:
            return FAMILIAR + (1 - FAMILIAR) * standing.score
        return FAMILIAR if author.key in self._familiar or author.handle.lower() in self._familiar else STRANGER

    def speak(self, author: Author, at: float) -> float:
        """The author says one thing more at that time: what is left of their voice after what they said before."""
        said, last = self._said.get(author.key, (0.0, at))
        if at > last:
            said, last = said * 0.5 ** ((at - last) / CHAT_HALF_LIFE), at
        self._said[author.key] = (said + 1, last)
        first = self._first.get(author.key)
        if first is None or at < first:
            self._first[author.key] = at
        return 1 / (1 + said)

    def speak_of(self, people: Iterable[str], *, by: Author, voice: float) -> None:
        """Somebody boosts, answers, quotes or names these (keys or handles): familiar they are, if the voice is."""
        if voice >= FAMILIAR:
            mine = (by.key, by.handle.lower())
            self._familiar.update(one for one in people if one not in mine)

    def here_since(self, author: Author) -> float:
        """When they were first heard."""
        return self._first[author.key]
