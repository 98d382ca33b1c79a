"""The stretches of a summary, what is new in each, and who said it."""

from datetime import timedelta
from math import log, sqrt

import pytest

from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.segments import Segment, own_weight, segments_of, weight_of
from hashtui.reading.summary.weighed import Weighed
from tests.posts import NOON
from tests.reading.summary.talk import CAPCOM, PARIS, says


def weighed(who: str, minutes: float, *words: str, boosters: dict[str, float] | None = None) -> Weighed:
    entry = says(who, " ".join(words), minutes)
    at = entry.stands_at.timestamp()
    post = Weighed(entry, at, words, frozenset(), 0.5, 0.5, entry.key)
    post.boosters = boosters or {}
    return post


def peak(start: float, end: float, score: float = 3.0, *, paris: bool = False) -> Peak:
    first = NOON + timedelta(minutes=start)
    last = NOON + timedelta(minutes=end)
    tag = PARIS if paris else CAPCOM
    return Peak(tag, first, first, last, is_open=False, score=score, posts=1, authors=1, trusted=0, usual=2.0,
                label=(), keys=())  # fmt: skip


def cut(posts: list[Weighed], *peaks: Peak) -> list[tuple[float, int, int]]:
    """Minutes after noon, peaks and posts of each segment."""
    found = segments_of(posts, peaks, lambda _: 0, len(posts))
    return [((one.start - NOON.timestamp()) / 60, len(one.peaks), len(one.posts)) for one in found]


def test_quiet_time_is_told_in_stretches_of_twenty_minutes_from_the_first_post_on() -> None:
    posts = [weighed("a", at, "wagon") for at in (3, 22.9, 23, 90)]

    assert cut(posts) == [(3, 0, 2), (23, 0, 1), (83, 0, 1)]


def test_a_peak_is_a_stretch_of_two_minutes_at_least_and_quiet_time_begins_anew_behind_it() -> None:
    posts = [weighed("a", at, "wagon") for at in (0, 9.9, 10, 11.9, 12, 31.9, 32)]

    assert cut(posts, peak(10, 11)) == [(0, 0, 2), (10, 1, 2), (12, 0, 2), (32, 0, 1)]


def test_peaks_that_overlap_are_one_stretch_those_that_touch_are_two() -> None:
    posts = [weighed("a", at, "wagon") for at in (10, 14, 17, 20)]

    assert cut(posts, peak(10, 16), peak(13, 15, paris=True), peak(16, 18)) == [(10, 2, 2), (16, 1, 1), (18, 0, 1)]


def test_peaks_that_overlap_are_one_stretch_behind_another_too() -> None:
    posts = [weighed("a", at, "wagon") for at in (10, 21, 26)]

    assert cut(posts, peak(10, 16), peak(20, 24), peak(22, 30)) == [(10, 1, 1), (20, 2, 2)]


def test_nothing_has_no_segments() -> None:
    assert cut([], peak(1, 5)) == []


def test_what_two_posts_say_more_than_the_rest_is_news_with_what_was_to_be_expected() -> None:
    posts = [weighed("a", 0, "goal", "train"), weighed("b", 1, "goal", "train", "alone")]
    usual = {"goal": 2, "train": 500, "alone": 1}

    (segment,) = segments_of(posts, (), usual.__getitem__, 402)

    weight = 2 * 0.7
    assert segment.news == {"goal": pytest.approx(sqrt(0.02 / 401 * weight + 0.25))}
    assert segment.said == {"goal": pytest.approx(weight)}
    assert [(burst.word, burst.posts) for burst in segment.bursts] == [("goal", (0, 1))]
    assert segment.telling == [(post, [0]) for post in posts]


def test_what_was_said_twenty_minutes_before_is_expected_half() -> None:
    before = [weighed(f"u{n}", 0, "goal", f"w{n}") for n in range(4)]
    after = [weighed(f"v{n}", 20, *words) for n, words in enumerate([("goal",), ("goal",), ("goal",), ()])]

    first, second = segments_of([*before, *after], (), lambda _: 7, 100)

    assert first.news == {"goal": pytest.approx(sqrt(3.02 / 97 * 4 * 0.7 + 0.25))}
    assert second.news == {"goal": pytest.approx(sqrt(0.5 * 4 * 0.7 + 0.25))}


def test_what_is_expected_fades_from_the_segment_of_which_most_is_left() -> None:
    before = [weighed(f"u{n}", 0, *words) for n, words in enumerate([("goal",), ("goal",), (), ()])]
    then = [weighed(f"v{n}", 20, "goal") for n in range(4)]
    after = [weighed(f"w{n}", 40, *words) for n, words in enumerate([("goal",), ("goal",), ("goal",), ()])]

    _, second, third = segments_of([*before, *then, *after], (), lambda _: 9, 100)

    assert second.news == {"goal": pytest.approx(sqrt(0.5 * 0.5 * 4 * 0.7 + 0.25))}
    assert third.news == {"goal": pytest.approx(sqrt(0.5 * 4 * 0.7 + 0.25))}


def test_a_word_that_goes_on_into_the_next_segment_is_one_burst_of_both() -> None:
    posts = [weighed(f"u{n}", at, "goal", f"w{n}") for n, at in enumerate((0, 19, 19.5, 20, 20.5))]

    first, second = segments_of(posts, (), {"goal": 5}.__getitem__, 400)

    assert [burst.posts for burst in first.bursts] == [(1, 2, 3, 4)]
    assert second.bursts is first.bursts
    assert first.telling == [(posts[1], [0]), (posts[2], [0])]
    assert second.telling == [(posts[3], [0]), (posts[4], [0])]


def test_what_a_post_adds_to_its_words_is_its_voice_and_its_boosts_of_which_only_the_familiar_are_others() -> None:
    post = weighed("a", 0, "goal", boosters={"x": 0.5, "y": 1.0, "z": 0.35})
    post.boosted_weight = 1.5 + 0.5 * sqrt(0.35)

    assert weight_of(post) == pytest.approx(0.2 + 0.5 + 0.2 * post.boosted_weight)
    assert own_weight(post) == pytest.approx(0.2 + 0.5 + 0.2 * 0.5 * sqrt(0.35))
    assert own_weight(weighed("b", 0)) == pytest.approx(0.7)


def test_a_peak_is_worth_more_the_higher_it_is() -> None:
    assert Segment(0.0).prior == 1.0
    assert Segment(0.0, (peak(0, 1, 3.0), peak(0, 1, 7.0))).prior == pytest.approx(1 + 0.4 * log(8))
