"""Going on after a restart: a feed is asked whether it changed since, and what it showed then is not told again."""

from collections.abc import Iterable, Iterator

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Cursor, Follow
from hashtui.sources.feed.pace import LONGEST
from hashtui.sources.feed.reached import Reached, mark_of
from hashtui.sources.feed.scan import MOST_ENTRIES
from hashtui.sources.feed.telling import times
from hashtui.sources.feed.track import Track
from hashtui.sources.source import Means
from hashtui.sources.trail import Trail, is_past, of_tag


class Progress:
    """How far the feeds of one source were read, before the program was started and now."""

    def __init__(self, source: CleanLine, means: Means) -> None:
        self._clock: Clock = means.clock
        self._trail = Trail(source, means, Reached)

    def resume(self, track: Track, follow: Follow) -> None:
        """This feed is about to be asked for the first time."""
        reached = self._trail.before(_name(track)) if follow.since is None else None
        if reached is None or not is_past(reached.newest, self._clock.now()):
            return
        track.earlier = reached.earlier
        if track.tag is not None or {tag.name for tag in follow.tags} <= {*reached.tags}:
            # “Not changed” is an answer only to who was told everything then.
            track.etag, track.modified = reached.etag, reached.modified
            track.every = reached.every if 0 < reached.every <= LONGEST else 0.0

    def told(self, tracks: Iterable[Track], follow: Follow) -> Iterator[Cursor]:
        """What these showed last was told."""
        tags = tuple(sorted(tag.name for tag in follow.tags))
        for track in tracks:
            if not track.is_well or not track.window:
                continue
            newest = min(self._clock.now(), max(times(track.window)))
            seen = tuple(mark_of(kept) for kept in track.window[:MOST_ENTRIES])
            own = tags if track.tag is None else (track.tag.name,)
            reached = Reached(track.etag, track.modified, track.every, newest, own, seen)
            yield from self._trail.reach(_name(track), reached)


def _name(track: Track) -> str:
    return "feed" if track.tag is None else of_tag(track.tag)
