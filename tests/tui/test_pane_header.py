"""What a pane's header gives up as it gets narrow, and what it never does."""

import pytest

from hashtui.tui.pane_header import PaneHeader, PaneState, rate_words
from hashtui.tui.typeset import Ink, line_width

FULL = PaneHeader(
    number=12,
    label="#capcomnet | #accessibilite -#spam",
    state=PaneState("◐", Ink.STATE_PART, "2 of 3 live", "silent 40 s"),
    per_minute=6.2,
    bins=tuple(range(24)),
    hidden=5123,
    new=1037,
    following=False,
    focused=True,
)


def rows(width: int) -> list[str]:
    return ["".join(run.text for run in line) for line in FULL.lines(width)]


@pytest.mark.parametrize("width", range(20, 120))
def test_a_header_is_as_wide_as_its_pane_and_keeps_number_expression_state_and_new(width: int) -> None:
    title, rhythm, rule = rows(width)

    assert [line_width(line) for line in FULL.lines(width)] == [width] * 3
    assert title.startswith("▸ 12 #capc")
    assert "◐" in title
    assert "live" in title
    assert "5123 hidden" in rhythm
    assert "1037 new" in rule


def test_the_reason_goes_before_the_expression_is_cut_and_the_count_of_sources_after() -> None:
    assert rows(80)[0].endswith("◐ 2 of 3 live silent 40 s ")
    assert rows(60)[0] == "▸ 12 #capcomnet | #accessibilite -#spam       ◐ 2 of 3 live "
    assert rows(36)[0] == "▸ 12 #capcomnet | #a… ◐ 2 of 3 live "
    assert rows(20)[0] == "▸ 12 #capco… ◐ live "


def test_the_sparkline_goes_from_its_old_end_then_the_unit_then_the_rate() -> None:
    assert "▁▂" in rows(60)[1]
    assert rows(38)[1].count("█") == 2
    assert rows(34)[1] == "    6/min             5123 hidden "
    assert rows(20)[1] == "    6   5123 hidden "


@pytest.mark.parametrize(("rate", "words"), [(0.0, "0"), (0.42, "0.4"), (0.97, "1"), (6.2, "6"), (131.0, "131")])
def test_a_rate_is_told_in_one_figure_under_one(rate: float, words: str) -> None:
    assert rate_words(rate) == words
