"""Calls beside the loop: their results and errors come back, few run at a time, and none holds up the end."""

import asyncio
import subprocess
import sys
import threading

import pytest

from hashtui.aside import AT_ONCE, Aside


async def test_a_call_returns_what_it_returns_and_raises_what_it_raises() -> None:
    aside = Aside()

    def fail() -> None:
        raise LookupError("not there")

    assert await aside.run(lambda: 6 * 7) == 42
    assert await aside.run(threading.get_ident) != threading.get_ident()
    with pytest.raises(LookupError, match="not there"):
        await aside.run(fail)


async def test_only_so_many_calls_are_made_at_a_time() -> None:
    aside = Aside()
    running, most, lock = 0, 0, threading.Lock()

    def call() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        barrier.wait(30)
        with lock:
            running -= 1

    barrier = threading.Barrier(AT_ONCE)
    await asyncio.gather(*(aside.run(call) for _ in range(4 * AT_ONCE)))

    assert most == AT_ONCE


async def test_a_wait_that_is_cancelled_leaves_room_for_others_and_a_call_that_waits_is_not_made() -> None:
    aside = Aside(1)
    go_on, made = threading.Event(), []
    begun = asyncio.ensure_future(aside.run(lambda: go_on.wait(30)))
    waiting = asyncio.ensure_future(aside.run(lambda: made.append("waiting")))
    await asyncio.sleep(0)

    for task in (begun, waiting):
        task.cancel()
    ended = await asyncio.gather(begun, waiting, return_exceptions=True)
    go_on.set()
    await aside.run(lambda: made.append("next"))

    assert [type(one) for one in ended] == [asyncio.CancelledError] * 2
    assert made == ["next"]


def test_the_program_ends_though_a_call_goes_on() -> None:
    code = """
import asyncio, threading
from hashtui.aside import Aside

async def main():
    begun = threading.Event()
    call = asyncio.ensure_future(Aside().run(lambda: (begun.set(), threading.Event().wait())))
    while not begun.is_set():
        await asyncio.sleep(0)

asyncio.run(main())
print("over")
"""
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=30)

    assert (ended.stdout, ended.stderr) == ("over\n", "")
