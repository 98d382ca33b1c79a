"""Counts alone point to the stretches in which more was said than usual."""

from random import Random

from hashtui.reading.summary.busy import busy_stretches


def even(minutes: int, usual: int, seed: int = 1) -> dict[int, int]:
    """About so many posts in each of the minutes from 1000 on."""
    random = Random(seed)
    return {1000 + minute: random.randint(usual - 2, usual + 2) for minute in range(minutes)}


def test_a_few_minutes_with_many_posts_are_found() -> None:
    minutes = even(300, 20) | {1150: 60, 1151: 80, 1152: 50}

    (found,) = busy_stretches(minutes, 3_000, 20)

    assert 1140 < found.start <= 1150 < 1152 < found.end < 1160


def test_what_is_close_together_is_one_stretch_and_what_is_not_is_another() -> None:
    minutes = even(400, 20) | {1100: 90, 1106: 90, 1250: 90}

    found = busy_stretches(minutes, 3_000, 20)

    assert len(found) == 2
    assert found[0].start <= 1100 < 1106 < found[0].end
    assert found[1].start <= 1250 < found[1].end


def test_the_less_may_be_read_the_more_it_takes() -> None:
    minutes = even(600, 20) | {1300: 38, 1500: 120}

    most, few = (busy_stretches(minutes, posts, 20) for posts in (100_000, 1_000))

    assert len(most) > len(few) == 1
    assert few[0].start <= 1500 < few[0].end


def test_where_nothing_was_said_nothing_is_found() -> None:
    assert busy_stretches({}, 1_000, 20) == ()
    assert busy_stretches({1000: 3}, 1_000, 20) == ()
