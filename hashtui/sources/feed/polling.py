"""Asking for feeds in turn, each at its own interval, and waiting out their troubles."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from hashtui.errors import Malformed, NoNetwork, RateLimited, Refused, SourceError
from hashtui.manners import Backoff, Headers, patience
from hashtui.post.sighting import Follow, Gap, Heard, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.feed.address import FeedAddress
from hashtui.sources.feed.asking import Asking, NotThere, Over
from hashtui.sources.feed.lamp import TracksLamp
from hashtui.sources.feed.pace import FLOOR, FLOOR_HERE, UNKNOWN, interval, setback
from hashtui.sources.feed.resuming import Progress
from hashtui.sources.feed.telling import Telling, by_time, times
from hashtui.sources.feed.track import Hole, Track
from hashtui.sources.merge import first_of
from hashtui.sources.owed import Owed
from hashtui.sources.source import Following, Means

MOST_PAGES = 10
"""Older pages read to fill one hole, or to reach back to the time asked for."""
LONGEST_WAIT = 10.0
"""Seconds a person who asks for older posts is kept waiting until the host may be asked."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How often the person wants to ask, and by which dice."""

    every: float | None
    random: Random


class Poller:
    """The feeds of one source: one for each followed tag, or one for all of them."""

    def __init__(self, address: FeedAddress, asking: Asking, means: Means, manner: Manner) -> None:
        self._address = address
        self._asking = asking
        self._clock = means.clock
        self._manner = manner
        self._floor = FLOOR_HERE if address.is_here else FLOOR
        self._lamp = TracksLamp(address.name, means.clock)
        self._telling = Telling(address.name, means.clock)
        self._progress = Progress(address.name, means)
        self._tracks: dict[Tag | None, Track] = {}
        self._offline = Backoff(manner.random)
        self._malformed = 0

    @property
    def unreadable(self) -> int:
        """Entries and documents that could not be read."""
        return self._malformed + sum(track.unreadable for track in self._tracks.values())

    @property
    def owed(self) -> Owed:
        """What counts as told and was not taken yet."""
        return self._telling.owed

    async def run(self, following: Following) -> AsyncGenerator[Heard, None]:
        """Everything heard, until cancelled or refused."""
        self._begin()
        for heard in self.owed.left():
            yield heard
        while True:
            for sighting in self._take_up(following.follow):
                yield sighting
            if not self._tracks:
                await following.changed_from(self._telling.follow)
                continue
            turn = self._turn()
            if turn:
                async for heard in self._ask(turn):
                    yield heard
                continue
            left = [track for track in self._tracks.values() if track.refusal is None]
            if not left:
                refusal = next(track.refusal for track in self._tracks.values() if track.refusal is not None)
                for report in self._lamp.refused(str(refusal)):
                    yield report
                raise refusal
            now = self._clock.monotonic()
            wait = max(min(track.due for track in left) - now, self._asking.wait())
            await first_of(self._clock.sleep(wait), following.changed_from(self._telling.follow))

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """The next older page with entries from before that time, where the feed has pages. SourceErrors.

        Somebody is waiting for it: RateLimited where the host wants to be left alone for long.
        """
        track = self._tracks.get(tag if self._address.takes_tag else None)
        for _ in range(MOST_PAGES):
            if track is None or not track.older_page:
                break
            self._asking.check_patience(LONGEST_WAIT)
            page = await self._asking.older(track)
            found = self._telling.wanted(track, page, tag, before)
            if found:
                return found
        return []

    def _begin(self) -> None:
        """A listening begins: nobody knows for how long nothing was asked."""
        self._lamp.begin()
        for track in self._tracks.values():
            track.refusal = None
            track.due = min(track.due, track.asked_at + self._floor)

    def _take_up(self, follow: Follow) -> list[Sighting]:
        """Follow exactly these tags from now on; what a feed for all showed already and is asked for only now."""
        if follow == self._telling.follow:
            return []
        self._telling.follow = follow
        if self._address.takes_tag:
            wanted = sorted(follow.tags, key=lambda tag: tag.name)
            self._tracks = {tag: self._tracks.get(tag) or self._track(tag) for tag in wanted}
            return []
        if not follow.tags:
            self._tracks = {}
            return []
        track = self._tracks[None] = self._tracks.get(None) or self._track()
        if track.is_open and not track.window:
            # It said that nothing changed: what it holds for a tag that is new here is not known yet.
            track.etag = track.modified = ""
            track.due = min(track.due, track.asked_at + self._floor)
        return self._telling.held(track)

    def _track(self, tag: Tag | None = None) -> Track:
        track = Track(self._address.template if tag is None else self._address.for_tag(tag), tag)
        self._progress.resume(track, self._telling.follow)
        return track

    def _turn(self) -> list[Track]:
        """Whom to ask now: all that were never answered, so that what they hold comes in order; else who waits longest.

        Nobody while the host wants no questions.
        """
        now = self._clock.monotonic()
        if self._asking.wait() > 0:
            return []
        due = [track for track in self._tracks.values() if track.refusal is None and track.due <= now]
        fresh = [track for track in due if not track.is_open]
        return fresh or sorted(due, key=lambda track: track.due)[:1]

    async def _ask(self, turn: Sequence[Track]) -> AsyncGenerator[Heard, None]:
        """Ask for these feeds, as many as the host bears; what they bring comes together, oldest first."""
        told: list[Sighting] = []
        filled: list[Gap] = []
        for place, track in enumerate(turn, 1):
            if self._asking.wait() > 0:
                break
            opening = not track.is_open
            try:
                hole = await self._newest(track, told)
            except SourceError as error:
                self._endure(track, error)
                continue
            if hole is not None:
                yield self._telling.gap(track, hole)
            back_to = self._back_to(track, hole, opening=opening)
            if back_to is not None and track.older_page:
                for report in self._lamp.catch_up():
                    yield report
                found = await self._read_back(track, back_to, told, held=opening)
                if hole is not None and found is not None:
                    filled.append(self._telling.gap(track, hole, found))
            # The feeds of one host are not asked for all at once, but for the first time.
            share = place / len(turn) if opening else self._manner.random.uniform(1.0, 1.1)
            track.due = self._clock.monotonic() + max(self._floor, track.every * share)
        for report in self._lamp.show(list(self._tracks.values())):
            yield report
        last = {sighting.post.key: sighting for sighting in told}
        for sighting in sorted(last.values(), key=by_time):
            yield sighting
        for gap in filled:
            yield gap
        for cursor in self._progress.told(turn, self._telling.follow):
            yield cursor

    async def _newest(self, track: Track, told: list[Sighting]) -> Hole | None:
        """Ask for the newest page; the hole before it, if there may be one."""
        page = await self._asking.newest(track)
        track.failures, track.trouble, track.is_unknown = 0, None, False
        self._offline.reset()
        if page is None:
            track.is_open = True
            if not track.every or self._manner.every is not None:
                track.every = self._interval(None, ())
            return None
        track.every = self._interval(page.document.wish, page.headers)
        new, hole = self._telling.newest(track, page)
        told += new
        if hole is not None:
            track.older_page = page.next_url
        return hole

    def _back_to(self, track: Track, hole: Hole | None, *, opening: bool) -> datetime | None:
        """How far back older pages are wanted; None: not at all."""
        if hole is not None:
            return hole.since
        since = self._telling.follow.since
        if not opening or since is None or not track.window:
            return None
        return since if min(times(track.window)) > since else None

    async def _read_back(self, track: Track, back_to: datetime, told: list[Sighting], *, held: bool) -> int | None:
        """Read older pages until what is known, or until that time: how many entries they brought.

        None when it did not come to it: there are no more pages, too many, or trouble on the way.
        """
        found = 0
        for _ in range(MOST_PAGES):
            if not track.older_page:
                break
            try:
                page = await self._asking.older(track)
            except SourceError:
                break
            new, knows_some, oldest = self._telling.older(track, page, held=held)
            told += new
            found += len(new)
            if knows_some or oldest is None or oldest <= back_to:
                return found
        return None

    def _interval(self, wish: float | None, headers: Headers) -> float:
        return interval(every=self._manner.every, wish=wish, headers=headers, is_here=self._address.is_here)

    def _endure(self, track: Track, error: SourceError) -> None:
        """When to ask again after trouble; what can never be had is left out."""
        now = self._clock.monotonic()
        if isinstance(error, Malformed):
            self._malformed += 1
        if isinstance(error, NotThere) and self._address.takes_tag:
            track.is_open, track.is_unknown, track.trouble = True, True, None
            track.every = track.every or self._interval(None, ())
            own = self._manner.every is not None or self._address.is_here
            track.due = now + (track.every if own else max(track.every, UNKNOWN))
        elif isinstance(error, Over) or (isinstance(error, Refused | NotThere) and not track.is_open):
            track.refusal = error if isinstance(error, Refused) else Refused(str(error))
        else:
            track.trouble = error
            track.due = now + self._setback(track, error)
            if isinstance(error, RateLimited):
                self._asking.host.leave_alone(track.due)

    def _setback(self, track: Track, error: SourceError) -> float:
        """Seconds to wait after trouble."""
        random = self._manner.random
        if isinstance(error, NoNetwork):
            return self._offline.next()
        track.failures += 1
        if isinstance(error, RateLimited) and error.until is not None:
            return patience(error.until, self._clock.now(), random)
        return setback(track.failures, random, is_here=self._address.is_here)
