"""The published detectors of peaks, on counts made by hand."""

import pytest

from tests.bench.analysis.bursts import RIVALS, Rival, kleinberg, nichols, twitinfo, zubiaga

QUIET = [4, 5, 3, 4, 5, 4, 3, 5, 4, 4, 3, 5, 4, 5, 3, 4, 4, 5]
BURST = [*QUIET, 30, 34, 12, 6, *QUIET]
AT = len(QUIET)


@pytest.mark.parametrize("method", [twitinfo, kleinberg, zubiaga, nichols])
def test_a_burst_is_one_alarm_where_it_begins(method: object) -> None:
    assert callable(method)

    alarms = method(BURST)

    assert [alarm for alarm in alarms if AT <= alarm < AT + 4] == [AT]


def test_a_steady_day_is_no_alarm_to_those_that_compare_rates() -> None:
    assert kleinberg(QUIET * 4) == []
    assert nichols([5] * 40) == []
    assert twitinfo([5] * 40) == []
    assert zubiaga([5] * 40) == []


def test_kleinberg_by_hand_goes_up_only_when_the_way_up_is_paid() -> None:
    dear, cheap = kleinberg([2] * 20 + [5] + [2] * 20, gamma=5), kleinberg([2] * 20 + [5] + [2] * 20, gamma=0.1)

    assert (dear, cheap) == ([], [20])


def test_bins_of_several_minutes_give_the_minute_they_begin() -> None:
    counts = [4, 4, 4] * 20 + [40, 40, 40] + [4, 4, 4] * 10

    assert Rival("three minutes", kleinberg, 3).alarms(counts) == [60]


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: rival.name)
def test_every_rival_bears_an_empty_and_a_silent_day(rival: Rival) -> None:
    assert rival.alarms([]) == []
    assert rival.alarms([0] * 60) == []
