"""One tag over five networks in one command: a post is printed once, and what dies takes nothing else with it."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.chaos import ChaosServer, chaos_in_thread
from tests.cli.tailing import SIGTERM_CODE, UP, Tail
from tests.other_relay import OtherRelay, Writer, running_relay

TAG = "five"
KINDS = ("mastodon", "jetstream", "feed", "nostr", "jsonl")

Json = dict[str, object]


class Places:
    """The five places where something can be said, each of which can be killed."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._chaos = stack.enter_context(
            chaos_in_thread(ChaosServer(seed=5, halves=("mastodon", "jetstream", "feed")))
        )
        self._relay_stack = stack.enter_context(ExitStack())
        self.relay = self._relay_stack.enter_context(running_relay())
        self.writer = Writer()
        self.file = folder / "posts.jsonl"
        self.file.touch()
        server = self._chaos.server
        self.sources = {half: server.source(half) for half in server.halves}
        self.sources |= {"nostr": self.relay.source, "jsonl": f"jsonl:{self.file}"}
        self.configuration = folder / "config.toml"
        self.configuration.write_text(
            f'[[source]]\nurl = "{self.sources["mastodon"]}"\ntoken_env = "CHAOS_TOKEN"\n'
            f'[[source]]\nurl = "{self.sources["feed"]}"\nevery = "2s"\n'
        )

    def say(self, text: str, *kinds: str) -> str:
        """Publish a post there; on several halves of the chaos server it is one. Its key on the first of them."""
        match kinds:
            case ("nostr",):
                event = self.note(text)
                self.relay.publish(event)
                return str(event["id"])
            case ("jsonl",):
                self.write(text)
                return ""
            case _:
                is_one = len(kinds) > 1
                post = self._chaos.call(self._chaos.server.publish, text, [TAG], halves=kinds, same=is_one)
                return self._chaos.call(self._chaos.server.key, post, kinds[0])

    def note(self, text: str) -> Json:
        """A signed Nostr event, not published yet."""
        return self.writer.write(f"{text} #{TAG}", ("t", TAG))

    def write(self, text: str, **fields: object) -> None:
        """A line at the end of the file."""
        with self.file.open("a") as file:
            file.write(json.dumps({"text": f"{text} #{TAG}", "author": {"handle": "@ana"}, **fields}) + "\n")

    def kill(self, kind: str) -> None:
        """It is gone, at once, and does not come back."""
        match kind:
            case "nostr":
                self._relay_stack.close()
            case "jsonl":
                self.file.unlink()
            case half:
                self._chaos.call(self._chaos.server._servers[half].close)
                self._chaos.call(self._chaos.server.drop_all, half)


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    with ExitStack() as stack:
        yield Places(stack, tmp_path)


@pytest.fixture
def tail(places: Places) -> Iterator[Callable[..., Tail]]:
    """Starts the command on all five places, and on further sources; it runs, and every source is up."""
    with ExitStack() as stack:

        def start(*further: str) -> Tail:
            sources = (*places.sources.values(), *further)
            options = [word for source in sources for word in ("--source", source)]
            environment = os.environ | {"CHAOS_TOKEN": "good-token"}
            tail = Tail(f"#{TAG}", "--config", str(places.configuration), *options, env=environment)
            stack.callback(tail.kill)
            tail.wait(lambda: tail.up == len(sources), "five sources up")
            return tail

        yield start


def test_what_is_on_two_networks_is_printed_once(places: Places, tail: Callable[..., Tail]) -> None:
    with running_relay() as second:
        running = tail(second.source)

        _say_everywhere_twice(places, second)
        for kind in KINDS:
            places.say(f"last of {kind}", kind)
        second.publish(places.note("last of the second relay"))
        running.wait_for(*(f"last of {kind}" for kind in KINDS), "last of the second relay")

        assert running.end() == SIGTERM_CODE
        assert running.texts() == {
            **{f"last of {kind}": 1 for kind in KINDS},
            "last of the second relay": 1,
            "on a server and in its feed": 1,
            "on a server and in the file": 1,
            "on Bluesky and in the file": 1,
            "on two relays": 1,
        }


def _say_everywhere_twice(places: Places, second: OtherRelay) -> None:
    places.say("on a server and in its feed", "mastodon", "feed")
    key = places.say("on a server and in the file", "mastodon")
    places.write("on a server and in the file", key=key, network="mastodon")
    key = places.say("on Bluesky and in the file", "jetstream")
    places.write("on Bluesky and in the file", key=key, network="bluesky")
    event = places.note("on two relays")
    places.relay.publish(event)
    second.publish(event)


@pytest.mark.parametrize("kind", KINDS)
def test_when_four_die_the_fifth_flows_on(kind: str, places: Places, tail: Callable[..., Tail]) -> None:
    running = tail()
    for one in KINDS:
        places.say(f"first of {one}", one)
    running.wait_for(*(f"first of {one}" for one in KINDS))
    others = [one for one in KINDS if one != kind]

    for one in others:
        places.kill(one)
    running.wait(lambda: running.up == 1, "trouble of the four")
    places.say("still there", kind)
    running.wait_for("still there")

    assert running.end() == SIGTERM_CODE
    assert running.states()[places.sources[kind]] in UP
    assert set(running.texts().values()) == {1}
    assert "Traceback" not in running.words
