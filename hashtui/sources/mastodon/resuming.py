"""Going on after a restart: how far each tag's timeline was read before, and what lies between there and now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Cursor
from hashtui.sources.mastodon.decode import Status
from hashtui.sources.mastodon.ids import id_at, order, tells_time
from hashtui.sources.mastodon.track import Hole, Track
from hashtui.sources.source import Means
from hashtui.sources.trail import Moment, Trail, is_past, of_tag

OVERLAP = timedelta(minutes=15)
"""Posts from elsewhere come late and are put where they belong by their own time: below what was read (A.3)."""


class Reached(msgspec.Struct, frozen=True, tag_field="kind", tag="mastodon"):
    """A place in a tag's timeline: the newest id that was read there, and its time."""

    id: str
    at: Moment


class Progress:
    """How far the tags of one server were read, before the program was started and now."""

    def __init__(self, source: CleanLine, means: Means) -> None:
        self._clock = means.clock
        self._trail = Trail(source, means, Reached)

    def resume(self, track: Track, page: Sequence[Status]) -> None:
        """The first page of this track was read: find out whether there is more between it and where we were."""
        reached, now = self._trail.before(of_tag(track.tag)), self._clock.now()
        if reached is None or not page or not is_past(reached.at, now):
            return
        lowest = min(page, key=lambda status: order(status.row_id))
        if _is_of_that_kind(reached, page):
            floor: str | None = _below(reached, now)
            joins = order(lowest.row_id) <= order(reached.id)
            is_whole = order(lowest.row_id) <= order(floor or reached.id)
        else:
            floor, joins = None, False
            is_whole = lowest.post.created_at < reached.at
        if not is_whole:
            until = lowest.post.created_at
            track.hole = Hole(floor, lowest.row_id, reached.at, until, is_opening=True, is_check=joins)

    def told(self, tracks: Iterable[Track]) -> Iterator[Cursor]:
        """All that was read of these was told: how far that is. Behind a hole nothing counts as read."""
        for track in tracks:
            is_whole = track.hole is None or track.hole.is_check
            if track.is_open and is_whole and track.newest is not None and track.newest_at is not None:
                yield from self._trail.reach(of_tag(track.tag), Reached(track.newest, track.newest_at))


def _is_of_that_kind(reached: Reached, page: Sequence[Status]) -> bool:
    """Whether the server still counts as it did: where its software is another, or the file was edited, time tells."""
    highest = max(page, key=lambda status: order(status.row_id))
    is_decimal = reached.id.isdecimal()
    if is_decimal != highest.row_id.isdecimal() or (not is_decimal and len(reached.id) != len(highest.row_id)):
        return False
    return order(reached.id) <= order(highest.row_id) or highest.post.created_at <= reached.at


def _below(reached: Reached, now: datetime) -> str:
    """The id down to which is read."""
    overlapped = id_at(reached.at - OVERLAP)
    return min(reached.id, overlapped, key=order) if tells_time(reached.id, now) else reached.id
