"""What a session is about: its title, its words, and the things said in it, in both languages."""

from dataclasses import dataclass

from hashtui.sources.demo.telling import sentences


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of the programme. Words and points are templates; points begin small and end without a stop."""

    title: dict[str, str]
    words: dict[str, tuple[str, ...]]
    """Pairs: the word at one place in French is the word at the same place in English."""
    points: dict[str, tuple[str, ...]]
    tag: str | None = None
    """A hashtag some people add."""


def topic(fr: str, en: str, words: str, points_fr: str, points_en: str, tag: str | None = None) -> Topic:
    """A topic from its blocks; a line of `words` is `French = English`."""
    both = [line.partition("=") for line in words.strip().splitlines()]
    return Topic(
        title={"fr": fr, "en": en},
        words={
            "fr": tuple(french.strip() for french, _, _ in both),
            "en": tuple(english.strip() for _, _, english in both),
        },
        points={"fr": sentences(points_fr), "en": sentences(points_en)},
        tag=tag,
    )
