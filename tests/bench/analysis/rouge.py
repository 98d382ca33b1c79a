"""ROUGE (Lin 2004): how many words, pairs of words and runs of words two texts share."""

import re
from collections import Counter
from collections.abc import Sequence

from hashtui.post.folding import fold

_LEFT_OUT = re.compile(r"https?://\S+|[\w-]+(?:\.[\w-]+)+/\S*|[@#]\S+")
"""Links, handles and tags: no sentence to compare with has them."""
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded; all of them, stop words too."""
    return _WORD.findall(fold(_LEFT_OUT.sub(" ", text)))


def rouge_n(told: Sequence[str], wanted: Sequence[str], n: int) -> float:
    """F1 of the runs of `n` words."""
    mine, theirs = _runs(told, n), _runs(wanted, n)
    return _f1((mine & theirs).total(), mine.total(), theirs.total())


def rouge_l(told: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 of the longest sequence of words that both have in that order."""
    row = [0] * (len(wanted) + 1)
    for word in told:
        before = 0
        for at, other in enumerate(wanted, 1):
            above = row[at]
            row[at] = before + 1 if word == other else max(above, row[at - 1])
            before = above
    return _f1(row[-1], len(told), len(wanted))


def _runs(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[at : at + n]) for at in range(len(words) - n + 1))


def _f1(both: int, told: int, wanted: int) -> float:
    return 2 * both / (told + wanted) if both else 0.0
