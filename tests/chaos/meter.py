"""What the server saw of its clients: when they called, what they asked, what they left unread."""

import fcntl
import itertools
import socket
import struct
import termios
from dataclasses import dataclass, field


@dataclass(slots=True)
class Connection:
    """One connection, from the server's side. Times are seconds since the server started."""

    began: float
    half: str = ""
    ended: float | None = None
    received: int = 0
    sent: int = 0
    requests: list[str] = field(default_factory=list)
    """Method and target of each request."""
    sock: socket.socket | None = None

    def unread(self) -> int:
        """Bytes sent that the client has not taken yet (TIOCOUTQ)."""
        if self.sock is None or self.ended is not None:
            return 0
        try:
            return int(struct.unpack("i", fcntl.ioctl(self.sock.fileno(), termios.TIOCOUTQ, b"\0" * 4))[0])
        except OSError:
            return 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when, what, with which headers (names in lower case)."""

    at: float
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    half: str = ""

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((v for k, v in self.headers if k == name), None)

    def param(self, name: str) -> str | None:
        """The first parameter of that name."""
        return next((v for k, v in self.query if k == name), None)


class Meter:
    """Every connection and every request since the start."""

    def __init__(self) -> None:
        self.connections: list[Connection] = []
        self.asked: list[Asked] = []

    @property
    def sent(self) -> int:
        """Bytes sent in all."""
        return sum(c.sent for c in self.connections)

    @property
    def received(self) -> int:
        """Bytes received in all."""
        return sum(c.received for c in self.connections)

    def pauses(self, half: str | None = None) -> list[float]:
        """Seconds between one connection and the next."""
        begins = [c.began for c in self.connections if half in (None, c.half)]
        return [after - before for before, after in itertools.pairwise(begins)]

    def busiest(self, seconds: float, half: str | None = None) -> int:
        """The most connections begun in any stretch of that length, to all halves or to one."""
        begins = [c.began for c in self.connections if half in (None, c.half)]
        return max((sum(b <= t < b + seconds for t in begins) for b in begins), default=0)
