"""Minutes put together to bins: how long, where none, what is silence."""

from collections.abc import Iterable
from itertools import pairwise

import pytest

from hashtui.reading.summary.bins import Stream
from hashtui.reading.summary.intervals import ENOUGH_VOICES, LENGTHS, Interval, intervals
from hashtui.reading.summary.weighed import Weighed
from tests.reading.summary.talk import says

START = 29_000_040
"""A whole hour, in minutes since the epoch."""
USUAL = ENOUGH_VOICES / 3
"""The voices of a minute of which three are enough."""


def stream_of(minutes: Iterable[int], weight: float = USUAL) -> Stream:
    posts: dict[str, Weighed] = {}
    stream = Stream(posts)
    for number, minute in enumerate(minutes):
        key = says("anna", "wagon", number)
        post = Weighed(key, (START + minute) * 60.0, ("wagon", f"w{minute}"), frozenset(), weight, weight, key.key)
        posts[key.key] = post
        stream.add(post)
    return stream


def heard(minutes: Iterable[int], weight: float = USUAL, until: int | None = None) -> list[Interval]:
    return list(intervals(stream_of(minutes, weight), None if until is None else START + until))


@pytest.mark.parametrize(("length", "longer"), list(pairwise((*LENGTHS, LENGTHS[-1]))))
def test_a_bin_is_as_long_as_it_takes_to_hear_enough_voices(length: int, longer: int) -> None:
    assert {interval.length for interval in heard(range(60), ENOUGH_VOICES / length)} == {length}
    assert {interval.length for interval in heard(range(60), 0.99 * ENOUGH_VOICES / length)} == {longer}


def test_a_bin_holds_what_its_minutes_hold() -> None:
    first, *others = heard([0, 1, 1, 2, 3])

    assert (first.start, first.length, len(first.keys)) == (START, 3, 4)
    assert first.voices == pytest.approx(4 * USUAL)
    assert first.squares == pytest.approx(4 * USUAL * USUAL)
    assert first.said == pytest.approx({"wagon": 4 * USUAL, "w0": USUAL, "w1": 2 * USUAL, "w2": USUAL})
    assert [interval.start for interval in others] == [START + 3]


def test_minutes_from_until_on_are_not_heard() -> None:
    assert [len(interval.keys) for interval in heard(range(6), until=4)] == [3, 1]
    assert heard([5], until=5) == []
    assert heard([]) == []


def test_a_short_lull_has_empty_bins_a_silence_has_none() -> None:
    lull = heard([0, 30], ENOUGH_VOICES)
    silence = heard([0, 31], ENOUGH_VOICES)

    assert [interval.start - START for interval in lull] == list(range(31))
    assert [interval.silence for interval in lull] == [0] * 31
    assert [(interval.start - START, interval.silence) for interval in silence] == [(0, 0), (31, 31)]


def test_a_silence_over_days_costs_no_bins() -> None:
    far = heard([0, 60 * 24 * 365 * 30], ENOUGH_VOICES)

    assert [(interval.start - START, interval.silence) for interval in far] == [(0, 0), (15_768_000, 15_768_000)]


def test_an_hour_is_cut_by_what_was_heard_before_it() -> None:
    found = heard([*range(60), *(minute for minute in range(60, 120) for _ in range(4))])

    assert {interval.length for interval in found if interval.start < START + 120} == {3}
