"""How a source is, said only when that changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, clean_text, log_line
from hashtui.post.sighting import Report, State


@dataclass(frozen=True, slots=True)
class Mood:
    """How it is, before it is put into a report."""

    state: State
    reason: str = ""
    next_try: datetime | None = None
    help: str = ""


class Lamp:
    """What a source says of itself."""

    def __init__(self, source: CleanLine, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self._said: Mood | None = None

    def begin(self) -> None:
        """A listening begins: whatever was said before, it is said anew."""
        self._said = None

    @property
    def is_live(self) -> bool:
        """Whether the last it said was that all is well."""
        return self._said is not None and self._said.state is State.LIVE

    @property
    def is_up(self) -> bool:
        """Whether the last it said was that it is answered."""
        return self._said is not None and self._said.state.is_up

    def say(self, mood: Mood) -> Iterator[Report]:
        """The report of this, if it is something else than what was said last."""
        if mood == self._said:
            return
        self._said = mood
        yield Report(
            source=self._source,
            state=mood.state,
            reason=log_line(mood.reason),
            received_at=self._clock.now(),
            next_try=mood.next_try,
            help=clean_text(mood.help) if mood.help else None,
        )
