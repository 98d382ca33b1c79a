"""A recording played as a source: what was heard then is heard again, each thing at its time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count, islice
from typing import Protocol, assert_never

from hashtui.aside import Aside
from hashtui.clock import Clock, ReplayClock
from hashtui.errors import Refused
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import NO_COUNTS, Network, Poll, Post
from hashtui.post.sighting import (
    Boost,
    Cursor,
    Deletion,
    Follow,
    Gap,
    Heard,
    Report,
    Sighting,
    State,
    Tally,
    Thread,
)
from hashtui.post.tag import Tag
from hashtui.sources.source import Following

Timed = tuple[datetime, Heard]
"""When a thing is due in a replay, and the thing."""

AT_ONCE = 400
"""So many are read from the recording at a time."""
BREATH = 32
"""After so many that need no waiting, others get a turn."""
LOOK_EVERY = 1.0
"""Seconds between two looks whether a recording that still grows has grown."""
LATE = 1.0
"""Seconds of the reader's that what is told may be late; then the time waits for it."""
STILL_GROWS = timedelta(minutes=15)
"""A recording whose last word is no older may go on."""


def due(heard: Heard) -> datetime:
    """When it is due in a replay: when it was heard; a post that was there before anybody looked, when it was made."""
    match heard:
        case Sighting(held=True):
            return min(heard.post.edited_at or heard.post.created_at, heard.received_at)
        case Gap():
            return heard.filled_at or heard.found_at or heard.until
        case Sighting() | Deletion() | Boost() | Tally() | Cursor() | Report():
            return heard.received_at
        case _:
            assert_never(heard)


def may_grow(last: datetime, now: datetime) -> bool:
    """A recording whose last word is that may go on."""
    return timedelta(0) <= now - last < STILL_GROWS


class Recording(Protocol):
    """What was heard once. Its calls may block: they are made aside, one at a time."""

    def heard(self, tags: frozenset[Tag] | None, since: datetime | None, until: datetime | None) -> Iterator[Timed]:
        """What is due from `since` on and before `until`, in the order of `due`; of posts with these tags, or all."""
        ...

    def heard_span(self, tags: frozenset[Tag] | None) -> tuple[datetime, datetime] | None:
        """The first and the last moment at which something is due; None when nothing is."""
        ...

    def heard_before(
        self, tags: frozenset[Tag] | None, moment: datetime, many: int, since: datetime | None = None
    ) -> datetime | None:
        """From when on more than so many things are due before that moment; None when no more are since then."""
        ...

    def minutes(self, tags: frozenset[Tag] | None) -> Sequence[Mapping[int, int]]:
        """How many posts stand in each minute since 1970, tag by tag; without tags all together."""
        ...

    def journal_end(self) -> int:
        """How much was recorded until now; grows when more is."""
        ...

    def heard_since(self, end: int, tags: frozenset[Tag] | None) -> Iterator[Timed]:
        """What was recorded since `journal_end` was that."""
        ...


class Told:
    """A recording out of memory: what files say. Who passed a post on did it then, whenever that was written down."""

    def __init__(self, told: Sequence[Heard]) -> None:
        timed = ((one.created_at if isinstance(one, Boost) else due(one), one) for one in told)
        self._told = sorted(timed, key=lambda one: one[0])
        self._tags = {one.post.key: frozenset(one.post.tags) | one.asked for one in told if isinstance(one, Sighting)}

    def heard(self, tags: frozenset[Tag] | None, since: datetime | None, until: datetime | None) -> Iterator[Timed]:
        for moment, one in self._told:
            if (since is None or moment >= since) and (until is None or moment < until) and self._is_of(one, tags):
                yield moment, one

    def heard_span(self, tags: frozenset[Tag] | None) -> tuple[datetime, datetime] | None:
        times = [moment for moment, one in self._told if self._is_of(one, tags)]
        return (times[0], times[-1]) if times else None

    def heard_before(
        self, tags: frozenset[Tag] | None, moment: datetime, many: int, since: datetime | None = None
    ) -> datetime | None:
        before = [at for at, one in self._told if self._is_of(one, tags) and at < moment and (not since or at >= since)]
        return before[-1 - many] if len(before) > many else None

    def minutes(self, tags: frozenset[Tag] | None) -> Sequence[Mapping[int, int]]:
        posts = {one.post.key: one for _, one in self._told if isinstance(one, Sighting)}
        asked = [None] if tags is None else [frozenset({tag}) for tag in tags]
        return [
            Counter(int(one.post.created_at.timestamp() // 60) for one in posts.values() if self._is_of(one, only))
            for only in asked
        ]

    def journal_end(self) -> int:
        return len(self._told)

    def heard_since(self, end: int, tags: frozenset[Tag] | None) -> Iterator[Timed]:
        return iter(())

    def _is_of(self, one: Heard, tags: frozenset[Tag] | None) -> bool:
        match one:
            case Sighting():
                key = one.post.key
            case Deletion() | Boost() | Tally():
                key = one.key
            case _:
                return True
        return tags is None or not tags.isdisjoint(self._tags.get(key, frozenset()))


class ReplaySource:
    """Plays a recording on a clock of its own: nothing is told before its time.

    A post that was there before anybody looked is told when it was made, and how often it was answered, passed on,
    liked and voted on only from when that was heard on. A tag that is followed later is caught up with, up to the
    moment.
    """

    def __init__(
        self,
        recording: Recording,
        clock: ReplayClock,
        base: Clock,
        aside: Aside,
        *,
        name: str = "archive",
        since: datetime | None = None,
        until: datetime | None = None,
        everything: bool = False,
        now_due: Callable[[], None] = lambda: None,
    ) -> None:
        """`everything`: whatever its tags; else what is followed. `now_due` is called when the recording is at its end.

        `clock`: without an end what is recorded meanwhile is told too. `base` is the clock of the person who looks.
        """
        self._recording, self._clock, self._base, self._aside = recording, clock, base, aside
        self._name = clean_line(name)
        self._since, self._until = since, until
        self._everything = everything
        self._now_due = now_due
        self._reached: datetime | None = None
        """What was due before was told."""
        self._just_told: set[Heard] = set()
        """What was told of what is due just then."""
        self._given: frozenset[Tag] = frozenset()
        """The tags of which everything up to there was told."""
        self.next_at: datetime | None = None
        """When the next thing is told; None while nobody knows, and at the end."""
        self._owed: list[tuple[datetime, int, Tally | Sighting]] = []
        """Counts to be told when they were heard, and in what order they came to be owed."""
        self._order = count()

    @property
    def url(self) -> CleanLine:
        return self._name

    @property
    def network(self) -> Network:
        return Network.FILE

    async def listen(self, following: Following) -> AsyncIterator[Heard]:
        """What was heard, from the beginning or from where it had come to."""
        yield self._report(State.LIVE)
        while True:
            follow = following.follow
            await self._lengthen(follow)
            end = await self._aside.run(self._recording.journal_end)
            async for heard in self._play(follow, following):
                yield heard
            self._clock.catch_up()
            if following.follow != follow:
                continue
            self._clock.arrive()
            if self._clock.end is not None:
                break
            async for heard in self._grow(end, follow, following):
                yield heard
        self.next_at = None
        self._now_due()
        yield self._report(State.ENDED, "the recording is over")

    async def thread(self, sighting_id: str) -> Thread:
        raise Refused("a replay asks no server: here stands what was recorded")

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """Everything is told in its time."""
        return []

    async def _lengthen(self, follow: Follow) -> None:
        """What is followed since may go on for longer than what was before."""
        if self._everything or self._until is not None or not self._given or follow.tags <= self._given:
            return
        span = await self._aside.run(lambda: self._recording.heard_span(follow.tags))
        if span is not None:
            self._clock.lengthen(span[1])

    async def _play(self, follow: Follow, following: Following) -> AsyncIterator[Heard]:
        """What is recorded of what is followed, until it is over or something else is followed."""
        tags = None if self._everything else follow.tags
        new = frozenset() if self._everything or self._reached is None else follow.tags - self._given
        if new and self._reached is not None:
            self._clock.fall_behind()
            async for moment, heard in self._read(new, self._since, self._reached):
                for one in self._as_of(moment, heard):
                    yield one
        self._given = follow.tags
        if tags is not None and not tags:
            self._clock.catch_up()
            if self._reached is not None:  # else the first panes are about to be opened
                self._clock.arrive()
            await following.changed_from(follow)
            return
        taken = 0
        async for moment, heard in self._read(tags, self._reached or self._since, self._until):
            while self._owed and self._owed[0][0] <= moment:
                if not await self._come_to(self._owed[0][0], follow, following):
                    return
                yield heappop(self._owed)[-1]
            if not await self._come_to(moment, follow, following):
                return
            if not self._is_new(moment, heard):
                continue
            for one in self._as_of(moment, heard):
                yield one
            taken += 1
            if taken % BREATH == 0:
                await self._base.sleep(0)
        while self._owed:  # they were heard after the last word: waiting for that would be waiting for nothing
            at, _, owed = heappop(self._owed)
            if self._until is None or at < self._until:
                yield owed

    def _is_new(self, moment: datetime, heard: Heard) -> bool:
        """It was not told yet; from now on it was."""
        if moment != self._reached:
            self._reached = moment
            self._just_told.clear()
        if heard in self._just_told:
            return False
        self._just_told.add(heard)
        return True

    async def _grow(self, end: int, follow: Follow, following: Following) -> AsyncIterator[Heard]:
        """What is recorded while it is replayed, until something else is followed."""
        tags = None if self._everything else follow.tags
        while following.follow == follow:
            next_end = await self._aside.run(self._recording.journal_end)
            found = await self._aside.run(partial(_all_since, self._recording, end, tags))
            end = next_end  # what came between the two is told again: better than not at all
            for moment, heard in found:
                if not await self._come_to(moment, follow, following):
                    return
                self._reached = max(self._reached or moment, moment)
                yield heard
            self.next_at = None
            self._clock.catch_up()
            self._clock.arrive()
            if self._clock.speed is None and not self._clock.is_paused:
                self._clock.skip_to(self._base.now())
            await self._base.sleep(LOOK_EVERY)

    async def _read(
        self, tags: frozenset[Tag] | None, since: datetime | None, until: datetime | None
    ) -> AsyncIterator[Timed]:
        rows = self._recording.heard(tags, since, until)
        while chunk := await self._aside.run(lambda: list(islice(rows, AT_ONCE))):
            for row in chunk:
                yield row

    async def _come_to(self, moment: datetime, follow: Follow, following: Following) -> bool:
        """Wait for the moment; say whether it came before something else was followed."""
        self.next_at = moment
        if self._seeks(moment):
            return following.follow == follow
        late = self._late(moment)
        if late > LATE * (self._clock.speed or 1.0):
            self._clock.fall_behind()
        while late < 0:
            if following.follow != follow:
                return False
            self._clock.catch_up()
            if self._clock.speed is None and not self._clock.is_paused:
                self._clock.skip_to(moment)
                break
            await self._wait(-late, follow, following)
            if self._seeks(moment):
                break
            late = self._late(moment)
        return following.follow == follow

    def _seeks(self, moment: datetime) -> bool:
        """The time is on its way to somewhere behind that moment: it is told without waiting."""
        goal = self._clock.goal
        if goal is None:
            return False
        if moment > goal:
            self._clock.arrive()
            return False
        self._clock.skip_to(moment)
        return True

    def _late(self, moment: datetime) -> float:
        return (self._clock.now() - moment).total_seconds()

    async def _wait(self, seconds: float, follow: Follow, following: Following) -> None:
        waits = [
            asyncio.ensure_future(self._clock.sleep(seconds)),
            asyncio.ensure_future(self._clock.changed()),
            asyncio.ensure_future(following.changed_from(follow)),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    def _as_of(self, moment: datetime, heard: Heard) -> Iterator[Heard]:
        """What is told at its moment; counts that were heard later wait."""
        if isinstance(heard, Report | Cursor):
            return
        if isinstance(heard, Sighting) and heard.received_at > moment and self._clock.now() < heard.received_at:
            post = heard.post
            if _has_votes(post):  # votes are of the post's own state: it is told again with them
                heappush(self._owed, (heard.received_at, next(self._order), heard))
                uncounted = replace(post, counts=NO_COUNTS, poll=_without_votes(post.poll))
                heard = replace(heard, post=uncounted, received_at=moment)
            elif post.counts != NO_COUNTS:
                tally = Tally(post.key, post.counts, heard.source, heard.received_at)
                heappush(self._owed, (heard.received_at, next(self._order), tally))
                heard = replace(heard, post=replace(post, counts=NO_COUNTS))
        yield heard

    def _report(self, state: State, reason: str = "") -> Report:
        return Report(self._name, state, clean_line(reason), self._clock.now())


def _has_votes(post: Post) -> bool:
    poll = post.poll
    return poll is not None and (bool(poll.votes) or any(option.votes for option in poll.options))


def _without_votes(poll: Poll | None) -> Poll | None:
    if poll is None:
        return None
    return replace(poll, votes=None, options=tuple(replace(option, votes=None) for option in poll.options))


def _all_since(recording: Recording, end: int, tags: frozenset[Tag] | None) -> list[Timed]:
    return list(recording.heard_since(end, tags))
