"""What is too long to be said at once on `--plain`: step by step, as far as the listener wants to hear it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hashtui.cli.plain.reading import Lines


@dataclass(frozen=True, slots=True)
class Step:
    """What is said in one go."""

    title: str
    """What it is, as the step before announces it: `people, 8`."""
    say: Callable[[], Lines]
    """Says it; nothing when there is nothing left of it to say, which then is passed over."""


class Recital:
    """Steps, one after the other, and an end. What comes next is announced at the end of each."""

    def __init__(self, steps: Sequence[Step], end: Callable[[], Lines]) -> None:
        self._steps = steps
        self._end = end
        self._next = 0

    @property
    def is_over(self) -> bool:
        """Everything was said."""
        return self._next >= len(self._steps)

    def go_on(self) -> Lines:
        """The next step."""
        said: Lines = ()
        while not said and not self.is_over:
            said = self._steps[self._next].say()
            self._next += 1
        if self.is_over:
            return (*said, *self._end())
        return (*said, f"Enter goes on: {self._steps[self._next].title}.")


class Turn:
    """Whose turn it is: the recital that Enter on an empty line goes on with, if any."""

    def __init__(self) -> None:
        self._recital: Recital | None = None
        self.left = 0
        """How often a recital was left for something else."""

    def give(self, recital: Recital) -> Lines:
        """Begin a recital, or take one up again."""
        self._recital = None if recital.is_over else recital
        return self.go_on() or ()

    def go_on(self) -> Lines | None:
        """The next of it; None when nothing is being told."""
        recital = self._recital
        if recital is None:
            return None
        said = recital.go_on()
        if recital.is_over:
            self._recital = None
        return said

    def leave(self) -> None:
        """Something else is wanted: Enter is the next post again."""
        self._recital = None
        self.left += 1
