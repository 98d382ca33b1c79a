"""The one door to the network: every limit on what may be asked, of whom, how often, and how much may come back."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import httpx

from hashtui import __version__
from hashtui.clock import Clock
from hashtui.config.secret import Secret
from hashtui.errors import Refused, UsageError
from hashtui.wire.answer import Answer, Channel
from hashtui.wire.names import Names
from hashtui.wire.place import HTTP, WEB_SOCKET, Place, forbidden, read_place
from hashtui.wire.server import Request, Server
from hashtui.wire.tls import bare_context, strict_context
from hashtui.wire.web_socket import Opening, open_channel
from hashtui.wire.words import no_answer

USER_AGENT = f"hashtui/{__version__}"

MOST_HOPS = 3
"""Redirects followed for one request."""

HANDSHAKE = 15.0
"""Seconds a WebSocket may take to open."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


class Wire:
    """Every request this program makes goes through here.

    One request at a time for each server, over connections that are kept; at most twelve new ones a minute and three
    in a tenth of a second. It goes to the address it has judged, follows redirects by hand, keeps no cookies and reads
    no environment: a proxy (what HTTPS_PROXY holds: `http://host:port`) serves https and wss beyond this machine when
    it is given.
    """

    def __init__(self, clock: Clock, *, proxy: str | None = None) -> None:
        self._clock = clock
        self._proxy = None if proxy is None else _read_proxy(proxy)
        self._names = Names()
        self._servers: dict[tuple[bool, str, int], Server] = {}
        self._tls: ssl.SSLContext | None = None

    async def get(
        self,
        url: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        token: Secret | None = None,
        insecure: bool = False,
        deadline: float = 30.0,
        elsewhere: bool = False,
    ) -> Answer:
        """Fetch `url` with one GET. A status is not judged here.

        `deadline` is for all of it but waiting in line, half of it for the headers. `insecure` admits plain http
        and private addresses; `elsewhere` admits redirects to other servers, which never get the token.
        Unreachable (network, DNS, time-out, cut off), Refused (TLS, forbidden scheme, address or redirect),
        Malformed (too large, undecodable, not HTTP).
        """
        first = place = read_place(url)
        namer: Place | None = None
        target = _target(url, params)
        moved: str | None = None
        stays = False
        for _ in range(MOST_HOPS + 1):
            reason = forbidden(place, insecure, namer)
            if reason is not None:
                raise Refused(reason)
            sent = _headers(place, headers, token if first.same_server(place) else None)
            answer, deadline = await self._in_turn(place, Request(target, sent), insecure, deadline)
            location = answer.header("location")
            if answer.status not in _REDIRECTS or location is None:
                return answer if moved is None else replace(answer, moved=moved)
            namer, place, target = place, *_next_hop(place, answer.url, location, elsewhere)
            stays = stays or answer.status not in _FOR_GOOD or not first.same_server(place)
            moved = moved if stays else str(target)
        raise Refused(f"{first.authority} redirects more than {MOST_HOPS} times")

    async def post(
        self,
        url: str,
        content: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        token: Secret | None = None,
        insecure: bool = False,
        deadline: float = 30.0,
    ) -> Answer:
        """Send `content` with one POST; its type stands in `headers`. A status is not judged here.

        A redirect is an answer like any other: what was meant for one server is not told to the next. Nothing is
        sent twice, so a connection that breaks off leaves open whether it arrived. Errors and limits as `get`.
        """
        place = read_place(url)
        reason = forbidden(place, insecure)
        if reason is not None:
            raise Refused(reason)
        request = Request(_target(url, ()), _headers(place, headers, token), content)
        answer, _ = await self._in_turn(place, request, insecure, deadline)
        return answer

    @contextlib.asynccontextmanager
    async def connect(
        self,
        url: str,
        *,
        token: Secret | None = None,
        insecure: bool = False,
        silence: float = 45.0,
        named_by: str | None = None,
        deflate: bool = False,
        raw: bool = False,
    ) -> AsyncIterator[Channel]:
        """Open a WebSocket; `silence` is how many seconds without any frame or pong count as dead.

        `named_by` is the URL of the server that named this address, when the person did not. `deflate` offers
        permessage-deflate. `raw` gives text as the bytes it came in, checked to be UTF-8, for who looks at bytes
        first. Refused (also when the server turns us away, with its words), RateLimited, Unreachable, Malformed.
        """
        place = read_place(url, WEB_SOCKET)
        namer = None if named_by is None else read_place(named_by, HTTP | WEB_SOCKET)
        reason = forbidden(place, insecure, namer)
        if reason is not None:
            raise Refused(reason)
        server = self._server(place)
        proxy = self._proxy_for(place)
        tls = self._context() if place.secure else None
        if proxy is None:
            sock = await server.call(insecure)
        else:
            await server.knock()
            sock = None
        headers = {} if token is None else {"Authorization": f"Bearer {token.reveal()}"}
        opening = Opening(url, place, headers, USER_AGENT, tls, sock, proxy, silence, HANDSHAKE, deflate, raw)
        async with open_channel(opening, self._clock.now()) as channel:
            yield channel

    async def aclose(self) -> None:
        """Close every connection."""
        for server in self._servers.values():
            await server.aclose()
        self._servers.clear()

    async def _in_turn(self, place: Place, request: Request, insecure: bool, deadline: float) -> tuple[Answer, float]:
        """The answer, and what is left of the deadline."""
        server = self._server(place)
        loop = asyncio.get_running_loop()
        async with server.turn:
            began = loop.time()
            try:
                async with asyncio.timeout(deadline):
                    answer = await server.fetch(request, insecure, deadline / 2)
            except TimeoutError:
                raise no_answer(place, f"no whole answer within {deadline:g} s") from None
            return answer, max(0.001, deadline - (loop.time() - began))

    def _server(self, place: Place) -> Server:
        key = (place.secure, place.host, place.port)
        if key not in self._servers:
            tls = self._context if place.secure else bare_context
            self._servers[key] = Server(place, self._clock, self._names, self._proxy_for(place), tls)
        return self._servers[key]

    def _proxy_for(self, place: Place) -> str | None:
        return self._proxy if place.secure and not place.is_loopback else None

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = strict_context()
        return self._tls


def _target(url: str, params: Sequence[tuple[str, str]]) -> httpx.URL:
    """What is asked for, percent-encoded. Refused when it is longer or odder than any URL."""
    try:
        return httpx.URL(url, params=list(params)) if params else httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        raise Refused("an address that is no URL is not fetched") from None


def _read_proxy(proxy: str) -> str:
    """The proxy as a URL: people write it without its scheme too. Its password is never repeated."""
    url = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(url)
        whole = parts.scheme in HTTP and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise UsageError("the proxy (HTTPS_PROXY) is written http://host:port")
    return url


def _headers(place: Place, asked: Mapping[str, str] | None, token: Secret | None) -> list[tuple[str, str]]:
    headers = [("Host", place.authority), ("User-Agent", USER_AGENT), ("Accept-Encoding", "gzip")]
    headers += (asked or {}).items()
    if token is not None:
        headers.append(("Authorization", f"Bearer {token.reveal()}"))
    return headers


def _next_hop(place: Place, url: str, location: str, elsewhere: bool) -> tuple[Place, httpx.URL]:
    """Where a redirect leads, if we follow it there: never down from https, to another server only with leave."""
    try:
        target = httpx.URL(urljoin(url, location))
        following = read_place(str(target))
    except (httpx.InvalidURL, ValueError, Refused):
        raise Refused(f"{place.authority} redirects to an address that is not followed") from None
    if place.secure and not following.secure:
        raise Refused(f"{place.authority} redirects from https to plain http: not followed")
    if not elsewhere and not place.same_server(following):
        raise Refused(f"{place.authority} sends us to {following.authority}: if that is meant, follow that one instead")
    return following, target
