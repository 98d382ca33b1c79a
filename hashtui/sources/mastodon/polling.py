"""Asking a server for the newest posts of its tags in turn, without losing one and without being a nuisance."""

from collections.abc import AsyncGenerator, Coroutine, Iterable, Iterator
from datetime import datetime, timedelta

from hashtui.errors import NoNetwork, RateLimited, Refused, SourceError
from hashtui.manners import TICK, Backoff, Budget, patience
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.sighting import Gap, Heard, Sighting, State
from hashtui.sources.lamp import Mood
from hashtui.sources.mastodon.answers import Closed, TagRefused
from hashtui.sources.mastodon.boosters import ANSWER
from hashtui.sources.mastodon.doubts import settle_doubts
from hashtui.sources.mastodon.ids import order
from hashtui.sources.mastodon.lamp import TwoWayLamp
from hashtui.sources.mastodon.server import PATIENCE, Server
from hashtui.sources.mastodon.track import Track
from hashtui.sources.mastodon.tracks import Tracks
from hashtui.sources.merge import first_of
from hashtui.sources.source import Following, Means
from hashtui.sources.trail import SKEW

PAGES_AT_ONCE = 10
"""Pages read back for one tag before the others have their turn."""
MOST_PAGES = 50
"""Pages read back to fill one hole: two thousand posts."""
LEFT_TO_NEWS = 0.3
"""How much of a window's questions is not spent on reading back: asking for what is new goes on all the while."""
UNCONDITIONAL_EVERY = 10
"""A server that always says “not changed” is not believed for ever."""
HERE_FLOOR = 2.0
"""Seconds between two questions for a tag at a server on this machine."""
SLOWER = 4
"""How much slower a tag is asked for while its stream brings its posts."""
WORTH_SAYING = 30.0
"""Seconds of waiting for the budget that are said."""

_CATCHING_UP = Mood(State.CATCHING_UP, "reading what came meanwhile")
_READING_BACK = Mood(State.CATCHING_UP, "reading back to the time asked for")


class Poller:
    """Asks for every followed tag, one question at a time; what is late, edited or deleted comes out of overlap."""

    def __init__(self, server: Server, tracks: Tracks, lamp: TwoWayLamp, means: Means, interval: float | None) -> None:
        self._server = server
        self._tracks = tracks
        self._lamp = lamp
        self._clock = means.clock
        self._interval = interval
        self._backoff = Backoff(server.random)
        self._up_since: float | None = None

    async def run(self, following: Following) -> AsyncGenerator[Heard, None]:
        """Everything heard by asking, until cancelled or refused."""
        self._tracks.begin()
        while True:
            try:
                async for heard in self._turn(following):
                    yield heard
                continue
            except Refused as refusal:
                for report in self._lamp.asking(_refused(refusal)):
                    yield report
                raise
            except SourceError as error:
                trouble = error
            self._tracks.come_away()
            wait, mood = self._endure(trouble)
            for report in self._lamp.asking(mood):
                yield report
            if isinstance(trouble, RateLimited):
                await self._clock.sleep(wait)
            else:
                await self._rest(wait, following)

    async def _turn(self, following: Following) -> AsyncGenerator[Heard, None]:
        """Ask for one thing, or wait until there is something to ask."""
        self._tracks.take_up(following.follow)
        if not len(self._tracks):
            await following.changed_from(self._tracks.follow)
            return
        if self._server.instance is None:
            await self._server.discover()
        fresh = [t for t in self._tracks if not t.is_open and t.refusal is None]
        if fresh:
            async for heard in self._open(fresh):
                yield heard
        else:
            track = min((t for t in self._tracks if t.is_open), key=lambda t: t.due, default=None)
            if track is None:
                raise self._all_refused()
            wait = max(track.due - self._clock.monotonic(), self._server.wait())
            if wait > 0:
                for report in self._lamp.asking(self._mood()):
                    yield report
                async for boost in self._rest_usefully(wait, following):
                    yield boost
                return
            async for heard in self._ask(track):
                yield heard
        if self._up_since is None:
            self._up_since = self._clock.monotonic()
        for report in self._lamp.asking(self._mood()):
            yield report

    async def _open(self, fresh: list[Track]) -> AsyncGenerator[Heard, None]:
        """The newest pages of these tags, or all since the time asked for: as one, oldest first."""
        gathered: list[Sighting] = []
        trouble: SourceError | None = None
        is_resuming = self._tracks.follow.since is None
        for track in fresh:
            try:
                await self._read(track, gathered)
                if track.hole is not None:
                    for report in self._lamp.asking(_CATCHING_UP if is_resuming else _READING_BACK):
                        yield report
                # What came while nobody listened is read a little of each: the others are not to wait for it.
                await self._fill(track, gathered, max(1, PAGES_AT_ONCE // len(fresh)) if is_resuming else MOST_PAGES)
            except TagRefused as error:
                track.refusal = error
            except SourceError as error:
                trouble = error
                break
        if trouble is None and not all(track.refusal for track in self._tracks):
            for report in self._lamp.asking(self._mood()):
                yield report
        heard: list[Heard] = [*_united(gathered), *self._tracks.boosters.take(), *self._gaps(fresh)]
        for told in heard:
            yield told
        for cursor in self._tracks.progress.told(fresh):
            yield cursor
        if trouble is not None:
            raise trouble
        if all(track.refusal for track in self._tracks):
            raise self._all_refused()
        pace = self._pace() / len(fresh)
        for place, track in enumerate(fresh, 1):
            track.due = self._clock.monotonic() + (0.0 if self._goes_on(track) else place * pace)
        self._tracks.opened.set()

    async def _ask(self, track: Track) -> AsyncGenerator[Heard, None]:
        """The newest page of one tag, what lies between it and what is known, and what vanished from it."""
        gathered: list[Sighting] = []
        others: list[Heard] = []
        trouble: SourceError | None = None
        if track.missed:
            track.is_silent = True
        try:
            await self._read(track, gathered)
            if track.hole is not None:
                for report in () if track.hole.is_check else self._lamp.asking(_CATCHING_UP):
                    yield report
                await self._fill(track, gathered, PAGES_AT_ONCE)
            await settle_doubts(track, self._server, self._tracks, others, self._clock.now())
        except TagRefused as error:
            track.refusal, track.is_open = error, False
        except SourceError as error:
            trouble = error
        heard: list[Heard] = [*_united(gathered), *others, *self._tracks.boosters.take(), *self._gaps([track])]
        for told in heard:
            yield told
        for cursor in self._tracks.progress.told([track]):
            yield cursor
        if self._lamp.streams and all(track.is_silent for track in self._tracks):
            for report in self._lamp.stream(Mood(State.POLLING, "the stream is silent")):
                yield report
        if trouble is not None:
            raise trouble
        pause = 0.0 if self._goes_on(track) else self._pace(track) * self._server.random.uniform(1.0, 1.2)
        track.due = self._clock.monotonic() + pause
        if all(track.refusal for track in self._tracks):
            raise self._all_refused()

    async def _read(self, track: Track, gathered: list[Sighting]) -> None:
        etag = track.etag if track.unchanged < UNCONDITIONAL_EVERY else None
        answer = await self._server.tag_page(track.tag, etag=etag)
        if answer is None:
            track.unchanged += 1
            return
        rows, track.etag = answer
        track.unchanged = 0
        for number in range(rows.bad):
            self._tracks.cannot_read(f"row {number} of #{track.tag.name}")
        page = self._tracks.read(rows.rows)
        opening, since = not track.is_open, self._tracks.follow.since
        gathered += self._tracks.tell(track, page, opening=opening)
        track.take(page, self._clock.now())
        if opening and since is not None:
            track.open_back_to(since, page)
        elif opening:
            self._tracks.progress.resume(track, page)
        track.has_streamed = self._lamp.streams

    async def _fill(self, track: Track, gathered: list[Sighting], most: int) -> None:
        """Read back towards what is known, at most so many pages now."""
        for _ in range(most):
            hole = track.hole
            if hole is None or hole.pages >= MOST_PAGES or not self._goes_on(track):
                return
            ceiling = hole.ceiling
            answer = await self._server.tag_page(track.tag, before=ceiling)
            hole.pages += 1
            page = self._tracks.read(answer[0].rows) if answer else []
            track.check(page, ceiling)
            told = self._tracks.tell(track, page, opening=hole.is_opening)
            hole.found += len(told)
            gathered += told
            is_closed = hole.narrow(page)
            track.stretch(page)
            if is_closed:
                track.hole = None
                track.filled = hole if hole.told_until else None

    def _goes_on(self, track: Track) -> bool:
        """Whether a hole is to be read back into now: not while only what is new may be asked for."""
        server = self._server
        return track.hole is not None and server.share_left > LEFT_TO_NEWS and server.wait(paging=True) <= PATIENCE

    def _gaps(self, tracks: Iterable[Track]) -> Iterator[Gap]:
        now, owe = self._clock.now(), self._tracks.known.owed.owe
        return (owe(gap) for track in tracks for gap in _gaps_of(track, self._server.url, now))

    async def _rest_usefully(self, seconds: float, following: Following) -> AsyncGenerator[Heard, None]:
        """Nothing is to be asked for so long: time to ask who passes posts on."""
        boosters = self._tracks.boosters
        pause = boosters.wait(seconds)
        if pause > 0:
            await self._rest(min(seconds, pause), following)
        else:
            await self._rest(min(seconds, ANSWER), following, boosters.ask(self._tracks.place()))
        for boost in boosters.take():
            yield boost

    async def _rest(self, seconds: float, following: Following, *asking: Coroutine[None, None, None]) -> None:
        changed = following.changed_from(self._tracks.follow)
        await first_of(self._clock.sleep(seconds), changed, self._tracks.until_hurried(), *asking)

    def _pace(self, track: Track | None = None) -> float:
        """Seconds between two questions for a tag."""
        tags = len(self._tracks)
        pace = self._interval
        if pace is None:
            pace = max(HERE_FLOOR, TICK * tags / 3) if self._server.is_here else Budget.rhythm(tags)
        is_streamed = track is not None and self._lamp.streams and track.is_trusted
        return pace * SLOWER if is_streamed else pace

    def _endure(self, trouble: SourceError) -> tuple[float, Mood]:
        """How long to wait after trouble, and what to say meanwhile."""
        now = self._clock.now()
        if self._up_since is not None:
            self._backoff.worked(self._clock.monotonic() - self._up_since)
            self._up_since = None
        if isinstance(trouble, RateLimited):
            until = trouble.until
            wait = self._backoff.next() if until is None else patience(until, now, self._server.random)
            long = " for more than an hour" if wait > 3600 else ""
            mood = Mood(State.WAITING, f"asked to wait{long}", now + timedelta(seconds=wait))
            return wait, mood
        wait = self._backoff.next()
        state = State.NO_NETWORK if isinstance(trouble, NoNetwork) else State.RECONNECTING
        return wait, Mood(state, str(trouble), now + timedelta(seconds=wait))

    def _all_refused(self) -> Refused:
        refusals = [track.refusal for track in self._tracks if track.refusal is not None]
        return refusals[0] if refusals else Refused(f"{self._server.host} takes none of these tags")

    def _mood(self) -> Mood:
        """How asking is when all is well, and what is worth knowing about it."""
        wait = self._server.wait()
        if wait > WORTH_SAYING:
            until = self._clock.now() + timedelta(seconds=wait)
            return Mood(State.WAITING, "it allows few questions", until)
        parts = [f"every {self._pace():.3g} s"]
        side = {"local": "only its own people’s posts", "remote": "only posts from elsewhere"}
        parts += [side[self._server.side]] if self._server.side else []
        parts += [
            f"#{track.tag.spelling} left out: it {track.refusal.reason}" for track in self._tracks if track.refusal
        ]
        return Mood(State.POLLING, "; ".join(parts))


def _refused(refusal: Refused) -> Mood:
    if isinstance(refusal, Closed):
        return Mood(State.REFUSED, refusal.reason, help=refusal.help)
    return Mood(State.REFUSED, str(refusal))


def _gaps_of(track: Track, source: CleanLine, now: datetime) -> Iterator[Gap]:
    """What to say of a hole that stays open for now, or was filled after that was said."""
    tags = frozenset((track.tag,))
    if track.filled is not None:
        filled, track.filled = track.filled, None
        reason = clean_line(f"#{track.tag.name}: filled")
        until = filled.told_until or filled.until
        yield Gap(source, filled.since, until, reason, now, filled.found, filled.told_at, tags)
    hole = track.hole
    if hole is None:
        return
    if hole.told_until is None and not hole.is_check:
        hole.told_until, hole.told_at = max(hole.since, min(hole.until, now + SKEW)), now
        reason = clean_line(f"#{track.tag.name}: more posts than could be read at once")
        yield Gap(source, hole.since, hole.told_until, reason, found_at=now, tags=tags)
    if hole.pages >= MOST_PAGES:
        track.hole = None


def _united(sightings: list[Sighting]) -> list[Sighting]:
    """Each post once, as it was told last, with all the tags it was asked for by; oldest first."""
    last = {sighting.post.key: sighting for sighting in sightings}
    return sorted(last.values(), key=lambda sighting: (sighting.post.created_at, order(sighting.local_id)))
