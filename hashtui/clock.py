"""The one place where time comes from: the system's clock, and a hand-wound one for tests."""

import asyncio
import heapq
import itertools
import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """What the time is, and how one waits."""

    def now(self) -> datetime:
        """The wall clock as aware UTC: for what is shown and kept, never for timers."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump: for every interval."""
        ...

    def slept(self) -> float:
        """Seconds this machine has been suspended since it was started: `monotonic` does not count them."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; zero or less gives others a turn and returns."""
        ...


class LocalZone(tzinfo):
    """The machine's time zone, to be handed on: right for every date, in summer and in winter."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """What its clock is ahead of UTC then."""
        return None if when is None else when.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, when: datetime | None) -> timedelta | None:
        """How much of that is for the summer: nobody says."""
        return None

    def tzname(self, when: datetime | None) -> str | None:
        """`CET`, `CEST`: as the machine names it."""
        return None if when is None else when.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, when: datetime) -> datetime:
        """That moment on its clock; also in the hour that comes twice."""
        there = when.replace(tzinfo=UTC).astimezone()
        first = there.replace(tzinfo=self, fold=0)
        return first if first.utcoffset() == there.utcoffset() else first.replace(fold=1)


SET_BACK = 60.0
"""Seconds that a wall clock may be set back and be believed: as much as is corrected now and then."""


_A_MOMENT = timedelta(seconds=2)
_LEAST_WAIT = 0.005
"""Seconds that are slept at least where time is short: rounding must not make a wait spin."""


class SystemClock:
    """The machine's own clock.

    Its `now` is not set back far while the program runs: what is heard later would stand before what was heard sooner.
    """

    def __init__(self) -> None:
        self._ahead = float("-inf")
        """Of the time since the machine was started, in seconds."""
        self._most_slept = 0.0

    def now(self) -> datetime:
        wall, running = time.time(), time.monotonic() + self.slept()
        ahead = wall - running
        if ahead >= self._ahead - SET_BACK:
            self._ahead = ahead
            return datetime.fromtimestamp(wall, UTC)
        return datetime.fromtimestamp(running + self._ahead, UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def slept(self) -> float:
        if not hasattr(time, "CLOCK_BOOTTIME"):
            return 0.0
        slept = time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        self._most_slept = max(self._most_slept, slept)
        return self._most_slept

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


class PacedClock:
    """The time of an event that is played: it starts at `start` and runs `speed` times as fast as `base`.

    With `speed` None there is no waiting at all: a sleep moves the time to its end at once.
    """

    def __init__(self, base: Clock, start: datetime, speed: float | None) -> None:
        self._base = base
        self._start = start
        self._speed = speed
        self._began = base.monotonic()
        self._skipped = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        if self._speed is None:
            return self._skipped
        return (self._base.monotonic() - self._began) * self._speed

    def slept(self) -> float:
        return self._base.slept()

    async def sleep(self, seconds: float) -> None:
        if self._speed is None:
            self._skipped += max(0.0, seconds)
            await self._base.sleep(0)
        else:
            await self._base.sleep(seconds / self._speed)


class ReplayClock:
    """The time of a recording that is replayed: it can be held, made faster or slower, and put ahead, never back.

    It is put ahead at once (`skip_to`), or it goes to a moment without waiting (`seek`): until all was told up to there
    the time is that of what was told last, which may be where somebody wants to stay.
    While the recording may grow it does not go beyond `base`'s present: a replay that has caught up with it goes on as
    the present does. With `speed` None nothing of the recording is waited for; who plays it then moves the time on with
    `skip_to`.
    """

    def __init__(
        self, base: Clock, start: datetime, speed: float | None, *, end: datetime | None = None, paused: bool = False
    ) -> None:
        """`end`: where the recording is over, and the time stands still; None: it may still grow."""
        self._base = base
        self._start = start
        self._speed = speed
        self._paused = paused
        self._end = end
        self._behind = False
        self._rests = False
        self._goal: datetime | None = None
        self._gone = 0.0
        """Seconds of the recording up to the last change of pace."""
        self._since = base.monotonic()
        """When that was, by `base`."""
        self._changed = asyncio.Event()

    @property
    def speed(self) -> float | None:
        """How many times as fast as it happened; None: without waiting."""
        return self._speed

    @property
    def is_paused(self) -> bool:
        """Whether the time stands."""
        return self._paused

    @property
    def is_behind(self) -> bool:
        """The time waits: not all that was due before is told yet."""
        return self._behind

    @property
    def goal(self) -> datetime | None:
        """Where the time is on its way to without waiting; None: it runs, or is held."""
        return self._goal

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return max(self._gone, min(self._paced(), (self.last - self._start).total_seconds()))

    def slept(self) -> float:
        return self._base.slept()

    @property
    def end(self) -> datetime | None:
        """Where the recording is over; None: it may still grow."""
        return self._end

    @property
    def last(self) -> datetime:
        """How far it goes: to the end, or to the present."""
        return self._base.now() if self._end is None else self._end

    @property
    def is_over(self) -> bool:
        """It has come to the end."""
        return self._end is not None and self.now() >= self._end

    @property
    def is_in_the_present(self) -> bool:
        """It has caught up with `base`, within a moment, and goes on with it."""
        return self._end is None and self._base.now() - self.now() < _A_MOMENT

    def pause(self) -> None:
        """Let the time stand."""
        self._turn(paused=True, speed=self._speed, behind=self._behind)

    def rest(self) -> None:
        """Let it stand because nothing more is told; nobody holds it, unless somebody did before."""
        self._rests = self._rests or not self._paused
        self.pause()

    @property
    def is_held(self) -> bool:
        """Whether somebody lets it stand."""
        return self._paused and not self._rests

    def go_on(self) -> None:
        """Let the time run again."""
        self._rests = False
        self._turn(paused=False, speed=self._speed, behind=self._behind)

    def run_at(self, speed: float | None) -> None:
        """Another speed from now on."""
        self._turn(paused=self._paused, speed=speed, behind=self._behind)

    def fall_behind(self) -> None:
        """Wait for what is told: it takes longer than the time it happened in."""
        if not self._behind:
            self._turn(paused=self._paused, speed=self._speed, behind=True)

    def catch_up(self) -> None:
        """All is told up to now."""
        if self._behind:
            self._turn(paused=self._paused, speed=self._speed)

    def lengthen(self, end: datetime) -> None:
        """The recording goes on to there at least."""
        if self._end is not None and end > self._end:
            self._turn(paused=self._paused, speed=self._speed, behind=self._behind)
            self._end = end

    def skip_to(self, moment: datetime) -> None:
        """Put the time ahead; a moment that is past already changes nothing."""
        ahead = (moment - self._start).total_seconds()
        if ahead > self.monotonic():
            self._gone, self._since = ahead, self._base.monotonic()
            self._wake()

    def seek(self, goal: datetime) -> None:
        """Go there without waiting, whether held or not; whoever plays says when all was told (`arrive`)."""
        self._turn(paused=self._paused, speed=self._speed)
        self._goal = goal

    def arrive(self) -> None:
        """All was told up to where it was to go; it goes on from there as it did before."""
        goal, self._goal = self._goal, None
        if goal is not None:
            self._since = self._base.monotonic()
            self.skip_to(goal)

    def stay(self) -> None:
        """Go no further than what was told by now, and be held there."""
        self._goal = None
        self._turn(paused=True, speed=self._speed)

    async def changed(self) -> None:
        """Return at the next change of pace or place."""
        await self._changed.wait()

    async def sleep(self, seconds: float) -> None:
        """Wait that much of the recording's time, however its pace changes; without a pace, that much of `base`'s."""
        if seconds <= 0:
            await self._base.sleep(0)
            return
        target = self.monotonic() + seconds
        while (left := target - self.monotonic()) > 0:
            pace = 0.0 if self._stands else self._speed or 1.0
            await self._until_changed(left / pace if pace else None)

    async def _until_changed(self, seconds: float | None) -> None:
        waits = [asyncio.ensure_future(self.changed())]
        if seconds is not None:
            waits.append(asyncio.ensure_future(self._base.sleep(max(seconds, _LEAST_WAIT))))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    def _paced(self) -> float:
        if self._stands or self._speed is None:
            return self._gone
        return self._gone + (self._base.monotonic() - self._since) * self._speed

    @property
    def _stands(self) -> bool:
        return self._paused or self._behind or self._goal is not None

    def _turn(self, *, paused: bool, speed: float | None, behind: bool = False) -> None:
        self._gone, self._since = self.monotonic(), self._base.monotonic()
        self._paused, self._speed, self._behind = paused, speed, behind
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


class HandClock:
    """A clock that stands still until it is wound: `wind` wakes every sleeper whose time has come, in order."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start or datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
        self._elapsed = 0.0
        self._slept = 0.0
        self._set = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed + self._slept + self._set)

    def monotonic(self) -> float:
        return self._elapsed

    def slept(self) -> float:
        return self._slept

    def suspend(self, seconds: float) -> None:
        """The machine sleeps that long: the wall clock goes on, timers stand still."""
        self._slept += seconds

    def set_wall(self, seconds: float) -> None:
        """Somebody sets the wall clock ahead, or back by less than nothing: no timer notices."""
        self._set += seconds

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed + seconds, next(self._order), woken))
        await woken

    async def wind(self, seconds: float) -> None:
        """Let `seconds` pass, giving the woken time to run at each step."""
        target = self._elapsed + seconds
        await _settle()
        while self._sleepers and self._sleepers[0][0] <= target:
            due, _, woken = heapq.heappop(self._sleepers)
            self._elapsed = max(self._elapsed, due)
            if not woken.done():
                woken.set_result(None)
            await _settle()
        self._elapsed = target
        await _settle()


async def _settle(turns: int = 20) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)
