"""The table of faults: names to what they do, one table a moment."""

import random
from collections.abc import Awaitable, Callable

from tests.chaos.exchange import Exchange
from tests.chaos.http import Link
from tests.chaos.script import Action
from tests.chaos.town import Town
from tests.chaos.web_socket import Stream

OnConnect = Callable[[Action, Link], Awaitable[bool]]
OnRequest = Callable[[Action, Exchange], Awaitable[None]]
OnEvent = Callable[[Action, Stream, str, random.Random], None]
OnTime = Callable[[Action, Town], Awaitable[None]]


class Table:
    """Every fault by name. A fault's function bears its name; the decorator says at which moment it acts.

    `at` names those that make sense on a half: most do on every one, those of a `Corner` on theirs only.
    """

    def __init__(self) -> None:
        self._half: dict[str, str] = {}
        self._connect: dict[str, OnConnect] = {}
        self._request: dict[str, OnRequest] = {}
        self._event: dict[str, OnEvent] = {}
        self._time: dict[str, OnTime] = {}

    def at_connect(self, fault: OnConnect) -> OnConnect:
        """It acts on a new connection, before any byte; it says whether the connection is over."""
        self._connect[_name(fault)] = fault
        return fault

    def at_request(self, fault: OnRequest) -> OnRequest:
        """It acts on a request with its healthy reply at hand."""
        self._request[_name(fault)] = fault
        return fault

    def at_event(self, fault: OnEvent) -> OnEvent:
        """It acts in the place of one event of a stream."""
        self._event[_name(fault)] = fault
        return fault

    def at_time(self, fault: OnTime) -> OnTime:
        """It happens in the world by itself."""
        self._time[_name(fault)] = fault
        return fault

    def names(self) -> list[str]:
        """All of them, in order."""
        return sorted({*self._connect, *self._request, *self._event, *self._time})

    def of(self, half: str) -> "Corner":
        """Where those stand that only one half has."""
        return Corner(self, half)

    def note(self, name: str, half: str) -> None:
        """A fault is of that half only."""
        self._half[name] = half

    def at(self, moment: str, half: str = "mastodon") -> list[str]:
        """Those that act at a moment on a half, in order."""
        return sorted(name for name in self._moments()[moment] if self._half.get(name, half) == half)

    def moment(self, name: str) -> str:
        """When a fault acts if nobody says when."""
        for moment, names in self._moments().items():
            if name in names:
                return moment
        raise ValueError(f"no fault is called {name!r}; there are {', '.join(self.names())}")

    def check(self, action: Action) -> None:
        """Fill in the moment, and see that the fault exists at it."""
        action.on = action.on or self.moment(action.do)
        if action.do not in self._moments()[action.on]:
            raise ValueError(f"{action.do!r} does not act on {action.on}")

    def _moments(self) -> dict[str, set[str]]:
        return {
            "request": set(self._request),
            "connect": set(self._connect),
            "event": set(self._event),
            "time": set(self._time),
        }

    async def connect(self, action: Action, link: Link) -> bool:
        """Do it to a new connection; whether that ended it."""
        return await self._connect[action.do](action, link)

    async def request(self, action: Action, exchange: Exchange) -> None:
        """Do it to a request."""
        await self._request[action.do](action, exchange)

    def event(self, action: Action, stream: Stream, text: str, dice: random.Random) -> None:
        """Do it to an event."""
        self._event[action.do](action, stream, text, dice)

    async def happen(self, action: Action, town: Town) -> None:
        """Let it happen."""
        await self._time[action.do](action, town)


class Corner:
    """The table's decorators, for the faults of one half."""

    def __init__(self, table: Table, half: str) -> None:
        self._table = table
        self._half = half

    def at_request(self, fault: OnRequest) -> OnRequest:
        """As the table's."""
        self._table.note(_name(fault), self._half)
        return self._table.at_request(fault)

    def at_event(self, fault: OnEvent) -> OnEvent:
        """As the table's."""
        self._table.note(_name(fault), self._half)
        return self._table.at_event(fault)

    def at_time(self, fault: OnTime) -> OnTime:
        """As the table's."""
        self._table.note(_name(fault), self._half)
        return self._table.at_time(fault)


def _name(fault: Callable[..., object]) -> str:
    return fault.__name__.strip("_")


FAULTS = Table()
