"""Streams read side by side."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from hashtui.sources.merge import first_of, merged


async def test_everything_comes_and_the_end_is_the_last_streams_end() -> None:
    async def counting(start: int, turns: int) -> AsyncGenerator[int, None]:
        for n in range(start, start + 3):
            for _ in range(turns):
                await asyncio.sleep(0)
            yield n

    found = [n async for n in merged(counting(0, 1), counting(10, 5))]

    assert sorted(found) == [0, 1, 2, 10, 11, 12]
    assert [n for n in found if n < 10] == [0, 1, 2]


async def test_a_stream_is_asked_for_its_next_only_when_its_last_was_taken() -> None:
    made: list[int] = []

    async def greedy() -> AsyncGenerator[int, None]:
        for n in range(10):
            made.append(n)
            yield n

    stream = merged(greedy())
    await anext(stream)
    for _ in range(10):
        await asyncio.sleep(0)

    assert made == [0]
    await stream.aclose()


async def test_an_error_of_one_ends_all_and_closes_the_others() -> None:
    closed: list[str] = []

    async def failing() -> AsyncGenerator[int, None]:
        yield 1
        raise ValueError("broken")

    async def waiting() -> AsyncGenerator[int, None]:
        try:
            await asyncio.Event().wait()
            yield 2
        finally:
            closed.append("waiting")

    with pytest.raises(ValueError, match="broken"):
        [n async for n in merged(waiting(), failing())]

    assert closed == ["waiting"]


async def test_closing_early_closes_every_stream() -> None:
    closed: list[int] = []

    async def stream(number: int) -> AsyncGenerator[int, None]:
        try:
            while True:
                await asyncio.sleep(0)
                yield number
        finally:
            closed.append(number)

    both = merged(stream(1), stream(2))
    await anext(both)
    await both.aclose()

    assert sorted(closed) == [1, 2]


async def test_the_first_wait_to_end_ends_them_all() -> None:
    cancelled: list[bool] = []

    async def never() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append(True)

    await first_of(never(), asyncio.sleep(0))

    assert cancelled == [True]


async def test_an_error_loses_nothing_that_another_stream_gave_with_it() -> None:
    async def failing() -> AsyncGenerator[int, None]:
        for number in ("one",):
            yield int(number)

    async def giving() -> AsyncGenerator[int, None]:
        yield 2

    both = merged(failing(), giving())

    assert await anext(both) == 2
    with pytest.raises(ValueError, match="one"):
        await anext(both)
