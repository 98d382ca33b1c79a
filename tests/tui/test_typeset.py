"""The one wrap, and runs of ink."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.tui.typeset import Ink, Run, inked, shorten, spread, width_of, wrap


def pieces(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_words_are_kept_whole_while_they_fit() -> None:
    assert pieces("who answers when the comment", 12) == ["who answers", "when the", "comment"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert pieces("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]


@pytest.mark.parametrize("mark", ["?", "!", ":", ";", "»"])
def test_french_marks_do_not_open_a_line(mark: str) -> None:
    assert pieces(f"La salle est prête {mark} Oui", 19) == ["La salle est", f"prête {mark} Oui"]


def test_an_opening_guillemet_does_not_end_a_line() -> None:
    assert pieces("Elle a dit « vraiment »", 12) == ["Elle a dit", "« vraiment »"]


def test_wide_characters_count_two_and_may_break_anywhere_but_before_closing_marks() -> None:
    assert pieces("日本語です。今日は", 10) == ["日本語で", "す。今日は"]


def test_line_feeds_are_kept_and_empty_lines_too() -> None:
    assert pieces("a\n\nb", 10) == ["a", "", "b"]


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=80), st.integers(2, 30))
def test_no_line_is_wider_than_asked_and_nothing_but_spaces_is_lost(raw: str, width: int) -> None:
    text = clean_text(raw)

    cut = pieces(text, width)

    assert all(cell_len(piece.rstrip(" ")) <= width for piece in cut)
    assert "".join(cut).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=40))
def test_the_width_is_the_one_textual_counts(raw: str) -> None:
    text = clean_line(raw)

    assert width_of(text) == cell_len(text)


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=40), st.integers(1, 20))
def test_a_shortened_text_fits(raw: str, width: int) -> None:
    assert width_of(shorten(clean_line(raw), width)) <= width


def test_spans_become_inks_and_the_inner_one_shows() -> None:
    body = Body(clean_text("say #tag now"), (Span(0, 12, Role.QUOTE), Span(4, 8, Role.TAG, clean_line("tag"))))

    assert inked(body).lines(40) == [(Run("say ", Ink.QUOTE), Run("#tag", Ink.TAG), Run(" now", Ink.QUOTE))]


def test_an_ink_goes_on_over_a_line_break() -> None:
    body = Body(
        clean_text("see https://a.example/long path"), (Span(4, 26, Role.LINK, clean_line("https://a.example")),)
    )

    lines = inked(body).lines(14)

    assert [[(run.text, run.ink) for run in line] for line in lines] == [
        [("see", Ink.TEXT)],
        [("https://a.exam", Ink.LINK)],
        [("ple/long", Ink.LINK), (" path", Ink.TEXT)],
    ]


def test_spread_cuts_the_left_part_and_keeps_the_right_one() -> None:
    line = spread((Run("a long name", Ink.NAME),), (Run("14:31", Ink.TIME),), 12)

    assert "".join(run.text for run in line) == "a long…14:31"


def test_joined_letters_are_wrapped_for_the_terminal_that_does_not_join_them() -> None:
    text = "हिन्दी में एक लंबा पाठ जो कई पंक्तियों में जाता है"

    lines = [text[start:end] for start, end in wrap(text, 14)]

    marks = ("Mn", "Me", "Cf")
    assert all(sum(unicodedata.category(letter) not in marks for letter in line) <= 14 for line in lines)
    assert " ".join(lines) == text
