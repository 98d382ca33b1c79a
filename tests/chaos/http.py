"""Just enough HTTP/1.1, by hand: a framework would refuse to send most of what this server must send."""

import asyncio
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.chaos.meter import Connection


@dataclass(frozen=True, slots=True)
class Request:
    """A request, read whole."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    target: str

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((v for k, v in self.headers if k == name), None)

    def param(self, name: str) -> str | None:
        """The first parameter of that name."""
        return next((v for k, v in self.query if k == name), None)

    @property
    def token(self) -> str | None:
        """What stands behind `Bearer`, else the parameter access_token."""
        kind, _, value = (self.header("authorization") or "").partition(" ")
        return value if kind == "Bearer" else self.param("access_token")


@dataclass(slots=True)
class Reply:
    """An answer on its way; faults may change it before it is sent."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    length: bool = True
    """Whether to say the true Content-Length."""

    def replace_header(self, name: str, value: str | None) -> None:
        """Say this and nothing else under that name; None: say nothing."""
        self.headers = [(k, v) for k, v in self.headers if k.lower() != name.lower()]
        if value is not None:
            self.headers.append((name, value))

    def head(self) -> bytes:
        """The status line and the headers, as sent."""
        lines = [f"HTTP/1.1 {self.status} {_phrase(self.status)}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.length and self.status not in (204, 304):
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")

    def whole(self) -> bytes:
        """Head and body, as sent."""
        return self.head() + (b"" if self.status in (204, 304) else self.body)


class Link:
    """One connection's bytes: counted, bounded, and slowed or cut when a fault says so."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seen: Connection, allowance: "Allowance"
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.seen = seen
        self.slice = 0
        self.pause = 0.0
        self.rate = 0.0
        self.cut_after = 0
        self._allowance = allowance

    async def send(self, data: bytes) -> None:
        """Send it, in slices and with pauses when so told. ConnectionError when the client is gone."""
        for piece in self._pieces(data):
            if self.writer.is_closing():
                raise ConnectionResetError
            self._allowance.take(len(piece))
            self.seen.sent += len(piece)
            self.writer.write(piece)
            await self.writer.drain()
            if self.pause:
                await asyncio.sleep(self.pause)
            if self.rate:
                await asyncio.sleep(len(piece) / self.rate)
            if self.cut_after and self.seen.sent >= self.cut_after:
                self.reset()
                raise ConnectionResetError

    def reset(self) -> None:
        """Cut the connection with RST."""
        sock = self.writer.get_extra_info("socket")
        if sock is not None and sock.fileno() >= 0:
            # SO_LINGER with no time: the kernel answers with RST instead of FIN.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    def read_no_more(self) -> None:
        """Leave unread whatever the client sends."""
        transport = self.writer.transport
        if isinstance(transport, asyncio.Transport):
            transport.pause_reading()

    def close(self) -> None:
        """Close it with FIN."""
        self.writer.close()

    def _pieces(self, data: bytes) -> Iterable[bytes]:
        size = self.slice or (max(1, int(self.rate / 20)) if self.rate else len(data)) or 1
        if self.cut_after:
            size = min(size, max(1, self.cut_after - self.seen.sent))
        return (data[i : i + size] for i in range(0, len(data), size))


class Allowance:
    """How many bytes the whole server may still send."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, count: int) -> None:
        """ConnectionAbortedError when they are used up."""
        self.left -= count
        if self.left < 0:
            raise ConnectionAbortedError("the server has sent all it may")


async def read_request(link: Link) -> Request | None:
    """The next request on the connection; None when there is none."""
    try:
        head = await link.reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
        return None
    link.seen.received += len(head)
    lines = head.decode("latin-1").split("\r\n")
    method, _, rest = lines[0].partition(" ")
    target = rest.rpartition(" ")[0]
    link.seen.requests.append(f"{method} {target}")
    parts = urlsplit(target)
    headers = tuple((k.strip().lower(), v.strip()) for k, _, v in (line.partition(":") for line in lines[1:] if line))
    length = next((int(v) for k, v in headers if k == "content-length" and v.isdigit()), 0)
    if length:
        link.seen.received += len(await link.reader.readexactly(min(length, 1_000_000)))
    return Request(method, unquote(parts.path), tuple(parse_qsl(parts.query, True)), headers, target)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Chaos"
