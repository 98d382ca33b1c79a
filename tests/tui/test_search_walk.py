"""Walking through what a search found: reading it, and going to its pane."""

import pytest

from hashtui.tui import searching_keys
from hashtui.tui.search_view import SearchView
from tests.posts import post
from tests.tui.searched import FAR, OLD, found, page, searching, type_in


async def test_enter_goes_to_the_posts_and_reads_them_and_brackets_walk_on() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon")

        await on.press("enter", "down", "enter")
        assert "search › post" in page(on)
        assert "found 2 of 5" in page(on)
        assert "Wagon 2 de la mairie" in page(on)
        await on.press("]")
        assert "found 3 of 5" in page(on)
        assert "Wagon 3 de la mairie" in page(on)
        await on.press("[", "[", "[")
        assert "found 1 of 5" in page(on)
        await on.press("escape")

        assert isinstance(on.app.screen, SearchView)
        assert "▌   Wagon 1 de la mairie" in page(on)


async def test_a_found_post_is_shown_in_its_pane_read_back_without_a_hole() -> None:
    between = tuple(post(number, f"Between {number}", minutes=-number) for number in range(1, 290))
    async with searching(before=(*between, *FAR)) as (on, _):
        await type_in(on, "wagon 3")

        await on.press("enter", "l")
        for _ in range(200):
            await on.look()
            if not isinstance(on.app.screen, SearchView):
                break

        assert "In 1 #capcomnet." in page(on)
        assert "▌   Wagon 3 de la mairie" in page(on)
        assert len(on.pane.timeline) >= 289 + 3


async def test_a_post_too_far_back_is_not_read_back_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching_keys, "MOST_READ_BACK", 250)
    between = tuple(post(number, f"Between {number}", minutes=-number) for number in range(1, 290))
    async with searching(before=(*between, *FAR)) as (on, _):
        await type_in(on, "wagon 3")

        await on.press("enter", "l")
        for _ in range(200):
            await on.look()
            if "Not in 1" in page(on):
                break

        assert "more than 250 posts stand before it; Enter reads it here." in " ".join(page(on).split())


async def test_where_no_pane_follows_its_tag_that_is_said() -> None:
    async with searching(before=tuple(OLD), panes=("#paris20",)) as (on, _):
        await type_in(on, "wagon")

        await on.press("enter", "l")

        assert "No pane follows a tag of this post; Enter reads it here." in page(on)


async def test_where_a_pane_leaves_it_out_that_is_said() -> None:
    async with searching(before=tuple(OLD), panes=("#capcomnet -wagon",)) as (on, _):
        await type_in(on, "wagon")

        await on.press("enter", "l")
        for _ in range(200):
            await on.look()
            if "Not in 1" in page(on):
                break

        assert "an expression, a filter or a rule leaves it out" in page(on)


async def test_many_posts_come_a_page_at_a_time_as_one_walks_down() -> None:
    many = tuple(post(number, f"wagon {number}", minutes=number / 10) for number in range(130))
    async with searching(before=many, size=(80, 50)) as (on, _):
        await type_in(on, "wagon")
        assert "50+ posts" in page(on)

        await on.press("enter", "G")
        await found(on)

        assert "100+ posts" in page(on)


async def test_walking_past_what_was_found_says_so() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon")

        await on.press("enter", "enter", "[")
        assert "This is the first that was found." in page(on)
        await on.press("]", "]", "]", "]", "]")

        assert "This is the last that was found." in page(on)
        assert "found 5 of 5" in page(on)


async def test_brackets_walk_through_the_list_too() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon")

        await on.press("enter", "[")
        assert "This is the first that was found." in page(on)
        await on.press("]", "]", "[")

        assert "2 of 5" in on.rows()[0]
