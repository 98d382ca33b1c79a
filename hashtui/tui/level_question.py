"""The question how far one trusts somebody: its words for the footer, and what a key answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from hashtui.config.trusted import LEVELS, NO_LEVEL, Trusted
from hashtui.post.post import Author
from hashtui.tui.typeset import shorten, width_of

ANSWERS: Mapping[str, float | None] = {
    "3": LEVELS["sure"],
    "2": LEVELS["usual"],
    "1": LEVELS["follow"],
    "0": None,
}
"""The level each key gives; there is none that mutes."""
CHOICES = "3 sure 2 usual 1 to follow 0 none"
_LEAST_NAME = 8


@dataclass(frozen=True, slots=True)
class LevelQuestion:
    """One question, about one person. It is answered by the next key that answers it, and left by any other."""

    author: Author
    given: float | None
    """What was given to them until now."""

    def words(self, width: int) -> str:
        """Who is asked about, what may be answered, what holds now; on one row where that is possible."""
        now = f"now {level_words(self.given)}" if self.given is not None else "Esc leaves"
        handle = self.author.handle
        for name, end in ((handle, f" · {now}"), (handle, "")):
            words = f"Trust {name}: {CHOICES}{end}"
            if width_of(words) <= width:
                return words
        room = width - width_of(f"Trust : {CHOICES}")
        if room >= _LEAST_NAME:
            return f"Trust {shorten(handle, room)}: {CHOICES}"
        return CHOICES


def level_words(level: float | None) -> str:
    """The level by its word: `sure`, `usual`, `to follow`; one that has none as a figure."""
    if not level:
        return "none"
    return next((word for word, known in _WORDS if known == level), f"{level:g}")


_WORDS = [("to follow" if word == "follow" else word, level) for word, level in LEVELS.items()]


def trusted_words(author: Author, level: float | None) -> str:
    """What was done: `Trusted @anna@piaille.fr, usual`."""
    if not level:
        return f"No longer trusted: {author.handle}"
    return f"Trusted {author.handle}, {level_words(level)}"


def put_back(now: Trusted, before: Trusted, author: Author) -> Trusted:
    """What is said now, but for how far that author is trusted, which is as it was before."""
    own = before.accounts.get(author.key) or before.accounts.get(author.handle.lower())
    if own is not None and own.level == NO_LEVEL:
        return now.with_level(author, NO_LEVEL)
    return now.with_level(author, before.given_of(author).level)
