"""A wire for each test, closed after it; what the tests of the wire share."""

from collections.abc import AsyncIterator

import pytest

from hashtui.clock import HandClock
from hashtui.wire import Wire


@pytest.fixture
def clock() -> HandClock:
    """Stands still: what the wire counts by the minute moves only when it is wound."""
    return HandClock()


@pytest.fixture
async def wire(clock: HandClock) -> AsyncIterator[Wire]:
    wire = Wire(clock)
    yield wire
    await wire.aclose()
