"""The made-up firehose is like the real one, and our road finds in it what plain decoding finds."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from hashtui.post.tag import Tag
from hashtui.sources.bluesky.match import Sieve
from tests.bench.firehose import ManyKnown, loaded, serving, sifted, whole, wired
from tests.bench.firehose_events import FOLLOWED, Events, make_events, turned

FOLDED = frozenset(tag.casefold() for tag in FOLLOWED)


@pytest.fixture(scope="module")
def made() -> Events:
    return make_events(8_000)


def kind_of(event: dict[str, dict[str, str]]) -> str:
    commit = event.get("commit", {})
    return f"{commit.get('operation', event['kind'])} {commit.get('collection', '')}".strip()


def test_the_proportions_are_those_of_the_real_one(made: Events) -> None:
    kinds = Counter(kind_of(json.loads(frame)) for frame in made.frames)
    posts = [frame for frame in made.frames if kind_of(json.loads(frame)) == "create app.bsky.feed.post"]

    assert kinds["create app.bsky.feed.like"] / len(made.frames) == pytest.approx(0.69, abs=0.02)
    assert len(posts) / len(made.frames) == pytest.approx(0.11, abs=0.02)
    assert 520 < made.size < 580
    assert 780 < sum(map(len, posts)) / len(posts) < 920


def test_tags_stand_where_people_put_them(made: Events) -> None:
    bearing = [frame.decode() for frame in make_events(5_000, bearing=4).bearing_of(5_000)]

    assert len(bearing) > 90
    for written in ("python", "Python", "PYTHON", "été2026", "ÉTÉ2026", "アニメ"):
        assert any(f'"tag":"{written}"' in frame for frame in bearing)
    assert any('"tags":["' in frame for frame in bearing)
    assert any('"tags"' not in frame and '"facets"' not in frame for frame in bearing)


def test_a_later_turn_of_the_same_events_has_other_posts(made: Events) -> None:
    first = next(iter(sorted(made.bearing)))
    told = made.told()
    keys = {json.loads(next(told)[1])["commit"]["rkey"] for _ in range(3 * len(made.bearing))}

    assert len(keys) == 3 * len(made.bearing)
    assert turned(made.frames[first], 0) == made.frames[first]
    assert len(turned(made.frames[first], 40)) == len(made.frames[first])


def test_events_have_the_fields_of_recorded_ones(made: Events) -> None:
    golden = Path(os.environ.get("HASHTUI_SHARED", "/nonexistent")) / "payloads" / "jetstream_golden.jsonl"
    if not golden.is_file():
        pytest.skip("no recorded events: HASHTUI_SHARED does not name a folder that holds them")
    ours = {kind_of(event): event for event in map(json.loads, made.frames)}
    recorded = {kind_of(event): event for event in map(json.loads, golden.read_text().splitlines())}

    shared = ours.keys() & recorded.keys()
    assert len(shared) >= 6
    for kind in shared:
        assert recorded[kind].keys() == ours[kind].keys()
        assert recorded[kind].get("commit", {}).keys() == ours[kind].get("commit", {}).keys()


@pytest.mark.parametrize("packed", [False, True])
def test_the_wire_and_the_sieve_find_what_plain_decoding_finds(made: Events, packed: bool) -> None:
    sieve = Sieve((Tag.of(tag) for tag in FOLLOWED), ManyKnown())
    bearing = made.bearing_of(len(made.frames))

    with serving(len(made.frames), 0) as port:
        found = wired(port, len(made.frames), find=lambda batch: sifted(batch, sieve), packed=packed)

    assert list(loaded(made.frames, FOLDED)) == bearing
    assert found == bearing


def test_a_watch_over_it_loses_nothing(made: Events) -> None:
    road = whole(made, 20_000, 0.5)

    assert road.lost == 0
    assert road.came > 0
