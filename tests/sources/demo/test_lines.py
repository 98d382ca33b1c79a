"""The event as JSON Lines: what `jsonl:` reads back is the event."""

import json

import pytest

from hashtui.post.sighting import Boost, Deletion, Sighting
from hashtui.sources.demo.lines import lines_of
from hashtui.sources.demo.simulate import Event, simulate
from hashtui.sources.lines.read import read_line


@pytest.fixture(scope="module")
def event() -> Event:
    return simulate(20, minutes=110)


def test_each_post_stands_there_once_with_its_edits_deletions_and_boosts(event: Event) -> None:
    objects = [json.loads(line) for line in lines_of(event)]
    keys = {event_: [o["key"] for o in objects if o["event"] == event_] for event_ in ("post", "edited", "deleted")}

    assert len(keys["post"]) == len({*keys["post"]})
    assert {*keys["post"]} == {h.post.key for h in event.heard if isinstance(h, Sighting)}
    assert {*keys["edited"]} == {*event.truth.edited} & {*keys["post"]}
    assert keys["deleted"] == [h.key for h in event.heard if isinstance(h, Deletion)]
    boosts = [(o["key"], o["by"]["key"]) for o in objects if o["event"] == "boost"]
    assert boosts == [(h.key, h.by.key) for h in event.heard if isinstance(h, Boost)]


def test_it_is_in_order_of_hearing_and_can_be_read_back(event: Event) -> None:
    lines = [*lines_of(event)]
    times = [json.loads(line)["received_at"] for line in lines]

    assert times == sorted(times)
    assert len([read_line(line.encode()) for line in lines]) == len(lines)
