"""A watch from outside: sinks, health, following, and asking on purpose."""

import asyncio
import time
from dataclasses import replace

import pytest

from hashtui.errors import Refused, Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.post import Counts
from hashtui.post.sighting import Gap, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.source import Figures
from hashtui.watch import Outcome, Watch
from tests.watch.posts import at, gone, heard, post, report, tags
from tests.watch.running import running
from tests.watch.sources import FOREVER, Taken, WrittenSource, hand_clock, live

A = Tag.of("a")


def silent_watch(*urls: str) -> tuple[Watch, list[WrittenSource], Taken]:
    """A watch on silent sources, with a sink."""
    clock = hand_clock()
    sources = [WrittenSource(url, clock) for url in urls]
    watch, sink = Watch(sources, clock), Taken()
    watch.attach(sink)
    return watch, sources, sink


def test_a_post_through_two_sources_is_told_once_and_then_again() -> None:
    watch, _, sink = silent_watch("one", "two")

    watch.admit(heard(post(), "one"))
    watch.admit(heard(post(), "two"))
    watch.admit(heard(post(), "two", received=5))

    assert sink.changes == [("post", "p1"), ("again", "p1")]
    health = watch.health
    assert [(one.posts, one.duplicates) for one in health.values()] == [(1, 0), (0, 2)]


def test_every_sink_is_told_and_one_that_is_detached_no_more() -> None:
    watch, _, first = silent_watch("one")
    second = Taken()
    watch.attach(second)

    watch.admit(heard(post("p1")))
    watch.detach(first)
    watch.admit(heard(post("p2")))

    assert first.changes == [("post", "p1")]
    assert second.changes == [("post", "p1"), ("post", "p2")]


def test_a_sink_may_be_detached_by_what_it_is_told() -> None:
    watch, _, first = silent_watch("one")
    second = Taken()
    watch.attach(second)
    first.on_take = lambda _: watch.detach(first)

    watch.admit(heard(post("p1")))
    watch.admit(heard(post("p2")))

    assert first.changes == [("post", "p1")]
    assert second.changes == [("post", "p1"), ("post", "p2")]


def test_a_late_sink_is_told_everything_known_the_oldest_first_in_its_newest_state() -> None:
    watch, _, _ = silent_watch("one")
    late = Taken()
    watch.admit(heard(post("new", written=90)))
    watch.admit(heard(post("old", written=10)))
    watch.admit(heard(post("gone", written=50)))
    watch.admit(heard(post("old", "edited", written=10, edited=95)))
    watch.admit(gone("gone"))
    watch.admit(gone("never told"))
    watch.admit(heard(post("never told")))

    watch.replay_to(late)

    assert late.changes == [("post", "old"), ("deleted", "gone"), ("post", "new")]
    assert late.admitted[0].sighting.post.body.text == "edited"


def test_a_known_post_can_be_asked_for() -> None:
    watch, _, _ = silent_watch("one")
    watch.admit(heard(post(counts=Counts(boosts=1))))
    watch.admit(heard(post(counts=Counts(boosts=4)), "two", asked=["b"]))

    known = watch.known("p1")

    assert known is not None
    assert known.sighting.post.counts.boosts == 4
    assert known.tags == tags("a", "b")
    assert known.sources == ("one", "two")
    assert watch.known("p2") is None


def test_gaps_and_reports_reach_the_sinks_and_health_knows_them_first() -> None:
    watch, (source,), sink = silent_watch("one")
    gap = Gap(source.url, at(0), at(60), clean_line("the stream broke"))

    watch.admit(report("one", State.LIVE))
    watch.admit(gap)

    assert sink.noted == [report("one", State.LIVE), gap]
    assert watch.health[source.url].state is State.LIVE


@pytest.mark.parametrize(
    ("states", "answered", "all_failed", "refused"),
    [
        (["starting", "starting"], False, False, False),
        (["reconnecting", "starting"], False, False, False),
        (["reconnecting", "no network"], False, True, False),
        (["refused", "refused"], False, True, True),
        (["refused", "broken"], False, True, True),
        (["waiting", "refused"], False, False, True),
        (["polling", "refused"], True, False, True),
        (["live", "ended"], True, False, False),
    ],
)
def test_what_became_of_the_first_attempts_decides_the_exit(
    states: list[str], answered: bool, all_failed: bool, refused: bool
) -> None:
    watch, sources, _ = silent_watch("one", "two")

    for source, state in zip(sources, states, strict=True):
        watch.admit(report(source.url, State(state)))

    assert (watch.answered, watch.all_failed_first, watch.any_refused) == (answered, all_failed, refused)


def test_a_source_that_answered_once_has_answered_for_good() -> None:
    watch, (source,), _ = silent_watch("one")

    watch.admit(report("one", State.RECONNECTING))
    watch.admit(heard(post()))
    watch.admit(report("one", State.RECONNECTING, "the line is dead"))

    health = watch.health[source.url]
    assert (health.outcome, health.retries, health.last_error) == (Outcome.ANSWERED, 2, "the line is dead")
    assert not watch.all_failed_first


def test_a_watch_on_nothing_has_not_failed() -> None:
    watch, _, _ = silent_watch()

    assert not watch.all_failed_first
    assert not watch.answered


def test_lag_and_rate_are_of_what_came_live() -> None:
    watch, (source,), _ = silent_watch("one")
    watch.admit(heard(post("held"), received=9_000, held=True))
    for n, lag in enumerate([2, 4, 600]):
        watch.admit(heard(post(f"p{n}", written=0 - lag), received=0))

    health = watch.health[source.url]

    assert health.lag is not None
    assert health.lag.total_seconds() == 4
    assert health.per_minute == pytest.approx(3 / 5)
    assert health.posts == 4


def test_what_is_followed_can_change_before_and_after() -> None:
    watch, _, _ = silent_watch("one")

    watch.follow(tags("a"), at(0))
    watch.follow([A, Tag.of("b")])

    assert watch.follows.tags == tags("a", "b")
    assert watch.follows.since is None


def test_five_thousand_posts_are_admitted_in_a_moment() -> None:
    watch, _, sink = silent_watch("one", "two")
    said = [heard(post(f"p{n}"), source, received=n) for source in ("one", "two") for n in range(5_000)]

    began = time.process_time()
    for one in said:
        watch.admit(one)
    took = time.process_time() - began

    assert len(sink.admitted) == 10_000
    assert took < 1  # it takes 0.04 on the machine this was written on


async def test_a_thread_comes_from_the_first_source_that_tells() -> None:
    watch, (one, two, three), _ = silent_watch("one", "two", "three")
    told = Thread(ancestors=(post("before"),))
    for source, local_id in ((one, ""), (two, "22"), (three, "33")):
        watch.admit(heard(post(), source.url, local_id=local_id))
    two.threads["22"] = Unreachable("two is away")
    three.threads["33"] = told

    assert await watch.thread("p1") == told


async def test_a_thread_that_nobody_tells_says_why() -> None:
    watch, (one,), _ = silent_watch("one")
    watch.admit(heard(post(), local_id="11"))
    one.threads["11"] = Refused("one wants a login")

    with pytest.raises(Refused, match="wants a login"):
        await watch.thread("p1")
    with pytest.raises(Unreachable, match="no source"):
        await watch.thread("unheard of")


async def test_older_posts_are_asked_of_every_source_and_the_new_ones_counted() -> None:
    watch, (one, two, three), sink = silent_watch("one", "two", "three")
    watch.admit(heard(post("p1")))
    one.pages = [heard(post("p0"), "one"), heard(post("p1"), "one")]
    two.pages = Unreachable("two is away")
    three.pages = [heard(post("p0"), "three"), heard(post("p-1"), "three")]

    found = await watch.older(A, at(0))

    assert found == 2
    assert sink.changes == [("post", "p1"), ("post", "p0"), ("again", "p0"), ("post", "p-1")]


async def test_older_posts_that_nobody_gives_are_trouble_and_not_none() -> None:
    watch, (one, two), _ = silent_watch("one", "two")
    one.pages, two.pages = Unreachable("one is away"), Refused("two refuses")

    with pytest.raises(Unreachable, match="one is away"):
        await watch.older(A, at(0))


def test_a_source_may_speak_under_other_names() -> None:
    watch, (source,), _ = silent_watch("one")

    watch.admit(heard(post("p1"), "elsewhere"))

    assert watch.health[source.url].posts == 0
    assert watch.known("p1") is not None


async def test_nobody_speaks_in_the_name_of_another_source_that_is_followed() -> None:
    clock, sink = hand_clock(), Taken()
    file = WrittenSource("file", clock, [1.0, gone("p1", "server"), heard(post("p2"), "server"), FOREVER])
    server = WrittenSource("server", clock, [live("server"), heard(post("p1"), "server"), FOREVER])
    watch = Watch([file, server], clock)
    watch.attach(sink)

    async with running(watch):
        await clock.wind(10)

    assert sink.changes == [("post", "p1"), ("post", "p2")]
    assert [(one.url, one.posts) for one in watch.health.values()] == [("file", 1), ("server", 1)]


def test_what_is_forgotten_is_counted() -> None:
    clock = hand_clock()
    watch = Watch([WrittenSource("one", clock)], clock, room=1_000)

    for n in range(2_500):
        watch.admit(heard(post(f"p{n}")))

    assert watch.forgotten == 1_000
    assert watch.known("p0") is None
    assert watch.known("p2499") is not None


async def test_what_the_sources_share_is_closed_when_the_run_ends() -> None:
    clock = hand_clock()
    closed: list[str] = []

    async def close() -> None:
        closed.append("the wire")

    watch = Watch([WrittenSource("one", clock, [live("one"), FOREVER])], clock, close=close)
    task = asyncio.create_task(watch.run())
    await clock.wind(1)
    assert closed == []
    task.cancel()
    await asyncio.wait([task])

    assert closed == ["the wire"]


async def test_the_thread_of_a_post_met_in_a_thread_can_be_asked_for() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock)
    watch = Watch([source], clock)
    watch.admit(heard(post("p1"), "one", local_id="id-of-p1"))
    source.threads["id-of-p1"] = Thread(descendants=(post("reply"),), local_ids={"reply": "77"})
    source.threads["77"] = Thread(ancestors=(post("p1"),))
    await watch.thread("p1")

    assert await watch.thread("reply") == Thread(ancestors=(post("p1"),))


def test_what_a_source_counts_of_itself_is_part_of_its_health() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock)
    source.counted = Figures(requests_left=180, unreadable=2)
    watch = Watch([source], clock)

    health = watch.health[source.url]

    assert (health.requests_left, health.malformed) == (180, 2)


def test_lag_is_not_taken_from_clocks_that_are_wrong() -> None:
    watch, (source,), _ = silent_watch("one")
    for n, late in enumerate([3, -86_400 * 400, 86_400 * 400, -2, 3]):
        watch.admit(heard(post(f"p{n}", written=-late)))

    lag = watch.health[source.url].lag

    assert lag is not None
    assert lag.total_seconds() == 3


def test_what_was_received_long_ago_by_another_is_heard_now() -> None:
    watch, (source,), _ = silent_watch("one")
    watch.admit(heard(post("old", written=-90_000), received=-90_000, held=True))
    watch.admit(heard(post("older", written=-99_000), received=-98_990))

    health = watch.health[source.url]

    assert health.last_heard_at == at(0)
    assert health.per_minute == pytest.approx(1 / 5)
    assert health.lag is not None
    assert health.lag.total_seconds() == 10


def test_bytes_and_forgeries_are_part_of_health() -> None:
    clock = hand_clock()
    source = WrittenSource("one", clock)
    source.counted = Figures(forged=3, received=4_096)

    health = Watch([source], clock).health[source.url]

    assert (health.forged, health.received) == (3, 4_096)


def test_gaps_are_kept_for_those_who_come_late() -> None:
    watch, (source,), sink = silent_watch("one")
    late = Taken()
    first = Gap(source.url, at(0), at(60), clean_line("the stream broke"))
    second = Gap(source.url, at(100), at(160), clean_line("the stream broke"))
    filled = replace(first, filled_at=at(200), found=4)

    for gap in (first, second, first, filled):
        watch.admit(gap)
    watch.replay_to(late)

    assert sink.noted == [first, second, filled]
    assert watch.gaps == (second, filled)
    assert late.noted == [filled, second]


def test_a_deletion_of_what_was_never_heard_here_is_told_to_whoever_kept_it() -> None:
    lost: list[str] = []
    watch = Watch((), hand_clock(), lose_unknown=lambda deletion: lost.append(deletion.key))
    watch.admit(heard(post("p1"), "one"))

    watch.admit(gone("p1", "one"))
    watch.admit(gone("p2", "one"))
    watch.admit(gone("p1", "one"))

    assert lost == ["p2"]
