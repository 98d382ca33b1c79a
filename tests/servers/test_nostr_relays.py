"""What is tried on LocalRelay tried on nostr-relay too, and both of them at once (opt-in: HASHTUI_SERVERS=1)."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cli.tailing import SIGTERM_CODE, Tail
from tests.other_relay import OtherRelay, Writer, running_relay
from tests.servers.network import INSTALLING, needs_servers
from tests.sources.nostr.test_other_relay import (
    test_a_tag_added_later_is_taken_up,
    test_likes_boosts_and_deletions_of_its_posts_are_heard,
    test_names_come_with_what_it_holds,
    test_threads_and_older_posts_are_read_from_it,
    test_what_it_holds_comes_in_every_casing_and_then_what_is_published,
)

__all__ = [
    "test_a_tag_added_later_is_taken_up",
    "test_likes_boosts_and_deletions_of_its_posts_are_heard",
    "test_names_come_with_what_it_holds",
    "test_threads_and_older_posts_are_read_from_it",
    "test_what_it_holds_comes_in_every_casing_and_then_what_is_published",
]
pytestmark = needs_servers
SCRIPT = Path(__file__).with_name("nostr_relay.sh")


@pytest.fixture(scope="module")
def other_relay() -> Iterator[OtherRelay]:
    """nostr-relay, where the tests of the Nostr source expect LocalRelay."""
    try:
        done = subprocess.run([SCRIPT, "start"], check=True, capture_output=True, text=True, timeout=INSTALLING)
        yield OtherRelay(done.stdout.split()[-1])
    finally:
        subprocess.run([SCRIPT, "stop"], check=True, timeout=60)


def test_it_says_what_it_is(other_relay: OtherRelay) -> None:
    url = other_relay.url.replace("ws://", "http://")

    answer = httpx.get(url, headers={"Accept": "application/nostr+json"}).json()

    assert 1 in answer["supported_nips"]


def test_one_post_on_two_relays_is_printed_once(other_relay: OtherRelay) -> None:
    writer = Writer()
    with running_relay() as second:
        both, alone = (writer.write(f"{text} #twice", ("t", "twice")) for text in ("on both", "on the second"))
        other_relay.publish(both)
        second.publish(both)
        running = Tail("#twice", "--source", other_relay.source, "--source", second.source)
        try:
            running.wait(lambda: running.up == 2, "both")
            live = writer.write("live on both #twice", ("t", "twice"))
            second.publish(live, alone)
            other_relay.publish(live)
            running.wait_for("on both", "live on both", "on the second")
            last = writer.write("last #twice", ("t", "twice"))
            other_relay.publish(last)
            running.wait_for("last")

            assert running.end() == SIGTERM_CODE
        finally:
            running.kill()

    assert running.texts() == {"on both": 1, "live on both": 1, "on the second": 1, "last": 1}
