"""Stems: what a word is counted as, so that its forms and the ways to write it meet."""

import re
from functools import lru_cache
from sys import intern

from hashtui.post.folding import fold
from hashtui.reading.summary.stop_words import STOP_WORDS

LONGEST_WORD = 64

_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """What the word is counted as: folded, drawn-out letters once, without a plural's ending. Empty for no word.

    A score is the same from whichever side it is told: 2-0 is 0-2.
    """
    if word[:1].isdecimal() and "-" in word:
        return _score(word)
    folded = _STRETCHED.sub(r"\1", fold(word)).strip("_\u200c")[:LONGEST_WORD]
    return intern(folded[:-1] if len(folded) > 4 and folded[-1] in "sx" else folded)


@lru_cache(maxsize=65_536)
def telling_stem(word: str) -> str:
    """Its stem; empty when it is a stop word or too short to say anything."""
    stem = stem_of(word)
    return "" if len(stem) < 2 or stem in STOP_WORDS else stem


def _score(number: str) -> str:
    one, _, two = number.partition("-")
    is_score = one.isdecimal() and two.isdecimal() and len(one) <= 2 and len(two) <= 2
    return intern(f"{two}-{one}" if is_score and int(two) < int(one) else str(number))
