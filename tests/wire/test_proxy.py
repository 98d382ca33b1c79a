"""A proxy: used when it is given, for https and wss beyond this machine, and for nothing else."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from hashtui.clock import HandClock
from hashtui.config.secret import Secret
from hashtui.errors import Refused, Unreachable, UsageError
from hashtui.wire import Wire
from tests.chaos import ChaosServer
from tests.chaos.certificates import NAME, Certificates

INSTANCE = "/api/v1/instance"


@dataclass
class Proxy:
    """A CONNECT proxy that takes everybody to one port of this machine."""

    target: int
    port: int = 0
    status: int = 200
    asked: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.asked.append(head.decode().splitlines()[0])
        writer.write(b"HTTP/1.1 %d Whatever\r\n\r\n" % self.status)
        if self.status != 200:
            writer.close()
            return
        back, there = await asyncio.open_connection("127.0.0.1", self.target)
        with contextlib.suppress(ConnectionError):
            await asyncio.gather(pump(reader, there), pump(back, writer))


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while some := await reader.read(65536):
        writer.write(some)
    writer.close()


@pytest.fixture
async def chaos(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[ChaosServer]:
    certificates = Certificates(tmp_path_factory.mktemp("certificates"))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    async with ChaosServer(tls=certificates.server_context("good")) as chaos:
        yield chaos


@pytest.fixture
async def proxy(chaos: ChaosServer) -> AsyncIterator[Proxy]:
    proxy = Proxy(chaos.port)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    yield proxy
    server.close()


async def test_https_and_wss_go_through_the_proxy_and_stay_sealed(chaos: ChaosServer, proxy: Proxy) -> None:
    wire = Wire(HandClock(), proxy=f"127.0.0.1:{proxy.port}")

    answer = await wire.get(f"https://{NAME}{INSTANCE}", token=Secret("good-token"))
    async with wire.connect(f"wss://{NAME}/api/v1/streaming", token=Secret("good-token")):
        pass
    await wire.aclose()

    assert answer.status == 200
    assert [line.split()[:2] for line in proxy.asked] == [["CONNECT", f"{NAME}:443"]] * 2
    assert [a.header("host") for a in chaos.meter.asked] == [NAME, NAME]


async def test_a_stream_that_is_moved_is_not_followed_through_the_proxy(chaos: ChaosServer, proxy: Proxy) -> None:
    wire = Wire(HandClock(), proxy=f"127.0.0.1:{proxy.port}")
    chaos.do("ws_redirect", times=0)

    with pytest.raises(Refused, match="has its stream elsewhere"):
        await wire.connect(f"wss://{NAME}/api/v1/streaming", token=Secret("good-token")).__aenter__()
    await wire.aclose()

    assert [line.split()[1] for line in proxy.asked] == [f"{NAME}:443"]


async def test_this_machine_is_spoken_to_without_the_proxy(chaos: ChaosServer, proxy: Proxy) -> None:
    wire = Wire(HandClock(), proxy=f"http://127.0.0.1:{proxy.port}")

    await wire.get(chaos.url + INSTANCE)
    await wire.aclose()

    assert proxy.asked == []


async def test_a_proxy_that_refuses_is_said_to_do_so(proxy: Proxy) -> None:
    wire = Wire(HandClock(), proxy=f"http://127.0.0.1:{proxy.port}")
    proxy.status = 403

    with pytest.raises(Unreachable, match="the proxy does not let us through"):
        await wire.get(f"https://{NAME}{INSTANCE}")
    with pytest.raises(Unreachable, match="the proxy does not let us through"):
        await wire.connect(f"wss://{NAME}/").__aenter__()
    await wire.aclose()


async def test_a_proxy_that_is_not_there_is_named_as_the_cause() -> None:
    wire = Wire(HandClock(), proxy="http://127.0.0.1:9")

    with pytest.raises(Unreachable, match=r"connection refused \(through the proxy\)"):
        await wire.get(f"https://{NAME}{INSTANCE}")
    await wire.aclose()


@pytest.mark.parametrize("proxy", ["socks5://h:1", "ftp://h", "http://", "http://h:99999", "http://me:hunter2@:1"])
def test_a_proxy_that_is_none_is_a_mistake_of_usage(proxy: str) -> None:
    with pytest.raises(UsageError) as told:
        Wire(HandClock(), proxy=proxy)

    assert "hunter2" not in str(told.value)
