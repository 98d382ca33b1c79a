"""Near-copies: posts that say nearly the same in the same words, found without comparing each with all."""

from collections.abc import Mapping
from itertools import islice

from hashtui.reading.summary.lexicon import Lexicon
from hashtui.reading.summary.weighed import Weighed

ALIKE = 0.6
"""Jaccard likeness of two sets of words from which they are copies."""
THE_SAME = 0.85
"""Likeness from which no better is looked for."""
FEWEST_WORDS = 7
"""Below that many words two people can well say the same by themselves."""
FEWEST_WITH_LINK = 5
"""The same where both share a link: two people do not come upon that by themselves."""
RAREST = 4
MOST_UNDER_ONE_WORD = 64


def copied_from(
    words: tuple[str, ...], links: tuple[str, ...], lexicon: Lexicon, posts: Mapping[str, Weighed]
) -> str | None:
    """The key of the first of those posts that these words are a near-copy of; None: they are nobody's.

    Only posts that say one of the rarest words are compared, the latest of them: it costs the same however much was
    said.
    """
    if len(words) < (FEWEST_WITH_LINK if links else FEWEST_WORDS):
        return None
    rarest = sorted(words, key=lambda word: (lexicon.times_said(word), word))[:RAREST]
    mine, size = frozenset(words), len(words)
    best, like = None, 0.0
    looked_at: set[str] = set()
    for word in rarest:
        for key in islice(reversed(lexicon.posts(word)), MOST_UNDER_ONE_WORD):
            if key in looked_at or (other := posts.get(key)) is None:
                continue
            looked_at.add(key)
            theirs = other.words
            if min(size, len(theirs)) < ALIKE * max(size, len(theirs)):
                continue
            both = len(mine.intersection(theirs))
            jaccard = both / (size + len(theirs) - both)
            if jaccard >= ALIKE and jaccard > like and (size >= FEWEST_WORDS or _share(links, other)):
                best, like = other.original, jaccard
                if like >= THE_SAME:
                    return best
    return best


def _share(links: tuple[str, ...], other: Weighed) -> bool:
    return not set(links).isdisjoint(other.entry.said.links)
