"""Several waits at once: streams read side by side, and the first of some waits to end."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Iterable
from typing import TypeVar

T = TypeVar("T")


async def merged(*streams: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
    """What the streams give, as it comes. Each is asked for its next only when its last was taken.

    It ends when all have ended; the first error of one ends it. All of them are closed with it.
    """
    asked = {_ask(stream): stream for stream in streams}
    try:
        while asked:
            done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
            # In the order of the streams, so that the same events are told in the same order; and an error last, so
            # that nothing that was given is lost by it.
            ended = [task for task in asked if task in done]
            for task in sorted(ended, key=lambda task: task.exception() is not None):
                stream = asked.pop(task)
                try:
                    found = task.result()
                except StopAsyncIteration:
                    continue
                yield found
                asked[_ask(stream)] = stream
    finally:
        await _drop(asked)
        for stream in streams:
            await stream.aclose()


async def first_of(*waits: Coroutine[None, None, None]) -> None:
    """Return when the first of these waits does; the others are called off."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await _drop(tasks)


def _ask(stream: AsyncGenerator[T, None]) -> asyncio.Future[T]:
    return asyncio.ensure_future(anext(stream))


async def _drop(tasks: Iterable[asyncio.Future[T]]) -> None:
    held = list(tasks)
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)
