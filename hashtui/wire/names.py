"""Host names to addresses, in threads of our own: a hung look-up blocks neither the loop nor the end of the program."""

import asyncio
import contextlib
import ipaddress
import socket
import threading

from hashtui.wire.place import Address

AT_ONCE = 8
PATIENCE = 10.0
"""Seconds a look-up may take."""


class Names:
    """Looks names up, a few at a time."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)

    async def addresses(self, host: str) -> list[Address]:
        """Its addresses in the system's order of preference. OSError (socket.gaierror), TimeoutError."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[Address]] = loop.create_future()
        async with asyncio.timeout(PATIENCE):
            await self._room.acquire()
            # Daemons: a default executor's threads would be joined at exit, however long they hang.
            threading.Thread(target=_look_up, args=(host, loop, found, self._room), daemon=True).start()
            return await found


def _look_up(
    host: str,
    loop: asyncio.AbstractEventLoop,
    found: asyncio.Future[list[Address]],
    room: asyncio.Semaphore,
) -> None:
    addresses: list[Address] = []
    trouble: OSError | UnicodeError | None = None
    try:
        for _, _, _, _, where in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM):
            address = ipaddress.ip_address(str(where[0]).partition("%")[0])
            if address not in addresses:
                addresses.append(address)
    except (OSError, UnicodeError) as error:
        trouble = error

    def tell() -> None:
        room.release()
        if found.done():
            return
        if trouble is None:
            found.set_result(addresses)
        else:
            found.set_exception(OSError(*trouble.args) if isinstance(trouble, UnicodeError) else trouble)

    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(tell)
