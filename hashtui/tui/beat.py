"""When the deck looks at what may have changed: a quiet deck costs next to nothing."""

from textual.timer import Timer

QUIET_AFTER = 1.0
"""Seconds without posts and keys after which the deck ticks slowly: a timer costs even when it does nothing."""
QUIET_LOOK = 1.0
"""Seconds between two looks at everything while nothing stirs: what time alone changes may wait as long."""


class Beat:
    """A fast timer that is stopped while nothing stirs. A slow one, which goes on, asks `is_due` too."""

    def __init__(self, fast: Timer) -> None:
        self._fast = fast
        self._stir: object = None
        self._quiet_from = 0.0
        self._look_by = 0.0

    def keep(self, seconds: float) -> None:
        """Something stirs now: tick fast for a while."""
        self._quiet_from = seconds + QUIET_AFTER
        self._fast.resume()

    def is_due(self, stir: object, seconds: float) -> bool:
        """Whether to look at everything now; `stir` is another value whenever something may have changed."""
        if stir != self._stir:
            self._stir, self._look_by = stir, 0.0
            self.keep(seconds)
        elif seconds > self._quiet_from:
            self._fast.pause()
        if seconds < self._look_by:
            return False
        self._look_by = seconds + QUIET_LOOK
        return True
