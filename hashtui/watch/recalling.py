"""Gives a watch back what the archive keeps: the newest of its tags at the start, older ones when somebody reads on."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Protocol

from hashtui.archive.kept import Kept
from hashtui.aside import Aside
from hashtui.clock import Clock
from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Boost, Cursor, Gap, Heard, Report, Sighting
from hashtui.post.tag import Tag
from hashtui.reading.entry import FUTURE_ALLOWED
from hashtui.watch.sinks import Sink
from hashtui.watch.watch import Watch

AT_START = 200
"""Posts of each set of tags that are there with the first frame."""
LOOK_EVERY = 1.0
"""Seconds between two looks at what another process writes."""
OVERLAP = 10_000
"""Things before the last that are told again when another process begins to write: some of them may be its own."""
PAGE = 200
"""Posts that are given back at a time."""
AT_ONCE = 16
"""So many things are told before the loop has its turn."""

Place = tuple[datetime, str]


class Records(Protocol):
    """What the archive can be asked. Its calls block, and one is made at a time. ArchiveError when it cannot answer."""

    def page(
        self,
        tags: frozenset[Tag] | None,
        *,
        before: Place | None = None,
        since: datetime | None = None,
        limit: int = 200,
    ) -> tuple[Kept, ...]:
        """Posts with one of these tags, the newest first by where they stand and their key."""
        ...

    def boosts_of(self, keys: Sequence[str]) -> tuple[Boost, ...]:
        """Who passed these posts on, in the order in which they did."""
        ...

    def gaps(self, since: datetime | None, until: datetime | None) -> tuple[Gap, ...]:
        """The stretches between that may have been missed."""
        ...

    def post(self, key_or_url: str) -> Kept | None:
        """The post of this key, deleted or not."""
        ...

    def versions(self, key: str) -> tuple[Sighting, ...]:
        """What this post says and said, oldest first."""
        ...

    def journal_end(self) -> int:
        """How much was heard until now; grows when more is."""
        ...

    def heard_since(self, end: int, tags: frozenset[Tag] | None) -> Iterator[tuple[datetime, Heard]]:
        """What was heard since `journal_end` was that, each with the moment it is due in a replay."""
        ...

    def stamp(self) -> object:
        """Another value whenever somebody may have written; it costs next to nothing and never fails."""
        ...

    def forgotten_names(self) -> frozenset[str]:
        """All names of those who were to be forgotten: keys of accounts, and handles in lower case."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """What is given back at once."""

    posts: tuple[Kept, ...]
    versions: tuple[Sighting, ...] = ()
    """What those of them said before that were edited."""
    boosts: tuple[Boost, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def end(self) -> Place | None:
        """Where the oldest of its posts stands; None when there is none."""
        if not self.posts:
            return None
        return _place_of(self.posts[-1])


class Recalling:
    """Tells what the archive keeps to a watch and all its sinks but the archive itself, which knows it."""

    def __init__(self, watch: Watch, records: Records, keeper: Sink, aside: Aside | None = None) -> None:
        self._watch, self._records, self._keeper = watch, records, keeper
        self._aside = aside or Aside(at_once=1)
        self._end: int | None = None
        """How much of what is kept was there when somebody looked first; all of that is given back page by page."""
        self._stamps: tuple[object, object] = (None, None)
        """Those of the last two looks whether somebody was forgotten."""

    def newest(self, tags: frozenset[Tag], most: int = AT_START) -> Page:
        """Give back the newest posts of these tags, now."""
        if self._end is None:
            self._end = self._records.journal_end()
        page = self._read(tags, None, most)
        for heard in _heard(page):
            self._watch.recall(heard, self._keeper)
        return page

    async def keep_up(self, clock: Clock, grows: Callable[[], bool]) -> None:
        """While another process writes, tell what it hears of what is followed. ArchiveError when it cannot be read."""
        self._end = max(self._end or 0, await self._aside.run(self._records.journal_end) - OVERLAP)
        while grows():
            tags, end = self._watch.follows.tags, await self._aside.run(self._records.journal_end)
            rows = self._records.heard_since(self._end, tags)
            while chunk := await self._aside.run(lambda: list(islice(rows, PAGE))):  # noqa: B023  # asked for at once
                for _, heard in chunk:
                    if not isinstance(heard, Cursor | Report):
                        self._watch.recall(heard, self._keeper)
            self._end = end  # what came meanwhile is told again: better than not at all
            await clock.sleep(LOOK_EVERY)

    async def older(self, tags: frozenset[Tag], before: Place | None, since: datetime | None = None) -> Page:
        """Give back a page of posts that stand before that place, and none from before `since`."""
        page = await self._aside.run(partial(self._read, tags, before, PAGE, since))
        for number, heard in enumerate(_heard(page, newest_first=True)):
            if number % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)  # keys have their turn: in a pane of hundreds of thousands one post is work
            self._watch.recall(heard, self._keeper)
        return page

    async def place_of(self, key: str) -> Place | None:
        """Where the post of this key stands; None when it is not kept. ArchiveError."""
        kept = await self._aside.run(partial(self._records.post, key))
        return None if kept is None else _place_of(kept)

    async def has_older(self, tags: frozenset[Tag], before: Place) -> bool:
        """Whether posts are kept that stand before that place. ArchiveError."""
        return bool(await self._aside.run(partial(self._records.page, tags, before=before, limit=1)))

    def take_stamp(self) -> bool:
        """Note how the archive's files are now; whether something was written into them since, or just before.

        Just before, too: within one tick of the clock of files a stamp stays what it is.
        """
        before, self._stamps = self._stamps, (self._records.stamp(), self._stamps[0])
        return self._stamps[0] != before[0] or self._stamps[0] != before[1]

    def whom_to_keep_out(self) -> KeptOut:
        """Those who were to be forgotten, and are told of no more from now on. ArchiveError."""
        return self._keep_out(self._records.forgotten_names())

    async def look_whom_to_keep_out(self) -> KeptOut:
        """The same, read beside the loop."""
        return self._keep_out(await self._aside.run(self._records.forgotten_names))

    def _keep_out(self, names: frozenset[str]) -> KeptOut:
        if names != self._watch.kept_out.names:
            self._watch.keep_out(KeptOut(names), self._keeper)
        return self._watch.kept_out

    def _read(
        self, tags: frozenset[Tag], before: Place | None, limit: int = PAGE, since: datetime | None = None
    ) -> Page:
        posts = self._records.page(tags, before=before, since=since, limit=limit)
        boosts = self._records.boosts_of([kept.key for kept in posts])
        edited = (kept.key for kept in posts if kept.admitted.sighting.post.edited_at is not None)
        versions = tuple(state for key in edited for state in self._records.versions(key)[:-1])
        page = Page(posts, versions, boosts)
        if page.end is None:
            return page
        return replace(page, gaps=self._records.gaps(page.end[0], None if before is None else before[0]))


def _heard(page: Page, *, newest_first: bool = False) -> Iterator[Sighting | Boost | Gap]:
    """What a page says, the oldest first, as it was heard.

    What is told bit by bit is told from the newest on, so that it goes on below what a reader has.
    """
    for kept in page.posts if newest_first else reversed(page.posts):
        yield from kept.sightings
    for state in page.versions:
        yield replace(state, held=True)
    yield from page.boosts
    yield from reversed(page.gaps)


def _place_of(kept: Kept) -> Place:
    sighting = kept.admitted.sighting
    return min(sighting.post.created_at, sighting.received_at + FUTURE_ALLOWED), str(sighting.post.key)
