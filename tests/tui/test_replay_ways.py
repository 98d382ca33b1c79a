"""A replay on its way to a moment: what it hears again, what it says meanwhile, and how that is given up."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from textual.events import Key

from hashtui.cli import played
from hashtui.config.trusted import Trusted
from hashtui.errors import ArchiveError
from hashtui.post.sighting import Heard
from hashtui.watch.replay import AT_ONCE
from tests.posts import NOON, post, sighting
from tests.tui.peaks import peak
from tests.tui.test_replay_screen import an_hour, replay
from tests.watch.test_replay import AtOnce

T = TypeVar("T")


def many_posts() -> list[Heard]:
    """Two thousand in less than two hours."""
    return [sighting(post(number, minutes=number / 20)) for number in range(2_000)]


class Gated(AtOnce):
    """Makes no more calls than are let through; the others wait."""

    def __init__(self) -> None:
        super().__init__()
        self._through: int | None = None
        self._opened = asyncio.Event()

    def shut_after(self, calls: int) -> None:
        """So many more are let through."""
        self._through = calls

    def open(self) -> None:
        """All are let through."""
        self._through = None
        self._opened.set()

    async def run(self, call: Callable[[], T]) -> T:
        """See `Aside`."""
        if self._through is not None:
            self._through -= 1
            if self._through < 0:
                await self._opened.wait()
        return await super().run(call)


@pytest.fixture
def short_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten things are heard again at most."""
    monkeypatch.setattr(played, "HEARD_AGAIN", 9)


@pytest.mark.usefixtures("short_memory")
async def test_far_ahead_only_the_last_things_before_the_moment_are_heard_and_that_is_said() -> None:
    async with replay(*an_hour(), panes=("#capcomnet",)) as on:
        await on.posts(1)
        await on.pilot.press("space", "=", *"50%", "enter")
        await on.until(lambda: on.screen.replayed.begins is not None and len(on.pane.timeline) == 10)
        await on.until(lambda: "left out" in on.screen.last_notice)
        await on.pilot.press("pagedown", "pagedown")
        await on.pilot.pause()

        begins = NOON + timedelta(minutes=20, seconds=5)
        assert on.screen.replayed.begins == begins
        assert on.now == NOON + timedelta(minutes=29, seconds=35)
        assert on.screen.last_notice == "What was heard before 21 Nov 12:20 is left out, to be here soon."
        assert on.screen.place().begins == begins


@pytest.mark.usefixtures("short_memory")
async def test_a_little_ahead_what_is_there_stays_there() -> None:
    async with replay(*an_hour(), panes=("#capcomnet",)) as on:
        await on.posts(1)
        await on.pilot.press("space", "=", *"+9m", "enter")
        await on.posts(10)
        await on.pilot.press("=", *"+9m", "enter")
        await on.posts(19)

        assert on.screen.replayed.begins is None


@pytest.mark.usefixtures("short_memory")
async def test_back_to_where_little_was_heard_before_it_begins_at_the_beginning() -> None:
    async with replay(*an_hour(), panes=("#capcomnet",)) as on:
        await on.posts(1)
        await on.pilot.press("space", "=", *"50%", "enter")
        await on.until(lambda: on.screen.replayed.begins is not None and len(on.pane.timeline) == 10)
        await on.pilot.press("=", *"10%", "enter")
        await on.until(lambda: on.screen.replayed.begins is None and len(on.pane.timeline) == 6)

        assert on.now < NOON + timedelta(minutes=7)


async def test_on_the_way_it_says_how_far_it_is_and_escape_stays_there() -> None:
    gated = Gated()
    async with replay(*many_posts(), aside=gated) as on:
        await on.posts(1)
        gated.shut_after(2)
        await on.pilot.press("=", *"90%", "enter")
        await on.posts(2 * AT_ONCE)
        on_the_way = on.rows()[-2]
        await on.pilot.press("escape")
        await on.pilot.pause()
        gated.open()
        await on.hand.wind(60)

        assert "▶ going there " in on_the_way
        assert "Esc stay here" in on_the_way
        assert len(on.pane.timeline) == 2 * AT_ONCE
        assert on.screen.replayed.clock.is_paused
        assert on.screen.last_notice.startswith("Held at 12:")


async def test_another_time_takes_the_place_of_the_one_it_is_on_its_way_to() -> None:
    gated = Gated()
    async with replay(*many_posts(), aside=gated) as on:
        await on.posts(1)
        gated.shut_after(2)
        await on.pilot.press("space", "=", *"90%", "enter")
        await on.posts(2 * AT_ONCE)
        await on.pilot.press("=", *"1%", "enter")
        gated.open()
        await on.until(lambda: len(on.pane.timeline) == 20 and on.screen.replayed.clock.goal is None)

        assert on.now < NOON + timedelta(minutes=2)


async def test_what_is_typed_right_behind_the_key_is_for_the_field() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        for key in ("equals_sign", "plus", "1", "0", "m", "enter"):
            on.app.post_message(Key(key, {"equals_sign": "=", "plus": "+", "enter": None}.get(key, key)))
        await on.posts(11)

        assert on.screen.judging.trusted == Trusted()


async def test_an_archive_that_cannot_be_read_is_said_and_nothing_moves() -> None:
    gated = Gated()
    async with replay(*an_hour(), aside=gated) as on:
        await on.posts(1)

        async def cannot(call: Callable[[], T]) -> T:
            raise ArchiveError("the archive is damaged")

        gated.run = cannot  # type: ignore[method-assign]  # from now on
        await on.pilot.press("=", *"50%", "enter")
        await on.until(lambda: on.screen.last_notice == "the archive is damaged")
        on.screen.peak_walk.all = None
        await on.pilot.press("right_square_bracket")
        await on.until(lambda: on.screen.last_notice == "the archive is damaged")

        assert len(on.pane.timeline) == 1


async def test_back_at_a_peak_it_says_which() -> None:
    async with replay(*an_hour()) as on:
        await on.posts(1)
        on.screen.peak_walk.all = [peak(5), peak(20)]
        on.screen.replayed.clock.skip_to(NOON + timedelta(minutes=30))
        await on.posts(30)
        await on.pilot.press("left_square_bracket")
        await on.until(lambda: on.screen.last_notice.startswith("peak 2 of 2 · "))

        assert on.now == NOON + timedelta(minutes=20)


async def test_looking_for_a_peak_is_given_up_with_escape() -> None:
    gated = Gated()
    async with replay(*an_hour(), aside=gated) as on:
        await on.posts(1)
        gated.shut_after(0)
        await on.pilot.press("right_square_bracket")
        await on.until(lambda: on.screen.peak_walk.is_looking)
        await on.pilot.press("escape")
        await on.until(lambda: not on.screen.peak_walk.is_looking)

        assert on.screen.last_notice == "No more peaks are looked for."


async def test_what_was_known_before_is_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashtui.tui.app.LET_GO_AFTER", 0.01)
    async with replay(*an_hour(), panes=("#capcomnet",)) as on:
        await on.pilot.press("space", "=", *"50%", "enter")
        await on.posts(30)
        await on.pilot.press("=", *"40%", "enter")
        await on.posts(24)
        former = on.screen.setup.watch, on.pane.timeline
        await on.pilot.press("=", *"10%", "enter")
        await on.posts(6)

        await on.until(lambda: [vars(one) for one in former] == [{}, {}])


async def test_what_is_opened_while_the_way_back_is_looked_for_goes_with_what_it_was_opened_over() -> None:
    gated = Gated()
    async with replay(*an_hour(), panes=("#capcomnet",), aside=gated) as on:
        await on.posts(1)
        await on.pilot.press("space", "=", *"50%", "enter")
        await on.posts(30)
        before = on.screen
        gated.shut_after(0)
        await on.pilot.press("=", *"-20m", "enter", "enter")
        opened = on.app.screen
        gated.open()
        await on.until(lambda: on.screen is not before and len(on.pane.timeline) == 10)

        assert opened is not before
        assert on.app.screen is on.screen
        assert before not in on.app.screen_stack
