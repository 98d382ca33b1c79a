"""Keeping one source alive: start it, listen, and after trouble start it again with patience."""

import asyncio
import traceback
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from hashtui.clock import Clock
from hashtui.errors import Malformed, NoNetwork, RateLimited, Refused, SourceError
from hashtui.manners import Backoff, patience
from hashtui.post.clean import log_line
from hashtui.post.sighting import Follow, Heard, Report, State
from hashtui.sources.merge import first_of
from hashtui.sources.source import Following, Source

CRASHES_BORNE = 5
"""As many crashes at the same place within CRASHES_WITHIN end the attempts: it is a bug, not bad luck."""
CRASHES_WITHIN = 600.0
LONGEST_WAIT = timedelta(hours=1)
"""However long a server asks for patience, after this it is asked once whether it still means it."""
CLOSING = 10.0
"""Seconds a source may take to let go of what it is doing."""
AT_A_TIME = 64
"""What one source gives in a row before the others have their turn."""


@dataclass(frozen=True, slots=True)
class Tended:
    """What tending tells the watch: what the source gave, how it is at rest, and what to write into the log."""

    receive: Callable[[Source, Heard], None]
    malformed: Callable[[Source], None]
    rests: Callable[[Source, bool], None]
    """Whether the source has nothing more to give until something else is followed."""
    log: Callable[[str], None]
    has_room: Callable[[], Awaitable[None]]
    """Returns once more can be taken."""


class Ended(Exception):  # no error: the good end of a finite source
    """The source has nothing more to give."""


class Woken(Exception):  # no error: nothing is known against the source
    """What it did was broken off, because its connections may be dead."""


class Deserted(Exception):
    """The source ended by a cancellation that nobody asked for."""


class Tending:
    """One source in the care of a watch. What goes wrong in it stays in it."""

    def __init__(self, source: Source, following: Following, watch: Tended, clock: Clock, random: Random) -> None:
        self._source = source
        self._following = following
        self._watch = watch
        self._clock = clock
        self._random = random
        self._backoff = Backoff(random)
        self._crashes: deque[tuple[float, str]] = deque(maxlen=CRASHES_BORNE)
        self._state = State.STARTING
        self._up_since: float | None = None
        self._woken = asyncio.Event()
        self._wake_in = 0.0
        self._left: asyncio.Task[Exception] | None = None
        """What was broken off and did not let go."""

    def wake(self, reason: str, delay: float) -> None:
        """Break off what it does, and let it begin anew after so many seconds: its connections may be dead.

        One that is waited with because its server asked for it is only waited with for the time that is left.
        """
        if self._state.is_up and self._up_since is not None:
            self._report(State.RECONNECTING, reason, delay)
        self._wake_in = delay
        self._woken.set()

    async def run(self, delay: float = 0.0) -> None:
        """Keep the source going until cancelled, from so many seconds on."""
        if delay:
            await self._clock.sleep(delay)
        while True:
            asked = self._following.follow
            self._woken.clear()
            trouble = await self._listen()
            if (task := asyncio.current_task()) is not None and task.cancelling():
                raise asyncio.CancelledError  # closing it failed, or it took the cancellation for its end
            if self._up_since is not None:
                self._backoff.worked(self._clock.monotonic() - self._up_since)
                self._up_since = None
            if not isinstance(trouble, Woken):
                wait = self._judge(trouble)
                if wait is None:
                    await self._rest(asked)
                elif isinstance(trouble, RateLimited):
                    await self._wait_out(wait)
                else:
                    changed = self._following.changed_from(asked)
                    await first_of(self._clock.sleep(wait), changed, self._until_woken())
            if self._woken.is_set():
                await self._clock.sleep(self._wake_in)

    async def _listen(self) -> Exception:
        """Hand on what the source gives until it stops; say why it did."""
        self._state = State.STARTING
        listening = asyncio.create_task(self._take_all(), name=f"{self._source.url}: listening")
        woken = asyncio.create_task(self._until_woken())
        try:
            await asyncio.wait((listening, woken), return_when=asyncio.FIRST_COMPLETED)
            if listening.cancelled():
                return Deserted()
            if listening.done():
                return listening.result()
            return await self._break_off(listening)
        finally:
            woken.cancel()
            if not listening.done() and listening is not self._left:
                listening.cancel()
                await asyncio.wait((listening,))

    async def _break_off(self, listening: asyncio.Task[Exception]) -> Exception:
        """Close it before its time. One that does not let go is left to itself: nothing it says counts any more."""
        listening.cancel()
        limit = asyncio.create_task(self._clock.sleep(CLOSING))
        await asyncio.wait((listening, limit), return_when=asyncio.FIRST_COMPLETED)
        limit.cancel()
        if not listening.done():
            self._left = listening
        elif not listening.cancelled():
            listening.result()  # a sink's error is ours
        return Woken()

    async def _take_all(self) -> Exception:
        task, taken = asyncio.current_task(), 0
        async with aclosing(_stream(self._source, self._following)) as stream:
            while True:
                await self._watch.has_room()
                heard = await _next(stream)
                if isinstance(heard, Exception):
                    return heard
                if task is not None and task.cancelling():
                    raise asyncio.CancelledError  # it took the cancellation for something else
                self._note(heard)
                self._watch.receive(self._source, heard)
                taken += 1
                if taken % AT_A_TIME == 0:
                    await self._clock.sleep(0)

    async def _until_woken(self) -> None:
        await self._woken.wait()

    async def _wait_out(self, seconds: float) -> None:
        """Wait that long, the time counted in which the machine sleeps."""
        until = self._clock.monotonic() + self._clock.slept() + seconds
        while (left := until - self._clock.monotonic() - self._clock.slept()) > 0:
            self._woken.clear()
            await first_of(self._clock.sleep(left), self._until_woken())

    def _note(self, heard: Heard) -> None:
        if isinstance(heard, Report):
            self._state = heard.state
            if not heard.state.is_up:
                return
        if self._up_since is None:
            self._up_since = self._clock.monotonic()

    def _judge(self, trouble: Exception) -> float | None:
        """Say what is the matter; seconds until the next try, None when only a change can help."""
        match trouble:
            case Ended():
                if self._state is not State.ENDED:
                    self._report(State.ENDED, "")
                return None
            case Refused():
                if self._state is not State.REFUSED:  # it may have said so itself, with what can be done
                    self._report(State.REFUSED, str(trouble))
                return None
            case RateLimited(until=datetime() as until):
                now = self._clock.now()
                wait = patience(min(until, now + LONGEST_WAIT), now, self._random)
                self._report(State.WAITING, str(trouble), wait)
                return wait
            case RateLimited():
                wait = self._backoff.next()
                self._report(State.WAITING, str(trouble), wait)
                return wait
            case SourceError():
                if isinstance(trouble, Malformed):
                    self._watch.malformed(self._source)
                wait = self._backoff.next()
                is_ours = isinstance(trouble, NoNetwork)
                self._report(State.NO_NETWORK if is_ours else State.RECONNECTING, str(trouble), wait)
                return wait
            case _:
                return self._bury(trouble)

    def _bury(self, crash: Exception) -> float | None:
        """A bug of ours: say so, log where, and try again unless it is always the same."""
        where = _where(crash)
        now = self._clock.monotonic()
        self._crashes.append((now, where))
        self._watch.log(f"{self._source.url} crashed:\n{where}")
        same = [at for at, other in self._crashes if other == where and now - at <= CRASHES_WITHIN]
        reason = f"a bug in hashtui stopped it ({type(crash).__name__}); the log says where"
        if len(same) >= CRASHES_BORNE:
            self._report(State.BROKEN, reason)
            return None
        wait = self._backoff.next()
        self._report(State.BROKEN, reason, wait)
        return wait

    async def _rest(self, asked: Follow) -> None:
        """Wait for something else to be followed than what was when the last listening began.

        What changed during it may have come too late for the source to see.
        """
        if self._following.follow == asked:
            self._watch.rests(self._source, True)
            await self._following.changed()
            self._watch.rests(self._source, False)
        self._backoff.reset()

    def _report(self, state: State, reason: str, wait: float | None = None) -> None:
        now = self._clock.now()
        next_try = None if wait is None else now + timedelta(seconds=wait)
        self._state = state
        self._watch.receive(self._source, Report(self._source.url, state, log_line(reason), now, next_try))


async def _stream(source: Source, following: Following) -> AsyncGenerator[Heard]:
    """What the source gives, closed with it; what goes wrong in beginning goes wrong here."""
    stream = source.listen(following)
    try:
        async for heard in stream:
            yield heard
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()


async def _next(stream: AsyncIterator[Heard]) -> Heard | Exception:
    """What the source gives next, or why it gives no more. Nothing it raises passes, but a cancellation does."""
    try:
        return await anext(stream)
    except StopAsyncIteration:
        return Ended()
    except Exception as error:  # noqa: BLE001  # the one place: a bug in one source must not stop the others
        return error


def _where(crash: BaseException) -> str:
    """The traceback without the messages and values, which may hold a secret or what strangers wrote."""
    parts: list[str] = []
    seen: BaseException | None = crash
    while seen is not None and len(parts) < 10:
        parts.insert(0, "".join(traceback.format_tb(seen.__traceback__)) + type(seen).__qualname__)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(parts)
