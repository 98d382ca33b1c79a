"""HTTP and WebSocket with manners; the only importer of httpx and websockets."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from hashtui.config.secret import Secret


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer: any status, the decoded body within the limits, headers in order with lower-case names."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((v for k, v in self.headers if k == name), None)

    def all_of(self, name: str) -> tuple[str, ...]:
        """Every header of that (lower-case) name: some servers send two Retry-After."""
        return tuple(v for k, v in self.headers if k == name)


class Channel(Protocol):
    """An open WebSocket."""

    async def send(self, text: str) -> None:
        """Send one text frame."""
        ...

    def frames(self) -> AsyncIterator[str | bytes]:
        """Every frame until the other side closes; Unreachable when it breaks or stays silent past the watchdog."""
        ...


class Wire:
    """Every request this program makes goes through here.

    get: raises Unreachable (network, DNS, time-out, truncated), Refused (TLS, forbidden scheme or redirect),
    Malformed (too large, undecodable). A status is not judged here.
    """

    async def get(
        self,
        url: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        token: Secret | None = None,
        insecure: bool = False,
        deadline: float = 30.0,
    ) -> Answer:
        """Fetch `url` with one GET."""
        raise Unreachable

    def connect(
        self,
        url: str,
        *,
        token: Secret | None = None,
        insecure: bool = False,
        silence: float = 45.0,
    ) -> AbstractAsyncContextManager[Channel]:
        """Open a WebSocket; `silence` is how many seconds without any frame or pong count as dead."""
        raise Unreachable

    async def aclose(self) -> None:
        """Close every connection."""
