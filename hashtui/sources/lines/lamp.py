"""How a file is, said only when that changes."""

from collections.abc import Iterator

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, log_line
from hashtui.post.sighting import Report, State


class Lamp:
    """What a file says of itself."""

    def __init__(self, source: CleanLine, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self._said: tuple[State, str] | None = None

    def begin(self) -> None:
        """A listening begins: whatever was said before, it is said anew."""
        self._said = None

    def say(self, state: State, reason: str = "") -> Iterator[Report]:
        """How it is now; the report if that makes a difference."""
        if self._said != (state, reason):
            self._said = state, reason
            yield Report(self._source, state, log_line(reason), self._clock.now())
