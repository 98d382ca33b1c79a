"""What everybody is to the reader, and the sentence that says why."""

from dataclasses import replace

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.post import Author
from hashtui.reading.standing import NO_STANDING, Deed, Given, Level
from hashtui.reading.trust import Trust, in_words
from hashtui.reading.vouching import Vouching
from tests.reading.people import passes_on, people, trusting, written

ANA, BEN, CID, DAN, EVA, FAY = people("ana", "ben", "cid", "dan", "eva", "fay")


def test_only_the_reader_makes_somebody_trusted_and_says_how_far() -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, BEN, 50)
    trust = trusting(vouching, {"ana": 0.7})

    assert (trust.level_of(ANA), trust.standing_of(ANA).score) == (Level.TRUSTED, 0.7)
    assert in_words(trust.standing_of(ANA)) == "trusted by you (level 0.7)"
    assert in_words(trusting(vouching, {"ana": 1.0}).standing_of(ANA)) == "trusted by you (level 1)"
    assert trust.standing_of(BEN).score < 0.8
    assert trust.level_of(BEN) is Level.VOUCHED


@pytest.mark.parametrize(
    ("boosts", "level", "score"),
    [
        (1, Level.KNOWN, 0.6 * 0.7 * 0.3935),
        (3, Level.VOUCHED, 0.6 * 0.7 * 0.7769),
        (5, Level.VOUCHED, 0.6 * 0.7 * 0.9179),
    ],
)
def test_boosts_of_one_trusted_account_vouch_as_published(boosts: int, level: Level, score: float) -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, BEN, boosts)

    standing = trusting(vouching, {"ana": 0.7}).standing_of(BEN)

    assert standing.score == pytest.approx(score, abs=0.001)
    assert standing.level is level
    assert [(vouch.by, vouch.deeds, vouch.through) for vouch in standing.vouches] == [
        (ANA, ((Deed.BOOST, boosts),), None)
    ]


def test_several_who_vouch_add_up_and_never_beyond_four_fifths() -> None:
    vouching = Vouching()
    seeds = people(*(f"seed{number}" for number in range(9)))
    for seed in seeds[:2]:
        passes_on(vouching, seed, BEN, 5)
    for seed in seeds:
        passes_on(vouching, seed, CID, 9)

    trust = trusting(vouching, {f"seed{number}": 1.0 for number in range(9)})

    assert trust.standing_of(BEN).score == pytest.approx(1 - (1 - 0.6 * 0.9179) ** 2, abs=0.001)
    assert trust.level_of(BEN) is Level.STRONGLY_VOUCHED
    assert trust.standing_of(CID).score == 0.8


def test_trust_goes_two_steps_and_no_further() -> None:
    vouching = Vouching()
    for by, whom in ((ANA, BEN), (BEN, CID), (CID, DAN)):
        passes_on(vouching, by, whom, 9)

    trust = trusting(vouching, {"ana": 1.0})

    scores = [trust.standing_of(one).score for one in (BEN, CID, DAN)]
    assert scores == [pytest.approx(0.593, abs=0.001), pytest.approx(0.593 * 0.5 * 0.989, abs=0.001), 0]
    assert trust.standing_of(DAN) == NO_STANDING
    assert [vouch.through for vouch in trust.standing_of(CID).vouches] == [ANA]


def test_word_goes_outwards_only_so_those_trusted_gain_nothing_from_each_other_or_from_below() -> None:
    vouching = Vouching()
    for by, whom in ((ANA, BEN), (ANA, CID), (BEN, CID), (CID, BEN), (BEN, ANA), (BEN, EVA), (EVA, BEN)):
        passes_on(vouching, by, whom, 5)

    trust = trusting(vouching, {"ana": 0.7, "eva": 0.4})

    assert trust.standing_of(ANA).vouches == trust.standing_of(EVA).vouches == ()
    assert [vouch.by for vouch in trust.standing_of(CID).vouches] == [ANA]
    assert [vouch.by for vouch in trust.standing_of(BEN).vouches] == [ANA, EVA]


def test_an_account_that_praises_everybody_hands_out_no_more_than_its_budget() -> None:
    vouching = Vouching()
    praised = people(*(f"praised{number}" for number in range(100)))
    for one in praised:
        passes_on(vouching, ANA, one, 9)

    trust = trusting(vouching, {"ana": 1.0})

    assert sum(trust.standing_of(one).score for one in praised) == pytest.approx(0.6 * 20)
    assert trust.level_of(praised[7]) is Level.KNOWN


def test_who_is_muted_vouches_for_nobody_and_nobody_vouches_for_him() -> None:
    vouching = Vouching()
    for by, whom in ((ANA, BEN), (BEN, CID), (DAN, EVA)):
        passes_on(vouching, by, whom, 9)

    trust = trusting(vouching, {"ana": 1.0, "dan": 1.0}, frozenset({"ben", "dan"}))

    assert (trust.level_of(BEN), trust.level_of(DAN)) == (Level.MUTED, Level.MUTED)
    assert (trust.level_of(CID), trust.level_of(EVA)) == (Level.UNKNOWN, Level.UNKNOWN)
    assert in_words(trust.standing_of(BEN)) == in_words(trust.standing_of(DAN)) == "muted by you"
    assert trust.standing_of(DAN).score == 0


def test_whom_a_list_names_is_known_and_vouches_for_nobody() -> None:
    vouching = Vouching()
    passes_on(vouching, BEN, CID, 9)
    trust = Trust(lambda one: Given(known_by="on your list press") if one is BEN else Given(), vouching)
    trust.settle(at_once=True)

    assert (trust.level_of(BEN), trust.level_of(CID)) == (Level.KNOWN, Level.UNKNOWN)
    assert in_words(trust.standing_of(BEN)) == "known: on your list press"
    assert in_words(trust.standing_of(CID)) == "no link with the accounts you trust"


def test_whom_a_trusted_account_so_much_as_names_is_known() -> None:
    vouching = Vouching()
    vouching.see(written(BEN))
    vouching.see(written(ANA, mentions=(BEN.handle,)))
    vouching.see(written(BEN, mentions=(CID.handle,)))
    vouching.see(written(CID))

    trust = trusting(vouching, {"ana": 0.4})

    assert (trust.level_of(BEN), trust.level_of(CID)) == (Level.KNOWN, Level.UNKNOWN)
    assert in_words(trust.standing_of(BEN)) == "0.01 known through @ana@social.example: mentioned 1"


def test_whom_too_little_reaches_is_unknown_in_the_sentence_too() -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, BEN, 3)
    passes_on(vouching, BEN, CID, 1)

    standing = trusting(vouching, {"ana": 0.7}).standing_of(CID)

    assert standing.level is Level.UNKNOWN
    assert in_words(standing).partition(" through ")[0] == "0.06 unknown, too little"


def test_the_sentence_names_who_vouches_by_what_and_how_many_more() -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, CID, 2)
    passes_on(vouching, BEN, CID, 1)
    quoted = written(CID)
    vouching.see(quoted)
    vouching.see(written(BEN, quote_of=quoted.key))
    for one in (DAN, EVA):
        vouching.see(written(one, mentions=(CID.handle,)))
    passes_on(vouching, CID, FAY, 9)

    trust = trusting(vouching, {"ana": 0.7, "ben": 0.7, "dan": 0.7, "eva": 0.7})

    assert in_words(trust.standing_of(CID)) == (
        "0.46 vouched by @ana@social.example and @ben@social.example: boosted 3, quoted 1 (+2)"
    )
    assert in_words(trust.standing_of(FAY)) == (
        "0.22 known through @cid@social.example (itself vouched by @ana@social.example): boosted 9"
    )


def test_a_score_that_is_not_enough_for_a_badge_never_looks_so() -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, BEN, 9)
    trust = trusting(vouching, {"ana": 0.5056})

    standing = trust.standing_of(BEN)

    assert 0.299 < standing.score < 0.3
    assert in_words(standing).startswith("0.29 known through")


def test_what_the_reader_says_holds_at_once_and_says_whose_level_changed() -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, BEN, 5)
    trust = trusting(vouching, {})
    before, revision = trust.level_of(BEN), trust.revision

    changed = trust.restate(lambda one: Given(0.7 if one.key == ANA.key else None))
    after = trust.level_of(BEN)
    back = trust.restate(lambda _: Given())

    assert changed == back == {ANA.key, BEN.key}
    assert (before, after, trust.level_of(BEN), trust.level_of(ANA)) == (
        Level.UNKNOWN,
        Level.VOUCHED,
        Level.UNKNOWN,
        Level.UNKNOWN,
    )
    assert trust.revision > revision


def test_of_an_account_nobody_heard_the_reader_may_still_say_something() -> None:
    trust = Trust(lambda one: Given(muted=one == BEN), Vouching())

    assert (trust.level_of(BEN), trust.level_of(ANA)) == (Level.MUTED, Level.UNKNOWN)
    trust.restate(lambda _: Given())
    assert trust.level_of(BEN) is Level.UNKNOWN


def test_a_trusted_account_met_now_is_trusted_now() -> None:
    vouching = Vouching()
    trust = trusting(vouching, {"ana": 1.0})

    vouching.see(written(ANA))

    assert trust.level_of(ANA) is Level.TRUSTED
    assert trust.level_of(BEN) is Level.UNKNOWN


def test_what_is_heard_is_taken_up_when_it_is_due_and_at_once_when_asked() -> None:
    vouching = Vouching()
    for _ in range(10_000):
        vouching.see(written(FAY, "same"))
    trust = trusting(vouching, {"ana": 1.0})
    passes_on(vouching, ANA, BEN, 5)

    nothing, before = trust.settle(), trust.level_of(BEN)
    changed = trust.settle(at_once=True)
    passes_on(vouching, ANA, CID, 100)

    assert (nothing, before) == (frozenset(), Level.UNKNOWN)
    assert changed == {ANA.key, BEN.key}
    assert trust.level_of(BEN) is Level.VOUCHED
    assert trust.settle() == {CID.key}
    assert trust.settle(at_once=True) == frozenset()


def test_while_little_was_heard_it_is_taken_up_at_once() -> None:
    vouching = Vouching()
    trust = trusting(vouching, {"ana": 1.0})
    passes_on(vouching, ANA, BEN, 3)

    trust.settle()

    assert trust.level_of(BEN) is Level.VOUCHED


def test_an_account_that_takes_the_name_of_a_trusted_one_is_asked_for_anew() -> None:
    moved = replace(BEN, handle=clean_line("@ana@social.example"))
    vouching = Vouching()
    vouching.see(written(BEN))
    trust = trusting(vouching, {"ben": 1.0})
    before = trust.level_of(BEN)

    vouching.see(written(moved))
    trust.settle(at_once=True)

    assert (before, trust.level_of(moved)) == (Level.TRUSTED, Level.UNKNOWN)


def test_the_same_in_any_order_is_the_same_to_the_last_digit() -> None:
    everybody = people(*(f"user{number}" for number in range(30)))
    seeds = {"user0": 0.7, "user1": 0.4, "user2": 1.0}

    def scores(order: int) -> list[float]:
        vouching = Vouching()
        ties = [(n, (n * 7 + m * 5 + 1) % 30) for n in range(30) for m in range(6)]
        for by, whom in sorted(ties, key=lambda tie: (tie[0] * order + tie[1] * 3) % 31):
            passes_on(vouching, everybody[by], everybody[whom])
        trust = trusting(vouching, seeds)
        return [trust.standing_of(one).score for one in everybody]

    assert scores(1) == scores(11) == scores(17)
    assert len(set(scores(1))) > 5


def test_nobody_is_known_where_nobody_is_trusted() -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, BEN, 9)

    assert trusting(vouching, {}).standing_of(BEN) == NO_STANDING
    assert in_words(NO_STANDING) == "no link with the accounts you trust"


def test_an_author_without_a_handle_is_named_by_name() -> None:
    named = Author(clean_line("k"), clean_line(""), clean_line("Somebody"))
    vouching = Vouching()
    passes_on(vouching, named, BEN, 1)
    trust = Trust(lambda one: Given(0.7 if one.key == "k" else None), vouching)
    trust.settle(at_once=True)

    assert in_words(trust.standing_of(BEN)) == "0.16 known through Somebody: boosted 1"
