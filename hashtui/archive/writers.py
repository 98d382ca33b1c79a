"""How much everybody has written, as the archive knows it: what caps on one author's posts are judged by."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import timedelta

from hashtui.archive.codec import stamp
from hashtui.archive.posts import EARLIEST
from hashtui.reading.entry import Entry

MOST_PLACES = 300_000
"""Places remembered in all; beyond that all are forgotten, and read again."""
Place = tuple[int, str]
_LAST_KEY = "\U0010ffff"
_MICROSECOND = timedelta(microseconds=1)


class Writers:
    """The places of every author's posts that were asked for, each read once."""

    def __init__(self, read: Callable[[str], list[Place]]) -> None:
        """`read` gives the places of the posts of the author with that key, the oldest first."""
        self._read = read
        self._places: dict[str, list[Place]] = {}
        self._many = 0

    def count(self, entry: Entry, period: timedelta) -> int:
        """How many posts of the entry's author stand in the period that ends with it: as `Authored.count` has it."""
        places = self._of(entry.post.author.key)
        place = stamp(entry.stands_at), str(entry.key)
        end = bisect_right(places, place)
        itself = 0 if end and places[end - 1] == place else 1
        begin = bisect_right(places, (max(EARLIEST, place[0] - period // _MICROSECOND), _LAST_KEY))
        return end - begin + itself

    def _of(self, author: str) -> list[Place]:
        places = self._places.get(author)
        if places is None:
            if self._many > MOST_PLACES:
                self._places.clear()
                self._many = 0
            places = self._places[author] = self._read(author)
            self._many += len(places)
        return places
