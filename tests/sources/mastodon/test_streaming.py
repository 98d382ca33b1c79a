"""Hearing by stream: one WebSocket for all tags, asking as its watchdog, and no stream trusted blindly."""

import asyncio
import json

from hashtui.errors import Malformed, Refused, Unreachable
from hashtui.post.sighting import State
from hashtui.post.tag import Tag
from tests.sources.listening import Listening, follow, listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.paper import Json, PaperChannel, answer, status

TAG_A = "/api/v1/timelines/tag/a"


def subscriptions(channel: PaperChannel) -> list[tuple[object, object]]:
    return [(sent["type"], sent["tag"]) for sent in channel.sent]


def streamed(row: Json, tag: str | None = "a", name: str = "update") -> tuple[str, str, str | None]:
    return name, json.dumps(row), tag


async def published(scene: Scene, ear: Listening, row: Json) -> None:
    """A post in the timeline and in the stream, as a healthy server does it."""
    scene.server.publish(row)
    scene.server.channels[-1].event(*streamed(row))
    await ear.wind()


async def test_without_a_token_there_is_no_stream() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock):
        assert scene.server.streamed_to == []


async def test_one_connection_carries_every_tag_by_its_normal_form() -> None:
    scene = Scene(token="good")

    async with listening(scene.source, scene.clock, ["Été", "b", "ete"]) as ear:
        assert scene.server.streamed_to == ["wss://paper.example/api/v1/streaming"]
        assert subscriptions(scene.server.channels[0]) == [("subscribe", "b"), ("subscribe", "ete")]
        assert ear.states == [State.POLLING, State.LIVE]


async def test_what_the_server_holds_comes_before_what_it_streams() -> None:
    scene = Scene(token="good")
    scene.server.publish(status(1))

    async with listening(scene.source, scene.clock) as ear:
        await published(scene, ear, status(10))

        assert ear.texts == ["number 1", "number 10"]
        assert [s.held for s in ear.sightings] == [True, False]
        assert ear.sightings[1].asked == {Tag.of("a")}


async def test_an_edit_and_a_deletion_are_heard() -> None:
    scene = Scene(token="good")
    scene.server.publish(status(1, "first"))
    async with listening(scene.source, scene.clock) as ear:
        row = status(1, "second", edited_at="2026-11-21T14:01:00Z")
        scene.server.channels[0].event(*streamed(row, name="status.update"))
        scene.server.channels[0].event("delete", str(row["id"]))

        await ear.wind()

        assert ear.texts == ["first", "second"]
        assert [d.key for d in ear.deletions] == [row["uri"]]


async def test_a_deletion_of_a_post_never_heard_is_no_news_and_its_post_does_not_come_after() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        scene.server.channels[0].event("delete", str(status(5)["id"]))
        scene.server.channels[0].event(*streamed(status(5)))

        await ear.wind()

        assert ear.deletions == []
        assert ear.texts == []


async def test_a_post_with_two_followed_tags_comes_once_and_again_only_for_a_tag_it_does_not_name() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock, ["a", "b", "c"]) as ear:
        row = status(5, tags=["a", "b"])
        for tag in ("a", "b", "c"):
            scene.server.channels[0].event(*streamed(row, tag))

        await ear.wind()

        assert [{t.name for t in s.asked} for s in ear.sightings] == [{"a"}, {"a", "c"}]


async def test_an_event_without_its_tag_is_taken_all_the_same() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        scene.server.channels[0].event(*streamed(status(5), tag=None))

        await ear.wind()

        assert ear.texts == ["number 5"]


async def test_frames_that_make_no_sense_are_left_and_the_next_is_heard() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        for frame in ("", "[]", b"\xff\x00", "{", json.dumps({"event": "update"}), "null"):
            scene.server.channels[0].put(frame)
        scene.server.channels[0].event("pleroma:respond", "{}")
        scene.server.channels[0].event("update", "{")
        scene.server.channels[0].event(*streamed(status(3, visibility="private")))
        scene.server.channels[0].event(*streamed(status(5)))

        await ear.wind()

        assert ear.texts == ["number 5"]


async def test_while_the_stream_brings_its_posts_the_server_is_asked_four_times_less() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        before = scene.server.count(TAG_A)
        for n in range(20):
            await published(scene, ear, status(n))
            await ear.wind(30)

        assert ear.is_now(State.LIVE)
        assert 6 <= scene.server.count(TAG_A) - before <= 11


async def test_a_new_connection_is_followed_by_a_question_so_that_nothing_falls_between() -> None:
    scene = Scene(token="good")
    scene.server.publish(status(1))

    async with listening(scene.source, scene.clock):
        assert scene.server.count(TAG_A) == 2


async def test_a_stream_that_drops_is_said_filled_by_asking_at_once_and_opened_again() -> None:
    scene = Scene(token="good")
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(status(20))
        scene.server.channels[0].put(Unreachable("paper.example cut off the stream"))

        await ear.wind()

        assert ear.texts == ["number 1", "number 20"]
        assert ear.states[2:] == [State.RECONNECTING, State.POLLING]
        assert "cut off" in ear.reports[2].reason
        assert ear.reports[2].next_try is not None

        await ear.wind(3)

        assert len(scene.server.channels) == 2
        assert subscriptions(scene.server.channels[1]) == [("subscribe", "a")]
        assert ear.is_now(State.LIVE)


async def test_a_server_that_ends_the_stream_in_good_order_is_connected_to_again() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        scene.server.channels[0].put(None)

        await ear.wind(5)

        assert len(scene.server.channels) == 2
        assert ear.is_now(State.LIVE)


async def test_a_stream_against_the_protocol_is_left_for_a_while() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        scene.server.channels[0].put(Malformed("paper.example broke the rules of WebSocket"))

        await ear.wind()

        assert ear.is_now(State.POLLING)
        assert "broke the rules" in ear.reports[-1].reason


async def test_a_silent_stream_is_found_out_and_its_tag_asked_for_at_full_pace() -> None:
    scene = Scene(token="good")
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        for n in range(1, 20):
            scene.server.publish(status(n * 30))
            await ear.wind(30)

        assert ear.is_now(State.POLLING)
        assert "silent" in ear.reports[-1].reason
        before = scene.server.count(TAG_A)
        await ear.wind(60)
        assert scene.server.count(TAG_A) - before >= 3


async def test_a_silent_stream_that_speaks_again_is_trusted_again() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        for n in range(1, 20):
            scene.server.publish(status(n * 30))
            await ear.wind(30)
        assert ear.is_now(State.POLLING)

        for n in range(10):
            await published(scene, ear, status(1000 + n))
            await ear.wind(30)

        assert ear.is_now(State.LIVE)


async def test_a_tag_whose_stream_never_delivers_is_not_subscribed_and_asked_for_at_full_pace() -> None:
    scene = Scene(token="good")

    async with listening(scene.source, scene.clock, ["हिन्दी"]) as ear:
        await ear.wind(100)

        assert scene.server.streamed_to == []
        assert scene.server.count("/api/v1/timelines") >= 6


async def test_tags_are_subscribed_and_unsubscribed_as_panes_open_and_close() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        ear.following.change(follow("a", "b"))
        await ear.wind()
        ear.following.change(follow("b"))
        await ear.wind()

        assert len(scene.server.channels) == 1
        assert subscriptions(scene.server.channels[0]) == [("subscribe", "a"), ("subscribe", "b"), ("unsubscribe", "a")]


async def test_a_token_that_streams_nothing_but_reads_is_used_for_asking() -> None:
    scene = Scene(token="app-token")
    scene.server.publish(status(1))
    scene.server.stream_refusals.append(Refused("paper.example refuses the stream: Invalid access token"))

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == ["number 1"]
        assert ear.is_now(State.POLLING)
        assert "Invalid access token" in ear.reports[-1].reason
        assert ear.ended_by is None


async def test_a_scope_refused_inside_the_stream_is_a_refusal_too() -> None:
    scene = Scene(token="narrow")
    async with listening(scene.source, scene.clock) as ear:
        words = {"error": "Access token does not have the required scopes", "status": 401}
        scene.server.channels[0].put(json.dumps(words))

        await ear.wind(60)

        assert len(scene.server.channels) == 1
        assert ear.is_now(State.POLLING)
        assert "required scopes" in ear.reports[-1].reason


async def test_a_token_revoked_midway_ends_in_refusal() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        scene.server.always[TAG_A] = answer({"error": "The access token was revoked"}, 401)
        scene.server.stream_refusals.append(Refused("paper.example refuses the stream: Invalid access token"))
        scene.server.channels[0].put(None)

        await ear.wind(5)

        assert isinstance(ear.ended_by, Refused)
        assert "revoked" in str(ear.ended_by)
        assert ear.is_now(State.REFUSED)


async def test_the_stream_is_opened_where_the_server_says_it_is() -> None:
    scene = Scene(token="good")
    urls = {"streaming": "wss://streaming.paper.example"}
    scene.server.instance = {"domain": "paper.example", "configuration": {"urls": urls}}

    async with listening(scene.source, scene.clock):
        assert scene.server.streamed_to == ["wss://streaming.paper.example/api/v1/streaming"]


async def test_everything_is_closed_when_the_listening_ends() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock):
        pass

    assert [t.get_name() for t in _other_tasks()] == []


def _other_tasks() -> list["asyncio.Task[object]"]:
    return [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


async def test_a_stream_that_has_brought_nothing_yet_is_not_relied_on() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        asked = scene.server.count(TAG_A)
        await ear.wind(60)

        assert ear.is_now(State.LIVE)
        assert scene.server.count(TAG_A) >= asked + 3


async def test_what_comes_by_a_stream_nobody_asked_for_is_taken_only_with_a_followed_tag() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        for row in (status(1, "mine"), status(2, "not mine", tags=["b"])):
            event = {"stream": ["public"], "event": "update", "payload": json.dumps(row)}
            scene.server.channels[0].put(json.dumps(event))
        await ear.wind()

        assert ear.texts == ["mine"]
        assert ear.sightings[0].asked == frozenset()


async def test_an_id_longer_than_any_is_not_remembered() -> None:
    scene = Scene(token="good")
    async with listening(scene.source, scene.clock) as ear:
        row = status(1, id="9" * 3000)
        scene.server.channels[0].event("delete", "9" * 3000)
        scene.server.channels[0].event(*streamed(row))
        scene.server.channels[0].event(*streamed(status(2)))
        await ear.wind()

        assert ear.texts == ["number 2"]
