"""A post's words in the pieces of which every form of an anthology sets them: paragraphs, lines, parts of one kind."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import CleanLine, clean_url

_ANCHORS = (Role.LINK, Role.MENTION, Role.TAG)
"""Of these at most one covers a word."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words in one line that are all of the same kind."""

    text: str
    anchor: Role | None = None
    """LINK, MENTION or TAG."""
    url: CleanLine | None = None
    """Where a LINK leads; only what may be opened."""
    styles: frozenset[Role] = frozenset()
    """The others: CODE, QUOTE, STRONG, EMPHASIS."""


Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank one between them."""

    lines: tuple[Line, ...]

    @property
    def is_quoted(self) -> bool:
        """All of it is somebody else's words."""
        parts = [part for line in self.lines for part in line if part.text.strip()]
        return bool(parts) and all(Role.QUOTE in part.styles for part in parts)


def paragraphs(body: Body) -> Iterator[Paragraph]:
    """What the body says, piece by piece; a body without words has none."""
    lines: list[Line] = []
    for line in _lines(body):
        if any(part.text.strip() for part in line):
            lines.append(line)
        elif lines:
            yield Paragraph(tuple(lines))
            lines = []
    if lines:
        yield Paragraph(tuple(lines))


def plain_paragraphs(text: str) -> Iterator[Paragraph]:
    """The same of words that have no roles: a caption, a warning, a description."""
    for block in text.split("\n\n"):
        lines = tuple((Part(line),) for line in block.split("\n") if line.strip())
        if lines:
            yield Paragraph(lines)


def _lines(body: Body) -> Iterator[Line]:
    line: list[Part] = []
    for part in _parts(body):
        first, *others = part.text.split("\n")
        if first:
            line.append(_with(part, first))
        for text in others:
            yield tuple(line)
            line = [_with(part, text)] if text else []
    yield tuple(line)


def _parts(body: Body) -> Iterator[Part]:
    text = body.text
    spans = [span for span in body.spans if 0 <= span.start < span.end <= len(text)]
    begins, ends = defaultdict[int, list[Span]](list), defaultdict[int, list[Span]](list)
    for span in spans:
        begins[span.start].append(span)
        ends[span.end].append(span)
    covering: list[Span] = []
    for start, end in pairwise(sorted({0, len(text), *begins, *ends})):
        covering = [span for span in covering if span.end > start] + begins[start]
        yield _part(text[start:end], covering)


def _part(text: str, covering: list[Span]) -> Part:
    anchor = next((span for span in covering if span.role in _ANCHORS), None)
    styles = frozenset(span.role for span in covering if span.role not in _ANCHORS)
    url = clean_url(anchor.target) if anchor and anchor.role is Role.LINK and anchor.target else None
    return Part(text, None if anchor is None else anchor.role, url, styles)


def _with(part: Part, text: str) -> Part:
    return Part(text, part.anchor, part.url, part.styles)
