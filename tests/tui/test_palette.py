"""Every action by name, and the last notice."""

import pytest
from textual.app import App
from textual.command import CommandList, CommandPalette
from textual.events import Click, Key

from hashtui.config.actions import ACTIONS
from hashtui.tui.palette import ActionCommands, QuietPalette
from tests.tui.desks import desk
from tests.tui.hosted import KEYS, paste, press


class Commanded(App[None]):
    """An application with nothing but the palette."""

    def __init__(self, notice: str = "") -> None:
        super().__init__()
        self.ran: list[str] = []
        self.commands = ActionCommands(KEYS, self.ran.append, lambda: notice)

    def on_mount(self) -> None:
        self.push_screen(CommandPalette(providers=[self.commands]))

    def offered(self) -> list[str]:
        commands = self.screen.query_one(CommandList)
        return [str(commands.get_option_at_index(i).prompt).split("\n")[0] for i in range(commands.option_count)]


async def test_every_action_is_offered_once_with_its_keys() -> None:
    app = Commanded()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        offered = app.offered()
        assert len(offered) == len(ACTIONS) - 3
        assert "add pane  (a)" in offered
        assert "newer post  (↑ k)" in offered


async def test_a_chosen_action_is_run_by_its_id() -> None:
    app = Commanded()

    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, "add pane")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter")
        await pilot.pause()

        assert app.ran == ["pane_add"]


async def test_the_last_notice_can_be_read_again_and_is_never_markup() -> None:
    app = Commanded("Copied: [/red] [@click=app.quit]x[/] [bold]")

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert app.offered()[0] == "last notice: Copied: [/red] [@click=app.quit]x[/] [bold]"

        await paste(pilot, "notice")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "last notice: Copied: [/red] [@click=app.quit]x[/] [bold]" in app.offered()


def test_without_a_notice_there_is_no_row_for_it() -> None:
    titles = [title for title, _, _ in ActionCommands(KEYS, lambda _id: None).rows()]

    assert not any("notice" in title for title in titles)


async def test_a_page_down_in_a_window_without_room_for_the_list_does_no_harm() -> None:
    async with desk("#a", size=(17, 3)) as on:
        await on.pilot.press("ctrl+p", "pagedown", "pageup", "escape")

        assert on.app.return_code is None


@pytest.mark.parametrize("size", [(4, 9), (6, 9), (1, 1), (200, 1)])
async def test_it_outlives_a_window_pulled_small(size: tuple[int, int]) -> None:
    async with desk("#a") as on:
        await on.pilot.press("ctrl+p")
        await on.pilot.pause(0.2)
        await on.pilot.resize_terminal(*size)
        await on.pilot.pause()

        assert on.app.return_code is None


async def test_what_is_found_while_it_closes_does_no_harm() -> None:
    async with desk("#a") as on:
        await on.pilot.press("ctrl+p")
        palette = on.app.screen
        assert isinstance(palette, QuietPalette)
        found = palette.query_one(CommandList)
        await found.remove()
        palette._refresh_command_list(found, [], True)
        await palette._watch__show_busy()

        assert on.app.return_code is None


async def test_two_clicks_beside_it_close_it_and_nothing_beneath() -> None:
    async with desk("#a", posts=1) as on:
        await on.press("enter", "ctrl+p")
        palette, post = on.app.screen, on.app.screen_stack[-2]
        for _ in range(2):
            palette.post_message(Click(palette, 0, 0, 0, 0, 1, False, False, False, screen_x=0, screen_y=0))
        await on.pilot.pause()

        assert on.app.screen is post


async def test_a_command_chosen_twice_at_once_is_done_once() -> None:
    async with desk("#a", "#b", "#c") as on:
        await on.press("ctrl+p")
        await on.pilot.press(*"close pane")
        await on.pilot.pause(0.3)
        for _ in range(4):
            on.app.post_message(Key("enter", None))
        for _ in range(5):
            await on.look()

        assert len(on.panes) == 2
