"""A Nostr relay by other hands, nostr-sdk's LocalRelay: a process of its own on a free port, and people who write."""

import asyncio
import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import nostr_sdk
import pytest
from websockets.sync.client import connect

PATIENCE = 60.0
"""Seconds it may take to start on a machine that is busy."""
READY = "ready "

Json = dict[str, object]


class Writer:
    """Somebody with a key of their own; their events are made and signed by nostr-sdk."""

    def __init__(self) -> None:
        self._keys = nostr_sdk.Keys.generate()

    @property
    def pubkey(self) -> str:
        """64 hex digits."""
        return str(self._keys.public_key().to_hex())

    def write(self, text: str, *tags: Sequence[str], kind: int = 1, at: int | None = None) -> Json:
        """A signed event, not published yet."""
        builder = nostr_sdk.EventBuilder(nostr_sdk.Kind(kind), text)
        builder = builder.tags([nostr_sdk.Tag.parse(list(tag)) for tag in tags])
        if at is not None:
            builder = builder.custom_created_at(nostr_sdk.Timestamp.from_secs(at))
        made: Json = json.loads(builder.finalize(self._keys).as_json())
        return made


@dataclass(frozen=True, slots=True)
class OtherRelay:
    """LocalRelay, running; `url` is its WebSocket."""

    url: str

    @property
    def source(self) -> str:
        """As hashtui is told to follow it."""
        return f"nostr+{self.url}"

    def publish(self, *events: Json) -> None:
        """Give it these events; it says whether it takes them."""
        with connect(self.url) as client:
            for event in events:
                client.send(json.dumps(["EVENT", event]))
                answer = json.loads(client.recv(PATIENCE))
                assert answer[:3] == ["OK", event["id"], True], answer


@pytest.fixture(scope="session")
def other_relay() -> Iterator[OtherRelay]:
    """nostr-sdk's LocalRelay: third-party, in Rust, without NIP-11 and without pings."""
    with running_relay() as relay:
        yield relay


@contextlib.contextmanager
def running_relay(*options: str) -> Iterator[OtherRelay]:
    """Another one, empty. Options as `serve` takes them."""
    command = [sys.executable, "-m", "tests.other_relay", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    alarm = threading.Timer(PATIENCE, process.kill)
    alarm.start()
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        alarm.cancel()
        if not line.startswith(READY):
            pytest.fail("LocalRelay did not start")
        yield OtherRelay(line.removeprefix(READY).strip())
    finally:
        alarm.cancel()
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait(10)


async def serve(options: Sequence[str]) -> None:
    """Run until killed. `few`: no more than ten stored events a request; `login`: only for who is logged in."""
    generous = nostr_sdk.RateLimit(max_reqs=20, notes_per_minute=100_000)
    builder = nostr_sdk.LocalRelayBuilder().addr("127.0.0.1").rate_limit(generous)
    if "few" in options:
        builder = builder.max_filter_limit(10)
    if "login" in options:
        mode = nostr_sdk.LocalRelayBuilderNip42Mode.BOTH
        builder = builder.nip42(nostr_sdk.LocalRelayBuilderNip42(mode=mode))
    relay = builder.build()
    await relay.run()
    print(f"{READY}{await relay.url()}", flush=True)  # noqa: T201  # how the parent learns where it is
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1:]))
