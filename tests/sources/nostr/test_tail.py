"""`hashtui tail` follows a real relay, or two: as people start it."""

import json
import time

import pytest

from tests.cli.running import PATIENCE, finished, started
from tests.other_relay import OtherRelay, Writer, running_relay


@pytest.fixture
def writer() -> Writer:
    return Writer()


def test_what_a_relay_holds_is_printed_as_json(other_relay: OtherRelay, writer: Writer) -> None:
    now = int(time.time())
    events = [writer.write(f"number {n} #Tailed", ("t", "tailed"), at=now - 100 + n) for n in range(5)]
    other_relay.publish(*events, writer.write("another", ("t", "tailednot")))

    ran = finished("tail", "--source", other_relay.source, "#tailed", "--format", "json", "--limit", "5")

    assert ran.code == 0, ran.err
    found = [json.loads(line) for line in ran.out.splitlines()]
    posts = [one for one in found if one["event"] == "post"]
    assert [one["text"] for one in posts] == [f"number {n} #Tailed" for n in range(5)]
    assert [one["key"] for one in posts] == [event["id"] for event in events]
    assert {one["network"] for one in posts} == {"nostr"}
    assert {one["source"] for one in posts} == {other_relay.source}
    assert {one["author"]["key"] for one in posts} == {writer.pubkey}


def test_what_is_published_later_is_printed_as_it_comes(other_relay: OtherRelay, writer: Writer) -> None:
    other_relay.publish(writer.write("held", ("t", "tailedlive")))
    process = started("tail", "--source", other_relay.source, "#tailedlive", "--format", "json", "--limit", "2")
    assert process.stdout is not None
    first = next(json.loads(line) for line in process.stdout if '"event": "post"' in line)

    other_relay.publish(writer.write("live", ("t", "tailedlive")))
    out, _ = process.communicate(timeout=PATIENCE)

    assert first["text"] == "held"
    assert [json.loads(line)["text"] for line in out.splitlines() if '"event": "post"' in line] == ["live"]


def test_an_event_that_two_relays_have_is_one_post(other_relay: OtherRelay, writer: Writer) -> None:
    now = int(time.time())
    both = writer.write("at both", ("t", "tailedtwice"), at=now - 60)
    with running_relay() as second:
        other_relay.publish(both, writer.write("at the first", ("t", "tailedtwice"), at=now - 50))
        second.publish(both, writer.write("at the second", ("t", "tailedtwice"), at=now - 40))

        sources = ("--source", other_relay.source, "--source", second.source)
        ran = finished("tail", *sources, "#tailedtwice", "--format", "json", "--limit", "3")

    texts = [one["text"] for line in ran.out.splitlines() if (one := json.loads(line))["event"] == "post"]
    assert texts == ["at both", "at the first", "at the second"]


def test_a_relay_that_is_not_there_is_three_with_its_name() -> None:
    ran = finished("tail", "--source", "nostr+ws://127.0.0.1:9", "#a", "--limit", "1")

    assert ran.code == 3
    assert "nostr+ws://127.0.0.1:9" in ran.err


def test_plain_ws_elsewhere_is_refused_before_anything_is_sent() -> None:
    ran = finished("tail", "--source", "nostr+ws://relay.example", "#a")

    assert ran.code == 2
    assert "plain ws is only for this machine; write nostr+wss://relay.example" in ran.err
