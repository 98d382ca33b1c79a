"""After a restart a relay is asked for what came meanwhile, from ten minutes before it was heard last."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Cursor, Tally
from hashtui.sources.nostr.event import DELETION, REACTION
from tests.sources.keeping import NONSENSE, Kept
from tests.sources.listening import Listening, listening
from tests.sources.nostr.paper_relay import NOW, RELAY, Scene, note
from tests.sources.nostr.test_missed import tag_filters
from tests.sources.paper import START

NAME = "tag a"
LATER = 30_000
"""Seconds after START: everything that is published in these tests is from before that."""


def cursor(second: float) -> str:
    return json.dumps({"kind": "nostr", "at": f"{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}"})


def kept_at(second: float, *tags: str) -> Kept:
    kept = Kept()
    for tag in tags or ("a",):
        kept.write(RELAY, f"tag {tag}", cursor(second))
    return kept


def cursors(ear: Listening) -> list[Cursor]:
    return [heard for heard in ear.heard if isinstance(heard, Cursor)]


async def test_how_far_it_has_come_is_said_behind_what_was_stored_and_when_more_came() -> None:
    scene = Scene()
    scene.relay.publish(note(-5), note(-4))

    async with listening(scene.source, scene.clock) as ear:
        assert [type(heard).__name__ for heard in ear.heard][-3:] == ["Sighting", "Sighting", "Cursor"]
        await ear.wind(3)
        scene.relay.publish(note(2, "from a slow clock #a"))
        await ear.wind(5)

        assert isinstance(ear.heard[-1], Cursor)
        assert [(one.name, json.loads(one.value)) for one in cursors(ear)] == [
            (NAME, json.loads(cursor(0))),
            (NAME, json.loads(cursor(3))),
        ]


async def test_nothing_is_said_while_nothing_comes() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(600)

        assert len(cursors(ear)) <= 2


async def test_an_author_who_lives_in_the_future_does_not_carry_it_there() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.relay.publish(note(800, "soon #a"), note(9_000, "far off #a"))
        await ear.wind(10)

        assert all(json.loads(one.value)["at"] <= "2026-11-21T14:00:10Z" for one in cursors(ear))


async def test_what_came_while_it_was_off_comes_once_and_in_order() -> None:
    kept, scene = Kept(), Scene()
    scene.relay.publish(*(note(n) for n in range(-2_000, 0, 100)))
    async with listening(scene.source, scene.clock) as ear:
        pass
    kept.keep(ear.heard)
    again = Scene(kept=kept, at=LATER)
    again.relay.stored = [*scene.relay.stored, *(note(n) for n in range(0, 29_000, 100))]

    async with listening(again.source, again.clock) as ear:
        assert ear.texts == [f"number {n} #a" for n in range(-600, 29_000, 100)]
        assert all(sighting.held for sighting in ear.sightings)
        assert ear.gaps == []
        assert tag_filters(again.relay)[0][0]["since"] == NOW - 600


async def test_what_came_is_read_page_by_page() -> None:
    scene = Scene(kept=kept_at(0), at=LATER)
    scene.relay.most = 50
    scene.relay.publish(*(note(n) for n in range(300)))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(10)

        assert ear.texts == [f"number {n} #a" for n in range(300)]
        assert ear.gaps == []


async def test_more_than_is_worth_reading_is_said() -> None:
    scene = Scene(kept=kept_at(0), at=LATER)
    scene.relay.most = 20
    scene.relay.publish(*(note(n) for n in range(400)))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(10)

        assert len(ear.texts) < 300
        assert [(gap.since, gap.filled_at) for gap in ear.gaps] == [(START, None)]
        assert ear.gaps[0].until == min(s.post.created_at for s in ear.sightings)
        assert cursors(ear)


async def test_the_place_stays_where_it_was_while_the_relay_says_nothing() -> None:
    scene = Scene(kept=kept_at(0), at=LATER)
    scene.relay.publish(note(1))
    scene.relay.closes = lambda filters: "error: try later"

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(3)

        assert cursors(ear) == []


async def test_each_tag_goes_on_where_it_was() -> None:
    kept = kept_at(0)
    kept.write(RELAY, "tag b", cursor(20_000))
    scene = Scene(kept=kept, at=LATER)
    scene.relay.publish(*(note(n, f"{tag} {n}", ("t", tag)) for n in range(0, 30_000, 6_000) for tag in "ab"))

    async with listening(scene.source, scene.clock, ("a", "b")) as ear:
        assert ear.texts[:4] == ["a 0", "a 6000", "a 12000", "a 18000"]
        assert sorted(ear.texts[4:]) == ["a 24000", "b 24000"]


async def test_a_time_asked_for_counts_more_than_where_it_was() -> None:
    scene = Scene(kept=kept_at(0), at=LATER)
    scene.relay.publish(*(note(n) for n in range(0, 30_000, 1_000)))

    async with listening(scene.source, scene.clock, since=START + timedelta(seconds=27_000)) as ear:
        assert ear.texts == [f"number {n} #a" for n in (27_000, 28_000, 29_000)]


@pytest.mark.parametrize("value", [*NONSENSE, cursor(0).replace("Z", ""), cursor(9 * 10**7), cursor(-(10**9))])
async def test_what_is_no_place_is_left_alone(value: str) -> None:
    kept = Kept()
    kept.write(RELAY, NAME, value)
    scene = Scene(kept=kept, at=LATER)
    scene.relay.publish(*(note(n) for n in range(0, 30_000, 100)))

    async with listening(scene.source, scene.clock) as ear:
        assert len(ear.texts) == 100
        assert "since" not in tag_filters(scene.relay)[0][0]


async def test_what_becomes_of_posts_that_an_earlier_run_heard_is_heard() -> None:
    first, again = Scene(), Scene(kept=kept_at(0), at=LATER)
    events = [note(n) for n in range(-3, 0)]
    first.relay.publish(*events)
    async with listening(first.source, first.clock) as before:
        for sighting in before.sightings:
            again.source.remember(sighting)
    again.relay.stored = [
        *events,
        note(5, "", ("e", events[0].id), kind=DELETION),
        note(6, "", ("e", events[1].id), kind=DELETION, by="lea"),
        note(7, "+", ("e", events[1].id), kind=REACTION, by="lea"),
    ]

    async with listening(again.source, again.clock) as ear:
        await ear.wind(20)

        assert [deletion.key for deletion in ear.deletions] == [events[0].id]
        assert [(heard.key, heard.counts.favourites) for heard in ear.heard if isinstance(heard, Tally)] == [
            (events[1].id, 1)
        ]
        assert ear.texts == []


async def test_posts_remembered_later_leave_no_other_out() -> None:
    scene = Scene()
    before = [note(-n) for n in range(600)]
    scene.relay.publish(note(0, "told #a"))
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(10)
        told = ear.sightings[0]
        for event in before:
            scene.source.remember(replace(told, post=replace(told.post, key=clean_line(event.id)), local_id=event.id))
        await ear.wind(10)
        scene.relay.publish(note(15, "", ("e", told.local_id), kind=DELETION))
        await ear.wind(10)

        assert [deletion.key for deletion in ear.deletions] == [told.post.key]


@pytest.mark.parametrize("wrong", ["", "x", "g" * 64])
async def test_what_is_no_event_cannot_be_remembered(wrong: str) -> None:
    scene = Scene()
    scene.relay.publish(note(0))
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(10)
        scene.source.remember(replace(ear.sightings[0], local_id=wrong))
        await ear.wind(10)

        assert ear.ended_by is None
