"""The posts of one pane, in their order, as they arrive, change and go."""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain, islice

from hashtui.post.sighting import Admitted, Change, Gap
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.gaps import Gaps
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.rate import Rate

Place = tuple[datetime, str]
"""Where an entry stands: its time, and its key where times are equal."""

LIMIT = 200_000


class Arrivals:
    """Keys in the order they came. `len` counts all there ever were; only the last `room` of them are kept."""

    def __init__(self, room: int) -> None:
        self._keys: deque[str] = deque(maxlen=room)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, since: slice) -> list[str]:
        """`arrivals[n:]`: what came after the first n, as far as it is kept."""
        fresh = self._count - (since.start or 0)
        return list(islice(reversed(self._keys), max(0, fresh)))[::-1]

    def append(self, key: str) -> None:
        """One more."""
        self._keys.append(key)
        self._count += 1


class Timeline:
    """The entries one pane wants, oldest first, each key once.

    `revision` grows with every change a reader could see; `arrivals` lists the keys in the order they came, so that
    whoever looked last at `len(arrivals)` knows what came since. Positions count from the newest: 0 is the newest.
    An entry keeps its place for as long as it is here: edits and deletions never move it.
    """

    def __init__(
        self,
        wants: Judge,
        concerns: Callable[[Entry], bool],
        *,
        tags: Iterable[Tag] = (),
        limit: int = LIMIT,
    ) -> None:
        """`tags` are those asked for; a hole in what was heard of none of them is not told here. None named: any."""
        self._wants = wants
        self._tags = frozenset(tags)
        self._concerns = concerns
        self._limit = limit
        self._at_once = max(1, limit // 20)
        """So many are forgotten at a time: one by one would be slow."""
        self._entries: dict[str, Entry] = {}
        self._order: list[Place] = []
        self._floor: Place | None = None
        """Where the newest entry stood that was forgotten."""
        self._hidden: dict[str, None] = {}
        self._hidden_before = 0
        """Hidden posts whose keys are no longer kept."""
        self._gaps = Gaps()
        self.unseen: set[str] = set()
        self._moment = Moment(datetime.min.replace(tzinfo=UTC), self.unseen)
        self.arrivals = Arrivals(limit)
        self.rate = Rate()
        self.revision = 0
        self.forgotten = 0

    def __len__(self) -> int:
        return len(self._order)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The holes in what was heard, by where they end, the latest first; the same tuple while nothing changes."""
        return self._gaps.all

    @property
    def hidden(self) -> int:
        """How many posts of the followed tags this pane does not want."""
        return len(self._hidden) + self._hidden_before

    def take(self, admitted: Admitted) -> bool:
        """Take a post in, in its newest state; say whether anything changed for a reader."""
        key = admitted.sighting.post.key
        known = self._entries.get(key)
        if known is not None:
            self._entries[key] = known.after(admitted)
            self.revision += 1
            return True
        entry = Entry.first(admitted)
        place = (entry.stands_at, key)
        if admitted.change is Change.DELETED or self._was_forgotten(admitted.change, place):
            return False
        self._moment.now = admitted.sighting.received_at
        if not self._wants(entry, self._moment):
            if self._concerns(entry) and key not in self._hidden:
                self._hide(key)
            return False
        self._hidden.pop(key, None)
        self._entries[key] = entry
        insort(self._order, place)
        self.unseen.add(key)
        self.arrivals.append(key)
        self.rate.count(entry.stands_at)
        self.revision += 1
        if len(self._order) > self._limit:
            self._forget_oldest()
        return True

    def admit_gap(self, gap: Gap) -> bool:
        """Take note of a hole, or of what became of it; say whether it is told here and tells something new."""
        if gap.tags and self._tags and not gap.tags & self._tags:
            return False
        if not self._gaps.hear(gap):
            return False
        self.revision += 1
        return True

    def _hide(self, key: str) -> None:
        self._hidden[key] = None
        self.revision += 1
        if len(self._hidden) > self._limit:
            for old in list(islice(self._hidden, self._at_once)):
                del self._hidden[old]
                self._hidden_before += 1

    def _was_forgotten(self, change: Change, place: Place) -> bool:
        """News of a post that was here, or would have been, before the oldest were forgotten: it does not come back."""
        return self._floor is not None and place <= self._floor and change is not Change.POST

    def _forget_oldest(self) -> None:
        gone = self._order[: self._at_once]
        for _, key in gone:
            del self._entries[key]
            self.unseen.discard(key)
            self.forgotten += 1
        del self._order[: len(gone)]
        self._floor = max(self._floor or gone[-1], gone[-1])

    def entry(self, key: str) -> Entry | None:
        """The entry of that post, if it is here."""
        return self._entries.get(key)

    def at(self, position: int) -> Entry:
        """The entry at a position, counted from the newest. IndexError outside."""
        if position < 0:
            raise IndexError(position)
        return self._entries[self._order[-1 - position][1]]

    def position(self, key: str) -> int | None:
        """Where the post stands, counted from the newest; None when it is not here."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        return len(self._order) - 1 - bisect_left(self._order, (entry.stands_at, key))

    def next_unseen(self, after: str | None) -> str | None:
        """The unseen post to read next: the nearest newer one, oldest first; then the newest of the older ones.

        Reading goes upwards, towards what is new; a late post below is found when nothing above is left.
        """
        if not self.unseen:
            return None
        here = self._entries.get(after) if after is not None else None
        at = len(self._order) if here is None else bisect_left(self._order, (here.stands_at, here.key))
        for index in chain(range(at + 1, len(self._order)), range(at - 1, -1, -1)):
            key = self._order[index][1]
            if key in self.unseen:
                return key
        return None

    def see(self, keys: Sequence[str]) -> bool:
        """Count these posts as seen; say whether any was not."""
        before = len(self.unseen)
        self.unseen.difference_update(keys)
        if len(self.unseen) == before:
            return False
        self.revision += 1
        return True

    def see_all(self) -> frozenset[str]:
        """Count everything as seen; the keys that were not, for taking it back."""
        keys = frozenset(self.unseen)
        self.see(tuple(keys))
        return keys

    def unsee(self, keys: frozenset[str]) -> None:
        """Take back having seen these."""
        self.unseen.update(key for key in keys if key in self._entries)
        self.revision += 1
