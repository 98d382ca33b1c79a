"""How far trust reaches: budgets, caps, what passes on, and who hands out nothing."""

from dataclasses import replace
from math import exp

import pytest

from hashtui.post.post import Author
from hashtui.reading.chains import chains
from hashtui.reading.vouching import Vouching
from tests.reading.people import passes_on, people

ANA, BEN, CLEO, DAN = people("ana", "ben", "cleo", "dan")
ONE_BOOST = 1 - exp(-1 / 2)


def reached(levels: dict[Author, float], *ties: tuple[Author, Author, int], muted: tuple[Author, ...] = ()) -> object:
    """By user: how far, and the trust to four digits."""
    found = chains({one.key: level for one, level in levels.items()}, {one.key for one in muted}, heard(*ties))
    return {key.rpartition("/")[2]: (chain.hop, round(chain.score, 4)) for key, chain in found.items()}


def heard(*ties: tuple[Author, Author, int]) -> Vouching:
    vouching = Vouching()
    for by, whom, times in ties:
        passes_on(vouching, by, whom, times)
    return vouching


def test_six_tenths_of_trust_pass_on_and_half_of_what_is_left_after_that() -> None:
    found = reached({ANA: 1.0}, (ANA, BEN, 1), (BEN, CLEO, 1), (CLEO, DAN, 9))

    one, two = 0.6 * ONE_BOOST, 0.5 * 0.6 * ONE_BOOST * ONE_BOOST
    assert found == {"ben": (1, round(one, 4)), "cleo": (2, round(two, 4))}


def test_what_several_add_is_as_if_each_might_be_wrong() -> None:
    found = reached({ANA: 1.0, DAN: 0.7}, (ANA, BEN, 1), (DAN, BEN, 1))

    assert found == {"ben": (1, round(1 - (1 - 0.6 * ONE_BOOST) * (1 - 0.42 * ONE_BOOST), 4))}


@pytest.mark.parametrize(("near", "cap"), [(True, 0.8), (False, 0.5)])
def test_others_make_nobody_trusted_beyond_a_cap(near: bool, cap: float) -> None:
    crowd = people(*(f"u{number}" for number in range(9)))
    ties = [(one, BEN, 9) for one in crowd]
    levels = dict.fromkeys(crowd, 1.0) if near else {ANA: 1.0}
    if not near:
        ties += [(ANA, one, 9) for one in crowd]

    found = chains({one.key: level for one, level in levels.items()}, (), heard(*ties))

    assert found[BEN.key].score == cap


@pytest.mark.parametrize(("speaks_for", "share"), [(20, 1.0), (40, 0.5)])
def test_the_trusted_hand_out_twenty_strengths_at_most(speaks_for: int, share: float) -> None:
    crowd = people(*(f"u{number}" for number in range(speaks_for)))

    found = chains({ANA.key: 1.0}, (), heard(*((ANA, one, 40) for one in crowd)))

    assert [chain.score for chain in found.values()] == pytest.approx([0.6 * share] * speaks_for)


@pytest.mark.parametrize(("speaks_for", "share"), [(5, 1.0), (10, 0.5)])
def test_those_they_vouch_for_hand_out_five(speaks_for: int, share: float) -> None:
    crowd = people(*(f"u{number}" for number in range(speaks_for)))

    found = chains({ANA.key: 1.0}, (), heard((ANA, BEN, 40), *((BEN, one, 40) for one in crowd)))

    assert [found[one.key].score for one in crowd] == pytest.approx([0.5 * 0.6 * share] * speaks_for)


def test_who_is_trusted_less_than_a_twentieth_vouches_for_nobody() -> None:
    assert reached({ANA: 0.049}, (ANA, BEN, 9)) == {}
    assert reached({ANA: 0.05}, (ANA, BEN, 9)) == {"ben": (1, round(0.03 * (1 - exp(-4.5)), 4))}


def test_the_muted_neither_get_trust_nor_hand_it_out() -> None:
    assert reached({ANA: 1.0}, (ANA, BEN, 9), (BEN, CLEO, 9), muted=(BEN,)) == {}
    assert reached({ANA: 1.0}, (ANA, BEN, 9), muted=(ANA,)) == {}


def test_a_shorter_way_is_the_only_one() -> None:
    found = chains({ANA.key: 1.0}, (), heard((ANA, BEN, 1), (ANA, CLEO, 1), (BEN, CLEO, 9)))

    chain = found[CLEO.key]
    assert (chain.hop, [by for _, by in chain.links]) == (1, [ANA.key])
    assert chain.score == pytest.approx(0.6 * ONE_BOOST)
    assert chain.links[0][0] == pytest.approx(0.6 * ONE_BOOST)


def test_who_is_followed_is_somebody_who_was_met() -> None:
    vouching = Vouching()
    newer = replace(BEN, followers=7)

    vouching.follows(ANA, newer)

    assert vouching.person(BEN.key) == newer
    assert chains({ANA.key: 1.0}, (), vouching)[BEN.key].score == pytest.approx(0.6 * (1 - exp(-0.4)))
