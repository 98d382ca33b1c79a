"""How a mistake looks in a terminal."""

import pytest

from hashtui.errors import FilterError
from hashtui.filter.complaint import complain, quoted
from hashtui.filter.pane import read_pane
from hashtui.post.clean import cells


def lines(text: str) -> list[str]:
    with pytest.raises(FilterError) as caught:
        read_pane(text)
    return complain(caught.value).split("\n")


def test_the_expression_stands_under_the_message_and_a_caret_under_the_place() -> None:
    assert lines("#a | lnag:fr") == [
        "`lnag:` is not a term; did you mean `lang:`?",
        "  #a | lnag:fr",
        "       ^^^^^^^",
    ]


@pytest.mark.parametrize("text", ["", "   "])
def test_of_a_blank_expression_there_is_nothing_to_show(text: str) -> None:
    assert lines(text) == ["the expression is empty"]


def test_wide_characters_count_two_cells() -> None:
    assert lines("#日本 lnag:日")[1:] == ["  #日本 lnag:日", "        ^^^^^^^"]


def test_marks_that_take_no_cell_move_no_caret() -> None:
    assert lines("#e\u0301te lnag:fr")[2] == "       ^^^^^^^"


def test_a_place_at_the_end_is_shown_behind_the_text() -> None:
    assert lines("#a (#b or")[1:] == ["  #a (#b or", "         ^^"]


def test_control_characters_never_reach_the_terminal() -> None:
    told = "\n".join(lines("#a lnag:\x1b[2J\u202e\udcff\x07\u2028x"))

    assert all(character.isprintable() or character == "\n" for character in told)


@pytest.mark.parametrize("before", [0, 30, 300, 3_000])
@pytest.mark.parametrize("after", [0, 30, 300])
def test_a_long_expression_is_cut_around_the_place(before: int, after: int) -> None:
    message, shown, caret = lines("#日 " * before + "lnag:fr" + " #b" * after)

    assert "lnag:" in message
    assert cells(shown) <= 80
    place = len(caret) - len(caret.lstrip())
    at = next(n for n in range(len(shown)) if cells(shown[:n]) == place)
    assert shown[at:].startswith("lnag:fr")


def test_what_is_quoted_is_never_long() -> None:
    assert len(quoted("x" * 10_000)) < 60
