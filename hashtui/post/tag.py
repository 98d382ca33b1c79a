"""Hashtags, equal when the servers would call them equal."""

import unicodedata
from dataclasses import dataclass, field

from hashtui.post.clean import CleanLine, clean_line


@dataclass(frozen=True, slots=True)
class Tag:
    """One hashtag. Two tags are equal when their normal forms are, however they are spelled."""

    name: str
    """The normal form: what a Mastodon server calls the tag. Never empty."""
    spelling: CleanLine = field(compare=False)
    """As somebody wrote it, without the `#`, safe to draw."""

    @classmethod
    def of(cls, spelling: str) -> "Tag":
        """The tag so spelled, with or without its `#`. ValueError when nothing of it remains."""
        bare = clean_line(spelling.removeprefix("#"))
        name = normal_form(bare)
        if not name:
            raise ValueError(f"not a hashtag: {spelling!r}")
        return cls(name, bare)

    def __str__(self) -> str:
        return f"#{self.spelling}"


def normal_form(spelling: str) -> str:
    """What servers compare tags by."""
    return unicodedata.normalize("NFKC", spelling).casefold()
