"""The server itself: it accepts, asks its script what is to go wrong, and otherwise answers as its halves would."""

import asyncio
import contextlib
import functools
import ssl
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.chaos.exchange import Exchange
from tests.chaos.faults import FAULTS
from tests.chaos.feeds import FeedManner, Feeds
from tests.chaos.half import Half, Served
from tests.chaos.http import Allowance, Link, Request, read_request
from tests.chaos.jetstream import Jetstream, JetstreamManner
from tests.chaos.mastodon import Manner, Mastodon
from tests.chaos.meter import Asked, Connection, Meter
from tests.chaos.nostr import Nostr, NostrManner
from tests.chaos.script import Action, Script, Value
from tests.chaos.town import Town
from tests.chaos.web_socket import Stream
from tests.chaos.world import Json


class ChaosServer(Town):
    """A server on 127.0.0.1 with a port for each of its halves, healthy until told otherwise.

    `async with ChaosServer(seed=1) as chaos:` then `chaos.url`, `chaos.publish(...)`, `chaos.do("status", code=503)`.
    It is a Mastodon-API server; with `halves=HALVES`, or some of them, also a Jetstream, a Nostr relay and feeds:
    `chaos.source("jetstream")` is what `--source` takes.
    """

    def __init__(
        self,
        *,
        seed: int = 0,
        actions: Sequence[Action] = (),
        halves: Sequence[str] = ("mastodon",),
        manner: Manner | None = None,
        jetstream: JetstreamManner | None = None,
        nostr: NostrManner | None = None,
        feed: FeedManner | None = None,
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
        around = self.surroundings()
        self.mastodon = Mastodon(around, self.manner)
        self.jetstream = Jetstream(around, jetstream or JetstreamManner())
        self.nostr = Nostr(around, nostr or NostrManner())
        self.feed = Feeds(around, feed or FeedManner())
        made: tuple[Half, ...] = (self.mastodon, self.jetstream, self.nostr, self.feed)
        self.halves = {half.name: half for half in made if half.name in halves}
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
        self._servers: dict[str, asyncio.Server] = {}
        for name, half in self.halves.items():
            serve = functools.partial(self._accept, half)
            server = await asyncio.start_server(
                serve, self._host, 0 if self._servers else self._wanted_port, ssl=self._tls
            )
            self._servers[name] = server
            half.authority = f"{self._host}:{server.sockets[0].getsockname()[1]}"
            half.base = f"http{'s' if self._tls else ''}://{half.authority}"
            half.web_socket = f"ws{'s' if self._tls else ''}://{half.authority}"
        first = next(iter(self.halves.values()))
        self.authority, self.url, self.stream_url = first.authority, first.base, first.web_socket
        self.port = int(self.authority.rpartition(":")[2])
        self.manner.domain = self.manner.domain or self.authority
        self.manner.stream_url = self.manner.stream_url or self.stream_url
        self.world.base = self.url
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
        for server in self._servers.values():
            server.close()
        self.drop_all()
        self.stopped.set()

    def source(self, half: str) -> str:
        """The URL of a half as `--source` takes it."""
        return self.halves[half].source

    def elapsed(self) -> float:
        """Seconds since the server was made."""
        return time.monotonic() - self._began

    def do(
        self,
        name: str,
        *,
        on: str = "",
        after: int = 0,
        times: int = 1,
        path: str = "",
        half: str = "",
        **args: Value,
    ) -> Action:
        """Add an action to the script; `times=0` goes on for ever. What happens by itself starts at once."""
        return self.add(Action(name, on or FAULTS.moment(name), after, 0.0, times, path, args, half))

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
        actions = self.script.due("event", half=stream.half)
        if not actions:
            stream.put_text(text)
        for action in actions:
            FAULTS.event(action, stream, text, self.random)

    def drop_all(self, half: str | None = None) -> None:
        """Cut every connection, or those to one half."""
        for link in list(self._links):
            if half in (None, link.seen.half):
                link.reset()

    def hang_up_all(self, half: str | None = None) -> None:
        """Close every connection, or those to one half, without a word."""
        for link in list(self._links):
            if half in (None, link.seen.half):
                link.close()

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

    async def _accept(self, half: Half, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        seen = Connection(self.elapsed(), half.name, sock=writer.get_extra_info("socket"))
        self.meter.connections.append(seen)
        link = Link(reader, writer, seen, self._allowance)
        self._links.add(link)
        try:
            await self._serve(half, link)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # it is over, from either side
        except Exception as error:
            self.troubles.append(repr(error))
            raise
        finally:
            seen.ended = self.elapsed()
            self._links.discard(link)
            self._tasks.discard(task)
            link.close()

    async def _serve(self, half: Half, link: Link) -> None:
        for action in self.script.due("connect", half=half.name):
            if await FAULTS.connect(action, link):
                return
        while (request := await read_request(link)) is not None:
            asked = Asked(self.elapsed(), request.method, request.path, request.query, request.headers, half.name)
            self.meter.asked.append(asked)
            if not await self._respond(half, link, request):
                return

    async def _respond(self, half: Half, link: Link, request: Request) -> bool:
        """Whether the connection goes on."""
        wants_stream = "upgrade" in (request.header("connection") or "").lower()
        served = Served(half.upgrade(request)) if wants_stream else half.answer(request)
        versions = [(post.id, self.ledger.version(half.name, post.id)) for post in served.posts]
        exchange = Exchange(request, served.reply, link, self.random, half.authority, self.now())
        for action in self.script.due("request", request.path, half.name):
            await FAULTS.request(action, exchange)
            if exchange.ended:
                return False
        if exchange.raw is None:
            await link.send(exchange.reply.whole())
        else:
            await link.send(exchange.raw)
        if exchange.reply.status == 101 and exchange.raw is None:
            await self._stream(half, link, exchange)
            return False
        if exchange.reply.status == 200 and not exchange.spoiled:
            for post_id, version in versions:
                self.ledger.served(half.name, post_id, "REST", version)
        return not exchange.hang_up

    async def _stream(self, half: Half, link: Link, exchange: Exchange) -> None:
        stream = half.stream(link, exchange.request)
        self.streams.append(stream)
        exchange.opened(stream)
        half.opened(stream)
        self.subscription_made()
        try:
            await stream.run()
        finally:
            with contextlib.suppress(ValueError):
                self.streams.remove(stream)
