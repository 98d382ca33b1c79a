"""Posts that wait a moment for their author's name: never long, never swallowed, never lost."""

import pytest

from hashtui.errors import Unreachable
from hashtui.post.sighting import Boost, Deletion, Sighting, Tally
from hashtui.sources.bluesky.waiting import ROOM
from hashtui.sources.source import Following
from tests.sources.bluesky.jetstream_on_paper import REPOST, Scene, about, commit, record, said, uri
from tests.sources.bluesky.network_on_paper import ANA, LEA, answer, label, profile, refusal
from tests.sources.listening import Listening, follow, listening


def scene_with(*known: str) -> Scene:
    scene = Scene(patience=1)
    scene.wire.profiles = {did: profile(did, f"{did[8:11]}.example") for did in known}
    return scene


def handles(ear: Listening) -> list[str]:
    return [str(sighting.post.author.handle) for sighting in ear.sightings]


async def test_a_post_is_told_once_with_its_authors_name() -> None:
    scene = scene_with(ANA)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), said(2))
        await ear.wind(0)
        assert ear.sightings == []
        await ear.wind(0.3)

        assert handles(ear) == ["@ana.example"] * 2
        await ear.wind(60)
        assert len(ear.sightings) == 2


async def test_somebody_known_already_does_not_wait() -> None:
    scene = scene_with(ANA)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(1)
        scene.wire.put(said(2))
        await ear.wind(0)

        assert ear.texts == ["number 1 #a", "number 2 #a"]


async def test_nobody_waits_longer_than_a_second() -> None:
    scene = scene_with()
    scene.wire.always["getProfiles"] = Unreachable("no answer")
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(0.9)
        assert ear.sightings == []
        await ear.wind(0.2)

        assert handles(ear) == [f"@{ANA}"]
        scene.wire.put(said(2))
        await ear.wind(1.1)
        assert ear.texts == ["number 1 #a", "number 2 #a"]


async def test_nobody_waits_where_there_is_nobody_to_ask() -> None:
    scene = Scene("jetstream+ws://127.0.0.1:6008/subscribe", patience=1)
    scene.wire.always["getProfiles"] = refusal("MethodNotImplemented", "", 501)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(60)
        assert len(ear.sightings) == 1
        scene.wire.put(commit(61, record("#a by another", "a"), did=LEA))
        await ear.wind(0)

        assert len(ear.sightings) == 2


@pytest.mark.parametrize("count", [1, 3])
async def test_what_happens_to_a_waiting_post_ends_its_waiting(count: int) -> None:
    scene = scene_with(ANA, LEA)
    async with listening(scene.source, scene.clock) as ear:
        for number in range(count):
            scene.wire.put(
                said(number),
                about(10 + number, REPOST, uri(number)),
                commit(20 + number, record("changed #a", "a"), operation="update", key=number),
                commit(30 + number, None, operation="delete", key=number),
            )
        await ear.wind(10)

        told = [type(heard) for heard in ear.heard if isinstance(heard, Sighting | Boost | Deletion)]
        assert told == [Sighting, Boost, Sighting, Deletion] * count


async def test_who_is_not_for_visitors_is_never_told_of() -> None:
    scene = scene_with()
    scene.wire.profiles = {ANA: profile(ANA, "ana.example", labels=[label("!no-unauthenticated", ANA)])}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(5)

        assert (ear.sightings, ear.deletions) == ([], [])
        assert "not meant for visitors" in ear.reports[-1].reason


async def test_in_a_flood_only_so_many_wait() -> None:
    scene = scene_with()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(*(commit(n, record(f"{n} #a", "a"), did=f"did:plc:{n}") for n in range(ROOM + 50)))
        await ear.wind(0)
        assert len(ear.sightings) == 50
        await ear.wind(30)

        assert {sighting.post.body.text for sighting in ear.sightings} == {f"{n} #a" for n in range(ROOM + 50)}
        assert len(ear.sightings) == ROOM + 50


@pytest.mark.parametrize("known", [(ANA,), ()], ids=["by name", "by nobody"])
async def test_what_waited_when_listening_stopped_is_heard_again(known: tuple[str, ...]) -> None:
    scene = scene_with(*known)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(100), said(200, "not ours"))
        await ear.wind(0)
        assert ear.sightings == []

    async with listening(scene.source, scene.clock) as ear:
        assert scene.wire.opened[-1].cursor == 95
        scene.wire.put(said(100), said(200, "not ours"))
        await ear.wind(1)

        assert ear.texts == ["number 100 #a"]


async def test_what_waited_was_told_and_is_gone_does_not_come_back_when_it_is_played_again() -> None:
    scene = scene_with(ANA)
    frames = said(1), commit(2, None, operation="delete", key=1)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(frames[0])
        await ear.wind(1)
        scene.wire.put(frames[1])
        await ear.wind(0)
        scene.wire.channel.put(Unreachable("cut"))
        await ear.wind(10)
        scene.wire.put(*frames)
        await ear.wind(10)

        assert (ear.texts, len(ear.deletions)) == (["number 1 #a"], 1)
        assert len(scene.wire.opened) == 2


async def test_what_was_being_told_when_listening_stopped_is_heard_again() -> None:
    scene = Scene()
    stream = scene.source.listen(Following(follow("a")))
    heard = await anext(stream)
    scene.wire.put(said(100), said(200))
    while not isinstance(heard, Sighting):
        heard = await anext(stream)
    await stream.aclose()

    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(100), said(200))
        await ear.wind(0)

        assert ear.texts == ["number 100 #a", "number 200 #a"]
        assert scene.wire.opened[-1].cursor == pytest.approx(-5)


async def test_a_boost_waits_for_the_name_of_who_passed_the_post_on() -> None:
    scene = scene_with(ANA, LEA)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(2)
        scene.wire.put(about(2, REPOST, uri(1)))
        await ear.wind(0)
        before = list(ear.boosts)
        await ear.wind(0.5)

        assert before == []
        assert [boost.by.handle for boost in ear.boosts] == ["@lea.example"]


async def test_a_boost_by_somebody_who_stays_unknown_is_told_after_a_second() -> None:
    scene = scene_with(ANA)
    scene.wire.always["getProfiles"] = answer("Bad gateway", 502)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(2)
        scene.wire.put(about(2, REPOST, uri(1)))
        await ear.wind(0.9)
        before = list(ear.boosts)
        await ear.wind(0.2)

        assert before == []
        assert [boost.by.key for boost in ear.boosts] == [LEA]


async def test_a_boost_by_somebody_who_is_not_for_visitors_is_counted_and_not_told() -> None:
    scene = scene_with(ANA)
    scene.wire.profiles[LEA] = profile(LEA, "lea.example", labels=[label("!no-unauthenticated", LEA)])
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(2)
        scene.wire.put(about(2, REPOST, uri(1)))
        await ear.wind(10)

        assert ear.boosts == []
        assert [heard.counts.boosts for heard in ear.heard if isinstance(heard, Tally)] == [1]


async def test_a_boost_that_waited_when_listening_stopped_is_heard_again() -> None:
    scene = scene_with(ANA)
    scene.wire.always["getProfiles"] = answer("Bad gateway", 502)
    async with listening(scene.source, scene.clock) as first:
        scene.wire.put(said(1))
        await first.wind(2)
        scene.wire.put(about(2, REPOST, uri(1)))
        await first.wind(0)

    async with listening(scene.source, scene.clock) as second:
        scene.wire.put(said(1), about(2, REPOST, uri(1)))
        await second.wind(3)
        scene.wire.put(about(2, REPOST, uri(1)))
        await second.wind(3)

        assert [boost.by.key for boost in first.boosts + second.boosts] == [LEA]
