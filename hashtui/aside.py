"""Short blocking calls beside the loop, a few at a time. What may hang, as the look-up of a name, is not made here."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")

AT_ONCE = 2


class Aside:
    """Makes calls in a few threads at a time; what does not fit waits its turn. None of them holds up the end."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._room = asyncio.Semaphore(at_once)

    async def run(self, call: Callable[[], T]) -> T:
        """What the call returns or raises. A wait that is cancelled leaves a begun call to end by itself."""
        await self._room.acquire()
        made = _Call(call, asyncio.get_running_loop(), self._room.release)
        try:
            # Daemons: the threads of an executor would be joined at exit, however long they take.
            threading.Thread(target=made.make, name="aside", daemon=True).start()
        except RuntimeError:
            self._room.release()
            raise
        return await made.ended


class _Call(Generic[T]):
    """One call; it is entered around the work, and keeps what the work raises for who waits."""

    def __init__(self, call: Callable[[], T], loop: asyncio.AbstractEventLoop, release: Callable[[], None]) -> None:
        self.ended: asyncio.Future[T] = loop.create_future()
        self._call = call
        self._loop = loop
        self._release = release

    def make(self) -> None:
        """Make the call, in this thread."""
        with self:
            found = self._call()
            self._then(lambda: self.ended.set_result(found))

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if error is not None:
            self._then(lambda: self.ended.set_exception(error))
        return True

    def _then(self, tell: Callable[[], None]) -> None:
        def end() -> None:
            self._release()
            if not self.ended.done():
                tell()

        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(end)
