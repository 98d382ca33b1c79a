"""The minutes in which a word is news."""

from math import sqrt

import pytest

from hashtui.reading.summary.bursts import Search, length_of
from hashtui.reading.summary.weighed import Weighed
from tests.reading.summary.talk import says


def said_at(*minutes: float) -> list[Weighed]:
    """Posts that weigh 1 each, by somebody else each."""
    posts = []
    for number, at in enumerate(minutes):
        entry = says(f"u{number}", "wagon", at)
        posts.append(Weighed(entry, entry.stands_at.timestamp(), ("wagon",), (), 0.5, 0.5, entry.key))
    return posts


def search(posts: list[Weighed], usual: int, count: int = 1_000) -> Search:
    return Search(posts, [1.0] * len(posts), lambda _: usual, count)


@pytest.mark.parametrize(
    ("minutes", "posts", "seconds"), [(10, 600, 180), (60, 600, 180), (60, 360, 300), (60, 240, 450), (60, 60, 480)]
)
def test_a_burst_is_as_short_as_thirty_posts_take_between_three_minutes_and_eight(
    minutes: int, posts: int, seconds: float
) -> None:
    stream = said_at(*(number * minutes / (posts - 1) for number in range(posts)))

    assert length_of(stream) == pytest.approx(seconds)


def test_a_burst_has_who_says_the_word_within_its_length_and_none_that_come_after() -> None:
    posts = said_at(0, 50, 51, 52, 57.9, 58, 58.1)

    (burst,) = search(posts, 3).bursts("wagon", [1, 3, 4])

    assert burst.posts == (1, 3, 4)
    assert burst.said == 3.0
    assert burst.expected == pytest.approx(sqrt((0.02 / (1_000 - 4 + 1)) * 4 + 0.25))
    assert [one.posts for one in search(posts, 4).bursts("wagon", [1, 3, 5])] == [(1, 3)]


def test_what_is_said_as_often_in_the_rest_is_no_burst() -> None:
    posts = said_at(*range(8))

    assert search(posts, 8).bursts("wagon", [0, 1, 2]) != []
    assert search(posts, 500).bursts("wagon", [0, 1, 2]) == []


def test_one_post_is_no_burst() -> None:
    assert search(said_at(0, 1), 1).bursts("wagon", [1]) == []


def test_what_was_said_just_before_is_expected_to_be_said_on() -> None:
    posts = said_at(*(number / 2 for number in range(60)))
    looked = search(posts, 10, count=10_000)

    (anew,) = looked.bursts("wagon", [40, 42, 44])
    after = looked.bursts("wagon", [10, 40, 42, 44])

    before = 0.5 ** (15 / 10)
    there_were = sum(0.5 ** (number / 20) for number in range(1, 41))
    assert anew.expected == pytest.approx(sqrt(7.02 / 9_985 * 16 + 0.25))
    assert [burst.posts for burst in after] == [(40, 42, 44)]
    assert after[0].expected == pytest.approx(sqrt(before / (there_were + 40) * 16 + 0.25))


def test_all_posts_of_one_moment_were_there_before_what_comes_later() -> None:
    posts = said_at(*[0] * 10, 10, 10.5, 11)

    (burst,) = search(posts, 4, count=10_000).bursts("wagon", [0, 10, 11, 12])

    assert burst.posts == (10, 11, 12)
    assert burst.expected == pytest.approx(sqrt(0.5 / (5 + 40) * 3 + 0.25))


def test_bursts_of_a_word_are_a_length_apart_the_strongest_first() -> None:
    posts = said_at(0, 0.5, 30, 30.5, 31, 31.5, 35)

    found = search(posts, 7).bursts("wagon", list(range(7)))

    assert [burst.posts for burst in found] == [(2, 3, 4, 5, 6), (0, 1)]


def test_what_is_hardly_more_than_expected_is_no_burst() -> None:
    posts = said_at(*(number / 4 for number in range(10)))

    assert [burst.posts for burst in search(posts, 8).bursts("wagon", [0, 1])] == [(0, 1)]
    assert search(posts, 9).bursts("wagon", [0, 1]) == []


def test_a_burst_is_held_against_all_posts_of_the_moment_it_begins() -> None:
    posts = said_at(5, 5, 5, 5)

    (burst,) = search(posts, 10, count=100).bursts("wagon", [1, 2, 3])

    assert burst.expected == pytest.approx(sqrt(7.02 / 97 * 4 + 0.25))


def test_a_weaker_burst_less_than_a_length_before_or_after_a_stronger_one_is_none() -> None:
    others = [number / 2 for number in range(40)]
    posts = said_at(*others, 22, 22.5, 29, 31, 32, 33, 34, 35, 36, 37, 37.5, 38)

    found = search(posts, 12).bursts("wagon", list(range(40, 52)))

    assert length_of(posts) == 480
    assert [burst.posts for burst in found] == [(42, 43, 44, 45, 46, 47, 48), (49, 50, 51)]
