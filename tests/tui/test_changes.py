"""What changed between two texts is marked by signs, word by word."""

import random
import re
import time

import pytest

from hashtui.tui.changes import changed_lines
from hashtui.tui.typeset import line_width


def marked(before: str, after: str, width: int = 10_000) -> str:
    return "\n".join("".join(run.text for run in line) for line in changed_lines(before, after, width))


def without(text: str, start: str, end: str) -> str:
    """The text without what stands between these signs, and without the other signs."""
    return re.sub(f"{re.escape(start)}.*?{re.escape(end)}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("un guichet dans un bus", "un guichet dans un train", "un guichet dans un [-bus-]{+train+}"),
        ("à 14 h 50.", "à 15 h 10.", "à [-14-]{+15+} h [-50-]{+10+}."),
        ("le mot", "le bon mot", "le {+bon+} mot"),
        ("le bon mot", "le mot", "le [-bon-] mot"),
        ("", "tout neuf", "{+tout neuf+}"),
        ("tout vieux", "", "[-tout vieux-]"),
        ("pareil", "pareil", "pareil"),
        ("fini", "fini !", "fini {+!+}"),
        ("une ligne", "une ligne\nune autre", "une ligne{+\nune autre+}"),
        ("電車の市役所です", "電車の図書館です", "電車の[-市役所-]{+図書館+}です"),
        ("Bravo #cap", "Bravo Gaëlle #cap", "Bravo {+Gaëlle+} #cap"),
    ],
)
def test_what_went_and_what_came_is_marked(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_without_the_marks_the_new_text_is_left_word_for_word() -> None:
    choose = random.Random(7)
    for _ in range(200):
        before, after = (
            " ".join(choose.choices(["a", "bc", "def", "ghi,", "jk.", "電車", "ß\n"], k=12)) for _ in range(2)
        )

        shown = without(marked(before, after), "[-", "-]").replace("{+", "").replace("+}", "")

        assert "".join(shown.split()) == "".join(after.split())


def test_marks_are_told_by_look_as_well() -> None:
    runs = [run for line in changed_lines("un bus", "un train", 80) for run in line]

    assert [(run.text, run.look) for run in runs] == [("un ", ""), ("[-bus-]", "dim"), ("{+train+}", "success")]


def test_lines_keep_their_width() -> None:
    lines = changed_lines("mot " * 50, "電車の中 " * 30, 20)

    assert max(map(line_width, lines)) <= 20


@pytest.mark.parametrize("words", ["a b", "a b c d e f g h i j", "ab cd " * 40])
def test_the_longest_and_most_monotonous_texts_take_no_time(words: str) -> None:
    one, other = (f"{words} " * 20_000)[:20_000], (f"x {words} y " * 20_000)[:20_000]
    began = time.process_time()

    changed_lines(one, other, 80)

    assert time.process_time() - began < 1.0
