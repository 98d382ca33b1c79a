"""Whether we keep up with the stream: how late its events are, and whether that grows."""

from collections import deque

TICK = 5.0
"""Seconds between two looks."""
LATE = 30.0
"""Seconds of lateness that are nothing yet: clocks differ, servers stumble."""
GROWING = 3
"""Looks in a row at which it must have grown."""
QUIET = 300.0
"""Seconds without any event of a stream that was busy before, after which that is said."""
BUSY = 60
"""Events in one look that make a stream busy."""


class Pace:
    """How late the events are that come, in seconds; looked at every TICK."""

    def __init__(self, now: float, *, catches_up: bool = False) -> None:
        self.catches_up = catches_up
        """What comes is still old, because we went on from where we were."""
        self.was_busy = False
        self._lags: deque[float] = deque(maxlen=GROWING + 1)
        self._lag = 0.0
        self._came = 0
        self._last_came = now

    def hear(self, events: int, lag: float | None, now: float) -> None:
        """So many events came, the last of them that late."""
        self._came += events
        self._last_came = now
        if lag is not None:
            self._lag = lag
            if lag <= LATE:
                self.catches_up = False

    def look(self, now: float) -> None:
        """A TICK has passed."""
        if not self._came:
            if now - self._last_came >= TICK:
                self.catches_up = False  # all that was there has come
                self._lags.clear()
            return
        self.was_busy = self.was_busy or self._came >= BUSY
        self._came = 0
        self._lags.append(self._lag)
        if len(self._lags) > GROWING and min(self._steps) > -1.0:
            self.catches_up = False  # it comes no nearer: so far off are the clocks, or so far behind are we

    @property
    def falls_behind(self) -> bool:
        """It is late, and grows later and later."""
        return len(self._lags) > GROWING and self._lags[-1] > LATE and min(self._steps) > 0.5

    def is_quiet(self, now: float) -> bool:
        """Nothing at all has come for long, though much did before."""
        return self.was_busy and now - self._last_came >= QUIET

    @property
    def _steps(self) -> list[float]:
        return [later - lag for lag, later in zip(self._lags, list(self._lags)[1:], strict=False)]
