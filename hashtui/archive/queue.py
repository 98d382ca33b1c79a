"""What was heard and is not written yet, between the loop that hears and the thread that writes."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable

from hashtui.archive.batch import Taken
from hashtui.post.sighting import Admitted, Sighting

MOST_THINGS = 2_000
MOST_OCTETS = 8 << 20
"""When so much waits, whoever brings more waits too."""
AT_ONCE = 1_000
"""Things written in one transaction."""
GATHERING = 0.2
"""Seconds in which things are gathered for one transaction."""
_THING, _LETTER = 400, 2


class Queue:
    """First come, first written. Everything here is done in an instant, by any thread.

    With `keeps` None it takes all; else it keeps only so many, the newest: nobody writes them for now.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.keeps: int | None = None
        self._waiting: deque[tuple[Taken, int]] = deque()
        self._begun: list[tuple[Taken, int]] = []
        """What is being written."""
        self._octets = 0
        self._put = 0
        self.written = 0
        """Things that are written for good."""
        self.let_go = 0
        """Things that were not, since nobody could write them for too long."""
        self.is_pressed = False
        """Somebody wants everything written at once."""
        self.turns = 0
        """How often the thread that writes has come round."""
        self._hurried_to = 0
        self.is_closed = False
        self._asked: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        """Who waits for what."""

    def put(self, taken: Taken) -> None:
        """Something to be written."""
        octets = _weight(taken)
        with self.changed:
            self._waiting.append((taken, octets))
            self._octets += octets
            self._put += 1
            if self.keeps is not None and len(self._waiting) > self.keeps:
                self._octets -= self._waiting.popleft()[1]
                self._put -= 1
                self.let_go += 1
            elif len(self._waiting) in (1, AT_ONCE):
                self.changed.notify()

    def take(self) -> list[Taken]:
        """The next things to write; they wait here until `done`. The caller holds `changed`."""
        if not self._begun:
            self._begun = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
        return [taken for taken, _ in self._begun]

    def done(self) -> None:
        """What was taken is written for good."""
        with self.changed:
            self.written += len(self._begun)
            self._octets -= sum(octets for _, octets in self._begun)
            self._begun = []
            self.is_pressed = self.is_pressed and bool(self._waiting)
            self.tell()

    def tell(self) -> None:
        """Let those go on who got what they wait for. The caller holds `changed`."""
        met = [go_on for is_met, go_on in self._asked if is_met()]
        if met:
            self._asked = [(is_met, go_on) for is_met, go_on in self._asked if not is_met()]
            for go_on in met:
                go_on()

    @property
    def waiting(self) -> int:
        """How many things wait."""
        return len(self._waiting) + len(self._begun)

    @property
    def has_room(self) -> bool:
        """Whether more may be brought."""
        return self.is_closed or self.keeps is not None or (self.waiting < MOST_THINGS and self._octets < MOST_OCTETS)

    async def room(self) -> None:
        """Wait until more may be brought."""
        if not self.has_room:
            await self._until(lambda: self.has_room)

    async def flush(self) -> None:
        """Wait until everything brought so far is written."""
        with self.changed:
            target = self._put
            self.is_pressed = True
            self._hurry()
        await self._until(lambda: self.is_closed or self.keeps is not None or self.written >= target)

    async def turn(self) -> None:
        """Have the thread that writes come round once more, now, and wait until it has."""
        with self.changed:
            target = self._hurry()
        await self._until(lambda: self.is_closed or self.turns >= target)

    def _hurry(self) -> int:
        """It does not wait until the turn after this one is done; which that is."""
        self._hurried_to = self.turns + 2
        self.changed.notify_all()
        return self._hurried_to

    @property
    def is_hurried(self) -> bool:
        """Nothing is to be waited for."""
        return self.is_closed or self.turns < self._hurried_to

    def turned(self) -> None:
        """The thread that writes has come round."""
        with self.changed:
            self.turns += 1
            self.tell()

    async def _until(self, is_met: Callable[[], bool]) -> None:
        loop = asyncio.get_running_loop()
        met = asyncio.Event()
        with self.changed:
            if is_met():
                return
            self._asked.append((is_met, lambda: _wake(loop, met)))
        await met.wait()


def _wake(loop: asyncio.AbstractEventLoop, met: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(met.set)


def _weight(taken: Taken) -> int:
    """About how many octets of memory it holds."""
    if isinstance(taken, Admitted) and isinstance(taken.heard, Sighting):
        post = taken.heard.post
        return _THING + _LETTER * (len(post.body.text) + sum(len(media.alt or "") for media in post.media))
    return _THING
