"""What people say at one place when nothing much happens, sorted by the hour and by what they attach."""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Parts of the day that change what people talk about."""

    ARRIVAL = "arrival"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Talk:
    """The templates of one tag in one language."""

    small: tuple[str, ...]
    """Small talk of any hour."""
    hours: dict[Phase, tuple[str, ...]]
    """Small talk of a part of the day."""
    pictures: tuple[tuple[str, str], ...]
    """What is said with a picture, and the picture's description."""
    polls: tuple[tuple[str, str], ...]
    """A question, and its answers apart by ` / `."""
    warned: tuple[tuple[str, str], ...]
    """A content warning, and what stands behind it."""
    links: tuple[tuple[str, str], ...]
    """What is said with a link, and the link without its scheme."""
    notices: tuple[str, ...]
    """What the organisers say: `{title}`, `{speaker}`, `{hour}`, `{place}` are those of the next session."""
