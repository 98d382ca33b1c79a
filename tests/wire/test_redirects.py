"""Redirects: followed by hand, never far, never down, and never with the token to somebody else."""

import pytest

from hashtui.config.secret import Secret
from hashtui.errors import Refused
from hashtui.wire import Answer, Wire
from hashtui.wire.server import Server
from tests.chaos import ChaosServer

TOKEN = "canary-7a1d"
INSTANCE = "/api/v1/instance"


async def test_a_redirect_on_the_same_server_is_followed_with_the_token(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("redirect_same")

        answer = await wire.get(chaos.url + INSTANCE, token=Secret(TOKEN))

        assert answer.url == f"{chaos.url}/moved{INSTANCE}"
        assert answer.status == 404
        assert [a.header("authorization") for a in chaos.meter.asked] == [f"Bearer {TOKEN}"] * 2


async def test_three_redirects_are_followed_and_no_more(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("redirect_loop", times=3)
        assert (await wire.get(chaos.url + INSTANCE)).status == 200

        chaos.do("redirect_loop", times=0)
        with pytest.raises(Refused, match="redirects more than 3 times"):
            await wire.get(chaos.url + INSTANCE)

        assert len(chaos.meter.asked) == 8


async def test_an_api_call_is_not_taken_to_another_server(wire: Wire) -> None:
    async with ChaosServer() as chaos, ChaosServer() as other:
        chaos.do("redirect_host", to=other.url)

        with pytest.raises(Refused) as told:
            await wire.get(chaos.url + INSTANCE, token=Secret(TOKEN))

        assert str(told.value) == (
            f"{chaos.authority} sends us to {other.authority}: if that is meant, follow that one instead"
        )
        assert other.meter.connections == []


async def test_elsewhere_is_gone_to_with_leave_but_without_the_token(wire: Wire) -> None:
    async with ChaosServer() as chaos, ChaosServer() as other:
        chaos.do("redirect_host", to=other.url)

        answer = await wire.get(chaos.url + INSTANCE, token=Secret(TOKEN), elsewhere=True)

        assert answer.url == other.url + INSTANCE
        assert other.meter.asked[0].header("authorization") is None
        assert other.meter.asked[0].header("host") == other.authority


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("redirect_file", "an address that is not followed"),
        ("redirect_userinfo", "an address that is not followed"),
        ("redirect_ws", "an address that is not followed"),
        ("redirect_private", "leads to the private address 192.168.13.37"),
    ],
)
async def test_a_redirect_to_no_proper_place_is_refused(wire: Wire, fault: str, words: str) -> None:
    async with ChaosServer() as chaos:
        chaos.do(fault)

        with pytest.raises(Refused, match=words) as told:
            await wire.get(chaos.url + INSTANCE, elsewhere=True)

        assert "secret" not in str(told.value)


async def test_a_server_elsewhere_does_not_send_us_to_this_machine(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    async with ChaosServer() as chaos, ChaosServer() as other:
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 0))])
        chaos.do("redirect_host", to=other.url)

        with pytest.raises(Refused, match="points to an address of this machine"):
            await wire.get(f"http://far.example:{chaos.port}/", insecure=True, elsewhere=True)

        assert other.meter.connections == []


async def test_an_instance_that_moved_says_where_to(wire: Wire) -> None:
    async with ChaosServer() as chaos:
        chaos.do("instance_moved")

        with pytest.raises(Refused, match=r"sends us to new-home\.example"):
            await wire.get(chaos.url + INSTANCE)


@pytest.mark.parametrize("location", ["", "http://[", "\\\\evil.example\\x", "//", "http://a b/"])
async def test_a_location_that_is_no_url_is_refused_or_harmless(wire: Wire, location: str) -> None:
    async with ChaosServer() as chaos:
        chaos.do("redirect_private", to=location, times=0)

        with pytest.raises(Refused):
            await wire.get(chaos.url + INSTANCE, elsewhere=True)


@pytest.mark.parametrize(("code", "is_told"), [(301, True), (308, True), (302, False), (307, False)])
async def test_a_server_that_has_moved_a_page_for_good_says_where(wire: Wire, code: int, is_told: bool) -> None:
    async with ChaosServer() as chaos:
        chaos.do("redirect_same", code=code)

        answer = await wire.get(chaos.url + INSTANCE)

        assert answer.moved == (f"{chaos.url}/moved{INSTANCE}" if is_told else None)


async def test_a_move_to_another_server_is_followed_but_not_told_as_for_good(wire: Wire) -> None:
    async with ChaosServer() as chaos, ChaosServer() as other:
        chaos.do("redirect_host", to=other.url, code=301)

        answer = await wire.get(chaos.url + INSTANCE, elsewhere=True)

        assert (answer.url, answer.moved) == (other.url + INSTANCE, None)


async def test_a_step_down_from_https_is_not_followed_whatever_was_allowed(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def step_down(*_: object) -> Answer:
        return Answer("https://stream.example/", 301, (("location", "http://stream.example/"),), b"")

    monkeypatch.setattr(Server, "fetch", step_down)

    with pytest.raises(Refused, match="from https to plain http"):
        await wire.get("https://stream.example/", insecure=True, elsewhere=True)
