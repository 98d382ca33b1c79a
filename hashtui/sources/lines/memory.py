"""What one file has given already: so that a file read again gives nothing twice."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from hashtui.post.clean import CleanLine

MOST_KEPT = 200_000
"""Posts remembered: as many as a watch knows. The first given are forgotten first."""
FORGOTTEN_AT_ONCE = 1_000
STATES_KEPT = 8
"""Lines remembered of one post that is edited again and again."""


@dataclass(frozen=True, slots=True)
class Given:
    """How a post was given."""

    lines: tuple[int, ...]
    """The hashes of the lines that said it, the last one last."""
    source: CleanLine
    """The name under which it was given: only under that name can it be taken away."""
    created_at: datetime


class Memory:
    """The posts of one file by key."""

    def __init__(self) -> None:
        self._given: dict[str, Given] = {}

    def of(self, key: str) -> Given | None:
        """How the post was given; None when it was not, or was taken away."""
        return self._given.get(key)

    def note(self, key: str, line: int, source: CleanLine, created_at: datetime) -> None:
        """This line was given, as the post's newest state."""
        before = self._given.get(key)
        others = () if before is None else tuple(one for one in before.lines if one != line)
        lines = (*others[1 - STATES_KEPT :], line)
        self._given[key] = Given(lines, source, created_at)
        if len(self._given) >= MOST_KEPT + FORGOTTEN_AT_ONCE:
            # Many at once: each look for the first of a dict walks over those that were removed before.
            for old in list(islice(self._given, FORGOTTEN_AT_ONCE)):
                del self._given[old]

    def lose(self, key: str) -> Given | None:
        """It was taken away; how it had been given."""
        return self._given.pop(key, None)
