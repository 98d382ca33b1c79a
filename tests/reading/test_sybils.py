"""What accounts gain that speak for each other: nothing, however many they are."""

from dataclasses import dataclass
from math import prod
from random import Random

import pytest

from hashtui.post.post import Author
from hashtui.reading.standing import Level
from hashtui.reading.trust import Trust, in_words
from hashtui.reading.vouching import Vouching
from tests.reading.people import boost, passes_on, people, trusting, written

RING = 500
SEEDS = 5


@dataclass(frozen=True)
class Conference:
    """Honest people who pass each other's posts on as people do, and a ring that praises itself and the trusted."""

    vouching: Vouching
    honest: tuple[Author, ...]
    sybils: tuple[Author, ...]

    def trust(self) -> Trust:
        """That of somebody who trusts the few most active."""
        return trusting(self.vouching, {f"honest{number}": 0.7 for number in range(SEEDS)})

    def share(self, trust: Trust) -> float:
        """How much of all trust, beyond that which is given, went to the ring."""
        ring = sum(trust.standing_of(one).score for one in self.sybils)
        return ring / (ring + sum(trust.standing_of(one).score for one in self.honest[SEEDS:]))


def praise_each_other(vouching: Vouching, ring: tuple[Author, ...], *, others: int, times: int) -> None:
    """Each passes on that many posts of that many others."""
    for one in ring:
        for number in range(times):
            vouching.see(written(one, f"{one.handle} {number}"))
    for place, one in enumerate(ring):
        for step in range(1, others + 1):
            for number in range(times):
                vouching.pass_on(boost(one, f"{ring[(place + step * 7) % len(ring)].handle} {number}"))


def conference(random: Random) -> Conference:
    """700 people of whom few are busy, as at real conferences; each sybil boosts 30 others 3 times, and every seed."""
    vouching = Vouching()
    honest = people(*(f"honest{number}" for number in range(700)))
    weights = [1 / (number + 4) ** 0.85 for number in range(700)]
    for by, whom in zip(random.choices(honest, weights, k=6000), random.choices(honest, weights, k=6000), strict=True):
        passes_on(vouching, by, whom)
    sybils = people(*(f"sybil{number}" for number in range(RING)))
    praise_each_other(vouching, sybils, others=30, times=3)
    for one in sybils:
        for seed in honest[:SEEDS]:
            passes_on(vouching, one, seed)
    return Conference(vouching, honest, sybils)


@pytest.fixture(scope="module")
def untouched() -> Conference:
    """Nobody outside the ring ever passed anything of it on."""
    return conference(Random(7))


def test_a_ring_that_praises_itself_and_every_trusted_account_gains_nothing(untouched: Conference) -> None:
    trust = untouched.trust()

    assert {trust.level_of(one) for one in untouched.sybils} == {Level.UNKNOWN}
    assert untouched.share(trust) == 0
    assert in_words(trust.standing_of(untouched.sybils[3])) == "no link with the accounts you trust"
    assert sum(trust.level_of(one) >= Level.VOUCHED for one in untouched.honest[SEEDS:]) >= 10


def test_every_badge_names_a_path_from_a_trusted_account(untouched: Conference) -> None:
    trust, seeds = untouched.trust(), set(untouched.honest[:SEEDS])
    badged = [one for one in untouched.honest[SEEDS:] if trust.level_of(one) > Level.UNKNOWN]

    for one in badged:
        standing = trust.standing_of(one)
        first, *_ = standing.vouches
        assert first.by in seeds or first.through in seeds
        assert first.by.handle in in_words(standing)
        assert 1 - prod(1 - vouch.share for vouch in standing.vouches) >= standing.score - 1e-9
    assert len(badged) > 200


@pytest.mark.parametrize(
    ("careless", "erring", "known", "share"),
    [(5, 0, 0, 0.002), (50, 0, 3, 0.02), (0, 1, 2, 0.02), (50, 1, 5, 0.03)],
)
def test_careless_boosts_of_honest_people_and_one_of_a_trusted_account_stay_bounded(
    careless: int, erring: int, known: int, share: float
) -> None:
    random = Random(careless * 2 + erring)
    day = conference(random)
    for by in random.sample(day.honest[SEEDS:], careless):
        passes_on(day.vouching, by, random.choice(day.sybils))
    for seed in day.honest[:erring]:
        passes_on(day.vouching, seed, day.sybils[0])

    trust = day.trust()

    assert max(trust.level_of(one) for one in day.sybils) <= Level.KNOWN
    assert sum(trust.level_of(one) is Level.KNOWN for one in day.sybils) <= known
    assert day.share(trust) <= share


@pytest.mark.parametrize("boosts", [1, 20])
def test_all_that_one_attack_edge_brings_the_whole_ring_has_a_bound(boosts: int) -> None:
    vouching = Vouching()
    sybils = people(*(f"sybil{number}" for number in range(RING)))
    praise_each_other(vouching, sybils, others=59, times=2)
    (seed,) = people("honest0")
    passes_on(vouching, seed, sybils[0], boosts)

    trust = trusting(vouching, {"honest0": 1.0})

    said = dict(vouching.spoken_for(seed.key))[sybils[0].key]
    brought = sum(trust.standing_of(one).score for one in sybils)
    assert 0.6 * said < brought <= 0.6 * said * (1 + 0.5 * 5) + 1e-9
    assert sum(trust.level_of(one) >= Level.VOUCHED for one in sybils) == (boosts == 20)
