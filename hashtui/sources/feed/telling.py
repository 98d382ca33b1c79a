"""What one source of feeds tells of the pages it read: what is new in them, and what may have been missed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.sighting import Follow, Gap, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.feed.asking import Page
from hashtui.sources.feed.known import Kept, Known
from hashtui.sources.feed.track import Hole, Track
from hashtui.sources.owed import Owed


class Telling:
    """Knows every entry of one source's feeds, and who wants to hear of which."""

    def __init__(self, source: CleanLine, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self._known = Known(source)
        self.owed = Owed()
        """What counts as told and was not taken yet."""
        self.follow = Follow(frozenset())
        """What is asked for."""

    def newest(self, track: Track, page: Page) -> tuple[list[Sighting], Hole | None]:
        """What a feed's newest page brings; the hole, when it must be feared that something came and went unseen."""
        opening, before = not track.is_open, track.window
        knows_some, window = self._take(track, page)
        told = self._told(track, window, held=opening)
        track.is_open = True
        is_whole = page.document.is_whole
        track.window = (window if is_whole else [*window, *before]) or before
        track.unreadable = page.document.unreadable
        if opening or not track.older_page:
            track.older_page = page.next_url
        known_until = max(times(before)) if before else track.earlier.newest if track.earlier is not None else None
        if known_until is None or not window or knows_some or not is_whole:
            return told, None
        newest, oldest = known_until, min(times(window))
        what = f"the feed showed only its newest {len(window)} entries and none of those known before"
        return told, Hole(min(newest, oldest), max(newest, oldest), track.label + what)

    def older(self, track: Track, page: Page, *, held: bool) -> tuple[list[Sighting], bool, datetime | None]:
        """What an older page brings, whether something on it was known, and how far back it reaches."""
        knows_some, window = self._take(track, page)
        return self._told(track, window, held=held), knows_some, min(times(window), default=None)

    def wanted(self, track: Track, page: Page, tag: Tag, before: datetime) -> list[Sighting]:
        """What an older page has from before that time, told already or not: the person asked for it."""
        _, window = self._take(track, page)
        rows = [kept for kept in window if kept.post.created_at < before]
        for kept in rows:
            kept.is_silent, kept.is_told = False, False
        return self._offered(track, rows, frozenset((tag,)), held=True)

    def held(self, track: Track) -> list[Sighting]:
        """What a feed showed already of what is asked for only now."""
        return self._told(track, track.window, held=True)

    def gap(self, track: Track, hole: Hole, found: int | None = None) -> Gap:
        """How a hole is told; `found` entries filled it."""
        now = self._clock.now()
        gap = Gap(
            source=self._source,
            since=hole.since,
            until=hole.until,
            reason=clean_line(hole.reason),
            filled_at=None if found is None else now,
            found=found,
            found_at=now,
            tags=_asked(track),
        )
        return self.owed.owe(gap)

    def _take(self, track: Track, page: Page) -> tuple[bool, list[Kept]]:
        """Whether some of these entries were known, and how they all are known from now on."""
        present, now = {found.post.key for found in page.found}, self._clock.now()
        keys = [self._known.key_of(found, present) for found in page.found]
        knows_some = any(key in self._known or track.showed(key) for key in keys)
        window = [self._known.take(found, present, now) for found in page.found]
        for kept in window:
            is_new = not kept.is_told and not kept.is_silent
            if is_new and track.earlier is not None and track.earlier.told(kept, is_of_tag=track.tag is not None):
                self._known.told_before(kept, _asked(track))
        return knows_some, window

    def _told(self, track: Track, window: Sequence[Kept], *, held: bool) -> list[Sighting]:
        """What of these entries is news to those who follow, the oldest first."""
        since = self.follow.since
        if held and since is not None:
            for kept in window:
                kept.is_silent |= not kept.is_told and kept.post.created_at < since
        return [self.owed.owe(sighting) for sighting in self._offered(track, window, self.follow.tags, held=held)]

    def _offered(self, track: Track, window: Sequence[Kept], tags: frozenset[Tag], *, held: bool) -> list[Sighting]:
        """The sightings among these entries: of a feed that is not a tag's own, those that bear one of the tags."""
        now, asked = self._clock.now(), _asked(track)
        rows = [kept for kept in window if asked or not tags.isdisjoint(kept.post.tags)]
        told = (self._known.tell(kept, asked, now, held=held or track.showed(kept.post.key)) for kept in rows)
        return sorted((sighting for sighting in told if sighting is not None), key=by_time)


def by_time(sighting: Sighting) -> datetime:
    """Sorts the oldest first."""
    return sighting.post.created_at


def times(window: Sequence[Kept]) -> Iterator[datetime]:
    """When these entries were written."""
    return (kept.post.created_at for kept in window)


def _asked(track: Track) -> frozenset[Tag]:
    return frozenset(() if track.tag is None else (track.tag,))
