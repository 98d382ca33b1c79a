"""How often hosts bear to be asked, in numbers."""

from random import Random

import pytest

from hashtui.clock import HandClock
from hashtui.sources.feed.pace import Host, hosts_of, interval, setback, words_for
from hashtui.wire import Wire
from tests.sources.paper import START


def test_reddit_says_when_its_questions_are_used_up() -> None:
    host = Host(10)
    host.learn((("x-ratelimit-remaining", "0.0"), ("x-ratelimit-used", "10"), ("x-ratelimit-reset", "417")), 5.0, START)

    assert host.wait(5.0) == 417.0
    assert host.wait(422.0) == 0.0


@pytest.mark.parametrize(
    "headers",
    [
        (("x-ratelimit-remaining", "3.0"), ("x-ratelimit-reset", "417")),
        (("x-ratelimit-remaining", "0.0"), ("x-ratelimit-reset", "soon")),
        (("x-ratelimit-remaining", "nan"), ("x-ratelimit-reset", "417")),
        (("retry-after", "-3"),),
    ],
)
def test_what_says_nothing_holds_nobody_back(headers: tuple[tuple[str, str], ...]) -> None:
    host = Host(10)
    host.learn(headers, 0.0, START)

    assert host.wait(0.0) == 0.0


def test_all_hosts_of_reddit_are_one_and_others_are_not() -> None:
    wire = Wire(HandClock())
    hosts = hosts_of(wire)

    assert hosts.of("www.reddit.com", is_here=False) is hosts_of(wire).of("old.reddit.com", is_here=False)
    assert hosts.of("www.notreddit.com", is_here=False) is not hosts.of("reddit.com", is_here=False)
    assert hosts_of(Wire(HandClock())) is not hosts


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=7200", 7_200.0),
        ('public, MAX-AGE="3600"', 3_600.0),
        ("s-maxage=7200", 900.0),
        ("max-age=99999999", 21_600.0),
        ("max-age=-1", 900.0),
        ("no-store", 900.0),
    ],
)
def test_what_may_be_kept_is_not_asked_for_again(header: str, seconds: float) -> None:
    assert interval(every=None, wish=None, headers=(("cache-control", header),), is_here=False) == seconds


def test_what_a_cache_kept_already_counts() -> None:
    headers = (("cache-control", "max-age=7200"), ("age", "3600"))

    assert interval(every=None, wish=None, headers=headers, is_here=False) == 3_600.0


def test_setbacks_double_up_to_six_hours_and_never_fall_together() -> None:
    random = Random(1)

    waits = [setback(failures, random, is_here=False) for failures in (1, 2, 3, 10, 1_000)]

    assert [max(n for n in (60, 120, 240, 21_600) if n <= wait) for wait in waits] == [60, 120, 240, 21_600, 21_600]
    assert all(wait <= 21_600 * 1.25 for wait in waits)
    assert len({setback(1, random, is_here=False) for _ in range(10)}) == 10


@pytest.mark.parametrize(
    ("seconds", "words"), [(1.5, "every 1.5 s"), (60, "every 60 s"), (900, "every 15 min"), (21_600, "every 6 h")]
)
def test_intervals_are_told_in_words(seconds: float, words: str) -> None:
    assert words_for([seconds, 99_999]) == words
