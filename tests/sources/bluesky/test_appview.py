"""Who is asked: the account's server, the public one, or the stream's own host."""

from pathlib import Path

import pytest

from hashtui.config.secrets import SecretStore
from hashtui.errors import Unreachable
from hashtui.sources.bluesky.appview import public_of
from tests.sources.bluesky.network_on_paper import LEA, Desk, profile

ACTORS = [("actors", LEA)]


def desk_of(folder: Path, token: str | None) -> Desk:
    made = Desk(SecretStore(folder / "secrets.toml"), token)
    made.wire.profiles[LEA] = profile(LEA, "lea.example")
    return made


@pytest.mark.parametrize(
    ("stream", "asked"),
    [
        ("wss://jetstream1.us-east.bsky.network/subscribe", "https://public.api.bsky.app"),
        ("wss://jetstream.example:8443/subscribe", "https://public.api.bsky.app"),
        ("ws://127.0.0.1:6008/subscribe", "http://127.0.0.1:6008"),
        ("ws://[::1]:6008/subscribe", "http://[::1]:6008"),
        ("ws://jetstream.lan/subscribe", "http://jetstream.lan"),
        ("wss://10.1.2.3/subscribe", "https://10.1.2.3"),
        ("wss://localhost:6008/subscribe", "https://localhost:6008"),
    ],
)
def test_what_is_read_on_this_machine_is_told_to_nobody_else(stream: str, asked: str) -> None:
    assert public_of(stream) == asked


async def test_a_visitor_asks_in_public(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, None)

    answer = await desk.appview.ask("app.bsky.actor.getProfiles", ACTORS)

    assert answer.records("profiles")
    assert desk.appview.is_visitor
    assert desk.wire.hosts == ["https://public.api.bsky.app"]


async def test_with_a_session_the_accounts_own_server_is_asked(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "lea.example:wxyz-aaaa-bbbb-cccc")

    answer = await desk.appview.ask("app.bsky.actor.getProfiles", ACTORS)

    assert answer.records("profiles")
    assert not desk.appview.is_visitor
    assert desk.wire.hosts == ["https://bsky.social", "https://pds.example"]


async def test_a_session_that_is_refused_leaves_a_visitor_who_asks_in_public(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "lea.example:wrong")

    for _ in range(2):
        answer = await desk.appview.ask("app.bsky.actor.getProfiles", ACTORS)
        assert answer.records("profiles")

    assert desk.appview.is_visitor
    assert desk.wire.asked == ["createSession", "getProfiles", "getProfiles"]


async def test_an_accounts_server_that_is_away_is_not_gone_round(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "lea.example:wxyz-aaaa-bbbb-cccc")
    desk.wire.always["getProfiles"] = Unreachable("pds.example gives no answer")

    with pytest.raises(Unreachable):
        await desk.appview.ask("app.bsky.actor.getProfiles", ACTORS)

    assert desk.wire.hosts[-1] == "https://pds.example"
