"""A view that is one page of lines: where the terminal's cursor stands, and that it scrolls and leaves by key."""

import pytest

from hashtui.tui.glyphs import UNICODE
from hashtui.tui.page_view import PageView
from hashtui.tui.typeset import Ink, Line, Run
from tests.tui.hosted import KEYS, Hosted, press, rows_of

LINES = 60


class Verses(PageView):
    """Numbered lines."""

    def title_line(self) -> tuple[str, Line]:
        return "verses", (Run("right ", Ink.META),)

    def lay(self, width: int) -> list[Line]:
        return [(Run(f" verse {number}", Ink.TEXT),) for number in range(LINES)]


async def test_the_cursor_of_the_terminal_stands_on_the_first_line() -> None:
    view = Verses(KEYS, UNICODE)
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        row = rows_of(pilot)[pilot.app.cursor_position.y]
        await press(pilot, "down", "down")
        scrolled = rows_of(pilot)[pilot.app.cursor_position.y]

    assert (row, scrolled) == (" verse 0", " verse 2")


@pytest.mark.parametrize(
    ("key", "first"),
    [("pagedown", 19), ("ctrl+d", 10), ("G", LINES - 21), ("down", 1), ("g", 0)],
)
async def test_it_scrolls_by_key(key: str, first: int) -> None:
    view = Verses(KEYS, UNICODE)
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        await press(pilot, key)

        assert view.page.top == first


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_it_leaves_by_key(key: str) -> None:
    hosted = Hosted(Verses(KEYS, UNICODE))
    async with hosted.run_test(size=(80, 24)) as pilot:
        await press(pilot, key)

        assert not hosted.is_open
