"""Four people who grumble at everybody all day long. They are rude to no one in particular; nobody thanks them."""

from dataclasses import dataclass

from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.shams import Sham, Shams
from hashtui.sources.demo.strand import Day, Strand, seconds
from hashtui.sources.demo.telling import Bag, sentences, tell
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import Person

TROLLS = 4
POSTS = (7, 12)
ANSWERS = 0.6
"""The share of what they write that answers somebody."""

GRUMBLES = {
    "fr": sentences("""
Encore [un colloque|une fête|une journée] pour rien. Qui paie ? Nous.
Bla bla bla. Rentrez chez vous, [il y a du travail|ça ira plus vite].
Personne ne vous écoute, vous savez ?
Tout ça pour du [café tiède|jus d'orange], bravo les artistes.
[Lamentable.|Pathétique.|Consternant.] Comme d'habitude.
C'était mieux avant, et avant ce n'était pas terrible.
On se moque de nous, et vous applaudissez.
Et pendant ce temps, [les trottoirs|les nids-de-poule|les poubelles], personne n'en parle !
Je ne suis pas venu, et je sais déjà que c'était nul.
Quelle blague. [Quelle vaste blague.|Non mais quelle blague.]
Source ? Aucune, évidemment.
Vos photos sont floues et vos idées aussi.
Toujours les mêmes [têtes|micros], toujours les mêmes phrases.
Je vous avais prévenus [l'an dernier|mille fois].
Réveillez-vous, enfin !
"""),
    "en": sentences("""
Another [meeting|fair|day] for nothing. Who pays? We do.
Blah blah blah. Go home, [there's work to do|it'll be quicker].
Nobody is listening, you know?
All that for [lukewarm coffee|orange juice], well done everyone.
[Pathetic.|Dismal.|Embarrassing.] As usual.
It was better before, and before was not great.
They take us for fools and you clap.
Meanwhile [the pavements|the potholes|the bins], nobody mentions those!
I didn't come and I already know it was rubbish.
What a joke. [What a colossal joke.|No but what a joke.]
Source? None, obviously.
Your pictures are blurry and so are your ideas.
Always the same [faces|microphones], always the same lines.
I warned you [last year|a thousand times].
Wake up, all of you!
"""),
}


@dataclass(frozen=True, slots=True)
class Trolling:
    """What came of it."""

    trolls: tuple[Person, ...]
    told: tuple[Told, ...]


def trolling(day: Day, strand: Strand) -> Trolling:
    """What they write, for the most part under what others find worth passing on."""
    random = strand.random
    trolls = Shams(day.world.people, random).some(Sham.TROLL, TROLLS)
    bags = {language: Bag(texts, random) for language, texts in GRUMBLES.items()}
    until = 60 * day.minutes - 900
    spread = [(told, by) for told, by in zip(day.told, day.spread, strict=True) if by and seconds(told) < until]
    liked, weights = [told for told, _ in spread], [by for _, by in spread]
    told = []
    for troll in trolls:
        for _ in range(random.randint(*POSTS)):
            saying = Saying(tell(bags[troll.language].deal(), {}, random), troll.language)
            if liked and random.random() < ANSWERS:
                parent = random.choices(liked, weights)[0]
                second = seconds(parent) + random.uniform(40, 800)
                told.append(strand.say(saying, troll, second, (parent.tag,), parent))
            else:
                second = 60 * random.uniform(12, day.minutes - 12)
                told.append(strand.say(saying, troll, second, (troll.home,)))
    return Trolling(trolls, tuple(told))
