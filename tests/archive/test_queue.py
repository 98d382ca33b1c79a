"""What waits to be written, between the loop and the thread: how much, and for whom."""

import asyncio

from hashtui.archive.queue import AT_ONCE, Queue
from tests.archive.flooding import flood, numbered


def test_while_nobody_writes_only_the_newest_wait() -> None:
    queue = Queue()
    queue.keeps = 10

    for one in flood(0, 50):
        queue.put(one)

    assert queue.waiting == 10
    assert queue.take() == list(flood(40, 10))
    assert queue.has_room


async def test_who_waits_for_what_nobody_writes_now_goes_on() -> None:
    queue = Queue()
    queue.put(numbered(0))
    queue.keeps = 10

    await asyncio.wait_for(queue.flush(), 1)

    assert queue.written == 0


def test_what_is_taken_waits_until_it_is_done_and_is_taken_again_when_that_failed() -> None:
    queue = Queue()
    for one in flood(0, AT_ONCE + 1):
        queue.put(one)

    taken = queue.take()
    again = queue.take()
    queue.done()

    assert taken == again == list(flood(0, AT_ONCE))
    assert (queue.written, queue.waiting) == (AT_ONCE, 1)


def test_one_who_waited_in_a_loop_that_has_ended_holds_up_nobody() -> None:
    queue = Queue()
    queue.put(numbered(0))

    async def gives_up() -> None:
        flushing = asyncio.ensure_future(queue.flush())
        await asyncio.sleep(0)
        assert not flushing.done()

    asyncio.run(gives_up())
    queue.take()
    queue.done()

    assert queue.written == 1
