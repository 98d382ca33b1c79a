"""Bars over time: every bin is in one cell, every cell leads to its posts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.reading.summary.summary import Bin, Summary
from hashtui.tui.summary_bars import axis, bars_of, cells_of, within
from tests.posts import entry, post
from tests.tui.summaries import CALM, CAPCOM, NINE, PARIS, SUMMARY, sheet


@pytest.mark.parametrize("room", [1, 8, 20, 46, 58, 91, 92, 93, 200, 400])
def test_every_post_is_counted_in_one_cell_whatever_the_room(room: int) -> None:
    for tag in (CAPCOM, PARIS):
        cells = cells_of(SUMMARY, tag, room)

        assert sum(cell.posts for cell in cells) == sum(one.posts for one in SUMMARY.rate if one.tag == tag)
        assert [cell.cells.start for cell in cells[1:]] == [cell.cells.stop for cell in cells[:-1]]
        assert [cell.start for cell in cells[1:]] == [cell.end for cell in cells[:-1]]
        assert cells[-1].cells.stop <= max(room, 1)


def test_few_bins_are_drawn_wide_and_many_together() -> None:
    assert [len(cell.cells) for cell in cells_of(CALM, CAPCOM, 50)] == [4] * 12
    assert len(cells_of(SUMMARY, CAPCOM, 50)) == 46


def test_a_gap_in_what_was_heard_is_a_gap_in_the_bars() -> None:
    gap = replace(CALM, rate=(CALM.rate[1], replace(CALM.rate[1], start=NINE + timedelta(minutes=50))))

    assert [cell.posts for cell in cells_of(gap, CAPCOM, 12)] == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]


@pytest.mark.parametrize(("width", "label"), [(80, "#capcomnet 3 peaks"), (50, "#capcomnet")])
def test_a_label_that_has_no_room_is_the_tag_alone(width: int, label: str) -> None:
    block = bars_of(SUMMARY, CAPCOM, sheet(width), "", marks_above=False)

    assert block.lines[0][-1].text == label


def test_the_times_stand_below_the_bars() -> None:
    words = "".join(run.text for run in axis(SUMMARY, CAPCOM, sheet(60), label_above=True))

    assert words.split() == ["09:00", "12:50", "16:40"]


def test_a_summary_of_one_moment_has_one_bar() -> None:
    one = Summary((), (CAPCOM,), NINE, NINE + timedelta(microseconds=1), rate=(Bin(CAPCOM, NINE, 1, 1),))

    assert [cell.posts for cell in cells_of(one, CAPCOM, 40)] == [1]


def test_a_stretch_has_the_posts_of_its_tag_and_time() -> None:
    holds = within(CAPCOM, NINE, NINE + timedelta(hours=3, minutes=5))

    assert holds(entry(post(4)))
    assert not holds(entry(post(5)))
    assert not holds(entry(post(4, tags=("paris20",))))
    assert within(None, NINE, NINE + timedelta(hours=4))(entry(post(4, tags=("paris20",))))
