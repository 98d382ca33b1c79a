"""The keys of a view on one row or more, the last of them always there."""

import pytest

from hashtui.tui.foot import hint_line, hint_lines
from hashtui.tui.glyphs import ASCII, UNICODE
from hashtui.tui.typeset import Line
from tests.tui.hosted import KEYS

HINTS = (
    (("post_up", "post_down"), "thread"),
    (("browser",), "browser"),
    (("copy_link",), "copy"),
    (("author",), "person"),
    (("leave",), "back"),
)


def told(*lines: Line) -> list[str]:
    return ["".join(run.text for run in line) for line in lines]


def test_what_does_not_fit_is_left_out_before_the_way_back() -> None:
    assert told(hint_line(HINTS, KEYS, 25, UNICODE)) == [" ↑↓ thread  Esc back"]
    assert told(hint_line(HINTS, KEYS, 35, UNICODE)) == [" ↑↓ thread  o browser  Esc back"]


def test_a_second_row_is_taken_only_when_it_is_needed() -> None:
    assert told(*hint_lines(HINTS, KEYS, 80, UNICODE, 2)) == [
        " ↑↓ thread  o browser  y copy  A person  Esc back",
    ]
    assert told(*hint_lines(HINTS, KEYS, 30, ASCII, 2)) == [" ^v thread  o browser  y copy", " A person  Esc back"]


@pytest.mark.parametrize("room", [1, 8, 12, 20, 40])
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_the_way_back_is_on_the_last_row_however_narrow(room: int, rows: int) -> None:
    lines = told(*hint_lines(HINTS, KEYS, room, UNICODE, rows))

    assert len(lines) <= rows
    assert lines[-1].endswith("Esc back")
