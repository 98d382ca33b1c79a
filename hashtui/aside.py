"""Short blocking calls beside the loop, a few at a time. What may hang, as the look-up of a name, is not made here."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 2


class Aside:
    """Makes calls in a few threads of its own; what does not fit waits its turn."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="aside")

    async def run(self, call: Callable[[], T]) -> T:
        """What the call returns or raises. A wait that is cancelled leaves a begun call to end by itself."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)
