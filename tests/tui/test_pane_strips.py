"""The strips of a pane: the very same while a post looks the same, others when anything of it does not."""

from datetime import timedelta

import pytest
from rich.segment import Segment
from textual.strip import Strip

from hashtui.config.config import Density, TimeForm
from hashtui.reading.mark import LeftOff
from hashtui.reading.standing import Level
from hashtui.tui.pane_strips import PaneStrips
from hashtui.tui.post_rows import Dress, Setting
from hashtui.tui.times import Times
from hashtui.tui.typeset import Line
from tests.posts import NOON, entry, post, rewritten


def strip_of(line: Line, width: int, *, lit: bool = False) -> Strip:
    """A strip without inks; a lit one begins with a sign."""
    return Strip([Segment(("*" if lit else "") + "".join(run.text for run in line))]).adjust_cell_length(width)


@pytest.fixture
def strips() -> PaneStrips:
    """Strips of forty columns."""
    made = PaneStrips(strip_of)
    times = Times.at(NOON, TimeForm.CLOCK, NOON.tzinfo)
    made.settle(40, walled=False, setting=lambda width: Setting(width, Density.SHORT, times))
    return made


def test_the_same_post_in_the_same_dress_is_the_same_strips(strips: PaneStrips) -> None:
    one = entry(post(1))

    first = strips.post(one, Dress(style="bold"), cursor=" ", lit=False, unseen=" ")

    assert strips.post(one, Dress(style="bold"), cursor=" ", lit=False, unseen=" ") is first


@pytest.mark.parametrize(
    "dress", [Dress(hidden_by="robots"), Dress(level=Level.MUTED), Dress(style="bold"), Dress(remark="#paris20")]
)
def test_another_dress_is_other_strips(strips: PaneStrips, dress: Dress) -> None:
    one = entry(post(1))
    plain = strips.post(one, cursor=" ", lit=False, unseen=" ")

    dressed = strips.post(one, dress, cursor=" ", lit=False, unseen=" ")

    assert dressed is not plain
    assert strips.lines_of(one, dress) != strips.lines_of(one) or dress.style


def test_a_hidden_post_names_the_rule_on_its_rows(strips: PaneStrips) -> None:
    rows = strips.post(entry(post(1)), Dress(hidden_by="robots"), cursor=" ", lit=False, unseen=" ")

    assert any("hidden by “robots”" in strip.text for strip in rows)


def test_an_edited_post_is_other_strips_and_its_cursor_and_unseen_mark_too(strips: PaneStrips) -> None:
    one = entry(post(1))
    plain = strips.post(one, cursor=" ", lit=False, unseen=" ")

    edited = strips.post(entry(rewritten(post(1), "other words")), cursor=" ", lit=False, unseen=" ")
    selected = strips.post(one, cursor="▌", lit=True, unseen="•")

    assert edited != plain
    assert selected[0].text.startswith("*▌•")


def test_marks_are_a_row_that_is_made_once(strips: PaneStrips) -> None:
    marks = (LeftOff(NOON + timedelta(minutes=5)),)

    row = strips.marks(marks)

    assert row.text.startswith("  ┄┄ you were here · 12:05 ┄┄┄")
    assert row.cell_length == 40
    assert strips.marks(marks) is row


def test_what_stands_beside_a_key_hangs_there(strips: PaneStrips) -> None:
    told = strips.words(["Nothing came.", "  e  changes what this pane asks for, or adds to it"])

    assert [strip.text.rstrip() for strip in told] == [
        "   Nothing came.",
        "     e  changes what this pane asks",
        "        for, or adds to it",
    ]
