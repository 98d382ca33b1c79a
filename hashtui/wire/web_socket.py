"""One open WebSocket with its limits, and what its end or its refusal means."""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import (
    ConnectionClosed,
    ConnectionClosedOK,
    InvalidStatus,
    ProxyError,
    WebSocketException,
)
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import Event

from hashtui.errors import RateLimited, Refused, SourceError, Unreachable
from hashtui.manners import read_bucket, retry_after
from hashtui.post.clean import log_line
from hashtui.post.redaction import STRUCK
from hashtui.wire.place import Place
from hashtui.wire.words import no_answer, nonsense, trouble

LARGEST = 2**20
"""Bytes of one message."""

MOST_PIECES = 1024
"""Fragments of one message: servers that send ours whole need one."""

MOST_UNSENT = 2**20
"""Bytes waiting to be sent: a server that pings on and on and never reads its pongs is left."""

LONGEST_WORDS = 120
"""Characters of what a server says of a refusal or an end."""

PING = 20.0
SEND_WAIT = 10.0
CLOSE_WAIT = 2.0

# The library's own logger writes every header at debug level, the token among them.
_MUTE = logging.Logger("hashtui.wire.web_socket", logging.CRITICAL)
_MUTE.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Opening:
    """How a WebSocket is to be opened: over a socket connected already, or through a proxy."""

    url: str
    place: Place
    headers: dict[str, str]
    user_agent: str
    tls: ssl.SSLContext | None
    sock: socket.socket | None
    proxy: str | None
    silence: float
    patience: float
    """Seconds the handshakes may take."""
    deflate: bool = False
    """Whether to offer permessage-deflate."""


class Pulse:
    """When the other side last gave a sign of life, by any frame, a pong too; and which messages were text."""

    def __init__(self, silence: float) -> None:
        self.received = 0
        """Bytes that came."""
        self.texts: deque[bool] = deque()
        """For each message begun and not taken yet: whether it is text."""
        self._silence = silence
        self._limit: asyncio.Timeout | None = None

    def beat(self, event: Event) -> None:
        """It lives."""
        if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY):
            self.texts.append(event.opcode is Opcode.TEXT)
        if self._limit is not None and not self._limit.expired():
            self._limit.reschedule(asyncio.get_running_loop().time() + self._silence)

    @contextlib.asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """TimeoutError once it has been silent for too long while it is waited for."""
        async with asyncio.timeout(self._silence) as limit:
            self._limit = limit
            try:
                yield
            finally:
                self._limit = None


class OpenChannel:
    """The Channel over a connected WebSocket."""

    def __init__(self, connection: ClientConnection, pulse: Pulse, opening: Opening) -> None:
        self._connection = connection
        self._pulse = pulse
        self._opening = opening
        self._place = opening.place

    @property
    def received(self) -> int:
        return self._pulse.received

    async def send(self, text: str) -> None:
        try:
            async with asyncio.timeout(SEND_WAIT):
                await self._connection.send(text)
        except TimeoutError:
            raise no_answer(self._place, "it does not read what is sent to it") from None
        except ConnectionClosed as closed:
            raise _ended(closed, self._opening) from None

    async def frames(self) -> AsyncIterator[str | bytes]:
        while (frame := await self._next()) is not None:
            yield frame

    async def batches(self) -> AsyncIterator[list[str | bytes]]:
        while (frame := await self._next()) is not None:
            yield [frame]

    async def _next(self) -> str | bytes | None:
        try:
            async with self._pulse.watched():
                return await self._message()
        except TimeoutError:
            raise _silent(self._opening) from None
        except ConnectionClosedOK:
            return None
        except ConnectionClosed as closed:
            raise _ended(closed, self._opening) from None

    async def _message(self) -> str | bytes:
        pieces: list[bytes] = []
        async for piece in self._connection.recv_streaming(decode=False):
            pieces.append(piece)
            if len(pieces) > MOST_PIECES:
                raise nonsense(self._place, "sent one message in too many pieces")
        whole = b"".join(pieces)
        if not self._pulse.texts.popleft():
            return whole
        try:
            return whole.decode()
        except UnicodeDecodeError:
            raise nonsense(self._place, "sent text that is not UTF-8") from None


class Direct(connect):
    """Opens where it was told to and nowhere else: a redirect is an answer like any other."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


@contextlib.asynccontextmanager
async def open_channel(opening: Opening, now: datetime) -> AsyncIterator[OpenChannel]:
    """Shake hands and give the channel; close it within two seconds. SourceErrors as Wire.connect says."""
    pulse = Pulse(opening.silence)
    ping = min(PING, opening.silence * 4 / 9)
    try:
        connection = await Direct(
            opening.url,
            create_connection=_listening(pulse),
            additional_headers=opening.headers,
            user_agent_header=opening.user_agent,
            compression="deflate" if opening.deflate else None,
            proxy=opening.proxy,
            open_timeout=opening.patience,
            ping_interval=ping,
            ping_timeout=ping,
            close_timeout=CLOSE_WAIT,
            max_size=LARGEST,
            max_queue=16,
            logger=_MUTE,
            sock=opening.sock,
            ssl=opening.tls,
            server_hostname=opening.place.host if opening.tls else None,
        )
    except (OSError, WebSocketException, ValueError) as error:
        raise _not_opened(error, opening, now) from None
    try:
        yield OpenChannel(connection, pulse, opening)
    except SourceError:
        connection.transport.abort()  # it is dead or hostile: no good-bye to wait for
        raise
    finally:
        await connection.close()


def _listening(pulse: Pulse) -> type[ClientConnection]:
    class Listening(ClientConnection):
        """A connection that tells the pulse of every frame."""

        def data_received(self, data: bytes) -> None:
            pulse.received += len(data)
            super().data_received(data)

        def process_event(self, event: Event) -> None:
            pulse.beat(event)
            if self.transport.get_write_buffer_size() > MOST_UNSENT:
                self.transport.abort()
            super().process_event(event)

    return Listening


def _not_opened(error: Exception, opening: Opening, now: datetime) -> SourceError:
    place = opening.place
    for link in _causes(error):
        if isinstance(link, InvalidStatus):
            return _turned_away(link.response, opening, now)
        if isinstance(link, ProxyError):
            return no_answer(place, "the proxy does not let us through")
        if isinstance(link, OSError):  # before ValueError: a certificate's error is both
            return trouble(error, place)
        if isinstance(link, EOFError):
            return no_answer(place, "it hung up without a word")
    return nonsense(place, "does not open a proper WebSocket")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _in_its_words(said: str, opening: Opening) -> str:
    """What a server says, safe to print, and without the token: some repeat it."""
    token = opening.headers.get("Authorization", "").removeprefix("Bearer ")
    return log_line(said.replace(token, STRUCK) if token else said)[:LONGEST_WORDS]


def _turned_away(response: Response, opening: Opening, now: datetime) -> SourceError:
    """What a plain HTTP answer to the upgrade means. Mastodon gives its reason in X-Error-Message."""
    place = opening.place
    status = response.status_code
    headers = [(name.lower(), value) for name, value in response.headers.raw_items()]
    said = next((v for k, v in headers if k == "x-error-message"), "")
    reason = _in_its_words(said, opening) or f"HTTP {status}"
    until = retry_after(headers, now)
    if status == 429 or (until is not None and status == 503):
        bucket = read_bucket(headers, now)
        until = until or (bucket.reset if bucket else None)
        return RateLimited(f"{place.authority} asks for patience: {reason}", until=until)
    if status in (408, 425) or status >= 500:
        return no_answer(place, reason)
    if status < 300:
        return no_answer(place, "it answered with a page instead of a stream (a log-in page of the network?)")
    if status < 400:
        return Refused(f"{place.authority} has its stream elsewhere ({reason})")
    if status in (401, 403):
        return Refused(f"{place.authority} refuses the stream: {reason}")
    return Refused(f"{place.authority} has no stream there: {reason}")


def _ended(closed: ConnectionClosed, opening: Opening) -> SourceError:
    """What the end of a connection means, by who closed it and why (RFC 6455, 7.4.1)."""
    place = opening.place
    if closed.sent is not None and not closed.rcvd_then_sent:
        match closed.sent.code:
            case 1009:
                return nonsense(place, f"sent a message of more than {LARGEST >> 20} MiB")
            case 1002 | 1007:
                return nonsense(place, "broke the rules of WebSocket")
            case 1011:
                return _silent(opening)
    if closed.rcvd is not None:
        said = _in_its_words(closed.rcvd.reason, opening)
        return Unreachable(f"{place.authority} closed the stream: {closed.rcvd.code} {said}".rstrip())
    return Unreachable(f"{place.authority} cut off the stream")


def _silent(opening: Opening) -> Unreachable:
    return Unreachable(f"{opening.place.authority} has been silent for {opening.silence:g} s")
