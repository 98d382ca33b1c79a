"""Text to lines: the one wrap of the program, and the runs of ink a line is made of."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size, split_graphemes

from hashtui.post.body import Body, Role


class Ink(StrEnum):
    """What a run of text is, for the eye: each has a component class of the same name in the style sheet."""

    TEXT = "text"
    NAME = "name"
    TRUSTED = "trusted"
    VOUCHED = "vouched"
    HANDLE = "handle"
    TIME = "time"
    TAG = "tag"
    MENTION = "mention"
    LINK = "link"
    CODE = "code"
    QUOTE = "quote"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    META = "meta"
    ALT = "alt"
    WARNING = "warning"
    UNSEEN = "unseen"
    CURSOR = "cursor"
    RULE = "rule"
    NEWS = "news"
    STATE_LIVE = "state-live"
    STATE_PART = "state-part"
    STATE_DOWN = "state-down"
    STATE_REFUSED = "state-refused"
    TITLE = "title"
    DEMO = "demo"
    KEY = "key"


DIMMED = "dim"
"""The look of what is shown though it is hidden."""


class Run(NamedTuple):
    """A stretch of one line in one ink."""

    text: str
    ink: Ink
    look: str = ""
    """What is put over the ink: words such as `bold`, `reverse`, `warning`, `dim`, as `looks.py` knows them."""


Line = tuple[Run, ...]
"""One line of the screen, without its padding."""


def looking(line: Line, look: str, *inks: Ink) -> Line:
    """The line with this look over the runs in these inks, or over all of them."""
    return tuple(run._replace(look=look) if not inks or run.ink in inks else run for run in line) if look else line


_NOT_SINGLE = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u203b\u2190-\u21ff\u2500-\u25fc\u2605\u2661\u2715\u270e]"
)
_NOT_AT_LINE_START = ("?", "!", ":", ";", "»", "%")
_NOT_AT_WIDE_LINE_START = frozenset("、。，．・：；？！）」』】〉》〕］｝ー…‥ゝゞ々")


def is_single_cell(text: str) -> bool:
    """Whether every character is surely one cell wide, so that lengths are widths."""
    return text.isascii() or _NOT_SINGLE.search(text) is None


def width_of(text: str) -> int:
    """The cells `text` takes, as Textual counts them."""
    return len(text) if is_single_cell(text) else cell_len(text)


def shorten(text: str, width: int) -> str:
    """`text` in at most `width` cells, an ellipsis at its end when it was cut."""
    if width_of(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip(" ") + "…"


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Cut `text` into lines of at most `width` cells: (start, end) in code points, the spaces at a break left out.

    Breaks at line feeds, at spaces, between wide characters, and inside a word only when it is wider than a line.
    French `? ! : ; »` are not left alone at the start of a line, nor `«` at its end.
    """
    width = max(1, width)
    lines: list[tuple[int, int]] = []
    single = is_single_cell(text.replace("\n", "")) if "\n" in text else is_single_cell(text)
    start = 0
    while True:
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        if single:
            lines.extend(_wrap_single(text, start, stop, width))
        else:
            lines.extend(_wrap_graphemes(text, start, stop, width))
        if end < 0:
            return lines
        start = end + 1


def _wrap_single(text: str, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
    while stop - start > width:
        space = text.rfind(" ", start, start + width + 1)
        while space > start and _glued(text, space):
            space = text.rfind(" ", start, space)
        if space <= start:
            yield start, start + width
            start += width
        else:
            yield start, space
            start = space + 1
    yield start, stop


def _glued(text: str, space: int) -> bool:
    """Whether the space belongs to French punctuation and must not break."""
    return text[space + 1 : space + 2] in _NOT_AT_LINE_START or text[space - 1] == "«"


def _wrap_graphemes(text: str, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
    line_start, used = start, 0
    break_end = break_next = -1
    used_at_break = 0
    wide_before = False
    for first, last, cells in split_graphemes(text[start:stop])[0]:
        begin, end = start + first, start + last
        character = text[begin]
        wide = _is_wide(character)
        taken = cells if last - first == 1 else max(cells, sum(map(_most_cells, text[begin:end])))
        if character == " ":
            if begin > line_start and not _glued(text, begin):
                break_end, break_next, used_at_break = begin, end, used + taken
        elif (wide_before or wide) and begin > line_start and _may_break_before(text, begin):
            break_end, break_next, used_at_break = begin, begin, used
        if used + taken > width and character != " ":
            if break_next > line_start:
                yield line_start, break_end
                line_start, used = break_next, used - used_at_break
            elif begin > line_start:
                yield line_start, begin
                line_start, used = begin, 0
            break_end = break_next = -1
        used += taken
        wide_before = wide
    yield line_start, max(line_start, stop)


def _most_cells(character: str) -> int:
    """The cells it takes on a terminal that joins nothing: what is wrapped for that is read whole on every one."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if _is_wide(character) else 1


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _may_break_before(text: str, begin: int) -> bool:
    """Whether a wide character may open a line: not the closing marks, and not right after a space."""
    return text[begin] not in _NOT_AT_WIDE_LINE_START and text[begin - 1] != " "


_INK_OF_ROLE = {
    Role.LINK: Ink.LINK,
    Role.MENTION: Ink.MENTION,
    Role.TAG: Ink.TAG,
    Role.CODE: Ink.CODE,
    Role.QUOTE: Ink.QUOTE,
    Role.STRONG: Ink.STRONG,
    Role.EMPHASIS: Ink.EMPHASIS,
}


@dataclass(frozen=True, slots=True)
class Inked:
    """A body's text with its inks laid flat: sorted, not overlapping stretches; the rest is plain text."""

    text: str
    stretches: tuple[tuple[int, int, Ink], ...]

    def line(self, start: int, end: int) -> Line:
        """The runs of `[start:end]`."""
        if not self.stretches:
            return (Run(self.text[start:end], Ink.TEXT),) if end > start else ()
        runs: list[Run] = []
        at = start
        for first, last, ink in self.stretches:
            if last <= at:
                continue
            if first >= end:
                break
            if first > at:
                runs.append(Run(self.text[at:first], Ink.TEXT))
                at = first
            runs.append(Run(self.text[at : min(last, end)], ink))
            at = min(last, end)
        if at < end:
            runs.append(Run(self.text[at:end], Ink.TEXT))
        return tuple(runs)

    def after(self, words: str, ink: Ink) -> "Inked":
        """The same with these words before it."""
        by = len(words)
        moved = ((first + by, last + by, role) for first, last, role in self.stretches)
        return Inked(words + self.text, ((0, by, ink), *moved))

    def lines(self, width: int) -> list[Line]:
        """All of it, wrapped to `width` cells."""
        return [self.line(start, end) for start, end in wrap(self.text, width)]


def inked(body: Body) -> Inked:
    """The body ready to be set: where roles overlap (a link inside a quotation) the inner, later one shows."""
    if not body.spans:
        return Inked(body.text, ())
    edges = sorted({edge for span in body.spans for edge in (span.start, span.end)})
    stretches: list[tuple[int, int, Ink]] = []
    for first, last in pairwise(edges):
        over = [s for s in body.spans if s.start <= first and last <= s.end]
        if not over:
            continue
        ink = _INK_OF_ROLE[max(over, key=lambda s: (s.start, -s.end)).role]
        if stretches and stretches[-1][1] == first and stretches[-1][2] is ink:
            stretches[-1] = (stretches[-1][0], last, ink)
        else:
            stretches.append((first, last, ink))
    return Inked(body.text, tuple(stretches))


def plain(text: str, width: int, ink: Ink = Ink.TEXT) -> list[Line]:
    """`text` wrapped to `width` cells, all in one ink."""
    return [(Run(text[start:end], ink),) for start, end in wrap(text, width)]


def line_width(line: Iterable[Run]) -> int:
    """The cells a line takes."""
    return sum(width_of(run.text) for run in line)


def first_words(line: Line, width: int) -> Line:
    """The words of a line that fit into `width` cells, whole unless not even one does."""
    if line_width(line) <= width:
        return line
    left = wrap("".join(run.text for run in line), width)[0][1] if width > 0 else 0
    kept: list[Run] = []
    for run in line:
        if left > 0:
            kept.append(run._replace(text=run.text[:left]))
            left -= len(run.text)
    return tuple(kept)


def spread(left: Line, right: Line, width: int) -> Line:
    """`left` and `right` at the two ends of `width` cells; what does not fit is cut from the left part."""
    room = width - line_width(right)
    used, kept = 0, list[Run]()
    for run in left:
        cells = width_of(run.text)
        if used + cells > room:
            kept.append(run._replace(text=shorten(run.text, room - used)))
            used += width_of(kept[-1].text)
            break
        kept.append(run)
        used += cells
    return (*kept, Run(" " * max(0, room - used), Ink.TEXT), *right)
