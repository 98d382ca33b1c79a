"""The server's end of a WebSocket (RFC 6455), by hand: frames, pings, permessage-deflate, and what waits to be sent."""

import asyncio
import base64
import contextlib
import hashlib
import struct
import zlib
from collections.abc import Callable, Sized

from tests.chaos.http import Link, Reply, Request

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TAIL = b"\x00\x00\xff\xff"
NO_PONG = 5.0
"""Seconds after a ping without a pong until the client is dropped (Jetstream)."""


def frame(opcode: int, payload: bytes, *, fin: bool = True, reserved: int = 0, mask: bool = False) -> bytes:
    """One frame as a server sends it; the keywords make wrong ones."""
    head = bytes([(0x80 if fin else 0) | reserved << 4 | opcode])
    flag = 0x80 if mask else 0
    if len(payload) < 126:
        head += bytes([flag | len(payload)])
    elif len(payload) < 65536:
        head += bytes([flag | 126]) + struct.pack("!H", len(payload))
    else:
        head += bytes([flag | 127]) + struct.pack("!Q", len(payload))
    return head + (b"\0\0\0\0" if mask else b"") + payload


def accept_value(request: Request) -> str:
    """What Sec-WebSocket-Accept must say."""
    key = (request.header("sec-websocket-key") or "").encode()
    return base64.b64encode(hashlib.sha1(key + _GUID).digest()).decode()


def offers_deflate(request: Request) -> bool:
    """Whether the client would take compressed messages (RFC 7692)."""
    return "permessage-deflate" in (request.header("sec-websocket-extensions") or "")


def switch(request: Request, *, deflate: bool = False) -> Reply:
    """The good answer to an upgrade; `deflate` agrees to compress each message by itself."""
    headers = [
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Accept", accept_value(request)),
    ]
    if deflate:
        agreed = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        headers.append(("Sec-WebSocket-Extensions", agreed))
    return Reply(101, headers, length=False)


class Stream:
    """One client's streaming connection: what it asked for, and what waits to be sent to it."""

    half = ""
    subscriptions: Sized
    """What it asked for so far; empty until it has asked."""

    def __init__(self, link: Link, subscribed: Callable[[], None], *, ping: float = 0.0, deflate: bool = False) -> None:
        self.link = link
        self._tell_subscribed = subscribed
        self._ping = ping
        self._deflate = deflate
        self.answers_pings = True
        self.pongs = 0
        self.commands: list[str] = []
        """Every text the client sent."""
        self.telling: Callable[[], None] | None = None
        """To be called when the event that is being told has left the server whole."""
        self.is_finishing = False
        """Its end has been sent, or will be."""
        self.ended = asyncio.Event()
        self._muted = False
        self._outbox: asyncio.Queue[tuple[bytes, Callable[[], None] | None] | None] = asyncio.Queue()

    def command(self, text: str) -> None:
        """What the client says by text."""

    def put(self, data: bytes) -> None:
        """Raw bytes to be sent in their turn."""
        self._outbox.put_nowait((data, None))

    def put_whole(self, data: bytes) -> None:
        """The bytes of a whole message, in their turn; what is being told is then served."""
        self._outbox.put_nowait((data, self.telling))

    def put_text(self, text: str) -> None:
        """One message of text, compressed when that was agreed on."""
        payload = text.encode("utf-8", "surrogatepass")
        if self._deflate:
            packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
            packed = packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH)
            self.put_whole(frame(TEXT, packed.removesuffix(_TAIL), reserved=4))
        else:
            self.put_whole(frame(TEXT, payload))

    def mute(self) -> None:
        """From now on neither send nor answer, but stay."""
        self._muted = True

    def finish(self, code: int = 1000, reason: str = "") -> None:
        """Close it; 1006 and 1005 cut it without a close frame."""
        self.is_finishing = True
        if code not in (1005, 1006):
            self.put(frame(CLOSE, struct.pack("!H", code) + reason.encode()))
        self._outbox.put_nowait(None)

    async def run(self) -> None:
        """Send and receive until one side has enough."""
        tasks = {asyncio.create_task(self._send()), asyncio.create_task(self._receive())}
        if self._ping:
            tasks.add(asyncio.create_task(self._keep_alive()))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.ended.set()
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, ConnectionError, asyncio.IncompleteReadError):
                    await task

    async def _send(self) -> None:
        while (waiting := await self._outbox.get()) is not None:
            data, served = waiting
            if not self._muted:
                await self.link.send(data)
                if served is not None:
                    served()

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(self._ping)
            answered = self.pongs
            self.put(frame(PING, b"chaos"))
            await asyncio.sleep(min(NO_PONG, self._ping))
            if self.pongs == answered and not self._muted:
                return

    async def _receive(self) -> None:
        while True:
            opcode, payload = await self._read_frame()
            match opcode:
                case 1:
                    text = payload.decode("utf-8", "replace")
                    self.commands.append(text)
                    self.command(text)
                case 8:
                    self.put(frame(CLOSE, payload[:2]))
                    self._outbox.put_nowait(None)
                    await asyncio.sleep(1)
                    return
                case 9 if self.answers_pings:
                    self.put(frame(PONG, payload))
                case 10:
                    self.pongs += 1
                case 2:
                    self.finish(1003)

    async def _read_frame(self) -> tuple[int, bytes]:
        reader = self.link.reader
        first, second = await reader.readexactly(2)
        length = second & 0x7F
        if length == 126:
            length = struct.unpack("!H", await reader.readexactly(2))[0]
        elif length == 127:
            length = struct.unpack("!Q", await reader.readexactly(8))[0]
        mask = await reader.readexactly(4) if second & 0x80 else b"\0\0\0\0"
        payload = await reader.readexactly(min(length, 1_000_000))
        self.link.seen.received += 6 + len(payload)
        plain = bytes(b ^ mask[i % 4] for i, b in enumerate(payload))
        if first & 0x40 and self._deflate:
            plain = zlib.decompressobj(-zlib.MAX_WBITS).decompress(plain + _TAIL, 1_000_000)
        return first & 0x0F, plain
