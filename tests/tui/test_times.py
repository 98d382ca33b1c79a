"""Times as people read them."""

from datetime import UTC, timedelta

import pytest

from hashtui.config.config import TimeForm
from hashtui.tui.times import Times
from tests.posts import NOON


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "now"), (41, "now"), (59, "now"), (60, "1 min"), (7300, "2 h"), (200_000, "2 d")]
)
def test_an_age_is_told_in_minutes_as_seldom_as_it_is_looked_at(seconds: int, words: str) -> None:
    times = Times.at(NOON, TimeForm.AGO, UTC)

    assert times.text(NOON - timedelta(seconds=seconds)) == words


def test_a_clock_time_of_another_day_or_year_is_a_date() -> None:
    times = Times.at(NOON, TimeForm.CLOCK, UTC)

    assert times.text(NOON) == "12:00"
    assert times.text(NOON - timedelta(days=1)) == "20 Nov"
    assert times.text(NOON - timedelta(days=650)) == "9 Feb 2025"
