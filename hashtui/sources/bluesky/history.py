"""What a Bluesky source held before it listened, and what its stream missed: read back by search, with a session."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from hashtui.errors import RateLimited, Refused, SourceError
from hashtui.manners import Backoff, patience
from hashtui.post.clean import CleanLine, clean_line, log_line
from hashtui.post.sighting import Follow, Gap, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.answers import BadQuestion
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.search import MOST_PAGES, Reach, Search
from hashtui.sources.bluesky.session import Session
from hashtui.sources.bluesky.views import View
from hashtui.sources.merge import first_of
from hashtui.sources.source import Following, Means

NO_SESSION = (
    "history needs a Bluesky session: give the [[source]] a token_env, the name of an environment variable that holds"
    " HANDLE:APP-PASSWORD"
)
AWAY = 3 * 3600.0
"""Seconds to leave a search alone that turned us away: Bluesky closes it for hours at times."""
WORTH_SAYING = 60.0
"""Seconds of waiting from which on it is said what is missing meanwhile."""
OLDER_PAGES = 3
"""Pages read to find one post from before a time."""


@dataclass(slots=True)
class _Hole:
    """A stretch the stream missed, which is told of as filled once every tag of it was read back."""

    gap: Gap
    waiting: set[Tag]
    found: int = 0


@dataclass(slots=True)
class _Errand:
    """One tag to read back: as far as its newest page or a time, or through a hole."""

    tag: Tag
    since: datetime | None
    until: datetime | None = None
    hole: _Hole | None = None
    is_opening: bool = False
    """It is about what was said before the tag was asked for."""


@dataclass(slots=True)
class _Found:
    """What was brought and not told yet."""

    views: dict[str, tuple[View, bool]] = field(default_factory=dict)
    """By URI, with whether it was held already when the tag was asked for first."""
    gaps: list[Gap] = field(default_factory=list)


class History:
    """What is read back for one source. Without a session nothing is, and `excuse` says so."""

    def __init__(
        self,
        session: Session | None,
        people: People,
        means: Means,
        source: CleanLine,
        random: Random | None = None,
    ) -> None:
        self._session = session
        self._people = people
        self._clock = means.clock
        self._source = source
        self._random = random or Random()
        self._search = None if session is None else Search(session, people, means)
        self._backoff = Backoff(self._random)
        self._not_before = 0.0
        self._refusal: Refused | None = None
        self._opened: frozenset[Tag] = frozenset()
        self._errands: list[_Errand] = []
        self._stirred = asyncio.Event()
        # Kept here, so that nothing is lost when listening is stopped in the middle of it.
        self._found = _Found()
        self._telling: deque[Sighting | Gap] = deque()

    @property
    def excuse(self) -> str:
        """Why there is no history now, and what helps. Empty when there is, or may be soon."""
        if self._session is None:
            return NO_SESSION
        refusal = self._session.refusal or self._refusal
        return "" if refusal is None else f"no history: {refusal}"

    @property
    def unreadable(self) -> int:
        """Posts found that made no sense."""
        return 0 if self._search is None else self._search.unreadable

    def fill(self, gap: Gap, following: Following) -> None:
        """A hole the stream noticed and cannot fill itself: `run` gives its posts, then the same gap as filled."""
        tags = set(gap.tags or following.follow.tags)
        if self._search is None or not tags:
            return
        hole = _Hole(gap, tags)
        self._errands += [_Errand(tag, gap.since, gap.until, hole) for tag in sorted(tags, key=lambda tag: tag.name)]
        self._stirred.set()

    async def run(self, following: Following) -> AsyncGenerator[Sighting | Gap, None]:
        """What is read back, oldest first, for every tag that appears; what was asked for and is not to be had.

        Trouble is waited out, never raised; what was done is not done again when it is run again.
        """
        while True:
            while self._telling:
                yield self._telling[0]
                self._telling.popleft()
            follow = following.follow
            self._take_up(follow)
            pause = self._not_before - self._clock.monotonic()
            if self._telling:
                continue
            if self._search is None or not self._errands:
                self._stirred.clear()
                await first_of(following.changed_from(follow), self._until_stirred())
            elif pause > 0:
                await first_of(following.changed_from(follow), self._clock.sleep(pause))
            else:
                await self._round(self._search)
                self._tell()

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """A page of posts with this tag from before that time, oldest first. SourceError when it cannot be had."""
        if self._search is None:
            return []
        until, now = before, self._clock.now()
        for _ in range(OLDER_PAGES):
            reach = await self._search.back(tag, None, until, pages=1)
            if reach.views or reach.is_whole or reach.back_to is None or reach.back_to >= until:
                break
            until = reach.back_to
        return [self._sighting(view, now, held=True) for view in _in_order(reach.views.values())]

    def _take_up(self, follow: Follow) -> None:
        """Note the tags that are new, forget those that are not followed any more."""
        fresh = sorted(follow.tags - self._opened, key=lambda tag: tag.name)
        for errand in self._errands:
            if errand.hole is not None and errand.tag not in follow.tags:
                errand.hole.waiting.discard(errand.tag)
        self._opened = follow.tags
        self._errands = [errand for errand in self._errands if errand.tag in follow.tags]
        if self._search is not None:
            self._errands += [_Errand(tag, follow.since, is_opening=True) for tag in fresh]
        elif fresh and follow.since is not None:
            reason = clean_line("history needs a Bluesky session")
            now = self._clock.now()
            self._telling.append(Gap(self._source, follow.since, now, reason, found_at=now, tags=frozenset(fresh)))

    async def _round(self, search: Search) -> None:
        """Do what is to be done; what trouble keeps from being done is left for later."""
        for errand in tuple(self._errands):
            pages = 1 if errand.since is None else MOST_PAGES
            try:
                reach = await search.back(errand.tag, errand.since, errand.until, pages)
            except BadQuestion as error:
                self._admit(errand, error)
                self._errands.remove(errand)  # it will not take this tag; others may go well
                continue
            except SourceError as error:
                self._put_off(error)
                if self._not_before - self._clock.monotonic() > WORTH_SAYING:
                    for waiting in self._errands:
                        self._admit(waiting, error)
                return
            self._refusal = None
            self._backoff.reset()
            self._errands.remove(errand)
            self._take(errand, reach)

    def _take(self, errand: _Errand, reach: Reach) -> None:
        found = self._found
        now, hole = self._clock.now(), errand.hole
        for uri, view in reach.views.items():
            found.views.setdefault(uri, (view, errand.is_opening))
        if hole is not None:
            hole.found += len(reach.views)
            if reach.is_whole:
                hole.waiting.discard(errand.tag)
                if not hole.waiting:
                    found.gaps.append(replace(hole.gap, filled_at=now, found=hole.found))
        elif errand.since is not None and not reach.is_whole:
            until = max(errand.since, reach.back_to or now)
            found.gaps.append(self._gap(errand, until, f"#{errand.tag.name}: more posts than could be read back"))

    def _admit(self, errand: _Errand, trouble: SourceError) -> None:
        """Say what is missing as long as search does not give it; it is said again once it is there."""
        if errand.hole is None and errand.since is not None:
            gap = self._gap(errand, self._clock.now(), f"#{errand.tag.name}: {trouble}")
            errand.until = gap.until
            errand.hole = _Hole(gap, {errand.tag})
            self._found.gaps.append(gap)

    def _gap(self, errand: _Errand, until: datetime, reason: str) -> Gap:
        since, now = errand.since or until, self._clock.now()
        return Gap(self._source, since, until, log_line(reason), found_at=now, tags=frozenset((errand.tag,)))

    def _tell(self) -> None:
        found, self._found = self._found, _Found()
        now = self._clock.now()
        for view in _in_order(view for view, _ in found.views.values()):
            self._telling.append(self._sighting(view, now, held=found.views[view.uri][1]))
        self._telling.extend(found.gaps)

    def _sighting(self, view: View, now: datetime, *, held: bool) -> Sighting:
        self._people.want(view.post.author.key)
        return Sighting(view.post, self._source, now, local_id=view.uri, held=held)

    def _put_off(self, trouble: SourceError) -> None:
        clock = self._clock
        match trouble:
            case RateLimited(until=datetime() as until):
                wait = patience(until, clock.now(), self._random)
            case Refused():
                self._refusal = trouble
                wait = AWAY
            case _:
                wait = self._backoff.next()
        self._not_before = clock.monotonic() + wait

    async def _until_stirred(self) -> None:
        await self._stirred.wait()


def _in_order(views: Iterable[View]) -> list[View]:
    """Oldest first."""
    return sorted(views, key=lambda view: (view.post.created_at, view.uri))
