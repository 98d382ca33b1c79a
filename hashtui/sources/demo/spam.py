"""A spam wave: a herd of bots that says nearly the same three things for eight minutes. Nothing advertised exists."""

from dataclasses import dataclass
from random import Random

from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.shams import Sham, Shams
from hashtui.sources.demo.strand import Day, Strand
from hashtui.sources.demo.telling import sentences, tell
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import TAGS, Person

BOTS = 150
POSTS = 208
MINUTES = 8
BETWEEN = (75, 185)
"""It comes early, so that whoever looks for three minutes sees how it is dealt with."""

ADVERTS = {
    "fr": sentences("""
{sign} Parapluies Volubrelle à -{n}0 % ce week-end seulement : livraison gratuite, toile garantie dix ans,
  [commandez|réservez] vite avec le code VOLU{code} sur volubrelle.example/promo {sign}
Fatigué des chaussettes qui glissent ? Les Tintamar tiennent [toute la journée|du matin au soir], lot de
  douze paires pour {n} €, satisfait ou remboursé : tintamar.example/offre (réf. {code})
{sign} Gagnez une semaine à l'Hôtel des Trois Brouettes : [participez|jouez] au grand tirage, aucune
  obligation d'achat, ticket {code}, il reste {n} places sur trois-brouettes.example/jeu
Le coussin Nuagix change vos nuits : mousse tiède, housse lavable, essai de {n}0 jours, [stock limité|stock
  réduit], demandez le bon {code} sur nuagix.example/essai {sign}
"""),
    "en": sentences("""
{sign} Volubrelle umbrellas {n}0% off this weekend only: free delivery, ten year canopy warranty, [order|book]
  now with code VOLU{code} at volubrelle.example/deal {sign}
Tired of socks that slip? Tintamar socks stay up [all day|from dawn to dusk], twelve pairs for {n} €, money
  back guarantee: tintamar.example/offer (ref {code})
Sleep on a Nuagix pillow tonight: warm foam, washable cover, {n}0 day trial, [limited|low] stock, ask for
  voucher {code} at nuagix.example/trial {sign}
"""),
}
NUMBERS = (3, 4, 5, 8)
"""None that makes the figure of a fact."""
_SIGNS = ("🔥", "☂️", "🎁", "💥", "⭐", "👉")


@dataclass(frozen=True, slots=True)
class Spam:
    """What came of it."""

    tag: str
    bots: tuple[Person, ...]
    by_text: tuple[tuple[Told, ...], ...]
    """Its posts, those of one text together."""


def spam(day: Day, strand: Strand) -> Spam | None:
    """The wave, at an hour that is quiet under its tag."""
    random = strand.random
    tag = random.choice(TAGS)
    start = day.quiet(tag, MINUTES, BETWEEN, random)
    if start is None:
        return None
    bots = Shams(day.world.people, random).some(Sham.BOT, BOTS)
    texts = [*(("fr", text) for text in random.sample(ADVERTS["fr"], 2)), ("en", random.choice(ADVERTS["en"]))]
    by_text: tuple[list[Told], ...] = ([], [], [])
    turns = [*bots, *random.sample(bots, POSTS - BOTS)]
    random.shuffle(turns)
    for second in sorted(60 * (start + MINUTES * random.betavariate(1.2, 1.4)) for _ in range(POSTS)):
        which = random.choices(range(3), (4, 3, 3))[0]
        language, text = texts[which]
        saying = Saying(tell(text, _slots(random), random), language)
        by_text[which].append(strand.say(saying, turns.pop(), second, (tag,)))
    return Spam(tag, bots, tuple(map(tuple, by_text)))


def _slots(random: Random) -> dict[str, str]:
    return {"sign": random.choice(_SIGNS), "n": str(random.choice(NUMBERS)), "code": str(random.randint(1000, 9999))}
