"""Catching up: every unseen post in one class, oldest first, with an end; marking them as seen can be undone."""

from dataclasses import replace

import pytest

from hashtui.config.remembered import PanePlace
from hashtui.post.clean import clean_text
from hashtui.reading.summary.catch_up import Kind
from hashtui.tui.catch_up_view import CatchUpView
from tests.posts import NOON, post
from tests.tui.desks import OnDesk, desk
from tests.tui.drawn import CONGRESS, EARLIER
from tests.tui.test_screens_drawn import at


def view_of(on: OnDesk) -> CatchUpView:
    """The view that is open."""
    view = on.app.screen
    assert isinstance(view, CatchUpView)
    return view


def page(on: OnDesk) -> list[str]:
    """All its lines, those scrolled away too."""
    return [line.rstrip() for line in view_of(on).page.text.split("\n")]


async def saw(on: OnDesk) -> None:
    """What was said until now was seen; then the congress goes on."""
    on.hear(*EARLIER)
    await on.look()
    await on.press("A")
    on.hear(*CONGRESS)
    await on.look()


async def test_only_what_was_not_seen_is_told_each_post_once_and_then_it_ends() -> None:
    async with desk("#capcomnet") as on:
        await on.clock.wind(92 * 60)
        await saw(on)
        await on.press("c")
        lines = page(on)
        caught = view_of(on).caught

    assert lines[0].endswith("7 unseen posts since 14:12 by 7 people")
    assert "That is all since 14:12." in lines[-1]
    assert caught is not None
    keys = [key for one in caught.classes for key in one.keys]
    assert sorted(keys) == sorted(str(one.key) for one in CONGRESS)
    assert not any("recommence demain" in line for line in lines)


async def test_the_classes_are_counted_and_the_questions_told() -> None:
    async with desk("#capcomnet") as on:
        await on.clock.wind(92 * 60)
        await saw(on)
        await on.press("c")
        lines = page(on)
        caught = view_of(on).caught

    assert caught is not None
    assert len(caught.classes) >= 3
    heads = {one.kind.value: len(one.keys) for one in caught.classes}
    if not caught.notable and Kind.TOLD in heads:
        heads["the one that says most"] = heads.pop(Kind.TOLD)
    for head, count in heads.items():
        assert any(line[1:].lower().startswith(head) and line.endswith(str(count)) for line in lines), head


async def test_it_begins_where_one_left_off() -> None:
    left = PanePlace("#capcomnet", NOON + at(125), NOON + at(125))
    async with desk("#capcomnet", places=[left]) as on:
        await on.clock.wind(92 * 60)
        on.hear(*EARLIER, *CONGRESS)
        await on.look()
        await on.press("c")
        lines = page(on)

    assert lines[0].endswith("7 unseen posts since 14:05 by 7 people")
    assert "That is all since 14:05." in lines[-1]


async def test_when_nothing_stands_out_it_says_so() -> None:
    async with desk("#capcomnet") as on:
        on.hear(*(post(number, f"Word{number}") for number in range(3)))
        await on.look()
        await on.press("c")
        lines = page(on)

    assert any("Nothing notable since 12:00." in line for line in lines)
    assert any("That is all since 12:00." in line for line in lines)


async def test_marking_it_as_seen_goes_back_and_can_be_undone() -> None:
    async with desk("#capcomnet", posts=12) as on:
        await on.press("c", "A")
        said, left = on.rows()[-1], len(on.pane.timeline.unseen)
        await on.press("u")

        assert on.app.screen is on.app.deck_screen
        assert said == " 12 posts marked as seen · u undoes"
        assert left == 0
        assert len(on.pane.timeline.unseen) == 12


async def test_what_came_while_one_read_stays_unseen() -> None:
    async with desk("#capcomnet", posts=12) as on:
        await on.press("c")
        on.hear(post(50, "Later"))
        view_of(on).look()
        await on.look()
        first = on.rows()[0]
        await on.press("A")

        assert "1 came since · r refreshes" in first
        assert len(on.pane.timeline.unseen) == 1


async def test_a_filter_leaves_out_here_what_it_leaves_out_in_the_pane() -> None:
    async with desk("#capcomnet", posts=12) as on:
        await on.press("/", *"number 1", "enter", "c")
        caught = view_of(on).caught

    assert caught is not None
    assert caught.posts == 3


async def test_enter_opens_the_post_and_escape_comes_back_to_it() -> None:
    async with desk("#capcomnet") as on:
        await saw(on)
        await on.press("c", "down", "enter")
        crumbs = on.rows()[0]
        before = view_of_beneath(on).chosen_spot
        await on.press("escape")

        assert crumbs.startswith(" #capcomnet › catch up › post")
        assert view_of(on).chosen_spot == before


def view_of_beneath(on: OnDesk) -> CatchUpView:
    """The view under the one that is open."""
    view = on.app.screen_stack[-2]
    assert isinstance(view, CatchUpView)
    return view


async def test_the_post_selected_is_the_one_shown_on_coming_back() -> None:
    async with desk("#capcomnet") as on:
        await saw(on)
        await on.press("c", "down")
        spot = view_of(on).chosen_spot
        await on.press("escape")

        assert spot is not None
        assert on.pane.window.selected == spot.keys[0]


async def test_when_all_was_seen_the_footer_says_so() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("A", "c")

        assert on.rows()[-1] == " Nothing to catch up with: every post here was seen."


async def test_links_and_words_of_a_post_are_copied() -> None:
    async with desk("#capcomnet") as on:
        on.hear(post(0, "Where is room B?"), post(1, "Thanks"))
        await on.look()
        copied: list[str] = []
        on.app.deck_screen.opener._clipboard = copied.append
        await on.press("c", "y")
        said = on.rows()[-1]
        await on.press("down", "y", "Y")
        spot = view_of(on).chosen_spot

    assert said == " Only a post has a link to copy."
    assert spot is not None
    number = 0 if "Where is room B?" in spot.words else 1
    assert copied[-2:] == [f"https://social.example/@ana/{number}", spot.words]
    assert spot.words.startswith(f"12:0{number} @ana@social.example: ")


async def test_the_words_behind_a_content_warning_are_not_told() -> None:
    async with desk("#capcomnet") as on:
        on.hear(replace(post(3, "Is it the gardener?"), content_warning=clean_text("spoiler")))
        await on.look()
        await on.press("c")
        lines = "\n".join(page(on))

    assert "CW spoiler" in lines
    assert "gardener" not in lines


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (40, 12), (20, 6)])
async def test_no_line_is_cut_off_at_any_size(size: tuple[int, int]) -> None:
    async with desk("#capcomnet", size=size) as on:
        await on.clock.wind(92 * 60)
        await saw(on)
        await on.press("c")
        lines = view_of(on).page._lines

    assert lines
    assert max(sum(len(run.text) for run in line) for line in lines) <= size[0]
