"""The dashboard by its keys: panes, posts, and that nothing moves under the reader."""

from datetime import timedelta

import pytest
from textual.events import Key

from hashtui.config.config import Look
from tests.posts import post, rewritten, sighting
from tests.tui.desks import desk


async def test_two_panes_stand_side_by_side_with_a_wall_between() -> None:
    async with desk("#capcomnet", "#paris20", posts=3) as on:
        rows = on.rows()

        assert rows[1].startswith("▸ 1 #capcomnet")
        assert rows[1][39:46] == "│  2 #p"
        assert rows[3][39] == "┼"
        assert all(row[39:40] == "│" for row in rows[4:23])


async def test_five_hundred_arrivals_a_deletion_and_a_resize_leave_the_selected_post_on_its_line() -> None:
    async with desk("#capcomnet", "#paris20", posts=40) as on:
        await on.press("j", "j", "j", "j")
        selected = on.pane.window.selected
        line = on.row_of("▌")

        on.hear(*(post(100 + number, minutes=60 + number / 100) for number in range(500)))
        on.lose(post(38))
        on.hear(
            rewritten(post(39), "An edited post that is a good deal longer than the one that stood here before it.")
        )
        await on.look()
        after_posts = on.row_of("▌")
        await on.pilot.resize_terminal(100, 30)
        await on.look()

        assert (on.pane.window.selected, after_posts, on.row_of("▌")) == (selected, line, line)
        assert "▲ 500 new" in on.rows()[3]


async def test_space_holds_the_newest_and_follows_again() -> None:
    async with desk("#capcomnet", posts=5) as on:
        await on.press("space")
        held = on.pane.window.selected
        on.hear(post(200, minutes=59))
        await on.look()
        await on.press("space")

        assert held == post(4).key
        assert on.pane.window.following
        assert on.row_of("Post number 200") < on.row_of("Post number 4")


async def test_backspace_returns_to_before_the_jump() -> None:
    async with desk("#capcomnet", posts=30) as on:
        await on.press("j", "j")
        before = on.pane.window.selected
        await on.press("G")
        oldest = on.pane.window.selected
        await on.press("backspace")

        assert oldest == post(0).key
        assert on.pane.window.selected == before


async def test_n_goes_to_a_late_post_far_below() -> None:
    async with desk("#capcomnet", posts=30) as on:
        await on.press("A", "j")
        on.hear(post(900, minutes=2.5))
        await on.look()
        await on.press("n")

        assert on.pane.window.selected == post(900).key


async def test_seen_can_be_undone() -> None:
    async with desk("#capcomnet", posts=5) as on:
        await on.press("A")
        seen = set(on.pane.timeline.unseen)
        said = on.rows()[-1]
        await on.press("u")

        assert seen == set()
        assert "u undoes" in said
        assert len(on.pane.timeline.unseen) == 5


@pytest.mark.parametrize(("keys", "active"), [(("l",), 2), (("right", "right"), 3), (("tab",) * 3, 1), (("2",), 2)])
async def test_keys_go_from_pane_to_pane(keys: tuple[str, ...], active: int) -> None:
    async with desk("#a", "#b", "#c", size=(120, 24)) as on:
        await on.press(*keys)

        assert on.pane.number == active


async def test_panes_that_do_not_fit_make_a_page_of_their_own_named_in_the_top_bar() -> None:
    async with desk("#capcomnet", "#b", "Third = #c", size=(80, 24)) as on:
        on.hear(post(1, tags=("c",)))
        await on.look()
        first = on.rows()[0]
        await on.press("3")

        assert "‹1 2›" in first
        assert "3 Third 1 new" in first
        assert "‹3›" in on.rows()[0]
        assert on.rows()[1].startswith("▸ 3 Third")


async def test_z_shows_one_pane_alone_and_escape_leaves_it() -> None:
    async with desk("#a", "#b") as on:
        await on.press("z")
        alone = on.pane.size.width
        await on.press("escape")

        assert (alone, on.pane.size.width) == (80, 40)


async def test_plus_and_minus_change_the_width_of_the_pane() -> None:
    async with desk("#a", "#b", size=(120, 24)) as on:
        before = on.pane.size.width
        await on.press("+", "+")
        wider = on.pane.size.width
        await on.press("-", "-")

        assert (wider - before, on.pane.size.width) == (8, before)


async def test_panes_change_places_and_the_order_is_remembered() -> None:
    async with desk("#a", "#b") as on:
        await on.press(">")

        assert [str(pane.filter) for pane in on.panes] == ["#b", "#a"]
        assert on.pane.number == 2
        assert on.remembered.panes == ["#b", "#a"]


async def test_a_closed_pane_comes_back_by_undo_with_its_posts() -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        await on.press("x")
        closed = on.remembered.panes
        await on.press("u")

        assert closed == ["#b"]
        assert on.remembered.panes == ["#capcomnet", "#b"]
        assert len(on.panes[0].timeline) == 3


async def test_panes_closed_and_brought_back_as_fast_as_keys_come_stand_in_their_order() -> None:
    async with desk(*(f"#{letter}" for letter in "abcdef"), size=(200, 24)) as on:
        before = [str(pane.filter) for pane in on.panes]
        for key in "xxxxxx":
            on.app.post_message(Key(key, key))
        await on.look()
        closed = len(on.panes)
        for key in "uuuuuu":
            on.app.post_message(Key(key, key))
        await on.look()

        assert closed == 0
        assert [str(pane.filter) for pane in on.panes] == before
        assert list(on.app.deck_screen.deck.children) == on.panes


async def test_a_pane_added_while_watching_shows_what_was_heard_before() -> None:
    async with desk("#capcomnet", posts=3) as on:
        on.hear(post(50, tags=("paris20",)))
        await on.press("a")
        await on.press(*"paris20", "enter")

        assert [str(pane.filter) for pane in on.panes] == ["#capcomnet", "#paris20"]
        assert len(on.panes[1].timeline) == 1


async def test_a_pane_is_edited_in_its_place() -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        await on.press("e")
        await on.press("end", *" -#spam", "enter")

        assert [str(pane.filter) for pane in on.panes] == ["#capcomnet -#spam", "#b"]
        assert len(on.panes[0].timeline) == 3


async def test_density_goes_from_short_to_full_to_line() -> None:
    async with desk("#capcomnet", posts=3) as on:
        heights = []
        for _ in range(3):
            heights.append(on.row_of("Post number 1") - on.row_of("Post number 2"))
            await on.press("v")

        assert heights[1] >= heights[0]
        assert heights[2] == 1


async def test_enter_opens_the_post_and_escape_returns_to_the_same_place() -> None:
    async with desk("#capcomnet", posts=10) as on:
        await on.press("j", "j")
        before = on.rows()
        await on.press("enter")
        opened = on.rows()
        await on.press("escape")

        assert "#capcomnet › post" in opened[0]
        assert on.rows()[1:-1] == before[1:-1]


@pytest.mark.parametrize(("key", "words"), [("question_mark", "keys"), ("i", "sources"), ("enter", "post")])
async def test_every_view_opens_by_its_key_and_closes_by_q(key: str, words: str) -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press(key)
        opened = on.rows()[0]
        await on.press("q")

        assert f"› {words}" in opened
        assert on.rows()[1].startswith("▸ 1 #capcomnet")


async def test_the_palette_runs_a_command_by_its_name() -> None:
    async with desk("#a", "#b", size=(100, 30)) as on:
        await on.press(":")
        await on.press(*"zoom")
        while not any("show this pane alone" in row for row in on.rows()):
            await on.pilot.pause()
        await on.press("enter")

        assert on.pane.size.width == 100


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_the_palette_offers_what_can_be_done_where_it_was_opened(key: str) -> None:
    async with desk("#a", size=(100, 40)) as on:
        await on.press(key)
        await on.press(*"post with its")
        for _ in range(100):
            await on.pilot.pause()
            if any("(Enter)" in row for row in on.rows()):
                break

        assert any("open  (Enter)" in row for row in on.rows())
        assert not any("JSON  (R)" in row for row in on.rows())


async def test_keys_of_the_configuration_take_the_place_of_the_registrys() -> None:
    async with desk("#a", "#b", keys={"zoom": ("Z", "ctrl+z")}) as on:
        await on.press("z")
        by_old = on.pane.size.width
        await on.press("Z")

        assert (by_old, on.pane.size.width) == (40, 80)


async def test_an_empty_pane_says_why() -> None:
    async with desk("#capcomnett") as on:
        assert "has no post with #capcomnett" in " ".join(on.rows())


async def test_q_on_the_deck_quits_with_status_nought() -> None:
    async with desk("#a") as on:
        await on.press("q")

        assert on.app.return_code == 0


async def test_control_c_leaves_with_the_status_of_an_interrupt() -> None:
    async with desk("#a") as on:
        await on.press("ctrl+c")

        assert on.app.return_code == 130


async def test_a_late_post_says_how_late() -> None:
    async with desk("#capcomnet", posts=3) as on:
        late = post(7, minutes=1.5)
        on.watch.admit(sighting(late, heard_after=timedelta(minutes=17)))
        await on.look()

        assert "late 17 min" in on.rows()[on.row_of("Post number 7") - 1]


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (36, 12), (20, 6), (10, 3), (1, 1)])
async def test_any_size_is_drawn_without_an_error(size: tuple[int, int]) -> None:
    async with desk("#capcomnet", "#paris20", "#c", posts=20, size=size) as on:
        await on.press("j", "j", "pagedown", "right", "space")

        assert len(on.rows()) == size[1]


@pytest.mark.parametrize("size", [(10, 3), (19, 24), (80, 5)])
async def test_a_screen_that_is_too_small_says_so_and_a_larger_one_shows_the_panes_again(size: tuple[int, int]) -> None:
    async with desk("#capcomnet", posts=20, size=(80, 24)) as on:
        await on.press("j", "j", "j")
        before = on.rows()
        await on.pilot.resize_terminal(*size)
        await on.look()
        small = " ".join(on.rows())
        await on.pilot.resize_terminal(80, 24)
        await on.look()

        assert "too small" in small
        assert on.rows() == before


@pytest.mark.parametrize("size", [(20, 6), (36, 20), (200, 50), (100, 14)])
async def test_a_resize_and_back_leaves_everything_where_it_was(size: tuple[int, int]) -> None:
    async with desk("#capcomnet", "#b", posts=40) as on:
        await on.press(*"jjjjjj")
        before = on.rows()
        await on.pilot.resize_terminal(*size)
        await on.look()
        await on.pilot.resize_terminal(80, 24)
        await on.look()

        assert on.rows() == before


async def test_the_drip_rate_of_the_configuration_holds_from_the_start() -> None:
    async with desk("#capcomnet", posts=3, look=Look(drip=0.5)) as on:
        on.hear(*(post(10 + number, minutes=59) for number in range(12)))
        await on.look()

        assert " waiting ━━" in on.rows()[3]
