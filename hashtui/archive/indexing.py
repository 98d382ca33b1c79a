"""Folded text as the full-text index takes it: words, and single letters where scripts put no spaces between words.

Whatever `Needle` finds in a folded text is found in the index: the tokens of the needle stand there one after another,
and its last word, unless it ends with something else, may only begin the word there.
"""

import re
import unicodedata

from hashtui.post.folding import UNSPACED, is_unspaced
from hashtui.post.post import Post
from hashtui.reading.entry import Entry

_APART = re.compile(f"[{UNSPACED}]|[^\\w\\x00-\\x7f]")
_TOKEN = re.compile("[0-9a-z\x80-\U0010ffff]+")


def folded_of(post: Post) -> str:
    """What is looked through for words: the same as `Entry.folded`."""
    return Entry(post, frozenset(), post.created_at, post.key, (), "").folded


def indexed(folded: str) -> str:
    """The folded text with its tokens apart: ASCII letters and digits, and whatever is not ASCII, are one token."""
    return folded if folded.isascii() else _APART.sub(_apart, folded)


def tokens(folded: str) -> list[str]:
    """The tokens of a folded text or needle, in their order."""
    return _TOKEN.findall(indexed(folded))


class _Apart(dict[str, str]):
    """What becomes of each character that is no plain letter, found when first met."""

    def __missing__(self, character: str) -> str:
        category = unicodedata.category(character)
        if is_unspaced(character) or category in ("So", "Sk"):
            apart = f" {character} "
        else:
            apart = character if category[0] == "M" else " "
        self[character] = apart
        return apart


_KNOWN = _Apart()


def _apart(found: re.Match[str]) -> str:
    return _KNOWN[found[0]]
