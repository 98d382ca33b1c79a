"""Waiting for a search of the archive in a test: it is made beside the loop."""

import asyncio

from hashtui.tui.search_view import SearchView
from tests.tui.desks import OnDesk

_LOOKS = 2_000
"""So often it is looked whether the answer is there; a search takes a few."""


async def found(on: OnDesk) -> None:
    """Let an open search ask what stands in its field, and wait until it is answered."""
    for _ in range(_LOOKS):
        view = on.app.screen
        if not isinstance(view, SearchView):
            return
        view.ask()
        results = view.searching.results
        if view.searching.is_open and (results is None or not results.is_busy):
            break
        await asyncio.sleep(0.002)
    await on.look()
