"""What a pane's header gives up as it gets narrow, and what it never does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.tui.glyphs import ASCII
from hashtui.tui.pane_header import Empty, PaneHeader, PaneState, Sifted, peak_cells, rate_words
from hashtui.tui.typeset import Ink, line_width
from tests.posts import NOON
from tests.tui.peaks import peak

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


LIVE = PaneState("●", Ink.STATE_LIVE, "live")
BUSY = replace(FULL, number=1, label="#capcomnet", state=LIVE, hidden=5, new=37, matter=2)
CALM = replace(BUSY, number=2, label="#paris20", focused=False, following=True, per_minute=2.0, hidden=1)


def rows(width: int, header: PaneHeader = FULL) -> list[str]:
    return ["".join(run.text for run in line) for line in header.lines(width)]


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
    assert rows(38)[1] == "    6/min ▄▅▅▅▆▆▆▆▇▇▇██   5123 hidden "
    assert rows(32)[1] == "    6/min ▆▆▆▇▇▇██  5123 hidden "
    assert rows(30)[1] == "    6/min         5123 hidden "
    assert rows(20)[1] == "    6   5123 hidden "


@pytest.mark.parametrize(("rate", "words"), [(0.0, "0"), (0.42, "0.4"), (0.97, "1"), (6.2, "6"), (131.0, "131")])
def test_a_rate_is_told_in_one_figure_under_one(rate: float, words: str) -> None:
    assert rate_words(rate) == words


def test_two_panes_at_80_columns_have_the_headers_that_were_drawn() -> None:
    assert rows(39, BUSY) == [
        "▸ 1 #capcomnet                  ● live ",
        "    6/min ▄▄▅▅▅▆▆▆▆▇▇▇██      5 hidden ",
        "━━ ▲ 37 new ★2 · Space ━━━━━━━━━━━━━━━━",
    ]
    assert rows(40, CALM) == [
        "  2 #paris20                     ● live ",
        "    2/min ▄▄▅▅▅▆▆▆▆▇▇▇██       1 hidden ",
        "── following ───────────────────────────",
    ]


def test_two_panes_at_120_columns_have_the_headers_that_were_drawn() -> None:
    away = PaneState("◌", Ink.STATE_DOWN, "no network", "since 14:31")

    assert rows(59, replace(BUSY, state=away, following=True)) == [
        "▸ 1 #capcomnet                    ◌ no network since 14:31 ",
        "    6/min ▁▂▂▂▂▃▃▃▃▄▄▄▅▅▅▆▆▆▆▇▇▇██                5 hidden ",
        "━━ following ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
    ]
    assert rows(60, replace(CALM, state=away, following=False, new=3, matter=1)) == [
        "  2 #paris20                       ◌ no network since 14:31 ",
        "    2/min ▁▂▂▂▂▃▃▃▃▄▄▄▅▅▅▆▆▆▆▇▇▇██                 1 hidden ",
        "── ▲ 3 new ★1 ──────────────────────────────────────────────",
    ]


def test_four_panes_at_200_columns_have_the_headers_that_were_drawn() -> None:
    part = PaneState("◐", Ink.STATE_PART, "2 of 3 live")
    sifted = replace(
        CALM, number=4, label="Questions", per_minute=0.4, hidden=0, following=False, new=2, matter=1,
        sifted=Sifted("-is:boost", 10, 14),
    )  # fmt: skip

    assert rows(50, replace(BUSY, state=part))[:2] == [
        "▸ 1 #capcomnet                      ◐ 2 of 3 live ",
        "    6/min ▂▂▃▃▃▃▄▄▄▅▅▅▆▆▆▆▇▇▇██          5 hidden ",
    ]
    assert rows(49, replace(CALM, state=part, shown_by="H"))[:2] == [
        "  2 #paris20                       ◐ 2 of 3 live ",
        "    2/min ▃▃▃▄▄▄▅▅▅▆▆▆▆▇▇▇██  1 shown dimmed · H ",
    ]
    assert rows(49, sifted)[1:] == [
        "    0.4/min ▄▅▅▅▆▆▆▆▇▇▇██  / -is:boost  10 of 14 ",
        "── ▲ 2 new ★1 ───────────────────────────────────",
    ]


@pytest.mark.parametrize("width", range(20, 120))
def test_how_much_a_filter_leaves_is_never_dropped(width: int) -> None:
    sifted = replace(FULL, sifted=Sifted("-is:boost lang:fr -#spam", 10, 14))

    rhythm = rows(width, sifted)[1]

    assert line_width(sifted.lines(width)[1]) == width
    assert "/ " in rhythm
    assert rhythm.endswith("10 of 14 ")


def test_the_filters_text_is_cut_before_the_rate_goes() -> None:
    sifted = replace(FULL, hidden=0, sifted=Sifted("-is:boost lang:fr", 10, 14))

    assert rows(60, sifted)[1].endswith("/ -is:boost lang:fr  10 of 14 ")
    assert rows(36, sifted)[1] == "    6/min  / -is:boost l…  10 of 14 "
    assert rows(28, sifted)[1] == "    6/min        / 10 of 14 "


def test_what_is_hidden_is_told_beside_the_filter_where_there_is_room() -> None:
    sifted = replace(BUSY, sifted=Sifted("lang:fr", 3, 9))

    assert rows(60, sifted)[1].endswith("  5 hidden · / lang:fr  3 of 9 ")
    assert rows(36, sifted)[1].endswith("  / lang:fr  3 of 9 ")


def test_posts_that_wait_to_be_let_in_are_counted_as_long_as_there_is_room() -> None:
    slow = replace(BUSY, following=True, waiting=12)

    assert rows(40, slow)[2].startswith("━━ following · 12 waiting ━")
    assert rows(22, slow)[2] == "━━ following ━━━━━━━━━"


def test_an_empty_pane_says_something_else_than_a_rhythm() -> None:
    empty = replace(CALM, hidden=0, empty=Empty("nothing yet", "next try 12 s"))

    assert rows(40, empty)[1:] == ["    nothing yet           next try 12 s ", "─" * 40]


def test_the_header_has_a_form_without_any_glyph() -> None:
    assert rows(39, replace(BUSY, glyphs=ASCII))[2] == "== ^ 37 new *2 · Space ================"


def test_the_floor_stands_before_what_it_hides_and_stays_when_the_count_goes() -> None:
    floored = replace(BUSY, floor="known+", below=607)

    assert rows(60, floored)[1].endswith("known+ · 612 hidden ")
    assert rows(32, floored)[1].rstrip().endswith("known+ · 612 hidden")
    assert rows(22, floored)[1].rstrip().endswith("known+")


def test_the_floor_stands_before_the_filter() -> None:
    both = replace(BUSY, floor="trusted", below=604, sifted=Sifted("-is:boost", 10, 614))

    assert rows(60, both)[1].endswith("5 hidden · trusted / -is:boost  10 of 614 ")
    assert rows(38, both)[1].rstrip().endswith("trusted / 10 of 614")


def test_the_floor_of_an_empty_pane_is_told_too() -> None:
    empty = replace(CALM, hidden=0, floor="known+", empty=Empty("0/min", "since 14:02"))

    assert rows(40, empty)[1] == "    0/min          known+ · since 14:02 "
    assert rows(24, empty)[1].split()[-1] == "known+"


def test_what_is_shown_dimmed_is_told_beside_the_floor() -> None:
    shown = replace(BUSY, floor="known+", below=607, shown_by="H")

    assert rows(80, shown)[1].endswith("known+ · 607 hidden · 5 shown dimmed · H ")
    assert rows(50, shown)[1].endswith("known+ · 607 hidden ")


def test_a_peak_is_a_mark_on_the_sparkline_where_it_begins_and_its_minutes_stand_out() -> None:
    header = replace(BUSY, peaks=(range(14, 17), range(22, 24)))

    row = header.lines(60)[1]

    assert rows(60, header)[1].split()[1] == "▁▂▂▂▂▃▃▃▃▄▄▄▅▅▴▆▆▆▆▇▇▇▴█"
    assert [run.text for run in row if run.ink is Ink.STRONG] == ["▴▆▆", "▴█"]


def test_a_peak_that_began_before_the_sparkline_stands_out_without_a_mark() -> None:
    header = replace(BUSY, peaks=(range(-3, 20),))

    row = header.lines(40)[1]

    assert "▴" not in rows(40, header)[1]
    assert [run.text[-1] for run in row if run.ink is Ink.STRONG] == ["▇"]


def test_the_marks_go_before_the_cells_do_and_cost_none() -> None:
    marked, plain = replace(BUSY, peaks=(range(21, 23),)), BUSY

    widths = range(20, 120)

    assert all(line_width(marked.lines(width)[1]) == width for width in widths)
    assert "▴" in rows(39, marked)[1]
    assert "▴" not in rows(33, marked)[1]
    assert rows(33, marked) == rows(33, plain)


def test_in_ascii_the_mark_is_a_caret() -> None:
    assert "^" in rows(60, replace(BUSY, glyphs=ASCII, peaks=(range(21, 23),)))[1]


def test_the_minutes_of_peaks_become_cells_counted_from_the_oldest() -> None:
    now = NOON + timedelta(minutes=30, seconds=20)

    cells = peak_cells([peak(1, 3), peak(5, 9), peak(28, 34), peak(40)], now)

    assert cells == (range(-2, 2), range(21, 24))
