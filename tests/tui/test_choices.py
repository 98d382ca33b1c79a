"""What the picker offers: laid in rows, walked through with the arrows."""

from datetime import UTC, timedelta

import pytest

from hashtui.config.remembered import PaneSet
from hashtui.tui.choices import Choice, Group, LaidChoices, lay_choices, past_sets
from hashtui.tui.glyphs import UNICODE
from hashtui.tui.typeset import line_width
from tests.posts import NOON

BUSY = Group(
    "Busy now on mastodon.social", tuple(Choice(f"#tag{n}", (f"#tag{n}",), str(n)) for n in range(5)), in_row=True
)
PAST = past_sets((PaneSet(("#capcomnet", "#paris20"), NOON - timedelta(days=1), 412),), NOON, UTC)


def lay(chosen: int | None = None, width: int = 80) -> LaidChoices:
    return lay_choices((PAST, BUSY), chosen, "a hint", width, UNICODE)


def told(laid: LaidChoices) -> list[str]:
    return ["".join(run.text for run in line).rstrip() for line in laid.lines]


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "today 11:00, 3 posts"),
        (timedelta(days=1), "yesterday, 3 posts"),
        (timedelta(days=2), "Thu, 3 posts"),
        (timedelta(days=60), "22 Sep 2026, 3 posts"),
        (timedelta(days=-2), "23 Nov 2026, 3 posts"),
    ],
)
def test_sets_of_the_past_say_when_they_were_open(ago: timedelta, words: str) -> None:
    group = past_sets((PaneSet(("#a",), NOON - ago, 3),), NOON, UTC)

    assert group.choices == (Choice("#a", ("#a",), words),)


def test_groups_stand_under_their_titles_and_empty_ones_not_at_all() -> None:
    laid = lay_choices((Group("Nothing", ()), PAST, BUSY), None, "", 80, UNICODE)

    assert told(laid) == [
        "   Last time",
        f"     #capcomnet · #paris20{'yesterday, 412 posts':>50}",
        "   Busy now on mastodon.social",
        "     #tag0 0   #tag1 1   #tag2 2   #tag3 3   #tag4 4",
    ]


def test_the_chosen_one_is_marked_by_more_than_colour() -> None:
    assert told(lay(2))[3] == "     #tag0 0 ▌ #tag1 1   #tag2 2   #tag3 3   #tag4 4"


@pytest.mark.parametrize("width", [20, 36, 80, 200])
def test_no_row_is_wider_than_the_screen(width: int) -> None:
    assert max(line_width(line) for line in lay(width=width).lines) <= width


def test_down_and_up_go_by_rows_and_keep_the_column() -> None:
    laid = lay(width=36)

    assert laid.beside(0, 1) == 1
    assert laid.beside(2, 1) == 5
    assert laid.beside(4, -1) == 1
    assert laid.beside(0, -1) is None
    assert laid.beside(5, 1) is None


def test_a_click_finds_the_choice_under_it() -> None:
    laid = lay()
    row, columns = laid.places[3]

    assert laid.at(row, columns.start + 2) == 3
    assert laid.at(0, 5) is None
