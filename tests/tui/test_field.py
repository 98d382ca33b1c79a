"""What is pasted into a field of one line."""

import pytest
from textual.widgets import Input

from hashtui.tui.filter_bar import FilterBar
from tests.tui.desks import OnDesk, desk
from tests.tui.hosted import paste


async def into_the_filter(on: OnDesk, text: str) -> str:
    """Open the filter's field, paste that behind `a`, and read what the field holds."""
    await on.press("slash", "a")
    await paste(on.pilot, text)
    await on.pilot.pause()
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
