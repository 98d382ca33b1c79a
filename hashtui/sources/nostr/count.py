"""What is counted of one relay, and how much of what it sends unasked is looked at."""

from dataclasses import dataclass

BURST = 1_000
"""Events that may come at once beyond what was asked for."""
MOST = 10_000
PER_SECOND = 50.0
"""Events a second that are looked at for long: more than people write under any few tags."""


@dataclass(slots=True)
class Count:
    """What one relay sent that was not told, since the source began."""

    unreadable: int = 0
    """Frames and events that make no sense, are dated in the future, or were not asked for."""
    forged: int = 0
    """Events whose id or signature does not hold."""
    flooded: int = 0
    """Events left out because there were too many."""
    received: int = 0
    """Bytes of the connections that are closed."""


class Allowance:
    """How many events are looked at: what was asked for, and a steady trickle. Checking one costs a millisecond."""

    def __init__(self) -> None:
        self._left = float(BURST)
        self._at: float | None = None

    def asked(self, events: int) -> None:
        """So many may come in answer to a request."""
        self._left = min(MOST, self._left + events)

    def is_spent(self, at: float) -> bool:
        """Whether nothing more may be looked at now; `at` is monotonic."""
        if self._at is not None and self._left < BURST:
            self._left = min(BURST, self._left + (at - self._at) * PER_SECOND)
        self._at = at
        return self._left < 1

    def spend(self, at: float) -> bool:
        """Whether one more may be looked at now; it counts as looked at."""
        if self.is_spent(at):
            return False
        self._left -= 1
        return True
