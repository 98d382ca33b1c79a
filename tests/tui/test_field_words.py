"""What the picker's field says while one types."""

from datetime import UTC

import pytest

from hashtui.errors import FilterError
from hashtui.filter import Present
from hashtui.filter.completion import Vocabulary
from hashtui.tui.completing import Completing
from hashtui.tui.field_words import complete_panes, panes_of, sentence
from tests.posts import NOON


def labels(text: str, *, one: bool = False) -> list[str]:
    return [str(pane.label) for pane in panes_of(text, one=one)]


def said(text: str, width: int = 74, *, one: bool = False) -> list[str]:
    return ["".join(run.text for run in line) for line in sentence(text, width, one=one)]


@pytest.mark.parametrize(
    ("text", "panes"),
    [
        ("", []),
        ("   ", []),
        ("#", []),
        ("capcomnet", ["#capcomnet"]),
        ("#capcomnet paris20", ["#capcomnet", "#paris20"]),
        ("#capcomnet #", ["#capcomnet"]),
        ("a,b c", ["#a | #b", "#c"]),
        ("#a | #b", ["#a | #b"]),
        ("#a -#b", ["#a -#b"]),
        ("Title = #a | #b", ["Title"]),
        ("'#a | #b' c", ["#a | #b", "#c"]),
    ],
)
def test_words_that_are_tags_are_a_pane_each_and_all_else_is_one_expression(text: str, panes: list[str]) -> None:
    assert labels(text) == panes


def test_asked_for_one_pane_several_tags_are_no_several_panes() -> None:
    assert labels("a,b", one=True) == ["#a | #b"]
    assert labels("#", one=True) == []


def test_nonsense_is_refused_with_its_place() -> None:
    with pytest.raises(FilterError):
        panes_of("-#a")


def test_the_sentence_says_what_enter_opens() -> None:
    two = "Enter opens 2 panes: #capcomnet and #paris20.  a,b is one pane for both."
    assert said("#capcomnet paris20") == [two]
    assert said("a") == ["Enter opens 1 pane: #a."]
    assert said("a b c") == ["Enter opens 3 panes: #a, #b and #c.  a,b is one pane for both."]
    assert said("a,b", one=True) == ["Enter shows #a | #b in this pane."]


def test_the_complaint_points_at_the_place() -> None:
    lines = said("#a |")

    assert lines[-2] == "  #a |"
    assert set(lines[-1].strip()) == {"^"}


def test_where_the_picture_does_not_fit_the_message_stands_alone() -> None:
    lines = said("#a | " + "b" * 60, 30)

    assert all(len(line) <= 30 for line in lines)
    assert "^" not in "".join(lines)


KNOWN = ("capcomnet", "caturday", "été", "paris20")


def completed(text: str, cursor: int, tags: tuple[str, ...]) -> tuple[str, int] | None:
    completing = Completing(complete_panes)
    completing.vocabulary = Vocabulary(tags, languages=("fr",))
    return completing.next(text, cursor)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("#cap", ("#capcomnet", 10)),
        ("ca", ("capcomnet", 9)),
        ("#capcomnet par", ("#capcomnet paris20", 18)),
        ("#a,cat", ("#a,caturday", 11)),
        ("(#a -#PAR", ("(#a -#paris20", 13)),
        ("#ete", ("#été", 4)),
        ("#et", ("#été", 4)),
        ("#capcomnet", None),
        ("#zz", None),
        ("", None),
        ("#capcomnet lan", ("#capcomnet lang:", 16)),
        ("#capcomnet lang:f", ("#capcomnet lang:fr", 18)),
    ],
)
def test_tab_completes_the_tag_or_the_term_at_the_cursor(text: str, result: tuple[str, int] | None) -> None:
    assert completed(text, len(text), KNOWN) == result


def test_what_stands_behind_the_cursor_stays() -> None:
    assert completed("#cap -#b", 4, KNOWN) == ("#capcomnet -#b", 10)


def test_a_known_tag_that_is_none_does_no_harm() -> None:
    assert completed("#p", 2, ("", "#", "paris20")) == ("#paris20", 8)


def test_pressed_again_tab_writes_the_next_word_and_at_last_the_first_again() -> None:
    completing = Completing(complete_panes)
    completing.vocabulary = Vocabulary(("paris20", "paris"))

    written = [("#a par", 6)]
    for _ in range(3):
        done = completing.next(*written[-1])
        assert done is not None
        written.append(done)

    assert [text for text, _ in written[1:]] == ["#a paris20", "#a paris", "#a paris20"]


def test_times_are_counted_from_the_present() -> None:
    pane = panes_of("#a since:2h", Present(NOON, UTC), one=True)[0]

    assert "2026-11-21T10:00" in str(pane)
