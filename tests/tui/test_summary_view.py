"""The summary on the dashboard: it says what the pane shows, leads to its posts, and back to a moment in the pane."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from hashtui.post.clean import clean_text
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.summary.gathering import Gathering
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.summary_view import SummaryView
from tests.posts import post
from tests.tui.desks import OnDesk, desk, rules
from tests.tui.drawn import CONGRESS, FAIR
from tests.tui.test_app import colours
from tests.tui.test_filtering_keys import by


def summary_of(on: OnDesk) -> SummaryView:
    """The view that is open."""
    view = on.app.screen
    assert isinstance(view, SummaryView)
    return view


def chosen(on: OnDesk) -> str:
    """The id of what is selected."""
    spot = summary_of(on).chosen_spot
    assert spot is not None
    return spot.id


def headline(on: OnDesk) -> str:
    """The row that counts, without the marks of what is selected."""
    return on.rows()[1].replace("‹", " ").replace("›", " ").replace("▌", " ")


async def saturday(on: OnDesk) -> None:
    """All that was said at the congress and at the fair."""
    on.hear(*CONGRESS, *FAIR)
    await on.look()


async def test_it_counts_just_what_the_pane_shows_under_its_filter_rules_and_mutes() -> None:
    async with desk("#capcomnet", rules=rules(hide={"robots": "from:@bot@*"}), posts=20) as on:
        on.hear(by("bot", 46, "Beep"), by("eve", 47, "Spam"), post(48, "Later"))
        await on.look()
        await on.press("s")
        whole = headline(on)
        await on.press("q", "j", "j", "m", "/", *"number 1", "enter", "s")
        sifted = headline(on)
        shown = len(on.pane.timeline)

    assert " 22 posts" in whole
    assert " 1 hidden" in whole
    assert shown == 11
    assert f" {shown} posts" in sifted


async def test_a_number_opens_its_posts_a_post_its_view_and_escape_comes_back_to_the_same_line() -> None:
    async with desk("#capcomnet", "#paris20") as on:
        await saturday(on)
        await on.press("s", "enter")
        listed = on.rows()
        await on.press("down", "enter")
        crumbs, post_rows = on.rows()[0], "\n".join(on.rows())
        await on.press("escape", "escape")
        back = on.rows()

    assert listed[0].startswith(" #capcomnet › summary › all posts")
    assert any("Karim Benali" in row for row in listed)
    assert crumbs.startswith(" #capcomnet › summary › all posts › post")
    assert "On en parle." in post_rows or "santé mentale" in post_rows
    assert "‹7 posts›" in back[1]


async def test_the_number_of_hidden_posts_opens_none_of_the_others_and_says_how_to_see_them() -> None:
    async with desk("#capcomnet", rules=rules(hide={"robots": "from:@bot@*"})) as on:
        on.hear(by("bot", 46, "Beep"), post(48, "Later"))
        await on.look()
        await on.press("s")
        assert summary_of(on).go_to("count:hidden")
        await on.press("enter")

        assert on.rows()[-1] == " What is hidden is not summed up; H shows it in the pane."


async def test_a_line_with_one_post_opens_the_post() -> None:
    async with desk("#paris20") as on:
        await saturday(on)
        await on.press("s", "tab")
        told = chosen(on)
        await on.press("enter")

        assert told.startswith("told:")
        assert on.rows()[0].startswith(" #paris20 › summary › post")


async def test_the_time_selected_is_the_time_shown_on_coming_back_and_backspace_returns() -> None:
    async with desk("#capcomnet", posts=60) as on:
        await on.press("s", "down", "right", "right")
        spot = summary_of(on).chosen_spot
        assert spot is not None
        assert spot.at is not None
        await on.press("escape")
        selected = on.pane.selected_entry()
        said = on.rows()[-1]
        await on.press("backspace")

        assert selected is not None
        assert selected.stands_at >= spot.at
        assert said.endswith("Backspace goes back")
        assert on.pane.window.following


async def test_what_was_read_for_a_summary_serves_the_pane_from_then_on() -> None:
    async with desk("#capcomnet", posts=60) as on:
        await on.press("s")
        chronicle = summary_of(on).chronicle
        await on.press("q")

        assert chronicle is not None
        assert on.pane.pulse.chronicle is chronicle


async def test_leaving_without_having_moved_leaves_the_pane_alone() -> None:
    async with desk("#capcomnet", posts=60) as on:
        await on.press("s", "q")

        assert on.pane.window.following


async def test_it_stays_as_it_is_while_posts_come_and_says_how_many_did() -> None:
    async with desk("#capcomnet", posts=5) as on:
        await on.press("s")
        before = on.rows()[1:]
        on.hear(post(90, "Later"), post(91, "Later still"))
        summary_of(on).look()
        await on.look()
        first, after = on.rows()[0], on.rows()[1:]
        await on.press("r")
        refreshed = headline(on)

    assert "2 came since · r refreshes" in first
    assert after == before
    assert " 7 posts" in refreshed


async def test_refreshing_keeps_what_is_selected() -> None:
    async with desk("#capcomnet", posts=5) as on:
        await on.press("s", "right")
        on.hear(post(90, "Later"))
        await on.press("r")

        assert chosen(on) == "count:authors"


async def test_all_panes_together_count_each_post_once() -> None:
    async with desk("#capcomnet", "#paris20", "#capcomnet | #paris20") as on:
        await saturday(on)
        await on.press("S")
        crumbs, all_posts = on.rows()[0], headline(on)
        await on.press("s")
        one = on.rows()[0]
        await on.press("S")
        again = on.rows()[0]
        await on.press("S")

        assert crumbs.startswith(" all panes › summary")
        assert " 12 posts" in all_posts
        assert one.startswith(" #capcomnet › summary")
        assert again.startswith(" all panes › summary")
        assert on.app.screen is on.app.deck_screen


async def test_a_post_of_another_pane_is_shown_there_and_backspace_comes_home() -> None:
    async with desk("#capcomnet", "#paris20") as on:
        await saturday(on)
        await on.press("S")
        assert summary_of(on).go_to(f"question:{FAIR[2].key}")
        await on.press("escape")
        there = on.pane.number, on.pane.window.selected
        await on.press("backspace")

        assert there == (2, FAIR[2].key)
        assert on.pane.number == 1


async def test_sensitivity_is_kept_for_the_pane() -> None:
    async with desk("#capcomnet", "#paris20", posts=5) as on:
        await on.press("s", "%", "q", "s")
        kept = summary_of(on).shown.sensitivity()
        await on.press("q", "right", "s")
        other = summary_of(on).shown.sensitivity()

    assert kept is Sensitivity.SENSITIVE
    assert other is Sensitivity.NORMAL


async def test_y_copies_all_of_it_as_markdown() -> None:
    async with desk("#capcomnet") as on:
        await saturday(on)
        copied: list[str] = []
        on.app.deck_screen.opener._clipboard = copied.append
        await on.press("s", "y")

        assert "the summary as Markdown" in on.rows()[-1]
        assert copied[0].startswith("# \\#capcomnet: summary\n")
        assert "7 posts" in copied[0]


async def test_the_words_behind_a_content_warning_are_not_told() -> None:
    async with desk("#capcomnet") as on:
        secret = replace(post(3, "Is the murderer the gardener?"), content_warning=clean_text("spoiler"))
        on.hear(secret, post(4))
        await on.press("s")
        rows = "\n".join(on.rows())

    assert "CW spoiler" in rows
    assert "gardener" not in rows


async def test_digits_go_to_the_peaks_and_say_when_there_is_none() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("s", "3")

        assert on.rows()[-1] == " There is no peak 3 here."


async def test_two_posts_are_summed_up_without_empty_sections() -> None:
    async with desk("#capcomnet") as on:
        on.hear(post(1, "Bonjour"), post(2, "Il pleut ?"))
        await on.look()
        await on.press("s")
        rows = on.rows()

    assert "  Nothing notable: no peak, and nothing stands out." in rows
    assert any(row.endswith("no answer for 58 min") for row in rows)
    heads = [i for i, row in enumerate(rows) if row[1:2].isupper()]
    assert [rows[i] for i in heads if not rows[i + 1]] == []
    assert not any("Languages" in row for row in rows)


async def test_a_pane_without_a_post_has_nothing_to_sum_up() -> None:
    async with desk("#capcomnet") as on:
        await on.press("s")
        rows = on.rows()
        await on.press("enter", "Y", "down", "up", "tab", "left", "right", "r", "q")

        assert "  There is no post here to sum up yet." in rows
        assert on.app.screen is on.app.deck_screen


class Slow(Gathering):
    """Reads one post a slice, however much time it is given."""

    def go_on(self, goes_on: Callable[[], bool]) -> bool:
        several = iter((True,))
        return super().go_on(lambda: next(several, False))


def slowly(entries: Sequence[Entry], tags: Sequence[Tag], sensitivity: Sensitivity) -> Gathering:
    """As on a machine that is slow."""
    return Slow(entries, tags=tags, sensitivity=sensitivity)


async def test_while_the_posts_are_read_it_says_how_far_it_is_and_keys_are_heard() -> None:
    async with desk("#capcomnet", posts=200) as on:
        on.app.deck_screen.gather = slowly  # type: ignore[method-assign]  # a slow machine
        on.app.deck_screen.action_summary()
        await on.pilot._wait_for_screen()
        begun = summary_of(on).page.text
        await on.press("q")

        assert begun.strip().endswith("of 200 posts …")
        assert on.app.screen is on.app.deck_screen


async def test_reading_goes_on_though_single_timers_are_lost_as_textual_loses_them_on_a_busy_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SummaryView, "set_timer", lambda *_, **__: None)

    async with desk("#capcomnet", posts=100) as on:
        on.app.deck_screen.gather = slowly  # type: ignore[method-assign]  # a slow machine
        on.app.deck_screen.action_summary()
        for _ in range(500):
            await on.pilot.pause(0.01)
            if summary_of(on).summary is not None:
                break

        assert summary_of(on).summary is not None


async def test_the_sensitivity_may_be_changed_while_the_posts_are_read() -> None:
    async with desk("#capcomnet", posts=200) as on:
        on.app.deck_screen.gather = slowly  # type: ignore[method-assign]  # a slow machine
        on.app.deck_screen.action_summary()
        await on.pilot._wait_for_screen()
        view = summary_of(on)
        view.action_sensitivity()
        while view.summary is None:
            await on.pilot.pause(0.01)

        assert view.summary.sensitivity is Sensitivity.SENSITIVE


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_without_colour_it_says_the_same(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk("#capcomnet", "#paris20", size=size) as on:
        await saturday(on)
        await on.press("S", "tab")
        coloured, some = on.rows(), colours(on)
    monkeypatch.setenv("NO_COLOR", "1")
    async with desk("#capcomnet", "#paris20", size=size) as on:
        await saturday(on)
        await on.press("S", "tab")
        plain, none = on.rows(), colours(on)

    assert plain == coloured
    assert some
    assert not none
