"""One server as the wire knows it: its addresses, its kept connections, whose turn it is, how often it was called."""

import asyncio
import contextlib
import socket
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from hashtui.clock import Clock
from hashtui.errors import Refused, SourceError
from hashtui.wire.answer import Answer
from hashtui.wire.inflate import whole_body
from hashtui.wire.names import Names
from hashtui.wire.place import Address, Place, forbidden_address
from hashtui.wire.words import cut_off, no_answer, nonsense, not_looked_up, trouble, weightier

MOST_CONNECTIONS = 12
"""New connections to one server in any minute, whoever wants them."""

MINUTE = 60.0

MOST_AT_ONCE, AT_ONCE = 3, 0.3
"""No more new connections to one server than so many in any so many seconds; those that come after them wait.

As the server sees it they are no more than three in a tenth of a second, though one is under way longer than another.
"""

NEXT_ADDRESS = 4.0
"""Seconds to wait for one address while there is another one to try."""

CONNECT = 10.0
"""Seconds to wait for the only address, or the last."""

MOST_ADDRESSES = 4

KEEP = 60.0
"""Seconds an idle connection, and the addresses of a name, are kept."""


class Stale(Exception):  # no error: a reason to ask again
    """A kept connection turned out to be closed: nothing of an answer came."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is sent: a POST when it has content, else a GET."""

    target: httpx.URL
    headers: list[tuple[str, str]]
    content: bytes | None = None

    def at(self, address: httpx.URL, extensions: dict[str, object]) -> httpx.Request:
        """As httpx sends it there."""
        method = "GET" if self.content is None else "POST"
        return httpx.Request(method, address, headers=self.headers, content=self.content, extensions=extensions)


class Server:
    """One host and port. All that is asked of it, by HTTP or WebSocket, counts together."""

    def __init__(
        self, place: Place, clock: Clock, names: Names, proxy: str | None, tls: Callable[[], ssl.SSLContext]
    ) -> None:
        self.place = place
        self.turn = asyncio.Lock()
        self._door = asyncio.Lock()
        self._clock = clock
        self._names = names
        self._proxy = proxy
        self._tls = tls
        self._pool: httpx.AsyncHTTPTransport | None = None
        self._connects: deque[float] = deque(maxlen=MOST_CONNECTIONS)
        self._begun: deque[float] = deque(maxlen=MOST_AT_ONCE)
        self._addresses: list[Address] = []
        self._found_at = float("-inf")

    async def knock(self) -> None:
        """A new connection is about to be made: wait for a good moment.

        Unreachable when there were too many in the last minute.
        """
        now = self._clock.monotonic()
        if len(self._connects) == MOST_CONNECTIONS and self._connects[0] + MINUTE > now:
            left = self._connects[0] + MINUTE - now
            raise no_answer(self.place, f"called {MOST_CONNECTIONS} times within a minute, pausing for {left:.0f} s")
        self._connects.append(now)
        # By the loop's time, as every limit of one exchange: it is the network that is spared, at its own pace.
        loop = asyncio.get_running_loop()
        async with self._door:
            # When one really begins counts, not when it should have: on a busy machine a sleep lasts longer.
            while (left := self._crowded(loop.time())) > 0:  # noqa: ASYNC110  # it is time alone that is waited for
                await asyncio.sleep(left)
            self._begun.append(loop.time())

    def _crowded(self, now: float) -> float:
        """Seconds until one more connection may begin."""
        return self._begun[0] + AT_ONCE - now if len(self._begun) == MOST_AT_ONCE else 0.0

    async def fetch(self, request: Request, insecure: bool, header_wait: float) -> Answer:
        """One request, without redirects; `header_wait` is how many seconds the headers may take."""
        target = request.target
        if self._proxy is not None:
            try:
                return await self._exchange(request, target, header_wait)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                told = trouble(error, self.place)
                raise type(told)(f"{told} (through the proxy)") from None
        addresses = await self.addresses(insecure)
        before: SourceError | None = None
        for address in addresses[:-1]:
            pinned = target.copy_with(host=str(address))
            try:
                return await self._exchange(request, pinned, header_wait, NEXT_ADDRESS)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                told = trouble(error, self.place)
                if isinstance(told, Refused):
                    raise told from None
                self._put_last(address)
                before = weightier(before, told)
        pinned = target.copy_with(host=str(addresses[-1]))
        try:
            return await self._exchange(request, pinned, header_wait)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            self._found_at = float("-inf")
            raise weightier(before, trouble(error, self.place)) from None

    async def call(self, insecure: bool) -> socket.socket:
        """A plain TCP connection to it, for somebody else to talk over."""
        loop = asyncio.get_running_loop()
        told: SourceError | None = None
        addresses = await self.addresses(insecure)
        await self.knock()
        for address in addresses:
            patience = CONNECT if address == addresses[-1] else NEXT_ADDRESS
            family = socket.AF_INET if address.version == 4 else socket.AF_INET6
            sock = socket.socket(family, socket.SOCK_STREAM)
            sock.setblocking(False)
            with contextlib.ExitStack() as undoing:
                undoing.callback(sock.close)
                try:
                    async with asyncio.timeout(patience):
                        await loop.sock_connect(sock, (str(address), self.place.port))
                except OSError as error:  # TimeoutError is one
                    told = weightier(told, trouble(error, self.place))
                    continue
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                undoing.pop_all()
                return sock
        self._found_at = float("-inf")
        raise told or no_answer(self.place, "it has no address")

    async def addresses(self, insecure: bool) -> list[Address]:
        """Where it may be connected to: each address judged, the best first, never empty."""
        if self.place.literal is not None:
            return [self.place.literal]
        found = await self._look_up()
        reasons = {a: forbidden_address(self.place, a, insecure) for a in found}
        admitted = [a for a in found if reasons[a] is None]
        if not admitted:
            reason = next(iter(reasons.values()), None)
            raise Refused(reason) if reason else no_answer(self.place, "its name has no address")
        return admitted[:MOST_ADDRESSES]

    async def aclose(self) -> None:
        """Close its connections."""
        if self._pool is not None:
            await self._pool.aclose()
            self._pool = None

    async def _look_up(self) -> list[Address]:
        """Its addresses, asked anew each minute; the old ones while the look-up fails."""
        now = self._clock.monotonic()
        if now - self._found_at < KEEP:
            return self._addresses
        try:
            found = await self._names.addresses(self.place.host)
        except OSError as error:
            if self._addresses:
                return self._addresses
            if isinstance(error, TimeoutError):
                raise not_looked_up(self.place, "its name is still being looked up") from None
            raise trouble(error, self.place) from None
        known = [a for a in self._addresses if a in found]
        self._addresses = known + [a for a in found if a not in known]
        self._found_at = now
        return self._addresses

    def _put_last(self, address: Address) -> None:
        self._addresses = [a for a in self._addresses if a != address] + [address]

    async def _exchange(
        self, request: Request, pinned: httpx.URL, header_wait: float, connect_wait: float | None = None
    ) -> Answer:
        """One request to one address; a GET once more when a kept connection had gone stale in the meantime."""
        if request.content is None:
            with contextlib.suppress(Stale):
                return await self._once(request, pinned, header_wait, connect_wait or header_wait)
        try:
            return await self._once(request, pinned, header_wait, connect_wait or header_wait)
        except Stale:
            raise cut_off(self.place) from None

    async def _once(self, request: Request, pinned: httpx.URL, header_wait: float, connect_wait: float) -> Answer:
        called = False

        async def trace(event: str, _: object) -> None:
            nonlocal called
            if event == "connection.connect_tcp.started":
                await self.knock()
                called = True

        waits = {"connect": connect_wait, "read": None, "write": header_wait, "pool": header_wait}
        extensions = {"trace": trace, "timeout": waits, "sni_hostname": self.place.host}
        try:
            try:
                async with asyncio.timeout(header_wait):
                    response = await self._transport().handle_async_request(request.at(pinned, extensions))
            except TimeoutError:
                raise no_answer(self.place, f"nothing heard within {header_wait:g} s") from None
            try:
                answer = await self._read(response, request.target)
            finally:
                await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise
        except httpx.RemoteProtocolError as error:
            raise self._misbehaved(error, called) from None
        except (httpx.ReadError, httpx.WriteError) as error:
            if not called:
                raise Stale from None
            raise trouble(error, self.place) from None
        except httpx.ProxyError:
            raise no_answer(self.place, "the proxy does not let us through") from None
        except httpx.HTTPError as error:
            raise trouble(error, self.place) from None
        if called and answer.status < 500 and answer.status != 429:
            # A call that was answered is no outage, even where the server hangs up after each answer, said or unsaid:
            # its way of working is no storm of ours.
            self._connects.pop()
        return answer

    async def _read(self, response: httpx.Response, target: httpx.URL) -> Answer:
        encoding = response.headers.get("content-encoding", "").strip().lower()
        body = await whole_body(response.aiter_raw(), encoding, self.place)
        headers = tuple((name.lower(), value) for name, value in response.headers.multi_items())
        return Answer(str(target), response.status_code, headers, body, response.num_bytes_downloaded)

    def _misbehaved(self, error: httpx.RemoteProtocolError, called: bool) -> SourceError | Stale:
        said = str(error)
        if said.startswith("Server disconnected"):
            return Stale() if not called else no_answer(self.place, "it hung up without a word")
        if said.startswith("peer closed connection"):
            return cut_off(self.place)
        return nonsense(self.place, "answered something that is not HTTP")

    def _transport(self) -> httpx.AsyncHTTPTransport:
        if self._pool is None:
            self._pool = httpx.AsyncHTTPTransport(
                verify=self._tls(),
                trust_env=False,
                proxy=self._proxy,
                limits=httpx.Limits(max_connections=2, max_keepalive_connections=1, keepalive_expiry=KEEP),
            )
        return self._pool
