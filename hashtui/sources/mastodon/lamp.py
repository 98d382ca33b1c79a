"""How a source is, out of how its asking and its stream are; said only when that changes."""

from collections.abc import Iterator
from dataclasses import replace

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Report, State
from hashtui.sources.lamp import Lamp, Mood


class TwoWayLamp(Lamp):
    """What a source says of itself: one state for both ways of hearing it."""

    def __init__(self, source: CleanLine, clock: Clock) -> None:
        super().__init__(source, clock)
        self._asking = Mood(State.STARTING)
        self._stream: Mood | None = None

    def begin(self) -> None:
        """A listening begins: whatever was said before, it is said anew."""
        super().begin()
        self._asking, self._stream = Mood(State.STARTING), None

    @property
    def streams(self) -> bool:
        """Whether the stream is up."""
        return self._stream is not None and self._stream.state is State.LIVE

    def asking(self, mood: Mood) -> Iterator[Report]:
        """How asking is now; the report if that makes a difference."""
        self._asking = mood
        return self.say(self._both())

    def stream(self, mood: Mood | None) -> Iterator[Report]:
        """How the stream is now; None: there is none. Its loss is said at once, whatever asking does."""
        lost = mood is not None and mood.state is State.RECONNECTING and self.streams
        self._stream = mood
        return self.say(mood if lost and mood is not None else self._both())

    def _both(self) -> Mood:
        asking, stream = self._asking, self._stream
        if stream is None or asking.state in (State.REFUSED, State.STARTING):
            return asking
        if stream.state is State.LIVE:
            if asking.state is State.CATCHING_UP:
                return asking
            return stream if asking.state.is_up else replace(stream, reason=asking.reason)
        if asking.state is State.POLLING:
            reasons = (stream.reason, asking.reason)
            return replace(asking, reason=", ".join(reason for reason in reasons if reason))
        return asking
