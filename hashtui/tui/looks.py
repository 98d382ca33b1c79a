"""What a highlight rule can ask for: the words of its style, and what they come to on the screen."""

from dataclasses import dataclass
from functools import lru_cache

ATTRIBUTES = ("bold", "italic", "underline", "reverse", "dim")
ROLES = ("primary", "secondary", "accent", "warning", "error", "success")
"""Colours of the theme, by what they are for."""
LOOK_WORDS = (*ATTRIBUTES, *ROLES)


@dataclass(frozen=True, slots=True)
class Look:
    """A style read: at most one colour, and never a colour alone, so that it can be told without any."""

    attributes: frozenset[str] = frozenset()
    role: str = ""


@lru_cache(256)
def read_look(style: str) -> Look:
    """The look these words ask for; of several colours the last, and words that are none of ours are passed over."""
    words = style.lower().split()
    attributes = frozenset(word for word in words if word in ATTRIBUTES)
    roles = [word for word in words if word in ROLES]
    if not roles:
        return Look(attributes)
    return Look(attributes or frozenset({"bold"}), roles[-1])


def strange_words(style: str) -> tuple[str, ...]:
    """The words of a style that mean nothing."""
    return tuple(word for word in style.lower().split() if word not in LOOK_WORDS)
