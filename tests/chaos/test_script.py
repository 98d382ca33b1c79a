"""When the chaos server does what its script says, and what its ledger and meter know afterwards."""

import json
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.errors import Unreachable
from hashtui.wire import Wire
from tests.chaos import Action, ChaosServer
from tests.chaos.ledger import Ledger, text_hash
from tests.chaos.script import read_action, read_script

TIMELINE = "/api/v1/timelines/tag/a"


async def statuses(chaos: ChaosServer, path: str, count: int) -> list[int]:
    wire = Wire(HandClock())
    heard = [(await wire.get(chaos.url + path)).status for _ in range(count)]
    await wire.aclose()
    return heard


async def test_an_action_waits_for_its_turn_and_acts_so_many_times() -> None:
    async with ChaosServer(actions=[Action("status", after=1, times=2, args={"code": 418})]) as chaos:
        assert await statuses(chaos, TIMELINE, 5) == [200, 418, 418, 200, 200]


async def test_an_action_for_one_path_leaves_the_others_alone() -> None:
    async with ChaosServer() as chaos:
        chaos.do("status", path="/timelines/", times=0, code=503)

        assert await statuses(chaos, "/api/v1/instance", 2) == [200, 200]
        assert await statuses(chaos, TIMELINE, 2) == [503, 503]


async def test_a_cleared_script_leaves_a_healthy_server() -> None:
    async with ChaosServer() as chaos:
        chaos.do("status", times=0)
        chaos.clear()

        assert await statuses(chaos, TIMELINE, 1) == [200]


def test_a_script_file_is_read_with_its_seed(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text('{"seed": 7, "actions": [{"after": 2, "do": "status", "args": {"code": 503}, "times": 0}]}')

    seed, actions = read_script(path)

    assert seed == 7
    assert actions == [Action("status", after=2, times=0, args={"code": 503})]


@pytest.mark.parametrize("raw", [{}, {"do": "x", "on": "breakfast"}, {"do": "x", "when": 1}])
def test_an_action_that_cannot_be_meant_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"an action has|on is one of"):
        read_action(raw)


def test_a_fault_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="no fault is called 'nonsense'; there are 304_with_body"):
        ChaosServer().do("nonsense")


async def test_the_same_seed_gives_the_same_people() -> None:
    authors = []
    for _ in range(2):
        async with ChaosServer(seed=5) as chaos:
            authors.append([chaos.publish(f"{n}", ["a"]).author for n in range(20)])

    assert authors[0] == authors[1]


async def test_the_server_stops_sending_when_it_has_sent_all_it_may() -> None:
    async with ChaosServer(max_bytes=3000) as chaos:
        chaos.manner.compress = False
        for n in range(10):
            chaos.publish(f"post {n}", ["a"])
        wire = Wire(HandClock())

        with pytest.raises(Unreachable, match="hung up without a word"):
            await wire.get(chaos.url + TIMELINE)

        await wire.aclose()
        assert chaos.meter.sent <= 3000


async def test_the_rate_limit_runs_out() -> None:
    async with ChaosServer() as chaos:
        chaos.manner.limit = 3

        assert await statuses(chaos, TIMELINE, 5) == [200, 200, 200, 429, 429]


async def test_a_status_not_changed_since_is_304() -> None:
    async with ChaosServer() as chaos:
        chaos.publish("hello", ["a"])
        wire = Wire(HandClock())
        first = await wire.get(chaos.url + TIMELINE)
        again = await wire.get(chaos.url + TIMELINE, headers={"If-None-Match": first.header("etag") or ""})
        chaos.publish("more", ["a"])
        changed = await wire.get(chaos.url + TIMELINE, headers={"If-None-Match": first.header("etag") or ""})
        await wire.aclose()

        assert [first.status, again.status, changed.status] == [200, 304, 200]
        assert again.body == b""


async def test_the_context_of_a_post_is_its_thread() -> None:
    async with ChaosServer() as chaos:
        first = chaos.publish("one", ["a"])
        second = chaos.publish("two", reply_to=first.id)
        third = chaos.publish("three", reply_to=second.id)
        wire = Wire(HandClock())

        answer = await wire.get(f"{chaos.url}/api/v1/statuses/{second.id}/context")

        context = json.loads(answer.body)
        assert [s["id"] for s in context["ancestors"]] == [first.id]
        assert [s["id"] for s in context["descendants"]] == [third.id]
        await wire.aclose()


async def test_the_ledger_file_knows_versions_ways_and_deletions(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    async with ChaosServer(ledger=path) as chaos:
        kept = chaos.publish("first", ["a"])
        gone = chaos.publish("second", ["b"])
        chaos.edit(kept.id, "first, edited")
        chaos.delete(gone.id)
        await statuses(chaos, TIMELINE, 1)

    entries = {e.id: e for e in Ledger(path).entries()}
    assert (entries[kept.id].version, entries[kept.id].via) == (2, "REST")
    assert (entries[gone.id].deleted, entries[gone.id].via) == (True, "never")
    assert Ledger(path).expected() == {kept.uri: text_hash("first, edited")}


async def test_what_a_fault_spoiled_does_not_count_as_served() -> None:
    async with ChaosServer() as chaos:
        chaos.publish("hello", ["a"])
        chaos.do("json_truncated")
        await statuses(chaos, TIMELINE, 1)

        assert [e.via for e in chaos.ledger.entries()] == ["never"]
