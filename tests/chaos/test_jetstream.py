"""The Jetstream half, healthy, as a plain client sees it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from hashtui.clock import HandClock
from hashtui.wire import Wire
from tests.chaos import ChaosServer, JetstreamManner
from tests.chaos.dictionary import DICTIONARY_ID, HAS_ZSTD, dictionary
from tests.chaos.world import Json

POSTS = "wantedCollections=app.bsky.feed.post"


@asynccontextmanager
async def jetstream(manner: JetstreamManner | None = None) -> AsyncIterator[ChaosServer]:
    async with ChaosServer(seed=2, halves=("jetstream",), jetstream=manner) as chaos:
        yield chaos
        assert chaos.troubles == []


@asynccontextmanager
async def subscribed(
    chaos: ChaosServer, query: str = POSTS, *, deflate: bool = False
) -> AsyncIterator[ClientConnection]:
    url = f"{chaos.jetstream.web_socket}/subscribe?{query}"
    async with connect(url, compression="deflate" if deflate else None, close_timeout=0.1) as client:
        yield client


async def told(client: ClientConnection, count: int) -> list[Json]:
    return [json.loads(await client.recv()) for _ in range(count)]


async def refused(chaos: ChaosServer, query: str, *, deflate: bool = False) -> str:
    with pytest.raises(InvalidStatus) as caught:
        async with subscribed(chaos, query, deflate=deflate):
            pass
    assert caught.value.response.status_code == 400
    return caught.value.response.body.decode()


async def test_a_post_its_edit_and_its_deletion_are_commits_of_one_record() -> None:
    async with jetstream() as chaos, subscribed(chaos) as client:
        await chaos.subscribed()
        post = chaos.publish("un café", ["CapComNet"], author="lea")
        chaos.edit(post.id, "deux cafés")
        chaos.delete(post.id)

        events = await told(client, 3)
        via = [e.via for e in chaos.ledger.entries()]

    commits = [event["commit"] for event in events]
    assert [c["operation"] for c in commits if isinstance(c, dict)] == ["create", "update", "delete"]
    assert {
        f"at://{e['did']}/{c['collection']}/{c['rkey']}"
        for e, c in zip(events, commits, strict=True)
        if isinstance(c, dict)
    } == {chaos.key(post, "jetstream")}
    created = commits[0]
    assert isinstance(created, dict)
    assert created["record"]["text"] == "un café #CapComNet"
    index = created["record"]["facets"][0]["index"]
    assert "un café #CapComNet".encode()[index["byteStart"] : index["byteEnd"]] == b"#CapComNet"
    assert len({event["time_us"] for event in events}) == 3
    assert via == ["stream"]


async def test_a_cursor_replays_from_its_moment_on() -> None:
    async with jetstream(JetstreamManner(sequence=True)) as chaos:
        for n in range(4):
            chaos.publish(f"number {n}", ["a"])
        moments = [event.time_us for event in chaos.jetstream.log]

        async with subscribed(chaos, f"{POSTS}&cursor={moments[2]}") as client:
            events = await told(client, 2)
        via = [e.via for e in chaos.ledger.entries()]

    assert [event["time_us"] for event in events] == moments[2:]
    assert [event["cursor"] for event in events] == [3, 4]
    assert via == ["never", "never", "stream", "stream"]


async def test_a_future_cursor_means_what_comes_and_garbage_is_refused() -> None:
    async with jetstream() as chaos:
        chaos.publish("before", ["a"])

        async with subscribed(chaos, f"{POSTS}&cursor={10**16 * 2}") as client:
            await chaos.subscribed()
            chaos.publish("after", ["a"])
            (event,) = await told(client, 1)
        words = await refused(chaos, "cursor=abc")

    assert "after" in str(event)
    assert words == 'subscribe: invalid cursor: "abc"\n'


async def test_what_left_the_window_unheard_is_a_gap_in_the_ledger() -> None:
    moment = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
    now = [moment]
    server = ChaosServer(halves=("jetstream",), jetstream=JetstreamManner(window=60), now=lambda: now[0])
    async with server as chaos:
        for minute in range(5):
            now[0] = moment + timedelta(minutes=minute)
            chaos.publish(f"minute {minute}", ["a"])

        async with subscribed(chaos, f"{POSTS}&cursor=1") as client:
            events = await told(client, 2)
        gap, expected = chaos.ledger.gaps(), chaos.ledger.expected()

    assert [text for e in events for text in ("minute 3", "minute 4") if text in str(e)] == ["minute 3", "minute 4"]
    assert [(g.half, g.since, g.until, g.posts) for g in gap] == [
        ("jetstream", moment, moment + timedelta(minutes=2), 3)
    ]
    assert len(expected) == 2


async def test_a_server_may_refuse_a_cursor_that_is_too_old() -> None:
    async with jetstream(JetstreamManner(too_old="refuse")) as chaos:
        assert "CursorTooOld" in await refused(chaos, "cursor=1")


async def test_likes_and_reposts_come_to_those_who_want_them_identities_to_all() -> None:
    async with (
        jetstream() as chaos,
        subscribed(chaos) as posts,
        subscribed(chaos, "wantedCollections=app.bsky.feed.*") as all_,
    ):
        await chaos.subscribed(2)
        post = chaos.publish("hello", ["a"], author="lea")
        chaos.like(post, "jo")
        chaos.boost(post, "mira")
        chaos.jetstream.renamed("lea", "lea.example")
        chaos.jetstream.account("lea", active=False, status="suspended")

        few, many = await told(posts, 3), await told(all_, 5)
        expected = chaos.ledger.expected()

    assert [e["kind"] for e in few] == ["commit", "identity", "account"]
    assert [c["collection"] for e in many if isinstance(c := e.get("commit"), dict)] == [
        "app.bsky.feed.post",
        "app.bsky.feed.like",
        "app.bsky.feed.repost",
    ]
    assert '"handle": "lea.example"' in json.dumps(few[1])
    assert '"status": "suspended"' in json.dumps(few[2])
    assert expected == {}


async def test_it_says_nothing_before_hello_when_that_is_required() -> None:
    async with jetstream() as chaos, subscribed(chaos, "requireHello=true") as client:
        chaos.publish("before", ["a"])
        update = {"type": "options_update", "payload": {"wantedCollections": ["app.bsky.feed.post"], "wantedDids": []}}
        await client.send(json.dumps(update))
        await chaos.subscribed()
        chaos.publish("after", ["a"])

        (event,) = await told(client, 1)

    assert "after" in str(event)


async def test_bad_options_are_refused_or_end_it() -> None:
    async with jetstream() as chaos:
        words = await refused(chaos, "wantedCollections=not%20one")
        async with subscribed(chaos) as client:
            await client.send("not json")
            with pytest.raises(ConnectionClosed) as caught:
                await client.recv()

    assert words == "subscribe: invalid options: invalid collection: not an nsid\n"
    assert caught.value.rcvd is not None
    assert (caught.value.rcvd.code, caught.value.rcvd.reason) == (1007, "bad SubscriberSourcedMessage envelope")


async def test_offered_deflate_is_taken_and_never_beside_zstd() -> None:
    async with jetstream() as chaos:
        async with subscribed(chaos, deflate=True) as client:
            await chaos.subscribed()
            chaos.publish("hello " * 200, ["a"])
            (event,) = await told(client, 1)
        words = await refused(chaos, "compress=true", deflate=True)

    assert "hello hello" in str(event)
    assert chaos.meter.sent < 1500
    assert words == "subscribe: choose one compression scheme\n"


@pytest.mark.skipif(not HAS_ZSTD, reason="the extra [zstd] is not installed")
async def test_zstd_messages_need_the_dictionary() -> None:
    zstd = pytest.importorskip("backports.zstd")
    wire = Wire(HandClock())
    async with jetstream() as chaos, subscribed(chaos, "compress=true") as client:
        await chaos.subscribed()
        chaos.publish("packed", ["a"])
        message = await client.recv()
        served = (await wire.get(f"{chaos.jetstream.base}/xrpc/network.bsky.jetstream.getZstdDictionary")).body
    await wire.aclose()

    assert isinstance(message, bytes)
    assert zstd.get_frame_info(message).dictionary_id == DICTIONARY_ID
    assert served == dictionary()
    assert b"packed #a" in zstd.decompress(message, zstd.ZstdDict(served))


async def test_profiles_are_given_by_did_at_most_25_and_the_missing_left_out() -> None:
    wire = Wire(HandClock())
    async with jetstream() as chaos:
        post = chaos.publish("hello", ["a"], author="lea")
        did = chaos.key(post, "jetstream").split("/")[2]
        url = f"{chaos.jetstream.base}/xrpc/app.bsky.actor.getProfiles"
        answer = await wire.get(url, params=[("actors", did), ("actors", "did:plc:nobody")])
        many = await wire.get(url, params=[("actors", did)] * 26)
    await wire.aclose()

    assert json.loads(answer.body) == {
        "profiles": [{"did": did, "handle": "lea.chaos.example", "displayName": "Léa Martin", "labels": []}]
    }
    assert many.status == 400


async def test_a_client_that_answers_no_ping_is_dropped() -> None:
    async with jetstream(JetstreamManner(ping=0.05)) as chaos:
        async with subscribed(chaos) as client:
            await chaos.subscribed()
            client.transport.pause_reading()
            for stream in list(chaos.streams):
                await stream.ended.wait()

        assert chaos.streams == []
