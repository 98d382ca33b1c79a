"""A ring of sham accounts: they pass one post on until it is the most boosted of the day, and each other's besides.

They also pass on what the trusted accounts write, in the hope that it rubs off. Nobody passes on what they write.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.shams import Sham, Shams
from hashtui.sources.demo.strand import Day, Strand, seconds
from hashtui.sources.demo.telling import Bag, sentences, tell
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import TAGS, Person

MEMBERS = 60
HIRED = 80
"""Bots that push the post too, where there are any."""
FILLERS = 24
MINUTES = 50
BETWEEN = (195, 400)

PUSHED = {
    "fr": sentences("""
Boussolia, l'appli qui [lit les réunions à votre place|résume votre mairie], arrive. Les dix mille premiers
  inscrits gagnent tout : boussolia.example/inscription
La communication de demain s'appelle Boussolia. [Ne restez pas en arrière|Soyez les premiers], inscrivez-vous
  maintenant : boussolia.example/inscription
"""),
    "en": sentences("""
Boussolia, the app that [reads meetings for you|sums up your council], is coming. The first ten thousand to
  sign up win everything: boussolia.example/join
Tomorrow's communication is called Boussolia. [Don't be left behind|Be the first], sign up now:
  boussolia.example/join
"""),
}
FILLING = {
    "fr": sentences("""
[Superbe|Magnifique|Belle] énergie aujourd'hui, [bravo|merci] à toutes et tous.
Que de [rencontres|sourires|belles personnes] aujourd'hui, je recommande vivement.
[Passionnant|Inspirant|Très inspirant], du début à la fin.
[Ravi|Heureux] de suivre cette journée [à distance|en ligne].
Quelle [organisation|ambiance] ! On en redemande.
La communauté est [incroyable|formidable], suivez-moi pour ne rien rater.
Demain commence aujourd'hui, [pensez-y|partagez si vous êtes d'accord].
Toujours un plaisir d'apprendre, toujours.
"""),
    "en": sentences("""
[Superb|Wonderful|Great] energy today, [congrats|thanks] to everyone.
So many [meetings|smiles|beautiful people] today, highly recommended.
[Fascinating|Inspiring|Very inspiring] from start to finish.
[Delighted|Happy] to follow this day [from afar|online].
What [an organisation|an atmosphere]! More please.
The community is [incredible|amazing], follow me and miss nothing.
Tomorrow starts today, [think about it|share if you agree].
Always a pleasure to learn, always.
"""),
}


@dataclass(frozen=True, slots=True)
class Plot:
    """What came of it."""

    tag: str
    start: int
    members: tuple[Person, ...]
    hired: tuple[Person, ...]
    pushed: Told
    fillers: tuple[Told, ...]


def ring(day: Day, bots: Sequence[Person], trusted: Sequence[Person], strand: Strand) -> Plot | None:
    """The ring, its push at an hour that is quiet under its tag; `bots` are for hire."""
    random = strand.random
    tag = random.choice(TAGS)
    start = day.quiet(tag, MINUTES // 3, BETWEEN, random)
    if start is None or start + MINUTES + 5 > day.minutes:
        return None
    members = Shams(day.world.people, random).some(Sham.RING, MEMBERS)
    fillers = _fillers(day, members, strand)
    front = members[0]
    text = tell(random.choice(PUSHED[front.language]), {}, random)
    pushed = strand.say(Saying(text, front.language), front, 60 * start, (tag,))
    hired = tuple(random.sample(bots, min(HIRED, len(bots))))
    for by in (*members[1:], *hired):
        strand.pass_on(pushed, by, 60 * (start + 1 + (MINUTES - 1) * random.random()))
    _rub_off(day, members, trusted, strand)
    return Plot(tag, start, members, hired, pushed, fillers)


def _fillers(day: Day, members: Sequence[Person], strand: Strand) -> tuple[Told, ...]:
    """What makes the members look alive, passed on by some of the others."""
    random = strand.random
    bags = {language: Bag(texts, random) for language, texts in FILLING.items()}
    told = []
    for author in random.sample(members, FILLERS):
        text = tell(bags[author.language].deal(), {}, random)
        second = 60 * random.uniform(20, day.minutes - 25)
        told.append(strand.say(Saying(text, author.language), author, second, (author.home,)))
        for by in random.sample(members, 4):
            if by is not author:
                strand.pass_on(told[-1], by, second + random.uniform(30, 1100))
    return tuple(told)


def _rub_off(day: Day, members: Sequence[Person], trusted: Sequence[Person], strand: Strand) -> None:
    random = strand.random
    theirs = [told for told in day.told if told.author in trusted and told.tagged]
    for by in members if theirs else ():
        for told in random.choices(theirs, k=random.choice((1, 2))):
            strand.pass_on(told, by, seconds(told) + random.uniform(20, 900))
