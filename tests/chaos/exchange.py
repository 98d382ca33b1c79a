"""One request with the healthy reply to it: what a fault is given to spoil."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.chaos.http import Link, Reply, Request
from tests.chaos.web_socket import Stream


@dataclass(slots=True)
class Exchange:
    """A fault changes the reply, or sets `raw` bytes in its place, or sends by itself and says so with `ended`."""

    request: Request
    reply: Reply
    link: Link
    random: random.Random
    authority: str
    """This server's own host and port."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    """The server's time."""
    raw: bytes | None = None
    ended: bool = False
    """The fault has dealt with the connection: nothing more is sent on it."""
    hang_up: bool = False
    """Close after the reply."""
    spoiled: bool = False
    """The posts in it are not to be counted as served."""
    on_stream: list[Callable[[Stream], None]] = field(default_factory=list)
    """What to do to the stream once the WebSocket is open."""

    def opened(self, stream: Stream) -> None:
        """The WebSocket is open."""
        for act in self.on_stream:
            act(stream)

    async def send_and_end(self, data: bytes) -> None:
        """Send these bytes instead of a reply, and leave the connection."""
        await self.link.send(data)
        self.ended = True
