"""What came while somebody reads, and how much of it is still new."""

from hashtui.reading.timeline import Timeline


class News:
    """Keys of posts that came while reading; those that were not seen yet are new."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.keys: set[str] = set()
        self._counted_at = -1
        self._new = self._matter = 0

    def add(self, key: str) -> None:
        """One more came."""
        if key in self.keys:
            return
        self.keys.add(key)
        if self._counted_at == self._timeline.sights and self._is_new(key):
            self._new += 1
            self._matter += self._timeline.matters(key)

    def clear(self) -> None:
        """The reader is where the new ones are."""
        self.keys.clear()
        self._counted_at = -1

    def go_on_from(self, other: "News") -> None:
        """Know what that one knew."""
        self.keys = set(other.keys)
        self._counted_at = -1

    def count(self) -> tuple[int, int]:
        """How many are new, and how many of these matter."""
        if self._counted_at != self._timeline.sights:
            self._counted_at = self._timeline.sights
            if len(self.keys) > self._timeline.stored:  # somebody reads on for days: what is no more is no news
                self.keys = {key for key in self.keys if self._timeline.entry(key) is not None}
            new = self.keys & self._timeline.unseen
            if self._timeline.sifted is not None:
                new = self._timeline.shown(new)
            self._new, self._matter = len(new), sum(map(self._timeline.matters, new))
        return self._new, self._matter

    def _is_new(self, key: str) -> bool:
        timeline = self._timeline
        return key in timeline.unseen and (timeline.sifted is None or timeline.position(key) is not None)
