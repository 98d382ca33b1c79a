"""What somebody says before it becomes a post: words, and what is attached to them."""

from dataclasses import dataclass

from hashtui.sources.demo.world import Person


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of one post to be, without the event's tags."""

    text: str
    language: str
    mentions: tuple[Person, ...] = ()
    picture: bool = False
    alt: str | None = None
    """The picture's description, when its author gave one."""
    answers: tuple[str, ...] = ()
    """The options of a poll."""
    warning: str | None = None
    extra_tag: str | None = None
