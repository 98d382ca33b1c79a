"""One tag in five networks at once, all by other hands: what is on two is printed once, and who dies dies alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.cli.running import PATIENCE
from tests.cli.tailing import SIGTERM_CODE, UP, Tail
from tests.other_relay import Writer, running_relay
from tests.other_server import running_server
from tests.servers.network import INSTALLING, Crowd, Network, needs_servers

pytestmark = needs_servers
TAG = "five"
KINDS = ("mastodon", "jetstream", "nostr", "feed", "jsonl")
TOOLS, WRITE_FEED = (Path(__file__).with_name(name) for name in ("tools.sh", "write_feed.py"))

Json = dict[str, object]


class Places:
    """A Mastodon-API server, a PDS with its firehose, a Nostr relay, a web server with a feed, and a file."""

    def __init__(self, stack: ExitStack, folder: Path, network: Network, crowd: Crowd) -> None:
        self._ends = {kind: stack.enter_context(ExitStack()) for kind in KINDS}
        self._network, self._crowd, self.writer = network, crowd, Writer()
        for name in ("mastodon", "site"):
            (folder / name).mkdir()
        self._mastodon = self._ends["mastodon"].enter_context(running_server(folder / "mastodon"))
        self.relay = self._ends["nostr"].enter_context(running_relay())
        self._rss, self._entries = folder / "site" / f"{TAG}.rss", list[Json]()
        self._publish_feed()
        self._file = folder / "posts.jsonl"
        self._file.touch()
        self.sources = {
            "mastodon": self._mastodon.url,
            "jetstream": network.source,
            "nostr": self.relay.source,
            "feed": f"feed+http://127.0.0.1:{self._web_server(folder / 'site')}/{{tag}}.rss",
            "jsonl": f"jsonl:{self._file}",
        }
        self.configuration = folder / "config.toml"
        self.configuration.write_text(
            f'[[source]]\nurl = "{self._mastodon.url}"\ntoken_env = "MASTODON"\n'
            f'[[source]]\nurl = "{self.sources["feed"]}"\nevery = "2s"\n'
        )

    def say(self, text: str, kind: str) -> str:
        """Publish a post there; its key."""
        whole = f"{text} #{TAG}"
        match kind:
            case "mastodon":
                return str(self.toot(whole)["uri"])
            case "jetstream":
                return self._crowd.uri("ana", "post", text=whole)
            case "nostr":
                event = self.writer.write(whole, ("t", TAG))
                self.relay.publish(event)
                return str(event["id"])
            case "feed":
                return self.enter(f"<p>{whole}</p>", f"http://127.0.0.1/{len(self._entries)}")
            case _:
                self.write(text)
                return ""

    def toot(self, text: str) -> Json:
        """The status, as the Mastodon-API server tells it."""
        headers = {"Authorization": f"Bearer {self._mastodon.token}"}
        url = f"{self._mastodon.url}/api/v1/statuses"
        made: Json = httpx.post(url, data={"status": text}, headers=headers).raise_for_status().json()
        return made

    def enter(self, html: object, url: object) -> str:
        """A new entry of the feed: no title, its words in HTML, known by its URL, as in the feeds of Mastodon."""
        at = datetime.now(UTC).isoformat()
        self._entries.append({"url": url, "html": html, "at": at, "tags": [TAG]})
        self._publish_feed()
        return str(url)

    def write(self, text: str, **fields: object) -> None:
        """A line at the end of the file."""
        with self._file.open("a") as file:
            file.write(json.dumps({"text": f"{text} #{TAG}", "author": {"handle": "@ana"}, **fields}) + "\n")

    def kill(self, kind: str) -> None:
        """It is gone, at once, and does not come back."""
        match kind:
            case "jetstream":
                self._network.kill("jetstream")
                self._ends[kind].callback(self._network.revive_jetstream)
            case "jsonl":
                self._file.unlink()
            case _:
                self._ends[kind].close()

    def _publish_feed(self) -> None:
        written = self._rss.with_suffix(".new")
        command = [str(TOOLS), str(WRITE_FEED), str(written)]
        subprocess.run(command, input=json.dumps(self._entries), text=True, check=True, timeout=INSTALLING)
        written.replace(self._rss)

    def _web_server(self, folder: Path) -> str:
        """Its port."""
        command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._ends["feed"].callback(process.wait, PATIENCE)
        self._ends["feed"].callback(process.kill)
        assert process.stdout is not None
        return process.stdout.readline().partition(" port ")[2].split()[0]


@pytest.fixture
def places(tmp_path: Path, network: Network, crowd: Crowd) -> Iterator[Places]:
    with ExitStack() as stack:
        yield Places(stack, tmp_path, network, crowd)


@pytest.fixture
def tail(places: Places) -> Iterator[Callable[[], Tail]]:
    """Starts the command on all five; it runs, and every source is up."""
    with ExitStack() as stack:

        def start() -> Tail:
            options = [word for source in places.sources.values() for word in ("--source", source)]
            environment = os.environ | {"MASTODON": "mock_token"}
            running = Tail(f"#{TAG}", "--config", str(places.configuration), *options, env=environment)
            stack.callback(running.kill)
            running.wait(lambda: running.up == len(KINDS), "five sources up")
            return running

        yield start


def test_what_is_on_two_networks_is_printed_once(places: Places, tail: Callable[[], Tail]) -> None:
    running = tail()

    status = places.toot(f"on a server and in a feed #{TAG}")
    places.enter(status["content"], status["url"])
    key = places.say("on Bluesky and in the file", "jetstream")
    places.write("on Bluesky and in the file", key=key, network="bluesky")
    key = places.say("on a relay and in the file", "nostr")
    places.write("on a relay and in the file", key=key, network="nostr")
    for kind in KINDS:
        places.say(f"last of {kind}", kind)
    running.wait_for(*(f"last of {kind}" for kind in KINDS))

    assert running.end() == SIGTERM_CODE
    twice = ("on a server and in a feed", "on Bluesky and in the file", "on a relay and in the file")
    assert running.texts() == dict.fromkeys((*twice, *(f"last of {kind}" for kind in KINDS)), 1)


@pytest.mark.parametrize("kind", KINDS)
def test_when_four_die_the_fifth_flows_on(kind: str, places: Places, tail: Callable[[], Tail]) -> None:
    running = tail()
    for one in KINDS:
        places.say(f"first of {one}", one)
    running.wait_for(*(f"first of {one}" for one in KINDS))

    for one in KINDS:
        if one != kind:
            places.kill(one)
    running.wait(lambda: running.up == 1, "trouble of the four")
    places.say("still there", kind)
    running.wait_for("still there")

    assert running.end() == SIGTERM_CODE
    assert running.states()[places.sources[kind]] in UP
    assert set(running.texts().values()) == {1}
    assert "Traceback" not in running.words
