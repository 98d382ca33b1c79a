"""Three accounts that tell what better-known people have just told, in the same words, as if it were theirs."""

from dataclasses import dataclass
from random import Random

from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.shams import Sham, Shams
from hashtui.sources.demo.strand import Day, Strand, seconds
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.wording import mentioned
from hashtui.sources.demo.world import Part, Person

COPYCATS = 3
SHARE = 0.45
"""Of the facts that each of them copies a telling of."""
SOON = 420.0
"""Seconds: only what was told so soon after the first telling is worth copying."""


@dataclass(frozen=True, slots=True)
class Copying:
    """What came of it: each telling that was copied, and the copy."""

    copycats: tuple[Person, ...]
    pairs: tuple[tuple[Told, Told], ...]


def copy_tellings(day: Day, strand: Strand) -> Copying:
    """Copies of the best-known tellers' tellings, two to seven minutes later."""
    random = strand.random
    copycats = Shams(day.world.people, random).some(Sham.COPYCAT, COPYCATS)
    by_handle = {person.author.handle: person for person in day.world.people}
    pairs = []
    for fact in day.facts:
        for copycat in copycats:
            best = _best_known(day, fact)
            if not best or random.random() >= SHARE:
                continue
            original = random.choice(best)
            mentions = tuple(by_handle[handle] for handle in original.post.mentions)
            saying = Saying(_taken(original, random), original.author.language, mentions)
            second = seconds(original) + random.uniform(120, 420)
            pairs.append((original, strand.say(saying, copycat, second, _tags(original))))
    return Copying(copycats, tuple(pairs))


def _best_known(day: Day, fact: Fact) -> list[Told]:
    """The three early tellings whose authors are best known."""
    told = [one for one in day.told if one.fact is fact and one.says_fact and one.parent is None]
    early = [one for one in told if seconds(one) < seconds(told[0]) + SOON and one.revised is None]
    early.sort(key=lambda one: (one.author.part is Part.PUBLIC, -(one.author.author.followers or 0)))
    return early[:3]


def _taken(original: Told, random: Random) -> str:
    """The words of the original without its tags, with a little something at the end so as not to be the very same."""
    body = original.post.body
    first_tag = min(span.start for span in body.spans if span.target == original.tag)
    text = body.text[:first_tag].rstrip()
    return f"{text} {random.choice(('👀', '🚨', '👇', '💬', '…'))}" if not mentioned(text[-20:]) else text


def _tags(original: Told) -> tuple[str, ...]:
    return tuple(tag.name for tag in original.post.tags)
