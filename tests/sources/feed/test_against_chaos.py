"""Feeds from a server that breaks in every way: what its ledger says was shown is heard, and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.errors import Refused
from hashtui.post.sighting import State
from hashtui.sources.feed.source import FeedSource
from hashtui.sources.source import Means
from hashtui.wire import Wire
from tests.chaos import ChaosServer, FeedManner
from tests.sources.audience import Audience, listening_to

FAST = 50.0
"""How much faster the source's time goes than ours."""


@asynccontextmanager
async def reading(form: str = "rss", window: int = 20) -> AsyncIterator[tuple[ChaosServer, Audience]]:
    async with ChaosServer(seed=5, halves=("feed",), feed=FeedManner(window=window)) as chaos:
        wire = Wire(SystemClock())
        clock = PacedClock(SystemClock(), SystemClock().now(), FAST)
        config = SourceConfig(chaos.feed.source_of(form), every=timedelta(seconds=2))
        async with listening_to(FeedSource(config, Means(clock, wire), random=Random(3)), wire) as reader:
            yield chaos, reader


def publish(chaos: ChaosServer, *texts: str) -> None:
    for text in texts:
        chaos.publish(text, ["a"])


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
async def test_new_posts_and_edits_are_heard_in_every_form(form: str) -> None:
    async with reading(form) as (chaos, reader):
        publish(chaos, "one", "two")
        await reader.listen_until(lambda: len(reader.standing) == 2)
        first = chaos.publish("three", ["a"])
        await reader.listen_until(lambda: len(reader.standing) == 3)
        chaos.edit(first.id, "three, said better")
        await reader.listen_until(lambda: "three, said better" in reader.standing.values())

        assert sorted(reader.standing.values()) == ["one", "three, said better", "two"]
        assert reader.gaps == []


OF_THE_WIRE = ["gzip_bomb", "gzip_truncated", "reset_peer", "header_flood", "empty_200", "utf16_body", "type_wrong"]
OF_REDIRECTS = ["redirect_permanent_chain", "redirect_loop", "redirect_private", "redirect_file"]
OF_FEEDS = ["not_a_feed", "entity_bomb", "external_entity", "etag_always_new", "304_with_body", "feed_50_mb"]
OF_ENTRIES = ["guid_missing", "guid_all_same", "feed_cut_in_the_middle"]


@pytest.mark.parametrize(
    ("fault", "form"),
    [(fault, "rss") for fault in (*OF_THE_WIRE, *OF_REDIRECTS, *OF_FEEDS)]
    + [(fault, form) for fault in OF_ENTRIES for form in ("rss", "atom", "json")],
)
async def test_after_any_answer_all_is_heard_once(fault: str, form: str) -> None:
    async with reading(form) as (chaos, reader):
        publish(chaos, "one", "two")
        await reader.listen_until(lambda: len(reader.standing) == 2)
        chaos.do(fault)
        publish(chaos, "three")
        await reader.listen_until(lambda: len(reader.standing) >= 3)

        assert sorted(reader.standing.values()) == ["one", "three", "two"]
        assert reader.gaps == []


async def test_a_feed_that_rolled_over_has_a_gap() -> None:
    async with reading(window=5) as (chaos, reader):
        publish(chaos, "one")
        await reader.listen_until(lambda: len(reader.standing) == 1)
        chaos.do("feed_rollover", count=12)
        await reader.listen_until(lambda: len(reader.standing) == 6)

        assert len(reader.gaps) == len(chaos.ledger.gaps("feed")) == 1


async def test_a_feed_that_is_gone_is_given_up() -> None:
    async with reading() as (chaos, reader):
        publish(chaos, "one")
        await reader.listen_until(lambda: len(reader.standing) == 1)
        chaos.do("gone_410")
        await reader.listen_until(lambda: False)

        assert isinstance(reader.ended_by, Refused)
        assert "over for good (410)" in str(reader.ended_by)
        assert reader.states[-1] is State.REFUSED
