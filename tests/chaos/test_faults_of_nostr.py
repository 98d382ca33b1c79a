"""Each fault that only a relay has does what its name says, as a plain client sees it."""

import json
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.chaos import Action, ChaosServer
from tests.chaos.faults import FAULTS
from tests.chaos.nostr_event import event_id
from tests.chaos.script import Value
from tests.chaos.world import Json

Message = list[object]


async def told(fault: str, **args: Value) -> list[Message]:
    """What a client hears of one stored post under the fault, up to the post that is published after it."""
    async with ChaosServer(seed=4, halves=("nostr",)) as chaos:
        chaos.publish("the one", ["a"], author="jo")
        chaos.add(Action(fault, args=args))
        async with connect(chaos.nostr.web_socket, max_size=1 << 23) as client:
            await client.send('["REQ","s",{"kinds":[1],"#t":["a"]}]')
            await chaos.subscribed()
            chaos.publish("the last", ["a"], author="jo")
            heard = [await client.recv()]
            while "the last" not in str(heard[-1]):
                heard.append(await client.recv())
        assert chaos.troubles == []
        said = [json.loads(one) for one in heard[:-1] if one]
        return [one for one in said if isinstance(one, list)]


async def closed(fault: str) -> Message:
    async with ChaosServer(halves=("nostr",)) as chaos:
        chaos.do(fault)
        async with connect(chaos.nostr.web_socket) as client:
            await client.send('["REQ","s",{"#t":["a"]}]')
            said: Message = json.loads(await client.recv())
            return said


def events(heard: list[Message]) -> list[Json]:
    return [m[2] for m in heard if m[:1] == ["EVENT"] and len(m) == 3 and isinstance(m[2], dict)]


def is_named_right(event: Json) -> bool:
    tags = event["tags"]
    assert isinstance(tags, list)
    at, kind = event["created_at"], event["kind"]
    assert isinstance(at, int)
    assert isinstance(kind, int)
    return event["id"] == event_id(str(event["pubkey"]), at, kind, tags, str(event["content"]))


@pytest.mark.parametrize(("fault", "ends"), [("eose_never", 0), ("eose_twice", 2), ("message_junk", 2)])
async def test_the_end_of_what_is_stored_may_come_never_or_twice(fault: str, ends: int) -> None:
    heard = await told(fault)

    assert [m[:1] for m in heard].count(["EOSE"]) == ends
    assert [e["content"] for e in events(heard)] == ["the one #a"]


async def test_notices_may_flood() -> None:
    heard = await told("notice_flood", count=30)

    assert [m[:1] for m in heard].count(["NOTICE"]) == 30


async def test_a_request_may_be_closed() -> None:
    assert str((await closed("closed_auth_required"))[2]).startswith("auth-required: ")
    assert str((await closed("closed_rate_limited"))[2]).startswith("rate-limited: ")


async def test_a_signature_may_be_forged_and_so_may_words() -> None:
    healthy = events(await told("eose_twice"))[0]
    (forged,) = events(await told("bad_sig"))
    (altered,) = events(await told("id_mismatch"))

    assert (forged["id"], forged["content"]) == (healthy["id"], healthy["content"]) or is_named_right(forged)
    assert forged["sig"] != healthy["sig"]
    assert altered["content"] == "I never said this"
    assert not is_named_right(altered)


@pytest.mark.parametrize(
    ("fault", "field", "value"),
    [
        ("created_at_2100", "created_at", 4_102_444_800),
        ("kind_wrong", "kind", 4),
        ("untagged", "tags", [["t", "elsewhere"]]),
    ],
)
async def test_a_strangers_event_well_signed_comes_before_the_event(fault: str, field: str, value: object) -> None:
    odd, good = events(await told(fault))

    assert odd[field] == value
    assert is_named_right(odd)
    assert good["content"] == "the one #a"


async def test_an_event_may_bear_very_many_tags() -> None:
    odd, good = events(await told("tag_10_000", count=200))

    assert isinstance(odd["tags"], list)
    assert len(odd["tags"]) == 201
    assert good["content"] == "the one #a"


@pytest.mark.parametrize(
    ("fault", "field", "count"),
    [("sig_junk", "sig", 12), ("created_at_junk", "created_at", 6), ("tags_junk", "tags", 7)],
)
async def test_a_field_may_be_junk_before_the_event(fault: str, field: str, count: int) -> None:
    *odd, good = events(await told(fault))

    assert len(odd) == count
    assert any(one[field] != good[field] for one in odd)
    assert good["content"] == "the one #a"


async def test_an_event_may_come_for_somebody_else() -> None:
    heard = await told("sub_id_wrong")

    assert [m[1] for m in heard if m[0] == "EVENT"] == ["somebody-else"]


async def test_a_stranger_may_wish_a_note_deleted() -> None:
    note, wish = events(await told("delete_by_another"))

    assert wish["kind"] == 5
    assert wish["tags"] == [["e", note["id"]], ["t", "a"]]
    assert wish["pubkey"] != note["pubkey"]


def test_every_fault_of_a_relay_is_tested_here() -> None:
    own = {n for moment in ("request", "event", "time") for n in FAULTS.at(moment, "nostr")} - {
        n for moment in ("request", "event", "time") for n in FAULTS.at(moment)
    }
    here = Path(__file__).read_text("utf-8")

    assert {name for name in own if f'"{name}"' not in here} == set()
