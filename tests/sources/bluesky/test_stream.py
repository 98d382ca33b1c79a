"""The Bluesky stream in trouble: taken up where it was left, at the next server if need be; what is lost is said."""

import json
from datetime import timedelta

import pytest

from hashtui.errors import NoNetwork, RateLimited, Refused, Unreachable
from hashtui.post.sighting import State, Tally
from hashtui.sources.bluesky.position import to_micros
from tests.sources.bluesky.jetstream_on_paper import LIKE, Scene, about, commit, envelope, event, record, said, uri
from tests.sources.bluesky.network_on_paper import START
from tests.sources.listening import listening

CUT = Unreachable("jet.example cut off the stream")


async def test_a_stream_that_broke_is_taken_up_five_seconds_before_its_last_event() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(10), said(20, "not ours"))
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        assert scene.wire.opened[1].cursor == 15
        scene.wire.put(said(10), said(20, "not ours"), said(21))
        await ear.wind()

        assert ear.texts == ["number 10 #a", "number 21 #a"]
        assert ear.states == [State.LIVE, State.RECONNECTING, State.LIVE]
        assert ear.reports[1].reason == "jet.example cut off the stream"
        assert ear.reports[1].next_try is not None
        assert ear.gaps == []


async def test_a_stream_that_broke_before_its_first_event_is_taken_up_where_it_began() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(100)
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        scene.wire.put(said(101), said(1000))
        await ear.wind()

        assert [opened.cursor for opened in scene.wire.opened] == [None, -5]
        assert ear.texts == ["number 101 #a", "number 1000 #a"]
        assert ear.gaps == []


async def test_only_what_was_taken_moves_the_cursor() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(10))
        await ear.wind()
    stream = scene.source.listen(ear.following)
    await anext(stream)
    scene.wire.put(said(100), said(200))
    heard = await anext(stream)
    await stream.aclose()

    async with listening(scene.source, scene.clock) as ear:
        assert scene.wire.opened[-1].cursor == 5
        scene.wire.put(said(10), said(100), said(200))
        await ear.wind()

        assert heard is not None
        assert ear.texts == ["number 100 #a", "number 200 #a"]


async def test_listening_again_goes_on_from_where_it_was_left() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(10))
        await ear.wind()
    scene.clock.suspend(7200)

    async with listening(scene.source, scene.clock) as ear:
        assert scene.wire.opened[1].cursor == 5
        assert ear.is_now(State.CATCHING_UP)
        scene.wire.put(said(10), said(3600))
        await ear.wind(20)

        assert ear.texts == ["number 3600 #a"]
        assert ear.is_now(State.LIVE)
        assert ear.gaps == []


async def test_a_long_outage_is_played_back_without_likes_which_are_asked_for_again_afterwards() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(10))
        await ear.wind()
    scene.clock.suspend(7200)
    async with listening(scene.source, scene.clock) as ear:
        assert LIKE not in scene.wire.opened[1].values("wantedCollections")

        await ear.wind(30)

        assert [sent["type"] for sent in scene.wire.channel.sent] == ["options_update"]
        payload = scene.wire.channel.sent[0]["payload"]
        assert isinstance(payload, dict)
        assert LIKE in payload["wantedCollections"]
        assert payload["maxMessageSizeBytes"] == 2**20


async def test_what_the_server_no_longer_has_is_a_gap() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(10))
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        scene.wire.put(said(500), said(501))
        await ear.wind()

        assert [(gap.since, gap.until) for gap in ear.gaps] == [
            (START + timedelta(seconds=10), START + timedelta(seconds=500))
        ]
        assert "no longer has" in ear.gaps[0].reason
        assert ear.gaps[0].found_at is not None
        assert ear.texts == ["number 10 #a", "number 500 #a", "number 501 #a"]


async def test_a_quiet_stream_has_no_gap_for_it_plays_its_last_event_again() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(10))
        await ear.wind(1000)
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        scene.wire.put(said(10), said(1005))
        await ear.wind()

        assert ear.gaps == []


async def test_a_server_that_takes_the_cursor_for_one_of_the_future_leaves_a_gap() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(86_400))
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        scene.wire.put(said(10))
        await ear.wind()

        assert [(gap.since, gap.until) for gap in ear.gaps] == [(START, START + timedelta(seconds=10))]


@pytest.mark.parametrize("words", ["HTTP 400", "subscribe: invalid cursor: 5", "CursorTooOld"])
async def test_a_cursor_that_is_refused_is_given_up_with_a_gap(words: str) -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(10))
        await ear.wind(60)
        scene.wire.refusals.append(Refused(f"jet.example has no stream there: {words}"))
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        scene.wire.put(said(600))
        await ear.wind()

        assert [opened.cursor for opened in scene.wire.opened] == [None, 5, None]
        assert [gap.since for gap in ear.gaps] == [START + timedelta(seconds=10)]
        assert ear.gaps[0].until > START + timedelta(seconds=60)
        assert ear.texts == ["number 10 #a", "number 600 #a"]


async def test_an_outdated_cursor_is_said_by_the_second_form_and_leaves_a_gap() -> None:
    scene = Scene("jetstream+wss://jet.example/xrpc/network.bsky.jetstream.subscribeEvents")
    where = {"collection": "app.bsky.feed.post", "operation": "create"}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(envelope(10, 5, "commit", rkey="3m0", rev="r", record=record("one #a", "a"), **where))
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        info = {"$type": "network.bsky.jetstream.subscribeEvents#info", "name": "OutdatedCursor", "message": "x"}
        scene.wire.put(json.dumps({"$type": "message", "payload": info}))
        scene.wire.put(envelope(40, 9, "commit", rkey="3m1", rev="s", record=record("two #a", "a"), **where))
        await ear.wind()

        assert ear.texts == ["one #a", "two #a"]
        assert [(gap.since, gap.until) for gap in ear.gaps] == [
            (START + timedelta(seconds=10), START + timedelta(seconds=40))
        ]


async def test_a_server_that_ends_with_a_word_is_quoted() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), '{"$type":"error","error":"ConsumerTooSlow","message":"too slow"}')
        await ear.wind()

        assert ear.reports[-1].reason == "jet.example closed the stream: ConsumerTooSlow too slow"
        assert ear.texts == ["number 1 #a"]


def numbered(sequence: int, text: str) -> str:
    """An event of a server that counts and tells no time."""
    return commit(1, record(text, "a"), key=sequence, rev=f"r{sequence}").replace(
        f'"time_us":{to_micros(START + timedelta(seconds=1))}', f'"time_us":{sequence}'
    )


async def test_a_sequence_is_given_back_to_the_same_server() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(numbered(58, "#a one"))
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        scene.wire.put(numbered(58, "#a one"), numbered(59, "#a two"))
        await ear.wind()

        assert scene.wire.opened[1].values("cursor") == ["58"]
        assert ear.texts == ["#a one", "#a two"]
        assert ear.gaps == []


async def test_a_sequence_is_not_taken_to_another_server_and_that_is_a_gap() -> None:
    scene = Scene("bluesky")
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(numbered(58, "#a one"))
        scene.wire.channel.put(CUT)
        await ear.wind(10)

        assert scene.wire.opened[1].host != scene.wire.opened[0].host
        assert scene.wire.opened[1].cursor is None
        assert [gap.since for gap in ear.gaps] == [START]
        assert "another server" in ear.gaps[0].reason


async def test_the_public_instances_take_over_from_each_other_at_once_with_the_cursor() -> None:
    scene = Scene("bluesky")
    async with listening(scene.source, scene.clock) as ear:
        assert ear.reports[0].reason == scene.wire.opened[0].host
        scene.wire.put(said(10))
        scene.wire.channel.put(CUT)
        await ear.wind(0)

        first, second = scene.wire.opened
        assert first.host != second.host
        assert second.cursor == 5
        assert ear.is_now(State.LIVE)
        assert ear.reports[-1].reason == second.host


async def test_when_every_instance_has_failed_there_is_a_pause() -> None:
    scene = Scene("bluesky")
    scene.wire.refusals.extend([CUT] * 400)
    async with listening(scene.source, scene.clock) as ear:
        assert len({opened.host for opened in scene.wire.opened}) == 6
        assert len(scene.wire.opened) == 6
        assert ear.reports[-1].next_try is not None

        await ear.wind(600)

        assert len(scene.wire.opened) < 6 * 20


async def test_one_that_refuses_is_passed_over_and_all_that_refuse_are_believed() -> None:
    scene = Scene("bluesky")
    scene.wire.refusals.append(Refused("go away"))
    async with listening(scene.source, scene.clock) as ear:
        assert ear.is_now(State.LIVE)

    scene = Scene("bluesky")
    scene.wire.refusals.extend([Refused("go away")] * 6)
    async with listening(scene.source, scene.clock) as ear:
        assert isinstance(ear.ended_by, Refused)


async def test_patience_that_is_asked_for_is_had() -> None:
    scene = Scene()
    scene.wire.refusals.append(RateLimited("jet.example asks for patience", until=START + timedelta(seconds=100)))
    async with listening(scene.source, scene.clock) as ear:
        assert ear.is_now(State.WAITING)
        await ear.wind(99)
        assert len(scene.wire.opened) == 1
        await ear.wind(12)

        assert ear.is_now(State.LIVE)


async def test_no_network_is_said_as_that() -> None:
    scene = Scene("bluesky")
    scene.wire.refusals.append(NoNetwork("no network: jet.example cannot be looked up"))
    async with listening(scene.source, scene.clock) as ear:
        assert ear.is_now(State.NO_NETWORK)
        await ear.wind(10)

        assert scene.wire.opened[0].host == scene.wire.opened[1].host
        assert ear.is_now(State.LIVE)


async def test_when_we_fall_behind_likes_are_left_out_and_that_is_said() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        for look in range(6):  # each time another 4 of 5 seconds late
            scene.wire.put(said(look - 40 - 4 * look))
            await ear.wind(5)

        assert [sent["type"] for sent in scene.wire.channel.sent] == ["options_update"]
        payload = scene.wire.channel.sent[0]["payload"]
        assert isinstance(payload, dict)
        assert LIKE not in payload["wantedCollections"]
        assert "likes are left out" in ear.reports[-1].reason
        assert ear.is_now(State.LIVE)

        for look in range(400):
            scene.wire.put(said(30 + 5 * look, "x"))
            await scene.clock.wind(5)

        assert len(scene.wire.channel.sent) == 2
        assert "likes" not in ear.reports[-1].reason


async def test_a_clock_that_is_wrong_is_no_falling_behind() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        for look in range(20):
            scene.wire.put(said(look * 5 - 3600))
            await ear.wind(5)

        assert scene.wire.channel.sent == []
        assert ear.states == [State.LIVE]


async def test_a_busy_stream_without_any_event_for_five_minutes_is_said_once() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(*(event(n / 100, "identity") for n in range(100)))
        await ear.wind(290)
        assert len(ear.reports) == 1
        await ear.wind(30)
        assert ear.reports[-1].reason == "no event for 5 minutes"
        assert ear.is_now(State.LIVE)

        scene.wire.put(said(400))
        await ear.wind(5)
        assert [report.reason for report in ear.reports[1:]] == ["no event for 5 minutes", ""]


async def test_a_stream_that_never_was_busy_may_be_quiet() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(1200)

        assert len(ear.reports) == 1


async def test_a_thousand_cuts_lose_nothing_and_tell_nothing_twice() -> None:
    scene = Scene()
    everything = [said(n) for n in range(200)]
    async with listening(scene.source, scene.clock) as ear:
        sent = 0
        while sent < len(everything):
            cursor = scene.wire.opened[-1].cursor
            begin = 0 if cursor is None else max(0, int(cursor))
            sent = min(len(everything), max(sent, begin) + 7)
            scene.wire.put(*everything[begin:sent])
            scene.wire.channel.put(CUT if sent % 2 else None)
            await ear.wind(400)

        assert ear.texts == [f"number {n} #a" for n in range(200)]
        assert ear.gaps == []


async def test_likes_heard_while_others_are_played_back_count_once() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), about(2, LIKE, uri(1)))
        scene.wire.channel.put(CUT)
        await ear.wind(10)
        scene.wire.put(said(1), about(2, LIKE, uri(1)), about(3, LIKE, uri(1), "did:plc:other"))
        await ear.wind(10)

        tallies = [heard for heard in ear.heard if isinstance(heard, Tally)]
        assert tallies[-1].counts.favourites == 2


async def test_the_second_form_which_listens_to_nobody_is_opened_anew_to_get_likes_again() -> None:
    scene = Scene("jetstream+wss://jet.example/xrpc/network.bsky.jetstream.subscribeEvents")
    where = {"collection": "app.bsky.feed.post", "operation": "create"}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(envelope(10, 5, "commit", rkey="3m0", rev="r", record=record("one #a", "a"), **where))
        await ear.wind()
    scene.clock.suspend(7200)
    async with listening(scene.source, scene.clock) as ear:
        assert LIKE not in scene.wire.opened[1].values("collections")
        await ear.wind(20)
        scene.wire.put(envelope(7205, 9, "commit", rkey="3m1", rev="s", record=record("two #a", "a"), **where))
        await ear.wind(1)

        assert LIKE in scene.wire.opened[2].values("collections")
        assert all(channel.sent == [] for channel in scene.wire.channels)
        assert ear.texts == ["two #a"]
