"""The chaos server itself: healthy, it is a plain Mastodon server; its ledger knows what left it."""

import asyncio
import json

from hashtui.clock import SystemClock
from hashtui.config.secret import Secret
from hashtui.wire import Wire
from tests.chaos import ChaosServer, chaos_in_thread


async def test_a_published_post_is_in_the_timeline_of_its_tag() -> None:
    wire = Wire(SystemClock())
    async with ChaosServer(seed=1) as chaos:
        post = chaos.publish("Hello from the hall", tags=["CapComNet"])

        answer = await wire.get(f"{chaos.url}/api/v1/timelines/tag/capcomnet")

        statuses = json.loads(answer.body)
        assert [s["id"] for s in statuses] == [post.id]
        assert statuses[0]["tags"] == [{"name": "capcomnet", "url": f"{chaos.url}/tags/capcomnet"}]
        assert chaos.ledger.entries()[0].via == "REST"
        await wire.aclose()


async def test_paging_up_with_min_id_gives_the_page_right_after_it() -> None:
    wire = Wire(SystemClock())
    async with ChaosServer(seed=1) as chaos:
        posts = [chaos.publish(f"number {n}", tags=["a"]) for n in range(6)]

        answer = await wire.get(f"{chaos.url}/api/v1/timelines/tag/a", params=[("min_id", posts[1].id), ("limit", "2")])

        assert [s["id"] for s in json.loads(answer.body)] == [posts[3].id, posts[2].id]
        await wire.aclose()


async def test_a_subscribed_stream_hears_posts_edits_and_deletions() -> None:
    wire = Wire(SystemClock())
    async with ChaosServer(seed=1) as chaos:
        async with wire.connect(f"{chaos.stream_url}/api/v1/streaming", token=Secret("good-token")) as channel:
            await channel.send('{"type":"subscribe","stream":"hashtag","tag":"Café"}')
            await chaos.subscribed()
            post = chaos.publish("un café", tags=["cafe"])
            chaos.edit(post.id, "deux cafés")
            chaos.delete(post.id)

            heard = []
            async for frame in channel.frames():
                heard.append(json.loads(frame))
                if len(heard) == 3:
                    break

        assert [h["event"] for h in heard] == ["update", "status.update", "delete"]
        assert [h["stream"] for h in heard] == [["hashtag", "Café"]] * 3
        assert "deux cafés" in json.loads(heard[1]["payload"])["content"]
        assert heard[2]["payload"] == post.id
        assert chaos.ledger.expected() == {}
        assert chaos.troubles == []
        await wire.aclose()


def test_the_server_runs_in_a_thread_for_tests_that_do_not_await() -> None:
    with chaos_in_thread(ChaosServer(seed=1)) as chaos:
        chaos.call(chaos.server.publish, "from elsewhere", ["a"])

        async def ask() -> int:
            wire = Wire(SystemClock())
            answer = await wire.get(f"{chaos.url}/api/v1/timelines/tag/a")
            await wire.aclose()
            return len(json.loads(answer.body))

        assert asyncio.run(ask()) == 1
