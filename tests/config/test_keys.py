"""The `[keys]` table."""

import pytest

from hashtui.config.actions import ACTIONS
from hashtui.config.keys import keys_of
from hashtui.config.reader import read_config


def complaints(table: str) -> list[str]:
    """What is wrong with that `[keys]` table."""
    return [str(complaint) for complaint in read_config(f"[keys]\n{table}", "c").complaints]


def test_the_registry_s_own_keys_meet_nowhere() -> None:
    assert complaints("") == []


def test_what_is_not_changed_keeps_its_keys() -> None:
    keys = keys_of({"follow": ("L",)})

    assert keys["follow"] == ("L",)
    assert keys["back"] == ("backspace",)
    assert list(keys) == [action.id for action in ACTIONS]


@pytest.mark.parametrize(
    "written",
    ['"L"', '["L", "M"]', '"ctrl+f"', '"shift+f5"', '"PageDown"', '"é"', '"&"', '"ctrl+shift+left"', "[]"],
)
def test_keys_are_characters_and_names_that_a_terminal_has(written: str) -> None:
    table = f'page_down = "ctrl+b"\nfollow = {written}'

    assert complaints(table) == []


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ('"spcae"', '"spcae" is not the name of a key — did you mean "space"?'),
        ('" "', 'a key has a name: the space bar is "space"'),
        ('""', 'a key has a name: the space bar is "space"'),
        ('"shift+a"', '"shift+a" is written "A"'),
        ('"ctrl+i"', 'a terminal cannot tell ctrl+i from tab: say "tab" or take another'),
        ('"ctrl+c"', "ctrl+c copies, or leaves: it cannot be changed"),
        ('"\\u001b"', "is not a key that can be typed"),
        ('"hyper+a"', '"hyper+a" is not the name of a key'),
    ],
)
def test_what_cannot_be_a_key_is_refused_with_the_reason(written: str, reason: str) -> None:
    told = complaints(f"follow = {written}")

    assert len(told) == 1
    assert told[0].startswith("c:2:10: follow: ")
    assert reason in told[0]


def test_a_key_of_two_actions_in_one_scope_is_refused_with_both_names() -> None:
    assert complaints('follow = "n"') == [
        'c:2:10: "n" is the key of both follow and next_unseen: give one of them another'
    ]


def test_a_key_that_is_heard_anywhere_is_taken_everywhere() -> None:
    assert complaints('follow = "?"') == ['c:2:10: "?" is the key of both follow and help: give one of them another']


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('raw = "o"', '"o" is the key of both raw and browser'),
        ('copy_link = "R"', '"R" is the key of both copy_link and raw'),
        ('link = ["1", "?"]', '"?" is the key of both link and help'),
        ('note = "A"', '"A" is the key of both note and author'),
    ],
)
def test_what_the_open_post_hears_may_not_meet_there(table: str, message: str) -> None:
    assert [told.partition(": ")[2] for told in complaints(table)] == [f"{message}: give one of them another"]


def test_the_panes_and_the_open_post_may_use_one_key_for_two_things() -> None:
    assert complaints('raw = "x"\npane_add = "e"\npane_edit = "a"') == []


def test_what_a_summary_hears_may_not_meet_there() -> None:
    (said,) = complaints('refresh = "y"')

    assert 'c:2:11: "y" is the key of both refresh and copy_link: give one of them another' in said
    assert complaints('refresh = "d"') == []


def test_two_actions_may_swap_their_keys() -> None:
    assert complaints('follow = "n"\nnext_unseen = "space"') == []


def test_an_action_that_does_not_exist_is_told_with_the_nearest() -> None:
    assert complaints('folow = "L"') == ['c:2:1: unknown key "folow" — did you mean "follow"?']


def test_the_panes_numbers_need_nine_keys() -> None:
    assert complaints('pane_number = "f"') == [
        "c:2:15: pane_number needs nine keys, one for each of the first nine panes"
    ]
