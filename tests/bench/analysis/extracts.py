"""What others use to choose the few posts that tell most, over the same words of the same posts."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

ALIKE = 0.77
"""Cosine from which a post adds nothing to one chosen before (Inouye and Kalita)."""
SHORTEST = 11
"""Words up to which Hybrid TF-IDF takes a post to be no shorter."""
MOST_RANKED = 1_500
"""Posts that LexRank looks at: it compares each with each."""
EDGE, DAMPING = 0.1, 0.85


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may be chosen."""

    key: str
    words: tuple[str, ...]
    """Stems without stop words."""
    at: float
    boosts: int


Chooser = Callable[[Sequence[Candidate], int, Random], list[Candidate]]
Vector = Mapping[str, float]


def hybrid_tf_idf(
    posts: Sequence[Candidate], limit: int, _: Random, *, alike: float = ALIKE, with_boosts: bool = False
) -> list[Candidate]:
    """Inouye and Kalita (2011): frequency over all posts taken as one document, rarity over posts as documents; with
    boosts, each of them is one more post.
    """
    said: Counter[str] = Counter()
    within: Counter[str] = Counter()
    times = {post.key: 1 + post.boosts * with_boosts for post in posts}
    for post in posts:
        for word in post.words:
            said[word] += times[post.key]
        for word in set(post.words):
            within[word] += times[post.key]
    whole, documents = said.total(), sum(times.values())
    weight = {word: said[word] / whole * math.log2(documents / within[word]) for word in said}
    worth = {post.key: sum(weight[word] for word in post.words) / max(SHORTEST, len(post.words)) for post in posts}
    vectors = {post.key: {word: weight[word] for word in set(post.words)} for post in posts}
    return _unlike(sorted(posts, key=lambda post: (-worth[post.key], post.key)), vectors, limit, alike)


def sum_basic(posts: Sequence[Candidate], limit: int, _: Random) -> list[Candidate]:
    """SumBasic (Nenkova and Vanderwende 2005): the highest mean probability of words, squared once they are told."""
    said = Counter(word for post in posts for word in post.words)
    chance = {word: count / said.total() for word, count in said.items()}
    left = [post for post in posts if post.words]
    chosen: list[Candidate] = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda post: (sum(chance[word] for word in post.words) / len(post.words), post.key))
        chosen.append(best)
        left.remove(best)
        for word in set(best.words):
            chance[word] **= 2
    return chosen


def lex_rank(
    posts: Sequence[Candidate], limit: int, random: Random, *, alike: float = ALIKE, edge: float = EDGE
) -> list[Candidate]:
    """LexRank (Erkan and Radev 2004): rank on the graph of likeness, an edge from a cosine of 0.1."""
    some = [post for post in posts if post.words]
    if len(some) > MOST_RANKED:
        some = random.sample(some, MOST_RANKED)
    within = Counter(word for post in some for word in set(post.words))
    vectors = [_unit({word: n * math.log(len(some) / within[word]) for word, n in Counter(post.words).items()})
               for post in some]  # fmt: skip
    under: dict[str, list[tuple[int, float]]] = {}
    near: list[list[int]] = [[] for _ in some]
    for number, vector in enumerate(vectors):
        like: dict[int, float] = {}
        for word, value in vector.items():
            for other, theirs in under.setdefault(word, []):
                like[other] = like.get(other, 0.0) + value * theirs
            under[word].append((number, value))
        for other, cosine in like.items():
            if cosine >= edge:
                near[number].append(other)
                near[other].append(number)
    rank = [1 / len(some)] * len(some)
    for _ in range(40):
        flow = [rank[number] / max(1, len(those)) for number, those in enumerate(near)]
        rank = [(1 - DAMPING) / len(some) + DAMPING * sum(flow[other] for other in those) for those in near]
    order = sorted(range(len(some)), key=lambda number: (-rank[number], some[number].key))
    return _unlike(
        [some[number] for number in order],
        {post.key: vector for post, vector in zip(some, vectors, strict=True)},
        limit,
        alike,
    )


def most_boosted(posts: Sequence[Candidate], limit: int, _: Random) -> list[Candidate]:
    """Those passed on most."""
    return sorted(posts, key=lambda post: (-post.boosts, post.key))[:limit]


def latest(posts: Sequence[Candidate], limit: int, _: Random) -> list[Candidate]:
    """The newest."""
    return sorted(posts, key=lambda post: (-post.at, post.key))[:limit]


def any_posts(posts: Sequence[Candidate], limit: int, random: Random) -> list[Candidate]:
    """Any."""
    return random.sample(list(posts), min(limit, len(posts)))


CHOOSERS: dict[str, Chooser] = {
    "Hybrid TF-IDF, as published": hybrid_tf_idf,
    "Hybrid TF-IDF, tuned": partial(hybrid_tf_idf, alike=0.1, with_boosts=True),
    "SumBasic": sum_basic,
    "LexRank of 1,500, as published": lex_rank,
    "LexRank of 1,500, tuned": partial(lex_rank, alike=0.2, edge=0.2),
    "most boosted": most_boosted,
    "random": any_posts,
    "latest": latest,
}
"""Tuned for facts told in 15 posts on seeds 0-9: the cosine that adds nothing from 0.1 to 0.77, boosts counted as posts
or not, LexRank's edge from 0.1 to 0.3.
"""


def _unit(vector: Vector) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {word: value / length for word, value in vector.items()}


def _unlike(ranked: Sequence[Candidate], vectors: Mapping[str, Vector], limit: int, alike: float) -> list[Candidate]:
    """The first ones that are not like one before them."""
    chosen: list[Candidate] = []
    kept: list[dict[str, float]] = []
    for post in ranked:
        if len(chosen) == limit:
            break
        vector = _unit(vectors[post.key])
        if all(sum(value * other.get(word, 0.0) for word, value in vector.items()) < alike for other in kept):
            chosen.append(post)
            kept.append(vector)
    return chosen
