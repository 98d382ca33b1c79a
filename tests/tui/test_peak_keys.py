"""The dashboard by the keys of peaks: from one to the next and back, how little makes one, and what is said of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.config.remembered import PanePlace
from hashtui.reading.order import place_of
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.peak_keys import KEYS_FIRST, LATE, _top_of
from tests.posts import NOON, post
from tests.tui.bursts import burst, calm, hour_with
from tests.tui.desks import OnDesk, desk

TWO = ((30.0, "wagon Sésame"), (50.0, "prix Garance"))


async def two_peaks(on: OnDesk) -> None:
    """An hour with two things that many tell has been heard."""
    on.hear(*hour_with(*TWO))
    await on.read_together()


async def test_a_line_tells_in_the_pane_where_a_peak_begins_and_the_sparkline_marks_it() -> None:
    async with desk("#capcomnet", size=(80, 40)) as on:
        await two_peaks(on)
        await on.press("left_square_bracket")

        lines = [row for row in on.rows() if " peak: " in row]

        assert len(lines) == 1
        assert "Garance" in lines[0]
        assert "voices ┄" in lines[0]
        assert on.rows()[2].count("▴") == 1


async def test_the_keys_lead_from_peak_to_peak_and_say_what_each_was_about() -> None:
    async with desk("#capcomnet", size=(120, 40)) as on:
        await two_peaks(on)
        said = []
        for key in ("left_square_bracket", "comma", "comma", "right_square_bracket", "semicolon"):
            await on.press(key)
            said.append(on.app.deck_screen.last_notice)

    assert [words.partition(" · ")[0] for words in said] == [
        "peak 2 of 2",
        "peak 1 of 2",
        "This is the first peak here.",
        "peak 2 of 2",
        "This is the last peak here.",
    ]
    assert "Garance" in said[0]
    assert "Sésame" in said[1]
    assert "x usual" in said[0]


async def test_the_post_nearest_to_the_top_is_selected_and_backspace_goes_back() -> None:
    async with desk("#capcomnet", size=(120, 40)) as on:
        await two_peaks(on)
        await on.press("[")
        entry = on.pane.selected_entry()
        top = on.pane.pulse.peaks[-1].top
        await on.press("backspace")

        assert entry is not None
        assert abs(entry.stands_at - top) <= timedelta(minutes=1)
        assert on.pane.window.following


async def test_a_peak_whose_posts_from_its_top_on_are_gone_is_gone_to_by_the_last_of_the_others() -> None:
    async with desk("#capcomnet") as on:
        await two_peaks(on)
        peak = on.pane.pulse.peaks[-1]
        later = replace(peak, top=peak.end + timedelta(hours=1))
        last = on.pane.timeline.entry(peak.keys[-1])

        assert last is not None
        assert _top_of(on.pane, later) == place_of(last)
        assert _top_of(on.pane, replace(later, keys=("elsewhere",))) is None


@pytest.mark.parametrize(
    ("apart", "typing", "reads"),
    [(0.05, False, True), (0.05, True, True), (2 * LATE, False, True), (2 * LATE, True, False)],
)
async def test_only_where_the_machine_lags_while_one_types_is_nothing_read(
    apart: float, typing: bool, reads: bool
) -> None:
    async with desk("#capcomnet") as on:
        deck = on.app.deck_screen
        deck.feel_pulses(NOON, 0.0, is_seen=True, keyed_at=0.0)
        on.hear(*calm(60))
        for number in range(1, 21):
            seconds = number * apart
            keyed_at = seconds if typing else seconds - 10 * KEYS_FIRST
            deck.feel_pulses(NOON, seconds, is_seen=True, keyed_at=keyed_at)

        assert bool(on.pane.pulse.chronicle.posts) is reads


async def test_without_peaks_the_keys_say_so() -> None:
    async with desk("#capcomnet") as on:
        await on.press("[")
        empty = on.app.deck_screen.last_notice
        on.hear(*calm(60))
        await on.read_together()
        await on.press("]")

        assert empty == "No post here yet."
        assert on.app.deck_screen.last_notice == "No peak in this pane."


async def test_the_sensitivity_goes_round_and_can_be_taken_back_and_is_kept() -> None:
    async with desk("#capcomnet") as on:
        await two_peaks(on)
        said = []
        for _ in range(3):
            await on.press("%")
            said.append((on.app.deck_screen.last_notice, on.pane.sensitivity))
        await on.press("u")
        undone = on.pane.sensitivity
        on.app.deck_screen.remember()

        assert said == [
            ("Peaks here: sensitive · u undoes", Sensitivity.SENSITIVE),
            ("Peaks here: calm · u undoes", Sensitivity.CALM),
            ("Peaks here: normal · u undoes", Sensitivity.NORMAL),
        ]
        assert undone is Sensitivity.CALM
        assert on.remembered.places["#capcomnet"].sensitivity is Sensitivity.CALM


async def test_a_pane_has_the_sensitivity_it_was_left_with() -> None:
    place = PanePlace("#capcomnet", NOON, sensitivity=Sensitivity.SENSITIVE)

    async with desk("#capcomnet", "#paris20", places=[place]) as on:
        assert [pane.sensitivity for pane in on.panes] == [Sensitivity.SENSITIVE, Sensitivity.NORMAL]


async def test_a_changed_pane_keeps_its_sensitivity_and_a_reopened_one_its_peaks() -> None:
    async with desk("#capcomnet", "#paris20") as on:
        await two_peaks(on)
        await on.press("%")
        await on.read_together()
        found = on.pane.pulse.peaks
        await on.press("x", "u")
        reopened = on.pane
        await on.press("e", *" -#spam", "enter")
        await on.read_together()

        assert reopened.pulse.peaks == found
        assert on.pane.sensitivity is Sensitivity.SENSITIVE
        assert str(on.pane.filter) == "#capcomnet -#spam"


async def test_a_peak_in_a_pane_on_another_page_is_counted_in_the_top_bar_until_one_goes_there() -> None:
    async with desk("#other", "#capcomnet", size=(72, 24)) as on:
        on.hear(*hour_with((30, "wagon Sésame")))
        await on.read_together()
        quiet = on.rows()[0]
        await on.clock.wind(360)
        on.hear(*burst(62, "prix Garance"), post(7, minutes=65))
        on.panes[1].pulse.begin_anew()
        await on.read_together()
        told = on.rows()[0]
        await on.press("2", "1")

        assert "peak" not in quiet
        assert "2 #capcomnet 161 new 1 peak" in told
        assert "peak" not in on.rows()[0]


async def test_what_one_reads_does_not_move_when_a_peak_opens() -> None:
    async with desk("#capcomnet", size=(80, 40)) as on:
        on.hear(*calm(60))
        await on.read_together()
        for _ in range(3):
            await on.press("down")
        before = on.rows()[4:-1]
        on.hear(*burst(40, "wagon Sésame"))
        on.pane.pulse.begin_anew()
        await on.read_together()

        assert len(on.pane.pulse.peaks) == 1
        assert on.rows()[4:-1] == before


async def test_a_quiet_deck_has_nothing_to_do() -> None:
    async with desk("#capcomnet") as on:
        await two_peaks(on)

        assert not on.pane.is_busy
