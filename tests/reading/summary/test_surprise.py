"""How far a stretch of time strays from the usual: in its words, and in its volume."""

from math import sqrt

import pytest

from hashtui.reading.summary.surprise import Volume, Words


def steady(count: float) -> float:
    return 2 * sqrt(count + 3 / 8)


def test_a_new_word_surprises_by_how_often_it_is_said() -> None:
    words = Words()

    above = words.hear({"goal": 9.0, "rare": 1.0}, 10.0, 1.0)

    assert above == {"goal": pytest.approx(2 * (3 - sqrt(10 * 0.02 + 0.25)) - 1.75)}


def test_a_word_said_all_the_time_does_not_surprise() -> None:
    words = Words()
    for _ in range(20):
        above = words.hear({"train": 9.0}, 10.0, 1.0)

    assert above == {}
    assert words.hear({"goal": 9.0}, 10.0, 1.0)["goal"] > 3


def test_a_word_of_ten_stretches_ago_counts_half() -> None:
    words = Words()
    words.hear({"goal": 8.0}, 8.0, 1.0)
    for _ in range(10):
        words.hear({}, 0.0, 1.0)

    above = words.hear({"goal": 16.0}, 8.0, 1.0)

    expected = 8 / (4 + 1) * (4 + 0.02)
    assert above == {"goal": pytest.approx(2 * (4 - sqrt(expected + 0.25)) - 1.75)}


def test_voices_that_are_worth_more_are_more() -> None:
    assert Words().hear({"goal": 2.0}, 5.0, 4.0) == Words().hear({"goal": 8.0}, 20.0, 1.0)


def test_words_of_long_ago_are_forgotten_and_those_of_late_remembered() -> None:
    words, shrinking = Words(), Words()
    for _ in range(400):
        words.hear({"train": 3.0}, 3.0, 1.0)
        shrinking.hear({"train": 3.0}, 3.0, 1.0)
    shrinking._shrink()

    late = {"train": 40.0, "goal": 5.0}
    assert words.hear(late, 45.0, 1.0) == pytest.approx(shrinking.hear(late, 45.0, 1.0))
    assert words._scale < 1e12 * 2


def test_the_first_stretch_is_the_usual() -> None:
    assert Volume(20.0).surprise(4.0, 1) == (0.0, 1.0)


def test_three_minutes_are_looked_at_together() -> None:
    volume = Volume(20.0)
    for _ in range(50):
        volume.surprise(4.0, 1)
        volume.learn(4.0, in_peak=False)

    off, times = volume.surprise(8.0, 1)

    assert times == pytest.approx(2.0)
    assert off == pytest.approx(steady(1.5 * (8 + 4 + 4)) - steady(1.5 * 12), rel=0.01)


def test_what_came_before_a_silence_is_no_part_of_the_moment() -> None:
    volume = Volume(20.0)
    for _ in range(50):
        volume.surprise(4.0, 1)
        volume.learn(4.0, in_peak=False)
    volume.forget_lately()

    off, _ = volume.surprise(8.0, 1)

    assert off == pytest.approx(steady(12) - steady(6), rel=0.01)


def test_longer_stretches_have_more_of_the_usual() -> None:
    volume = Volume(20.0)
    for _ in range(50):
        volume.surprise(4.0, 1)
        volume.learn(4.0, in_peak=False)

    off, times = volume.surprise(20.0, 5)

    assert off == pytest.approx(0.0, abs=1e-9)
    assert times == pytest.approx(1.0)


def test_a_peak_is_learnt_half_as_fast_and_its_stray_not_at_all() -> None:
    calm, peak = Volume(20.0), Volume(20.0)
    for volume in (calm, peak):
        for _ in range(100):
            volume.surprise(4.0, 1)
            volume.learn(4.0, in_peak=False)
        volume.surprise(8.0, 1)
    calm.learn(8.0, in_peak=False)
    peak.learn(8.0, in_peak=True)

    assert calm._usual - 6.0 == pytest.approx(2 * (peak._usual - 6.0), rel=1e-6)
    assert calm._stray > peak._stray


def test_counts_that_somebody_cut_to_a_size_are_flat_those_that_stray_are_not() -> None:
    cut, lively = Volume(20.0), Volume(20.0)
    for number in range(200):
        for volume, voices in ((cut, 40.0), (lively, 40.0 + 12 * (number % 3 - 1))):
            volume.surprise(voices, 3)
            volume.learn(voices, in_peak=False)

    assert cut.flatness > 0.99
    assert lively.flatness == 0.0
    assert Volume(20.0).flatness == 0.0


def test_counting_small_again_changes_nothing_that_is_told() -> None:
    words, shrinking = Words(), Words()
    for _ in range(60):
        words.hear({"train": 3.0}, 3.0, 1.0)
        shrinking.hear({"train": 3.0}, 3.0, 1.0)
    shrinking._shrink()

    late = {"train": 40.0, "goal": 5.0}

    assert shrinking._scale == 1.0
    assert words._scale > 60
    assert words.hear(late, 45.0, 1.0) == pytest.approx(shrinking.hear(late, 45.0, 1.0))


def test_a_word_counts_from_where_chance_ends() -> None:
    usual = Words()

    assert usual.hear({"goal": 1.8}, 1.0, 1.0) == {}
    assert Words().hear({"goal": 2.0}, 1.0, 1.0) == {"goal": pytest.approx(2 * (sqrt(2) - sqrt(0.27)) - 1.75)}


def test_what_strays_as_a_rule_surprises_less() -> None:
    volume = Volume(20.0)
    volume.surprise(4.0, 1)
    volume.learn(4.0, in_peak=False)

    off, _ = volume.surprise(8.0, 1)

    stray = 3.0 - 3.0 / 3  # it did not stray once, and of the first three each counts a third
    assert off == pytest.approx((steady(18) - steady(12)) / sqrt(stray))


def test_one_burst_strays_no_more_than_three_deviations_for_what_is_learnt() -> None:
    volume = Volume(20.0)
    for _ in range(50):
        volume.surprise(4.0, 1)
        volume.learn(4.0, in_peak=False)
    before = volume._stray

    volume.surprise(400.0, 1)
    volume.learn(400.0, in_peak=False)

    assert volume._stray == pytest.approx(0.95 * before + 0.05 * 9)


def test_the_usual_is_that_of_the_first_stretches_and_then_half_as_old_as_its_half_life() -> None:
    volume = Volume(20.0)
    for voices in (4.0, 8.0):
        volume.surprise(voices, 1)
        volume.learn(voices, in_peak=False)
    assert volume.usual == pytest.approx(6.0)

    for _ in range(400):
        volume.surprise(6.0, 1)
        volume.learn(6.0, in_peak=False)
    for _ in range(20):
        volume.surprise(10.0, 1)
        volume.learn(10.0, in_peak=False)
    assert volume.usual == pytest.approx(8.0, rel=1e-3)


def test_how_flat_counts_are_is_known_after_ten_and_goes_from_none_to_all() -> None:
    volume = Volume(20.0)
    for _ in range(10):
        volume.surprise(4.0, 1)
        volume.learn(4.0, in_peak=False)
    assert volume.flatness == 0.0

    volume.surprise(4.0, 1)
    volume._stray = 0.125
    assert volume.flatness == pytest.approx(0.75)
    volume._stray = 0.6
    assert volume.flatness == 0.0
