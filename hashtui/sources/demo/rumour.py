"""A rumour that grows from the largest fact under one tag alone, and the organiser's word against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.hearsay import CUES, HEARSAY
from hashtui.sources.demo.plot import Mood
from hashtui.sources.demo.retelling import PHRASES
from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.strand import Day, Strand
from hashtui.sources.demo.telling import Bag, set_type, tell, typed
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import Part, Person

LATER = 25
"""Minutes until it is put right."""
REPEATED = (5, 7)
PASSED_ON = 9
"""Boosts of the first who tells it."""
BOOSTS = 14
"""Boosts of the correction."""


@dataclass(frozen=True, slots=True)
class Rumoured:
    """What came of it."""

    fact: Fact
    told: tuple[Told, ...]
    correction: Told


def rumour(day: Day, trusted: tuple[Person, ...], strand: Strand) -> Rumoured | None:
    """None when there is no fact for it, or no time left to put it right."""
    random = strand.random
    alone = [fact for fact in day.facts if len(fact.tags) == 1]
    if not alone:
        return None
    fact = max(alone, key=attrgetter("magnitude"))
    tag = fact.tags[0]
    start = 60 * (fact.minute + random.uniform(3, 7))
    if start + 60 * (LATER + 8) > 60 * day.minutes:
        return None
    gossips = _gossips(day, fact, trusted, strand)
    bags = {language: Bag(texts, random) for language, texts in HEARSAY[fact.plot.name].told.items()}
    tails = {language: Bag(PHRASES[language].tails[Mood.STIRRED], random) for language in bags}
    told: list[Told] = []
    said: set[str] = set()
    when = [0.0, *sorted(60 * random.betavariate(1, 1.6) * 14 for _ in range(random.randint(*REPEATED)))]
    for after in when:
        author = next(gossips)
        text = tell(bags[author.language].deal(), {"who": fact.who.full_name}, random)
        if text in said:
            text = f"{text} {tell(tails[author.language].deal(), {}, random)}"
        said.add(text)
        saying = Saying(typed(text, author.manner, author.language, random), author.language)
        told.append(strand.say(saying, author, start + after, (tag,)))
    for _ in range(PASSED_ON):
        strand.pass_on(told[0], next(gossips), start + 10 + random.expovariate(1 / 300))
    return Rumoured(fact, tuple(told), _put_right(day, fact, start + 60 * LATER, trusted, strand))


def _gossips(day: Day, fact: Fact, trusted: tuple[Person, ...], strand: Strand) -> Iterator[Person]:
    """People of the public, each once."""
    known = {person.author.key for person in trusted} | {fact.who.author.key}
    while True:
        person = day.world.somebody(fact.tags[0], strand.random)
        if person.part is Part.PUBLIC and person.author.key not in known:
            known.add(person.author.key)
            yield person


def _put_right(day: Day, fact: Fact, second: float, trusted: tuple[Person, ...], strand: Strand) -> Told:
    """The organiser's word, which many pass on."""
    random = strand.random
    tag = fact.tags[0]
    organiser = day.world.those(Part.ORGANISER, tag)[0]
    text = random.choice(HEARSAY[fact.plot.name].corrected).format(who=fact.who.full_name)
    correction = strand.say(Saying(set_type(f"{random.choice(CUES)} {text}"), "fr"), organiser, second, (tag,))
    there = [one for one in trusted if one is not organiser and (one.home == tag or one.on_both)]
    willing = [*there[:3]]
    while len(willing) < BOOSTS:
        one = day.world.somebody(tag, random)
        if one not in willing:
            willing.append(one)
    for by in willing:
        strand.pass_on(correction, by, second + 10 + random.expovariate(1 / 240))
    return correction
