"""What changed between two states of a text, word by word, marked so that it can be told without colour."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rich.cells import split_graphemes

from hashtui.tui.typeset import Ink, Inked, Line, is_single_cell, looking

GONE, GONE_END = "[-", "-]"
NEW, NEW_END = "{+", "+}"
_MOST_PAIRS = 10_000
"""Equal words of both texts, paired: with more of them, comparing word by word takes too long."""
_PIECE = re.compile(r"\n|[^\s]+|[^\S\n]+")
_ENDS = re.compile(r"(.*?)([.,;:!?…)»”\"]*)", re.DOTALL)


class _Word(NamedTuple):
    text: str
    gap: str
    """The white space before it."""


def changed_lines(before: str, after: str, width: int) -> list[Line]:
    """The text as it is `after`, what went in `[-…-]`, what came in `{+…+}`, wrapped to `width` cells."""
    text, stretches = "", list[tuple[int, int, Ink]]()
    for piece, ink in _pieces(_words(before), _words(after)):
        if ink is not Ink.TEXT:
            stretches.append((len(text), len(text) + len(piece), ink))
        text += piece
    lines = Inked(text, tuple(stretches)).lines(width)
    return [looking(looking(line, "dim", Ink.META), "success", Ink.STRONG) for line in lines]


def _pieces(before: Sequence[_Word], after: Sequence[_Word]) -> Iterator[tuple[str, Ink]]:
    for kind, a, b, c, d in _steps([word.text for word in before], [word.text for word in after]):
        if kind == "equal":
            yield _joined(after[c:d]), Ink.TEXT
            continue
        gap = (after[c:d] or before[a:b])[0].gap
        if gap:
            yield gap, Ink.TEXT
        if b > a:
            yield f"{GONE}{_joined(before[a:b]).lstrip(' ')}{GONE_END}", Ink.META
        if d > c:
            yield f"{NEW}{_joined(after[c:d]).lstrip(' ')}{NEW_END}", Ink.STRONG


def _steps(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """As difflib's opcodes. Texts that are alike in too many ways are not compared but for their two ends."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    found = [("equal", 0, start, 0, start)]
    counts = Counter(other)
    if sum(counts[word] for word in one) <= _MOST_PAIRS:
        codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        found += [(kind, a + start, b + start, c + start, d + start) for kind, a, b, c, d in codes]
    else:
        found.append(("replace", start, len(before) - end, start, len(after) - end))
    found.append(("equal", len(before) - end, len(before), len(after) - end, len(after)))
    return [step for step in found if step[2] > step[1] or step[4] > step[3]]


def _joined(words: Sequence[_Word]) -> str:
    return "".join(word.gap + word.text for word in words)


def _words(text: str) -> list[_Word]:
    """Words, the marks at their ends, line ends; where letters are wide, each of them."""
    found: list[_Word] = []
    gap = ""
    for piece in _PIECE.findall(text):
        if piece != "\n" and piece.isspace():
            gap = piece
            continue
        for part in _parts(piece):
            found.append(_Word(part, gap))
            gap = ""
    return found


def _parts(piece: str) -> list[str]:
    if not is_single_cell(piece):
        letters = [(piece[start:end], cells) for start, end, cells in split_graphemes(piece)[0]]
        if any(cells > 1 for _, cells in letters):
            return [letter for letter, _ in letters]
    match = _ENDS.fullmatch(piece)
    return [part for part in (match.groups() if match else (piece,)) if part]
