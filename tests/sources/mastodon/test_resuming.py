"""After a restart a server is asked for what came meanwhile, down to where it was read before."""

import json
from datetime import timedelta

import pytest

from hashtui.post.sighting import Cursor, State
from tests.sources.keeping import NONSENSE, Kept
from tests.sources.listening import Listening, listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.paper import HOST, START, Json, params_of, status

NAME = "tag a"
LATER = 30_000
"""Seconds after START: everything that is published in these tests is from before that."""


def statuses(numbers: range) -> list[Json]:
    return [status(number) for number in numbers]


def texts(numbers: range) -> list[str]:
    return [f"number {number}" for number in numbers]


def cursor(number: int, id_: str = "") -> str:
    made = id_ or str(status(number)["id"])
    return json.dumps(
        {"kind": "mastodon", "id": made, "at": (START + timedelta(seconds=number)).isoformat().replace("+00:00", "Z")}
    )


def cursors(ear: Listening) -> list[Cursor]:
    return [heard for heard in ear.heard if isinstance(heard, Cursor)]


def pages_back(scene: Scene) -> list[str]:
    """The questions for older pages."""
    return [asked for asked in scene.server.asked if "max_id" in params_of(asked)]


async def stopped_after(scene: Scene, kept: Kept) -> None:
    """A first run, which hears what there is."""
    async with listening(scene.source, scene.clock) as ear:
        pass
    kept.keep(ear.heard)


async def test_how_far_it_has_come_is_said_behind_the_posts_it_speaks_of() -> None:
    scene = Scene()
    scene.server.publish(*statuses(range(3)))

    async with listening(scene.source, scene.clock) as ear:
        assert [type(heard).__name__ for heard in ear.heard][-4:] == ["Sighting"] * 3 + ["Cursor"]
        assert cursors(ear)[0].name == NAME
        assert json.loads(cursors(ear)[0].value) == json.loads(cursor(2))


async def test_it_is_said_only_when_it_moved() -> None:
    scene = Scene(at=LATER)
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(600)
        assert len(cursors(ear)) == 1

        scene.server.publish(status(700))
        await ear.wind(60)

        assert len(cursors(ear)) == 2


async def test_what_came_while_it_was_off_comes_once_and_in_order() -> None:
    kept = Kept()
    scene = Scene()
    scene.server.publish(*statuses(range(50)))
    await stopped_after(scene, kept)
    again = Scene(kept=kept, at=LATER)
    again.server.rows = [*scene.server.rows, *statuses(range(4_000, 4_200))]

    async with listening(again.source, again.clock) as ear:
        fresh = [s for s in ear.sightings if s.post.created_at >= START + timedelta(seconds=4_000)]

        assert [s.post.body.text for s in fresh] == texts(range(4_000, 4_200))
        assert all(s.held for s in fresh)
        assert ear.gaps == []
        assert len(set(again.server.asked)) == len(again.server.asked)


async def test_without_a_kept_place_only_the_newest_page_is_read() -> None:
    scene = Scene(kept=Kept(), at=LATER)
    scene.server.publish(*statuses(range(200)))

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == texts(range(160, 200))
        assert pages_back(scene) == []


async def test_a_time_asked_for_counts_more_than_where_it_was() -> None:
    kept = Kept()
    kept.write(HOST, NAME, cursor(0))
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(*statuses(range(0, 6_000, 30)))

    async with listening(scene.source, scene.clock, since=START + timedelta(seconds=4_000)) as ear:
        assert len(ear.texts) == 66
        assert kept.asked == []


async def test_what_came_late_and_lies_a_little_below_is_found() -> None:
    kept = Kept()
    kept.write(HOST, NAME, cursor(2_000))
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(*statuses(range(1_000, 2_001, 10)), status(1_995, "late"), *statuses(range(2_010, 2_110, 2)))

    async with listening(scene.source, scene.clock) as ear:
        assert "late" in ear.texts
        assert ear.gaps == []


async def test_more_than_is_read_at_once_is_said_and_filled_while_new_posts_come() -> None:
    kept = Kept()
    kept.write(HOST, NAME, cursor(0))
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(*statuses(range(1_200)))

    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(status(1_300, "new"))
        await ear.wind(60)

        assert sorted(ear.texts) == sorted([*texts(range(1_200)), "new"])
        assert [(gap.since, gap.filled_at is not None) for gap in ear.gaps] == [(START, False), (START, True)]
        assert State.CATCHING_UP in ear.states
        assert json.loads(cursors(ear)[-1].value) == json.loads(cursor(1_300))


async def test_more_than_fifty_pages_are_not_read_and_stay_a_gap() -> None:
    kept = Kept()
    kept.write(HOST, NAME, cursor(0))
    scene = Scene(kept=kept, at=LATER)
    scene.server.limit = 5
    scene.server.publish(*statuses(range(400)))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(600)

        assert len(pages_back(scene)) == 50
        assert len(ear.texts) == 51 * 5
        assert [(gap.since, gap.filled_at) for gap in ear.gaps] == [(START, None)]
        assert json.loads(cursors(ear)[-1].value) == json.loads(cursor(399))


async def test_the_place_stays_where_it_was_until_the_hole_is_read() -> None:
    kept = Kept()
    kept.write(HOST, NAME, cursor(0))
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(*statuses(range(1_200)))
    scene.server.is_short_of_breath = True

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)
        assert len(ear.texts) == 40
        assert cursors(ear) == []

        scene.server.is_short_of_breath = False
        await ear.wind(600)

        assert len(ear.texts) == 1_200
        assert len(cursors(ear)) == 1


async def test_many_tags_take_turns() -> None:
    tags, kept = [f"t{n}" for n in range(6)], Kept()
    for tag in tags:
        kept.write(HOST, f"tag {tag}", cursor(0))
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(*(status(6 * n + place, tags=[tag]) for n in range(120) for place, tag in enumerate(tags)))

    async with listening(scene.source, scene.clock, tags) as ear:
        assert [asked.split("?")[0][-2:] for asked in pages_back(scene)[:6]] == tags
        assert len(set(ear.texts)) == len(ear.texts) == 720


async def test_what_is_new_is_asked_for_while_the_budget_bears_no_more_reading_back() -> None:
    tags, kept = [f"t{n}" for n in range(8)], Kept()
    for tag in tags:
        kept.write(HOST, f"tag {tag}", cursor(0))
    scene = Scene(kept=kept, at=LATER)
    scene.server.limit = 2
    scene.server.publish(*(status(8 * n + p, tags=[tag]) for n in range(60) for p, tag in enumerate(tags)))

    async with listening(scene.source, scene.clock, tags) as ear:
        await ear.wind(60)
        assert len(pages_back(scene)) < 200
        scene.server.publish(status(20_000, "new", tags=["t3"]))

        await ear.wind(60)
        assert "new" in ear.texts

        await ear.wind(900)
        assert len(ear.texts) == 481
        assert {gap.tags for gap in ear.gaps if gap.filled_at is None} == {
            gap.tags for gap in ear.gaps if gap.filled_at is not None
        }


@pytest.mark.parametrize("value", [*NONSENSE, cursor(0).replace('Z"', '"'), cursor(9 * 10**7), cursor(-(10**9))])
async def test_what_is_no_place_is_left_alone(value: str) -> None:
    kept = Kept()
    kept.write(HOST, NAME, value)
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(*statuses(range(100)))

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == texts(range(60, 100))
        assert pages_back(scene) == []


@pytest.mark.parametrize("id_", ["01HQ3ZK9D4", "9" * 18, "9" * 40, "x"])
async def test_an_id_of_other_software_does_not_hide_what_came(id_: str) -> None:
    kept = Kept()
    kept.write(HOST, NAME, cursor(100, id_))
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(*statuses(range(300)))

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts[-200:] == texts(range(100, 300))
        assert len(pages_back(scene)) == 5


async def test_a_tag_that_is_followed_again_goes_on_where_it_was_left() -> None:
    kept = Kept()
    scene = Scene(kept=kept, at=LATER)
    scene.server.publish(status(0))
    async with listening(scene.source, scene.clock) as ear:
        kept.keep(ear.heard)
        following = ear.following.follow
        ear.following.change(type(following)(frozenset()))
        await ear.wind(60)
        scene.server.publish(*statuses(range(2_000, 2_100)))

        ear.following.change(following)
        await ear.wind(60)

        assert sorted(set(ear.texts)) == sorted(["number 0", *texts(range(2_000, 2_100))])


async def test_what_an_earlier_run_heard_and_was_deleted_meanwhile_is_taken_back() -> None:
    kept, scene = Kept(), Scene(token="good")
    scene.server.publish(*statuses(range(100)))
    async with listening(scene.source, scene.clock) as first:
        pass
    again = Scene(kept=kept, at=LATER)
    again.server.rows = [row for row in scene.server.rows if row["id"] != status(70)["id"]]
    for sighting in first.sightings:
        again.source.remember(sighting)

    async with listening(again.source, again.clock) as ear:
        await ear.wind(60)

        gone = next(s for s in first.sightings if s.post.body.text == "number 70")
        assert [deletion.key for deletion in ear.deletions] == [gone.post.key]
        assert ear.texts == ["number 59"]


async def test_the_stream_takes_back_what_an_earlier_run_heard() -> None:
    first, again = Scene(), Scene(token="good", at=LATER)
    first.server.publish(status(1))
    async with listening(first.source, first.clock) as before:
        again.source.remember(before.sightings[0])
    async with listening(again.source, again.clock) as ear:
        again.server.channels[-1].event("delete", str(status(1)["id"]))
        await ear.wind()

        assert [deletion.key for deletion in ear.deletions] == [before.sightings[0].post.key]


async def test_an_edit_while_it_was_off_is_told_and_what_is_the_same_is_not() -> None:
    first, again = Scene(), Scene(at=LATER)
    first.server.publish(status(1), status(2))
    async with listening(first.source, first.clock) as before:
        for sighting in before.sightings:
            again.source.remember(sighting)
    again.server.publish(status(1), status(2, "edited", edited_at="2026-11-21T14:05:00Z"))

    async with listening(again.source, again.clock) as ear:
        assert ear.texts == ["edited"]
