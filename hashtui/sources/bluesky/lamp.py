"""How the source is, said only when that changes: its state, and what is to be said of it besides."""

from collections.abc import Iterator
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, clean_text, log_line
from hashtui.post.sighting import Report, State


class Lamp:
    """What the source says of itself. Notes are clauses that stay until they are taken back."""

    def __init__(self, source: CleanLine, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """A listening begins: whatever was said before, it is said anew."""
        self.state = State.STARTING
        self._reason = ""
        self._next_try: datetime | None = None
        self._notes: dict[str, str] = {}
        self._help = ""
        self._said: tuple[object, ...] | None = None

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
        reason = "; ".join(words for words in (self._reason, *self._notes.values()) if words)
        help_ = self._help if self.state.is_up else ""
        said = (self.state, reason, self._next_try, help_)
        if said == self._said or self.state is State.STARTING:
            return
        self._said = said
        yield Report(
            source=self._source,
            state=self.state,
            reason=log_line(reason),
            received_at=self._clock.now(),
            next_try=self._next_try,
            help=clean_text(help_) if help_ else None,
        )
