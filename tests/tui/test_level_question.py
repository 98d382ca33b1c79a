"""The words of the question how far one trusts somebody, and taking an answer back."""

import pytest

from hashtui.config.trusted import Account, Trusted
from hashtui.post.clean import clean_line
from hashtui.tui.level_question import CHOICES, LevelQuestion, level_words, put_back, trusted_words
from tests.posts import author

ANNA = author("anna", "Anna", "piaille.fr")


def test_the_question_gives_up_what_holds_now_then_the_name_and_never_the_choices() -> None:
    asked = LevelQuestion(ANNA, 0.7)

    assert asked.words(78) == f"Trust @anna@piaille.fr: {CHOICES} · now usual"
    assert asked.words(60) == f"Trust @anna@piaille.fr: {CHOICES}"
    assert asked.words(51) == f"Trust @anna@pia…: {CHOICES}"
    assert asked.words(40) == CHOICES


def test_each_form_of_the_question_is_there_as_soon_as_it_fits_to_the_cell() -> None:
    asked = LevelQuestion(ANNA, 0.7)
    shortest = len(f"Trust : {CHOICES}") + 8
    named = f"Trust @anna@piaille.fr: {CHOICES}"
    whole = f"{named} · now usual"

    assert asked.words(shortest) == f"Trust @anna@p…: {CHOICES}"
    assert asked.words(shortest - 1) == CHOICES
    assert asked.words(len(named)) == asked.words(len(whole) - 1) == named
    assert asked.words(len(whole)) == whole


@pytest.mark.parametrize(
    ("level", "word"),
    [(1.0, "sure"), (0.7, "usual"), (0.4, "to follow"), (0.55, "0.55"), (None, "none"), (0.0, "none")],
)
def test_a_level_is_told_by_its_word(level: float | None, word: str) -> None:
    assert level_words(level) == word


def test_what_was_done_is_told_with_the_address() -> None:
    assert trusted_words(ANNA, 1.0) == "Trusted @anna@piaille.fr, sure"
    assert trusted_words(ANNA, None) == "No longer trusted: @anna@piaille.fr"


def test_taking_it_back_leaves_what_else_was_said_meanwhile() -> None:
    before = Trusted()
    now = before.with_level(ANNA, 0.7).with_note(ANNA, "radio")

    back = put_back(now, before, ANNA)

    assert back.given_of(ANNA).level is None
    assert back.note_on(ANNA) == "radio"


def test_taking_it_back_leaves_somebody_untrusted_whom_a_pattern_would_trust() -> None:
    everybody = Account(key=clean_line(""), handle=clean_line("@*@piaille.fr"), level=0.4)
    before = Trusted().with_account(everybody).with_level(ANNA, None)

    back = put_back(before.with_level(ANNA, 0.7), before, ANNA)

    assert back == before
    assert back.given_of(ANNA).level is None
