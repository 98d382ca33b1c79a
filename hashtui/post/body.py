"""What a post says: text, and what the stretches of it are."""

from dataclasses import dataclass
from enum import StrEnum

from hashtui.post.clean import CleanLine, CleanText


class Role(StrEnum):
    """What a stretch of text is."""

    LINK = "link"
    MENTION = "mention"
    TAG = "tag"
    CODE = "code"
    QUOTE = "quote"
    STRONG = "strong"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch `[start:end]` of the text, in code points, and its role."""

    start: int
    end: int
    role: Role
    target: CleanLine | None = None
    """LINK: the URL. MENTION: the full handle (`@a@host`). TAG: the tag's name. Else None."""


@dataclass(frozen=True, slots=True)
class Body:
    """A post's words, safe to draw. Paragraphs are one blank line apart, list rows begin with `• ` or `1. `.

    Spans are sorted by start and lie inside the text; those of LINK, MENTION and TAG never overlap each other.
    """

    text: CleanText
    spans: tuple[Span, ...] = ()
    attached: tuple[CleanLine, ...] = ()
    """URLs that go with the text without standing in it: a link card, a feed entry's own link."""

    @property
    def links(self) -> tuple[CleanLine, ...]:
        """The URLs linked to, each once: those in the text in order, then those attached."""
        found = [s.target for s in self.spans if s.role is Role.LINK and s.target is not None]
        return tuple(dict.fromkeys((*found, *self.attached)))
