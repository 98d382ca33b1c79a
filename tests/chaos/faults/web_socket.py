"""WebSockets that will not open, break the rules, flood, or fall silent."""

import random
import struct

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.http import Reply
from tests.chaos.script import Action
from tests.chaos.web_socket import BINARY, PING, PONG, TEXT, Stream, frame


@FAULTS.at_request
async def ws_no_upgrade(action: Action, exchange: Exchange) -> None:
    """200 and a page instead of a stream."""
    exchange.reply = Reply(200, [("Content-Type", "text/html")], b"<html>Log in to the network</html>")


@FAULTS.at_request
async def ws_bad_accept(action: Action, exchange: Exchange) -> None:
    """The key is answered wrongly."""
    exchange.reply.replace_header("Sec-WebSocket-Accept", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")


@FAULTS.at_request
async def ws_redirect(action: Action, exchange: Exchange) -> None:
    """The stream is elsewhere."""
    to = action.number("to", "wss://stream.elsewhere.example/api/v1/streaming")
    exchange.reply = Reply(301, [("Location", to)])


@FAULTS.at_request
async def ws_no_pong(action: Action, exchange: Exchange) -> None:
    """Pings are not answered; all else works."""

    def deafen(stream: Stream) -> None:
        stream.answers_pings = False

    exchange.on_stream.append(deafen)


@FAULTS.at_request
async def ws_ping_flood(action: Action, exchange: Exchange) -> None:
    """Pings without end, and nobody reads the pongs."""
    count = action.number("count", 20_000)

    def flood(stream: Stream) -> None:
        stream.link.read_no_more()
        stream.put(frame(PING, b"p" * 125) * count)

    exchange.on_stream.append(flood)


@FAULTS.at_event
def ws_close(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Close with a code instead of the event."""
    stream.finish(action.number("code", 1001), action.number("reason", ""))


@FAULTS.at_event
def ws_frag_flood(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event in frames of one byte, and on."""
    count = action.number("count", 100_000)
    stream.put(frame(TEXT, b"{", fin=False) + frame(0, b" ", fin=False) * count + frame(0, b"}"))


@FAULTS.at_event
def ws_deflate_bomb(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A compressed frame, though compression was not agreed on."""
    stream.put(frame(TEXT, b"\xec\xc1\x01\x01\x00\x00\x00\x80\x90\xfe" * 1000, reserved=4))


@FAULTS.at_event
def ws_frame_10mb(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """One frame of ten megabytes."""
    stream.put(frame(TEXT, b"a" * (action.number("megabytes", 10) << 20)))


@FAULTS.at_event
def ws_frame_promised(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Only the head of an enormous frame."""
    stream.put(b"\x81\x7f" + struct.pack("!Q", 2**40))


@FAULTS.at_event
def ws_reserved_bits(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Bits that mean nothing."""
    stream.put(frame(TEXT, text.encode(), reserved=3))


@FAULTS.at_event
def ws_masked_from_server(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A mask, which only clients use."""
    stream.put(frame(TEXT, text.encode(), mask=True))


@FAULTS.at_event
def ws_text_invalid_utf8(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Text that is no text."""
    stream.put(frame(TEXT, b"\xff\xfe" + text.encode()))


@FAULTS.at_event
def ws_binary_for_text(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event in a binary frame."""
    stream.put(frame(BINARY, text.encode()))


@FAULTS.at_event
def ws_pong_unasked(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Pongs nobody asked for, then the event."""
    stream.put(frame(PONG, b"hello") * action.number("count", 100))
    stream.put_text(text)


@FAULTS.at_event
def ws_half(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Cut in the middle of the event."""
    whole = frame(TEXT, text.encode())
    stream.put(whole[: len(whole) // 2])
    stream.finish(1006)


@FAULTS.at_event
def ws_junk(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Text that is no JSON, then JSON that is no event, then the event."""
    for junk in ("{", "null", "[1]", '{"event":"update"}', '{"event":"update","payload":"{","stream":["hashtag","a"]}'):
        stream.put_text(junk)
    stream.put_text(text)


@FAULTS.at_event
def ws_slow_consumer_kick(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The server says that the reader is too slow."""
    stream.finish(1008, "slow consumer")


@FAULTS.at_event
def lose(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event never comes; the connection stays."""


@FAULTS.at_event
def dup(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event twice."""
    stream.put_text(text)
    stream.put_text(text)
