"""The other end of a WebSocket, that sends whatever bytes a test gives it."""

import asyncio
import base64
import contextlib
import hashlib
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
BYE = b"\x88\x02\x03\xe8"
"""A good-bye with code 1000."""

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_DEFLATE = b"Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"


class OtherEnd:
    """One client's connection, after the handshake."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        self.reader = reader
        self.head = head.decode()
        """The client's side of the handshake."""
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """These bytes, as soon as the client takes them."""
        self._writer.write(data)
        await self._writer.drain()

    async def drip(self, data: bytes, seconds: float, piece: int = 1) -> None:
        """These bytes a piece at a time, with a pause after each."""
        for at in range(0, len(data), piece):
            await self.send(data[at : at + piece])
            await asyncio.sleep(seconds)


Script = Callable[[OtherEnd], Awaitable[None]]


@asynccontextmanager
async def other_end(script: Script, *, with_answer: bytes = b"", deflate: bool = False) -> AsyncIterator[str]:
    """A server that shakes hands, plays the script and hangs up; its URL. `with_answer` comes in the same packet."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            key = next(line.partition(b": ")[2] for line in head.split(b"\r\n") if line[:17] == b"Sec-WebSocket-Key")
            accept = base64.b64encode(hashlib.sha1(key + _GUID).digest())
            answer = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            answer += _DEFLATE if deflate else b""
            writer.write(answer + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n" + with_answer)
            await script(OtherEnd(reader, writer, head))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


def framed(payload: bytes | str, opcode: int = TEXT, *, fin: bool = True, reserved: int = 0) -> bytes:
    """One frame as a server sends it."""
    octets = payload.encode() if isinstance(payload, str) else payload
    first = (0x80 if fin else 0) | reserved << 4 | opcode
    if len(octets) < 126:
        return struct.pack("!BB", first, len(octets)) + octets
    if len(octets) < 65536:
        return struct.pack("!BBH", first, 126, len(octets)) + octets
    return struct.pack("!BBQ", first, 127, len(octets)) + octets


def packed(payload: bytes, opcode: int = TEXT) -> bytes:
    """One compressed message (RFC 7692)."""
    packer = zlib.compressobj(9, wbits=-15)
    return framed((packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4], opcode, reserved=4)


async def nothing(_: OtherEnd) -> None:
    """Hang up at once."""
