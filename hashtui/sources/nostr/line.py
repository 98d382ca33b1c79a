"""An open connection to a relay: the requests made over it, and what is heard in answer to each."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from hashtui.clock import Clock
from hashtui.errors import Malformed, SourceError
from hashtui.post.clean import CleanLine
from hashtui.sources.merge import first_of
from hashtui.sources.nostr import messages
from hashtui.sources.nostr.count import Allowance, Count
from hashtui.sources.nostr.event import Event
from hashtui.sources.nostr.messages import Challenge, Closed, Filter, Notice, Sent, Stored
from hashtui.wire import Channel

EOSE_WAIT = 10.0
"""Seconds a relay may take to say that it sent all it has; some never do."""


Fits = Callable[[Event], bool]
"""Whether an event is what was asked for: a relay may send anything."""


class Request:
    """Something asked of the relay. What is stored there is gathered here until the request is made live."""

    def __init__(self, name: str, fits: Fits, most: int, asked_at: float, *, is_live: bool) -> None:
        self.name = name
        self.fits = fits
        self.overdue_at = asked_at + EOSE_WAIT
        """When the relay should have answered, monotonic."""
        self.is_live = is_live
        """What comes for it is handed on at once."""
        self.closed: Closed | None = None
        """How the relay ended it."""
        self.answered = asyncio.Event()
        """All that was stored has come, or the relay ended it."""
        self._most = most
        self._gathered: list[Event] = []

    def gather(self, event: Event) -> None:
        """Keep one more, unless it is more than was asked for: relays send the newest first, so the newest are kept."""
        if len(self._gathered) < self._most:
            self._gathered.append(event)

    def take(self) -> list[Event]:
        """What was gathered since it was taken last."""
        taken, self._gathered = self._gathered, []
        return taken

    def is_settled(self, now: float) -> bool:
        """It is answered, or the relay should have answered long ago."""
        return self.answered.is_set() or now >= self.overdue_at


class Line:
    """One connection. `stirred` is set whenever a request is answered."""

    def __init__(self, channel: Channel, clock: Clock, count: Count, allowance: Allowance) -> None:
        self._channel = channel
        self._clock = clock
        self._count = count
        self._allowance = allowance
        self._requests: dict[str, Request] = {}
        self._gone: deque[str] = deque(maxlen=200)
        """Requests ended lately: what was on its way for them is no stray."""
        self._numbers = itertools.count(1)
        self.stirred = asyncio.Event()
        self.notice: CleanLine | None = None
        """The last it had to say to people."""
        self.wants_login = False
        """It sent a challenge (NIP-42)."""

    @property
    def channel(self) -> Channel:
        """What it is spoken over."""
        return self._channel

    async def ask(self, filters: Sequence[Filter], fits: Fits, most: int, *, is_live: bool = False) -> Request:
        """Ask for what the filters let through: what is stored, `most` of it, and from then on what comes."""
        asked = Request(f"h{next(self._numbers)}", fits, most, self._clock.monotonic(), is_live=is_live)
        self._requests[asked.name] = asked
        self._allowance.asked(most)
        await self._channel.send(messages.request(asked.name, filters))
        return asked

    async def end(self, request: Request) -> None:
        """Want no more of it."""
        if self._requests.pop(request.name, None) is None:
            return
        self._gone.append(request.name)
        if request.closed is None:
            await self._channel.send(messages.close(request.name))

    async def fetch(self, filters: Sequence[Filter], fits: Fits, most: int) -> Request:
        """Ask for what is stored and wait until it came, ten seconds at most; then want no more of it."""
        request = await self.ask(filters, fits, most)
        try:
            await self.wait(request, EOSE_WAIT)
        except asyncio.CancelledError:
            with suppress(SourceError):  # a relay bounds how many requests are open
                await self.end(request)
            raise
        await self.end(request)
        return request

    async def wait(self, request: Request, patience: float) -> None:
        """Return when it is answered, or after so many seconds."""
        if not request.answered.is_set():
            await first_of(self._answered(request), self._clock.sleep(patience))

    async def stir(self) -> None:
        """Return when some request is answered."""
        await self.stirred.wait()

    def hear(self, frames: Iterable[str | bytes]) -> list[Event]:
        """Take in what came; the events for requests that are live."""
        found: list[Event] = []
        for frame in frames:
            try:
                message = messages.read_message(frame)
            except Malformed:
                self._count.unreadable += 1
                continue
            match message:
                case Sent(name, event):
                    self._sent(name, event, found)
                case Stored(name):
                    self._settle(name, None)
                case Closed(name):
                    self._settle(name, message)
                case Notice(words):
                    self.notice = words
                case Challenge():
                    self.wants_login = True
                case None:
                    pass
        return found

    def _sent(self, name: str, event: Event, found: list[Event]) -> None:
        request = self._requests.get(name)
        if request is None:
            self._count.unreadable += name not in self._gone
        elif not request.fits(event):
            self._count.unreadable += 1
        elif request.is_live:
            found.append(event)
        else:
            request.gather(event)

    def _settle(self, name: str, closed: Closed | None) -> None:
        request = self._requests.get(name)
        if request is None:
            self._count.unreadable += name not in self._gone
            return
        if closed is not None:
            request.closed = closed
        request.answered.set()
        self.stirred.set()

    async def _answered(self, request: Request) -> None:
        await request.answered.wait()
