"""Whether two texts are the same words, and where an address leads: asked before two posts are taken for one."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

ENOUGH = 0.6
"""Of the words of the shorter text, so many stand in the longer one: bridges cut texts short and add links."""
COMPARED = 2_000
"""Code points of a text that are looked at: anybody may claim that a long post is a copy."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Scripts that leave no space between words: each letter counts as one."""


def agree(one: str, other: str) -> bool:
    """Whether one text can be a copy of the other. Two without a word, of pictures alone, can."""
    mine, theirs = words(one), words(other)
    fewer, more = (mine, theirs) if mine.total() <= theirs.total() else (theirs, mine)
    if not fewer:
        return not more
    return (fewer & more).total() >= ENOUGH * fewer.total()


def holds(one: str, other: str) -> bool:
    """Whether one text holds every word of the other, and there are words at all."""
    mine, theirs = words(one), words(other)
    fewer, more = (mine, theirs) if mine.total() <= theirs.total() else (theirs, mine)
    return fewer.total() > 0 and fewer <= more


def same_words(one: str, other: str) -> bool:
    """Whether the texts differ in how they are drawn at most."""
    return one == other or words(one) == words(other)


def words(text: str) -> Counter[str]:
    """The words a text begins with, without its links, in the form in which they can be compared."""
    # Networks show links whole, without their scheme, or cut short.
    said = " ".join(word for word in text[:COMPARED].split() if "/" not in word or not ("." in word or "…" in word))
    folded = unicodedata.normalize("NFKC", said).casefold()
    found: list[str] = []
    for word in _WORD.findall(folded):
        found += word if not word.isascii() and _UNSPACED.search(word) else [word]
    return Counter(found)


def same_host(one: str, other: str) -> bool:
    """Whether both are addresses on one host, by the same scheme and port."""
    end = one.find("/", len("https://"))
    return end > 0 and other.startswith(one[: end + 1])


@lru_cache(maxsize=256)
def origin_of(source: str) -> str:
    """How the addresses begin that a source's own server gives its posts; a space where it has no address itself."""
    scheme, found, rest = source.partition("://")
    return f"{scheme.rpartition('+')[2]}://{rest.partition('/')[0]}/" if found else " "
