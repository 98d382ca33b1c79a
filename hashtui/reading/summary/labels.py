"""What a peak is about: the words that are new in it against the rest of the day, counted in people."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from math import sqrt

from hashtui.post.folding import is_unspaced
from hashtui.reading.summary.lexicon import Lexicon
from hashtui.reading.summary.weighed import Weighed

WORDS = 5
LOOKED_AT = 16
"""Words whose people are counted one by one; which, is found by counting posts."""
MOST_COUNTED = 2_000
"""Of a peak with more posts every so manieth is looked at; people of a word in more posts are not counted."""
FEWEST_PEOPLE = 2
GLUED_BY = 4
"""So many people write two words one after the other before they are one phrase."""
GLUED_FROM = 3.0


def label(
    inside: Sequence[Weighed], everywhere: Mapping[str, Weighed], lexicon: Lexicon, everyone: int
) -> tuple[str, ...]:
    """Words and phrases, the most telling first. `inside` are the peak's posts, `everyone` is how many people spoke."""
    every = -(-len(inside) // MOST_COUNTED) or 1
    inside = inside[::every]
    here = frozenset([post.key for post in inside])
    authors = {post.author for post in inside}
    share = len(authors) / max(1, everyone)
    fewest = min(FEWEST_PEOPLE, len(authors))

    def surprise(count: int, elsewhere: float) -> float:
        return 2 * (sqrt(count) - sqrt(max(0.0, elsewhere) * share + 0.25))

    def by_posts(word: str, count: int) -> float:
        return surprise(count, lexicon.times_said(word) - every * count)

    posts = Counter(chain.from_iterable([post.words for post in inside]))
    most = {word: by_posts(word, count) for word, count in posts.items() if count >= fewest}
    people, likely = _likely(inside, most, by_posts, fewest)
    telling: list[tuple[float, str]] = []
    for by_posts_alone, word in likely:
        less = by_posts_alone
        if every == 1 and lexicon.times_said(word) <= MOST_COUNTED:
            others = [everywhere[key] for key in lexicon.posts(word) if key not in here and key in everywhere]
            elsewhere = {post.author for post in others if not post.in_wave}
            less = -surprise(len(people[word]), len(elsewhere))
        telling.append((less, word))
    best = [word for less, word in sorted(telling) if less < 0]
    return tuple(_phrase(chain, lexicon) for chain in _chains(best, inside, people)[:WORDS])


def _likely(
    posts: Sequence[Weighed], most: Mapping[str, float], surprise: Callable[[str, int], float], fewest: int
) -> tuple[dict[str, set[str]], list[tuple[float, str]]]:
    """Who says them, and the `LOOKED_AT` words that surprise most, each with how much it surprises, below zero.

    People say a word in at least as many posts, so none surprises more than its `most`: only the people of those are
    counted that may still be among the best.
    """
    ranked = sorted(most, key=most.__getitem__, reverse=True)
    people: dict[str, set[str]] = {}
    likely: list[tuple[float, str]] = []
    while len(people) < len(ranked):
        first = len(people)
        chosen = ranked[first : 2 * first or 2 * LOOKED_AT]
        more = _people(posts, frozenset(chosen))
        people |= more
        told = [(-surprise(word, len(those)), word) for word, those in more.items() if len(those) >= fewest]
        likely = nsmallest(LOOKED_AT, [*likely, *told])
        if len(likely) == LOOKED_AT and -likely[-1][0] > most[chosen[-1]]:
            break
    return people, likely


def _people(posts: Sequence[Weighed], words: frozenset[str]) -> dict[str, set[str]]:
    """By each of the words, who says it."""
    people: dict[str, set[str]] = {word: set() for word in words}
    for post in posts:
        for word in words.intersection(post.words):
            people[word].add(post.author)
    return people


def _chains(best: list[str], posts: Sequence[Weighed], people: Mapping[str, set[str]]) -> list[list[str]]:
    """The words in the order of `best`, those that many write one after the other put together."""
    wanted = frozenset(best)
    pairs: dict[tuple[str, str], set[str]] = {}
    for post in posts:
        if len(wanted.intersection(post.words)) < 2:
            continue
        one = ""
        for two in post.said.stems:
            if two not in wanted:
                one = ""
                continue
            if one and one != two:
                pairs.setdefault((one, two), set()).add(post.author)
            one = two
    after: dict[str, str] = {}
    before: dict[str, str] = {}
    for (one, two), those in sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        together, by_chance = len(those), len(people[one]) * len(people[two]) / len(posts)
        if together < GLUED_BY or (together - by_chance) / sqrt(together) < min(GLUED_FROM, 0.75 * sqrt(together)):
            continue
        if one not in after and two not in before and _first(one, before) != two:
            after[one], before[two] = two, one
    chains: list[list[str]] = []
    told: set[str] = set()
    for word in best:
        if word not in told:
            chain = [_first(word, before)]
            while (following := after.get(chain[-1])) is not None:
                chain.append(following)
            told.update(chain)
            chains.append(chain)
    return chains


def _first(word: str, before: Mapping[str, str]) -> str:
    while (earlier := before.get(word)) is not None:
        word = earlier
    return word


def _phrase(chain: list[str], lexicon: Lexicon) -> str:
    """As people write it; pairs of characters that overlap are told once."""
    text = lexicon.surface(chain[0])
    for stem in chain[1:]:
        word = lexicon.surface(stem)
        if is_unspaced(text[-1]) and is_unspaced(word[0]):
            text += word.removeprefix(text[-1])
        else:
            text = f"{text} {word}"
    return text
