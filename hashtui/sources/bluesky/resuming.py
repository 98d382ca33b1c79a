"""Going on after a restart: from where on the stream is played again, and what of it that is not worth or not kept."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

import msgspec

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.sighting import Cursor, Follow, Gap
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.bookmark import Bookmark
from hashtui.sources.bluesky.position import Position
from hashtui.sources.source import Means
from hashtui.sources.trail import Moment, Trail, is_past, of_tag

WORTH = timedelta(hours=24)
"""How much of the stream is played again: servers promise no more, and a day of it is 1.6 GB (protocols B.1)."""
AT_ONCE = timedelta(seconds=10)
"""A tag that was left for no longer was hardly left."""


class Reached(msgspec.Struct, frozen=True, tag_field="kind", tag="jetstream"):
    """A place in the stream. Servers that tell no times number their events: no other knows such a number."""

    at: Moment
    """When the event there was seen; of one that has a number only, when it was heard."""
    sequence: int | None = None
    server: str = ""
    """Whose number it is."""

    @property
    def position(self) -> Position:
        """As the bookmark has it."""
        return Position(self.at) if self.sequence is None else Position(None, self.sequence, self.server)


class Progress:
    """How far the stream was heard for each tag, before the program was started and now."""

    def __init__(self, source: CleanLine, means: Means, bookmark: Bookmark) -> None:
        self._source = source
        self._clock: Clock = means.clock
        self._trail = Trail(source, means, Reached)
        self._bookmark = bookmark
        self._taken: frozenset[Tag] = frozenset()
        self._resumed: Position | None = None
        self._is_at_rest = True

    def take_up(self, follow: Follow) -> list[Gap]:
        """These tags are followed now: go on where the new ones were left; the gaps where that cannot be."""
        fresh, self._taken = follow.tags - self._taken, follow.tags
        if follow.since is not None:
            return []
        now = self._clock.now()
        left = {tag: place for tag in fresh if (place := self._trail.before(of_tag(tag))) and is_past(place.at, now)}
        if not self._bookmark.is_blank:
            # The stream is not wound back for one tag while it plays for others.
            old = {tag: place.at for tag, place in left.items() if now - place.at > AT_ONCE}
            return self._gaps(old, now, "nobody followed it meanwhile")
        start = min((p for p in left.values() if now - p.at <= WORTH), key=lambda p: p.at, default=None)
        if start is not None:
            self._resumed = start.position
            self._bookmark.resume(start.position, start.at, now)
        old = {tag: place.at for tag, place in left.items() if now - place.at > WORTH}
        until = now if start is None else start.at
        return self._gaps(old, until, "hashtui was off for longer than the stream is played again")

    def stir(self) -> None:
        """Something was told that is to be kept."""
        self._is_at_rest = False

    def told(self, follow: Follow, oldest_waiting: datetime | None) -> Iterator[Cursor]:
        """How far it was heard now. `oldest_waiting`: when the first post was seen that was not told yet."""
        last, heard_at = self._bookmark.last, self._bookmark.heard_at
        if last is None or heard_at is None or last is self._resumed:
            return
        if last.at is not None:
            reached = Reached(min(last.at, oldest_waiting or last.at))
        elif oldest_waiting is None:
            reached = Reached(heard_at, last.sequence, last.server)
        else:
            return
        is_at_rest = self._is_at_rest
        for tag in sorted(follow.tags & self._bookmark.served, key=lambda tag: tag.name):
            for cursor in self._trail.reach(of_tag(tag), reached, at_rest=is_at_rest):
                yield cursor
                self._is_at_rest = True

    def _gaps(self, since: dict[Tag, datetime], until: datetime, reason: str) -> list[Gap]:
        now = self._clock.now()
        return [
            Gap(self._source, at, until, clean_line(reason), found_at=now, tags=frozenset(tags))
            for at, tags in _together(since)
        ]


def _together(since: dict[Tag, datetime]) -> Iterable[tuple[datetime, list[Tag]]]:
    """The tags that have a time in common, by time."""
    ordered = sorted(since, key=lambda tag: (since[tag], tag.name))
    return ((at, list(tags)) for at, tags in groupby(ordered, key=lambda tag: since[tag]))
