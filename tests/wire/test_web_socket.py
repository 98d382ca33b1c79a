"""WebSockets: how they are opened or refused, what they may carry, and how their silence is noticed."""

import asyncio
import json
import logging

import pytest

from hashtui.config.secret import Secret
from hashtui.errors import Malformed, RateLimited, Refused, SourceError, Unreachable
from hashtui.wire import Channel, Wire
from tests.chaos import ChaosServer

PATH = "/api/v1/streaming"
TOKEN = Secret("good-token")
SUBSCRIBE = '{"type":"subscribe","stream":"hashtag","tag":"a"}'


async def heard_until_the_end(channel: Channel) -> list[str | bytes]:
    return [frame async for frame in channel.frames()]


async def one_event(wire: Wire, chaos: ChaosServer, silence: float = 5.0) -> list[str | bytes]:
    """Subscribe, let one post be published and the stream end, and give what was heard."""
    async with wire.connect(chaos.stream_url + PATH, token=TOKEN, silence=silence) as channel:
        await channel.send(SUBSCRIBE)
        await chaos.subscribed()
        chaos.publish("hello", ["a"])
        for stream in chaos.streams:
            stream.finish(1000)
        return await heard_until_the_end(channel)


async def test_frames_come_until_the_server_says_good_bye(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        [frame] = await one_event(wire, chaos)

        assert json.loads(frame)["event"] == "update"


async def test_the_token_is_in_the_header_and_in_no_url(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        await one_event(wire, chaos)

        [asked] = chaos.meter.asked
        assert asked.header("authorization") == "Bearer good-token"
        assert asked.query == ()
        assert asked.header("user-agent") == "hashtui/0.1.0"
        assert asked.header("sec-websocket-extensions") is None


async def test_debug_logging_does_not_write_the_token(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with ChaosServer() as chaos:
        await one_event(wire, chaos)

    assert "good-token" not in caplog.text


async def test_a_refusal_gives_the_servers_reason(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        with pytest.raises(Refused) as told:
            await wire.connect(chaos.stream_url + PATH, token=Secret("wrong")).__aenter__()

        assert str(told.value) == f"{chaos.authority} refuses the stream: Invalid access token"
        assert "wrong" not in repr(told.value)


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        ("streaming_404", Refused, "has no stream there: HTTP 404"),
        ("ws_redirect", Refused, "has its stream elsewhere"),
        ("ws_no_upgrade", Unreachable, "answered with a page instead of a stream"),
        ("ws_bad_accept", Malformed, "does not open a proper WebSocket"),
        ("bad_status_line", Malformed, "does not open a proper WebSocket"),
        ("drop", Unreachable, "hung up without a word|connection reset"),
    ],
)
async def test_a_stream_that_does_not_open_says_why(
    wire: Wire, fault: str, kind: type[SourceError], words: str
) -> None:
    async with ChaosServer() as chaos:
        chaos.do(fault)

        with pytest.raises(kind, match=words):
            await wire.connect(chaos.stream_url + PATH, token=TOKEN).__aenter__()


@pytest.mark.parametrize(("code", "kind"), [(500, Unreachable), (502, Unreachable), (408, Unreachable), (451, Refused)])
async def test_a_status_at_the_upgrade_is_judged(wire: Wire, code: int, kind: type[SourceError]) -> None:
    async with ChaosServer() as chaos:
        chaos.do("status", code=code)

        with pytest.raises(kind, match=str(code)):
            await wire.connect(chaos.stream_url + PATH, token=TOKEN).__aenter__()


async def test_a_server_that_asks_for_patience_at_the_upgrade_is_given_it(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("retry_after_secs", code=503, seconds=90)

        with pytest.raises(RateLimited) as told:
            await wire.connect(chaos.stream_url + PATH, token=TOKEN).__aenter__()

        assert told.value.until is not None


async def test_escape_sequences_in_a_reason_do_not_pass(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("hostile_reason")

        with pytest.raises(Refused) as told:
            await wire.connect(chaos.stream_url + PATH, token=TOKEN).__aenter__()

        assert "\x1b" not in str(told.value)
        assert "\x9b" not in str(told.value)


async def test_a_token_that_the_server_repeats_is_struck_out_of_its_words(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("ws_close", code=1008, reason="good-token is no token \x1b[31m")

        with pytest.raises(Unreachable) as told:
            await one_event(wire, chaos)

        assert str(told.value).startswith(f"{chaos.authority} closed the stream: 1008 *** is no token ")
        assert "\x1b" not in str(told.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("ws_frame_10mb", "sent a message of more than 1 MiB"),
        ("ws_frame_promised", "sent a message of more than 1 MiB"),
        ("ws_frag_flood", "sent one message in too many pieces"),
        ("ws_deflate_bomb", "broke the rules of WebSocket"),
        ("ws_reserved_bits", "broke the rules of WebSocket"),
        ("ws_masked_from_server", "broke the rules of WebSocket"),
        ("ws_text_invalid_utf8", "sent text that is not UTF-8"),
    ],
)
async def test_a_frame_no_client_should_take_ends_the_stream(wire: Wire, fault: str, words: str) -> None:
    async with ChaosServer() as chaos:
        chaos.do(fault)

        with pytest.raises(Malformed, match=words):
            await one_event(wire, chaos)


async def test_a_flood_of_pieces_is_left_before_it_costs_much(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("ws_frag_flood", count=1_000_000)
        began = asyncio.get_running_loop().time()

        with pytest.raises(Malformed):
            await one_event(wire, chaos)

        assert asyncio.get_running_loop().time() - began < 5


@pytest.mark.parametrize(("fault", "count"), [("ws_binary_for_text", 1), ("ws_pong_unasked", 1), ("dup", 2)])
async def test_odd_but_harmless_frames_are_passed_on(wire: Wire, fault: str, count: int) -> None:
    async with ChaosServer() as chaos:
        chaos.do(fault)

        frames = await one_event(wire, chaos)

        assert [json.loads(f)["event"] for f in frames] == ["update"] * count


async def test_a_stream_cut_in_the_middle_of_an_event_is_unreachable(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("ws_half")

        with pytest.raises(Unreachable, match="cut off the stream"):
            await one_event(wire, chaos)


async def test_a_close_with_a_reason_is_told_in_its_words(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("ws_close", code=1008, reason="slow consumer\x1b[2J")

        with pytest.raises(Unreachable, match="closed the stream: 1008 slow consumer") as told:
            await one_event(wire, chaos)

        assert "\x1b" not in str(told.value)


async def test_silence_is_noticed(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("half_open")
        began = asyncio.get_running_loop().time()

        with pytest.raises(Unreachable, match=r"has been silent for 0\.3 s"):
            async with wire.connect(chaos.stream_url + PATH, token=TOKEN, silence=0.3) as channel:
                await heard_until_the_end(channel)

        assert asyncio.get_running_loop().time() - began < 3


async def test_a_quiet_stream_that_answers_pings_is_alive(wire: Wire) -> None:
    async with ChaosServer() as chaos, wire.connect(chaos.stream_url + PATH, token=TOKEN, silence=0.2) as channel:
        await channel.send(SUBSCRIBE)
        await chaos.subscribed()
        listening = asyncio.create_task(heard_until_the_end(channel))
        await asyncio.wait({listening}, timeout=0.7)
        chaos.publish("at last", ["a"])
        for stream in chaos.streams:
            stream.finish(1000)

        assert len(await listening) == 1


async def test_a_flood_of_pings_whose_pongs_nobody_reads_is_left(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("ws_ping_flood", count=100_000)

        with pytest.raises(Unreachable):
            async with wire.connect(chaos.stream_url + PATH, token=TOKEN, silence=5) as channel:
                await heard_until_the_end(channel)


async def test_leaving_does_not_wait_for_a_server_that_does_not_answer(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("half_open")
        async with wire.connect(chaos.stream_url + PATH, token=TOKEN):
            began = asyncio.get_running_loop().time()

        assert asyncio.get_running_loop().time() - began < 3


async def test_a_stream_on_plain_ws_elsewhere_is_refused_unasked(wire: Wire) -> None:
    with pytest.raises(Refused, match="plain ws is only for this machine; use wss"):
        await wire.connect("ws://stream.example/").__aenter__()


async def test_a_server_may_not_name_this_machine_for_its_stream(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        with pytest.raises(Refused, match=r"mastodon\.example points to an address of this machine"):
            await wire.connect(chaos.stream_url + PATH, token=TOKEN, named_by="https://mastodon.example").__aenter__()

        assert chaos.meter.connections == []
