"""What the deck's screen says in its footer, and what it can take back."""

from abc import abstractmethod
from collections.abc import Callable
from time import monotonic

from textual.screen import Screen

NOTICE_SECONDS = 5.0
MOST_STEPS = 200


class Telling(Screen[None]):
    """The part of the deck's screen that speaks. A notice stays for five seconds; what can be undone says so."""

    def __init__(self) -> None:
        super().__init__()
        self.last_notice = ""
        self._notice_until = 0.0
        self._covered = False
        """The last notice was said while a view lay over the footer."""
        self._undo: list[tuple[str, Callable[[], None]]] = []

    @abstractmethod
    def show_footer(self) -> None:
        """Put the notice, or the keys, into the footer."""

    @property
    def notice(self) -> str:
        """What was said within the last five seconds."""
        return self.last_notice if monotonic() < self._notice_until else ""

    def say(self, words: str) -> None:
        """Show a notice in the footer for five seconds."""
        self.last_notice = words
        self._notice_until = monotonic() + NOTICE_SECONDS
        self._covered = self.app.screen is not self
        self.show_footer()

    def on_screen_resume(self) -> None:
        """What was said under a view is said again once it can be read."""
        if self._covered:
            self.say(self.last_notice)

    def fall_silent(self) -> None:
        """Show no notice any more; it can be read again from the palette."""
        self._notice_until = 0.0
        self.show_footer()

    def can_undo(self, words: str, back: Callable[[], None], *, said: str = "", undone: str = "") -> None:
        """Remember how to take something back, and say (or `said` instead of the words) that `u` does.

        `undone` is said when it was, instead of the words.
        """
        self._undo.append((undone or f"Undone: {words[0].lower()}{words[1:]}", back))
        del self._undo[:-MOST_STEPS]
        self.say(f"{said or words} · u undoes")

    @property
    def undoable(self) -> int:
        """How many steps can be taken back."""
        return len(self._undo)

    def action_undo(self) -> None:
        """Take back the last thing that can be taken back."""
        if not self._undo:
            self.say("Nothing to undo.")
            return
        words, back = self._undo.pop()
        back()
        self.say(words)
