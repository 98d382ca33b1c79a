"""The event as a source: played on its clock, by tags, once and in order."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from hashtui.clock import Clock, HandClock, PacedClock
from hashtui.post.sighting import Boost, Deletion, Heard, Report, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.demo.programme import START
from hashtui.sources.demo.simulate import Event, simulate
from hashtui.sources.demo.source import OPENING, DemoSource, demo_clock
from hashtui.sources.source import Following, Means
from tests.sources.listening import follow, listening
from tests.sources.paper import PaperServer

CAPCOMNET, PARIS20 = Tag.of("capcomnet"), Tag.of("paris20")
BOTH = ("capcomnet", "paris20")
MINUTES = 120


@pytest.fixture(scope="module")
def event() -> Event:
    return simulate(20, minutes=MINUTES)


def source_on(clock: Clock, event: Event) -> DemoSource:
    return DemoSource(Means(clock, PaperServer()), clock=clock, event=event)


def at_opening() -> HandClock:
    """A hand-wound clock that shows the event's time."""
    return HandClock(START + OPENING)


def concerning(event: Event, tag: Tag) -> set[str]:
    return {h.post.key for h in event.heard if isinstance(h, Sighting) and tag in h.post.tags}


def keys(heard: Iterable[Heard]) -> set[str]:
    return {one.post.key for one in heard if isinstance(one, Sighting)}


async def all_of(source: DemoSource, *tags: str) -> list[Heard]:
    return [heard async for heard in source.listen(Following(follow(*tags)))]


def played(heard: Iterable[Heard]) -> list[Heard]:
    """What came after the opening."""
    return [h for h in heard if not isinstance(h, Report) and not is_past(h, START + OPENING)]


def is_past(heard: Heard, now: datetime) -> bool:
    """Whether it was there already at that time."""
    return heard.held if isinstance(heard, Sighting) else isinstance(heard, Boost) and heard.received_at <= now


async def test_the_opening_is_there_at_once_each_post_once_and_as_it_is_now(event: Event) -> None:
    clock = at_opening()
    async with listening(source_on(clock, event), clock, BOTH) as ear:
        opening = [h for h in event.heard if h.received_at <= START + OPENING]
        gone = {h.key for h in opening if isinstance(h, Deletion)}
        newest = {h.post.key: h.post for h in opening if isinstance(h, Sighting) and h.source == "demo"}

        assert {s.post.key: s.post for s in ear.sightings} == {k: p for k, p in newest.items() if k not in gone}
        assert len(ear.sightings) == len(newest.keys() - gone) > 50
        assert all(s.held for s in ear.sightings)
        assert ear.states == [State.LIVE]


async def test_who_passed_on_what_is_there_comes_after_it_each_once(event: Event) -> None:
    clock = at_opening()
    async with listening(source_on(clock, event), clock, BOTH) as ear:
        boosts = [h for h in ear.heard if isinstance(h, Boost)]
        said = [h for h in ear.heard if isinstance(h, Sighting | Boost)]

        assert len(boosts) > 15
        assert boosts == [h for h in event.heard if isinstance(h, Boost) and h in {*boosts}]
        assert {boost.key for boost in boosts} <= keys(ear.heard)
        assert said.index(boosts[0]) == len(ear.sightings)


async def test_a_boost_is_heard_with_the_count_it_makes(event: Event) -> None:
    heard = await all_of(source_on(demo_clock(HandClock(), None), event), *BOTH)
    counted = {s.post.key: s.post.counts.boosts for s in heard if isinstance(s, Sighting)}
    boosters: dict[str, set[str]] = {}
    for one in heard:
        if isinstance(one, Boost) and one.key in counted:
            boosters.setdefault(one.key, set()).add(one.by.key)

    assert {key: len(by) for key, by in boosters.items()} == {key: n for key, n in counted.items() if n}


async def test_what_was_deleted_is_not_in_the_past_of_a_tag_followed_later(event: Event) -> None:
    source = source_on(demo_clock(HandClock(), None), event)
    gone = {h.key for h in event.heard if isinstance(h, Deletion)} & concerning(event, CAPCOMNET)

    await all_of(source, "paris20")
    past = await all_of(source, "capcomnet")

    assert gone
    assert not gone & keys(past)


async def test_what_follows_comes_once_in_order_and_at_its_time(event: Event) -> None:
    clock = at_opening()
    async with listening(source_on(clock, event), clock, BOTH) as ear:
        expected = [h for h in event.heard if h.received_at > START + OPENING]

        for step in range(MINUTES - 40):
            await ear.wind(60)
            now = START + OPENING + timedelta(minutes=step + 1)
            assert played(ear.heard) == [h for h in expected if h.received_at <= now]

        assert played(ear.heard) == expected
        assert ear.states == [State.LIVE, State.ENDED]


async def test_played_without_waiting_nothing_is_lost_and_others_get_their_turns(event: Event) -> None:
    clock = demo_clock(HandClock(), None)
    turns = 0

    async def another() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(another())
    heard = await all_of(source_on(clock, event), *BOTH)
    task.cancel()

    assert played(heard) == [h for h in event.heard if h.received_at > START + OPENING]
    assert turns > len(heard) / 2


async def test_an_hour_a_minute_brings_a_first_fact_within_forty_seconds(event: Event) -> None:
    base = HandClock()
    fact = event.truth.facts[0]
    async with listening(source_on(demo_clock(base, 60), event), base, BOTH) as ear:
        assert not keys(ear.heard) & {*fact.told_by}

        await ear.wind(40)

        assert len(keys(ear.heard) & {*fact.told_by}) >= 5


async def test_a_clock_that_is_not_the_events_is_wrapped() -> None:
    base = HandClock()
    source = DemoSource(Means(base, PaperServer()), seed=3)
    async with listening(source, base, BOTH) as ear:
        before = len(ear.sightings)

        await ear.wind(10)

        assert before > 40
        assert len(ear.sightings) > before + 10
        assert all(report.received_at.date() == START.date() for report in ear.reports)


async def test_a_clock_that_is_paced_is_taken_as_it_is(event: Event) -> None:
    base = HandClock()
    paced = PacedClock(base, START, 1)
    source = DemoSource(Means(paced, PaperServer()), event=event)
    async with listening(source, base, BOTH) as ear:
        assert ear.sightings == []

        await ear.wind(600)

        assert keys(ear.heard) == {
            h.post.key
            for h in event.heard
            if isinstance(h, Sighting) and h.received_at <= START + timedelta(seconds=600)
        }


async def test_what_is_not_followed_is_not_given(event: Event) -> None:
    heard = await all_of(source_on(demo_clock(HandClock(), None), event), "paris20")

    assert keys(heard) <= concerning(event, PARIS20)
    assert len(keys(heard)) > 60
    gone = {h.key for h in heard if isinstance(h, Deletion)}
    assert gone <= concerning(event, PARIS20)


async def test_a_tag_followed_later_gets_its_past_first_and_the_other_nothing_again(event: Event) -> None:
    clock = at_opening()
    async with listening(source_on(clock, event), clock, ["capcomnet"]) as ear:
        await ear.wind(1800)
        before = len(ear.heard)

        ear.following.change(follow(*BOTH))
        await ear.wind()

        past = ear.heard[before:]
        assert all(is_past(h, clock.now()) for h in past)
        assert sum(isinstance(h, Sighting) for h in past) == len(keys(past)) > 40
        assert keys(past) <= concerning(event, PARIS20) - concerning(event, CAPCOMNET)
        await ear.wind(600)
        assert any(PARIS20 in s.post.tags and not s.held for s in ear.sightings)


async def test_a_tag_that_is_left_and_taken_up_again_is_caught_up(event: Event) -> None:
    clock = at_opening()
    async with listening(source_on(clock, event), clock, BOTH) as ear:
        ear.following.change(follow("capcomnet"))
        await ear.wind(1200)
        missed = {
            h.post.key
            for h in event.heard
            if isinstance(h, Sighting) and PARIS20 in h.post.tags and h.received_at <= clock.now()
        } - {h.key for h in event.heard if isinstance(h, Deletion)}

        ear.following.change(follow(*BOTH))
        await ear.wind()

        assert missed <= keys(ear.heard)


async def test_what_was_heard_before_since_is_left_out_of_the_past(event: Event) -> None:
    clock = at_opening()
    since = START + timedelta(minutes=30)
    async with listening(source_on(clock, event), clock, BOTH, since=since) as ear:
        assert ear.sightings
        assert all(s.received_at >= since for s in ear.sightings)


async def test_after_its_end_it_still_gives_the_past_of_what_is_followed_then(event: Event) -> None:
    source = source_on(demo_clock(HandClock(), None), event)
    await all_of(source, "capcomnet")

    later = await all_of(source, *BOTH)

    reports = [h.state for h in later if isinstance(h, Report)]
    assert reports == [State.LIVE, State.ENDED]
    assert len(keys(later)) > 60
    assert all(isinstance(h, Report) or is_past(h, event.end) for h in later)


async def test_listening_again_goes_on_where_it_was(event: Event) -> None:
    clock = at_opening()
    source = source_on(clock, event)
    async with listening(source, clock, BOTH) as ear:
        await ear.wind(900)
        first = played(ear.heard)

    async with listening(source, clock, BOTH) as ear:
        await ear.wind(60 * MINUTES)
        second = played(ear.heard)

    assert first + second == [h for h in event.heard if h.received_at > START + OPENING]


async def test_a_thread_has_what_it_answers_and_the_answers_without_a_tag(event: Event) -> None:
    clock = HandClock(event.end)
    source = source_on(clock, event)
    reply = next(s for s in event.aside if s.post.reply_to in concerning(event, CAPCOMNET))

    around_reply = await source.thread(reply.local_id)
    around_post = await source.thread(reply.post.reply_to or "")

    assert around_reply.ancestors[-1].key == reply.post.reply_to
    assert reply.post.key in {post.key for post in around_post.descendants}


async def test_a_thread_knows_nothing_of_what_is_still_to_come(event: Event) -> None:
    clock = HandClock(event.start + timedelta(minutes=50))
    source = source_on(clock, event)

    for key in concerning(event, CAPCOMNET):
        thread = await source.thread(key)
        assert all(post.created_at <= clock.now() for post in (*thread.ancestors, *thread.descendants))


async def test_older_posts_come_a_page_at_a_time_the_oldest_first(event: Event) -> None:
    source = source_on(demo_clock(HandClock(), None), event)
    await all_of(source, *BOTH)

    page = await source.older(PARIS20, event.end)
    before = await source.older(PARIS20, page[0].post.created_at)

    times = [s.post.created_at for s in (*before, *page)]
    assert times == sorted(times)
    assert len(page) == len(before) == 40
    assert all(PARIS20 in s.post.tags and s.held for s in (*before, *page))
    assert await source.older(PARIS20, event.start) == []
