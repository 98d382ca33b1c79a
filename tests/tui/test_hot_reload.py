"""The configuration is saved while the dashboard runs: it is in force at once, and a mistake changes nothing."""

from dataclasses import replace

import pytest

from hashtui.config.config import Density, Look, TimeForm
from hashtui.filter.rules import NO_RULES
from hashtui.tui.dashboard import Fresh
from tests.posts import post
from tests.tui.desks import OnDesk, desk, rules

SAME = Fresh(Look(), NO_RULES, {}, said="config.toml is read anew and in force")


async def save(on: OnDesk, fresh: Fresh) -> str:
    """The file is saved, and looked at; what the footer says then."""
    on.saved.append(fresh)
    on.app.deck_screen.reread()
    await on.look()
    return " ".join(row.strip() for row in on.rows()[-2:])


async def test_a_theme_is_put_on() -> None:
    async with desk("#capcomnet", posts=3) as on:
        said = await save(on, replace(SAME, look=Look(theme="textual-light")))

        assert on.app.theme == "textual-light"
        assert "config.toml is read anew and in force · theme" in said


async def test_times_and_density_change_in_the_panes_there_are() -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        await on.press("2", "v", "1")
        await save(on, replace(SAME, look=Look(time=TimeForm.AGO, density=Density.LINE)))

        assert [pane.density for pane in on.panes] == [Density.LINE, Density.FULL]
        assert "58 min" in " ".join(on.rows()[4:6])


async def test_keys_change_everywhere_and_back() -> None:
    async with desk("#a", "#b") as on:
        await save(on, replace(SAME, keys={"zoom": ("Z",), "pane_number": tuple("QWERTYUIO")}))
        footer = on.rows()[-1]
        await on.press("W", "Z")
        changed = on.pane.number, on.pane.size.width
        await on.press("Z")
        await save(on, SAME)
        await on.press("1", "z")

        assert changed == (2, 80)
        assert "z zoom" not in footer
        assert (on.pane.number, on.pane.size.width) == (1, 80)


async def test_a_key_that_is_taken_away_does_nothing_any_more() -> None:
    async with desk("#a", "#b", keys={"pane_close": ()}) as on:
        await on.press("x")

        assert len(on.panes) == 2
        assert "x is no key here" in on.rows()[-1]


async def test_rules_are_in_force_at_once_and_can_be_undone() -> None:
    async with desk("#capcomnet", posts=3) as on:
        said = await save(on, replace(SAME, rules=rules(hide={"two": '"number 2"'})))
        hidden = on.pane.timeline.hidden
        await on.press("u")

        assert "rules · u undoes" in said
        assert (hidden, on.pane.timeline.hidden) == (1, 0)
        assert "Undone: rules changed" in on.rows()[-1]


async def test_new_rules_move_nothing_under_the_reader() -> None:
    async with desk("#capcomnet", posts=30) as on:
        await on.press(*"jjjjj")
        selected, line = on.pane.window.selected, on.row_of("▌")
        await save(on, replace(SAME, rules=rules(hide={"new": '"number 29" | "number 28"'})))

        assert (on.pane.window.selected, on.row_of("▌")) == (selected, line)
        assert on.pane.timeline.hidden == 2


async def test_a_mistake_is_told_with_its_place_and_changes_nothing() -> None:
    async with desk("#capcomnet", posts=3) as on:
        trouble = 'config.toml:12:7: there is no style "bolt"; did you mean "bold"?'
        said = await save(on, replace(SAME, said="", trouble=trouble))

        assert "config.toml:12:7: there is no style" in said
        assert on.app.theme == "textual-dark"


@pytest.mark.parametrize("drip", [0.0, 2.0])
async def test_the_drip_rate_is_taken_up_by_panes_there_are_and_to_come(drip: float) -> None:
    async with desk("#capcomnet") as on:
        await save(on, replace(SAME, look=Look(drip=drip)))
        await on.press("a", *"paris20", "enter")

        assert [pane.window.drip for pane in on.panes] == [drip, drip]


async def test_posts_that_wait_to_be_let_in_are_counted_on_the_rule() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await save(on, replace(SAME, look=Look(drip=0.5)))
        on.hear(*(post(10 + number, minutes=59) for number in range(12)))
        await on.look()

        assert on.rows()[3].startswith("━━ following · 1")
        assert " waiting ━━" in on.rows()[3]


async def test_a_quiet_deck_looks_whether_the_file_was_saved() -> None:
    async with desk("#capcomnet") as on:
        on.hear(post(1))
        on.saved.append(replace(SAME, look=Look(theme="textual-light")))
        for _ in range(300):
            if on.app.theme == "textual-light":
                break
            await on.pilot.pause(0.01)

        assert on.app.theme == "textual-light"


async def test_an_open_view_and_the_help_name_the_new_keys_at_once() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("g", "enter", "question_mark")
        await save(on, replace(SAME, keys={"post_up": ("P",), "copy_text": ("K",)}))
        shown = on.rows()
        await on.press("escape")
        beneath = on.rows()

        assert any(row.startswith("   P ") for row in shown)
        assert shown[-1].startswith(" P↓ scroll")
        assert "K copy text" in " ".join(beneath[-2:])


async def test_a_reload_leaves_nothing_behind_in_the_watch() -> None:
    async with desk("#capcomnet", posts=3) as on:
        before = len(on.watch._sinks)
        await save(on, replace(SAME, keys={"zoom": ("Z",)}))
        await save(on, SAME)

        assert len(on.watch._sinks) == before


async def test_what_is_said_under_a_view_can_be_read_when_one_comes_back() -> None:
    async with desk("#a", posts=1) as on:
        await on.press("question_mark")
        on.saved.append(replace(SAME, trouble="config.toml:3:1: there is no theme “dusk”"))
        on.app.deck_screen.reread()
        on.app.deck_screen.fall_silent()
        await on.look()

        await on.press("escape")

        assert "config.toml:3:1: there is no theme" in " ".join(on.rows()[-2:])
        on.app.deck_screen.fall_silent()
        await on.press("question_mark", "escape")
        assert "config.toml" not in " ".join(on.rows()[-2:])
