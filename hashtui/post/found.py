"""Where the words that were looked for stand in a text as it was written."""

import unicodedata
from collections.abc import Iterator, Sequence

from hashtui.post.folding import Needle, fold


def found_in(text: str, needles: Sequence[Needle]) -> tuple[tuple[int, int], ...]:
    """The spans `[start:end]` of the text in which any of them is found, in order, none touching another."""
    if not needles:
        return ()
    folded, starts, ends = _folded(text)
    spans = sorted(
        (starts[at], ends[at + len(needle.folded) - 1]) for needle in needles for at in needle.starts(folded)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """The text as it is looked through, and from where to where in the text each of its characters comes."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _letters(text):
        written = text[start:end]
        plain = fold(written) if not written.isspace() else " " * (not folded or folded[-1] != " ")
        folded += plain
        starts += [start] * len(plain)
        ends += [end] * len(plain)
    return "".join(folded), starts, ends


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks that belong to it."""
    start = 0
    for at in range(1, len(text)):
        if text[at].isascii() or unicodedata.category(text[at])[0] != "M":
            yield start, at
            start = at
    if text:
        yield start, len(text)
