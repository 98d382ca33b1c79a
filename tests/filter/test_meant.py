"""Numbers, durations and days in other people's ways."""

from datetime import date

import pytest

from hashtui.filter.meant import meant_duration, meant_number, meant_time

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1k", 1000), ("1.5k", 1500), ("2M", 2_000_000), ("1,000", 1000), ("1.000", 1000), ("1 000 000", 1_000_000),
     ("５", 5), ("007", 7), ("1.5", None), ("five", None), ("1,00", None), ("-1", None), ("", None)],
)  # fmt: skip
def test_a_number_is_understood_however_its_thousands_are_written(written: str, meant: int | None) -> None:
    assert meant_number(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1hour", "1h"), ("60 min", "1h"), ("1h30m", "90m"), ("1w", "7d"), ("2 days", "2d"), ("1.5h", "90m"),
     ("90", None), ("1 fortnight", None), ("", None), ("0s", None)],
)  # fmt: skip
def test_a_duration_is_given_in_one_unit(written: str, meant: str | None) -> None:
    assert meant_duration(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("today", "2026-11-22"), ("Yesterday", "2026-11-21"), ("sunday", "2026-11-15"), ("fri", "2026-11-20"),
     ("2pm", "14:00"), ("12am", "00:00"), ("2:30 pm", "14:30"), ("1400", "14:00"), ("14h30", "14:30"),
     ("noon", "12:00"), ("21.11.2026", "2026-11-21"), ("21/11/2026", "2026-11-21"), ("3/4/2026", None),
     ("2026/11/21", "2026-11-21"), ("20261121", "2026-11-21"), ("2026-13-01", None), ("25:00", None),
     ("2026-11-21T14:00+0100", "2026-11-21T14:00+01:00"), ("3 hours", "3h"), ("soon", None)],
)  # fmt: skip
def test_a_time_is_given_as_the_language_has_it(written: str, meant: str | None) -> None:
    assert meant_time(written, SUNDAY) == meant
