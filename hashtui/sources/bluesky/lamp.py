"""How the source is, and what is to be said of it besides, whatever its state."""

from collections.abc import Iterator
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Report, State
from hashtui.sources.lamp import Lamp, Mood


class NotedLamp(Lamp):
    """A lamp with notes: clauses that stay until they are taken back."""

    def __init__(self, source: CleanLine, clock: Clock) -> None:
        super().__init__(source, clock)
        self.begin()

    def begin(self) -> None:
        """A listening begins: whatever was said before, it is said anew."""
        super().begin()
        self.state = State.STARTING
        self._reason = ""
        self._next_try: datetime | None = None
        self._notes: dict[str, str] = {}
        self._help = ""

    def note(self, subject: str, words: str) -> None:
        """Something that goes with every state from now on; empty: it goes no more."""
        self._notes[subject] = words

    def help(self, words: str) -> None:
        """What the person can do, said while the source is up: in trouble there is something else to say."""
        self._help = words

    def turn(self, state: State, reason: str = "", next_try: datetime | None = None) -> Iterator[Report]:
        """It is so now; the report if that is news."""
        self.state, self._reason, self._next_try = state, reason, next_try
        yield from self.again()

    def again(self) -> Iterator[Report]:
        """The report, if anything of it is news."""
        if self.state is State.STARTING:
            return
        reason = "; ".join(words for words in (self._reason, *self._notes.values()) if words)
        yield from self.say(Mood(self.state, reason, self._next_try, self._help if self.state.is_up else ""))
