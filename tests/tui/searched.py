"""A search of the archive in a test: its desk, and waiting for it, for it is made beside the loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hashtui.archive import Archive, State, in_memory
from hashtui.clock import HandClock
from hashtui.post.post import Post
from hashtui.tui.search_view import SearchView
from tests.posts import NOON, admitted, post
from tests.tui.desks import OnDesk, desk

OLD = [post(-number, f"Wagon {number} de la mairie", minutes=-300 - number) for number in range(1, 6)]
FAR = [post(-number, f"Wagon {number} de la mairie", minutes=-3000 - number) for number in range(1, 6)]
"""Further back than a pane is filled by itself."""
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


@asynccontextmanager
async def searching(
    *heard: Post,
    before: tuple[Post, ...] = (),
    size: tuple[int, int] = (80, 24),
    state: State | None = None,
    panes: tuple[str, ...] = ("#capcomnet",),
) -> AsyncIterator[tuple[OnDesk, Archive]]:
    """A dashboard over an archive in memory: what was kept before, and what is heard in the session."""
    archive = in_memory(HandClock(NOON))
    for one in before:
        archive.take(admitted(one))
    await archive.flush()
    asked = None if state is None else lambda: state
    async with desk(*panes, size=size, archive=archive, archive_state=asked) as on:
        on.hear(*heard)
        await archive.flush()
        await on.look()
        yield on, archive
    archive.close()


async def type_in(on: OnDesk, words: str) -> None:
    await on.press("F", *words)
    await found(on)


def page(on: OnDesk) -> str:
    return "\n".join(on.rows())
