"""Time: what the machine's clock says while somebody sets it, and the clock that is wound by hand."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from hashtui import clock as module
from hashtui.clock import HandClock, LocalZone, SystemClock

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Machine:
    """A machine's clocks, in seconds."""

    CLOCK_BOOTTIME = 7
    CLOCK_MONOTONIC = 1

    def __init__(self) -> None:
        self.wall = NOON.timestamp()
        self.up = 1_000.0
        self.asleep = 0.0

    def time(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.up

    def clock_gettime(self, which: int) -> float:
        return self.up + (self.asleep if which == self.CLOCK_BOOTTIME else 0.0)

    def go_on(self, seconds: float) -> None:
        """Time passes."""
        self.wall += seconds
        self.up += seconds


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(module, "time", made)
    return made


def test_the_clock_is_the_machines(machine: Machine) -> None:
    clock = SystemClock()
    first = clock.now()
    machine.go_on(90)

    assert (first, clock.now()) == (NOON, NOON + timedelta(seconds=90))


def test_a_clock_set_ahead_is_believed(machine: Machine) -> None:
    clock = SystemClock()
    clock.now()
    machine.wall += 400 * 86_400

    assert clock.now() == NOON + timedelta(days=400)


def test_a_clock_set_back_far_goes_on_where_it_was(machine: Machine) -> None:
    clock = SystemClock()
    clock.now()
    machine.wall -= 400 * 86_400
    machine.go_on(60)
    later = clock.now()
    machine.wall += 400 * 86_400
    machine.go_on(60)

    assert (later, clock.now()) == (NOON + timedelta(seconds=60), NOON + timedelta(seconds=120))


def test_a_small_correction_is_followed(machine: Machine) -> None:
    clock = SystemClock()
    clock.now()
    machine.wall -= 2

    assert clock.now() == NOON - timedelta(seconds=2)


def test_a_sleep_is_counted_and_passes_on_the_wall_as_well(machine: Machine) -> None:
    clock = SystemClock()
    clock.now()
    machine.asleep += 45
    machine.wall += 45

    assert clock.slept() == 45
    assert clock.now() == NOON + timedelta(seconds=45)


def test_a_sleep_is_never_taken_back(machine: Machine) -> None:
    clock = SystemClock()
    machine.asleep = 400 * 86_400.0
    clock.slept()
    machine.asleep = 0.0

    assert clock.slept() == 400 * 86_400


def test_where_a_sleep_cannot_be_noticed_there_is_none(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Machine, "CLOCK_BOOTTIME")

    assert SystemClock().slept() == 0.0


async def test_a_hand_clock_whose_wall_is_set_wakes_nobody() -> None:
    clock = HandClock(NOON)

    clock.set_wall(-400 * 86_400)
    await clock.wind(10)

    assert clock.now() == NOON + timedelta(seconds=10, days=-400)
    assert (clock.monotonic(), clock.slept()) == (10, 0)


def test_the_machines_zone_knows_summer_and_winter_and_the_hour_that_comes_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    zone = LocalZone()

    moments = [
        datetime(2026, 1, 5, 12, tzinfo=UTC),
        datetime(2026, 7, 5, 12, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]
    told = [f"{moment.astimezone(zone):%H:%M %Z %z}" for moment in moments]
    back = [moment.astimezone(zone).astimezone(UTC) for moment in moments]

    monkeypatch.undo()
    time.tzset()
    assert told == ["13:00 CET +0100", "14:00 CEST +0200", "02:30 CEST +0200", "02:30 CET +0100"]
    assert back == moments
