"""Plain text whose stretches are marked beside it by UTF-8 byte offsets, and the rule for hashtags: both Bluesky's."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hashtui.post.body import Body, Role
from hashtui.post.clean import CleanLine, clean_handle, clean_line
from hashtui.post.link import mention_of, read_link
from hashtui.post.stretch import Stretch, clean_body
from hashtui.post.tag import Tag

TAG_LENGTH = 64
"""The longest hashtag, in UTF-16 units, as the official client counts."""

_SPACE = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_ENDS_TAG = _SPACE + r"\u00ad\u2060\u200b\u200c\u200d\u20e2"
_HASH_WORD = re.compile(rf"(?:(?<=[{_SPACE}])|\A)[#\uff03](?!\ufe0f)([^{_ENDS_TAG}]+)")
"""A hash after white space or at the start, and what follows it: @atproto/api, src/rich-text/util.ts, TAG_REGEX."""
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Facet:
    """The bytes `[start:end]` of a text in UTF-8, and what they are.

    `target` is raw: the URL of a LINK, the full handle of a MENTION, the tag of a TAG; unused otherwise.
    """

    start: int
    end: int
    role: Role
    target: str = ""


def find_tags(text: str) -> tuple[Facet, ...]:
    """The hashtags of a plain text, by the rule of Bluesky's client. Each target is the tag without its hash."""
    if "#" not in text and "\uff03" not in text:
        return ()
    found = []
    counted = 0
    octets = 0
    for match in _HASH_WORD.finditer(text):
        word = _without_end_punctuation(match[1])
        if not word or len(word.encode("utf-16-le", "surrogatepass")) > 2 * TAG_LENGTH:
            continue
        octets += _octets(text[counted : match.start()])
        counted = match.start()
        end = octets + _octets(text[counted : match.start(1)] + word)
        found.append(Facet(octets, end, Role.TAG, word))
    return tuple(found)


def read_facets(text: str, facets: Sequence[Facet]) -> Body:
    """The Body of a text. A facet that is out of range, splits a character, overlaps an earlier one or leads nowhere
    we would go is dropped; its words stay."""
    if not facets:
        return clean_body(text, ())
    octets = text.encode("utf-8", "surrogatepass")
    parts: list[str] = []
    stretches: list[Stretch] = []
    length = done = 0
    for facet in _usable(octets, facets):
        before = octets[done : facet.start].decode("utf-8", "surrogatepass")
        words = octets[facet.start : facet.end].decode("utf-8", "surrogatepass")
        words, target = _shown(words, facet)
        start = length + len(before)
        length = start + len(words)
        parts += (before, words)
        if target is not None:
            stretches.append(Stretch(start, length, facet.role, target or None))
        done = facet.end
    parts.append(octets[done:].decode("utf-8", "surrogatepass"))
    return clean_body("".join(parts), stretches)


def _usable(octets: bytes, facets: Sequence[Facet]) -> Iterator[Facet]:
    """Those that mark whole characters of the text, in order, none over another."""
    done = 0
    for facet in sorted(facets, key=lambda f: f.start):
        fits = done <= facet.start < facet.end <= len(octets)
        if fits and _is_edge(octets, facet.start) and _is_edge(octets, facet.end):
            yield facet
            done = facet.end


def _is_edge(octets: bytes, place: int) -> bool:
    return place == len(octets) or octets[place] & 0xC0 != 0x80


def _shown(words: str, facet: Facet) -> tuple[str, CleanLine | None]:
    """The words as they are shown and the target made safe: None when it is no target, empty where none is needed."""
    match facet.role:
        case Role.LINK:
            return read_link(words, facet.target)
        case Role.MENTION:
            handle = clean_handle(facet.target)
            return (mention_of(words, handle), handle) if handle else (words, None)
        case Role.TAG:
            try:
                return words, clean_line(Tag.of(facet.target).name)
            except ValueError:
                return words, None
        case _:
            return words, clean_line("")


def _without_end_punctuation(word: str) -> str:
    """The tag in a word after a hash; empty when it has nothing but digits and punctuation."""
    if all(c in _DIGITS or _is_punctuation(c) for c in word):
        return ""
    end = len(word)
    while _is_punctuation(word[end - 1]):
        end -= 1
    return word[:end]


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] == "P"


def _octets(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
