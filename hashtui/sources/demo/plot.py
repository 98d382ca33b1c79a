"""What a planted fact is made of: the sentences that tell it, and how it is recognised in them."""

from dataclasses import dataclass
from enum import StrEnum

from hashtui.sources.demo.telling import sentences


class Kind(StrEnum):
    """The seven kinds of things that happen."""

    ANNOUNCEMENT = "announcement"
    PRIZE = "prize"
    FIGURE = "figure"
    INCIDENT = "incident"
    RESIGNATION = "resignation"
    LAUNCH = "launch"
    CLASH = "clash"


class Mood(StrEnum):
    """How people take it."""

    GLAD = "glad"
    SORRY = "sorry"
    STIRRED = "stirred"


@dataclass(frozen=True, slots=True)
class Notes:
    """A fact as it is jotted down: one of the names, which match the pattern, and some scraps, in any order."""

    names: tuple[str, ...]
    scraps: tuple[str, ...]


def notes(names: str, scraps: str) -> Notes:
    """Notes from their blocks."""
    return Notes(sentences(names), sentences(scraps))


@dataclass(frozen=True, slots=True)
class Plot:
    """One thing that can happen, told in many ways. Each core tells the fact whole and matches its pattern."""

    name: str
    kind: Kind
    mood: Mood
    number: tuple[int, int]
    """`{amount}` is drawn from this range, the same for everyone who tells it."""
    gist: dict[str, str]
    """The plain sentence a summary is compared with."""
    pattern: dict[str, str]
    """A regular expression template that every telling matches and nothing else in the event does."""
    cores: dict[str, tuple[str, ...]]
    asides: dict[str, tuple[str, ...]]
    """What people add to it."""
    on_both: bool = False
    """It resonates: told under both tags, with the same person and the same link."""


def plot(
    name: str,
    kind: Kind,
    mood: Mood,
    *,
    number: tuple[int, int],
    gist: tuple[str, str],
    pattern: tuple[str, str],
    fr: tuple[str, str],
    en: tuple[str, str],
    on_both: bool = False,
) -> Plot:
    """A plot from its blocks: `fr` and `en` are (cores, asides); `gist` and `pattern` are (French, English)."""
    return Plot(
        name=name,
        kind=kind,
        mood=mood,
        number=number,
        gist={"fr": gist[0], "en": gist[1]},
        pattern={"fr": pattern[0], "en": pattern[1]},
        cores={"fr": sentences(fr[0]), "en": sentences(en[0])},
        asides={"fr": sentences(fr[1]), "en": sentences(en[1])},
        on_both=on_both,
    )
