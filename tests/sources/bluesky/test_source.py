"""The Bluesky source over a Jetstream on paper: what is told of what comes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.post.post import Counts
from hashtui.post.sighting import Boost, Deletion, Heard, State, Tally
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.history import NO_SESSION
from hashtui.sources.source import figures_of
from tests.sources.bluesky.jetstream_on_paper import (
    LIKE,
    REPOST,
    STREAM,
    Scene,
    about,
    commit,
    envelope,
    event,
    record,
    rkey,
    said,
    uri,
)
from tests.sources.bluesky.network_on_paper import ANA, LEA, START, Json, label, profile
from tests.sources.listening import Listening, follow, listening


def tallies(ear: Listening) -> list[tuple[str, Counts]]:
    return [(heard.key, heard.counts) for heard in ear.heard if isinstance(heard, Tally)]


def of_kind(ear: Listening, kind: type[Heard]) -> list[Heard]:
    return [heard for heard in ear.heard if isinstance(heard, kind)]


async def test_posts_with_a_followed_tag_are_told_as_they_come_and_nothing_else() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), said(2, "nothing to see"), said(3, "another #b", "b"), said(4, "plain #A too"))
        await ear.wind()

        assert ear.texts == ["number 1 #a", "plain #A too"]
        assert ear.sightings[0].source == STREAM
        assert ear.sightings[0].local_id == ear.sightings[0].post.key == uri(1)
        assert not any(s.held or s.asked for s in ear.sightings)
        assert ear.states == [State.LIVE]


async def test_it_says_that_history_needs_a_session() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        assert ear.reports[0].help == NO_SESSION
        assert await scene.source.older(Tag.of("a"), START) == []


async def test_nothing_is_connected_while_nothing_is_followed() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock, []) as ear:
        assert scene.wire.opened == []

        ear.following.change(follow("a"))
        await ear.wind()
        assert len(scene.wire.opened) == 1

        ear.following.change(follow())
        await ear.wind()
        assert len(scene.wire.closed) == 1

        ear.following.change(follow("b"))
        await ear.wind(3600)
        scene.wire.put(said(5, "#b", "b"))
        await ear.wind()

        assert ear.texts == ["#b"]
        assert scene.wire.opened[1].cursor is None
        assert ear.gaps == []


async def test_a_tag_that_is_added_is_looked_for_from_then_on_over_the_same_connection() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1, "#b", "b"))
        await ear.wind()
        ear.following.change(follow("a", "b"))
        await ear.wind()
        scene.wire.put(said(2, "again #b", "b"), said(3))
        await ear.wind()

        assert ear.texts == ["again #b", "number 3 #a"]
        assert len(scene.wire.opened) == 1


async def test_an_edit_replaces_and_keeps_the_time_of_the_post() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        scene.wire.put(commit(9, record("no tag any more", at=START + timedelta(days=-9)), operation="update", key=1))
        await ear.wind()

        before, after = (s.post for s in ear.sightings)
        assert after.key == before.key
        assert after.body.text == "no tag any more"
        assert (after.created_at, after.edited_at) == (before.created_at, START + timedelta(seconds=9))


async def test_an_update_that_changes_nothing_is_no_edit() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), commit(9, record("number 1 #a", "a"), operation="update", key=1))
        await ear.wind()

        assert len(ear.sightings) == 1


async def test_a_post_that_gets_the_tag_by_an_edit_is_told_as_edited() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1, "nothing"), commit(2, record("now #a", "a"), operation="update", key=1))
        await ear.wind()

        assert [s.post.edited_at for s in ear.sightings] == [START + timedelta(seconds=2)]


async def test_deletions_are_told_of_posts_that_were_told() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), commit(2, None, operation="delete", key=1), commit(3, None, operation="delete", key=9))
        scene.wire.put(commit(4, None, operation="delete", key=1, rev="again"))
        await ear.wind()

        assert [deletion.key for deletion in ear.deletions] == [uri(1)]


@pytest.mark.parametrize("status", ["deleted", "takendown", "suspended", "deactivated", "something new", None])
async def test_an_account_that_is_gone_takes_its_posts_with_it(status: str | None) -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), said(2), commit(3, record("mine #a", "a"), did=LEA))
        account: Json = {"active": False, "did": ANA, "status": status}
        scene.wire.put(event(4, "account", account=account), event(5, "account", account={"active": True, "did": ANA}))
        await ear.wind()

        assert [deletion.key for deletion in ear.deletions] == [uri(1), uri(2)]


async def test_likes_boosts_and_answers_are_counted_and_told_every_five_seconds() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        answer = record("an answer", reply={"parent": {"uri": uri(1), "cid": "c"}, "root": {"uri": uri(1), "cid": "c"}})
        scene.wire.put(said(1), *(about(2 + n / 10, LIKE, uri(1), f"did:plc:{n}") for n in range(5)))
        scene.wire.put(about(3, REPOST, uri(1)), commit(4, answer, did=LEA), about(5, LIKE, uri(99)))
        await ear.wind()
        assert tallies(ear) == []

        await ear.wind(5)
        assert tallies(ear) == [(uri(1), Counts(replies=1, boosts=1, favourites=5))]

        await ear.wind(60)
        assert len(tallies(ear)) == 1


async def test_what_is_taken_back_counts_no_more() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), about(2, LIKE, uri(1)), about(3, LIKE, uri(1), ANA), about(4, REPOST, uri(1)))
        scene.wire.put(commit(5, None, did=LEA, collection=LIKE, operation="delete", key=2))
        scene.wire.put(commit(6, None, did=LEA, collection=REPOST, operation="delete", key=4))
        scene.wire.put(commit(7, None, did=LEA, collection=LIKE, operation="delete", key=77))
        await ear.wind(5)

        assert tallies(ear)[-1] == (uri(1), Counts(replies=0, boosts=0, favourites=1))


async def test_a_boost_is_told_at_once_with_who_boosted() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), about(2, REPOST, uri(1)), about(3, REPOST, uri(2)))
        await ear.wind()

        boosts = [heard for heard in ear.heard if isinstance(heard, Boost)]
        assert [(b.key, b.by.key, b.created_at) for b in boosts] == [(uri(1), LEA, START)]


async def test_names_come_a_moment_later_and_the_posts_are_told_again() -> None:
    scene = Scene()
    scene.wire.profiles = {ANA: profile(ANA, "ana.example")}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), said(2))
        await ear.wind()
        assert [s.post.author.handle for s in ear.sightings] == [f"@{ANA}", f"@{ANA}"]

        await ear.wind(1)

        assert [(s.post.key, s.post.author.handle) for s in ear.sightings[2:]] == [
            (uri(1), "@ana.example"),
            (uri(2), "@ana.example"),
        ]
        assert [s.post.edited_at for s in ear.sightings] == [None] * 4
        scene.wire.put(said(3))
        await ear.wind()
        assert ear.sightings[-1].post.author.name == "Ana"


async def test_a_new_handle_is_asked_for_and_told() -> None:
    scene = Scene()
    scene.wire.profiles = {ANA: profile(ANA, "ana.example")}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(1)
        scene.wire.profiles = {ANA: profile(ANA, "new.example")}
        scene.wire.put(event(2, "identity", identity={"did": ANA, "handle": "new.example"}))
        await ear.wind(1)

        assert ear.sightings[-1].post.author.handle == "@new.example"


async def test_who_is_not_for_visitors_is_taken_back_and_kept_back() -> None:
    scene = Scene()
    scene.wire.profiles = {ANA: profile(ANA, "ana.example", labels=[label("!no-unauthenticated", ANA)])}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(1)
        scene.wire.put(said(2))
        await ear.wind(5)

        assert ear.texts == ["number 1 #a"]
        assert [deletion.key for deletion in ear.deletions] == [uri(1)]
        assert "not meant for visitors" in ear.reports[-1].reason


async def test_a_post_that_is_not_for_visitors_is_never_told() -> None:
    scene = Scene()
    hidden: Json = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "!no-unauthenticated"}]}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1, labels=hidden), said(2))
        scene.wire.put(commit(3, record("changed #a", "a", labels=hidden), operation="update", key=2))
        await ear.wind(5)

        assert ear.texts == ["number 2 #a"]
        assert [deletion.key for deletion in ear.deletions] == [uri(2)]
        assert "not meant for visitors" in ear.reports[-1].reason


async def test_what_comes_twice_is_told_once() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        same = [said(1), about(2, LIKE, uri(1)), about(3, REPOST, uri(1)), commit(4, None, operation="delete", key=1)]
        scene.wire.put(*same, *same)
        await ear.wind(5)
        scene.wire.put(*same)
        await ear.wind(5)

        assert (len(ear.sightings), len(ear.deletions), len(of_kind(ear, Boost))) == (1, 1, 1)


async def test_events_of_the_same_microsecond_are_all_told() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(*(commit(1, record(f"{n} #a", "a"), key=n, rev=f"r{n}") for n in range(50)))
        await ear.wind()

        assert ear.texts == [f"{n} #a" for n in range(50)]


async def test_events_in_the_second_form_are_understood() -> None:
    scene = Scene("jetstream+wss://jet.example/xrpc/network.bsky.jetstream.subscribeEvents")
    where = {"collection": "app.bsky.feed.post", "rkey": rkey(1)}
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(envelope(1, 5, "commit", operation="create", rev="r", record=record("hello #a", "a"), **where))
        scene.wire.put(envelope(2, 6, "commit", operation="delete", rev="s", **where))
        await ear.wind()

        assert ear.texts == ["hello #a"]
        assert [deletion.key for deletion in ear.deletions] == [uri(1)]
        assert not scene.wire.opened[0].deflate
        assert scene.wire.opened[0].values("collections")[0] == "app.bsky.feed.post"


async def test_what_makes_no_sense_is_counted_and_left() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        good = said(2)
        bad = [
            commit(1, record("no key #a", "a")).replace(rkey(1), "no key!"),
            commit(1, {"$type": "app.bsky.feed.post", "tags": ["a"]}),
            "nonsense",
        ]
        for frame in (*bad, good, event(3, "poll", poll={}), commit(4, None)):
            scene.wire.put(frame)
            await ear.wind()

        assert ear.texts == ["number 2 #a"]
        assert figures_of(scene.source).unreadable == 3
        assert ear.is_now(State.LIVE)


async def test_bytes_that_came_are_counted_over_all_connections() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind()
        scene.wire.channel.put(None)
        await ear.wind(10)
        scene.wire.put(said(2))
        await ear.wind()

        received = figures_of(scene.source).received
        assert received is not None
        assert received >= len(said(1)) + len(said(2))


async def test_without_likes_they_are_neither_asked_for_nor_counted() -> None:
    scene = Scene(likes=False)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), about(2, REPOST, uri(1)))
        await ear.wind(60)

        assert scene.wire.opened[0].values("wantedCollections") == ["app.bsky.feed.post", "app.bsky.feed.repost"]
        assert tallies(ear) == [(uri(1), Counts(replies=0, boosts=1, favourites=None))]
        assert scene.wire.channel.sent == []


async def test_what_was_said_in_the_last_minutes_is_played_again_when_it_is_asked_for() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock, since=START - timedelta(minutes=5)) as ear:
        assert scene.wire.opened[0].cursor == -300
        scene.wire.put(said(-200), said(-1))
        await ear.wind(1)
        scene.wire.put(said(1))
        await ear.wind(1)

        assert [(s.post.body.text, s.held) for s in ear.sightings] == [
            ("number -200 #a", True),
            ("number -1 #a", True),
            ("number 1 #a", False),
        ]
        assert ear.gaps == []


async def test_who_asks_for_ten_minutes_has_them_though_a_moment_passed_since() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock, since=START - timedelta(minutes=10, seconds=3)) as ear:
        assert scene.wire.opened[0].cursor == -603
        assert ear.gaps == []


async def test_what_was_said_hours_ago_is_not_played_again_and_that_is_said() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock, since=START - timedelta(hours=2)) as ear:
        assert scene.wire.opened[0].cursor is None
        assert [(gap.since, gap.until) for gap in ear.gaps] == [(START - timedelta(hours=2), START)]
        assert "session" in ear.gaps[0].reason


async def test_a_tag_added_with_a_time_not_long_ago_is_played_from_there() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1))
        await ear.wind(60)
        ear.following.change(replace(follow("a", "b"), since=START + timedelta(seconds=5)))
        scene.wire.put(said(61, "later #b", "b"))
        await ear.wind()
        scene.wire.put(said(1), said(30, "before #b", "b"), said(61, "later #b", "b"))
        await ear.wind()

        assert ear.texts == ["number 1 #a", "before #b", "later #b"]
        assert scene.wire.opened[1].cursor == pytest.approx(-4)
        assert len(scene.wire.closed) == 1


async def test_a_thread_is_asked_for_by_the_address_of_a_post() -> None:
    scene = Scene()
    scene.wire.threads[uri(1)] = {"$type": "app.bsky.feed.defs#threadViewPost", "replies": []}

    thread = await scene.source.thread(uri(1))

    assert (thread.ancestors, thread.descendants) == ((), ())
    assert scene.wire.hosts[-1] == "https://public.api.bsky.app"


async def test_deletions_are_for_posts_of_this_source_alone() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(commit(1, None, operation="delete"), said(1))
        await ear.wind()

        assert of_kind(ear, Deletion) == []
        assert ear.texts == ["number 1 #a"]
