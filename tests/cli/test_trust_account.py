"""`hashtui trust import --account`: whom the person's own accounts follow, and who is on their lists."""

import asyncio
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.chaos import ChaosServer, Manner, chaos_in_thread
from tests.chaos.script import Action
from tests.chaos.thread import ThreadedChaos
from tests.cli.running import PATIENCE, Hashtui, started
from tests.cli.trusting import rows
from tests.other_server import OtherServer
from tests.sources.mastodon.test_circle_at_other_server import guest

TOKEN, WORTHLESS = "good-token", "bad-token"


@pytest.fixture
def chaos() -> Iterator[ThreadedChaos]:
    """A server where the token's account follows two people and has a list."""
    with chaos_in_thread(ChaosServer(seed=1, manner=Manner(limit=10**6))) as server:
        circle = server.server.mastodon.circle
        circle.follows = ["lea", "jo@other.example"]
        circle.lists = {"Organisers": ["hugo"]}
        yield server


@pytest.fixture
def trust_file(home: Path) -> Path:
    return home / ".config/hashtui/trust.toml"


def logged_in(folder: Path, tokens: Mapping[str, str]) -> str:
    """A configuration with these tokens at these servers; its path."""
    config = folder / "config.toml"
    config.write_text(
        "".join(f'[[source]]\nurl = "{url}"\ntoken_command = ["echo", "{token}"]\n' for url, token in tokens.items())
    )
    return str(config)


def host_of(url: str) -> str:
    return url.removeprefix("http://")


def test_follows_and_lists_are_known_from_then_on_and_importing_again_replaces_them(
    hashtui: Hashtui, chaos: ThreadedChaos, tmp_path: Path, trust_file: Path
) -> None:
    host, circle, config = host_of(chaos.url), chaos.server.mastodon.circle, logged_in(tmp_path, {chaos.url: TOKEN})

    first = hashtui("trust", "import", "--account", "--config", config)
    kept = rows(trust_file, "list")
    why = hashtui("trust", "why", "@jo@other.example")
    circle.follows, circle.lists = ["jo@other.example"], {}
    again = hashtui("trust", "import", "--account", "--config", config)

    assert (first.code, first.out) == (0, "")
    assert first.err.splitlines() == [
        f"hashtui: follows@{host}: 2 accounts are known to you",
        f"hashtui: Organisers@{host}: 1 account is known to you",
    ]
    assert kept == [
        {"name": f"follows@{host}", "handles": [f"@lea@{host}", "@jo@other.example"], "from": chaos.url},
        {"name": f"Organisers@{host}", "handles": [f"@hugo@{host}"], "from": chaos.url},
    ]
    assert why.out.startswith("· @jo@other.example: ")
    assert f"follows@{host}" in why.out
    assert again.err.splitlines() == [
        f"hashtui: follows@{host}: 1 account is known to you (2 before)",
        f"hashtui: Organisers@{host}: {host} tells of nobody on it any more: it is gone (1 account before)",
    ]
    assert [row["name"] for row in rows(trust_file, "list")] == [f"follows@{host}"]


def test_one_account_is_asked_by_its_host_and_one_in_trouble_keeps_nothing_from_the_others(
    hashtui: Hashtui, chaos: ThreadedChaos, tmp_path: Path, trust_file: Path
) -> None:
    with chaos_in_thread(ChaosServer(seed=2, manner=Manner(limit=10**6))) as other:
        host, refusing = host_of(chaos.url), host_of(other.url)
        config = logged_in(tmp_path, {other.url: WORTHLESS, chaos.url: TOKEN})

        one = hashtui("trust", "import", "--account", refusing, "--config", config)
        before = trust_file.exists()
        both = hashtui("trust", "import", f"--account={host}", refusing, "--config", config)

    assert (one.code, before) == (4, False)
    assert one.err.startswith(f"hashtui: {refusing} does not tell whom you follow: it does not accept the token")
    assert "read:follows" in one.err
    assert both.code == 0
    assert both.err.splitlines() == [
        one.err.rstrip(),
        f"hashtui: follows@{host}: 2 accounts are known to you",
        f"hashtui: Organisers@{host}: 1 account is known to you",
    ]


@pytest.mark.parametrize(
    ("fault", "args", "code"),
    [("status", {"code": 503}, 3), ("json_truncated", {}, 3), ("retry_after_secs", {"seconds": 60}, 3)],
)
def test_an_account_that_is_not_told_of_is_one_line_and_changes_nothing(
    hashtui: Hashtui,
    chaos: ThreadedChaos,
    tmp_path: Path,
    trust_file: Path,
    fault: str,
    args: dict[str, int],
    code: int,
) -> None:
    config = logged_in(tmp_path, {chaos.url: TOKEN})
    hashtui("trust", "import", "--account", "--config", config)
    kept = trust_file.read_text()
    chaos.call(chaos.server.add, Action(fault, "request", times=0, path="/following", args=dict(args)))

    ran = hashtui("trust", "import", "--account", "--config", config)

    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert host_of(chaos.url) in ran.err
    assert TOKEN not in ran.err
    assert trust_file.read_text() == kept


def test_where_nobody_is_logged_in_it_is_said_what_to_do(
    hashtui: Hashtui, chaos: ThreadedChaos, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'sources = ["{chaos.url}", "bluesky", "nostr+wss://relay.example"]\n')

    said = [
        hashtui("trust", "import", "--account", *hosts, "--config", str(config))
        for hosts in ((), ("bsky.social",), ("mamot.fr",))
    ]

    assert [ran.code for ran in said] == [2, 2, 2]
    assert said[0].err.startswith("hashtui: no configured source has a login: give a [[source]]")
    assert "read:accounts, read:follows and read:lists; Bluesky: HANDLE:APP-PASSWORD" in said[0].err
    assert said[1].err.startswith("hashtui: bsky.social has no login: give its [[source]]")
    assert said[2].err.startswith('hashtui: "mamot.fr" is no configured source: there ')
    assert chaos.server.meter.asked == []


def test_without_anything_it_says_what_it_can_import(hashtui: Hashtui) -> None:
    nothing, named = hashtui("trust", "import"), hashtui("trust", "import", "--account", "--list", "x")
    words = " ".join(hashtui("trust", "import", "--help").out.split())

    assert (nothing.code, named.code) == (2, 2)
    assert all(what in nothing.err for what in ("FILE", "URL", "standard input", "--account"))
    assert named.err == "hashtui: --list names the list of one file; those of an account have their own names\n"
    assert "--account [HOST]" in words
    assert "follows@HOST and LIST@HOST" in words


def test_it_is_read_from_a_server_by_other_hands_too(
    hashtui: Hashtui, other_server: OtherServer, tmp_path: Path, trust_file: Path
) -> None:
    async def settle_in() -> tuple[str, list[str]]:
        async with guest(other_server) as town:
            _, _, token = await town.sign_up()
            people = [await town.sign_up() for _ in range(2)]
            for _, number, _ in people:
                await town.do(f"/api/v1/accounts/{number}/follow", {}, token)
            made = await town.do("/api/v1/lists", {"title": "Organisers"}, token)
            await town.do(f"/api/v1/lists/{made['id']}/accounts", {"account_ids": [people[0][1]]}, token)
            return token, [name for name, _, _ in people]

    token, names = asyncio.run(settle_in())

    ran = hashtui("trust", "import", "--account", "--config", logged_in(tmp_path, {other_server.url: token}))

    lists = {str(row["name"]).partition("@")[0]: str(row["handles"]) for row in rows(trust_file, "list")}
    assert ran.code == 0
    assert [name in lists["follows"] for name in names] == [True, True]
    assert [name in lists["Organisers"] for name in names] == [True, False]


def test_ctrl_c_ends_the_asking_and_nothing_is_kept(chaos: ThreadedChaos, tmp_path: Path, trust_file: Path) -> None:
    chaos.call(chaos.server.add, Action("half_open", "request", times=0, path="/following", args={"seconds": 30}))
    process = started("trust", "import", "--account", "--config", logged_in(tmp_path, {chaos.url: TOKEN}))
    asked_until = time.monotonic() + PATIENCE
    while not any("/following" in one.path for one in chaos.server.meter.asked) and time.monotonic() < asked_until:
        time.sleep(0.05)

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)

    assert (process.returncode, out, err) == (130, "", "")
    assert not trust_file.exists()
