"""How much everybody has written lately: what caps on one author's posts are judged by."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from datetime import timedelta

from hashtui.reading.entry import Entry
from hashtui.reading.order import Place, place_of

MOST_POSTS = 200_000
"""Posts remembered in all; beyond that, those of the authors who have been silent longest are forgotten."""
MOST_OF_ONE = 5_000
"""Posts remembered of one author: the newest."""

_LAST_KEY = "\U0010ffff"


class Authored:
    """The posts of every author in their order, each once, in whatever order they came. Counts are exact within it."""

    def __init__(self, most_posts: int = MOST_POSTS, most_of_one: int = MOST_OF_ONE) -> None:
        self._most_posts = most_posts
        self._most_of_one = most_of_one
        self._places: OrderedDict[str, list[Place]] = OrderedDict()
        """By author's key, those heard last at the end."""
        self._posts = 0

    def __len__(self) -> int:
        return self._posts

    def see(self, entry: Entry) -> None:
        """Count the post, which may have been counted before."""
        author = entry.post.author.key
        place = place_of(entry)
        places = self._places.get(author)
        if places is None:
            self._places[author] = [place]
        else:
            self._places.move_to_end(author)
            if place > places[-1]:
                places.append(place)
            else:
                index = bisect_left(places, place)
                if places[index] == place:
                    return
                places.insert(index, place)
            if len(places) > self._most_of_one:
                del places[0]
                return
        self._posts += 1
        while self._posts > self._most_posts:
            _, forgotten = self._places.popitem(last=False)
            self._posts -= len(forgotten)

    def posts_of(self, author: str) -> list[str]:
        """The keys of what the author of that key wrote, oldest first."""
        return [key for _, key in self._places.get(author, ())]

    def count(self, entry: Entry, period: timedelta) -> int:
        """How many posts of its author stand in the period that ends with the entry, itself included."""
        places = self._places.get(entry.post.author.key)
        if places is None:
            return 1
        place = place_of(entry)
        end = bisect_right(places, place)
        itself = 0 if end and places[end - 1] == place else 1
        try:
            begin = bisect_right(places, (place[0] - period, _LAST_KEY))
        except OverflowError:  # it is dated in the first years there are
            begin = 0
        return end - begin + itself
