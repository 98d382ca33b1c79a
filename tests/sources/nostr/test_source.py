"""A relay as a source: what is asked of it, and what of its answers is told."""

import asyncio
import json
from datetime import timedelta

import pytest

from hashtui.errors import Malformed, Unreachable
from hashtui.post.sighting import Boost, Sighting, State, Tally
from hashtui.post.tag import Tag
from hashtui.sources.source import Following
from tests.chaos.nostr_event import DELETION, PROFILE, REACTION, REPOST, NostrEvent, signed
from tests.sources.listening import Listening, follow, listening
from tests.sources.nostr.paper_relay import NOW, PaperRelay, Scene, note
from tests.sources.paper import START, Json, answer


def about(event: NostrEvent, kind: int, content: str = "", *, by: str = "ben", at: int = 0) -> NostrEvent:
    """Something somebody says of an event."""
    return signed(by, NOW + at, kind, [("e", event.id), ("p", event.pubkey)], content)


def as_text(event: Json) -> str:
    return json.dumps(event, ensure_ascii=False)


def profile(name: str, *, by: str = "ana", at: int = -9000) -> NostrEvent:
    return signed(by, NOW + at, PROFILE, (), f'{{"name":"{name}"}}')


def boosts(ear: Listening) -> list[Boost]:
    return [heard for heard in ear.heard if isinstance(heard, Boost)]


def tallies(ear: Listening) -> list[Tally]:
    return [heard for heard in ear.heard if isinstance(heard, Tally)]


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


async def test_an_expired_post_is_not_shown_and_one_that_expires_goes() -> None:
    scene = Scene()
    scene.relay.publish(
        note(-50, "gone", ("t", "a"), ("expiration", str(NOW - 1))),
        note(-40, "going", ("t", "a"), ("expiration", str(NOW + 60))),
    )

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(59)
        before = list(ear.deletions)
        await ear.wind(10)

        assert ear.texts == ["going"]
        assert before == []
        assert [gone.key for gone in ear.deletions] == [ear.sightings[0].post.key]


async def test_only_its_author_deletes_a_post() -> None:
    scene = Scene()
    mine, other = note(-50, "mine"), note(-40, "other", by="ben")
    scene.relay.publish(mine, other)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        scene.relay.publish(about(mine, DELETION, by="ben"), about(other, DELETION, by="ben"))
        await ear.wind()

        assert [gone.key for gone in ear.deletions] == [other.id]


async def test_a_deletion_that_came_before_its_post_counts() -> None:
    scene = Scene()
    seen, late = note(-50, "seen"), note(-40, "late")
    scene.relay.publish(seen)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        gone = signed("ana", NOW, DELETION, [("e", seen.id), ("e", late.id)], "")
        scene.relay.publish(gone, late)
        await ear.wind()

        assert ear.texts == ["seen"]
        assert [one.key for one in ear.deletions] == [seen.id]


async def test_boosts_and_likes_of_what_was_told_are_counted_by_person() -> None:
    scene = Scene()
    liked = note(-50, "liked")
    scene.relay.publish(liked, about(liked, REACTION, "+", by="cleo"), about(note(-1, "unknown"), REACTION, "+"))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(11)
        scene.relay.publish(
            about(liked, REPOST, as_text(liked.json())),
            about(liked, REPOST, at=1),
            about(liked, REACTION, "🤙"),
            about(liked, REACTION, "+", at=1),
            about(liked, REACTION, "-", by="dan"),
        )
        await ear.wind(10)

        assert [(one.key, one.by.handle[:6]) for one in boosts(ear)] == [(liked.id, "@npub1")]
        assert [(one.counts.boosts, one.counts.favourites) for one in tallies(ear)] == [(0, 1), (1, 2)]
        assert [one.counts.replies for one in tallies(ear)] == [None, None]


async def test_counts_are_told_at_most_once_in_five_seconds() -> None:
    scene = Scene()
    liked = note(-50, "liked")
    scene.relay.publish(liked)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(5)
        for n in range(100):
            scene.relay.publish(about(liked, REACTION, "+", by=f"reader {n}"))
            await ear.wind(0.2)

        await ear.wind(5)

        assert len(tallies(ear)) <= 6
        assert tallies(ear)[-1].counts.favourites == 100


async def test_a_boost_that_carries_something_else_than_it_names_is_a_lie() -> None:
    scene = Scene()
    told = note(-50, "told")
    scene.relay.publish(told)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        altered = told.json() | {"content": "I never said this"}
        scene.relay.publish(
            about(told, REPOST, as_text(note(-3, "another").json())),
            about(told, REPOST, as_text(altered), by="cleo"),
        )
        await ear.wind(6)

        assert boosts(ear) == []
        assert scene.source.figures.forged == 2


async def test_names_are_there_with_what_is_held() -> None:
    scene = Scene()
    scene.relay.publish(note(-5), note(-4, "second #a"), profile("Ana"), profile("Old", at=-10_000))

    async with listening(scene.source, scene.clock) as ear:
        assert [s.post.author.name for s in ear.sightings] == ["Ana", "Ana"]
        assert len(scene.relay.asked(about="authors")) == 1


async def test_a_name_that_comes_later_is_told_with_the_same_post() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.publish(profile("Ana"), profile("Ben", by="ben"))
        scene.relay.publish(note(0), note(1, by="ben"))
        await ear.wind()
        asked_before = len(scene.relay.asked(about="authors"))
        await ear.wind(0.3)

        assert asked_before == 0
        assert len(scene.relay.asked(about="authors")) == 1
        first, second = ear.sightings[:2], ear.sightings[2:]
        assert [s.post.author.name for s in first] == ["", ""]
        assert [s.post.author.name for s in second] == ["Ana", "Ben"]
        assert [s.post.key for s in first] == [s.post.key for s in second]
        assert [s.post.body for s in first] == [s.post.body for s in second]


async def test_a_newer_version_of_an_article_is_an_edit_and_an_older_one_nothing() -> None:
    def article(at: int, title: str) -> NostrEvent:
        return note(at, "words", ("d", "x"), ("t", "a"), ("title", title), kind=30023)

    scene = Scene()
    scene.relay.publish(article(-50, "second"))

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.publish(article(-90, "first"), article(0, "third"))
        await ear.wind()

        assert [text.partition("\n")[0] for text in ear.texts] == ["second", "third"]
        assert len({s.post.key for s in ear.sightings}) == 1
        assert [s.post.edited_at for s in ear.sightings] == [None, START]
        assert len({s.post.created_at for s in ear.sightings}) == 1


async def test_an_article_is_deleted_by_its_address() -> None:
    scene = Scene()
    scene.relay.publish(note(-50, "words", ("d", "x"), ("t", "a"), kind=30023))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        key = ear.sightings[0].post.key
        scene.relay.publish(signed("ben", NOW, DELETION, [("a", key)], ""))
        scene.relay.publish(signed("ana", NOW, DELETION, [("a", key)], ""))
        await ear.wind()

        assert [gone.key for gone in ear.deletions] == [key]


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
