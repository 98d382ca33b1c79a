"""Durations and times as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.filter.durations import read_duration
from hashtui.filter.times import Present, read_time

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"), [("0.7s", 0.7), ("90s", 90), ("10m", 600), ("2h", 7200), ("1d", 86400), ("0s", 0)]
)
def test_a_duration_is_a_number_with_its_unit(text: str, seconds: float) -> None:
    assert read_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "s", "-5s", "5 s", "5x", "1h30m", "nan s", "1e3s", "٥s", "999999999d"])
def test_what_is_no_duration_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a duration.*(90s|90m|5s)|a hundred years"):
        read_duration(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", NOW),
        ("2h", datetime(2026, 11, 21, 12, 30, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-20T21:51:47.123Z", datetime(2026, 11, 20, 21, 51, 47, 123000, tzinfo=UTC)),
        ("2026-11-20T21:51:47+01:00", datetime(2026, 11, 20, 20, 51, 47, tzinfo=UTC)),
        ("2026-11-20 21:51", datetime(2026, 11, 20, 21, 51, tzinfo=UTC)),
        ("14:00", datetime(2026, 11, 21, 14, tzinfo=UTC)),
        ("9:05", datetime(2026, 11, 21, 9, 5, tzinfo=UTC)),
        ("14:31", datetime(2026, 11, 20, 14, 31, tzinfo=UTC)),
        ("14:30:01", datetime(2026, 11, 20, 14, 30, 1, tzinfo=UTC)),
    ],
)
def test_a_time_is_a_stamp_a_date_a_clock_time_or_a_duration_back(text: str, expected: datetime) -> None:
    assert read_time(text, Present(NOW)) == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "25:00", "2026-13-01", "2026-02-30T10:00Z", "14", "0001-01-01", "9999-12-31", "tomorrow"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time|there is no time"):
        read_time(text, Present(NOW))


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("02:30", "2026-10-25T01:45", "2026-10-25T01:30"),  # the second 02:30 of that night
        ("02:30", "2026-10-25T01:15", "2026-10-25T00:30"),  # the first
        ("02:50", "2026-10-25T00:45", "2026-10-24T00:50"),
        ("02:30", "2026-03-29T01:45", "2026-03-29T01:30"),  # there is none that night: 02:30 of winter
        ("03:10", "2026-03-29T01:45", "2026-03-29T01:10"),
        ("00:30", "2026-11-21T23:15", "2026-11-20T23:30"),  # it is past midnight there
    ],
)
def test_a_clock_time_is_the_latest_past_one_when_clocks_are_changed_too(text: str, now: str, expected: str) -> None:
    present = Present(datetime.fromisoformat(f"{now}Z"), ZoneInfo("Europe/Paris"))

    assert read_time(text, present) == datetime.fromisoformat(f"{expected}Z")


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_what_is_a_time_does_not_depend_on_the_zone(zone: str) -> None:
    present = Present(NOW, ZoneInfo(zone))

    assert read_time("0002-01-01", present).year in (1, 2)
    for text in ("0001-01-01", "0001-12-31T23:59", "9999-01-01"):
        with pytest.raises(ValueError, match="there is no time"):
            read_time(text, present)


@given(st.text(alphabet=st.sampled_from("0123456789:-TtZz+. smhdnow"), max_size=30))
def test_no_text_makes_the_reading_fail_otherwise(text: str) -> None:
    try:
        moment = read_time(text, Present(NOW))
    except ValueError:
        return
    assert moment.tzinfo is not None


def test_a_day_is_only_offered_where_it_is_known_which_day_it_is() -> None:
    tried = Present(datetime(2000, 1, 1, tzinfo=UTC), UTC)

    with pytest.raises(ValueError, match=r"is not a time; write 2026-11-21T14:00:00Z"):
        read_time("yesterday", tried)
    with pytest.raises(ValueError, match=r"did you mean 14:00\?"):
        read_time("2pm", tried)
    with pytest.raises(ValueError, match=r"did you mean 2026-11-21\?"):
        read_time("yesterday", Present(datetime(2026, 11, 22, 12, tzinfo=UTC), UTC))
