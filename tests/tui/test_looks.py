"""The words of a highlight's style come to a look that can be told without colour."""

import pytest

from hashtui.config.rules import ROLES
from hashtui.tui.looks import Look, read_look


@pytest.mark.parametrize("role", ROLES)
def test_a_style_that_is_only_a_colour_is_bold_too(role: str) -> None:
    assert read_look(role) == Look(frozenset({"bold"}), role)


def test_attributes_are_taken_as_they_are_in_any_case_and_order() -> None:
    assert read_look("Reverse italic") == Look(frozenset({"italic", "reverse"}))
    assert read_look("error underline") == Look(frozenset({"underline"}), "error")


def test_nothing_asks_for_nothing() -> None:
    assert read_look("") == Look()
