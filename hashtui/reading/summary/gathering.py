"""Many posts at once made a chronicle: in the order of time, whatever order they came in, a slice at a time."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from hashtui.post.post import Author
from hashtui.post.sighting import Boost
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Standing, no_standing
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.peak import Sensitivity

SLICE = 32
"""So many are taken in between two looks at whether to go on."""
MOST_TAGS = 6
FREQUENT = 0.1
INSIDE = 0.9
COVERED = 0.95


class Gathering:
    """A chronicle in the making: the same posts and boosts give the same, in whatever order they are given."""

    def __init__(
        self,
        entries: Collection[Entry],
        boosts: Iterable[Boost] = (),
        standing_of: Callable[[Author], Standing] = no_standing,
        *,
        tags: Iterable[Tag] = (),
        sensitivity: Sensitivity = Sensitivity.NORMAL,
    ) -> None:
        self.chronicle = Chronicle(standing_of, tags=tags, sensitivity=sensitivity)
        self.of = len(entries)
        """How many posts there are."""
        self.taken = 0
        self._entries = entries
        self._boosts = boosts
        self._rest: Iterator[Entry | Boost] | None = None

    def go_on(self, goes_on: Callable[[], bool]) -> bool:
        """Take in more for as long as one may; whether more is left."""
        if self._rest is None:
            self._rest = self._in_order()
        while goes_on():
            for _ in range(SLICE):
                following = next(self._rest, None)
                if following is None:
                    return False
                if isinstance(following, Entry):
                    self.chronicle.take(following)
                    self.taken += 1
                else:
                    self.chronicle.pass_on(following)
        return True

    def _in_order(self) -> Iterator[Entry | Boost]:
        """A boost stands after what it passes on, whatever the clocks say."""
        places = {entry.key: entry.stands_at for entry in self._entries}
        events: list[tuple[datetime, int, str, str, Entry | Boost]] = [
            (entry.stands_at, 0, entry.key, "", entry) for entry in self._entries
        ]
        events += [
            (max(boost.created_at, places[boost.key]), 1, boost.key, boost.by.key, boost)
            for boost in self._boosts
            if boost.key in places
        ]
        events.sort(key=lambda event: event[:4])
        return (event[4] for event in events)


def gathered(
    entries: Collection[Entry],
    boosts: Iterable[Boost] = (),
    standing_of: Callable[[Author], Standing] = no_standing,
    *,
    tags: Iterable[Tag] = (),
    sensitivity: Sensitivity = Sensitivity.NORMAL,
) -> Chronicle:
    """The chronicle of these posts, all at once."""
    gathering = Gathering(entries, boosts, standing_of, tags=tags, sensitivity=sensitivity)
    gathering.go_on(lambda: True)
    return gathering.chronicle


def main_tags(entries: Iterable[Entry]) -> tuple[Tag, ...]:
    """The tags to look for peaks in when nobody names them; none: the posts are one stream."""
    tagged = [entry.tags for entry in entries]
    times = Counter(tag for tags in tagged for tag in tags)
    chosen: list[Tag] = []
    for tag, count in sorted(times.items(), key=lambda one: (-one[1], one[0].name)):
        if count < FREQUENT * len(tagged) or len(chosen) == MOST_TAGS:
            break
        inside = sum(1 for tags in tagged if tag in tags and not tags.isdisjoint(chosen))
        if inside < INSIDE * count:
            chosen.append(tag)
    covered = sum(1 for tags in tagged if not tags.isdisjoint(chosen))
    return tuple(chosen) if covered >= COVERED * len(tagged) else ()
