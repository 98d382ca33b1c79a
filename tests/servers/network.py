"""The ATProto network of atproto.sh, running, and the people in it."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("atproto.sh")
INSTALLING = 900.0
"""Seconds that the first start may take."""
PATIENCE = 60.0

needs_servers = pytest.mark.skipif(
    os.environ.get("HASHTUI_SERVERS") != "1", reason="HASHTUI_SERVERS=1 installs and starts real servers"
)

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Network:
    """Where its parts are found."""

    pds: str
    appview: str
    jetstream: str

    @property
    def source(self) -> str:
        """Its Jetstream, as hashtui is told to follow it."""
        return f"jetstream+{self.jetstream}"

    def kill(self, part: str) -> None:
        """`atproto` or `jetstream` is gone, at once."""
        _run("kill", part)

    def revive_jetstream(self) -> None:
        """It is there again, and knows all that happened."""
        _run("jetstream")

    def cut(self) -> None:
        """Every connection of the Jetstream ends without a word."""
        _run("cut")


class Crowd:
    """People of the network: what they do is done by Bluesky's own client library (people.mjs)."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def do(self, who: str, deed: str, **what: object) -> Json:
        """What became of it: `uri` and `cid` of the record, where there is one."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"as": who, "do": deed, **what}) + "\n")
        self._process.stdin.flush()
        alarm = threading.Timer(PATIENCE, self._process.kill)
        alarm.start()
        answer: Json = json.loads(self._process.stdout.readline() or '{"error": "no answer"}')
        alarm.cancel()
        assert "error" not in answer, answer
        return answer

    def uri(self, who: str, deed: str, **what: object) -> str:
        """The same, where only the record's address matters."""
        return str(self.do(who, deed, **what)["uri"])


def _run(*words: str, rates: bool = False) -> str:
    environment = os.environ | {"RATE": "1" if rates else "0"}
    command = [str(SCRIPT), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALLING, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def running_network(*, rates: bool = False) -> Iterator[Network]:
    """An empty network; `rates`: its PDS limits how much is asked of it."""
    try:
        places = dict(line.split() for line in _run("start", rates=rates).splitlines() if line.count(" ") == 1)
        yield Network(places["pds"], places["appview"], places["jetstream"])
    finally:
        _run("stop")


@contextmanager
def gathered() -> Iterator[Crowd]:
    """People who come and do things until it ends."""
    process = subprocess.Popen([SCRIPT, "people"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Crowd(process)
    finally:
        process.kill()
        process.wait(PATIENCE)
