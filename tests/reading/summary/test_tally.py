"""What is left to tell."""

from math import sqrt

import pytest

from hashtui.reading.summary.segments import Segment, segments_of
from hashtui.reading.summary.tally import Tally
from tests.reading.summary.test_segments import weighed

WEIGHT = 0.7
"""Of each of these posts."""


def goals() -> list[Segment]:
    """Anna says it twice, three others once; two of them speak of a train as well."""
    posts = [weighed("anna", 0, "goal"), weighed("anna", 1, "goal"), weighed("bob", 2, "goal", "train")]
    posts += [weighed("eve", 3, "goal", "train"), weighed("kim", 3.5, "goal")]
    return segments_of(posts, (), {"goal": 5, "train": 2}.__getitem__, 2_000)


def test_what_somebody_says_alone_is_no_news_of_theirs_however_often_they_say_it() -> None:
    (segment,) = goals()
    tally, goal = Tally([segment]), segment.bursts[0]
    anna, _, bob = segment.posts[:3]

    assert tally.news(anna, [0]) == pytest.approx(2 * (sqrt(3 * WEIGHT) - goal.expected))
    assert tally.news(bob, [0]) == pytest.approx(2 * (sqrt(4 * WEIGHT) - goal.expected))


def test_what_is_spent_is_no_longer_said_by_anybody() -> None:
    (segment,) = goals()
    tally, goal = Tally([segment]), segment.bursts[0]
    anna, again, bob = segment.posts[:3]
    tally.news(anna, [0])

    tally.spend(again, [0])
    tally.spend(bob, [0, 1])

    assert (tally.is_spent(anna), tally.is_spent(again), tally.is_spent(bob)) == (False, True, True)
    assert tally.news(anna, [0]) == pytest.approx(2 * (sqrt(2 * WEIGHT) - goal.expected))
    assert tally.news(bob, [0]) == pytest.approx(2 * (sqrt(3 * WEIGHT) - goal.expected))


def test_the_bursts_that_tell_most_are_the_keys_of_a_post() -> None:
    (segment,) = goals()
    tally = Tally([segment])

    assert [burst.word for burst in segment.bursts] == ["goal", "train"]
    assert tally.keys([0, 1]) == {0}
    assert tally.keys([1]) == {1}
    assert tally.keys([]) == frozenset()


def test_nothing_has_no_bursts() -> None:
    assert Tally([]).worth() == []


def test_who_was_passed_on_by_somebody_familiar_leaves_less_to_tell() -> None:
    posts = [weighed(who, at, "goal", boosters={"x": 0.5} if at == 0 else None) for at, who in enumerate("abcd")]
    posts[0].boosted_weight = 0.5
    (segment,) = segments_of(posts, (), lambda _: 4, 2_000)
    tally = Tally([segment])

    tally.spend(posts[0], [0])

    assert tally.news(posts[1], [0]) == pytest.approx(2 * (sqrt(2 * WEIGHT) - segment.bursts[0].expected))


def test_a_burst_is_worth_what_others_say_to_whoever_says_it() -> None:
    (segment,) = goals()
    tally, (goal, train) = Tally([segment]), segment.bursts

    at_most = tally.worth()

    assert at_most == pytest.approx([sqrt(4 * WEIGHT) - goal.expected, sqrt(WEIGHT) - train.expected])
    assert all(tally.news(post, bursts) <= 2 * sum(at_most[one] for one in bursts) for post, bursts in segment.telling)


def test_what_somebody_familiar_passed_on_is_worth_no_less_to_others() -> None:
    posts = [weighed(who, at, "goal", boosters={"x": 0.5}) for at, who in enumerate("abc")]
    for post in posts:
        post.boosted_weight = 0.5
    (segment,) = segments_of(posts, (), lambda _: 3, 2_000)

    assert Tally([segment]).worth() == pytest.approx([sqrt(2 * WEIGHT + 3 * 0.2 * 0.5) - segment.bursts[0].expected])
