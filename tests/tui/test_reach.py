"""A summary and catching up reach into the archive: what belongs to them is read before they are drawn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from hashtui.archive.archive import Archive
from hashtui.archive.opening import in_memory
from hashtui.clock import HandClock
from hashtui.config.remembered import PanePlace
from hashtui.post.tag import Tag
from hashtui.tui.catch_up_view import CatchUpView
from hashtui.tui.reach import Reach
from hashtui.tui.reach_words import beyond_words, reaching_words
from hashtui.tui.sheet import Sheet
from hashtui.tui.summary_view import SummaryView
from hashtui.watch.recalling import Page, Place, Recalling
from tests.posts import NOON, admitted, post
from tests.tui.desks import OnDesk, desk
from tests.tui.test_recall import until

BACK = 700
"""So many minutes the archive reaches back, a post a minute."""


@asynccontextmanager
async def reaching(
    monkeypatch: pytest.MonkeyPatch, *, left: datetime | None = None, at_start: int = 200
) -> AsyncIterator[tuple[OnDesk, Archive]]:
    """A pane that fills itself with few of the posts that are kept; its reader may have left it then."""
    monkeypatch.setattr("hashtui.tui.recall.MOST_AT_START", at_start)
    archive = in_memory(HandClock(NOON))
    for number in range(BACK):
        archive.take(admitted(post(-number)))
    await archive.flush()
    places = () if left is None else (PanePlace("#capcomnet", left_at=left, seen_until=left),)
    async with desk("#capcomnet", archive=archive, places=places, size=(100, 30)) as on:
        yield on, archive
    archive.close()


def text(on: OnDesk) -> str:
    return " ".join(" ".join(on.rows()).split())


async def drawn(on: OnDesk) -> SummaryView | CatchUpView:
    """The summary on the screen, once it is there."""
    view = on.app.screen
    assert isinstance(view, SummaryView | CatchUpView)
    await until(on, lambda: view.chronicle is not None)
    return view


async def test_catching_up_reads_back_to_where_one_left_off(monkeypatch: pytest.MonkeyPatch) -> None:
    left = NOON - timedelta(minutes=550, seconds=30)
    async with reaching(monkeypatch, left=left) as (on, _):
        before = len(on.pane.timeline)
        await on.press("c")
        view = await drawn(on)

        assert before == 200
        assert isinstance(view, CatchUpView)
        assert view.caught is not None
        assert sum(len(one.keys) for one in view.caught.classes) == 551
        assert on.pane.timeline.unseen == {post(-number).key for number in range(551)}
        assert "This begins" not in text(on)


async def test_what_is_too_much_is_not_read_and_the_command_for_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashtui.tui.reach.MOST", 200)
    async with reaching(monkeypatch, left=NOON - timedelta(minutes=600)) as (on, _):
        await on.press("c")
        view = await drawn(on)
        said = text(on)

        assert len(view.entries) == 400
        assert "This begins at 05:21, not at 02:00: hashtui summary '#capcomnet' --since 2026-11-21T02:00Z" in said
        assert "sums up all of it." in said


async def test_a_summary_waits_for_what_the_pane_fills_itself_with(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, older = asyncio.Event(), Recalling.older

    async def held(
        recalling: Recalling, tags: frozenset[Tag], before: Place | None, since: datetime | None = None
    ) -> Page:
        await go_on.wait()
        return await older(recalling, tags, before, since)

    monkeypatch.setattr(Recalling, "older", held)
    async with reaching(monkeypatch, at_start=600) as (on, _):
        await on.press("s")
        waiting = text(on)
        go_on.set()
        view = await drawn(on)

        assert "Reading the archive: 200 posts so far … r sums up what is here, Esc goes back." in waiting
        assert len(view.entries) == 600


async def test_reading_for_it_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(
        recalling: Recalling, tags: frozenset[Tag], before: Place | None, since: datetime | None = None
    ) -> Page:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(Recalling, "older", never)
    async with reaching(monkeypatch, at_start=600) as (on, _):
        await on.press("s", "r")
        view = await drawn(on)
        await on.press("escape", "c", "escape")

        assert len(view.entries) == 200
        assert on.app.screen is on.app.deck_screen


async def test_a_summary_says_that_more_is_kept_than_it_sums_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async with reaching(monkeypatch) as (on, _):
        await on.press("s")
        view = await drawn(on)
        await until(on, lambda: view.shown.reach is not None and view.shown.reach.older)
        said = text(on)

        assert len(view.entries) == 200
        assert (
            "This begins at 08:41; what is older is kept: hashtui summary '#capcomnet' --since 2d reaches further back."
            in said
        )


async def test_one_is_where_one_was_after_catching_up_and_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    left = NOON - timedelta(minutes=300, seconds=30)
    async with reaching(monkeypatch, left=left) as (on, archive):
        await on.press("j", "j", "j")
        selected, row = on.pane.window.selected, on.pane.window.row
        await on.press("c")
        await drawn(on)
        await on.press("escape")
        on.app.deck_screen.remember()
        there = on.pane.window.selected, on.pane.window.row
        unseen, places = set(on.pane.timeline.unseen), tuple(on.remembered.places.values())
        async with desk("#capcomnet", archive=archive, places=places) as again:
            await until(again, lambda: again.pane.timeline.stored >= 200)
            back = again.pane.window.selected
            seen_again = again.pane.timeline.unseen

        assert there == (selected, row)
        assert back == selected
        assert seen_again <= unseen


async def test_words_without_keys_and_without_what_nobody_knows() -> None:
    async with desk("#capcomnet", posts=3) as on:
        reach = Reach(on.app.deck_screen.recall, on.panes)
        sheet, keys = Sheet(80, NOON), dict[str, tuple[str, ...]]()
        said = reaching_words(reach, keys, sheet)
        reach.back_to = NOON
        further = reaching_words(reach, keys, sheet)[0]

    assert said == ("Reading the archive: 3 posts so far …",)
    assert further.startswith("Reading the archive: 3 posts so far, back to ")
    assert beyond_words(reach, ("#a",), NOON, sheet) == ""
    reach.trouble = "the archive is damaged"
    assert beyond_words(reach, ("#a",), None, sheet) == "This is what is here: the archive is damaged."
