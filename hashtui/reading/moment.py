"""What is true of entries at one moment beyond what they say themselves: what filters judge them by."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime, timedelta

from hashtui.post.post import Author
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, unknown


def _alone(_: Entry, __: timedelta) -> int:
    """Each post is its author's only one."""
    return 1


@dataclass(slots=True)
class Moment:
    """The moment at which entries are judged. A timeline keeps one and moves its `now`; the rest is looked up live."""

    now: datetime
    """Aware UTC."""
    unread: Container[str] = frozenset()
    """Keys of the posts that were not seen yet in the pane that asks."""
    alerted: Container[str] = frozenset()
    """Keys of the posts an alert rule spoke up for."""
    level_of: Callable[[Author], Level] = unknown
    authored: Callable[[Entry, timedelta], int] = _alone
    """How many posts of the entry's author stand in the period that ends with the entry, itself included."""
    picked: Container[str] = frozenset()
    """Keys of the posts that were picked for an anthology."""


Judge = Callable[[Entry, Moment], bool]
"""A question about an entry, answered for a moment."""
