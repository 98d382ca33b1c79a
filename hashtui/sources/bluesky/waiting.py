"""Posts and boosts that wait a moment for the name of who they are by, so that nobody need be shown by a DID.

Whatever else happens to a post ends its waiting: nothing that was said is swallowed.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hashtui.clock import Clock
from hashtui.post.post import Post
from hashtui.post.sighting import Boost

PATIENCE = 1.0
"""Seconds a post waits at most: names are asked for a quarter of a second after the first is wanted."""
ROOM = 200
"""What may wait at a time: in a flood it is told at once. Boosts leave half of the room to posts."""

Print = tuple[str, str, str, str]


@dataclass(slots=True)
class Waiting:
    """A post or a boost that is not told yet."""

    name: str
    """The URI of its record."""
    what: Post | Boost
    held: bool
    seen_at: datetime
    """When the network saw it."""
    print: Print
    """The commit it came by."""
    due: float
    """When it is told whatever is known by then, monotonic."""


class WaitingRoom:
    """What waits, by the URI of its record, in the order in which it came. With no patience, nothing does."""

    def __init__(self, clock: Clock, patience: float = PATIENCE) -> None:
        self._clock = clock
        self._patience = patience
        self._waiting: dict[str, Waiting] = {}
        self._leaving: dict[str, Waiting] = {}
        self._filled = asyncio.Event()

    @property
    def has_room(self) -> bool:
        """Whether one more may wait."""
        return self._patience > 0 and len(self._waiting) < ROOM

    @property
    def has_room_for_boosts(self) -> bool:
        """Whether one more boost may wait."""
        return self._patience > 0 and len(self._waiting) < ROOM // 2

    @property
    def oldest(self) -> datetime | None:
        """When the network saw the first of those that wait, or are being told."""
        return min((one.seen_at for one in (*self._leaving.values(), *self._waiting.values())), default=None)

    def __contains__(self, name: str) -> bool:
        return name in self._waiting

    def boosts(self) -> list[tuple[str, Boost]]:
        """Those that wait, by name."""
        return [(one.name, one.what) for one in self._waiting.values() if isinstance(one.what, Boost)]

    def holds(self, print_: Print) -> bool:
        """Whether what this commit made waits, or is being told."""
        return any(one.print == print_ for one in (*self._leaving.values(), *self._waiting.values()))

    def enter(self, name: str, what: Post | Boost, seen_at: datetime, print_: Print, *, held: bool = False) -> None:
        """This waits from now on."""
        due = self._clock.monotonic() + self._patience
        self._waiting[name] = Waiting(name, what, held, seen_at, print_, due)
        self._filled.set()

    def leave(self, name: str) -> Waiting | None:
        """It waits no more, it is about to be told; None when it does not wait."""
        waiting = self._waiting.pop(name, None)
        if waiting is not None:
            self._leaving[name] = waiting
        return waiting

    def left(self, name: str) -> None:
        """It was told."""
        self._leaving.pop(name, None)

    def abandon(self) -> list[Waiting]:
        """Nobody waits any more; those who were not told."""
        left = [*self._leaving.values(), *self._waiting.values()]
        self._leaving.clear()
        self._waiting.clear()
        return left

    def overdue(self) -> Iterator[Waiting]:
        """Those who waited long enough."""
        now = self._clock.monotonic()
        yield from [one for one in self._waiting.values() if one.due <= now]

    async def until_due(self) -> None:
        """Return when somebody has waited long enough."""
        while True:
            first = next(iter(self._waiting.values()), None)
            if first is None:
                self._filled.clear()
                await self._filled.wait()
            elif first.due <= self._clock.monotonic():
                return
            else:
                await self._clock.sleep(first.due - self._clock.monotonic())
