"""What a highlight rule can ask for: the words of its style, and what they come to on the screen."""

from dataclasses import dataclass
from functools import lru_cache

from hashtui.config.rules import ATTRIBUTES, ROLES


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
