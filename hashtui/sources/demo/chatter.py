"""One account that talks without a pause: forty-eight posts in twelve minutes about a pigeon and a doughnut."""

from dataclasses import dataclass

from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.shams import Sham, Shams
from hashtui.sources.demo.strand import Day, Strand
from hashtui.sources.demo.telling import Bag, sentences, tell
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import TAGS, Person

POSTS = 48
MINUTES = 12
BETWEEN = (95, 480)

SAGA = {
    "fr": sentences("""
Le pigeon [s'approche|est là|revient] du beignet. {n} centimètres.
Acte {n} : le pigeon et le beignet se regardent.
Il a pris {n} miettes. Je les compte.
Le beignet [roule|bascule|tient bon]. Le pigeon [hésite|recule|fait semblant de rien].
Un deuxième pigeon ! [Plus gros.|Plus gris.|Avec une patte en moins.]
Je commente en direct, minute {n}.
Non mais ce pigeon. Ce pigeon !
Il tourne autour du beignet pour la {n}e fois.
Personne ne regarde le pigeon à part moi, et c'est [bien dommage|un scandale].
Le beignet est au sucre, pour celles et ceux qui [arrivent|prennent le fil].
Pause du pigeon. Pause de moi. [Je bois.|Je souffle.|Je respire.]
Et hop, un saut de {n} centimètres vers le beignet.
Une poussette passe. Le pigeon [s'envole|se plaque au sol]. Le beignet reste.
Retour du pigeon, [par la gauche|par la droite|par le haut].
J'ai baptisé le pigeon [Robert|Simone|Gontran], ça aide.
Score : pigeon {n}, beignet zéro.
Je n'ai pas cligné des yeux depuis {n} minutes.
Le pigeon me regarde maintenant. Le beignet aussi, je crois.
Quelqu'un a déplacé le beignet de {n} centimètres. [Tricherie.|Arbitre !]
Un enfant propose un arbitrage. Le pigeon refuse.
Prolongations : {n} minutes.
Il pique ! Il pique ! Ah non, c'était son ombre.
Le sucre vole, le pigeon éternue, [du jamais vu|je tremble].
Je poste {n} photos ce soir, promis.
Suite du pigeon dans un instant, restez là.
C'est le {n}e tour de chauffe, le beignet n'a pas bougé.
"""),
    "en": sentences("""
The pigeon is [closing in on|back at|circling] the doughnut. {n} centimetres.
Act {n}: pigeon and doughnut look at each other.
It took {n} crumbs. I'm counting.
The doughnut [rolls|tips|holds]. The pigeon [hesitates|steps back|pretends not to care].
A second pigeon! [Bigger.|Greyer.|One leg short.]
Live commentary, minute {n}.
No but this pigeon. This pigeon!
Round the doughnut for time number {n}.
Nobody is watching the pigeon but me and that's [a shame|a scandal].
It's a sugar doughnut, for those [just joining|catching up].
Pigeon takes a break. [So do I.|I breathe.|I drink.]
And a hop of {n} centimetres towards the doughnut.
A pram goes by. Pigeon [takes off|hits the ground]. Doughnut stays.
Pigeon returns [from the left|from the right|from above].
I've named the pigeon [Robert|Simone|Gary], it helps.
Score: pigeon {n}, doughnut nil.
I have not blinked for {n} minutes.
Now the pigeon looks at me. So does the doughnut, I think.
Somebody moved the doughnut by {n} centimetres. [Cheating.|Referee!]
A child offers to referee. The pigeon declines.
Extra time: {n} minutes.
It pecks! It pecks! No, that was its shadow.
Sugar flying, pigeon sneezing, [never seen before|I'm shaking].
I'll post {n} pictures tonight, promise.
More pigeon in a moment, stay there.
Warm-up lap {n}, doughnut unmoved.
"""),
}


@dataclass(frozen=True, slots=True)
class Chatter:
    """What came of it."""

    tag: str
    by: Person
    told: tuple[Told, ...]


def chatter(day: Day, strand: Strand) -> Chatter | None:
    """The flood, at an hour that is quiet under its tag."""
    random = strand.random
    tag = random.choice(TAGS)
    start = day.quiet(tag, MINUTES, BETWEEN, random)
    if start is None:
        return None
    by = Shams(day.world.people, random).some(Sham.CHATTERER, 1)[0]
    bag = Bag(SAGA[by.language], random)
    told = []
    said: set[str] = set()
    for turn in range(POSTS):
        text = tell(bag.deal(), {"n": str(random.randint(2, 60))}, random)
        while text in said:
            text = tell(bag.deal(), {"n": str(random.randint(2, 60))}, random)
        said.add(text)
        second = 60 * (start + MINUTES * (turn + random.random()) / POSTS)
        told.append(strand.say(Saying(text, by.language), by, second, (tag,)))
    return Chatter(tag, by, tuple(told))
