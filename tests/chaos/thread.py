"""The server in a thread of its own, for tests that are not coroutines: those of the command line."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from tests.chaos.server import ChaosServer

T = TypeVar("T")


class ThreadedChaos:
    """A running server in another thread; `call` does something to it there: `call(chaos.publish, "text", ["a"])`."""

    def __init__(self, server: ChaosServer, loop: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self.url = server.url
        self._loop = loop

    def call(self, act: Callable[..., T], *args: object, **named: object) -> T:
        """What `act` gives back, done in the server's thread."""

        async def run() -> T:
            return act(*args, **named)

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)


@contextlib.contextmanager
def chaos_in_thread(server: ChaosServer) -> Iterator[ThreadedChaos]:
    """Run `server` until the end of the block."""
    ready: threading.Event = threading.Event()
    running: list[ThreadedChaos] = []
    finish: list[asyncio.Event] = []

    async def run() -> None:
        async with server:
            finish.append(asyncio.Event())
            running.append(ThreadedChaos(server, asyncio.get_running_loop()))
            ready.set()
            await finish[0].wait()

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield running[0]
    finally:
        running[0].call(finish[0].set)
        thread.join(10)
