"""The Bluesky source over a real WebSocket, against a Jetstream that breaks in every way; its ledger judges."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.post.post import Counts
from hashtui.post.sighting import Boost, Cursor, Sighting, State, Tally
from hashtui.sources.bluesky.source import one_jetstream
from hashtui.sources.bluesky.zstd import HAS_ZSTD
from hashtui.sources.source import Means
from hashtui.wire import Wire
from tests.chaos import ChaosServer, JetstreamManner
from tests.sources.audience import Audience, listening_to
from tests.sources.keeping import Kept

FAST = 100.0
"""How much faster the source's time goes than ours."""


@asynccontextmanager
async def audience(chaos: ChaosServer, *, likes: bool = True, kept: Kept | None = None) -> AsyncIterator[Audience]:
    wire = Wire(SystemClock())
    clock = PacedClock(SystemClock(), SystemClock().now(), FAST)
    means = Means(clock, wire, resume=(kept or Kept()).resume)
    source = one_jetstream(SourceConfig(chaos.source("jetstream"), likes=likes), means)
    async with listening_to(source, wire) as heard:
        yield heard


@asynccontextmanager
async def jetstream(manner: JetstreamManner | None = None) -> AsyncIterator[ChaosServer]:
    async with ChaosServer(seed=7, halves=("jetstream",), jetstream=manner) as chaos:
        yield chaos
        assert chaos.troubles == []


def is_as_the_ledger_says(chaos: ChaosServer, heard: Audience) -> bool:
    return heard.hashes == chaos.ledger.expected("jetstream")


MANNERS = [
    JetstreamManner(zstd=False, deflate=False),
    JetstreamManner(zstd=False),
    JetstreamManner(sequence=True),
    pytest.param(JetstreamManner(), marks=pytest.mark.skipif(not HAS_ZSTD, reason="without the extra [zstd]")),
]


@pytest.mark.parametrize("manner", MANNERS, ids=["plain", "deflate", "sequence", "zstd"])
async def test_posts_edits_deletions_boosts_and_likes_come_as_they_happen(manner: JetstreamManner) -> None:
    async with jetstream(manner) as chaos, audience(chaos) as heard:
        await heard.listen_until(lambda: State.LIVE in heard.states)
        await chaos.subscribed(half="jetstream")
        first, second = (chaos.publish(text, ["a"], author="lea") for text in ("one é🎉", "two"))
        chaos.edit(first.id, "one changed")
        chaos.like(first, "jo")
        chaos.boost(first, "jo")
        chaos.delete(second.id)

        def boosts() -> int:
            return sum(isinstance(one, Boost) for one in heard.heard)

        def counts() -> list[Counts]:
            return [one.counts for one in heard.heard if isinstance(one, Tally)][-1:]

        await heard.listen_until(lambda: boosts() == 1 and counts() == [Counts(0, 1, 1)])

        assert is_as_the_ledger_says(chaos, heard)
        assert {"one é🎉 #a", "two #a", "one changed #a"} == set(heard.texts)
        assert boosts() == 1
        assert (heard.gaps, heard.ended_by) == ([], None)


@pytest.mark.parametrize("manner", MANNERS[:3], ids=["plain", "deflate", "sequence"])
async def test_what_was_said_between_two_runs_is_heard_in_the_second(manner: JetstreamManner) -> None:
    kept = Kept()
    async with jetstream(manner) as chaos:
        async with audience(chaos) as heard:
            await heard.listen_until(lambda: State.LIVE in heard.states)
            await chaos.subscribed(half="jetstream")
            chaos.publish("before", ["a"], author="lea")
            await heard.listen_until(lambda: any(isinstance(one, Cursor) for one in heard.heard) and bool(heard.texts))
            kept.keep(heard.heard)
        said = [chaos.publish(f"number {n}", ["a"], author="lea").text for n in range(20)]

        async with audience(chaos, kept=kept) as again:
            await again.listen_until(lambda: "number 19 #a" in again.texts)

            fresh = dict.fromkeys(text for text in again.texts if text != "before #a")
            assert list(fresh) == [f"{text} #a" for text in said]
            assert (again.gaps, again.twice) == ([], set())


async def test_names_are_asked_of_a_jetstream_on_this_machine() -> None:
    async with jetstream() as chaos, audience(chaos) as heard:
        await heard.listen_until(lambda: State.LIVE in heard.states)
        chaos.publish("hello", ["a"], author="lea")

        def handles() -> set[str]:
            return {str(one.post.author.handle) for one in heard.heard if isinstance(one, Sighting)}

        await heard.listen_until(lambda: "@lea.chaos.example" in handles())

        assert is_as_the_ledger_says(chaos, heard)


IN_AN_EVENT = [
    "kind_unknown",
    "record_missing",
    "facets_out_of_range",
    "langs_junk",
    "createdat_junk",
    "embed_unknown",
    "delete_of_unknown",
    "jetstream_replays_all",
    "time_us_repeats",
    "cursor_unit_changed",
    "ws_close",
    "ws_frag_flood",
    "ws_deflate_bomb",
    "ws_frame_10mb",
    "ws_reserved_bits",
    "ws_masked_from_server",
    "ws_text_invalid_utf8",
    "ws_binary_for_text",
    "ws_pong_unasked",
    "ws_half",
    "ws_junk",
    "ws_slow_consumer_kick",
    "ws_zstd_bad_dictionary",
    "ws_zstd_bomb",
    "dup",
]


@pytest.mark.parametrize("fault", IN_AN_EVENT)
async def test_an_event_that_breaks_costs_no_post(fault: str) -> None:
    async with jetstream() as chaos, audience(chaos) as heard:
        await heard.listen_until(lambda: State.LIVE in heard.states)
        await chaos.subscribed(half="jetstream")
        chaos.publish("before", ["a"])
        await heard.listen_until(lambda: len(heard.standing) == 1)
        chaos.do(fault)
        chaos.publish("struck", ["a"])
        chaos.publish("after", ["a"])

        await heard.listen_until(lambda: len(heard.standing) == 3)

        assert is_as_the_ledger_says(chaos, heard)
        assert heard.twice == set()
        assert heard.ended_by is None


@pytest.mark.parametrize("fault", ["jetstream_warming_up", "ws_no_upgrade", "ws_bad_accept", "reset_peer", "status"])
async def test_a_door_that_sticks_once_costs_no_post(fault: str) -> None:
    async with jetstream() as chaos, audience(chaos) as heard:
        await heard.listen_until(lambda: State.LIVE in heard.states)
        await chaos.subscribed(half="jetstream")
        chaos.publish("before", ["a"])
        await heard.listen_until(lambda: len(heard.standing) == 1)
        chaos.do(fault)
        chaos.drop_all("jetstream")
        chaos.publish("after", ["a"])

        await heard.listen_until(lambda: len(heard.standing) == 2)

        assert is_as_the_ledger_says(chaos, heard)
        assert heard.gaps == []


@pytest.mark.parametrize("fault", ["cursor_too_old", "cursor_future"])
async def test_a_cursor_that_is_not_taken_leaves_a_gap_where_the_ledger_has_one(fault: str) -> None:
    async with jetstream() as chaos, audience(chaos) as heard:
        await heard.listen_until(lambda: State.LIVE in heard.states)
        await chaos.subscribed(half="jetstream")
        chaos.publish("before", ["a"])
        await heard.listen_until(lambda: len(heard.standing) == 1)
        chaos.do(fault, times=0)
        chaos.drop_all("jetstream")
        chaos.publish("missed", ["a"])
        await heard.listen_until(lambda: heard.states[-1] is State.LIVE and len(heard.states) > 2)
        await chaos.subscribed(half="jetstream")
        chaos.publish("after", ["a"])
        await heard.listen_until(lambda: "after #a" in heard.texts)

        assert "missed #a" not in heard.texts
        assert len(heard.gaps) == 1


async def test_an_account_that_goes_takes_its_posts_and_a_new_handle_is_shown() -> None:
    async with jetstream() as chaos, audience(chaos) as heard:
        await heard.listen_until(lambda: State.LIVE in heard.states)
        await chaos.subscribed(half="jetstream")
        for author in ("lea", "jo"):
            chaos.publish(f"by {author}", ["a"], author=author)
        await heard.listen_until(lambda: len(heard.standing) == 2)
        chaos.jetstream.account("lea", active=False, status="deactivated")
        chaos.jetstream.renamed("jo", "joanna.chaos.example")

        def handles() -> set[str]:
            return {str(one.post.author.handle) for one in heard.heard if isinstance(one, Sighting)}

        await heard.listen_until(lambda: len(heard.standing) == 1 and "@joanna.chaos.example" in handles())

        assert is_as_the_ledger_says(chaos, heard)
