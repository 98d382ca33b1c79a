"""What is sent by POST, and that it is sent once, to one server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from hashtui.config.secret import Secret
from hashtui.errors import Malformed, Refused, Unreachable
from hashtui.wire import Wire
from tests.chaos import ChaosServer

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
JSON = {"Content-Type": "application/json"}


@dataclass
class Desk:
    """A server that notes every request whole, and answers each with the same bytes."""

    url: str = ""
    asked: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def desk(answer: bytes = OK, *, hang_up_at: int = 0) -> AsyncIterator[Desk]:
    """A desk; it hangs up instead of answering the request of that number."""
    noted = Desk()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = next((int(line[16:]) for line in head.split(b"\r\n") if line[:16] == b"Content-Length: "), 0)
            noted.asked.append(head + await reader.readexactly(length))
            if len(noted.asked) == hang_up_at:
                break
            writer.write(answer)
        writer.close()

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(quietly, "127.0.0.1", 0)
    async with server:
        noted.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/xrpc"
        yield noted


async def test_the_content_the_token_and_the_type_arrive(wire: Wire) -> None:
    async with desk() as server:
        content = json.dumps({"identifier": "é"}).encode()

        answer = await wire.post(server.url, content, headers=JSON, token=Secret("canary"))

        [asked] = server.asked
        head, _, body = asked.partition(b"\r\n\r\n")
        assert (answer.status, answer.body) == (200, b"{}")
        assert head.startswith(b"POST /xrpc HTTP/1.1\r\n")
        assert b"\r\nAuthorization: Bearer canary" in head
        assert b"\r\nContent-Type: application/json" in head
        assert body == content


async def test_a_post_without_content_is_a_post(wire: Wire) -> None:
    async with desk() as server:
        await wire.post(server.url, b"")

        assert server.asked[0].startswith(b"POST ")
        assert b"Content-Length: 0" in server.asked[0]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_a_redirect_is_an_answer(wire: Wire, code: int) -> None:
    async with desk() as elsewhere:
        there = elsewhere.url.encode()
        async with desk(b"HTTP/1.1 %d Go\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (code, there)) as server:
            answer = await wire.post(server.url, b"secret")

        assert (answer.status, answer.header("location")) == (code, elsewhere.url)
        assert elsewhere.asked == []


async def test_nothing_is_sent_twice_over_a_kept_connection_that_breaks(wire: Wire) -> None:
    async with desk(hang_up_at=2) as server:
        await wire.post(server.url, b"first")

        with pytest.raises(Unreachable):
            await wire.post(server.url, b"second")

        assert [asked.rpartition(b"\r\n\r\n")[2] for asked in server.asked] == [b"first", b"second"]


async def test_the_limits_of_an_answer_hold(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("gzip_bomb", megabytes=64)

        with pytest.raises(Malformed, match="sent more than 8 MiB in one answer"):
            await wire.post(chaos.url + "/api/v1/timelines/tag/a", b"{}")


async def test_the_deadline_holds(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("half_open")

        with pytest.raises(Unreachable, match=r"nothing heard within 0\.1 s"):
            await wire.post(chaos.url + "/", b"{}", deadline=0.2)


@pytest.mark.parametrize(
    "url", ["http://host.example/", "https://10.0.0.1/", "ftp://host.example/", "https://a:b@c.example/"]
)
async def test_what_may_not_be_fetched_may_not_be_told_anything(wire: Wire, url: str) -> None:
    with pytest.raises(Refused):
        await wire.post(url, b"{}", token=Secret("canary"))


async def test_bytes_are_counted_as_they_came(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        for _ in range(20):
            chaos.publish("the same words again", ["a"])

        answer = await wire.get(chaos.url + "/api/v1/timelines/tag/a")

        assert answer.header("content-encoding") == "gzip"
        assert answer.received == int(answer.header("content-length") or 0)
        assert 0 < answer.received < len(answer.body) / 3
