"""One open WebSocket: how it is opened, listened to and left."""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK, WebSocketException
from websockets.frames import Frame, Opcode
from websockets.protocol import Event, State

from hashtui.errors import SourceError
from hashtui.wire.endings import ended, not_opened
from hashtui.wire.intake import LARGEST, Intake
from hashtui.wire.place import Place
from hashtui.wire.pulse import Pulse
from hashtui.wire.words import no_answer

MOST_UNSENT = 2**20
"""Bytes waiting to be sent: a server that pings on and on and never reads its pongs is left."""

SEND_WAIT = 10.0
CLOSE_WAIT = 2.0

_DATA = frozenset({Opcode.TEXT, Opcode.BINARY, Opcode.CONT})

MOST_IN_A_ROW = 64
"""Frames given one by one before others have their turn."""

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
    raw: bool = False
    """Whether text is wanted as bytes."""

    @property
    def token(self) -> str:
        """What the server may repeat, and we must not."""
        return self.headers.get("Authorization", "").removeprefix("Bearer ")


class Ear:
    """Both ends of listening: the connection tells it what came, a channel waits at it."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.received = 0
        self.lost: ConnectionClosed | None = None
        """How the connection ended."""
        self._waiting: asyncio.Future[None] | None = None
        self._end = b""
        """The last bytes that came of the handshake."""

    def connected(self, line: "Listening") -> None:
        """The connection stands."""
        self.line = line
        self.intake = Intake(self.opening.place, line, raw=self.opening.raw)
        self.pulse = Pulse(self.opening.place, self.opening.silence, self.intake)

    def came(self, data: bytes) -> None:
        """More bytes."""
        self.received += len(data)
        if self.line.is_connecting():
            data = self._handshake(data)
        if data:
            self.intake.came(data)
        self.pulse.beat()
        self.wake()

    def breathed(self) -> None:
        """Others had their turn."""
        self.intake.go_on()
        self.wake()

    def wake(self) -> None:
        """There is something for who waits, if only the end."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def has_more(self) -> bool:
        """Wait for messages; False when the other side said good-bye. SourceError."""
        while not self.intake.messages:
            trouble = self.intake.trouble or self.pulse.trouble
            if trouble is not None:
                raise trouble
            if isinstance(self.lost, ConnectionClosedOK):
                return False
            if self.lost is not None:
                raise ended(self.lost, self.opening.place, self.opening.token)
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        return True

    def _handshake(self, data: bytes) -> bytes:
        """Hand the library what belongs to the handshake's answer; what follows that is given back."""
        seen = self._end + data
        end = seen.find(b"\r\n\r\n")
        if end < 0:
            self._end = seen[-3:]
            self.line.hand_over(data)
            return b""
        head = end + 4 - len(self._end)
        self._end = b""
        self.line.hand_over(data[:head])
        return data[head:]


class Listening(ClientConnection):
    """A connection that shows an ear every byte before its own library sees it."""

    ear: Ear

    def is_connecting(self) -> bool:
        return self.protocol.state is State.CONNECTING

    def is_open(self) -> bool:
        return self.protocol.state is State.OPEN

    def hand_over(self, frames: bytes) -> None:
        if not frames or self.protocol.state is State.CLOSED:
            return
        was_open = self.is_open()
        super().data_received(frames)
        self._mind_unsent()
        if was_open and not self.is_open():  # good-bye was said: some never hang up after it
            self.loop.call_later(CLOSE_WAIT, self.transport.abort)

    def halt(self) -> None:
        self.transport.pause_reading()

    def go_on(self) -> None:
        self.transport.resume_reading()
        self.ear.pulse.forgive()

    def breathe(self) -> None:
        self.loop.call_soon(self.ear.breathed)

    def ask(self) -> None:
        """Send a ping: the pong will be a sign of life."""
        if self.is_open():
            self.protocol.send_ping(b"")
            self.send_data()
            self._mind_unsent()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.ear.connected(self)

    def data_received(self, data: bytes) -> None:
        self.ear.came(data)

    def process_event(self, event: Event) -> None:
        if isinstance(event, Frame) and event.opcode in _DATA:
            self.ear.intake.frame(event)
        else:
            super().process_event(event)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.ear.lost = self.protocol.close_exc
        self.ear.wake()

    def _mind_unsent(self) -> None:
        if self.transport.get_write_buffer_size() > MOST_UNSENT:
            self.transport.abort()


class OpenChannel:
    """The Channel over a connected WebSocket."""

    def __init__(self, connection: ClientConnection, ear: Ear) -> None:
        self._connection = connection
        self._ear = ear

    @property
    def received(self) -> int:
        return self._ear.received

    async def send(self, text: str) -> None:
        opening = self._ear.opening
        try:
            async with asyncio.timeout(SEND_WAIT):
                await self._connection.send(text)
        except TimeoutError:
            raise no_answer(opening.place, "it does not read what is sent to it") from None
        except ConnectionClosed as closed:
            raise ended(closed, opening.place, opening.token) from None

    async def frames(self) -> AsyncIterator[str | bytes]:
        given = 0
        while await self._ear.has_more():
            yield self._ear.intake.take_one()
            given += 1
            if given % MOST_IN_A_ROW == 0:
                await asyncio.sleep(0)

    async def batches(self) -> AsyncIterator[list[str | bytes]]:
        while await self._ear.has_more():
            yield self._ear.intake.take()


class Direct(connect):
    """Opens where it was told to and nowhere else: a redirect is an answer like any other."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


@contextlib.asynccontextmanager
async def open_channel(opening: Opening, now: datetime) -> AsyncIterator[OpenChannel]:
    """Shake hands and give the channel; close it within two seconds. SourceErrors as Wire.connect says."""
    ear = Ear(opening)
    try:
        connection = await Direct(
            opening.url,
            create_connection=_shown_to(ear),
            additional_headers=opening.headers,
            user_agent_header=opening.user_agent,
            compression="deflate" if opening.deflate else None,
            proxy=opening.proxy,
            open_timeout=opening.patience,
            ping_interval=None,
            close_timeout=CLOSE_WAIT,
            max_size=LARGEST,
            logger=_MUTE,
            sock=opening.sock,
            ssl=opening.tls,
            server_hostname=opening.place.host if opening.tls else None,
        )
    except (OSError, WebSocketException, ValueError) as error:
        raise not_opened(error, opening.place, opening.token, now) from None
    ear.pulse.start(ear.line.ask, ear.wake)
    try:
        yield OpenChannel(connection, ear)
    except SourceError:
        connection.transport.abort()  # it is dead or hostile: no good-bye to wait for
        raise
    finally:
        ear.pulse.stop()
        ear.intake.close()
        await connection.close()


def _shown_to(ear_of_it: Ear) -> type[ClientConnection]:
    class Shown(Listening):
        ear = ear_of_it

    return Shown
