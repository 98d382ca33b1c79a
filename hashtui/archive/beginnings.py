"""Beginnings of words, spelled out: posts with one of a few whole words are found sooner than those with a beginning.

For a beginning the index of words puts together all the posts of all words that begin so, however few are wanted; of
whole words it reads the newest alone.
"""

import re
from collections.abc import Callable, Sequence

MOST = 24
"""Words that a beginning is spelled out in; where more begin so, finding them all is no faster."""
MOST_BEGINNINGS = 8
"""Of one question so many are spelled out."""
WORDS = """
WITH RECURSIVE beginning (word) AS (
    SELECT (SELECT term FROM spellings WHERE term >= ?1 LIMIT 1)
    UNION ALL SELECT (SELECT term FROM spellings WHERE term >= word || char(0) LIMIT 1)
    FROM beginning WHERE substr(word, 1, length(?1)) = ?1
) SELECT word FROM beginning WHERE substr(word, 1, length(?1)) = ?1 LIMIT ?2
"""
"""The first words of the index that begin so, as many as are asked for."""
_BEGINNING = re.compile(r'"([^"]*)" \*')


def spelled_out(words: str, words_with: Callable[[str, int], Sequence[str]]) -> str:
    """The same question to FTS5, with whole words for a beginning; `words_with` answers as WORDS does."""

    def whole(found: re.Match[str]) -> str:
        before, space, last = found[1].rpartition(" ")
        all_words = words_with(last, MOST + 1)
        if not 0 < len(all_words) <= MOST:
            return found[0]
        return "(" + " OR ".join(f'"{before}{space}{word}"' for word in all_words) + ")"

    return _BEGINNING.sub(whole, words, count=MOST_BEGINNINGS)
