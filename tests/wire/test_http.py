"""What the wire takes in over HTTP, and what it leaves: each limit against a server that goes beyond it."""

import asyncio
import json
import resource
import socket
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.config.secret import Secret
from hashtui.errors import Malformed, Refused, SourceError, Unreachable
from hashtui.wire import Wire
from tests.chaos import ChaosServer

TIMELINE = "/api/v1/timelines/tag/a"
TOKEN = "canary-5f2c"


async def ask(wire: Wire, chaos: ChaosServer, deadline: float = 10.0, token: Secret | None = None) -> bytes:
    return (await wire.get(chaos.url + TIMELINE, deadline=deadline, token=token)).body


@pytest.mark.parametrize("fault", ["chunk_ok", "early_hints", "set_cookie_flood", "json_u2028", "no_length_close"])
async def test_unusual_but_proper_answers_are_taken_whole(wire: Wire, fault: str) -> None:
    async with ChaosServer() as chaos:
        chaos.manner.compress = False
        post = chaos.publish("hello", ["a"])
        chaos.do(fault)

        body = await ask(wire, chaos)

        assert [p["id"] for p in json.loads(body)] == [post.id]


@pytest.mark.parametrize("fault", ["slicer", "bandwidth", "latency"])
async def test_a_poor_network_changes_nothing_in_the_answer(wire: Wire, fault: str) -> None:
    async with ChaosServer() as chaos:
        chaos.publish("héllo — 🌱", ["a"])
        chaos.do(fault, bytes=200, rate=200_000, seconds=0.001)

        assert "héllo — 🌱" in json.loads(await ask(wire, chaos))[0]["content"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("gzip_truncated", "broke off in the middle of its answer"),
        ("wrong_length_short", "broke off in the middle of its answer"),
        ("limit_data", "broke off in the middle of its answer"),
        ("accept_close", "hung up without a word"),
        ("port_flood", "connection reset"),
    ],
)
async def test_an_answer_cut_short_is_no_answer(wire: Wire, fault: str, words: str) -> None:
    async with ChaosServer() as chaos:
        for n in range(5):
            chaos.publish(f"post {n}", ["a"])
        chaos.do(fault)

        with pytest.raises(Unreachable, match=words) as told:
            await ask(wire, chaos)

        assert chaos.authority in str(told.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("gzip_bad_crc", "broken gzip"),
        ("gzip_trailing_garbage", "sent more after the end of its gzip"),
        ("gzip_layers", "encoding that was not asked for"),
        ("deflate_raw", "encoding that was not asked for"),
        ("br_when_not_asked", "encoding that was not asked for"),
        ("zstd_bomb", "encoding that was not asked for"),
        ("bad_status_line", "not HTTP"),
        ("http09", "not HTTP"),
        ("header_dup_length", "not HTTP"),
        ("header_nul", "not HTTP"),
        ("header_long", "not HTTP"),
        ("header_flood", "not HTTP"),
        ("chunk_bad", "not HTTP"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_malformed(wire: Wire, fault: str, words: str) -> None:
    async with ChaosServer() as chaos:
        chaos.publish("hello", ["a"])
        chaos.do(fault)

        with pytest.raises(Malformed, match=words):
            await ask(wire, chaos)


@pytest.mark.parametrize(("fault", "megabytes"), [("gzip_bomb", 64), ("endless_body", 200), ("json_huge_string", 20)])
async def test_more_than_eight_megabytes_are_refused_in_little_memory(wire: Wire, fault: str, megabytes: int) -> None:
    async with ChaosServer() as chaos:
        chaos.publish("hello", ["a"])
        await ask(wire, chaos)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        chaos.do(fault, megabytes=megabytes)

        with pytest.raises(Malformed, match="sent more than 8 MiB in one answer"):
            await ask(wire, chaos, deadline=30)

        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        # The server that holds the huge string is this process too.
        assert grown < (32 + (2 * megabytes if fault == "json_huge_string" else 0)) * 1024
        assert chaos.meter.sent < 100 << 20


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("accept_hang", "nothing heard within 0.1 s"),
        ("half_open", "nothing heard within 0.1 s"),
        ("loris_headers", "nothing heard within 0.1 s"),
        ("continue_100_flood", "nothing heard within 0.1 s"),
        ("loris_body", "no whole answer within 0.2 s"),
    ],
)
async def test_slowness_ends_at_the_deadline(wire: Wire, fault: str, words: str) -> None:
    loop = asyncio.get_running_loop()
    async with ChaosServer() as chaos:
        chaos.publish("hello", ["a"])
        chaos.do(fault, seconds=0.02 if fault.startswith("loris") else 60)
        began = loop.time()

        with pytest.raises(Unreachable, match=words):
            await ask(wire, chaos, deadline=0.2)

        assert loop.time() - began < 2


async def test_after_a_failure_the_next_request_is_answered(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        post = chaos.publish("hello", ["a"])
        chaos.do("half_open")
        with pytest.raises(Unreachable):
            await ask(wire, chaos, deadline=0.1)

        assert json.loads(await ask(wire, chaos))[0]["id"] == post.id


async def test_nothing_is_listening(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        url = chaos.url
        chaos.stop()

        with pytest.raises(Unreachable) as told:
            await wire.get(url)

        assert str(told.value) == f"no answer from {chaos.authority}: connection refused"


async def test_a_name_that_does_not_exist_is_said_to_be_so(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)

    with pytest.raises(Unreachable) as told:
        await wire.get("https://nowhere.example/")

    assert str(told.value) == "no answer from nowhere.example: there is no host of that name"


@pytest.mark.parametrize(
    "url",
    [
        "https://\u210cost.example/",
        "https://host.example/" + "a" * 70_000,
        "https://[v1.a]/",
        "https://host.example/\ud800",
    ],
)
async def test_what_no_server_can_be_asked_for_is_refused(wire: Wire, url: str) -> None:
    with pytest.raises(Refused, match="an address that is no URL is not fetched"):
        await wire.get(url)


async def test_a_public_name_that_leads_to_this_machine_is_not_called(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ChaosServer() as chaos:
        address = ("127.0.0.1", 0)
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", address)])

        with pytest.raises(Refused, match=r"rebind\.example:\d+ leads to the private address 127\.0\.0\.1"):
            await wire.get(f"https://rebind.example:{chaos.port}/")

        assert chaos.meter.connections == []


async def test_a_look_up_that_fails_later_does_not_cut_a_known_server_off(
    wire: Wire, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ChaosServer() as chaos:
        url = f"http://localhost:{chaos.port}{TIMELINE}"
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 0))])
        await wire.get(url)
        await clock.wind(61)

        def away(*_: object, **__: object) -> list[object]:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

        monkeypatch.setattr("socket.getaddrinfo", away)

        assert (await wire.get(url)).status == 200


async def test_one_connection_serves_many_requests_one_at_a_time(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("latency", seconds=0.01)

        await asyncio.gather(*(ask(wire, chaos) for _ in range(5)))

        assert len(chaos.meter.connections) == 1
        assert len(chaos.meter.asked) == 5


async def test_a_kept_connection_gone_stale_is_replaced_without_a_word(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        await ask(wire, chaos)
        chaos.do("drop")

        await ask(wire, chaos)

        assert len(chaos.meter.connections) == 2
        assert len(chaos.meter.asked) == 3


async def test_a_failing_server_is_called_at_most_twelve_times_a_minute(wire: Wire, clock: HandClock) -> None:
    async with ChaosServer() as chaos:
        chaos.do("accept_close", times=0)
        for _ in range(20):
            with pytest.raises(Unreachable):
                await ask(wire, chaos)

        assert len(chaos.meter.connections) == 12
        with pytest.raises(Unreachable, match="called 12 times within a minute, pausing for 60 s"):
            await wire.connect(chaos.stream_url + "/api/v1/streaming").__aenter__()

        await clock.wind(61)
        chaos.clear()
        await ask(wire, chaos)
        assert len(chaos.meter.connections) == 13


async def test_a_server_that_closes_after_each_answer_is_not_held_to_be_failing(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("no_length_close", times=0)
        chaos.do("hang_up", times=0)

        for _ in range(15):
            await ask(wire, chaos)

        assert len(chaos.meter.connections) == 15


async def test_an_address_that_does_not_answer_is_tried_last_from_then_on(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ChaosServer() as chaos:
        found = [(2, 1, 6, "", (address, 0)) for address in ("127.0.0.2", "127.0.0.1")]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
        chaos.do("no_length_close", times=0)
        chaos.do("hang_up", times=0)

        for _ in range(15):  # each call of the first address would count against the twelve a minute
            await wire.get(f"http://localhost:{chaos.port}{TIMELINE}")

        assert len(chaos.meter.connections) == 15


async def test_what_is_sent_is_modest(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        await wire.get(chaos.url + TIMELINE, params=[("limit", "40"), ("any[]", "é")], headers={"Accept": "text/x"})

        [asked] = chaos.meter.asked
        assert asked.query == (("limit", "40"), ("any[]", "é"))
        assert dict(asked.headers) == {
            "host": chaos.authority,
            "user-agent": "hashtui/0.1.0",
            "accept-encoding": "gzip",
            "accept": "text/x",
        }


async def test_cookies_are_not_kept(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("set_cookie_flood", count=50)
        await ask(wire, chaos)
        await ask(wire, chaos)

        assert [a.header("cookie") for a in chaos.meter.asked] == [None, None]


async def test_a_netrc_and_the_proxies_of_the_environment_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    async with ChaosServer() as chaos, ChaosServer() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url)
        wire = Wire(clock)

        await ask(wire, chaos)

        assert chaos.meter.asked[0].header("authorization") is None
        assert proxy.meter.connections == []
        await wire.aclose()


async def test_every_status_is_an_answer(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        codes = (204, 304, 400, 401, 404, 410, 418, 422, 429, 451, 500, 503, 599)
        heard = []
        for code in codes:
            chaos.do("status", code=code)
            heard.append((await wire.get(chaos.url + TIMELINE)).status)

        assert tuple(heard) == codes


async def test_two_retry_after_headers_are_both_there(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("retry_after_two", code=503, seconds=2)

        answer = await wire.get(chaos.url + TIMELINE)

        assert len(answer.all_of("retry-after")) == 2
        assert answer.header("retry-after") == "2"


@pytest.mark.parametrize("fault", ["half_open", "gzip_bomb", "status", "redirect_host", "bad_status_line", "drop"])
async def test_no_error_shows_the_token(wire: Wire, fault: str) -> None:
    async with ChaosServer() as chaos:
        chaos.do(fault, times=0, megabytes=16, code=401)
        try:
            answer = await wire.get(chaos.url + TIMELINE, token=Secret(TOKEN), deadline=0.5)
            told = repr(answer)
        except SourceError as error:
            links: list[BaseException | None] = [error, error.__cause__, error.__context__]
            told = "".join(f"{link!s}{link!r}" for link in links)

        assert TOKEN not in told
        assert chaos.meter.asked[0].header("authorization") == f"Bearer {TOKEN}"


async def test_a_server_that_hangs_up_after_each_answer_without_a_word_is_asked_as_often_as_another(
    wire: Wire,
) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]

        answers = [await wire.get(f"http://127.0.0.1:{port}/") for _ in range(20)]

    assert [one.body for one in answers] == [b"[]"] * 20
