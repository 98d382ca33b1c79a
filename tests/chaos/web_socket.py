"""The server's end of a WebSocket (RFC 6455), by hand, with Mastodon's subscriptions on it."""

import asyncio
import base64
import contextlib
import hashlib
import json
import struct
from collections.abc import Callable, Iterable

from tests.chaos.http import Link, Request
from tests.chaos.world import fold

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


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


class Stream:
    """One client's streaming connection: what it subscribed to, and what waits to be sent to it."""

    def __init__(self, link: Link, token: str | None, subscribed: Callable[[], None]) -> None:
        self.link = link
        self._tell_subscribed = subscribed
        self.token = token
        self.subscriptions: dict[tuple[str, str], str] = {}
        """Channel and folded tag, to the tag as the client spelled it."""
        self.answers_pings = True
        self.commands: list[str] = []
        """Every text the client sent."""
        self._muted = False
        self._outbox: asyncio.Queue[bytes | None] = asyncio.Queue()

    def put(self, data: bytes) -> None:
        """Raw bytes to be sent in their turn."""
        self._outbox.put_nowait(data)

    def put_text(self, text: str) -> None:
        """One text frame."""
        self.put(frame(TEXT, text.encode("utf-8", "surrogatepass")))

    def mute(self) -> None:
        """From now on neither send nor answer, but stay."""
        self._muted = True

    def finish(self, code: int = 1000, reason: str = "") -> None:
        """Close it; 1006 and 1005 cut it without a close frame."""
        if code not in (1005, 1006):
            self.put(frame(CLOSE, struct.pack("!H", code) + reason.encode()))
        self._outbox.put_nowait(None)

    async def run(self) -> None:
        """Send and receive until one side has enough."""
        sending = asyncio.create_task(self._send())
        receiving = asyncio.create_task(self._receive())
        try:
            await asyncio.wait({sending, receiving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, receiving):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, ConnectionError, asyncio.IncompleteReadError):
                    await task

    async def _send(self) -> None:
        while (data := await self._outbox.get()) is not None:
            if not self._muted:
                await self.link.send(data)

    async def _receive(self) -> None:
        while True:
            opcode, payload = await self._read_frame()
            match opcode:
                case 1:
                    self._command(payload.decode("utf-8", "replace"))
                case 8:
                    self.put(frame(CLOSE, payload[:2]))
                    self._outbox.put_nowait(None)
                    await asyncio.sleep(1)
                    return
                case 9 if self.answers_pings:
                    self.put(frame(PONG, payload))
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
        return first & 0x0F, bytes(b ^ mask[i % 4] for i, b in enumerate(payload))

    def _command(self, text: str) -> None:
        """Mastodon acknowledges nothing; it only complains, without saying about what."""
        self.commands.append(text)
        try:
            said = json.loads(text)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        channel, tag = str(said.get("stream", "")), said.get("tag")
        if channel not in ("hashtag", "hashtag:local"):
            self.put_text('{"error":"Unknown stream type","status":400}')
        elif not isinstance(tag, str) or not tag:
            self.put_text('{"error":"Missing tag name parameter","status":400}')
        elif said.get("type") == "subscribe":
            self.subscribe(channel, tag)
        elif said.get("type") == "unsubscribe":
            self.subscriptions.pop((channel, fold(tag)), None)

    def subscribe(self, channel: str, tag: str) -> None:
        """A second spelling of the same tag is ignored silently."""
        self.subscriptions.setdefault((channel, fold(tag)), tag)
        self._tell_subscribed()

    def subscribed(self, tags: Iterable[str], local: bool) -> list[tuple[str, str]]:
        """The subscriptions a post with those tags belongs to, spelled as the client did."""
        folded = {fold(t) for t in tags}
        return [
            (channel, spelled)
            for (channel, name), spelled in self.subscriptions.items()
            if name in folded and (local or channel == "hashtag")
        ]
