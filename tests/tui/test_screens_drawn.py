"""Whole screens of the dashboard, to the cell, with the posts they were drawn with, at the sizes of the design."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.config.remembered import PanePlace
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap, Report, State
from tests.posts import NOON, SOURCE, sighting
from tests.tui.desks import OnDesk, desk, rules
from tests.tui.drawn import ASKED, CONGRESS, EARLIER, FAIR, LATE, PRIZE, ROBOT, STANDING
from tests.tui.test_app import colours

QUESTIONS = 'Questions = (#capcomnet | #paris20) "?"'
Read = Callable[[OnDesk], Awaitable[None]]
RULES = rules(hide={"robots": "from:@agenda@*"}, highlight={"organisers": "from:@mairie20@*"})


def at(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


@asynccontextmanager
async def saturday(*panes: str, size: tuple[int, int]) -> AsyncIterator[OnDesk]:
    """Half past two: everything that was drawn has come, and the reader was here at five past."""
    left = PanePlace("#capcomnet", NOON + at(125), NOON + at(125))
    async with desk(*panes, size=size, rules=RULES, places=[left]) as on:
        await on.clock.wind(92 * 60)
        on.watch.admit(Gap(SOURCE, NOON + at(122), NOON + at(140), clean_line("")))
        on.hear(*CONGRESS, *EARLIER, *FAIR, ROBOT, ASKED)
        on.watch.admit(sighting(LATE, heard_after=at(17)))
        on.lose(EARLIER[1])
        await on.look()
        yield on


async def read_two(on: OnDesk) -> None:
    """The prize is being read."""
    await on.press("j", "j")


async def read_four(on: OnDesk) -> None:
    """Four panes: one read, one with its hidden posts, one in lines, one under a filter."""
    await on.press("2", "H", "3", "v", "v", "4", "/", *"-is:boost", "enter", "1", "j", "j")
    on.app.deck_screen.fall_silent()
    await on.look()


SCREENS = [
    pytest.param((80, 24), ("#capcomnet", "#paris20", QUESTIONS), read_two, id="80x24"),
    pytest.param((120, 35), ("#capcomnet", "#paris20"), read_two, id="120x35"),
    pytest.param((200, 50), ("#capcomnet", "#paris20", "Line = #paris20", QUESTIONS), read_four, id="200x50"),
]


def drawn(name: str) -> list[str]:
    """The rows of a screen as it is kept beside the tests."""
    return (Path(__file__).parent / "screens" / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.parametrize(("size", "panes", "read"), SCREENS)
@pytest.mark.parametrize("colour", [True, False])
async def test_the_dashboard_stands_as_it_was_drawn_with_colour_and_without(
    size: tuple[int, int], panes: tuple[str, ...], read: Read, *, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    async with saturday(*panes, size=size) as on:
        await read(on)

        assert on.rows() == drawn("x".join(map(str, size)))
        assert bool(colours(on)) is colour


async def test_panes_without_a_post_say_why_and_which_key_helps() -> None:
    async with desk("#capcomnet", "#paris20 from:@nobody@*") as on:
        await on.clock.wind(92 * 60)
        on.hear(*FAIR)
        why = clean_line("shows this tag only to people who are logged in")
        on.watch.admit(Report(SOURCE, State.REFUSED, why, on.clock.now()))
        await on.look()

        assert on.rows() == drawn("empty")


async def test_a_tag_spelled_nearly_so_and_a_filter_that_leaves_nothing_say_so() -> None:
    async with desk("#capcomnett", "#capcomnet") as on:
        on.hear(PRIZE, STANDING)
        await on.press("2", "/", *"nowhere", "enter")
        on.app.deck_screen.fall_silent()
        await on.look()

        assert on.rows() == drawn("nearly")


async def test_the_three_densities_show_the_same_posts_in_one_row_in_short_and_in_full() -> None:
    async with desk("#capcomnet", size=(60, 16)) as on:
        await on.clock.wind(92 * 60)
        on.hear(PRIZE, CONGRESS[4])
        await on.look()
        rows = []
        for _ in range(3):
            rows += on.rows()[4:-1]
            await on.press("v")

        assert rows == drawn("densities")
