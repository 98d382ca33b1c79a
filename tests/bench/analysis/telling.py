"""How well a digest tells what happened: planted facts told, bad posts in it, words shared with the plain sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.analysis.extracts import CHOOSERS, Candidate
from tests.bench.analysis.plain import plain_digest
from tests.bench.analysis.rouge import rouge_l, rouge_n, words_of
from tests.bench.analysis.scenes import Scene

LIMITS = (10, 15, 20)
"""Posts of a digest."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one digest of one event is worth."""

    facts: float
    """The share of the planted facts it tells."""
    bad: int
    """Its posts by spam, flood, ring, copycats or trolls."""
    on_fact: float
    """The share of its posts that tell a planted fact, or correct a planted rumour."""
    rouge: tuple[float, float, float]
    """ROUGE-1, 2 and L, F1, against the French sentences of the facts."""


def tellings(scene: Scene, *, rivals: bool = True) -> dict[str, dict[int, Telling]]:
    """By method and by number of posts; ours is `ours`, and alone without rivals."""
    chosen: dict[str, dict[int, list[str]]] = {"ours": {}}
    for limit in LIMITS:
        picks = sorted(scene.summary(limit).digest, key=lambda told: told.rank)
        chosen["ours"][limit] = [str(told.key) for told in picks]
    if rivals:
        most, candidates = max(LIMITS), candidates_of(scene)
        ranked = {"ours, plain form": plain_digest(scene, most)}
        for name, choose in CHOOSERS.items():
            ranked[name] = [post.key for post in choose(candidates, most, Random(scene.seed))]
        chosen |= {name: {limit: keys[:limit] for limit in LIMITS} for name, keys in ranked.items()}
    return {name: {limit: judge(scene, keys) for limit, keys in by.items()} for name, by in chosen.items()}


def candidates_of(scene: Scene) -> list[Candidate]:
    """All posts, with the words the chronicle reads in them and how often each was passed on."""
    passed: dict[str, set[str]] = {}
    for boost in scene.boosts:
        passed.setdefault(boost.key, set()).add(boost.by.key)
    return [
        Candidate(key, post.words, post.at, len(passed.get(key, ())))
        for key, post in sorted(scene.chronicle.posts.items(), key=lambda one: (one[1].at, one[0]))
    ]


def judge(scene: Scene, keys: Sequence[str]) -> Telling:
    """What a digest of these posts is worth."""
    truth = scene.truth
    texts = {key: scene.chronicle.posts[key].entry.post.body.text for key in keys}
    told_by = {key: facts_in(scene, text) for key, text in texts.items()}
    told = set().union(*told_by.values()) if told_by else set()
    corrections = {rumour.correction for rumour in truth.rumours}
    on_fact = sum(key not in truth.bad and bool(told_by[key] or key in corrections) for key in keys)
    wanted = words_of(" ".join(fact.gists["fr"] for fact in truth.facts))
    in_time = sorted(keys, key=lambda key: (scene.chronicle.posts[key].at, key))
    mine = words_of(" ".join(texts[key] for key in in_time))
    return Telling(
        facts=len(told) / len(truth.facts) if truth.facts else 1.0,
        bad=sum(key in truth.bad for key in keys),
        on_fact=on_fact / len(keys) if keys else 1.0,
        rouge=(rouge_n(mine, wanted, 1), rouge_n(mine, wanted, 2), rouge_l(mine, wanted)),
    )


def facts_in(scene: Scene, text: str) -> set[str]:
    """The facts that a text tells, in whatever language."""
    return {fact.name for fact in scene.truth.facts if _matches(fact.patterns.values(), text)}


def _matches(patterns: Iterable[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)
