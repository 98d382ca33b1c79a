"""The ways of quoting, asking, answering and reacting that one language has, whatever the place."""

from dataclasses import dataclass

from hashtui.sources.demo.plot import Mood


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's ways of saying things around a content."""

    quotes: tuple[str, ...]
    """A `{point}` of the session as somebody passes it on; `{Point}` begins with a capital."""
    words: tuple[str, ...]
    """About a `{word}` of the session."""
    openers: tuple[str, ...]
    """What comes before news."""
    reactions: dict[Mood, tuple[str, ...]]
    """Feeling without content."""
    tails: dict[Mood, tuple[str, ...]]
    """What comes after news."""
    answers: tuple[str, ...]
    """Replies to anything."""
    to_question: tuple[str, ...]
    """Replies to a question."""
    slides: tuple[str, ...]
    """What speakers say when they are done."""
    thanks: tuple[str, ...]
    """What authors say back."""
    edits: tuple[str, ...]
    """What is added when a post is edited."""
