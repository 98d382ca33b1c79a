"""Posts a minute, and their sparkline."""

from datetime import timedelta

from hashtui.reading.rate import Rate, sparkline
from tests.posts import NOON


def test_the_rate_is_the_mean_of_the_last_five_minutes() -> None:
    rate = Rate()
    for minute in (-6, -4, -4, -1, 0, 0):
        rate.count(NOON + timedelta(minutes=minute))

    assert rate.per_minute(NOON) == 5 / 5


def test_the_bins_end_with_the_minute_that_runs() -> None:
    rate = Rate()
    rate.count(NOON)
    rate.count(NOON - timedelta(minutes=2))

    assert rate.bins(NOON + timedelta(seconds=59), 4) == (0, 1, 0, 1)


def test_a_bin_with_posts_is_never_drawn_as_empty() -> None:
    assert sparkline((0, 1, 100)) == "▁▂█"


def test_an_empty_sparkline_is_flat() -> None:
    assert sparkline((0, 0)) == "▁▁"
