"""Every fault that only one network has, and some of those that all have, against the real sources."""

import random

import pytest

from hashtui import manners
from tests.chaos import HALVES
from tests.chaos.gauntlet import every_fault, own_faults, run_through

SOME = 12
"""Of the faults that every network may have; `python -m tests.chaos.gauntlet` goes through all."""


@pytest.mark.parametrize("half", HALVES)
async def test_each_fault_is_survived_said_in_words_and_over(half: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # How long a source waits after many faults in a row is not the question here.
    monkeypatch.setattr(manners, "HEALTHY", 0.0)
    own = own_faults(half)
    shared = [fault for fault in every_fault(half) if fault not in own]

    wrong = await run_through(half, [*own, *random.Random(half).sample(shared, SOME)])

    assert wrong == {}
