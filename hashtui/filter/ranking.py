"""The best posts first, by the words an expression looks for: BM25 (Robertson and Zaragoza, 2009)."""

from collections.abc import Iterator, Sequence
from math import log

from hashtui.filter.tokens import Kind, scan
from hashtui.filter.tree import And, Node, Not, Or, Term
from hashtui.post.folding import Needle
from hashtui.reading.entry import Entry

_SATURATION, _LENGTH = 1.2, 0.75
"""k1 and b, as usual: how soon more of the same word says nothing new, and how much longer posts must say it more."""
_BEGINNING = 0.5
"""What a longer word that begins with the sought one counts."""


def needle_of(term: Term) -> Needle:
    """What a word or phrase looks for."""
    return Needle(next(scan(term.text)).value)


def sought(node: Node | None) -> tuple[Needle, ...]:
    """What the expression looks for; not what it excludes."""
    return () if node is None else tuple({needle.folded: needle for needle in _sought(node)}.values())


def ranked(entries: Sequence[Entry], needles: Sequence[Needle]) -> tuple[Entry, ...]:
    """The best first; of equally good ones in the order they came. How rare a word is, is told from these posts."""
    counts = [tuple(_count(entry.folded, needle) for needle in needles) for entry in entries]
    many = len(entries)
    weights: list[float] = []
    for place in range(len(needles)):
        having = sum(1 for count in counts if count[place])
        weights.append(log(1 + (many - having + 0.5) / (having + 0.5)))
    usual = sum(len(entry.folded) for entry in entries) / max(1, many) or 1.0

    def worth(index: int) -> float:
        damping = _SATURATION * (1 - _LENGTH + _LENGTH * len(entries[index].folded) / usual)
        found = zip(counts[index], weights, strict=True)
        return sum(weight * count * (_SATURATION + 1) / (count + damping) for count, weight in found if count)

    return tuple(entries[index] for index in sorted(range(many), key=lambda index: -worth(index)))


def _sought(node: Node) -> Iterator[Needle]:
    match node:
        case Term():
            if node.name in (Kind.WORD, Kind.PHRASE):
                yield needle_of(node)
        case And() | Or():
            for part in node.parts:
                yield from _sought(part)
        case Not():
            return


def _count(folded: str, needle: Needle) -> float:
    return sum(1.0 if needle.is_whole(folded, at) else _BEGINNING for at in needle.starts(folded))
