"""What a ring of sham accounts gains that is grafted on a simulated day and praises itself and the trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from hashtui.post.clean import clean_line
from hashtui.post.post import Author
from hashtui.post.sighting import Boost
from hashtui.reading.standing import Level
from hashtui.reading.trust import Trust
from hashtui.reading.vouching import Vouching
from tests.bench.analysis.scenes import Scene, trust_of

RING = 500
OTHERS, TIMES = 30, 3
"""Each passes on so many posts of each of so many others."""
ATTACKS = ((0, 0), (5, 0), (50, 0), (50, 1))
"""How many honest people boost somebody of the ring without care, and how many trusted ones."""
TELEPORT = 0.15
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Gained:
    """What the ring has of an attack. Shares are of all there is, that of the trusted accounts themselves included."""

    badges: int
    """Its accounts that look vouched for or trusted."""
    share: float
    """Of all trust."""
    honest: int
    """Badges of honest people, beside those the reader gave."""
    page_rank: float
    """Its share of personalised PageRank from the trusted accounts."""
    boosters: float
    """Its share of all boosters counted."""


def attacks(scene: Scene) -> dict[tuple[int, int], Gained]:
    """What the ring gains by each attack; one goes on where the one before ended."""
    random = Random(scene.seed)
    bad = scene.truth.bad_accounts
    levels: dict[str, float] = {seed.author.key: seed.level for seed in scene.truth.seeds}
    met = {entry.post.author.key: entry.post.author for entry in scene.posts}
    met |= {boost.by.key: boost.by for boost in scene.boosts}
    honest = [met[key] for key in sorted(met) if key not in bad and key not in levels]
    seeds = [seed.author for seed in scene.truth.seeds]
    ring = Ring(scene, seeds)
    gained = {}
    done = (0, 0)
    for careless, erring in ATTACKS:
        for by in random.sample(honest, careless - done[0]):
            ring.is_boosted(by, random.randrange(RING))
        for by in random.sample(seeds, erring - done[1]):
            ring.is_boosted(by, 0)
        done = careless, erring
        gained[done] = ring.gained(honest, levels)
    return gained


class Ring:
    """The sham accounts and what they do, beside all that was heard of the day."""

    def __init__(self, scene: Scene, seeds: Sequence[Author]) -> None:
        self.vouching = scene.vouching()
        self._boosters: dict[str, set[str]] = {}
        self._seeds = seeds
        self._at = scene.event.end
        self._like = scene.posts[0].post
        by_key = {entry.key: entry.post.author for entry in scene.posts}
        for boost in scene.boosts:
            self._boosters.setdefault(by_key[boost.key].key, set()).add(boost.by.key)
        self.sybils = [_sybil(number) for number in range(RING)]
        for sybil in self.sybils:
            for turn in range(TIMES):
                self._writes(sybil, f"{sybil.key}/{turn}")
        for number, sybil in enumerate(self.sybils):
            for step in range(1, OTHERS + 1):
                other = self.sybils[(number + step * 7) % RING]
                for turn in range(TIMES):
                    self._boosts(sybil, other, f"{other.key}/{turn}")
            for seed in seeds:
                self._praises(sybil, seed)

    def is_boosted(self, by: Author, number: int) -> None:
        """Somebody outside passes a post of a sham account on."""
        sybil = self.sybils[number]
        self._boosts(by, sybil, f"{sybil.key}/0")

    def gained(self, honest: Sequence[Author], levels: Mapping[str, float]) -> Gained:
        """What they have of it now."""
        trust = trust_of(self.vouching, levels)
        ranks = page_rank(self.vouching, [*self._seeds, *honest, *self.sybils], levels)
        boosters = {key: float(len(those)) for key, those in self._boosters.items()}
        mine: list[str] = [sybil.key for sybil in self.sybils]
        others: list[str] = [author.key for author in (*self._seeds, *honest)]
        scores: dict[str, float] = {
            one.key: trust.standing_of(one).score for one in (*self._seeds, *honest, *self.sybils)
        }
        return Gained(
            badges=_badges(trust, self.sybils),
            share=_share(scores, mine, others),
            honest=_badges(trust, honest),
            page_rank=_share(ranks, mine, others),
            boosters=_share(boosters, mine, others),
        )

    def _writes(self, author: Author, key: str) -> None:
        self.vouching.see(replace(self._like, key=clean_line(key), author=author, mentions=(), reply_to=None,
                                  quote_of=None, boosted_by=None))  # fmt: skip

    def _boosts(self, by: Author, whom: Author, key: str) -> None:
        self._boosters.setdefault(whom.key, set()).add(by.key)
        self.vouching.pass_on(Boost(clean_line(key), by, self._at, clean_line("ring"), self._at))

    def _praises(self, by: Author, whom: Author) -> None:
        key = f"{whom.key}/praised"
        self._writes(whom, key)
        self._boosts(by, whom, key)


def page_rank(vouching: Vouching, people: Sequence[Author], levels: Mapping[str, float]) -> dict[str, float]:
    """Personalised PageRank over the same evidence, teleporting to the trusted accounts by their levels."""
    whole = sum(levels.values())
    home = {key: level / whole for key, level in levels.items()}
    edges: dict[str, tuple[tuple[str, float], ...]] = {person.key: vouching.spoken_for(person.key) for person in people}
    rank = dict(home)
    for _ in range(ROUNDS):
        following = {key: TELEPORT * share for key, share in home.items()}
        lost = 0.0
        for key, value in rank.items():
            spoken = edges.get(key, ())
            total = sum(strength for _, strength in spoken)
            if not total:
                lost += value
                continue
            for whom, strength in spoken:
                following[whom] = following.get(whom, 0.0) + (1 - TELEPORT) * value * strength / total
        for key, share in home.items():
            following[key] += (1 - TELEPORT) * lost * share
        rank = following
    return rank


def _sybil(number: int) -> Author:
    name = f"sybil{number}"
    key, handle = f"https://ring.example/users/{name}", f"@{name}@ring.example"
    return Author(clean_line(key), clean_line(handle), clean_line(name))


def _badges(trust: Trust, people: Sequence[Author]) -> int:
    return sum(trust.level_of(one) >= Level.VOUCHED for one in people)


def _share(worth: Mapping[str, float], mine: Sequence[str], others: Sequence[str]) -> float:
    ring = sum(worth.get(key, 0.0) for key in mine)
    whole = ring + sum(worth.get(key, 0.0) for key in others)
    return ring / whole if whole else 0.0
