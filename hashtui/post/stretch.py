"""From raw text whose stretches have roles to a Body: the text made safe, the roles still where they belong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import CleanLine, clean_text


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretch `[start:end]` of a raw text, in code points, and its role; `target` as in Span."""

    start: int
    end: int
    role: Role
    target: CleanLine | None = None


def clean_body(raw: str, stretches: Sequence[Stretch]) -> Body:
    """The Body of `raw`. Its text is a fixed point of clean_text; a role whose words did not survive is left out.

    Making text safe may change its length, so it is cut at the edges of the roles, each piece made safe, and joined.
    """
    whole = clean_text(raw)
    if whole == raw:
        return Body(whole, _in_order(Span(s.start, s.end, s.role, s.target) for s in stretches))
    if not stretches:
        return Body(whole)
    edges = sorted({0, len(raw), *(s.start for s in stretches), *(s.end for s in stretches)})
    places = {0: 0}
    pieces: list[str] = []
    length = 0
    for start, end in pairwise(edges):
        piece = clean_text(raw[start:end])
        pieces.append(piece)
        length += len(piece)
        places[end] = length
    joined = "".join(pieces)
    spans = [Span(places[s.start], places[s.end], s.role, s.target) for s in stretches]
    text = clean_text(joined)
    if text != joined:
        spans = _moved(spans, joined, text)
    return Body(text, _in_order(spans))


def shared_length(one: str, other: str) -> int:
    """How far two texts are the same from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _moved(spans: list[Span], joined: str, text: str) -> list[Span]:
    """The spans after joining changed the text: by neighbours that compose, or by its greatest length.

    What lies before the change stays, what lies after it moves along, what meets it is cut to the part before it.
    """
    same = shared_length(joined, text)
    tail = shared_length(joined[same:][::-1], text[same:][::-1])
    moved_from, by = len(joined) - tail, len(text) - len(joined)
    result = []
    for span in spans:
        if span.start >= moved_from:
            result.append(Span(span.start + by, span.end + by, span.role, span.target))
        elif span.end >= moved_from and span.end + by > span.start and span.start <= same:
            result.append(Span(span.start, span.end + by, span.role, span.target))
        else:
            result.append(Span(min(span.start, same), min(span.end, same), span.role, span.target))
    return result


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted((s for s in spans if s.end > s.start), key=lambda s: (s.start, -s.end)))
