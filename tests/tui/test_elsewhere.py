"""A key that does nothing in a view says where it does something."""

import pytest

from hashtui.tui.foot import Foot
from hashtui.tui.reader import NOTHING_DONE
from tests.tui.desks import OnDesk, desk


def said(on: OnDesk) -> str:
    return on.app.screen.query_one(Foot).text.strip()


@pytest.mark.parametrize(
    ("view", "key", "words"),
    [
        ("s", "t", "t (trust) is for a post: Enter opens one."),
        ("s", "T", "T (why this trust) is for a post: Enter opens one."),
        ("s", "f", "f (only trusted) is for the panes: Esc goes back to them."),
        ("s", "left_square_bracket", "[ (peak before) is for the panes: Esc goes back to them."),
        ("s", "u", NOTHING_DONE),
        ("c", "f", "f (only trusted) is for the panes: Esc goes back to them."),
        ("P", "w", ""),
        ("P", "A", "A (all seen) is for the panes: Esc goes back to them."),
        ("P", "t", "t (trust) is for a post: Enter opens one."),
        ("i", "s", "s (summary) is for the panes: Esc goes back to them."),
        ("i", "r", "r (refresh) is for a summary."),
        ("question_mark", "1", "1 (pane by number) is for the panes: Esc goes back to them."),
        ("enter", "s", "s (summary) is for the panes: Esc goes back to them."),
    ],
)
async def test_a_key_of_another_place_says_which(view: str, key: str, words: str) -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("j", "p", view)
        await on.look()
        before = said(on)

        await on.press(key)

        assert said(on) == (words or before)


async def test_what_is_text_in_a_field_is_no_key() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("j", "p", "P", "e", "f")

        assert "is for" not in said(on)


async def test_keys_as_the_configuration_has_them_are_named() -> None:
    async with desk("#capcomnet", posts=3, keys={"trust": ("L",), "open_post": ("O",)}) as on:
        await on.press("j", "s")
        await on.look()

        await on.press("L")

        assert said(on) == "L (trust) is for a post: O opens one."
