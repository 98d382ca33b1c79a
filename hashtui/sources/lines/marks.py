"""Finding the links, tags and mentions of a plain text again: the public form tells which there are, but not where."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from urllib.parse import unquote, urlsplit

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_url, real_host
from hashtui.post.stretch import shared_length
from hashtui.post.tag import Tag

_HASH_WORD = re.compile(r"(?<![\w&/])[#\uff03](?!\ufe0f)([^\s#\uff03]{1,200})")
_JOINERS = "_·・\u200c"
_MENTION = re.compile(r"(?<![\w/.@])@\w[\w.-]*(?:@\w[\w.-]*)?")
_ADDRESS = re.compile(r"(?<![\w.@/])https?://[^\s<>\"“”«»]{1,2048}", re.IGNORECASE)
_JOINS_ON = re.compile(r"[\w.@/-]")
_GOES_ON = re.compile(r"[\w/-]|[.:]\w")
_AFTER_ADDRESS = ".,;:!?'’…)]}"
_OPENED_BY = {")": "(", "]": "[", "}": "{"}
_CUT_SHORT = ("…", "...")
_LOOKS = 50
"""Places that are looked at for one link."""


def find_tags(text: str) -> tuple[Tag, ...]:
    """The hashtags of a plain text, each once, as people write them: also behind a bracket or a quotation mark."""
    words = (short or long for _, long, short in _hash_words(text))
    return tuple(dict.fromkeys(tag for word in words if (tag := _tag(word))))


def marked(
    text: CleanText, *, tags: Iterable[Tag], mentions: Sequence[CleanLine], links: Sequence[CleanLine] | None
) -> Body:
    """The text with the stretches that are one of these; `links` None means whatever addresses stand in it.

    The links of the Body are `links` in their order: those from the first that is not found on are attached.
    """
    spans = list(_addresses(text) if links is None else _links(text, links))
    attached = () if links is None else tuple(links[len(spans) :])
    if "@" in text and mentions:
        spans += _mentions(text, mentions)
    spans += _tags(text, frozenset(tags))
    return Body(text, tuple(_apart(text, spans)), attached)


def _hash_words(text: str) -> Iterator[tuple[int, str, str]]:
    """Where each hash stands, and what follows it: all of the word, and as far as letters go."""
    if "#" not in text and "\uff03" not in text:
        return
    for found in _HASH_WORD.finditer(text):
        word = found[1]
        short = "".join(takewhile(_is_of_a_tag, word))
        end = len(word)
        while end > len(short) and unicodedata.category(word[end - 1])[0] == "P":
            end -= 1
        yield found.start(), word[:end], short


def _is_of_a_tag(char: str) -> bool:
    return char.isalnum() or char in _JOINERS or unicodedata.category(char)[0] == "M"


def _tag(word: str) -> Tag | None:
    if not word or word.isdecimal():
        return None
    try:
        return Tag.of(word)
    except ValueError:
        return None


def _tags(text: str, tags: frozenset[Tag]) -> Iterator[Span]:
    for start, long, short in _hash_words(text) if tags else ():
        for word in (long, short):
            tag = _tag(word)
            if tag in tags:
                yield Span(start, start + 1 + len(word), Role.TAG, clean_line(tag.name))
                break


def _mentions(text: str, mentions: Sequence[CleanLine]) -> Iterator[Span]:
    """`@a@host` and `@a` both name `@a@host`; of two who are called `@a`, the first is meant."""
    named: dict[str, CleanLine] = {}
    for handle in mentions:
        named.setdefault("@" + handle.removeprefix("@").partition("@")[0].lower(), handle)
    named |= {handle.lower(): handle for handle in mentions}
    for found in _MENTION.finditer(text):
        words = found[0].rstrip(".-")
        if words.lower() in named:
            yield Span(found.start(), found.start() + len(words), Role.MENTION, named[words.lower()])


def _addresses(text: str) -> Iterator[Span]:
    """The web addresses that stand in the text, without the punctuation of the sentence around them."""
    if "://" not in text:
        return
    for found in _ADDRESS.finditer(text):
        words = found[0]
        while words[-1] in _AFTER_ADDRESS and words.count(words[-1]) > words.count(_OPENED_BY.get(words[-1], "\0")):
            words = words[:-1]
        url = clean_url(words)
        if url is not None:
            yield Span(found.start(), found.start() + len(words), Role.LINK, url)


def _links(text: str, links: Sequence[CleanLine]) -> Iterator[Span]:
    """Where the first of the links stand, as long as they stand one behind the other."""
    place, lowered = 0, text.lower()
    if len(lowered) != len(text):  # a few capitals are two letters when they are small
        lowered = text
    for link in links:
        span = _link(text, lowered, link, place)
        if span is None:
            return
        place = span.end
        yield span


def _link(text: str, lowered: str, link: CleanLine, place: int) -> Span | None:
    """Where, from that place on, the text shows this address: with or without its scheme, whole or cut short."""
    authority = urlsplit(link).netloc
    path = link.partition("://")[2][len(authority) :]
    for host in dict.fromkeys((authority.lower(), (real_host(link) or "").lower())):
        bare = host.removeprefix("www.")
        at = place - 1
        for _ in range(_LOOKS if bare else 0):
            at = lowered.find(bare, at + 1)
            if at < 0:
                break
            start = _start_of_address(lowered, at, place)
            end = None if start is None else _end_of_path(text, at + len(bare), path)
            if start is not None and end is not None:
                return Span(start, end, Role.LINK, link)
    return None


def _start_of_address(lowered: str, host: int, place: int) -> int | None:
    """Where the address begins whose host stands there; None when that is but the end of another word."""
    start = host
    for before in ("www.", "https://", "http://"):
        if start - len(before) >= place and lowered.startswith(before, start - len(before)):
            start -= len(before)
    return None if _JOINS_ON.match(lowered, start - 1) and start else start


def _end_of_path(text: str, start: int, path: str) -> int | None:
    """Where what follows a host in the text ends, when it is this path; None when it is another."""
    for wanted in dict.fromkeys((path, unquote(path), path.removesuffix("/"))):
        shown = text[start : start + len(wanted)]
        if shown == wanted and not _GOES_ON.match(text, start + len(wanted)):
            return start + len(wanted)
    same = start + shared_length(text[start : start + len(path)], path)
    for dots in _CUT_SHORT:
        if text.startswith(dots, same):
            return same + len(dots)
    return None


def _apart(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """In order, none over another: of two, the one that was found first stays."""
    taken = bytearray(len(text))
    kept: list[Span] = []
    for span in spans:
        if 1 not in taken[span.start : span.end]:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return iter(sorted(kept, key=lambda span: span.start))
