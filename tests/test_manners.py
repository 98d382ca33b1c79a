"""Waiting: back-off, what servers ask for, and how often one may ask."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from hashtui.manners import Backoff, Budget, RateBucket, Window, patience, read_bucket, retry_after

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def test_a_back_off_stays_between_its_base_and_its_cap_and_grows() -> None:
    backoff = Backoff(Random(1), base=1, cap=300)

    pauses = [backoff.next() for _ in range(200)]

    assert all(1 <= p <= 300 for p in pauses)
    assert pauses[0] <= 3
    assert max(pauses) == 300


def test_two_back_offs_do_not_keep_step() -> None:
    first, second = Backoff(Random(1)), Backoff(Random(2))

    assert [first.next() for _ in range(5)] != [second.next() for _ in range(5)]


class Highest(Random):
    """Dice that always show the most."""

    def uniform(self, a: float, b: float) -> float:
        return b


def test_a_back_off_is_forgotten_only_after_a_minute_of_health() -> None:
    backoff = Backoff(Highest())
    assert [backoff.next(), backoff.next(), backoff.next()] == [3, 9, 27]

    backoff.worked(59)
    assert backoff.next() == 81
    backoff.worked(60)

    assert backoff.next() == 3


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        (["120"], 120),
        ([" 7 "], 7),
        (["Sat, 21 Nov 2026 14:02:00 GMT"], 120),
        (["30", "Sat, 21 Nov 2026 14:01:00 GMT"], 60),
        (["soon", "30"], 30),
        (["99999999999999999999999"], 30 * 86400),
        (["Sat, 21 Nov 9999 14:02:00 GMT"], 30 * 86400),
    ],
)
def test_retry_after_is_read_in_both_forms(values: list[str], seconds: float) -> None:
    headers = [("retry-after", value) for value in values]

    assert retry_after(headers, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value",
    ["", "soon", "-30", "0", "1.5", "٣", "Sat, 21 Nov 2026 13:59:00 GMT", "Sat, 99 Nov 2026 14:00:00 GMT", "\0"],
)
def test_a_retry_after_that_makes_no_sense_is_none(value: str) -> None:
    assert retry_after([("retry-after", value)], NOW) is None


def test_without_a_header_there_is_no_retry_after() -> None:
    assert retry_after([("content-type", "text/html")], NOW) is None


def test_a_retry_date_is_measured_by_the_servers_own_clock() -> None:
    headers = [("date", "Fri, 21 Nov 2025 14:00:00 GMT"), ("retry-after", "Fri, 21 Nov 2025 14:05:00 GMT")]

    assert retry_after(headers, NOW) == NOW + timedelta(minutes=5)


def test_a_wrong_server_date_does_not_spoil_a_right_retry_date() -> None:
    headers = [("date", "Sun, 21 Nov 2027 14:00:00 GMT"), ("retry-after", "Sat, 21 Nov 2026 14:05:00 GMT")]

    assert retry_after(headers, NOW) == NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("prefix", "reset", "expected"),
    [
        ("x-ratelimit-", "2026-11-21T14:05:00.237802Z", NOW + timedelta(seconds=300, microseconds=237802)),
        ("x-ratelimit-", "2026-11-21T14:05:00+00:00", NOW + timedelta(minutes=5)),
        ("ratelimit-", str(int(NOW.timestamp()) + 300), NOW + timedelta(minutes=5)),
        ("ratelimit-", "300", NOW + timedelta(minutes=5)),
    ],
)
def test_a_rate_limit_is_read_in_every_spelling(prefix: str, reset: str, expected: datetime) -> None:
    headers = [(prefix + "limit", "300"), (prefix + "remaining", "12"), (prefix + "reset", reset)]

    assert read_bucket(headers, NOW) == RateBucket(300, 12, expected)


@pytest.mark.parametrize(
    ("limit", "remaining", "reset"),
    [
        ("300", "12", "2026-11-21T13:00:00Z"),
        ("300", "12", "later"),
        ("300", "-1", "2026-11-21T14:05:00Z"),
        ("0", "0", "2026-11-21T14:05:00Z"),
        ("lots", "12", "2026-11-21T14:05:00Z"),
        ("300", "12", "99999999999999999999"),
    ],
)
def test_a_rate_limit_that_makes_no_sense_is_none(limit: str, remaining: str, reset: str) -> None:
    headers = [("x-ratelimit-limit", limit), ("x-ratelimit-remaining", remaining), ("x-ratelimit-reset", reset)]

    assert read_bucket(headers, NOW) is None


@pytest.mark.parametrize(("remaining", "pause"), [(300, 0), (30, 0), (29, 10), (0, 300)])
def test_below_a_tenth_the_rest_is_spread_over_the_time_left(remaining: int, pause: float) -> None:
    assert RateBucket(300, remaining, NOW + timedelta(seconds=300)).pause(NOW) == pause


def test_patience_is_never_shorter_than_asked_and_at_most_a_tenth_longer() -> None:
    until = NOW + timedelta(seconds=100)

    waits = [patience(until, NOW, Random(n)) for n in range(50)]

    assert all(100 <= w <= 110 for w in waits)
    assert len({round(w, 3) for w in waits}) > 40


def test_a_time_that_has_passed_is_no_leave_to_ask_at_once() -> None:
    assert patience(NOW - timedelta(seconds=5), NOW, Random(1)) >= 1


def test_a_budget_lets_its_share_of_the_window_through_and_then_waits() -> None:
    budget = Budget(every=Window(10, 60))
    for n in range(9):
        assert budget.wait(float(n)) == 0
        budget.spend(float(n))

    assert budget.wait(9.0) == 51
    assert budget.wait(60.0) == 0


def test_paging_has_a_budget_of_its_own() -> None:
    budget = Budget(paging=Window(2, 900))
    budget.spend(0.0, paging=True)

    assert budget.wait(1.0, paging=True) == 899
    assert budget.wait(1.0) == 0


def test_a_budget_obeys_what_the_server_says() -> None:
    budget = Budget()
    reset = (NOW + timedelta(seconds=120)).isoformat()
    headers = [("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)]

    budget.learn(headers, at=1000.0, now=NOW)

    assert budget.wait(1000.0) == 120
    assert budget.wait(1119.0) == 1
    assert budget.wait(1120.0) == 0


def test_the_longer_of_two_wishes_in_one_answer_counts() -> None:
    budget = Budget()
    reset = (NOW + timedelta(seconds=120)).isoformat()
    bucket = [("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)]

    budget.learn([*bucket, ("retry-after", "5")], at=0.0, now=NOW)

    assert budget.wait(0.0) == 120


def test_the_later_of_two_wishes_counts_and_a_later_answer_does_not_shorten_it() -> None:
    budget = Budget()
    budget.learn([("retry-after", "60")], at=0.0, now=NOW)
    budget.learn([("retry-after", "5")], at=1.0, now=NOW)

    assert budget.wait(1.0) == 59


@pytest.mark.parametrize(("tags", "seconds"), [(1, 15), (5, 15), (10, 30), (40, 120)])
def test_polls_keep_to_twenty_a_minute_however_many_tags(tags: int, seconds: float) -> None:
    assert Budget.rhythm(tags) == seconds


def test_what_is_left_is_our_own_count_or_fewer_if_the_server_says_so() -> None:
    budget = Budget(every=Window(10, 60))
    budget.spend(0)
    budget.spend(30)
    assert budget.left(31) == 7

    reset = (NOW + timedelta(seconds=20)).isoformat()
    headers = [("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", "4"), ("x-ratelimit-reset", reset)]
    budget.learn(headers, 31, NOW)

    assert budget.left(40) == 4
    assert budget.left(52) == 7
    assert budget.left(61) == 8
