"""An open WebSocket: batches, signs of life, back-pressure, and others that are slow, large or never finish."""

import asyncio
from collections.abc import Iterator

import pytest

from hashtui.clock import SystemClock
from hashtui.errors import Malformed, SourceError, Unreachable
from hashtui.wire import Channel, Wire, pulse
from hashtui.wire.intake import LARGEST, MOST_HELD
from tests.wire.other_end import BYE, PING, OtherEnd, framed, nothing, other_end, packed


async def batches_until_the_end(channel: Channel) -> list[list[str | bytes]]:
    return [batch async for batch in channel.batches()]


async def heard(wire: Wire, url: str, silence: float = 5.0, *, deflate: bool = False) -> list[str | bytes]:
    async with wire.connect(url, silence=silence, deflate=deflate) as channel:
        return [frame async for frame in channel.frames()]


async def test_a_batch_is_all_that_is_there(wire: Wire) -> None:
    async def two_packets(end: OtherEnd) -> None:
        await end.send(framed("b") + framed(b"\xff", 2) + framed("c"))
        await end.reader.readexactly(7)
        await end.send(framed("d") + BYE)

    async with other_end(two_packets, with_answer=framed("a")) as url, wire.connect(url) as channel:
        batches = channel.batches()
        first = await anext(batches)
        while len(first) < 4:
            first += await anext(batches)
        await channel.send("x")

        assert first == ["a", "b", b"\xff", "c"]
        assert [batch async for batch in batches] == [["d"]]


async def test_what_one_listener_left_the_next_one_finds(wire: Wire) -> None:
    sent = framed("a") + framed("b") + framed("c") + BYE
    async with other_end(nothing, with_answer=sent) as url, wire.connect(url) as channel:
        assert await anext(channel.frames()) == "a"

        assert await batches_until_the_end(channel) == [["b", "c"]]


async def test_text_may_be_had_as_it_came(wire: Wire) -> None:
    async with other_end(nothing, with_answer=framed("é") + BYE) as url, wire.connect(url, raw=True) as channel:
        assert await batches_until_the_end(channel) == [["é".encode()]]


async def test_the_bytes_that_came_are_counted(wire: Wire) -> None:
    small = packed(b"again and again " * 1000)

    async def send(end: OtherEnd) -> None:
        await end.send(small + BYE)

    async with other_end(send, deflate=True) as url, wire.connect(url, deflate=True) as channel:
        before = channel.received
        [[message]] = await batches_until_the_end(channel)

        assert len(message) == 16_000
        assert channel.received - before in (0, len(small), len(small + BYE))
        assert channel.received < 400


@pytest.mark.parametrize("deflate", [True, False])
async def test_deflate_is_offered_only_when_it_is_asked_for(wire: Wire, deflate: bool) -> None:
    heads: list[str] = []

    async def note(end: OtherEnd) -> None:
        heads.append(end.head)
        await end.send(BYE)

    async with other_end(note) as url:
        await heard(wire, url, deflate=deflate)

    assert ("permessage-deflate" in heads[0]) is deflate


async def test_compressed_messages_are_read_among_others_in_order(wire: Wire) -> None:
    sent = framed("plain") + packed("gepäckt".encode()) + framed("plain again") + packed(b"") + BYE
    async with other_end(nothing, with_answer=sent, deflate=True) as url:
        assert await heard(wire, url, deflate=True) == ["plain", "gepäckt", "plain again", ""]


@pytest.mark.parametrize("megabytes", [1.01, 64])
async def test_a_bomb_is_malformed(wire: Wire, megabytes: float) -> None:
    bomb = packed(bytes(int(megabytes * 2**20)))
    async with other_end(nothing, with_answer=framed("a") + bomb, deflate=True) as url:
        with pytest.raises(Malformed, match="sent a message of more than 1 MiB"):
            await heard(wire, url, deflate=True)


async def test_a_server_that_packs_without_being_asked_is_malformed(wire: Wire) -> None:
    async with other_end(nothing, deflate=True) as url:
        with pytest.raises(Malformed, match="does not open a proper WebSocket"):
            await heard(wire, url)


async def test_while_the_source_is_busy_the_socket_is_not_read(wire: Wire) -> None:
    sent, large, enough = 0, framed("a" * (LARGEST // 8)), asyncio.Event()

    async def pour(end: OtherEnd) -> None:
        nonlocal sent
        while not enough.is_set():
            await end.send(large)
            sent += len(large)
        await end.send(BYE)

    async with other_end(pour) as url, wire.connect(url) as channel:
        batches = channel.batches()
        await anext(batches)
        before = -1
        while sent > before:  # until the server is stuck
            before = sent
            await asyncio.sleep(0.05)
        received = channel.received
        await asyncio.sleep(0.05)

        assert channel.received == received
        assert sent < 24 * MOST_HELD  # what the kernel's buffers take is some megabytes
        await anext(batches)
        await anext(batches)
        assert channel.received > received
        enough.set()


async def test_a_source_that_is_busy_longer_than_the_silence_does_not_hold_it_against_the_server(wire: Wire) -> None:
    async def pour(end: OtherEnd) -> None:
        for _ in range(64):
            await end.send(framed("a" * (LARGEST // 8)))
        await end.send(BYE)

    async with other_end(pour) as url, wire.connect(url, silence=0.2) as channel:
        frames = channel.frames()
        await anext(frames)
        await asyncio.sleep(0.6)

        assert len([frame async for frame in frames]) == 63


@pytest.mark.parametrize("deflate", [False, True])
async def test_bytes_that_trickle_are_a_sign_of_life(wire: Wire, deflate: bool) -> None:
    message = packed(bytes(range(33, 93))) if deflate else framed("a" * 60)

    async def trickle(end: OtherEnd) -> None:
        await end.drip(message, 0.01)
        await end.send(BYE)

    async with other_end(trickle, deflate=deflate) as url:
        began = asyncio.get_running_loop().time()
        [got] = await heard(wire, url, silence=0.2, deflate=deflate)

        assert len(got) == 60
        assert asyncio.get_running_loop().time() - began > 0.4


def unfinished(kind: str) -> Iterator[bytes]:
    """Bytes without end that never make a message."""
    match kind:
        case "one frame":
            yield framed("a" * 60_000)[:-1]
        case "pieces":
            yield framed("a", fin=False)
            while True:
                yield framed("a", 0, fin=False)
        case "pieces among pings":
            yield framed("a", fin=False)
            while True:
                yield framed("a", PING)


@pytest.mark.parametrize("kind", ["one frame", "pieces", "pieces among pings"])
async def test_a_message_that_never_ends_is_left(wire: Wire, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "LONGEST_MESSAGE", 0.4)

    async def loris(end: OtherEnd) -> None:
        for data in unfinished(kind):
            await end.drip(data, 0.01, piece=10)

    async with other_end(loris) as url:
        loop = asyncio.get_running_loop()
        began = loop.time()
        with pytest.raises(Unreachable, match=r"did not finish a message within 0\.4 s"):
            await heard(wire, url, silence=0.3)

        assert loop.time() - began < 1


async def test_many_messages_in_a_row_are_no_message_that_never_ends(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "LONGEST_MESSAGE", 0.2)
    packet = b"".join(framed("a" * 99) for _ in range(60))

    async def never_at_a_boundary(end: OtherEnd) -> None:
        await end.drip(packet, 0.01, piece=110)
        await end.send(BYE)

    async with other_end(never_at_a_boundary) as url:
        assert len(await heard(wire, url)) == 60


async def test_silence_is_noticed_within_two_and_a_half_heartbeats(wire: Wire) -> None:
    heartbeat = 0.2

    async def falls_silent(end: OtherEnd) -> None:
        for _ in range(5):
            await end.send(framed(":thump"))
            await asyncio.sleep(heartbeat)
        await asyncio.sleep(10)

    loop = asyncio.get_running_loop()
    thumps: list[float] = []

    async def listen(url: str) -> None:
        nonlocal thumps
        async with wire.connect(url, silence=2.5 * heartbeat) as channel:
            async for _ in channel.frames():
                thumps += [loop.time()]

    async with other_end(falls_silent) as url:
        with pytest.raises(Unreachable, match=r"has been silent for 0\.5 s"):
            await listen(url)

        assert len(thumps) == 5
        assert 2.4 * heartbeat < loop.time() - thumps[-1] < 2.5 * heartbeat + 0.15


async def test_a_server_that_says_good_bye_and_never_hangs_up_is_gone(wire: Wire) -> None:
    async def stays(end: OtherEnd) -> None:
        await end.send(framed("a") + BYE)
        await asyncio.sleep(20)

    async with other_end(stays) as url:
        began = asyncio.get_running_loop().time()
        async with wire.connect(url, silence=30) as channel:
            assert await batches_until_the_end(channel) == [["a"]]

        assert asyncio.get_running_loop().time() - began < 3


async def test_leaving_while_much_waits_is_quick(wire: Wire) -> None:
    async def pour(end: OtherEnd) -> None:
        for _ in range(200):
            await end.send(framed("a" * 60_000))
        await end.send(BYE)

    async with other_end(pour) as url:
        began = asyncio.get_running_loop().time()
        async with wire.connect(url) as channel:
            await anext(channel.frames())

        assert asyncio.get_running_loop().time() - began < 1.5


async def test_a_stream_of_small_frames_leaves_others_their_turn(wire: Wire) -> None:
    async with other_end(nothing, with_answer=framed("a") * 50_000 + BYE) as url:
        turns = 0

        async def count() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        async with wire.connect(url) as channel:
            counting = asyncio.create_task(count())
            frames = [frame async for frame in channel.frames()]
            counting.cancel()

        assert len(frames) == 50_000
        assert turns > 500


async def test_two_wires_may_listen_to_one_server() -> None:
    async def greet(end: OtherEnd) -> None:
        await end.send(framed("a") + BYE)

    wires = [Wire(SystemClock()) for _ in range(2)]
    async with other_end(greet) as url:
        told = await asyncio.gather(*(heard(wire, url) for wire in wires))

    assert told == [["a"], ["a"]]


async def test_what_came_before_a_cut_is_given_first(wire: Wire) -> None:
    async def cut(end: OtherEnd) -> None:
        await end.send(framed("a") + framed("b") + framed("half")[:-1])

    async with other_end(cut) as url, wire.connect(url) as channel:
        frames = channel.frames()
        assert [await anext(frames), await anext(frames)] == ["a", "b"]

        with pytest.raises(SourceError, match="cut off the stream"):
            await anext(frames)
