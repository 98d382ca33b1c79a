"""How a template becomes a sentence: choices, slots, a bag that deals without repeating, a person's way of typing.

Templates are written one a line; a line that begins with a space continues the one before. `[a|b]` is a choice,
`[a|]` may be left out, `{slot}` is filled in. Straight apostrophes become typographic ones when it is told.
"""

import re
import textwrap
from collections.abc import Mapping, Sequence
from enum import Enum
from random import Random
from typing import Generic, TypeVar

Dealt = TypeVar("Dealt")

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r" {2,}")
_LONE = re.compile(r" +([.,…])")
_ENDED = re.compile(r"([?!…])\.")
_OPENING = re.compile(r"(?:(?<=[\s(«])|(?<=^))'(?=\w)")
_UNELIDED = re.compile(r"\b(?:[dD]e|[qQ]ue) (?=(?!onz|oui)(?:[aàâeéèêiîoôuAÀÂEÉÈÊIÎOÔU]|H[éoue]))")
"""A name put after `de` or `que` takes its vowel: d’Alice, qu’Idriss, but de Hakim."""

_LOWERED = frozenset(["Le", "La", "Une", "Un", "Fuite", "Accrochage", "Baromètre", "The", "A", "One", "Water", "Sharp"])
"""First words of sentences that are no names."""


def sentences(block: str) -> tuple[str, ...]:
    """The templates of a block of text."""
    told: list[str] = []
    for line in textwrap.dedent(block).splitlines():
        if line.startswith(" ") and told:
            told[-1] += " " + line.strip()
        elif line.strip():
            told.append(line.strip())
    return tuple(told)


def words(block: str) -> tuple[str, ...]:
    """The words of a block of text."""
    return tuple(block.split())


def pairs(block: str) -> tuple[tuple[str, str], ...]:
    """The templates of a block whose lines hold two things apart by ` // `; the second may be empty."""
    return tuple(_pair(line) for line in sentences(block))


def _pair(line: str) -> tuple[str, str]:
    first, _, second = line.partition("//")
    return first.strip(), second.strip()


def tell(template: str, slots: Mapping[str, str], random: Random) -> str:
    """The sentence a template gives this time."""
    chosen = _CHOICE.sub(lambda m: random.choice(m[1].split("|")), template)
    filled = _SLOT.sub(lambda m: slots[m[1]], chosen)
    return set_type(filled)


def set_type(text: str) -> str:
    """The text with typographic marks, French elisions before names, single spaces and a capital."""
    text = _OPENING.sub("‘", text).replace("'", "’")
    text = _UNELIDED.sub(lambda m: m[0][:-2] + "’", text)
    text = _ENDED.sub(r"\1", _LONE.sub(r"\1", _SPACES.sub(" ", text))).strip()
    return text[:1].upper() + text[1:]


def turned(template: str, language: str) -> str:
    """The sentence with its second half first, where a single colon or comma makes two halves of it."""
    colon = " : " if language == "fr" else ": "
    between = colon if colon in template else ", "
    first, found, second = template.removesuffix(".").partition(between)
    if not found or between in second:
        return template
    opening, _, rest = first.partition(" ")
    return f"{second}{colon}{opening.lower() if opening in _LOWERED else opening} {rest}."


class Bag(Generic[Dealt]):
    """Deals what it holds in chance order, everything once before anything twice."""

    def __init__(self, held: Sequence[Dealt], random: Random) -> None:
        if not held:
            raise ValueError("a bag cannot be empty")
        self._held = tuple(held)
        self._random = random
        self._left: list[Dealt] = []
        self._recent: list[Dealt] = []

    def deal(self) -> Dealt:
        """The next one."""
        if not self._left:
            self._left = list(self._held)
            self._random.shuffle(self._left)
            # What was dealt last does not come first again.
            self._left.sort(key=lambda one: one in self._recent, reverse=True)
            self._recent = []
        dealt = self._left.pop()
        self._recent = [*self._recent, dealt][-max(1, len(self._held) // 3) :]
        return dealt


class Manner(Enum):
    """How somebody types."""

    PLAIN = "plain"
    LOWER = "lower"
    """No capital at the start, no full stop at the end."""
    LIVELY = "lively"
    """Ends with an exclamation mark where others put a full stop."""
    EMOJI = "emoji"


_SMILES = ("🙂", "👏", "🎉", "😅", "💚", "🙏", "🤔", "✨", "😄", "🧡")


def typed(text: str, manner: Manner, language: str, random: Random) -> str:
    """The same sentence as that person types it."""
    match manner:
        case Manner.LOWER:
            quiet = text[:1].lower() + text[1:]
            return quiet.removesuffix(".") if quiet.count(".") < 2 else quiet
        case Manner.LIVELY if text.endswith(".") and not text.endswith("..") and random.random() < 0.6:
            return text[:-1] + (" !" if language == "fr" else "!")
        case Manner.EMOJI if random.random() < 0.5:
            return f"{text} {random.choice(_SMILES)}"
        case _:
            return text
