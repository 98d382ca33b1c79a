"""What is simply counted: bins and their edges, languages, who talks without pause."""

from datetime import timedelta

import pytest

from hashtui.reading.summary.counting import MOST_BINS, Counting, bin_seconds
from tests.posts import NOON
from tests.reading.summary.talk import CAPCOM, PARIS, chronicle_of, says, until

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("span", "width"),
    [
        (0, MINUTE),
        (HOUR, MINUTE),
        (HOUR + 1, 5 * MINUTE),
        (MOST_BINS * 5 * MINUTE, 5 * MINUTE),
        (MOST_BINS * 5 * MINUTE + 1, 15 * MINUTE),
        (MOST_BINS * DAY, DAY),
        (MOST_BINS * DAY + 1, 7 * DAY),
        (MOST_BINS * 364 * DAY + 1, 364 * DAY),
    ],
)
def test_bins_are_as_wide_as_it_takes(span: int, width: int) -> None:
    assert bin_seconds(NOON, NOON + timedelta(seconds=span)) == width


def test_bins_go_from_the_first_moment_to_just_before_the_last_empty_ones_too() -> None:
    entries = [says("a", "wagon", 0), says("a", "wagon", 0.5), says("b", "wagon", 2, tags=("paris20",))]
    counting = Counting(list(chronicle_of(entries, tags=(CAPCOM, PARIS)).posts.values()))

    bins = counting.rate((CAPCOM, PARIS), NOON, until(3))

    assert [(one.tag, one.start, one.posts, one.authors) for one in bins] == [
        (CAPCOM, until(0), 2, 1),
        (CAPCOM, until(1), 0, 0),
        (CAPCOM, until(2), 0, 0),
        (PARIS, until(0), 0, 0),
        (PARIS, until(1), 0, 0),
        (PARIS, until(2), 1, 1),
    ]
    assert [one.posts for one in counting.rate((), NOON, until(3))] == [2, 0, 1]
    assert len(counting.rate((), NOON, until(2.01))) == 3
    assert len(counting.rate((), NOON, NOON)) == 1


def test_languages_are_counted_without_their_region() -> None:
    spoken = ["fr", "fr-CA", "en_GB", "EN", "fr", None]
    entries = [says("a", "wagon", n, language=language) for n, language in enumerate(spoken)]

    assert Counting(list(chronicle_of(entries).posts.values())).languages() == {"fr": 3, "en": 2, "?": 1}
    assert list(Counting(list(chronicle_of(entries[:4]).posts.values())).languages()) == ["en", "fr"]


def test_who_says_ten_things_at_once_talks_without_pause_who_takes_their_time_does_not() -> None:
    at_once = [says("loud", f"wagon {n}", n / 1000) for n in range(11)]
    louder = [says("louder", f"wagon {n}", 1 + n / 1000) for n in range(14)]
    slowly = [says("patient", f"wagon {n}", 2 + n) for n in range(40)]

    posts = sorted(chronicle_of([*at_once, *louder, *slowly]).posts.values(), key=lambda post: post.at)

    assert Counting(posts).chatty() == ("@louder@social.example", "@loud@social.example")
