"""What is said of posts that were told: asked for by their ids, a hundred in one request."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.sources.nostr.event import DELETION, GENERIC_REPOST, REACTION, REPOST
from hashtui.sources.nostr.line import Fits, Line, Request
from hashtui.sources.nostr.messages import Filter

KINDS = (DELETION, REPOST, REACTION, GENERIC_REPOST)
AT_ONCE = 100
"""Posts in one request."""
MOST_REQUESTS = 5
"""Only the newest posts are asked about; for the others it is too late to change."""
MOST_STORED = 500
CLOSINGS_BORNE = 3
"""When the relay has ended as many of these requests, it is left alone with them."""


@dataclass(slots=True)
class _Some:
    """Some posts, and the request for them on this connection."""

    names: list[str] = field(default_factory=list)
    """Event ids, and addresses of what has them."""
    request: Request | None = None
    asked: int = 0
    """How many of the names the request has."""


class Around:
    """Reposts, reactions and deletions of the posts told last."""

    def __init__(self) -> None:
        self._some: deque[_Some] = deque()
        self._closings = 0
        """How often the relay ended such a request on this connection."""

    @property
    def has_room(self) -> bool:
        """Whether one more post can be asked about without another being left out for it."""
        return len(self._some) < MOST_REQUESTS or len(self._some[-1].names) < AT_ONCE - 1

    def add(self, name: str) -> None:
        """A post was told."""
        if not self._some or len(self._some[-1].names) >= AT_ONCE:
            self._some.append(_Some())
        self._some[-1].names.append(name)

    def forget_requests(self) -> None:
        """A new connection: nothing is asked on it yet."""
        self._closings = 0
        for some in self._some:
            some.request, some.asked = None, 0

    async def renew(self, line: Line, since: datetime) -> None:
        """Ask about what was added; of what was asked for already only what came since that time is sent again."""
        while len(self._some) > MOST_REQUESTS:
            gone = self._some.popleft()
            if gone.request is not None:
                await line.end(gone.request)
        for some in self._some:
            if some.request is not None and some.request.closed is not None:
                self._closings += 1
                some.request, some.asked = None, 0
            if self._closings >= CLOSINGS_BORNE or some.asked == len(some.names):
                continue
            filters = [
                *_filters(some.names[: some.asked], {"since": int(since.timestamp())}),
                *_filters(some.names[some.asked :], {}),
            ]
            before = some.request
            some.request = await line.ask(filters, _about(some.names), MOST_STORED, is_live=True)
            some.asked = len(some.names)
            if before is not None:
                await line.end(before)


def _about(names: list[str]) -> Fits:
    """Whether an event is about one of these; names that are added later count too."""
    return lambda event: event.kind in KINDS and any(name in names for name in (*event.values("e"), *event.values("a")))


def _filters(names: list[str], more: Filter) -> list[Filter]:
    ids = [name for name in names if ":" not in name]
    addresses = [name for name in names if ":" in name]
    found: list[Filter] = []
    for key, values in (("#e", ids), ("#a", addresses)):
        if values:
            found.append({"kinds": KINDS, key: values, "limit": MOST_STORED, **more})
    return found
