"""The watch-dog of a WebSocket: whether the other side is alive, by one timer however much it sends."""

import asyncio
from collections.abc import Callable

from hashtui.errors import Unreachable
from hashtui.wire.intake import Intake
from hashtui.wire.place import Place

PING = 20.0
"""Seconds between two questions whether it is still there."""

LONGEST_MESSAGE = 60.0
"""Seconds a message may take from its first byte to its last."""


class Pulse:
    """When it gave a sign of life, which every byte is, and since when a message has been on its way.

    While the socket is not read, because enough waits to be taken, nothing is held against the other side.
    """

    def __init__(self, place: Place, silence: float, intake: Intake) -> None:
        self.trouble: Unreachable | None = None
        """Why it is held to be dead."""
        self._place = place
        self._silence = silence
        self._intake = intake
        self._loop = asyncio.get_running_loop()
        self._heard = self._loop.time()
        self._message: tuple[int, float] | None = None
        """Which message is on its way, and since when."""
        self._timer: asyncio.TimerHandle | None = None

    def beat(self) -> None:
        """Something came, and was taken in."""
        self._heard = self._loop.time()
        if not self._intake.is_in_message:
            self._message = None
        elif self._message is None or self._message[0] != self._intake.whole:
            self._message = self._intake.whole, self._heard

    def forgive(self) -> None:
        """The socket is read again: the time before counts for nothing."""
        self._heard = self._loop.time()
        self._message = None

    def start(self, ping: Callable[[], None], died: Callable[[], None]) -> None:
        """Watch from now on: ask with `ping` now and then, and call `died` once when there is trouble."""
        every = min(PING, self._silence * 4 / 9)
        asked = self._heard = self._loop.time()

        def look() -> None:
            nonlocal asked
            now = self._loop.time()
            if self._intake.is_halted:
                self._heard, self._message = now, None
            self.trouble = self._judge(now)
            if self.trouble is not None:
                died()
                return
            if now >= asked + every:
                asked = now
                ping()
            self._timer = self._loop.call_at(min(asked + every, self._deadline()), look)

        look()

    def stop(self) -> None:
        """Watch no more."""
        if self._timer is not None:
            self._timer.cancel()

    def _deadline(self) -> float:
        """When there will be trouble if nothing comes."""
        late = self._heard + self._silence
        return late if self._message is None else min(late, self._message[1] + LONGEST_MESSAGE)

    def _judge(self, now: float) -> Unreachable | None:
        if now >= self._heard + self._silence:
            return Unreachable(f"{self._place.authority} has been silent for {self._silence:g} s")
        if self._message is not None and now >= self._message[1] + LONGEST_MESSAGE:
            return Unreachable(f"{self._place.authority} did not finish a message within {LONGEST_MESSAGE:g} s")
        return None
