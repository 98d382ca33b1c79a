"""A mistake in a field: carets under its place, the message where there is room for it."""

import pytest

from hashtui.errors import FilterError
from hashtui.tui.caret import caret_lines
from hashtui.tui.typeset import line_width


def said(text: str, start: int, end: int, *, width: int = 60, column: int = 3, rows: int = 2) -> list[str]:
    error = FilterError("there is no such term", text=text, start=start, end=end)
    lines = caret_lines(error, width, column, rows=rows)
    assert all(line_width(line) <= width for line in lines)
    return ["".join(run.text for run in line) for line in lines]


def test_the_message_stands_behind_the_carets() -> None:
    assert said("lagn:fr bread", 0, 5) == ["   ^^^^^  there is no such term"]


def test_at_the_right_edge_the_message_stands_before_them() -> None:
    assert said("x" * 45 + " lagn:fr", 46, 51)[0].endswith("there is no such term  ^^^^^")


def test_where_it_fits_on_neither_side_it_stands_below() -> None:
    assert said("bread lagn:", 6, 11, width=24) == ["         ^^^^^", "   there is no such"]


def test_with_one_row_it_is_cut() -> None:
    assert said("bread lagn:", 6, 11, width=24, rows=1) == ["         ^^^^^  there…"]


def test_wide_letters_take_two_carets() -> None:
    assert said("日本 :x", 0, 2)[0].startswith("   ^^^^  ")


@pytest.mark.parametrize("column", [3, 0, -10, -200])
def test_a_place_that_is_scrolled_away_is_marked_at_the_edge(column: int) -> None:
    assert "^" in said("x" * 100, 0, 1, column=column)[0]
