"""How many posts a minute, now and over the last minutes."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

WINDOW = 5
"""The rate shown is the mean over this many minutes."""


class Rate:
    """Posts counted by the minute they stand at."""

    def __init__(self) -> None:
        self._minutes: Counter[int] = Counter()

    def count(self, at: datetime) -> None:
        """Count one post that stands at this time."""
        self._minutes[_minute(at)] += 1

    def discount(self, at: datetime) -> None:
        """Take back having counted one that stands at this time."""
        self._minutes[_minute(at)] -= 1

    def per_minute(self, now: datetime) -> float:
        """Posts a minute over the last minutes, the one that has begun included."""
        last = _minute(now)
        return sum(self._minutes[m] for m in range(last - WINDOW + 1, last + 1)) / WINDOW

    def bins(self, now: datetime, cells: int) -> tuple[int, ...]:
        """Posts in each of the last `cells` minutes, oldest first."""
        last = _minute(now)
        return tuple(self._minutes[minute] for minute in range(last - cells + 1, last + 1))


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(bins: Sequence[int], blocks: str = BLOCKS) -> str:
    """The bins as block characters, the highest as the full block; a bin with posts is never drawn as empty."""
    top = max(bins, default=0)
    if top == 0:
        return blocks[0] * len(bins)
    return "".join(blocks[0 if not n else max(1, round(n / top * (len(blocks) - 1)))] for n in bins)
