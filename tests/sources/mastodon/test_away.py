"""What was edited and deleted while a source could not listen is found when it can again."""

from hashtui.errors import Unreachable
from tests.sources.listening import listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.mastodon.test_streaming import TAG_A, published
from tests.sources.paper import Json, status

STATUSES = "/api/v1/statuses/"


def edited(number: int) -> Json:
    return status(number, "edited", edited_at="2026-11-21T14:05:00Z")


def take_away(scene: Scene, number: int) -> str:
    """The server has this post no more; its key."""
    row = next(row for row in scene.server.rows if row["id"] == status(number)["id"])
    scene.server.rows.remove(row)
    return str(row["uri"])


def rewrite(scene: Scene, number: int) -> None:
    place = next(n for n, row in enumerate(scene.server.rows) if row["id"] == status(number)["id"])
    scene.server.rows[place] = edited(number)


async def test_what_only_the_stream_had_brought_is_missed_when_it_went_while_the_stream_was_away() -> None:
    scene = Scene(token="good")
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        for number in (10, 11, 12):
            await published(scene, ear, status(number))
        key = take_away(scene, 11)

        scene.server.channels[-1].put(Unreachable("reset"))
        await ear.wind(20)

        assert [deletion.key for deletion in ear.deletions] == [key]


async def test_what_changed_far_below_what_is_new_is_found_after_trouble() -> None:
    scene = Scene()
    scene.server.publish(*(status(n) for n in range(40)))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.always[TAG_A] = Unreachable("no route")
        await ear.wind(60)
        del scene.server.always[TAG_A]
        scene.server.publish(*(status(100 + n) for n in range(36)))
        rewrite(scene, 20)
        gone = take_away(scene, 25)

        await ear.wind(600)

        assert ear.texts.count("edited") == 1
        assert [deletion.key for deletion in ear.deletions] == [gone]
        assert ear.gaps == []


async def test_what_changed_behind_a_hole_is_found_when_it_is_filled() -> None:
    scene = Scene(token="good")
    scene.server.publish(*(status(n) for n in range(20)))
    async with listening(scene.source, scene.clock) as ear:
        await published(scene, ear, status(30))
        gone = {take_away(scene, 30), take_away(scene, 15)}
        rewrite(scene, 12)
        scene.server.publish(*(status(100 + n) for n in range(130)))

        scene.server.channels[-1].put(Unreachable("reset"))
        await ear.wind(60)

        assert {deletion.key for deletion in ear.deletions} == gone
        assert ear.texts.count("edited") == 1
        assert len(set(ear.texts)) == 20 + 1 + 1 + 130


async def test_while_all_goes_well_nothing_is_read_twice() -> None:
    scene = Scene(token="good")
    scene.server.publish(*(status(n) for n in range(40)))
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)
        asked = scene.server.count(TAG_A)
        for number in range(100, 130):
            await published(scene, ear, status(number))

        await ear.wind(130)

        assert scene.server.count(TAG_A) - asked <= 3
        assert scene.server.count(STATUSES) == 0
