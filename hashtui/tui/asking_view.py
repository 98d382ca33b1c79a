"""A view of posts or people in which one says how far one trusts somebody."""

from abc import abstractmethod
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Key

from hashtui.post.post import Author
from hashtui.reading.standing import Level
from hashtui.tui.foot import Foot
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.level_question import ANSWERS, LevelQuestion
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.placed_view import PlacedView


class AskingView(PlacedView):
    """The question stands in the foot until a key answers or leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("trust", "why")]

    def __init__(self, ground: Ground, lore: Lore) -> None:
        super().__init__(ground, lore)
        self._question: LevelQuestion | None = None

    @property
    @abstractmethod
    def person(self) -> Author:
        """Who is meant."""

    @abstractmethod
    def give_level(self, author: Author, level: float | None) -> str:
        """Trust them so far from now on; what to say of it."""

    @abstractmethod
    def action_why(self) -> None:
        """Show what their standing rests on."""

    @abstractmethod
    def tell(self, words: str) -> None:
        """Say it in the foot."""

    def action_trust(self) -> None:
        """Ask how far to trust them."""
        standing = self.lore.standing_of(self.person)
        if standing.level is Level.MUTED:
            key = first_label(self.ground.keys, "mute")
            self.tell(f"{self.person.handle} is muted{f'; {key} takes that back first' if key else ''}.")
            return
        self._question = LevelQuestion(self.person, standing.given.level)
        self.query_one(Foot).ask(self._question.words)

    def on_key(self, event: Key) -> None:
        question = self._question
        if question is None:
            return
        self._question = None
        self.query_one(Foot).fall_silent()
        answer = event.character or event.key
        if answer in ANSWERS:
            self.tell(self.give_level(question.author, ANSWERS[answer]))
        elif event.key == "escape":
            self.tell("Nothing was changed.")
        else:
            return
        event.stop()
        event.prevent_default()  # the digits are no links now
