"""A deck on which nothing happens: it rests, and misses nothing."""

import asyncio

import pytest

from hashtui.tui import beat
from tests.posts import post
from tests.tui.desks import OnDesk, desk


async def rested(on: OnDesk) -> bool:
    """Let the deck be for a moment; whether it does not look at everything any more."""
    looks: list[None] = []
    await asyncio.sleep(0.15)
    screen = on.app.deck_screen
    look = screen.tick
    screen.tick = lambda: looks.append(look())  # type: ignore[method-assign]  # counted, and done
    await asyncio.sleep(0.6)
    screen.tick = look  # type: ignore[method-assign]  # as it was
    return not looks


async def painted(on: OnDesk, words: str) -> bool:
    """Whether these words come to the screen within two seconds without anyone asking for it."""
    for _ in range(200):
        if any(words in row for row in on.rows()):
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.fixture(autouse=True)
def rests_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deck comes to rest at once, and looks at everything for no other reason than a stir."""
    monkeypatch.setattr(beat, "QUIET_AFTER", 0.05)
    monkeypatch.setattr(beat, "QUIET_LOOK", 3600.0)


async def test_a_resting_deck_shows_the_next_post_and_the_next_minute() -> None:
    async with desk("#capcomnet", posts=3) as on:
        resting = await rested(on)
        on.hear(post(7, minutes=59))
        post_came = await painted(on, "Post number 7")
        await on.clock.wind(60)
        minute_came = await painted(on, "13:01")

        assert (resting, post_came, minute_came) == (True, True, True)
