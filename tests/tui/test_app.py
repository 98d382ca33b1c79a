"""What is the whole application's: colours or none, keys that no view has, leaving and coming back."""

from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from hashtui.tui import app
from tests.tui.desks import OnDesk, desk


def colours(on: OnDesk) -> set[str]:
    """Every colour on the screen but the terminal's own."""
    styles = [segment.style for strip in on.app.screen._compositor.render_strips(on.app.size) for segment in strip]
    named = [colour.name for style in styles if style for colour in (style.color, style.bgcolor) if colour]
    return {name for name in named if name != "default"}


async def test_no_color_leaves_the_terminal_its_own_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async with desk("#capcomnet", "#b", posts=5) as on:
        await on.press("j")
        on_deck = colours(on)
        await on.press("enter")

        assert on_deck == set()
        assert colours(on) == set()


async def test_without_the_wish_there_are_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    async with desk("#capcomnet", posts=5) as on:
        assert colours(on)


async def test_an_alt_key_that_nothing_is_bound_to_is_escape_and_then_the_key() -> None:
    async with desk("#capcomnet", "#b", posts=5) as on:
        await on.press("z", "alt+right")

        assert on.pane.number == 2
        assert not on.app.deck_screen.deck.zoomed


async def test_an_alt_key_that_is_bound_does_what_it_is_bound_to() -> None:
    async with desk("#a", "#b", keys={"zoom": ("alt+z",)}) as on:
        await on.press("alt+z")

        assert on.app.deck_screen.deck.zoomed


@pytest.mark.parametrize("key", ["a", ":"])
async def test_no_cursor_blinks_in_a_field(key: str) -> None:
    async with desk("#a", posts=1) as on:
        await on.press(key)

        assert not on.app.screen.query_one(Input).cursor_blink


@pytest.mark.parametrize("opener", ["enter", "question_mark", "i"])
async def test_keys_right_behind_the_one_that_opens_a_view_are_heard_there(opener: str) -> None:
    async with desk("#capcomnet", posts=20) as on:
        await on.press("j")
        for key in (opener, "pagedown", "R", "pageup", "escape", "escape"):
            on.app.post_message(Key(key, key if len(key) == 1 else {"question_mark": "?"}.get(key)))
        for _ in range(5):
            await on.look()

        assert on.app.return_code is None
        assert on.app.screen is on.app.deck_screen


def type_at_once(on: OnDesk, *keys: str) -> None:
    """All of these keys are there before the first is heard."""
    for key in keys:
        name = {"?": "question_mark", "/": "slash", ":": "colon"}.get(key, key)
        on.app.post_message(Key(name, key if len(key) == 1 else None))


async def until_zoomed(on: OnDesk) -> None:
    """The last of the keys, which zooms the pane, was heard; on a busy machine that takes a while."""
    for _ in range(500):
        await on.pilot.pause(0.01)
        if on.app.deck_screen.deck.zoomed:
            return


OPENERS = ("enter", "?", "i", "a", "e", "/", ":", "E", "P", "s", "S", "c", "T", "F")


@pytest.mark.parametrize("opener", OPENERS)
async def test_a_key_right_behind_esc_is_for_what_lies_beneath(opener: str) -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        await on.press("j", opener)
        await on.look()

        type_at_once(on, "escape", "z")
        await until_zoomed(on)

        assert on.app.screen is on.app.deck_screen
        assert on.app.deck_screen.deck.zoomed


@pytest.mark.parametrize("opener", OPENERS)
async def test_a_view_opened_and_left_in_one_breath_takes_no_key_of_the_deck(opener: str) -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        await on.press("j")

        type_at_once(on, opener, "escape", "z")
        await until_zoomed(on)

        assert on.app.screen is on.app.deck_screen
        assert on.app.deck_screen.deck.zoomed


async def test_a_key_right_behind_a_filter_that_is_kept_is_for_the_panes() -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        type_at_once(on, "j", "/", "p", "o", "s", "t", "enter", "z", "G", "j")
        await until_zoomed(on)

        assert str(on.pane.live) == "post"
        assert on.app.deck_screen.deck.zoomed


async def test_the_name_of_a_file_is_typed_in_one_breath_and_the_next_key_is_for_the_panes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk("#capcomnet", "#b", posts=3) as on:
        type_at_once(on, "E", "backspace", "1", "escape", "E", "escape", "z")
        await until_zoomed(on)

        assert on.app.deck_screen.deck.zoomed


async def test_what_is_pasted_right_behind_the_key_that_opens_a_field_is_for_the_field() -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        type_at_once(on, "/")
        on.app.post_message(Paste("post"))
        type_at_once(on, "enter", "z")
        await until_zoomed(on)

        assert str(on.pane.live) == "post"
        assert on.app.deck_screen.deck.zoomed


async def test_text_typed_at_once_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LOST_AFTER", 60.0)  # a busy machine loses no key, it is late
    text = "words that are typed " * 15
    async with desk("#capcomnet", posts=3) as on:
        await on.press("/")
        pressed = on.app._pressed

        type_at_once(on, *text, "enter", "z")
        await until_zoomed(on)

        assert str(on.pane.live) == text.strip()
        assert on.app._pressed - pressed == 2


async def test_keys_held_behind_others_are_heard_in_their_order_and_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LOST_AFTER", 60.0)  # a busy machine loses no key, it is late
    async with desk("#capcomnet", posts=50) as on:
        type_at_once(on, *"j" * 30, *"k" * 10, "z")
        await until_zoomed(on)

        selected = on.pane.window.selected
        assert selected is not None
        first = on.pane.timeline.position(selected)

        type_at_once(on, "g", *"j" * 19, "z")
        for _ in range(100):
            await on.pilot.pause(0.01)

        assert first in (19, 20)  # the first j selects the newest, which stood selected nowhere before
        assert on.pane.timeline.position(str(on.pane.window.selected)) == 19
