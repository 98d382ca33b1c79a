"""The Nostr source against nostr-relay, a real relay in Python (opt-in: HASHTUI_SERVERS=1)."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import PATIENCE, finished, started
from tests.other_relay import OtherRelay, Writer
from tests.servers.network import INSTALLING, needs_servers

pytestmark = needs_servers
SCRIPT = Path(__file__).with_name("nostr_relay.sh")


def run(word: str) -> str:
    done = subprocess.run([SCRIPT, word], capture_output=True, text=True, timeout=INSTALLING, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def relay() -> Iterator[OtherRelay]:
    try:
        yield OtherRelay(run("start").split()[-1])
    finally:
        run("stop")


def test_what_it_holds_is_printed_and_then_what_is_published(relay: OtherRelay) -> None:
    writer, now = Writer(), int(time.time())
    relay.publish(writer.write('{"name":"Ana"}', kind=0))
    relay.publish(
        *(writer.write(f"number {n}", ("t", "Real" if n % 2 else "real"), at=now - 100 + n) for n in range(20))
    )

    ran = finished("tail", "--source", relay.source, "#real", "--format", "json", "--limit", "20")

    posts = [one for line in ran.out.splitlines() if (one := json.loads(line))["event"] == "post"]
    assert [one["text"] for one in posts] == [f"number {n}" for n in range(20)]
    assert {one["author"]["name"] for one in posts} == {"Ana"}


def test_a_relay_that_is_killed_and_comes_back_is_caught_up_with(relay: OtherRelay) -> None:
    writer = Writer()
    relay.publish(writer.write("before", ("t", "killed")))
    process = started("tail", "--source", relay.source, "#killed", "--format", "json", "--limit", "3")
    assert process.stdout is not None
    first = next(line for line in process.stdout if '"event": "post"' in line)

    run("kill")
    run("start")
    relay.publish(writer.write("after", ("t", "killed")))
    second = next(line for line in process.stdout if '"event": "post"' in line)
    relay.publish(writer.write("live", ("t", "killed")))
    out, err = process.communicate(timeout=PATIENCE)

    assert [json.loads(line)["text"] for line in (first, second)] == ["before", "after"]
    assert '"text": "live"' in out
    assert "reconnecting" in err
