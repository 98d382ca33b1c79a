"""How far a reader trusts an author: the levels, lowest first."""

from enum import IntEnum

from hashtui.post.post import Author


class Level(IntEnum):
    """What an author is to the reader. Higher is more; the name in lower case is the word people write."""

    MUTED = 0
    """The reader does not want to see them."""
    UNKNOWN = 1

    @property
    def word(self) -> str:
        """`muted`, `unknown`."""
        return self.name.lower()


def unknown(_: Author) -> Level:
    """Nothing is known of anybody."""
    return Level.UNKNOWN
