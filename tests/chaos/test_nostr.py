"""The Nostr half, healthy, as a plain client sees it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from websockets.asyncio.client import ClientConnection, connect

from hashtui.clock import HandClock
from hashtui.wire import Wire
from tests.chaos import ChaosPost, ChaosServer, NostrManner
from tests.chaos.nostr_event import event_id, signed
from tests.chaos.signing import plain_sign, public_key, secret


@asynccontextmanager
async def relay(manner: NostrManner | None = None) -> AsyncIterator[tuple[ChaosServer, ClientConnection]]:
    async with ChaosServer(seed=2, halves=("nostr",), nostr=manner) as chaos:
        async with connect(chaos.nostr.web_socket) as client:
            yield chaos, client
        assert chaos.troubles == []


async def ask(client: ClientConnection, *message: object) -> None:
    await client.send(json.dumps(message))


async def told(client: ClientConnection, count: int) -> list[list[object]]:
    return [json.loads(await client.recv()) for _ in range(count)]


def contents(messages: list[list[object]]) -> list[object]:
    return [m[2]["content"] for m in messages if m[0] == "EVENT" and isinstance(m[2], dict)]


def published_by_the_minute(chaos: ChaosServer, count: int) -> list[ChaosPost]:
    began = datetime.now(UTC) - timedelta(hours=1)
    return [chaos.publish(f"number {n}", ["a"], created_at=began + timedelta(minutes=n)) for n in range(count)]


async def test_stored_notes_come_newest_first_then_the_end_then_what_comes() -> None:
    async with relay() as (chaos, client):
        began = datetime.now(UTC) - timedelta(hours=1)
        for n in range(3):
            chaos.publish(f"number {n}", ["Cats"], created_at=began + timedelta(minutes=n))
        await ask(client, "REQ", "s", {"kinds": [1], "#t": ["cats"], "limit": 2})
        stored = await told(client, 3)
        chaos.publish("fresh", ["cats"])
        (fresh,) = await told(client, 1)
        via = [e.via for e in chaos.ledger.entries()]

    assert contents(stored) == ["number 2 #Cats", "number 1 #Cats"]
    assert stored[2] == ["EOSE", "s"]
    assert contents([fresh]) == ["fresh #cats"]
    assert via == ["never", "stream", "stream", "stream"]


async def test_a_tag_is_found_only_as_it_is_written() -> None:
    async with relay(NostrManner(lower=False)) as (chaos, client):
        chaos.publish("hello", ["Cats"])
        await ask(client, "REQ", "s", {"#t": ["cats"]})
        await ask(client, "REQ", "t", {"#t": ["Cats", "CATS"]})

        assert [m[:2] for m in await told(client, 3)] == [["EOSE", "s"], ["EVENT", "t"], ["EOSE", "t"]]


async def test_events_are_named_and_signed_as_the_standard_says() -> None:
    ours = signed("lea", 1_700_000_000, 1, [("t", "café")], "un “café”\n")

    assert ours.id == event_id(ours.pubkey, ours.created_at, 1, [("t", "café")], "un “café”\n")
    assert ours.sig == plain_sign(secret("lea"), bytes.fromhex(ours.id))
    # BIP-340, test vector 0
    key = (3).to_bytes(32, "big")
    assert public_key(key) == "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"
    assert plain_sign(key, bytes(32)) == (
        "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca821525f66a4a85ea8b71e482a74f382d2ce5"
        "ebeee8fdb2172f477df4900d310536c0"
    )


async def test_a_deletion_is_an_event_of_the_author_and_the_note_is_gone() -> None:
    async with relay() as (chaos, client):
        post = chaos.publish("hello", ["a"], author="lea")
        note = chaos.key(post, "nostr")
        await ask(client, "REQ", "s", {"kinds": [5], "#e": [note]})
        await told(client, 1)
        chaos.delete(post.id)
        (deletion,) = await told(client, 1)
        await ask(client, "REQ", "t", {"ids": [note]})
        (end,) = await told(client, 1)

    assert isinstance(deletion[2], dict)
    assert deletion[2]["tags"] == [["e", note], ["k", "1"]]
    assert deletion[2]["pubkey"] == public_key(secret("lea"))
    assert end == ["EOSE", "t"]


async def test_a_closed_subscription_hears_nothing_and_a_name_is_used_again() -> None:
    async with relay() as (chaos, client):
        await ask(client, "REQ", "s", {"#t": ["a"]})
        await ask(client, "REQ", "s", {"#t": ["b"]})
        await told(client, 2)
        chaos.publish("for a", ["a"])
        chaos.publish("for b", ["b"])

        assert contents(await told(client, 1)) == ["for b #b"]


async def test_it_describes_itself_and_keeps_to_it() -> None:
    wire = Wire(HandClock())
    async with relay(NostrManner(subscriptions=1, most=1)) as (chaos, client):
        page = await wire.get(chaos.nostr.base, headers={"Accept": "application/nostr+json"})
        chaos.publish("one", ["a"])
        chaos.publish("two", ["a"])
        await ask(client, "REQ", "s", {"#t": ["a"], "limit": 50})
        await ask(client, "REQ", "t", {"#t": ["b"]})
        heard = await told(client, 3)
        await client.send("nonsense")
        (notice,) = await told(client, 1)
    await wire.aclose()

    limits = json.loads(page.body)["limitation"]
    assert (limits["max_subscriptions"], limits["max_limit"]) == (1, 1)
    assert [m[0] for m in heard] == ["EVENT", "EOSE", "CLOSED"]
    assert heard[2] == ["CLOSED", "t", "rate-limited: too many subscriptions"]
    assert notice[0] == "NOTICE"


async def test_a_relay_that_wants_to_know_who_asks_gives_nothing() -> None:
    async with relay(NostrManner(auth=True)) as (chaos, client):
        chaos.publish("hello", ["a"])
        await ask(client, "REQ", "s", {"#t": ["a"]})

        heard = await told(client, 2)

    assert heard == [["AUTH", "prove it"], ["CLOSED", "s", "auth-required: please say who you are"]]


async def test_what_a_relay_forgot_before_anybody_asked_is_a_gap() -> None:
    async with relay(NostrManner(keeps=2)) as (chaos, client):
        posts = published_by_the_minute(chaos, 5)
        await ask(client, "REQ", "s", {"kinds": [1], "#t": ["a"]})
        await told(client, 3)

        gaps = chaos.ledger.gaps("nostr")

    assert [(g.since, g.until, g.posts) for g in gaps] == [(posts[0].created_at, posts[2].created_at, 3)]


async def test_what_lies_beyond_a_page_of_a_relay_without_pages_is_a_gap() -> None:
    async with relay(NostrManner(most=2, pages=False)) as (chaos, client):
        posts = published_by_the_minute(chaos, 5)
        await ask(client, "REQ", "s", {"kinds": [1], "#t": ["a"]})
        await ask(client, "REQ", "t", {"kinds": [1], "#t": ["a"], "until": 1_700_000_000})
        heard = await told(client, 4)

        gaps = chaos.ledger.gaps("nostr")

    assert [m[0] for m in heard] == ["EVENT", "EVENT", "EOSE", "CLOSED"]
    assert [(g.since, g.until, g.posts) for g in gaps] == [(posts[0].created_at, posts[2].created_at, 3)]


@pytest.mark.parametrize("origin", ["mastodon", "jetstream"])
async def test_a_note_carried_over_says_from_where(origin: str) -> None:
    async with ChaosServer(halves=("mastodon", "jetstream", "nostr")) as chaos:
        post = chaos.publish("hello", ["a"], halves=(origin, "nostr"), same=True)
        (note,) = (event for event in chaos.nostr.stored.values() if event.kind == 1)

        kind = "activitypub" if origin == "mastodon" else "atproto"
        assert note.tags[-1] == ("proxy", chaos.key(post, origin), kind)
        assert chaos.ledger.expected() == {chaos.key(post, origin): chaos.ledger.entries()[0].text_hash}
