"""What is pasted into a field of one line."""

import pytest
from textual.events import Paste
from textual.widgets import Input

from hashtui.tui.filter_bar import FilterBar
from hashtui.tui.person_view import PersonView
from tests.tui.desks import OnDesk, desk


async def paste(on: OnDesk, text: str) -> None:
    """Put this text into the field that has the focus, all at once."""
    assert on.app.focused is not None
    on.app.focused.post_message(Paste(text))
    await on.pilot.pause()
    await on.pilot.pause()


async def into_the_filter(on: OnDesk, text: str) -> str:
    """Open the filter's field, paste that behind `a`, and read what the field holds."""
    await on.press("slash", "a")
    await paste(on, text)
    return on.app.deck_screen.query_one(FilterBar).query_one(Input).value


@pytest.mark.parametrize(
    ("pasted", "held"),
    [
        (" lang:fr\n-is:bot\r\n\thas:image\n", "a lang:fr -is:bot has:image"),
        ("\n\r\n", "a"),
        ("b\x00\x1b[2J\u202ec ", "ab\u2400\u241b[2Jc "),
    ],
)
async def test_what_is_pasted_is_one_line(pasted: str, held: str) -> None:
    async with desk("#capcomnet") as on:
        assert await into_the_filter(on, pasted) == held


async def test_what_does_not_fit_is_left_out_and_said_until_one_types_on() -> None:
    async with desk("#capcomnet") as on:
        held = await into_the_filter(on, "公" * 10_000)
        said = on.rows()
        await on.press("backspace")

        assert held == "a" + "公" * 1999
        assert any("2000 characters fit: 8001 of those pasted were left out." in row for row in said)
        assert not any("left out" in row for row in on.rows())


async def test_the_footer_names_the_keys_of_the_field_while_it_is_open_and_no_longer() -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.press("f")
        await on.pilot.press("slash")
        open_ = on.rows()[-1]
        await on.pilot.press("escape")

        assert open_.startswith(" Enter keep")
        assert not on.rows()[-1].startswith(" Enter keep")
        assert on.rows()[-1].endswith("? keys  q quit")


async def test_a_note_that_is_pasted_is_one_line_and_says_what_was_too_long_for_it() -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.press("enter", "e")
        await paste(on, 'radio "Lyon"\n[[x]] = 1\n' + "n" * 5000)
        said = on.rows()[-1]
        await on.press("enter")

        assert said.endswith("500 characters fit: 4523 of those pasted were left out.")
        assert any('your note: radio "Lyon" [[x]] = 1' in row for row in on.rows())


async def test_a_note_that_is_asked_for_while_the_person_is_left_does_no_harm() -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.press("enter", "A")
        person = on.app.screen
        assert isinstance(person, PersonView)
        await person.query("#noting").remove()
        person.action_note()
        person.action_leave()
        await on.look()

        assert on.app.screen is not person
