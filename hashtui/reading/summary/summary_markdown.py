"""A summary as Markdown: what `y` copies.

What strangers wrote stays text in it: no markup, no HTML, and no link but their own. Escaped is what means something
inside a line to CommonMark, to GitHub, and to renderers that make links of bare names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import tzinfo

from hashtui.post.clean import clean_url
from hashtui.reading.summary.summary import Summary
from hashtui.reading.summary.summary_lines import Line, Piece, sections
from hashtui.reading.summary.summary_words import about, headline

_ACTIVE = re.compile(r"[\\`*_\[\]<~$^|]|&(?=[#\w])")
_PLACE = re.compile(r"(?<=[\w-])[@.](?=[^\W\d])|:(?=//)")
"""What makes an address of words that stand together: `a@b`, `site.example`, `https://`."""
_BLOCK = re.compile(r"\A\s*(?:\d+(?=[.)]\s))?(?=[#>+=.)-])")
"""What would make a heading, a quotation or a list at the beginning of a line."""
_SPACE = re.compile(r"\s+")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def markdown(summary: Summary, zone: tzinfo | None = None, title: str | None = None) -> str:
    """The whole summary. Clock times are those of the zone, by default UTC's."""
    heading = escaped(title or f"Summary of {about(summary)}")
    return "\n".join((f"# {heading}", "", headline(summary, zone), *_body(summary, zone))) + "\n"


def escaped(text: str) -> str:
    """The text so that it shows as it is wherever it stands in a line, and leads nowhere."""
    return _BLOCK.sub(r"\g<0>\\", _PLACE.sub(r"\\\g<0>", _label(text)))


def linked(words: str, url: str) -> str:
    """The words as a link; as words where the address may not be opened."""
    address = clean_url(url)
    if address is None or not words.strip():
        return escaped(words)
    target = address.replace("&", "&amp;").replace("(", "%28").replace(")", "%29")
    return f"[{_label(words)}]({target})"


def _body(summary: Summary, zone: tzinfo | None) -> Iterator[str]:
    for section in sections(summary, zone):
        yield from ("", f"## {section.heading}", "")
        listed = section.lines[0].listed
        for line in section.lines:
            if line.listed != listed:
                yield ""
            listed = line.listed
            yield from _drawn(line)


def _drawn(line: Line) -> Iterator[str]:
    first, *others = line.pieces
    at = first if line.url is None else replace(first, url=line.url)
    yield f"{'- ' if line.listed else ''}{_pieces((at, *others))}"
    for note in line.notes:
        yield f"  - {_pieces(note)}"


def _pieces(pieces: Iterable[Piece]) -> str:
    return _SPACE.sub(" ", "".join(map(_piece, pieces))).strip()


def _piece(piece: Piece) -> str:
    if piece.url is not None:
        return linked(piece.text, piece.url)
    words = escaped(piece.text)
    inner = words.strip()
    return words.replace(inner, f"**{inner}**") if piece.strong and inner else words


def _label(text: str) -> str:
    """The text as it may stand inside a link too, where no address is looked for."""
    return _ACTIVE.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), _SPACE.sub(" ", text))
