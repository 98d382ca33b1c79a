"""A replay in the dashboard: held, faster, ahead and back, and every moment as it was then."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from textual.pilot import Pilot

from hashtui.aside import Aside
from hashtui.cli.played import LOOKED_AT
from hashtui.cli.replaying import Playing
from hashtui.clock import HandClock
from hashtui.filter import read_panes
from hashtui.post.sighting import Deletion, Heard
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.app import HashtuiApp
from hashtui.tui.glyphs import UNICODE
from hashtui.tui.pane import Pane
from hashtui.tui.replay_screen import ReplayScreen
from hashtui.watch.replay import Told
from tests.posts import NOON, SOURCE, post, sighting
from tests.tui.peaks import peak
from tests.watch.test_replay import AtOnce

T = TypeVar("T")
PATIENCE = 400
"""Turns that are waited for something to come about."""


@dataclass
class Replay:
    """A replay on a screen, by a clock that is wound by hand."""

    pilot: Pilot[int]
    app: HashtuiApp
    hand: HandClock

    @property
    def screen(self) -> ReplayScreen:
        deck = self.app.deck_screen
        assert isinstance(deck, ReplayScreen)
        return deck

    @property
    def pane(self) -> Pane:
        return self.screen.deck.panes[0]

    @property
    def now(self) -> datetime:
        return self.screen.replayed.clock.now()

    async def until(self, come_about: Callable[[], bool]) -> None:
        """Let things go on until that is so; a test that waits in vain fails."""
        for _ in range(PATIENCE):
            await self.pilot.pause()
            if come_about():
                self.screen.tick()
                await self.pilot.pause()
                return
        raise AssertionError(f"not in time: {len(self.pane.timeline)} posts at {self.now}")

    async def posts(self, count: int) -> None:
        await self.until(lambda: len(self.pane.timeline) == count)

    def rows(self) -> list[str]:
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return [strip.text.rstrip() for strip in strips]


@asynccontextmanager
async def replay(
    *told: Heard,
    speed: float | None = 60.0,
    panes: tuple[str, ...] = (),
    looked_at: timedelta = timedelta(days=2),
    keys: Mapping[str, tuple[str, ...]] | None = None,
    aside: Aside | None = None,
) -> AsyncIterator[Replay]:
    hand = HandClock(NOON + looked_at)
    playing = Playing(Told(told), "notes.jsonl", None, UNICODE, speed=speed, base=hand, aside=aside or AtOnce())
    setup = playing.setup(read_panes(panes, subscribes=False), Sensitivity.NORMAL)
    app = HashtuiApp(replace(setup, keys=keys or {}))
    async with app.run_test(size=(80, 24)) as pilot:
        on = Replay(pilot, app, hand)
        await on.until(lambda: bool(on.screen.deck.panes))
        yield on


def an_hour() -> list[Heard]:
    """A post every minute of an hour, live."""
    return [sighting(post(number)) for number in range(60)]


async def test_posts_come_with_the_recordings_time() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        await on.hand.wind(10)  # ten minutes
        await on.posts(11)

        assert "replay ×60" in on.rows()[0]
        assert any("▶ ×60" in row for row in on.rows())


async def test_space_holds_the_time_and_lets_it_run_again() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        await on.pilot.press("space")
        await on.hand.wind(30)
        held = on.now, len(on.pane.timeline)
        await on.pilot.press("space")
        await on.hand.wind(5)
        await on.posts(6)

        assert held == (NOON + timedelta(seconds=5), 1)


async def test_a_time_ahead_and_a_time_back_show_what_was_there_then() -> None:
    async with replay(*an_hour(), panes=("#capcomnet",)) as on:
        await on.posts(1)
        await on.pilot.press("space", "=", *"50%", "enter")
        await on.posts(30)
        first = on.screen
        await on.pilot.press("=", *"-20m", "enter")
        await on.until(lambda: on.screen is not first and len(on.pane.timeline) == 10)

        assert on.screen.replayed.clock.is_paused
        assert on.app.screen is on.screen
        assert on.pane.timeline.unseen == set()
        assert any("‖ held" in row for row in on.rows())


async def test_a_wrong_time_is_told_and_escape_leaves_the_field() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        await on.pilot.press("=", *"soon", "enter")
        told = on.rows()[-1]
        await on.pilot.press("escape", "j")
        await on.pilot.pause()

        assert "'soon' is no time here" in told
        assert not on.screen.time_field.is_open
        assert on.pane.window.selected is not None


async def test_a_step_goes_to_the_next_thing_heard_and_holds() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        await on.pilot.press("full_stop")
        await on.posts(2)
        await on.pilot.press("full_stop")
        await on.posts(3)

        assert on.screen.replayed.clock.is_paused
        assert on.now == NOON + timedelta(minutes=2, seconds=5)


async def test_the_speed_changes_by_keys() -> None:
    async with replay(*an_hour()) as on:
        await on.pilot.press("right_parenthesis")
        faster = on.screen.replayed.clock.speed
        await on.pilot.press("left_parenthesis", "left_parenthesis")

        assert faster == 120.0
        assert on.screen.replayed.clock.speed == 20.0


async def test_a_post_that_was_deleted_later_is_there_before_that() -> None:
    gone = Deletion(post(3).key, SOURCE, NOON + timedelta(minutes=40))
    async with replay(*an_hour(), gone) as on:
        await on.pilot.press("space", "=", *"50%", "enter")
        await on.posts(30)
        before = on.pane.timeline.entry(post(3).key)
        await on.pilot.press("=", *"100%", "enter")
        await on.posts(60)
        after = on.pane.timeline.entry(post(3).key)

        assert before is not None
        assert before.deleted_at is None
        assert after is not None
        assert after.deleted_at == NOON + timedelta(minutes=40)


async def test_held_in_the_present_it_can_be_let_run_again() -> None:
    async with replay(*an_hour(), looked_at=timedelta(minutes=61)) as on:
        await on.hand.wind(90)
        await on.posts(60)
        present = [row for row in on.rows() if "the present" in row]
        await on.pilot.press("space")
        await on.hand.wind(30)
        await on.pilot.pause()
        on.screen.tick()
        await on.pilot.pause()
        held = [row for row in on.rows() if "‖ held" in row]
        await on.pilot.press("space")
        await on.hand.wind(2)
        on.screen.tick()
        await on.pilot.pause()

        assert present
        assert held
        assert on.screen.replayed.clock.is_in_the_present


async def test_back_from_the_present_it_comes_there_again() -> None:
    async with replay(*an_hour(), looked_at=timedelta(minutes=61)) as on:
        await on.hand.wind(90)
        await on.posts(60)
        await on.hand.wind(3600)
        await on.pilot.press("=", *"-90m", "enter")
        await on.until(lambda: len(on.pane.timeline) < 60)
        await on.hand.wind(90)
        await on.posts(60)
        await on.hand.wind(60)

        assert on.screen.replayed.clock.is_in_the_present


async def test_without_waiting_it_is_at_the_end_at_once_and_says_so() -> None:
    async with replay(*an_hour(), speed=None) as on:
        await on.posts(60)
        await on.until(lambda: on.screen.replayed.clock.is_paused)
        await on.pilot.press("space")
        await on.pilot.pause()

        assert any("■ the end" in row for row in on.rows())
        assert "This is the end of the recording" in on.rows()[-1]
        assert on.now == NOON + timedelta(minutes=59, seconds=5)


async def test_below_the_oldest_post_stands_that_the_recording_begins_there_and_nobody_is_asked() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        await on.pilot.press("pagedown", "pagedown")
        await on.pilot.pause()

        assert any("The recording begins here." in row for row in on.rows()[:-1])
        assert "The recording begins here." in on.rows()[-1]
        assert not any("server" in row for row in on.rows())


async def test_the_peak_before_is_not_the_one_that_was_just_gone_to() -> None:
    async with replay(*an_hour(), speed=600.0) as on:
        on.screen.peak_walk.all = [peak(5), peak(20)]
        on.screen.replayed.clock.skip_to(NOON + timedelta(minutes=20))
        await on.hand.wind(1)
        await on.pilot.press("left_square_bracket")
        await on.until(lambda: on.now < NOON + timedelta(minutes=20))

        assert on.now == NOON + timedelta(minutes=5)


async def test_a_recording_dated_in_the_future_is_played_to_its_end() -> None:
    later = [sighting(post(60 * 24 * days)) for days in (0, 400, 800)]
    async with replay(*later, speed=3600.0) as on:
        await on.posts(1)
        await on.pilot.press("=", *"100%", "enter")
        await on.posts(3)

        assert any("■ the end" in row for row in on.rows())


async def test_a_recording_without_a_peak_says_so() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        await on.pilot.press("right_square_bracket")
        await on.until(lambda: on.screen.last_notice == "This recording has no peak.")


async def test_no_pane_asked_for_shows_the_tags_that_most_posts_have() -> None:
    other = [sighting(post(100 + number, tags=("paris20",), minutes=number)) for number in range(40)]
    async with replay(*an_hour(), *other) as on:
        assert sorted(str(pane.filter) for pane in on.screen.deck.panes) == ["#capcomnet", "#paris20"]


async def test_the_tags_of_a_long_recording_are_those_of_all_its_parts() -> None:
    early = [sighting(post(number, tags=("morning",), minutes=number / 100)) for number in range(LOOKED_AT)]
    late = [sighting(post(LOOKED_AT + n, tags=("evening",), minutes=100 + n / 100)) for n in range(LOOKED_AT)]
    playing = Playing(Told(early + late), "notes.jsonl", None, UNICODE, speed=1.0)

    setup = playing.setup((), Sensitivity.NORMAL)

    assert sorted(map(str, setup.panes)) == ["#evening", "#morning"]


async def test_a_pane_whose_tag_goes_on_for_longer_makes_the_replay_longer() -> None:
    other = [sighting(post(100 + number, tags=("paris20",), minutes=number)) for number in range(0, 120, 10)]
    async with replay(*an_hour(), *other, panes=("#capcomnet",), speed=None) as on:
        await on.posts(60)
        await on.pilot.press("a", *"paris20", "enter")
        await on.until(lambda: len(on.screen.deck.panes) == 2 and len(on.screen.deck.panes[1].timeline) >= 6)
        await on.pilot.press("=", *"100%", "enter")
        await on.until(lambda: len(on.screen.deck.panes[1].timeline) == 12)

        assert on.now == NOON + timedelta(minutes=110, seconds=5)


async def test_posts_of_many_tags_are_shown_in_one_pane() -> None:
    many = [sighting(post(number, tags=(f"tag{number}",))) for number in range(40)]
    async with replay(*many, speed=None) as on:
        await on.posts(40)

        assert [str(pane.filter.label) for pane in on.screen.deck.panes] == ["everything"]


async def test_a_time_outside_the_recording_goes_to_its_end_and_says_so_and_back_it_is_held_as_before() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        await on.pilot.press("space", "=", *"23:00", "enter")
        await on.posts(60)
        end = on.screen.last_notice
        await on.pilot.press("=", *"-30m", "enter")
        await on.until(lambda: len(on.pane.timeline) == 30 and on.screen.replayed.clock.goal is None)
        held = on.screen.replayed.clock.is_paused
        await on.pilot.press("=", *"01:00", "enter")
        await on.until(lambda: "begins" in on.screen.last_notice)

        assert end.startswith(("It ends at 12:59", "It ends at 21 Nov 12:59"))
        assert held


async def test_with_an_end_given_it_comes_to_the_end_of_what_was_heard_by_then() -> None:
    hand = HandClock(NOON + timedelta(days=2))
    until = NOON + timedelta(minutes=30)
    playing = Playing(Told(an_hour()), "notes", None, UNICODE, speed=None, until=until, base=hand, aside=AtOnce())
    app = HashtuiApp(playing.setup(read_panes(("#capcomnet",), subscribes=False), Sensitivity.NORMAL))
    async with app.run_test(size=(80, 24)) as pilot:
        on = Replay(pilot, app, hand)
        await on.posts(30)
        await on.until(lambda: on.screen.replayed.clock.is_over)

        assert on.now == NOON + timedelta(minutes=29, seconds=5)
        assert any("■ the end" in row for row in on.rows())
