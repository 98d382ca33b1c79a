"""Panes by pointer: what a click and the wheel do."""

from textual.events import MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from hashtui.tui.reader import ReaderView
from tests.posts import post
from tests.tui.desks import OnDesk, desk


async def click(on: OnDesk, words: str) -> None:
    """Click on the first row with these words, where they stand."""
    row = on.row_of(words)
    await on.pilot.click(offset=(on.rows()[row].index(words), row))
    await on.look()


async def turn(on: OnDesk, wheel: type[MouseScrollDown] | type[MouseScrollUp], over: Widget) -> None:
    """One notch of the wheel over it."""
    place = over.region.offset
    over.post_message(wheel(over, 1, 5, 0, 0, 0, False, False, False, place.x + 1, place.y + 5))
    await on.look()


async def test_a_click_selects_the_post_and_a_second_one_opens_it() -> None:
    async with desk("#capcomnet", posts=5) as on:
        await click(on, "Post number 3")
        selected = on.pane.window.selected
        before = on.app.screen
        await click(on, "Post number 3")

        assert selected == post(3).key
        assert not isinstance(before, ReaderView)
        assert isinstance(on.app.screen, ReaderView)


async def test_a_click_goes_to_the_pane_it_falls_in() -> None:
    async with desk("#capcomnet", "#paris20", posts=5) as on:
        await on.pilot.click(on.panes[1], offset=(9, 0))
        await on.look()

        assert on.pane is on.panes[1]
        assert on.pane.window.following


async def test_a_click_where_no_post_stands_selects_none() -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.pilot.click(offset=(20, 18))
        await on.look()

        assert on.pane.window.following


async def test_the_wheel_reads_and_what_comes_meanwhile_moves_nothing() -> None:
    async with desk("#capcomnet", posts=40) as on:
        await turn(on, MouseScrollDown, on.pane)
        top = on.rows()[5]
        on.hear(post(100, minutes=59))
        await on.look()

        assert not on.pane.window.following
        assert on.rows()[5] == top
        assert "1 new" in on.rows()[3]


async def test_the_wheel_goes_back_the_way_it_came() -> None:
    async with desk("#capcomnet", posts=40) as on:
        await turn(on, MouseScrollDown, on.pane)
        await turn(on, MouseScrollDown, on.pane)
        below = on.row_of("Post number 35")
        await turn(on, MouseScrollDown, on.pane)
        await turn(on, MouseScrollUp, on.pane)

        assert on.row_of("Post number 35") == below
