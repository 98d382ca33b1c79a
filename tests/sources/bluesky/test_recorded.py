"""What real Jetstreams sent, through the source: recordings that are kept outside the repository."""

import base64
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.clock import SystemClock
from hashtui.errors import Malformed, Refused, Unreachable
from hashtui.post.sighting import Tally
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.endpoint import Endpoint
from hashtui.sources.bluesky.events import Commit, Naming, Operation, Standing, read_event
from hashtui.sources.bluesky.match import Sieve
from hashtui.sources.bluesky.packing import Packing
from hashtui.wire import Wire
from tests.recorded import frames, recording, replaying
from tests.sources.bluesky.jetstream_on_paper import Scene
from tests.sources.listening import Listening, listening

_NUMBER = re.compile(r" n\d+$")
NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def golden() -> list[bytes]:
    """The ten production events of Jetstream's own tests."""
    shared = os.environ.get("HASHTUI_SHARED", "")
    if not shared:
        pytest.skip("HASHTUI_SHARED names no folder with the shared payloads")
    return Path(shared, "payloads/jetstream_golden.jsonl").read_bytes().splitlines()


def test_the_ten_golden_events_are_read() -> None:
    events = [read_event(frame, NOW) for frame in golden()]

    commits = [event for event in events if isinstance(event, Commit)]
    assert [type(event) for event in events].count(Commit) == 8
    assert [commit.operation for commit in commits].count(Operation.DELETE) == 1
    assert commits[1].record is not None
    assert commits[1].record.text("text") == "Try RSV for a good time !!"
    assert commits[1].at == datetime(2026, 5, 25, 14, 23, 29, 157119, tzinfo=UTC)
    assert [event for event in events if isinstance(event, Naming | Standing)] == [
        Naming("did:plc:g4ut2w5755qxi3fe7mfs72p4", None),
        Standing("did:plc:g4ut2w5755qxi3fe7mfs72p4", is_active=True),
    ]


def test_none_of_the_golden_events_bears_a_tag() -> None:
    assert Sieve([Tag.of("rsv"), Tag.of("loki"), Tag.of("a")]).sift(golden()) == []


async def heard(name: str, *tags: str) -> Listening:
    """What is heard of a recorded stream."""
    recorded = frames("jetstream", name)
    scene = Scene()
    async with listening(scene.source, scene.clock, tags) as ear:
        scene.wire.put(*recorded)
        await ear.wind(10)
    return ear


@pytest.mark.parametrize("name", ["cursor_zero", "v2_cursor_zero"])
async def test_every_way_to_write_a_tag_is_found_in_a_recorded_stream(name: str) -> None:
    pythons, cafes = await heard(name, "python"), await heard(name, "cafe", "日本語")

    assert {_NUMBER.sub("", text) for text in pythons.texts} >= {
        "#Python capital",
        "#python and #rust",
        "emoji 🎉 before #python facet",
        "hello #python from atproto",
        "no inline tag but record-level tags",
        "text has #python but no facet",
    }
    assert {_NUMBER.sub("", text) for text in cafes.texts} == {"#café accent", "日本語 #日本語 test"}
    assert not any("without hash" in text for text in pythons.texts)


async def test_recorded_deletions_and_likes_are_of_the_posts_before_them() -> None:
    ear = await heard("subscribe_all", "jetstream")

    assert ear.texts == ["live #Jetstream #python"]
    assert [deletion.key for deletion in ear.deletions] == [ear.sightings[0].post.key]


async def test_a_recorded_like_is_counted() -> None:
    recorded = [frame for frame in frames("jetstream", "subscribe_all") if '"operation":"delete"' not in frame]
    scene = Scene()
    async with listening(scene.source, scene.clock, ["jetstream"]) as ear:
        scene.wire.put(*recorded)
        await ear.wind(10)

        assert [heard.counts.favourites for heard in ear.heard if isinstance(heard, Tally)] == [1]


async def test_a_recorded_stream_played_twice_is_told_once() -> None:
    recorded = frames("jetstream", "resume_after_restart")
    scene = Scene()
    async with listening(scene.source, scene.clock, ["python"]) as ear:
        scene.wire.put(*recorded)
        await ear.wind(1)
        before = (len(ear.sightings), len(ear.deletions))
        scene.wire.put(*recorded)
        await ear.wind(1)

        assert (len(ear.sightings), len(ear.deletions)) == before
        assert before[0] > 3


def test_recorded_packed_events_are_known_for_what_they_are() -> None:
    recording("jetstream", "zstd_compress")
    lines = Path(os.environ["HASHTUI_SHARED"], "recordings/jetstream/zstd_compress.frames.jsonl").read_text("utf-8")
    packed = [base64.b64decode(json.loads(line)["b64"]) for line in lines.splitlines()]

    assert len(packed) == 2
    with pytest.raises(Malformed):
        Packing(Endpoint("wss://jet.example/subscribe")).unpack(packed)


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("cursor_garbage", Refused, "400"),
        ("bad_collection", Refused, "400"),
        ("http_404", Refused, "404"),
        ("v2_subscribe_events", Unreachable, "501"),
    ],
)
async def test_recorded_refusals_are_told_apart(name: str, error: type[Exception], words: str) -> None:
    wire = Wire(SystemClock())
    with replaying({"/subscribe": recording("jetstream", name)}) as server:
        with pytest.raises(error, match=words):
            async with wire.connect(f"{server.url.replace('http', 'ws')}/subscribe"):
                pass
        await wire.aclose()
