"""The server itself: it accepts, asks its script what is to go wrong, and otherwise answers as Mastodon would."""

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.chaos.exchange import Exchange
from tests.chaos.faults import FAULTS
from tests.chaos.http import Allowance, Link, Reply, Request, read_request
from tests.chaos.mastodon import Manner, Mastodon, Served
from tests.chaos.meter import Asked, Connection, Meter
from tests.chaos.script import Action, Script, Value
from tests.chaos.town import Town
from tests.chaos.web_socket import Stream, accept_value
from tests.chaos.world import Json


class ChaosServer(Town):
    """A Mastodon-API server on an ephemeral port of 127.0.0.1, healthy until told otherwise.

    `async with ChaosServer(seed=1) as chaos:` then `chaos.url`, `chaos.publish(...)`, `chaos.do("status", code=503)`.
    """

    def __init__(
        self,
        *,
        seed: int = 0,
        actions: Sequence[Action] = (),
        manner: Manner | None = None,
        ledger: Path | None = None,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        max_seconds: float = 240,
        max_bytes: int = 2 << 30,
    ) -> None:
        super().__init__(seed=seed, now=now, ledger=ledger)
        self.meter = Meter()
        self.manner = manner or Manner()
        self.script = Script(actions, self.elapsed)
        self.troubles: list[str] = []
        """What went wrong inside the server itself: must stay empty."""
        self._tls = tls
        self._host = host
        self._wanted_port = port
        self._max_seconds = max_seconds
        self._allowance = Allowance(max_bytes)
        self._began = time.monotonic()
        self._tasks: set[asyncio.Task[None]] = set()
        self._happenings: set[asyncio.Task[None]] = set()
        self._links: set[Link] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, self._host, self._wanted_port, ssl=self._tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.authority = f"{self._host}:{self.port}"
        self.url = f"http{'s' if self._tls else ''}://{self.authority}"
        self.stream_url = f"ws{'s' if self._tls else ''}://{self.authority}"
        self.manner.domain = self.manner.domain or self.authority
        self.manner.stream_url = self.manner.stream_url or self.stream_url
        self.world.base = self.url
        self.mastodon = Mastodon(self.world, self.manner, self.now)
        self._deadline = asyncio.get_running_loop().call_later(self._max_seconds, self.stop)
        self.stopped = asyncio.Event()
        for action in self.script.actions:
            FAULTS.check(action)
            self._start(action)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        tasks = [*self._tasks, *self._happenings]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.ledger.close()

    def stop(self) -> None:
        """Stop listening and cut everybody off: from now on the port refuses."""
        self._deadline.cancel()
        self._server.close()
        self.drop_all()
        self.stopped.set()

    def elapsed(self) -> float:
        """Seconds since the server was made."""
        return time.monotonic() - self._began

    def do(self, name: str, *, on: str = "", after: int = 0, times: int = 1, path: str = "", **args: Value) -> Action:
        """Add an action to the script; `times=0` goes on for ever. What happens by itself starts at once."""
        return self.add(Action(name, on or FAULTS.moment(name), after, 0.0, times, path, args))

    def add(self, action: Action) -> Action:
        """Add an action to the script."""
        FAULTS.check(action)
        self.script.actions.append(action)
        self._start(action)
        return action

    def clear(self) -> None:
        """Forget the script: be healthy."""
        self.script.actions.clear()

    def send_event(self, stream: Stream, text: str) -> None:
        actions = self.script.due("event")
        if not actions:
            stream.put_text(text)
        for action in actions:
            FAULTS.event(action, stream, text, self.random)

    def drop_all(self) -> None:
        """Cut every connection."""
        for link in list(self._links):
            link.reset()

    def stats(self) -> Json:
        """Figures of the meter."""
        return {
            "elapsed": round(self.elapsed(), 3),
            "connections": len(self.meter.connections),
            "requests": len(self.meter.asked),
            "streams": len(self.streams),
            "sent": self.meter.sent,
            "received": self.meter.received,
            "busiest_minute": self.meter.busiest(60),
            "busiest_100_ms": self.meter.busiest(0.1),
            "unread": sum(c.unread() for c in self.meter.connections),
            "troubles": self.troubles,
        }

    def _start(self, action: Action) -> None:
        if action.on == "time":
            task = asyncio.get_running_loop().create_task(self._happen(action))
            self._happenings.add(task)
            task.add_done_callback(self._happenings.discard)

    async def settled(self) -> None:
        """Return when all that happens by itself has happened."""
        while self._happenings:
            await asyncio.wait(self._happenings)

    async def _happen(self, action: Action) -> None:
        await asyncio.sleep(max(0.0, action.at - self.elapsed()))
        try:
            await FAULTS.happen(action, self)
        except Exception as error:
            self.troubles.append(repr(error))
            raise

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        seen = Connection(self.elapsed(), sock=writer.get_extra_info("socket"))
        self.meter.connections.append(seen)
        link = Link(reader, writer, seen, self._allowance)
        self._links.add(link)
        try:
            await self._serve(link)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        except Exception as error:
            self.troubles.append(repr(error))
            raise
        finally:
            seen.ended = self.elapsed()
            self._links.discard(link)
            self._tasks.discard(task)
            link.close()

    async def _serve(self, link: Link) -> None:
        for action in self.script.due("connect"):
            if await FAULTS.connect(action, link):
                return
        while (request := await read_request(link)) is not None:
            asked = Asked(self.elapsed(), request.method, request.path, request.query, request.headers)
            self.meter.asked.append(asked)
            if not await self._respond(link, request):
                return

    async def _respond(self, link: Link, request: Request) -> bool:
        """Whether the connection goes on."""
        wants_stream = "upgrade" in (request.header("connection") or "").lower()
        served = Served(self._upgrade(request)) if wants_stream else self.mastodon.answer(request)
        exchange = Exchange(request, served.reply, link, self.random, self.authority)
        for action in self.script.due("request", request.path):
            await FAULTS.request(action, exchange)
            if exchange.ended:
                return False
        if exchange.raw is None:
            await link.send(exchange.reply.whole())
        else:
            await link.send(exchange.raw)
        if exchange.reply.status == 101 and exchange.raw is None:
            await self._stream(link, request, exchange)
            return False
        if exchange.reply.status == 200 and not exchange.spoiled:
            for post in served.posts:
                self.ledger.served(post.id, "REST")
        return not exchange.hang_up

    def _upgrade(self, request: Request) -> Reply:
        if not self.manner.streaming or request.path != "/api/v1/streaming":
            return Reply(404, [("Connection", "close")])
        if request.token is None or request.token != self.manner.token:
            words = "Missing access token" if request.token is None else "Invalid access token"
            return Reply(401, [("Connection", "close"), ("X-Error-Message", words)])
        accept = ("Sec-WebSocket-Accept", accept_value(request))
        return Reply(101, [("Upgrade", "websocket"), ("Connection", "Upgrade"), accept], length=False)

    async def _stream(self, link: Link, request: Request, exchange: Exchange) -> None:
        stream = Stream(link, request.token, self.subscription_made)
        channel, tag = request.param("stream"), request.param("tag")
        if channel is not None and tag is not None:
            stream.subscribe(channel, tag)
        self.streams.append(stream)
        exchange.opened(stream)
        self.subscription_made()
        try:
            await stream.run()
        finally:
            with contextlib.suppress(ValueError):
                self.streams.remove(stream)
