"""Peaks of several tags that go together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.tui.summary_moments import moment_by_peak, moments_of
from tests.tui.summaries import CAPCOM, PARIS, peak, sheet

HERE = peak(CAPCOM, 60, 5.0, "serveur Garance, 33 mairies", authors=80, trusted=3)
THERE = peak(PARIS, 62, 6.0, "Garance, Priya Tully, 33", authors=82)


def test_peaks_of_two_tags_at_the_same_time_about_the_same_are_one_moment() -> None:
    (moment,) = moments_of((HERE, THERE))

    assert moment.peaks == (HERE, THERE)
    assert moment.number == 1
    assert moment.best is THERE
    assert moment.label == THERE.label
    assert moment.tags == "#capcomnet #paris20"
    assert moment.voices == "80 + 82 voices (3 + 0 trusted)"
    assert moment.when(sheet(80)) == "10:00 +8 min"
    assert moment.keys == (*HERE.keys, *THERE.keys)


def test_peaks_about_something_else_at_another_time_or_of_the_same_tag_are_not() -> None:
    others = (
        replace(THERE, label=("cantine", "33")),
        peak(PARIS, 70, 6.0, "Garance, Priya Tully, 33"),
        replace(THERE, tag=CAPCOM),
        replace(THERE, label=()),
    )

    for other in others:
        assert [one.peaks for one in moments_of((HERE, other))] == [(HERE,), (other,)]


def test_a_peak_that_begins_when_the_other_ends_is_another_moment() -> None:
    after = replace(THERE, start=HERE.end, end=HERE.end + timedelta(minutes=6))

    assert len(moments_of((HERE, after))) == len(moments_of((after, HERE))) == 2


@pytest.mark.parametrize(
    ("times", "words"), [(0.94, ""), (3.42, "3.4x usual"), (9.94, "9.9x usual"), (9.95, "10x usual")]
)
def test_how_unusual_it_was_has_two_figures(times: float, words: str) -> None:
    assert moments_of((replace(HERE, usual=times),))[0].usual == words


def test_one_word_is_enough_where_a_peak_has_no_more() -> None:
    assert len(moments_of((HERE, replace(THERE, label=("garance",))))) == 1


def test_a_peak_knows_its_moment_and_moments_are_numbered_by_time() -> None:
    later = peak(CAPCOM, 200, 3.0, "cantine", authors=1)
    found = moment_by_peak((HERE, THERE, later))

    assert [found[one].number for one in (HERE, THERE, later)] == [1, 1, 2]
    assert found[later].voices == "1 voice"


def test_a_moment_that_goes_on_says_so() -> None:
    (moment,) = moments_of((replace(HERE, is_open=True, usual=12.4),))

    assert moment.when(sheet(80)) == "10:00 +6 min, going on"
    assert moment.usual == "12x usual"
