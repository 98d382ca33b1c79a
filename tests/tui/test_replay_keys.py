"""Every key of a replay does what its words promise, by each of its keys and by any other, and help lists it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hashtui.config.actions import ACTIONS, Scope
from hashtui.config.keys import keys_of
from tests.posts import NOON
from tests.tui.peaks import peak
from tests.tui.test_replay_screen import Replay, an_hour, replay

OF_REPLAY = {one.id: one for one in ACTIONS if one.scope is Scope.REPLAY}
TEN = NOON + timedelta(minutes=10)


def is_at(minute: int) -> Callable[[Replay], bool]:
    return lambda on: on.now == NOON + timedelta(minutes=minute)


WORKED: dict[str, Callable[[Replay], bool]] = {
    "replay_pause": lambda on: on.screen.replayed.clock.is_paused,
    "replay_slower": lambda on: on.screen.replayed.clock.speed == 20.0,
    "replay_faster": lambda on: on.screen.replayed.clock.speed == 120.0,
    "replay_step": lambda on: on.now > TEN and on.screen.replayed.clock.is_paused,
    "replay_time": lambda on: on.screen.time_field.is_open,
    "replay_peak_before": is_at(5),
    "replay_peak_after": is_at(20),
}
"""What is so after the key, and was not before, ten minutes into the recording."""


async def ten_minutes_on(on: Replay) -> None:
    await on.posts(1)
    on.screen.peak_walk.all = [peak(5), peak(20)]
    on.screen.replayed.clock.skip_to(TEN)
    await on.posts(10)


@pytest.mark.parametrize(("action_id", "key"), [(one.id, key) for one in OF_REPLAY.values() for key in one.keys])
async def test_a_key_does_what_its_words_promise(action_id: str, key: str) -> None:
    async with replay(*an_hour()) as on:
        await ten_minutes_on(on)
        before = WORKED[action_id](on)

        await on.pilot.press(key)
        await on.until(lambda: WORKED[action_id](on))

        assert not before


@pytest.mark.parametrize("action_id", OF_REPLAY)
async def test_it_answers_to_the_keys_of_the_configuration_and_no_longer_to_its_own(action_id: str) -> None:
    async with replay(*an_hour(), keys={action_id: ("W",)}) as on:
        await ten_minutes_on(on)
        for key in OF_REPLAY[action_id].keys:
            await on.pilot.press(key)
        await on.pilot.pause()
        by_its_own = WORKED[action_id](on)

        await on.pilot.press("W")
        await on.until(lambda: WORKED[action_id](on))

        assert not by_its_own


async def test_help_lists_them_and_the_keys_they_have() -> None:
    async with replay(*an_hour(), keys={"replay_time": ("W",)}) as on:
        await on.posts(1)
        await on.pilot.press("question_mark")
        await on.pilot.pause()

        told = " ".join(" ".join(on.rows()).split())
        assert "In a replay" in told
        assert [one.id for one in OF_REPLAY.values() if one.words not in told] == []
        assert "W go to a time" in told


def test_every_action_of_a_replay_is_played_here() -> None:
    assert sorted(WORKED) == sorted(OF_REPLAY)
    assert all(keys_of({})[action_id] for action_id in WORKED)
