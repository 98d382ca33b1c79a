"""Walking through a page of rows and parts of rows, in one column and in several."""

from collections.abc import Sequence
from datetime import UTC

import pytest
from textual.pilot import Pilot

from hashtui.clock import HandClock
from hashtui.post.post import Post
from hashtui.post.sighting import Thread
from hashtui.tui.foot import Hints
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.opener import Opener
from hashtui.tui.sheet import Sheet
from hashtui.tui.spots_view import SpotsView
from hashtui.tui.summary_layout import lay_summary
from hashtui.tui.summary_rows import Set, Spot
from hashtui.tui.typeset import Ink, Run
from tests.tui.hosted import KEYS, Hosted, press, rows_of
from tests.tui.summaries import NOW, SUMMARY


async def no_thread(_: Post) -> Thread:
    return Thread()


class Pages(SpotsView):
    """The hand-made summary, and what was opened in it."""

    def __init__(self) -> None:
        self.copied: list[str] = []
        self.opened: list[str] = []
        opener = Opener({"SSH_TTY": "x"}, self.copied.append)
        ground = Ground(opener, HandClock(NOW), KEYS, lambda: (Run("● live", Ink.STATE_LIVE),), UTC)
        super().__init__("#capcomnet", "summary", ground, Lore(no_thread))

    def set_page(self, sheet: Sheet, height: int, chosen: str) -> Set:
        return lay_summary(SUMMARY, sheet, height, chosen)

    def open_spot(self, spot: Spot) -> None:
        self.opened.append(spot.id)

    def open_link(self, number: int) -> None:
        self.opened.append(str(number))

    def hints(self) -> Hints:
        return ((("post_up", "post_down"), "line"), (("leave",), "back"))

    @property
    def at(self) -> str:
        """The beginning of the id of what is selected."""
        assert self.chosen_spot is not None
        return self.chosen_spot.id.partition(":2026")[0]


async def walked(pilot: Pilot[None], view: Pages, keys: Sequence[str]) -> list[str]:
    """What is selected after each of the keys."""
    places = []
    for key in keys:
        await press(pilot, key)
        places.append(view.at)
    return places


async def test_up_and_down_go_from_row_to_row_of_one_column() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        down = await walked(pilot, view, ["down"] * 4)
        up = await walked(pilot, view, ["up"] * 4)

    assert down == ["bin:#capcomnet", "bin:#paris20", "peak:#paris20", "peak:#capcomnet"]
    assert up == ["peak:#paris20", "bin:#paris20", "bin:#capcomnet", "count:posts"]


async def test_left_and_right_go_from_part_to_part_of_a_row() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        there = await walked(pilot, view, ["right", "right", "right", "right"])
        back = await walked(pilot, view, ["left", "left", "left", "left"])

    assert there == ["count:authors", "count:boosts", "count:replies", "count:replies"]
    assert back == ["count:boosts", "count:authors", "count:posts", "count:posts"]


async def test_in_columns_the_edge_of_one_leads_to_the_same_height_of_the_next() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(200, 50)) as pilot:
        await walked(pilot, view, ["tab", "tab"])
        peaks = view.at
        middle = await walked(pilot, view, ["right"])
        right = await walked(pilot, view, ["right"])
        back = await walked(pilot, view, ["left", "left"])

    assert peaks == "peak:#paris20"
    assert middle == ["told:told/4"]
    assert right == ["person:@gblanc@mamot.fr"]
    assert [one.partition(":")[0] for one in back] == ["told", "peak"]


async def test_the_numbers_above_the_columns_are_reached_from_each_of_them() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(200, 50)) as pilot:
        await press(pilot, "tab", "tab", "right", "right", "g")
        first = view.at
        await press(pilot, "tab", "tab", "right", *["up"] * 4)
        above = view.at

    assert first == "count:posts"
    assert above.startswith("count:")


async def test_tab_goes_to_the_next_section_and_around() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        there = await walked(pilot, view, ["tab", "tab"])
        back = await walked(pilot, view, ["shift+tab", "shift+tab", "shift+tab"])

    assert there == ["peak:#paris20", "told:told/0"]
    assert back == ["peak:#paris20", "count:posts", "count:posts again"]


async def test_enter_opens_what_is_selected_and_y_copies_its_words() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "enter", "Y")
        said = "\n".join(rows_of(pilot)[-3:])

    assert [one.partition(":2026")[0] for one in view.opened] == ["peak:#paris20"]
    assert view.copied[0].startswith("Peak 1: 10:05 +6 min · #paris20 · 31 voices (9 trusted) · 3.4x usual")
    assert " Copied by the terminal: Peak 1: 10:05" in said


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (40, 12), (20, 6)])
async def test_the_cursor_of_the_terminal_stands_on_what_is_selected(size: tuple[int, int]) -> None:
    view = Pages()
    async with Hosted(view).run_test(size=size) as pilot:
        for key in ("down", "tab", "tab", "pagedown", "G", "up"):
            await press(pilot, key)
            x, y = pilot.app.cursor_position
            place = view._set.places[view.chosen]

            assert y - view.page.region.y == max(0, place.lines.start - view.page.top)
            assert x == min(place.cells.start, size[0] - 1)


async def test_every_row_can_be_walked_to_and_the_first_row_says_how_far_one_is() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        before = rows_of(pilot)[0]
        await press(pilot, "G")
        after = rows_of(pilot)[0]
        rows = len({place.lines.start for place in view._set.places})

    assert f"1 of {rows} " in before
    assert f"{rows} of {rows} " in after


async def test_a_click_selects_and_a_second_one_opens() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        place = next(one for one in view._set.places if one.spot.id == "topic:Garance")
        offset = (place.cells.start + 1, place.lines.start + view.page.region.y)
        await pilot.click(offset=offset)
        await pilot.pause()
        selected = view.at
        await pilot.click(offset=offset)
        await pilot.pause()

    assert selected == "topic:Garance"
    assert view.opened == ["topic:Garance"]


async def test_another_size_keeps_what_is_selected_in_sight() -> None:
    view = Pages()
    async with Hosted(view).run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "tab", "down")
        selected = view.at
        for size in ((200, 50), (40, 12), (120, 35), (20, 6), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()

            assert view.at.removesuffix(" again") == selected
            place = view._set.places[view.chosen]
            assert place.lines.start <= view.page.last_seen
            assert view.page.top < place.lines.stop
