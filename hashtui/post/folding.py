"""Text as words are looked for in it: without case, accents and the many ways to write the same letter."""

import re
import unicodedata
from collections.abc import Iterator

ACCENTED = (
    "\u00a0\u00aa\u00ad\u00b2\u00b3\u00b9\u00ba\u00c0-\u024f\u02bb-\u02bd\u0300-\u036f\u0390\u03ac-\u03b0\u03ca-\u03ce"
    "\u0450\u0451\u0453\u0457\u045c-\u045e\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0622-\u0626\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1e00-\u1fff"
    "\u2000-\u2015\u2018-\u201f\u202f\u205f\u2060\u2070-\u209c\u2100-\u214f\u2460-\u24ff\u3000\ufb00-\ufb06"
    "\ufe00-\ufe0f\ufeff\uff01-\uff5e\uff65-\uff9f\U0001d400-\U0001d7ff"
)
"""Case-folded characters that are written otherwise when accents and widths do not count, as a class of a regex.

Marks of scripts in which they are letters (Hindi, Thai, kana) are not among them, and й stays beside и.
"""
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029\u3031-\u3035"
    "\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Letters of scripts that put no spaces between words: Han, kana, Thai, Lao, Khmer, Burmese and their kin."""

_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ŋ": "n", "ŧ": "t",
    "þ": "th", "ʻ": "'", "ʼ": "'", "ʽ": "'", "‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-",
}  # fmt: skip
_ACCENTED = re.compile(f"[{ACCENTED}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_HALF_WIDTH = re.compile("[\uff65-\uff9f]")


def fold(text: str) -> str:
    """The text in lower case, without accents, its white space single spaces.

    Words are looked for in folded text by `Needle`, whoever keeps it. The same text gives the same always: what is
    kept on a disk depends on it.
    """
    if text.isascii():
        folded = text.lower()
    else:
        composed = unicodedata.normalize("NFC", text)
        if _HALF_WIDTH.search(composed):
            composed = unicodedata.normalize("NFKC", composed)
        folded = _ACCENTED.sub(_plain, composed.casefold())
    if "\n" in folded or "  " in folded or "\t" in folded:
        return " ".join(folded.split())
    return folded


class Needle:
    """A word or phrase to look for in folded texts: where a word begins, or anywhere where words have no spaces."""

    __slots__ = ("anywhere", "folded")

    def __init__(self, said: str) -> None:
        """ValueError when nothing remains that could be looked for."""
        self.folded = fold(said).strip()
        if not self.folded:
            raise ValueError("nothing to look for")
        first = self.folded[0]
        self.anywhere = not _is_of_word(first) or _UNSPACED.match(first) is not None
        """It need not stand at a word's beginning."""

    def is_in(self, folded: str) -> bool:
        """Whether it is found. A word that only begins with it is found too."""
        needle = self.folded
        at = folded.find(needle)
        if at < 0:
            return False
        if self.anywhere:
            return True
        while at > 0 and not _begins_word(folded[at - 1]):
            at = folded.find(needle, at + 1)
        return at >= 0

    def starts(self, folded: str) -> Iterator[int]:
        """Every place where it is found."""
        at = folded.find(self.folded)
        while at >= 0:
            if self.anywhere or at == 0 or _begins_word(folded[at - 1]):
                yield at
            at = folded.find(self.folded, at + 1)

    def is_whole(self, folded: str, at: int) -> bool:
        """Found at that place, it is no mere beginning of a longer word."""
        end = at + len(self.folded)
        return end >= len(folded) or _begins_word(folded[end]) or _UNSPACED.match(self.folded[-1]) is not None


def is_unspaced(character: str) -> bool:
    """It is a letter of a script that puts no spaces between words."""
    return _UNSPACED.match(character) is not None


def _begins_word(before: str) -> bool:
    """A word can begin behind this character."""
    return not _is_of_word(before) or _UNSPACED.match(before) is not None


def _is_of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


class _Plain(dict[str, str]):
    """What becomes of each character of the class, found when first met."""

    def __missing__(self, character: str) -> str:
        parts = unicodedata.normalize("NFKD", character).casefold()
        plain = "".join(_LETTERS.get(c, c) for c in parts if unicodedata.category(c) not in ("Mn", "Cf"))
        self[character] = plain
        return plain


_KNOWN = _Plain(_LETTERS)


def _plain(found: re.Match[str]) -> str:
    return _KNOWN[found[0]]
