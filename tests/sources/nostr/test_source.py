"""A relay as a source: what is asked of it, and what of its answers is told."""

import asyncio
from datetime import timedelta

import pytest

from hashtui.errors import Malformed, Unreachable
from hashtui.post.sighting import Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.source import Following
from tests.sources.listening import follow, listening
from tests.sources.nostr.paper_relay import NOW, PaperRelay, Scene, note
from tests.sources.paper import START, Json, answer


def filters_for_tags(relay: PaperRelay) -> list[Json]:
    return [one for filters in relay.asked(about="#t") for one in filters]


async def test_what_a_relay_holds_is_told_oldest_first_and_then_what_comes() -> None:
    scene = Scene()
    scene.relay.publish(note(-10), note(-30), note(-20))

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.publish(note(0, "fresh #a"))
        await ear.wind()

        assert ear.texts == ["number -30 #a", "number -20 #a", "number -10 #a", "fresh #a"]
        assert [s.held for s in ear.sightings] == [True, True, True, False]
        assert ear.states == [State.LIVE]
        assert [s.local_id for s in ear.sightings] == [s.post.key for s in ear.sightings]
        assert not any(s.asked for s in ear.sightings)


async def test_all_tags_are_asked_for_in_one_request_each_in_its_casings() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock, ["CapComNet", "été"]):
        (filters,) = scene.relay.asked(about="#t")

        assert [set(map(str, list_of(one["#t"]))) for one in filters] == [
            {"CapComNet", "capcomnet", "Capcomnet", "CAPCOMNET"},
            {"été", "Été", "ÉTÉ", "ete", "Ete", "ETE"},
        ]
        assert all(one["kinds"] == [1, 20, 1111, 30023] for one in filters)
        assert all(one["limit"] == 100 and "since" not in one for one in filters)


def list_of(found: object) -> list[object]:
    assert isinstance(found, list)
    return found


async def test_a_post_in_any_casing_is_found() -> None:
    scene = Scene()
    scene.relay.publish(*(note(-n, tag, ("t", tag)) for n, tag in enumerate(["paris", "Paris", "PARIS"])))

    async with listening(scene.source, scene.clock, ["paris"]) as ear:
        assert sorted(ear.texts) == ["PARIS", "Paris", "paris"]


async def test_a_post_with_two_tags_is_told_once() -> None:
    scene = Scene()
    scene.relay.publish(note(-1, "both", ("t", "a"), ("t", "b")))

    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        scene.relay.publish(note(0, "both again", ("t", "a"), ("t", "b")))
        await ear.wind()

        assert ear.texts == ["both", "both again"]


async def test_a_tag_added_later_asks_nothing_of_the_others() -> None:
    scene = Scene()
    scene.relay.publish(note(-5, "of a", ("t", "a")), note(-4, "of b", ("t", "b")))

    async with listening(scene.source, scene.clock, ["a"]) as ear:
        ear.following.change(follow("a", "b"))
        await ear.wind()
        scene.relay.publish(note(0, "a again", ("t", "a")))
        await ear.wind()

        first, second = filters_for_tags(scene.relay)
        assert (first["#t"], second["#t"]) == (["a", "A"], ["b", "B"])
        assert ear.texts == ["of a", "of b", "a again"]
        assert ear.sightings[1].held


async def test_a_tag_that_is_dropped_is_not_told_any_more() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        ear.following.change(follow("b"))
        await ear.wind()
        scene.relay.publish(note(0, "of a", ("t", "a")), note(1, "of b", ("t", "b")))
        await ear.wind()
        ear.following.change(follow())
        await ear.wind()

        assert ear.texts == ["of b"]
        assert scene.source.figures.unreadable == 0
        assert sum(said[0] == "CLOSE" for said in scene.relay.said) == 1


async def test_many_tags_are_asked_for_in_few_requests() -> None:
    scene = Scene()
    names = [f"tag{n:02}" for n in range(70)]
    scene.relay.publish(*(note(-n, name, ("t", name)) for n, name in enumerate(names)))

    async with listening(scene.source, scene.clock, names[:1]) as ear:
        for most in range(2, len(names) + 1):
            ear.following.change(follow(*names[:most]))
            await ear.wind()

        assert len(scene.relay.channel.requests) <= 9
        assert sorted(ear.texts) == names


async def test_how_far_back_is_said_is_how_far_back_is_read_page_by_page() -> None:
    scene = Scene()
    scene.relay.most = 10
    scene.relay.publish(*(note(-60 * n, f"number {n}", ("t", "a")) for n in range(60)))

    async with listening(scene.source, scene.clock, since=START - timedelta(minutes=45)) as ear:
        assert ear.texts == [f"number {n}" for n in range(45, -1, -1)]
        assert all(s.held for s in ear.sightings)
        assert ear.gaps == []


async def test_more_than_will_be_read_is_a_gap() -> None:
    scene = Scene()
    scene.relay.most = 3
    scene.relay.publish(*(note(-60 * n, f"number {n}", ("t", "a")) for n in range(60)))
    since = START - timedelta(minutes=55)

    async with listening(scene.source, scene.clock, since=since) as ear:
        (gap,) = ear.gaps

        assert (gap.since, gap.filled_at, gap.found_at) == (since, None, START)
        assert gap.until == ear.sightings[0].post.created_at
        assert gap.tags == {Tag.of("a")}
        assert gap.reason == "the relay has more than 12 pages of #a"


async def test_posts_of_one_second_that_fill_a_page_are_not_taken_for_all() -> None:
    scene = Scene()
    scene.relay.most = 10
    scene.relay.publish(
        *(note(-60, f"same second {n}", ("t", "a")) for n in range(15)), note(-120, "before", ("t", "a"))
    )

    async with listening(scene.source, scene.clock, since=START - timedelta(hours=1)) as ear:
        assert "before" in ear.texts
        assert [gap.reason for gap in ear.gaps] == ["more posts with #a in one second than the relay gives at a time"]


async def test_posts_from_the_future_neither_show_nor_hide_the_others() -> None:
    scene = Scene()
    scene.relay.publish(*(note(86_400 + n, f"future {n}", ("t", "a")) for n in range(150)))
    scene.relay.publish(note(-50, "present", ("t", "a")), note(600, "a clock ahead", ("t", "a")))

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.publish(note(10**9, "live future", ("t", "a")))
        await ear.wind()

        assert ear.texts == ["present", "a clock ahead"]
        assert scene.source.figures.unreadable == 101


async def test_an_older_page_is_read_on_the_same_connection() -> None:
    scene = Scene()
    scene.relay.publish(*(note(-60 * n, f"number {n}", ("t", "A" if n % 2 else "a")) for n in range(150)))

    async with listening(scene.source, scene.clock) as ear:
        oldest = ear.sightings[0].post.created_at

        older = await scene.source.older(Tag.of("a"), oldest)

        assert [s.post.body.text for s in older] == [f"number {n}" for n in range(139, 99, -1)]
        assert all(s.held for s in older)
        assert len(scene.relay.channels) == 1


async def test_a_thread_is_climbed_and_its_answers_are_read() -> None:
    scene = Scene()
    first = note(-100, "first", ("x", "y"))
    second = note(-90, "second", ("e", first.id, "", "root"))
    third = note(-80, "third", ("t", "a"), ("e", first.id, "", "root"), ("e", second.id, "", "reply"))
    fourth = note(-70, "fourth", ("e", third.id, "", "reply"))
    gone = note(-60, "gone", ("e", third.id, "", "reply"), ("expiration", str(NOW - 5)))
    scene.relay.publish(first, second, third, fourth, gone)

    async with listening(scene.source, scene.clock) as ear:
        thread = await scene.source.thread(ear.sightings[0].local_id)

        assert [post.body.text for post in thread.ancestors] == ["first", "second"]
        assert [post.body.text for post in thread.descendants] == ["fourth"]
        assert thread.local_ids == {event.id: event.id for event in (first, second, fourth)}


async def test_a_thread_that_nobody_waits_for_any_more_is_not_asked_for_any_more() -> None:
    scene = Scene()
    scene.relay.publish(note(-80))

    async with listening(scene.source, scene.clock) as ear:
        open_before = set(scene.relay.channel.requests)
        scene.relay.ends = False
        asking = asyncio.create_task(scene.source.thread(ear.sightings[0].local_id))
        await ear.wind()
        open_meanwhile = set(scene.relay.channel.requests)
        asking.cancel()
        await ear.wind()

        assert asking.cancelled()
        assert len(open_meanwhile) == len(open_before) + 1
        assert set(scene.relay.channel.requests) == open_before


async def test_nothing_can_be_asked_while_it_is_not_connected() -> None:
    scene = Scene()

    with pytest.raises(Unreachable, match=r"relay\.example is not connected"):
        await scene.source.older(Tag.of("a"), START)
    with pytest.raises(Malformed):
        await scene.source.thread("17")


async def test_a_relay_that_describes_itself_is_asked_once_and_after_its_posts() -> None:
    scene = Scene()
    scene.relay.publish(note(-1))
    scene.relay.document = answer({"limitation": {"max_subscriptions": 14, "auth_required": True}})

    async with listening(scene.source, scene.clock) as ear:
        before = list(scene.relay.fetched)
        await ear.wind(300)

        assert before == []
        assert scene.relay.fetched == ["https://relay.example/"]
        assert ear.reports[-1].reason == "it would like a login"


@pytest.mark.parametrize("document", [answer("<html>"), answer("", 404), answer([1]), Unreachable("no")])
async def test_a_relay_that_does_not_describe_itself_is_followed_all_the_same(document: object) -> None:
    scene = Scene()
    scene.relay.document = document  # type: ignore[assignment]  # one of these

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)
        scene.relay.publish(note(0))
        await ear.wind()

        assert ear.texts == ["number 0 #a"]
        assert ear.states == [State.LIVE]


async def test_what_came_is_counted_over_all_connections() -> None:
    scene = Scene()
    scene.relay.publish(note(-1))

    async with listening(scene.source, scene.clock) as ear:
        first = scene.source.figures.received
        scene.relay.cut()
        await ear.wind(10)

        assert first
        assert (scene.source.figures.received or 0) > first


async def test_what_was_not_taken_is_told_again_to_who_listens_next() -> None:
    scene = Scene()
    scene.relay.publish(note(-3), note(-2), note(-1))
    stream = scene.source.listen(Following(follow("a")))
    while not isinstance(await anext(stream), Sighting):
        pass
    await asyncio.sleep(0)
    await stream.aclose()

    async with listening(scene.source, scene.clock) as ear:
        assert sorted(set(ear.texts)) == ["number -1 #a", "number -2 #a", "number -3 #a"]
