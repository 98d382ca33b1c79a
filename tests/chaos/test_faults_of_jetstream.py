"""Each fault that only a Jetstream has does what its name says, as a plain client sees it."""

import json
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.chaos import Action, ChaosServer
from tests.chaos.dictionary import DICTIONARY_ID, HAS_ZSTD, dictionary
from tests.chaos.faults import FAULTS
from tests.chaos.script import Value
from tests.chaos.world import Json

Told = list[str | bytes]


async def told(fault: str, **args: Value) -> Told:
    """What a client hears of one post under the fault, up to the post that follows it."""
    async with ChaosServer(seed=4, halves=("jetstream",)) as chaos:
        chaos.add(Action(fault, args=args))
        async with connect(f"{chaos.jetstream.web_socket}/subscribe", compression=None, max_size=1 << 25) as client:
            await chaos.subscribed()
            chaos.publish("the one", ["a"], author="jo")
            chaos.publish("the last", ["a"], author="jo")
            heard: Told = [await client.recv()]
            while "the last" not in str(heard[-1]):
                heard.append(await client.recv())
        assert chaos.troubles == []
        return heard[:-1]


def records(heard: Told) -> list[Json]:
    return [json.loads(one)["commit"]["record"] for one in heard]


async def upgrade_refused(fault: str, query: str = "") -> tuple[int, str]:
    async with ChaosServer(halves=("jetstream",)) as chaos:
        chaos.do(fault)
        with pytest.raises(InvalidStatus) as caught:
            async with connect(f"{chaos.jetstream.web_socket}/subscribe{query}"):
                pass
        return caught.value.response.status_code, caught.value.response.body.decode()


async def test_a_cursor_may_be_called_too_old() -> None:
    status, body = await upgrade_refused("cursor_too_old", "?cursor=1795296866649714")

    assert (status, json.loads(body)["error"]) == (400, "CursorTooOld")


async def test_it_may_be_warming_up() -> None:
    assert await upgrade_refused("jetstream_warming_up") == (503, "bootstrapping\n")


async def test_a_cursor_may_be_taken_for_one_of_the_future() -> None:
    async with ChaosServer(halves=("jetstream",)) as chaos:
        chaos.do("cursor_future")
        chaos.publish("before", ["a"])
        async with connect(f"{chaos.jetstream.web_socket}/subscribe?cursor=0", compression=None) as client:
            await chaos.subscribed()
            chaos.publish("after", ["a"])

            assert "after" in str(await client.recv())


async def test_times_may_become_sequence_numbers_or_repeat() -> None:
    (numbered,) = await told("cursor_unit_changed")
    (repeated,) = await told("time_us_repeats")

    assert json.loads(numbered)["time_us"] == 58
    assert json.loads(repeated)["time_us"] == 1_795_296_866_649_714


async def test_events_of_no_kind_come_before_the_event() -> None:
    *odd, good = await told("kind_unknown")

    assert [json.loads(one)["kind"] for one in odd] == ["sync", "", 7, None, ["commit"], {"commit": True}]
    assert "the one" in str(good)


async def test_commits_without_a_record_come_before_the_event() -> None:
    *odd, good = await told("record_missing")

    commits = [json.loads(one)["commit"] for one in odd]
    assert [c.get("record", "none") if isinstance(c, dict) else c for c in commits] == [
        "none",
        None,
        [],
        {},
        None,
        "none",
        "commit",
    ]
    assert "the one" in str(good)


async def test_facets_may_lie_about_where_they_are() -> None:
    (record,) = records(await told("facets_out_of_range", count=50))

    facets = record["facets"]
    assert isinstance(facets, list)
    assert facets[0]["features"][0]["tag"] == "a"
    assert facets[4]["index"] == {"byteStart": 5000, "byteEnd": 6000}
    assert len(facets) == 1 + 3 + 7 + 50


@pytest.mark.parametrize(
    ("fault", "field"), [("langs_junk", "langs"), ("createdat_junk", "createdAt"), ("embed_unknown", "embed")]
)
async def test_a_field_of_the_record_may_be_junk(fault: str, field: str) -> None:
    (healthy,) = records(await told("jetstream_replays_all", count=1))
    (record,) = records(await told(fault))

    assert record["text"] == healthy["text"] == "the one #a"
    assert record[field] != healthy.get(field)


async def test_strangers_may_delete_what_is_not_theirs() -> None:
    *odd, good = await told("delete_of_unknown")

    assert [json.loads(one)["commit"]["operation"] for one in odd] == ["delete", "delete"]
    assert json.loads(odd[0])["did"] != json.loads(good)["did"]


async def test_an_event_may_come_again_and_again() -> None:
    assert len(set(await told("jetstream_replays_all", count=9))) == 1


@pytest.mark.skipif(not HAS_ZSTD, reason="the extra [zstd] is not installed")
async def test_zstd_frames_may_need_another_dictionary_or_hold_far_too_much() -> None:
    zstd = pytest.importorskip("backports.zstd")
    (unknown,) = await told("ws_zstd_bad_dictionary")
    (bomb,) = await told("ws_zstd_bomb", megabytes=3)

    assert zstd.get_frame_info(unknown).dictionary_id not in (0, DICTIONARY_ID)
    with pytest.raises(zstd.ZstdError):
        zstd.decompress(unknown, zstd.ZstdDict(dictionary()))
    assert len(bomb) < 200
    assert len(zstd.decompress(bomb)) > 3 << 20


def test_every_fault_of_a_jetstream_is_tested_here() -> None:
    own = {name for moment in ("request", "event", "time") for name in FAULTS.at(moment, "jetstream")} - {
        name for moment in ("request", "event", "time") for name in FAULTS.at(moment)
    }
    here = Path(__file__).read_text("utf-8")

    assert {name for name in own if f'"{name}"' not in here} == set()
