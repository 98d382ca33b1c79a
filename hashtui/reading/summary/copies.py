"""Near-copies: posts that say nearly the same in the same words, found without comparing each with all."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from hashtui.reading.summary.lexicon import Lexicon
from hashtui.reading.summary.weighed import Weighed
from hashtui.reading.summary.words import page_of

ALIKE = 0.6
"""Jaccard likeness of two sets of words from which they are copies."""
THE_SAME = 0.85
"""Likeness from which no better is looked for."""
FEWEST_WORDS = 4
FEWEST_WORDS_HELD_AGAINST = 7
"""Below that many words two people can well say the same by themselves."""
FEWEST_WITH_LINK = 5
"""The same where both share a link: two people do not come upon that by themselves."""
RAREST = 4
MOST_UNDER_ONE_WORD = 64
MOST_COMPARED = 64


@dataclass(frozen=True, slots=True)
class Copied:
    """What a post is a near-copy of."""

    original: str
    """The key of the first of all who said it."""
    knowingly: bool
    """It is too long to be come upon by oneself."""


def copied_from(
    words: tuple[str, ...], links: tuple[str, ...], lexicon: Lexicon, posts: Mapping[str, Weighed]
) -> Copied | None:
    """Which of those posts these words are a near-copy of.

    Only posts that say one of the rarest words are compared, the latest of them: it costs the same however much was
    said.
    """
    if len(words) < FEWEST_WORDS:
        return None
    rarest = sorted(words, key=lambda word: (lexicon.times_said(word), word))[:RAREST]
    mine, size = frozenset(words), len(words)
    best, like = None, 0.0
    for key in _candidates(rarest, lexicon):
        if (other := posts.get(key)) is None:
            continue
        theirs = other.words
        if min(size, len(theirs)) < ALIKE * max(size, len(theirs)):
            continue
        both = len(mine.intersection(theirs))
        jaccard = both / (size + len(theirs) - both)
        if jaccard >= ALIKE and jaccard > like:
            best, like = other, jaccard
            if like >= THE_SAME:
                break
    if best is None:
        return None
    shares_link = size >= FEWEST_WITH_LINK and not set(map(page_of, links)).isdisjoint(
        map(page_of, best.entry.said.links)
    )
    return Copied(best.original, knowingly=size >= FEWEST_WORDS_HELD_AGAINST or shares_link)


def _candidates(rarest: list[str], lexicon: Lexicon) -> list[str]:
    """Posts that say one of the words, the latest of each; where there are many, only those that say two of them."""
    times: dict[str, int] = {}
    for word in rarest:
        for key in islice(reversed(lexicon.posts(word)), MOST_UNDER_ONE_WORD):
            times[key] = times.get(key, 0) + 1
    if len(times) <= MOST_COMPARED:
        return list(times)
    return [key for key, count in times.items() if count > 1][:MOST_COMPARED]
