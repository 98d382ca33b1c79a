"""The marks between posts: where each stands, and when the line of the reader's leaving goes."""

from datetime import datetime, timedelta

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap
from hashtui.reading.mark import LeftOff, Mark, PeakMark, stands_between
from hashtui.reading.timeline import Timeline
from tests.posts import NOON, admitted, post
from tests.tui.peaks import peak


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def hole(since: float, until: float) -> Gap:
    return Gap(clean_line("https://social.example"), at(since), at(until), clean_line(""))


def timeline() -> Timeline:
    line = Timeline(lambda _, __: True, lambda _: True)
    line.take(admitted(post(1)))
    return line


@pytest.mark.parametrize(
    ("mark", "older", "newer", "stands"),
    [
        (hole(1, 3), 2, 3, True),
        (hole(1, 3), 3, 4, False),
        (hole(1, 3), 2, None, True),
        (LeftOff(at(3)), 2, 4, True),
        (LeftOff(at(3)), 3, 4, True),
        (LeftOff(at(3)), 2, 3, False),
        (LeftOff(at(3)), 2, None, False),
    ],
)
def test_a_mark_stands_between_its_neighbours(mark: Mark, older: float, newer: float | None, stands: bool) -> None:
    assert stands_between(mark, at(older), None if newer is None else at(newer)) is stands


def test_marks_are_told_latest_first_and_are_the_same_tuple_while_nothing_changes() -> None:
    line = timeline()
    line.admit_gap(hole(1, 2))
    line.leave_mark(at(3))

    assert line.marks == (LeftOff(at(3)), hole(1, 2))
    assert line.marks is line.marks


def test_a_new_leaving_takes_the_place_of_the_earlier_one() -> None:
    line = timeline()

    line.leave_mark(at(3))
    line.leave_mark(at(9))

    assert line.marks == (LeftOff(at(9)),)


def test_marking_the_pane_as_seen_takes_the_line_away_and_undoing_that_puts_it_back() -> None:
    line = timeline()
    line.leave_mark(at(3))

    seen = line.see_all()
    without = line.marks
    line.unsee(seen)

    assert (without, line.marks) == ((), (LeftOff(at(3)),))


def test_a_leaving_since_then_is_not_undone() -> None:
    line = timeline()
    line.leave_mark(at(3))
    seen = line.see_all()

    line.leave_mark(at(5))
    line.unsee(seen)

    assert line.marks == (LeftOff(at(5)),)


def test_marking_what_a_filter_leaves_as_seen_is_not_the_whole_pane() -> None:
    line = timeline()
    line.leave_mark(at(3))
    line.sift(lambda _, __: True, NOON)

    line.see_all()

    assert line.marks == (LeftOff(at(3)),)


def test_posts_that_are_unseen_again_take_no_line_away() -> None:
    line = timeline()
    line.leave_mark(at(3))

    line.unsee(frozenset())

    assert line.marks == (LeftOff(at(3)),)


@pytest.mark.parametrize(
    ("older", "newer", "stands"), [(2, 4, True), (2, 3, True), (3, 4, False), (2, 2.5, False), (2, None, False)]
)
def test_a_peak_begins_below_the_first_post_that_belongs_to_it(older: float, newer: float | None, stands: bool) -> None:
    mark = PeakMark(peak(3))

    assert stands_between(mark, at(older), None if newer is None else at(newer)) is stands


def test_the_peaks_that_are_told_take_the_place_of_those_told_before() -> None:
    line = timeline()
    line.admit_peaks([peak(1), peak(5)])
    before, revision = line.marks, line.revision
    line.admit_peaks([peak(1), peak(5)])
    again, unchanged = line.marks, line.revision

    line.admit_peaks([peak(5, 9)])

    assert again is before
    assert unchanged == revision
    assert line.marks == (PeakMark(peak(5, 9)),)
    assert line.revision > revision
