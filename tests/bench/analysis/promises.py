"""What is promised of reading posts together, and the figures that come of the days measured."""

from collections.abc import Callable, Iterator, Sequence

from tests.bench.analysis.cost import Cost
from tests.bench.analysis.days import EVERY_RATE, MUCH, RARE, Day
from tests.bench.analysis.figures import Figure, Promise, mean_of
from tests.bench.analysis.findings import Findings
from tests.bench.analysis.moments import Score
from tests.bench.analysis.scenes import USUAL
from tests.bench.analysis.telling import LIMITS, Telling

F1 = {
    USUAL: Promise("peaks", "F1 at 2.2 posts and boosts a minute and tag", 0.92),
    RARE: Promise("peaks", "F1 at 0.8", 0.70),
    MUCH: Promise("peaks", "F1 at 8", 0.86),
}
STORM = Promise("peaks", "alarms on spam and flood in 20 days", 2, at_least=False, digits=1)
CALM = Promise("calm", "peaks where nothing happened", 0, at_least=False, exact=True, digits=0)
TOLD = {
    10: Promise("digest", "planted facts told in 10 posts", 0.65),
    15: Promise("digest", "planted facts told in 15 posts", 0.88),
    20: Promise("digest", "planted facts told in 20 posts", 0.95),
}
BAD = Promise("digest", "bad posts in 15", 0, at_least=False, exact=True)
ON_FACT = Promise("digest", "share of 15 posts that tell a fact", 0.93)
ROUGE = (
    Promise("digest", "ROUGE-1 of 15 posts", 0.60),
    Promise("digest", "ROUGE-2 of 15 posts", 0.42),
)
BADGES = Promise("trust", "sham accounts with a badge, of 500, by any attack", 0, at_least=False, exact=True, digits=0)
SHARE = Promise(
    "trust", "their share of all trust, 50 careless boosts and one of a trusted account", 0.03, at_least=False
)
RECALL = Promise("copies", "copies known after 3 edits", 0.98)
NO_COPY = Promise("copies", "posts held for copies that are none", 0.01, at_least=False)
PEOPLE = Promise("resonance", "planted people among the first 2", 0.95)
LINKS = Promise("resonance", "planted links among the first 2", 0.95)
CORRECTED = Promise("corrections", "planted corrections found", 0.95)
NO_CORRECTION = Promise("corrections", "false corrections", 0, at_least=False, exact=True, digits=0)
WAVES = Promise("waves", "spam waves labelled", 1.0, exact=True)
TAKE = Promise("cost", "microseconds to take a post in, mean", 150, at_least=False, digits=0)
TAKE_P99 = Promise("cost", "microseconds to take a post in, p99", 400, at_least=False, digits=0)
SUM_UP = Promise("cost", "milliseconds from posts taken in to their summary", 200, at_least=False, digits=0)
OCTETS = Promise("cost", "octets a post on top of the posts", 2048, at_least=False, digits=0)
COMMAND = Promise("cost", "seconds of `hashtui summary --from FILE --format json`", 5, at_least=False, digits=2)


def figures_of(days: Sequence[Day], cost: Cost | None = None) -> tuple[Figure, ...]:
    """Everything that was measured and is promised."""
    found = [
        *_peaks(days),
        *_calm(days),
        *_digest([day.digests["ours"] for day in days if day.digests]),
        *_trust(days),
        *_copies(days),
        *_findings([day.findings for day in days if day.findings is not None]),
    ]
    if cost is not None:
        measured = (
            (TAKE, cost.take_mean),
            (TAKE_P99, cost.take_p99),
            (SUM_UP, cost.sum_up),
            (OCTETS, cost.octets),
            (COMMAND, cost.command),
        )
        found += [Figure(promise, value, ()) for promise, value in measured]
    return tuple(found)


def total(scores: Sequence[Score]) -> Score:
    """All of them as one."""
    return sum(scores, Score())


def _peaks(days: Sequence[Day]) -> Iterator[Figure]:
    for rate in EVERY_RATE:
        scores = [day.peaks[rate, "ours"] for day in days if (rate, "ours") in day.peaks]
        if scores:
            yield Figure(F1[rate], total(scores).f1, tuple(score.f1 for score in scores))
        if scores and rate == USUAL:
            yield mean_of(STORM, [20.0 * score.storm for score in scores])


def _calm(days: Sequence[Day]) -> Iterator[Figure]:
    counts = [sum(day.calm.values()) for day in days if day.calm]
    if counts:
        yield Figure(CALM, float(sum(counts)), tuple(map(float, counts)))


def _digest(digests: Sequence[dict[int, Telling]]) -> Iterator[Figure]:
    if not digests:
        return
    for limit in LIMITS:
        yield mean_of(TOLD[limit], [told[limit].facts for told in digests])
    yield mean_of(BAD, [float(told[15].bad) for told in digests])
    yield mean_of(ON_FACT, [told[15].on_fact for told in digests])
    for place, promise in enumerate(ROUGE):
        yield mean_of(promise, [told[15].rouge[place] for told in digests])


def _trust(days: Sequence[Day]) -> Iterator[Figure]:
    gained = [list(day.gained.values()) for day in days if day.gained]
    if gained:
        badges = [float(max(one.badges for one in day)) for day in gained]
        yield Figure(BADGES, sum(badges), tuple(badges))
        yield mean_of(SHARE, [day[-1].share for day in gained])


def _copies(days: Sequence[Day]) -> Iterator[Figure]:
    copies = [day.copies["ours"] for day in days if day.copies]
    if copies:
        yield mean_of(RECALL, [one.recall[3] for one in copies])
        yield mean_of(NO_COPY, [one.false for one in copies])


def _findings(days: Sequence[Findings]) -> Iterator[Figure]:
    def share(found: Callable[[Findings], int], of: Callable[[Findings], int]) -> tuple[float, tuple[float, ...]]:
        with_some = [(found(one), of(one)) for one in days if of(one)]
        whole = sum(planted for _, planted in with_some)
        return sum(one for one, _ in with_some) / max(1, whole), tuple(one / planted for one, planted in with_some)

    if not days:
        return
    yield Figure(PEOPLE, *share(lambda one: one.people, lambda one: one.planted))
    yield Figure(LINKS, *share(lambda one: one.links, lambda one: one.planted))
    yield Figure(CORRECTED, *share(lambda one: one.corrected, lambda one: one.rumours))
    wrong = [float(one.corrected_wrongly) for one in days]
    yield Figure(NO_CORRECTION, sum(wrong), tuple(wrong))
    yield Figure(WAVES, *share(lambda one: one.labelled, lambda one: one.waves))
