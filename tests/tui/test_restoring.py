"""Where the reader was when the dashboard was left: kept, and found again though the posts come later."""

from datetime import timedelta

from hashtui.config.config import Density
from hashtui.config.remembered import PanePlace
from tests.posts import NOON, post
from tests.tui.desks import OnDesk, desk


def place(**changed: object) -> PanePlace:
    """#capcomnet, left at a quarter past twelve, with everything seen but the newest two of sixteen."""
    given: dict[str, object] = {
        "pane": "#capcomnet",
        "left_at": NOON + timedelta(minutes=15.5),
        "seen_until": NOON + timedelta(minutes=15),
        "unseen": (post(15).key, post(14).key),
        "selected": post(10).key,
        "row": 6,
        "density": Density.SHORT,
        "extra_columns": 0,
    }
    return PanePlace(**(given | changed))  # type: ignore[arg-type]  # by name


async def come(on: OnDesk, *numbers: int) -> None:
    """What the source holds comes after the start."""
    on.hear(*(post(number) for number in numbers), held=True)
    await on.look()


async def test_the_selected_post_stands_on_its_row_again_when_it_has_come() -> None:
    async with desk("#capcomnet", places=[place()]) as on:
        await come(on, *range(12, 20))
        before = on.pane.window.selected
        await come(on, *range(12))

        assert before is None
        assert on.pane.window.selected == post(10).key
        assert on.row_of("▌") == 4 + 6


async def test_what_came_while_one_was_away_is_counted_above_the_place() -> None:
    async with desk("#capcomnet", places=[place()]) as on:
        await come(on, *range(20))
        counted = on.rows()[3]
        await on.press("n", "backspace")

        assert "▲ 6 new" in counted
        assert "▲ 5 new" in on.rows()[3]


async def test_a_reader_who_has_moved_meanwhile_is_left_where_they_are() -> None:
    async with desk("#capcomnet", places=[place()]) as on:
        await come(on, *range(12, 20))
        await on.press("j", "j")
        moved = on.pane.window.selected
        await come(on, *range(12))

        assert on.pane.window.selected == moved


async def test_what_was_seen_is_seen_and_a_line_tells_where_one_left_off() -> None:
    async with desk("#capcomnet", places=[place(selected=None)], size=(80, 50)) as on:
        await come(on, *range(20))

        assert on.pane.timeline.unseen == {post(number).key for number in (14, 15, 16, 17, 18, 19)}
        line = on.row_of("you were here · 12:15")
        assert on.row_of("Post number 16") < line < on.row_of("Post number 15")


async def test_density_and_width_come_back() -> None:
    left = place(density=Density.LINE, extra_columns=8, selected=None)
    async with desk("#capcomnet", "#b", places=[left], size=(120, 24)) as on:
        assert on.panes[0].density is Density.LINE
        assert on.panes[0].size.width - on.panes[1].size.width >= 15


async def test_the_place_is_kept_when_the_dashboard_is_left() -> None:
    async with desk("#capcomnet", posts=16) as on:
        await on.press(*"jjjj", "v")
        await on.press("q")

        kept = on.remembered.places["#capcomnet"]
        assert (kept.selected, kept.row, kept.density) == (on.pane.window.selected, on.pane.window.row, Density.FULL)
        assert kept.seen_until == post(15).created_at
        assert len(kept.unseen) == 12
        assert kept.unseen[0] == post(11).key
        assert kept.left_at == on.clock.now()


async def test_leaving_before_anything_has_come_keeps_the_place_of_last_time() -> None:
    async with desk("#capcomnet", places=[place()]) as on:
        await on.press("q")

        assert on.remembered.places["#capcomnet"] == place()


async def test_the_place_is_written_down_now_and_then() -> None:
    async with desk("#capcomnet", posts=16) as on:
        await on.press(*"jjjj")
        before = on.remembered.places["#capcomnet"].selected
        on.app.deck_screen.keep_places_now()

        assert before is None
        assert on.remembered.places["#capcomnet"].selected == on.pane.window.selected


async def test_the_place_of_a_pane_that_is_no_longer_there_harms_nobody() -> None:
    async with desk("#other", places=[place()]) as on:
        assert on.remembered.places["#other"].selected is None
