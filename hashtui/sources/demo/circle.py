"""The accounts that the reader of the demo trusts, and whom they pass on, answer and thank during the day."""

from random import Random

from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.strand import Day, Strand, seconds
from hashtui.sources.demo.telling import Bag, sentences, tell
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import TAGS, Part, Person, World

SURE, USUAL, FOLLOW = 1.0, 0.7, 0.4
"""The levels a reader gives."""
REPORTERS = 3
SPEAKERS = 2
FRIENDS = {Part.ORGANISER: 14, Part.REPORTER: 9, Part.SPEAKER: 6}
"""How many people each of them passes on by habit."""
BOOSTS = {Part.ORGANISER: 26, Part.REPORTER: 15, Part.SPEAKER: 8}
ANSWERED = 7
"""Questions that each organiser answers."""

ANSWERS = sentences("""
Bonjour ! [Demandez à l'accueil, on vous attend.|L'accueil vous répond tout de suite.]
C'est noté, on s'en occupe [tout de suite|dans la minute].
Oui, c'est possible, passez nous voir à l'accueil.
Merci de l'avoir signalé. Quelqu'un de l'équipe arrive.
Bonne question. On l'ajoute au panneau de l'entrée.
Pas cette année, mais l'idée est dans le carnet.
Tout est indiqué au dos du programme. [Sinon, criez, on vient.|Sinon, faites signe.]
On vérifie et on revient vers vous [ici même|avant la pause].
Oui. Et c'est de plain-pied.
L'équipe est au fond, [gilets jaunes|badges verts], venez.
""")


def trusted_people(world: World, random: Random) -> tuple[tuple[Person, float], ...]:
    """Those the reader trusts, with their levels: both organisers, a few reporters, a few speakers."""
    organisers = [person for tag in TAGS for person in world.those(Part.ORGANISER, tag)]
    reporters = [person for person in world.people if person.part is Part.REPORTER]
    speakers = [person for person in world.people if person.part is Part.SPEAKER]
    return (
        *((person, SURE) for person in organisers),
        *((person, USUAL) for person in random.sample(reporters[:6], REPORTERS)),
        *((person, FOLLOW) for person in random.sample(speakers[:12], SPEAKERS)),
    )


def circle(day: Day, trusted: tuple[Person, ...], strand: Strand) -> None:
    """What they do beside what anybody does."""
    bag = Bag(ANSWERS, strand.random)
    for person in trusted:
        _pass_on(day, person, strand)
        if person.part is Part.ORGANISER:
            _answer(day, person, bag, strand)


def _pass_on(day: Day, person: Person, strand: Strand) -> None:
    """Boosts of posts by people they know: those with a part, and others who say much."""
    random = strand.random
    near = [one for one in day.world.people if one is not person and (one.home == person.home or one.on_both)]
    known = [one for one in near if one.part in (Part.REPORTER, Part.SPEAKER, Part.ORGANISER)]
    loud = [one for one in near if one.part is Part.PUBLIC][:40]
    count = FRIENDS[person.part]
    friends = {one.author.key for one in (*random.sample(known, count // 2), *random.sample(loud, count - count // 2))}
    theirs = [told for told in day.told if told.author.author.key in friends and told.tagged and told.parent is None]
    for told in random.sample(theirs, min(BOOSTS[person.part], (2 * len(theirs) + 2) // 3)):
        strand.pass_on(told, person, seconds(told) + 20 + random.expovariate(1 / 400))


def _answer(day: Day, organiser: Person, bag: Bag[str], strand: Strand) -> None:
    """Answers to questions that were asked under their tag."""
    random = strand.random
    asked = [told for told in day.told if told.asks and _is_for(told, organiser)]
    for told in random.sample(asked, min(ANSWERED, len(asked) // 2)):
        second = seconds(told) + 45 + random.expovariate(1 / 240)
        strand.say(Saying(tell(bag.deal(), {}, random), "fr"), organiser, second, (organiser.home,), told)


def _is_for(told: Told, organiser: Person) -> bool:
    open_question = told.tagged and told.parent is None and told.fact is None and told.gone_at is None
    return open_question and told.tag == organiser.home and told.author is not organiser
