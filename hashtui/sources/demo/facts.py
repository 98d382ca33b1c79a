"""The planted facts of one event: what happens, when, how strongly it is told, and by what it is recognised."""

import math
from dataclasses import dataclass, replace
from operator import attrgetter
from random import Random

from hashtui.sources.demo import plots_capcomnet, plots_paris20
from hashtui.sources.demo.plot import Plot
from hashtui.sources.demo.programme import DAY
from hashtui.sources.demo.telling import set_type
from hashtui.sources.demo.world import CAPCOMNET, PARIS20, TAGS, Part, Person, World

FIRST_AT = (53, 70)
"""Minutes of the first fact: soon after the opening, but with enough of usual talk before it."""
EARLY = 4
"""The largest fact under one tag alone is one of the first so many."""
BOTH_TAGS = 0.25
"""The share of a resonating fact's posts that carry both tags."""
WITHOUT_CONTENT = 0.18
WITH_LINK = 0.30
PLOTS = {CAPCOMNET: plots_capcomnet.PLOTS, PARIS20: plots_paris20.PLOTS}


@dataclass(frozen=True, slots=True)
class Fact:
    """One plot, placed in the day."""

    plot: Plot
    tags: tuple[str, ...]
    """Where it is told; two when it resonates."""
    minute: int
    magnitude: float
    """At its height it brings so many times the usual rate on top."""
    half_life: float
    """Minutes."""
    who: Person
    link: str
    """Without its scheme, as it is written."""
    slots: dict[str, str]

    def strength(self, minute: int) -> float:
        """How strongly it is told in that minute, in times the usual rate: up in a minute, down by half-lives."""
        age = minute - self.minute
        if age < 0:
            return 0.0
        return self.magnitude * (0.6 if age == 0 else 0.5 ** ((age - 1) / self.half_life))

    def gist(self, language: str) -> str:
        """The plain sentence that says it."""
        return set_type(self.plot.gist[language].format(**self.slots, who=self.who.full_name))

    def pattern(self, language: str) -> str:
        """A regular expression that its tellings in that language match."""
        return f"(?i){self.plot.pattern[language].format(**self.slots)}"


def plant(world: World, minutes: int, random: Random) -> tuple[Fact, ...]:
    """The facts of one event in order of time; those that would fall beyond its end are left out."""
    plots = _ordered(random)
    width = (DAY - 25 - FIRST_AT[0]) / len(plots)
    speakers = {tag: [*world.those(Part.SPEAKER, tag)] for tag in TAGS}
    for people in speakers.values():
        random.shuffle(people)
    facts = []
    for turn, (tag, plot) in enumerate(plots):
        minute = random.randint(*FIRST_AT)
        if turn:
            minute = FIRST_AT[0] + math.floor(width * (turn + random.uniform(0.1, 0.7)))
        least = 4.2 if turn == 0 else 2.2
        fact = Fact(
            plot=plot,
            tags=TAGS if plot.on_both else (tag,),
            minute=minute,
            magnitude=random.uniform(least, 6.0),
            half_life=random.uniform(3.0, 8.0),
            who=speakers[tag][turn % len(speakers[tag])],
            link=f"{random.choice(_PAPERS)}.example/{plot.name}-{random.randint(10, 99)}",
            slots=_slots(plot, random),
        )
        facts.append(fact)
    return tuple(fact for fact in _largest_early(facts) if fact.minute < minutes - 10)


def _largest_early(facts: list[Fact]) -> list[Fact]:
    """The facts with the largest of those under one tag alone among the first ones: a rumour grows from it, and
    whoever looks for three minutes is to see it put right.
    """
    alone = [fact for fact in facts if len(fact.tags) == 1]
    largest = max(alone, key=attrgetter("magnitude"))
    early = max((fact for fact in facts[:EARLY] if fact in alone), key=attrgetter("magnitude"))
    swapped = {id(largest): early.magnitude, id(early): largest.magnitude}
    return [replace(fact, magnitude=swapped.get(id(fact), fact.magnitude)) for fact in facts]


_PAPERS = ("gazette20", "fil", "lanterne", "media", "trottoirs", "towncrier")


def _ordered(random: Random) -> list[tuple[str, Plot]]:
    """The plots in the order they happen: mostly by turns between the tags, a resonating one second or third."""
    queues = {tag: [(tag, plot) for plot in PLOTS[tag]] for tag in TAGS}
    for queue in queues.values():
        random.shuffle(queue)
    ordered = [one for turn in zip(*queues.values(), strict=True) for one in turn]
    for place in range(0, len(ordered), 2):
        if random.random() < 0.5:
            ordered[place], ordered[place + 1] = ordered[place + 1], ordered[place]
    resonating = next(place for place, (_, plot) in enumerate(ordered) if plot.on_both)
    early = random.choice((1, 2))
    ordered[early], ordered[resonating] = ordered[resonating], ordered[early]
    return ordered


def _slots(plot: Plot, random: Random) -> dict[str, str]:
    return {
        "amount": str(random.randint(*plot.number)),
        "towns": str(random.randint(38, 140)),
        "sample": f"{random.randint(11, 29)}00",
        "stand": str(random.randint(3, 38)),
    }
