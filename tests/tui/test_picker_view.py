"""Choosing what to follow, with nothing typed and with something."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, timedelta

import pytest
from textual.events import Key

from hashtui.clock import HandClock
from hashtui.config.remembered import PaneSet
from hashtui.errors import Refused
from hashtui.tui.picker_view import FetchBusy, Other, Picked, PickerView
from hashtui.tui.shell_hint import shell_hint
from tests.posts import NOON
from tests.tui.desks import desk
from tests.tui.hosted import KEYS, SIZES, Hosted, paste, press, rows_of

HISTORY = (
    PaneSet(("#capcomnet", "#paris20"), NOON - timedelta(days=1), 412),
    PaneSet(("Questions = #a | #b",), NOON - timedelta(days=2), 96),
)


async def busy() -> Sequence[tuple[str, int]]:
    return (("caturday", 61), ("", 5), ("photographie", 38))


def picking(
    *,
    fetch_busy: FetchBusy | None = None,
    beneath: bool = True,
    hint: str = "",
    value: str = "",
    one: bool = False,
    demo: bool = True,
) -> Hosted[Picked | None]:
    view = PickerView(
        clock=HandClock(NOON),
        keys=KEYS,
        history=HISTORY,
        known=("capcomnet", "paris20"),
        busy_on="mastodon.social",
        fetch_busy=fetch_busy,
        hint=hint,
        value=value,
        one=one,
        beneath=beneath,
        demo=demo,
        zone=UTC,
    )
    return Hosted(view)


def picked(app: Hosted[Picked | None]) -> list[str]:
    """The panes it answered with."""
    (answer,) = app.answers
    assert isinstance(answer, tuple)
    return [str(pane) for pane in answer]


async def test_at_80_by_24_it_is_drawn_as_designed() -> None:
    app = picking(fetch_busy=busy, hint=shell_hint("bash"))

    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, "#capcomnet paris20")
        rows = rows_of(pilot)

    assert rows[0] == f" hashtui {'no account needed   12:00':>70}"
    assert rows[2] == "   Which hashtags do you want to follow?"
    assert rows[4] == f"   ┌{'─' * 70}┐"
    assert rows[5].startswith("   │ #capcomnet paris20")
    assert rows[7] == "     Enter opens 2 panes: #capcomnet and #paris20.  a,b is one pane for both."
    assert rows[9:16] == [
        "   Last time",
        f"     #capcomnet · #paris20{'yesterday, 412 posts':>50}",
        f"     Questions = #a | #b{'Thu, 96 posts':>52}",
        "   Busy now on mastodon.social",
        "     #caturday 61 people   #photographie 38",
        "   Or",
        "     the demo: a made-up event, no network",
    ]
    assert rows[18].startswith("   Did you type hashtui #capcomnet?")
    assert rows[22] == "─" * 80
    assert rows[23] == " ↑↓ choose  Enter open  Tab complete  Esc empty  Ctrl+Q quit"


@pytest.mark.parametrize("size", [*SIZES, (36, 24)])
async def test_it_opens_what_is_typed_at_every_size(size: tuple[int, int]) -> None:
    app = picking()

    async with app.run_test(size=size) as pilot:
        await paste(pilot, "paris20,capcomnet")
        await press(pilot, "enter")

    assert picked(app) == ["#paris20 | #capcomnet"]


@pytest.mark.parametrize("size", SIZES)
async def test_escape_empties_the_field_and_then_leaves(size: tuple[int, int]) -> None:
    app = picking()

    async with app.run_test(size=size) as pilot:
        await press(pilot, "x", "escape")
        assert app.is_open
        await press(pilot, "escape")

    assert app.answers == [None]


async def test_with_nothing_beneath_escape_stays() -> None:
    app = picking(beneath=False)

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "x", "escape", "escape")

        assert app.is_open


async def test_what_means_nothing_opens_nothing_and_says_why() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, "-#a")
        await press(pilot, "enter")
        rows = rows_of(pilot)

        assert app.is_open
    assert "at least one #tag" in rows[7]
    assert rows[8].strip() == "-#a"
    assert rows[9].strip() == "^^^"
    assert "at least one #tag" in rows[-1]


async def test_enter_on_an_empty_field_does_nothing() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")

        assert app.is_open


async def test_down_leaves_the_field_and_enter_opens_a_set_of_the_past() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")

    assert picked(app) == ["#capcomnet", "#paris20"]


async def test_a_remembered_title_comes_back() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "enter")

    assert picked(app) == ["Questions = #a | #b"]


async def test_right_goes_along_the_busy_tags() -> None:
    app = picking(fetch_busy=busy)

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "down", "right", "right", "enter")

    assert picked(app) == ["#photographie"]


async def test_the_demo_is_one_of_the_choices() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "down", "down", "enter")

    assert app.answers == [Other.DEMO]


async def test_without_a_demo_to_offer_none_is_offered() -> None:
    app = picking(demo=False)

    async with app.run_test(size=(80, 24)) as pilot:
        assert "demo" not in "\n".join(rows_of(pilot))


async def test_within_the_demo_the_word_is_on_the_screen() -> None:
    app: Hosted[Picked | None] = Hosted(PickerView(clock=HandClock(NOON), keys=KEYS, in_demo=True, zone=UTC))

    async with app.run_test(size=(40, 12)) as pilot:
        assert rows_of(pilot)[0].startswith(" hashtui  DEMO ")


async def test_up_from_the_first_choice_returns_to_the_field() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "up", "q")
        rows = rows_of(pilot)

    assert rows[5].startswith("   │ q")


async def test_q_in_the_list_leaves() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "q")

    assert app.answers == [None]


async def test_tab_completes_a_known_tag() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"cap", "tab", "space", "p", "tab", "enter")

    assert picked(app) == ["#capcomnet", "#paris20"]


async def test_tab_with_nothing_to_complete_goes_between_field_and_list() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab")
        assert "   ▌ #capcomnet" in rows_of(pilot)[10]
        await press(pilot, "tab", "a")
        assert rows_of(pilot)[5].startswith("   │ a")


async def test_what_is_busy_appears_when_it_is_known_and_moves_no_choice() -> None:
    answered = asyncio.Event()

    async def late() -> Sequence[tuple[str, int]]:
        await answered.wait()
        return await busy()

    app = picking(fetch_busy=late)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Busy now" not in "\n".join(rows_of(pilot))
        await press(pilot, "down", "down", "down")

        answered.set()
        await pilot.pause()
        await pilot.pause()

        rows = rows_of(pilot)
        assert "     #caturday 61 people   #photographie 38" in rows
        assert any(row.startswith("   ▌ the demo") for row in rows)


async def test_a_server_that_will_not_say_what_is_busy_makes_no_offer() -> None:
    async def refused() -> Sequence[tuple[str, int]]:
        raise Refused("no")

    app = picking(fetch_busy=refused)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert "Busy now" not in "\n".join(rows_of(pilot))
        assert app.is_open


async def test_editing_one_pane_starts_from_its_expression_and_escape_keeps_it() -> None:
    app = picking(value="#a | #b", one=True)

    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, " | #c")
        assert "Enter shows #a | #b | #c in this pane." in rows_of(pilot)[7]
        await press(pilot, "escape")
        assert rows_of(pilot)[5].startswith("   │ #a | #b")
        await press(pilot, "escape")

    assert app.answers == [None]


async def test_a_click_opens_a_choice() -> None:
    app = picking()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(offset=(8, 11))
        await pilot.pause()

    assert picked(app) == ["Questions = #a | #b"]


async def test_on_a_low_screen_the_list_scrolls_to_what_is_chosen() -> None:
    app = picking(fetch_busy=busy)

    async with app.run_test(size=(36, 11)) as pilot:
        await press(pilot, *["down"] * 8)

        assert any("▌ the demo" in row for row in rows_of(pilot))


async def test_hostile_remembered_words_are_only_words() -> None:
    view = PickerView(
        clock=HandClock(NOON),
        keys=KEYS,
        history=(PaneSet(("([/b] #a [bold]\x1b[2J",), NOON, 1),),
        hint="[/x]",
        zone=UTC,
    )
    app: Hosted[Picked | None] = Hosted(view)

    async with app.run_test(size=(80, 24)) as pilot:
        rows = "\n".join(rows_of(pilot))
        await press(pilot, "down", "enter")

        assert "[/b] #a [bold]" in rows
        assert "\x1b" not in rows
        assert app.is_open


async def test_the_foot_names_only_keys_that_do_something() -> None:
    app = picking(beneath=False)

    async with app.run_test(size=(80, 24)) as pilot:
        empty = rows_of(pilot)[-1]
        await press(pilot, "down")
        in_list = rows_of(pilot)[-1]
        await press(pilot, "escape", "escape")

        assert empty == " ↑↓ choose  Ctrl+Q quit"
        assert in_list == " ↑↓ choose  Enter open  Esc field  Ctrl+Q quit"
        assert rows_of(pilot)[-1] == " Nothing to leave; Ctrl+Q quits."


async def test_with_something_beneath_the_foot_says_that_escape_goes_back() -> None:
    app = picking(value="#a", one=True)

    async with app.run_test(size=(80, 24)) as pilot:
        untouched = rows_of(pilot)[-1]
        await press(pilot, "b")

        assert "Esc back" in untouched
        assert "Esc as it was" in rows_of(pilot)[-1]


async def test_a_second_enter_right_behind_the_first_asks_for_nothing_more() -> None:
    async with desk("#a") as on:
        await on.press("a", *"bread")
        for _ in range(3):
            on.app.post_message(Key("enter", None))
        await on.look()

        assert [str(pane.filter) for pane in on.panes] == ["#a", "#bread"]


async def test_a_resize_while_it_opens_does_no_harm() -> None:
    async with desk("#a") as on:
        on.app.post_message(Key("a", "a"))
        await on.pilot.resize_terminal(30, 8)
        await on.look()

        assert any("hashtags" in row for row in on.rows())
