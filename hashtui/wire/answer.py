"""What comes back over the wire: a whole answer, or an open channel."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer: any status, the decoded body within the limits, headers in order, names in lower case."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    received: int = 0
    """Bytes of the body as they came: still compressed, without the headers."""
    moved: str | None = None
    """Where this server says it has moved for good (301, 308), on the same server, as far as it said nothing else."""

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((v for k, v in self.headers if k == name), None)

    def all_of(self, name: str) -> tuple[str, ...]:
        """Every header of that (lower-case) name: some servers send two Retry-After."""
        return tuple(v for k, v in self.headers if k == name)


class Channel(Protocol):
    """An open WebSocket. One task at a time listens, by `frames` or by `batches`."""

    @property
    def received(self) -> int:
        """Bytes that came so far as they came: still compressed, with the handshake's answer and the frames' heads."""
        ...

    async def send(self, text: str) -> None:
        """Send one text frame; Unreachable when it cannot be sent."""
        ...

    def frames(self) -> AsyncIterator[str | bytes]:
        """Every frame until the other side closes.

        Unreachable when it breaks or stays silent past the watchdog, Malformed when it sends what no client
        should take: a frame too large, in too many pieces, or against the protocol.
        """
        ...

    def batches(self) -> AsyncIterator[list[str | bytes]]:
        """The same frames, all that are there already at a time, one at least: for streams of thousands a second."""
        ...
