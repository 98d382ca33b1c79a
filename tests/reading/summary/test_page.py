"""What a pick tells of its segment, and of those beside it."""

from math import sqrt

import pytest

from hashtui.reading.summary.bursts import Burst
from hashtui.reading.summary.page import Page
from hashtui.reading.summary.segments import Segment
from hashtui.reading.summary.tally import Tally, Telling
from hashtui.reading.summary.weighed import Weighed
from tests.reading.summary.test_segments import weighed

NAMES = frozenset(("blanc", "lyon", "sesame"))
KEY, OTHER = 0, 1
"""Bursts: what the pick tells most, and something else."""


def segment(start: float, told: dict[int, list[Weighed]]) -> Segment:
    """A segment with these posts of the bursts."""
    bursts = [Burst(word, (), 0.5, 9.0) for word in ("prize", "wagon")]
    telling: list[Telling] = [(post, [burst]) for burst, posts in told.items() for post in posts]
    return Segment(start, posts=[post for post, _ in telling], bursts=bursts, telling=telling)


def spent(pick: Weighed, told: dict[int, list[Weighed]], beside: dict[int, list[Weighed]]) -> set[str]:
    """Who of them tells the same as the pick, which is of the key burst."""
    here, there = segment(0, {KEY: [pick, *told.get(KEY, ())], OTHER: told.get(OTHER, [])}), segment(1, beside)
    tally, page = Tally([here, there]), Page(here, lambda _: NAMES)
    page.take(pick)
    page.spend(tally, pick, frozenset([KEY]), [there])
    everybody = [*here.posts, *there.posts]
    return {post.entry.post.author.name for post in everybody if tally.is_spent(post)}


PICK = weighed("pick", 0, "prize", "blanc", "lyon")


def test_who_is_of_the_same_burst_tells_the_same_here_and_beside() -> None:
    here, there = weighed("here", 1, "prize"), weighed("there", 2, "prize")

    assert spent(PICK, {KEY: [here]}, {KEY: [there]}) == {"Pick", "Here", "There"}


def test_who_names_two_of_the_names_tells_the_same_in_its_own_segment_only() -> None:
    two, one = weighed("two", 1, "wagon", "blanc", "lyon"), weighed("one", 1.5, "wagon", "blanc", "sesame")
    there = weighed("there", 2, "wagon", "blanc", "lyon")

    assert spent(PICK, {OTHER: [two, one]}, {OTHER: [there]}) == {"Pick", "Two"}


def test_a_pick_with_one_name_is_told_by_nobody_who_only_names_it() -> None:
    pick = weighed("pick", 0, "prize", "blanc")

    assert spent(pick, {OTHER: [weighed("one", 1, "wagon", "blanc")]}, {}) == {"Pick"}


def test_who_has_another_score_tells_something_else_of_the_same_burst() -> None:
    pick, other = weighed("pick", 0, "prize", "1-0"), weighed("other", 1, "prize", "2-0")

    assert spent(pick, {KEY: [other]}, {}) == {"Pick"}


def test_what_a_post_says_is_taken_away_once_though_two_picks_tell_it() -> None:
    first, second = weighed("first", 0, "prize"), weighed("second", 1, "prize")
    others = [weighed(f"other{number}", 2 + number, "prize") for number in range(3)]
    here = segment(0, {KEY: [first, second, *others]})
    tally, page = Tally([here]), Page(here, lambda _: NAMES)
    page.spend(tally, first, frozenset([KEY]), ())
    page.spend(tally, second, frozenset([KEY]), ())

    somebody = weighed("somebody", 9, "prize")
    assert tally.news(somebody, [KEY]) == pytest.approx(2 * (sqrt(9.0 - 5 * 0.7) - 0.5))
