"""What the watch makes of servers that lie, and of posts that bridges carry: seen through the real sources."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import State
from tests.chaos import Action, ChaosServer, Manner
from tests.chaos.held import gaps_of
from tests.chaos.script import Value
from tests.chaos.watching import Watched, watching

PATIENCE = 10.0
"""Seconds of ours that a busy machine may take; only what never comes waits so long."""
SPEED = 150.0
LONG = 120.0
"""Seconds of the program's: servers' clocks differ by less."""


@asynccontextmanager
async def watched_halves(*halves: str) -> AsyncIterator[Watched]:
    """A watch of these, every source of it up."""
    clock = PacedClock(SystemClock(), SystemClock().now(), SPEED)
    server = ChaosServer(seed=8, halves=halves, manner=Manner(limit=10**6), now=clock.now)
    async with server as chaos, watching(chaos, clock) as watched:
        assert await watched.until(lambda: watched.all_up, PATIENCE)
        yield watched
        assert watched.log == []
        assert chaos.troubles == []


async def told_under(watched: Watched, fault: str, **args: Value) -> list[str]:
    """What stands after a post was published under the fault, and one more after it."""
    half = next(iter(watched.names))
    watched.chaos.add(Action(fault, half=half, args=args))
    watched.chaos.publish("the one", ["a"], author="jo")
    watched.chaos.publish("the last", ["a"], author="jo")
    assert await watched.until(lambda: "the last" in watched.held.standing.values(), PATIENCE)
    return sorted(watched.held.standing.values())


@pytest.mark.parametrize(("fault", "forged"), [("bad_sig", 1), ("id_mismatch", 1), ("sig_junk", 1)])
async def test_what_nobody_signed_is_not_shown_and_counted(fault: str, forged: int) -> None:
    async with watched_halves("nostr") as watched:
        shown = await told_under(watched, fault)

        (health,) = watched.watch.health.values()
        assert [text for text in shown if text not in ("the one", "the last")] == []
        assert health.forged + health.malformed >= forged


@pytest.mark.parametrize("fault", ["created_at_2100", "kind_wrong", "untagged", "delete_by_another", "created_at_junk"])
async def test_what_a_stranger_slips_in_changes_nothing(fault: str) -> None:
    async with watched_halves("nostr") as watched:
        assert await told_under(watched, fault) == ["the last", "the one"]


async def test_a_relay_that_wants_a_login_is_refused_in_words() -> None:
    async with watched_halves("nostr") as watched:
        watched.chaos.do("closed_auth_required", times=0)
        watched.chaos.drop_all()

        assert await watched.until(lambda: _state(watched) is State.REFUSED, PATIENCE)

        assert "login" in watched.held.reports[-1].reason
        assert "\x1b" not in watched.held.reports[-1].reason


@pytest.mark.parametrize(
    "fault",
    [
        "delete_of_unknown",
        "kind_unknown",
        "record_missing",
        "langs_junk",
        "createdat_junk",
        "embed_unknown",
        "time_us_repeats",
    ],
)
async def test_odd_events_leave_their_neighbours_as_they_are(fault: str) -> None:
    async with watched_halves("jetstream") as watched:
        assert await told_under(watched, fault) == ["the last", "the one"]


async def test_facets_that_lie_make_no_link() -> None:
    async with watched_halves("jetstream") as watched:
        assert await told_under(watched, "facets_out_of_range", count=200) == ["the last", "the one"]

        posts = [watched.watch.known(key) for key in watched.held.standing]
        assert [post.sighting.post.body.links for post in posts if post is not None] == [(), ()]


@pytest.mark.parametrize("fault", ["cursor_too_old", "cursor_future"])
async def test_a_cursor_that_does_not_count_is_a_gap(fault: str) -> None:
    async with watched_halves("jetstream") as watched:
        chaos = watched.chaos
        await told_under(watched, "jetstream_replays_all")
        shut = chaos.do("port_flood", times=0)
        chaos.drop_all()
        chaos.publish("missed", ["a"])
        await asyncio.sleep(LONG / SPEED)
        chaos.script.actions.remove(shut)
        chaos.do(fault, path="/subscribe", times=0)
        await watched.until(lambda: bool(chaos.streams), PATIENCE)
        await chaos.subscribed()
        chaos.publish("after", ["a"])
        await watched.until(lambda: "after" in watched.held.standing.values(), PATIENCE)

        (gap,) = gaps_of(watched.watch, watched.names["jetstream"])
        assert "missed" not in watched.held.standing.values()
        assert gap.since <= chaos.world.tagged("a", half="jetstream")[1].created_at <= gap.until


async def test_a_time_that_is_no_time_is_never_asked_for() -> None:
    async with watched_halves("jetstream") as watched:
        await told_under(watched, "cursor_unit_changed")
        watched.chaos.drop_all()

        def opened() -> list[str | None]:
            return [asked.param("cursor") for asked in watched.chaos.meter.asked if asked.path == "/subscribe"]

        assert await watched.until(lambda: len(opened()) == 2, PATIENCE)
        assert "58" not in opened()


@pytest.mark.parametrize(
    "fault", ["guid_missing", "guid_all_same", "dates_junk", "redirect_permanent_chain", "etag_always_new"]
)
async def test_entries_without_good_names_or_dates_are_kept_apart_and_told_once(fault: str) -> None:
    async with watched_halves("feed") as watched:
        watched.chaos.do(fault, times=0)

        shown = await told_under(watched, "hang_up")

        asked = len(watched.chaos.meter.asked)
        await watched.until(lambda: len(watched.chaos.meter.asked) > asked + 2, PATIENCE)
        assert shown == ["the last", "the one"]
        assert [key for key, count in watched.held.told.items() if count > 1] == []
        assert len(watched.held.standing) == 2


@pytest.mark.parametrize(("fault", "secret"), [("entity_bomb", "lollol"), ("external_entity", "root:")])
async def test_entities_bring_nothing_in(fault: str, secret: str) -> None:
    async with watched_halves("feed") as watched:
        shown = await told_under(watched, fault)

        assert not any(secret in text for text in shown)


@pytest.mark.parametrize(
    ("fault", "words"), [("not_a_feed", ("page", "feed")), ("feed_50_mb", ("MiB", "large", "long"))]
)
async def test_what_is_no_feed_or_far_too_much_is_said(fault: str, words: tuple[str, ...]) -> None:
    async with watched_halves("feed") as watched:
        watched.chaos.do(fault, times=0, megabytes=12)
        watched.chaos.publish("hello", ["a"])

        assert await watched.until(lambda: not watched.all_up, PATIENCE)

        assert any(word in watched.held.reports[-1].reason for word in words), watched.held.reports[-1].reason


async def test_a_server_that_says_for_ever_that_nothing_changed_is_not_believed_for_ever() -> None:
    async with watched_halves("feed") as watched:
        watched.chaos.publish("before", ["a"])
        assert await watched.until(lambda: "before" in watched.held.standing.values(), PATIENCE)
        watched.chaos.do("etag_lies", times=0)
        watched.chaos.publish("after", ["a"])

        assert await watched.until(lambda: "after" in watched.held.standing.values(), PATIENCE)


@pytest.mark.parametrize(
    "halves",
    [
        ("mastodon", "jetstream"),
        ("jetstream", "mastodon"),
        ("mastodon", "nostr"),
        ("jetstream", "nostr"),
        ("nostr", "mastodon"),
        ("mastodon", "feed"),
    ],
)
async def test_a_post_that_a_bridge_carried_over_is_there_once(halves: Sequence[str]) -> None:
    async with watched_halves(*halves) as watched:
        watched.chaos.publish("said once, heard twice", ["a"], author="jo", halves=halves, same=True)
        watched.chaos.publish("another one", ["a"], author="lea", halves=halves, same=True)
        both = {watched.names[half] for half in halves}

        assert await watched.until(lambda: _sources(watched) == [both, both], PATIENCE), _sources(watched)

        assert sorted(watched.held.standing.values()) == ["another one", "said once, heard twice"]
        assert [count for count in watched.held.told.values() if count > 1] == []


def _state(watched: Watched) -> State:
    (health,) = watched.watch.health.values()
    return health.state


def _sources(watched: Watched) -> list[set[CleanLine]]:
    """Who gave each post that stands."""
    known = [watched.watch.known(key) for key in watched.held.standing]
    return [set(one.sources) for one in known if one is not None]
