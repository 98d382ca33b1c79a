"""The feed half, healthy, as a plain client sees it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import feedparser
import pytest

from hashtui.clock import HandClock
from hashtui.wire import Wire
from tests.chaos import ChaosServer, FeedManner


@asynccontextmanager
async def feeds(window: int = 20) -> AsyncIterator[tuple[ChaosServer, Wire]]:
    wire = Wire(HandClock())
    async with ChaosServer(seed=2, halves=("feed",), feed=FeedManner(window=window)) as chaos:
        yield chaos, wire
        assert chaos.troubles == []
    await wire.aclose()


def feed_url(chaos: ChaosServer, form: str = "rss") -> str:
    return f"{chaos.feed.base}/tags/a.{form}"


@pytest.mark.parametrize("form", ["rss", "atom"])
async def test_a_tag_is_a_feed_of_its_newest_posts(form: str) -> None:
    async with feeds(window=2) as (chaos, wire):
        posts = [chaos.publish(f"number {n} < 3 & more", ["a", "Other"]) for n in range(3)]

        answer = await wire.get(feed_url(chaos, form))

        entries = feedparser.parse(answer.body)["entries"]
        assert [e["id"] for e in entries] == [chaos.key(posts[2], "feed"), chaos.key(posts[1], "feed")]
        assert [t["term"] for t in entries[0]["tags"]] == ["a", "other"]
        assert ("title" in entries[0], "author" in entries[0]) == (form == "atom", form == "atom")
        assert [e.via for e in chaos.ledger.entries()] == ["never", "REST", "REST"]


async def test_the_same_in_json() -> None:
    async with feeds() as (chaos, wire):
        post = chaos.publish("hello", ["a"])

        feed = json.loads((await wire.get(feed_url(chaos, "json"))).body)

        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["id"] for item in feed["items"]] == [chaos.key(post, "feed")]


async def test_what_has_not_changed_is_not_sent_again() -> None:
    async with feeds() as (chaos, wire):
        post = chaos.publish("hello", ["a"])
        first = await wire.get(feed_url(chaos))
        etag, modified = first.header("etag") or "", first.header("last-modified") or ""
        again = await wire.get(feed_url(chaos), headers={"If-None-Match": etag})
        since = await wire.get(feed_url(chaos), headers={"If-Modified-Since": modified})
        chaos.edit(post.id, "hello again")
        changed = await wire.get(feed_url(chaos), headers={"If-None-Match": etag})

        assert [a.status for a in (first, again, since, changed)] == [200, 304, 304, 200]
        assert b"hello again" in changed.body


async def test_what_rolled_over_between_two_questions_is_a_gap() -> None:
    async with feeds(window=3) as (chaos, wire):
        chaos.publish("seen", ["a"])
        await wire.get(feed_url(chaos))
        posts = [chaos.publish(f"number {n}", ["a"]) for n in range(5)]
        await wire.get(feed_url(chaos))

        gaps = chaos.ledger.gaps()

        assert [(g.since, g.until, g.posts) for g in gaps] == [(posts[0].created_at, posts[1].created_at, 2)]
        assert len(chaos.ledger.expected()) == 4


async def test_a_deletion_leaves_the_feed_without_a_word() -> None:
    async with feeds() as (chaos, wire):
        post = chaos.publish("hello", ["a"])
        await wire.get(feed_url(chaos))
        chaos.delete(post.id)

        assert b"<item>" not in (await wire.get(feed_url(chaos))).body
        assert chaos.ledger.expected() == {}
        assert chaos.ledger.possible() == {chaos.key(post, "feed")}
