"""A summary as plain text for a terminal or a pipe of some width."""

import re
from collections.abc import Iterable, Iterator
from datetime import tzinfo

from hashtui.post.clean import cells
from hashtui.reading.summary.summary import Summary
from hashtui.reading.summary.summary_lines import Line, Piece, sections
from hashtui.reading.summary.summary_words import about, headline

WIDTH = 80
NARROWEST = 20
BULLET = "• "
_SPACE = re.compile(r"[^\S\u00a0\u202f\u2007]+")
"""Not those that are there so that no line ends there."""
_BREAK = re.compile(r"(?<!\d) | (?!\d{3}(?!\d))")
"""Where a line may end: anywhere but inside `5 256`."""


def text(summary: Summary, zone: tzinfo | None = None, width: int = WIDTH) -> str:
    """The whole summary in lines of at most so many cells, but for the addresses of posts, which stay whole.

    Clock times are those of the zone, by default UTC's.
    """
    return "\n".join(_lines(summary, zone, max(NARROWEST, width))) + "\n"


def _lines(summary: Summary, zone: tzinfo | None, width: int) -> Iterator[str]:
    yield from wrapped(about(summary), width)
    yield from wrapped(headline(summary, zone), width)
    for section in sections(summary, zone):
        yield from ("", section.heading.upper())
        for line in section.lines:
            yield from _drawn(line, width)


def _drawn(line: Line, width: int) -> Iterator[str]:
    yield from wrapped(_pieces(line.pieces), width, BULLET if line.listed else "", "  " if line.listed else "")
    for note in line.notes:
        yield from wrapped(_pieces(note), width, "    ", "    ")
    if line.url:
        yield f"    {line.url}"


def _pieces(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def wrapped(words: str, width: int, first: str = "", later: str = "") -> Iterator[str]:
    """The words in lines of at most so many cells, each with its beginning. A word too long for a line is cut."""
    line, room = first, width - cells(first)
    is_empty = True
    whole = filter(None, _BREAK.split(_SPACE.sub(" ", words).strip()))
    for word in (part for one in whole for part in _parts(one, width - cells(later))):
        size = cells(word)
        if not is_empty and size + 1 > room:
            yield line
            line, room, is_empty = later, width - cells(later), True
        line += word if is_empty else f" {word}"
        room -= size + (not is_empty)
        is_empty = False
    if not is_empty:
        yield line


def _parts(word: str, room: int) -> Iterator[str]:
    """The word, in pieces that fit where it does not."""
    if cells(word) <= room:
        yield word
        return
    part, used = "", 0
    for character in word:
        if part and used + cells(character) > room:
            yield part
            part, used = "", 0
        part += character
        used += cells(character)
    yield part
