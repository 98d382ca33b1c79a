"""What an anthology says of itself: times with their zone, spans as short as they are clear, what is missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hashtui.anthology.words import colophon_rows, gap_of, span_of, time_of
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap
from tests.anthology.binding import COLOPHON, PARIS, bound
from tests.posts import NOON, SOURCE, post


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (0, "21 November 2026, 12:00 (UTC)"),
        (1, "21 November 2026, 13:00 (UTC+1)"),
        (5.5, "21 November 2026, 17:30 (UTC+5:30)"),
        (-3.5, "21 November 2026, 08:30 (UTC−3:30)"),
        (13, "22 November 2026, 01:00 (UTC+13)"),
    ],
)
def test_a_time_is_told_with_its_zone(hours: float, told: str) -> None:
    assert time_of(NOON, timezone(timedelta(hours=hours))) == told


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (datetime(2026, 11, 21, 20, tzinfo=UTC), "21 November 2026"),
        (datetime(2026, 11, 23, 20, tzinfo=UTC), "21–23 November 2026"),
        (datetime(2026, 12, 1, tzinfo=UTC), "21 November – 1 December 2026"),
        (datetime(2027, 1, 1, tzinfo=UTC), "21 November 2026 – 1 January 2027"),
    ],
)
def test_a_span_is_as_short_as_it_is_clear(last: datetime, told: str) -> None:
    assert span_of(NOON, last, UTC) == told


def test_a_gap_is_told_with_its_end_and_what_filled_it() -> None:
    gap = Gap(SOURCE, NOON, NOON + timedelta(minutes=4), clean_line("server restarted"))

    assert gap_of(gap, PARIS) == (
        "social.example, 21 November 2026, 13:00 (UTC+1) to 13:04: server restarted; not filled"
    )
    filled = replace(gap, until=NOON + timedelta(days=1), filled_at=NOON, found=1)
    assert gap_of(filled, UTC) == (
        "social.example, 21 November 2026, 12:00 (UTC) to 22 November 2026, 12:00 (UTC): server restarted; "
        "filled later, with 1 post"
    )


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (None, None, "everything that was kept"),
        (NOON, None, "since 21 November 2026, 13:00 (UTC+1)"),
        (None, NOON, "until 21 November 2026, 13:00 (UTC+1)"),
        (
            NOON,
            NOON + timedelta(hours=1),
            "since 21 November 2026, 13:00 (UTC+1), until 21 November 2026, 14:00 (UTC+1)",
        ),
    ],
)
def test_the_span_that_was_asked_for_is_told(since: datetime | None, until: datetime | None, told: str) -> None:
    rows = dict(colophon_rows(bound(post(1), colophon=replace(COLOPHON, since=since, until=until))))

    assert rows["Span asked for"] == (told,)


def test_gaps_that_nobody_tells_of_are_not_called_none() -> None:
    rows = dict(colophon_rows(bound(post(1), colophon=replace(COLOPHON, gaps=None))))

    assert rows["Known gaps"] == ("not known",)
