"""Entries in time: where each stands, and lists of such places, oldest first."""

from bisect import bisect_left, insort
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain

from hashtui.reading.entry import Entry

Place = tuple[datetime, str]
"""Where an entry stands: its time, and its key where times are equal."""
BOTTOM: Place = (datetime.min.replace(tzinfo=UTC), "")
TOP: Place = (datetime.max.replace(tzinfo=UTC), "")

CHUNK = 128
"""So many places a sieve judges between two looks at the clock."""


def place_of(entry: Entry) -> Place:
    """Where it stands."""
    return entry.stands_at, entry.key


def put(order: list[Place], place: Place) -> None:
    """Put a place where it belongs; most belong to the end."""
    if not order or place > order[-1]:
        order.append(place)
    else:
        insort(order, place)


def index_of(order: list[Place], place: Place) -> int | None:
    """Where in the order that very place is."""
    index = bisect_left(order, place)
    return index if index < len(order) and order[index] == place else None


def nearest(order: list[Place], place: Place, all_places: list[Place]) -> Place | None:
    """The place of the order with the fewest of all places between; the older one of two equally near."""
    index = bisect_left(order, place)
    if not order:
        return None
    if index == len(order):
        return order[-1]
    if index == 0 or order[index] == place:
        return order[index]
    older, newer = order[index - 1], order[index]
    down, here, up = (bisect_left(all_places, one) for one in (older, place, newer))
    return older if here - down <= up - here else newer


def upwards_then_down(order: list[Place], place: Place | None, wanted: Callable[[str], bool]) -> str | None:
    """The nearest newer key that is wanted, else the nearest older one; without a place, from above the newest."""
    at = len(order) if place is None else bisect_left(order, place)
    above = at + 1 if at < len(order) and order[at] == place else at
    for index in chain(range(above, len(order)), range(at - 1, -1, -1)):
        if wanted(order[index][1]):
            return order[index][1]
    return None


class Sieve:
    """What a judge lets through of an order, as far as it has looked.

    It looks from one place on outwards, older and newer by turns, so that what is found appears beyond what stands on
    the screen. Always true: each place from `_since` to before `_until` was judged, and `order` has those that passed.
    """

    def __init__(self, passes: Callable[[str], bool], around: Place | None) -> None:
        """Without a place to look around it begins above the newest."""
        self._passes = passes
        self._since = self._until = TOP if around is None else around
        self.order: list[Place] = []

    @property
    def is_done(self) -> bool:
        """Everything was looked at."""
        return self._since == BOTTOM and self._until == TOP

    def judged(self, base: list[Place]) -> int:
        """How many of the places were looked at."""
        return bisect_left(base, self._until) - bisect_left(base, self._since)

    def look_on(self, base: list[Place], goes_on: Callable[[], bool]) -> None:
        """Look at more of these places, as long as one may go on."""
        older: list[list[Place]] = []
        passes = self._passes
        while not self.is_done and goes_on():
            if self._since != BOTTOM:
                end = bisect_left(base, self._since)
                start = max(0, end - CHUNK)
                older.append([place for place in base[start:end] if passes(place[1])])
                self._since = base[start] if start else BOTTOM
            if self._until != TOP:
                start = bisect_left(base, self._until)
                self.order += [place for place in base[start : start + CHUNK] if passes(place[1])]
                self._until = base[start + CHUNK] if start + CHUNK < len(base) else TOP
        self.order[:0] = [place for piece in reversed(older) for place in piece]

    def admit(self, place: Place) -> bool:
        """A place is new in the order, or its entry changed: what passed stays, what was not looked at waits."""
        if not self._since <= place < self._until or index_of(self.order, place) is not None:
            return False
        if self._passes(place[1]):
            put(self.order, place)
            return True
        return False
