"""What is said of a post that was told: its author's name, boosts and likes, newer versions, its end."""

import json

from hashtui.post.sighting import Boost, State, Tally
from hashtui.sources.nostr.event import ARTICLE, GENERIC_REPOST
from tests.chaos.nostr_event import DELETION, PROFILE, REACTION, REPOST, NostrEvent, signed
from tests.sources.listening import Listening, listening
from tests.sources.nostr.paper_relay import NOW, Scene, note
from tests.sources.paper import START, Json


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


async def test_an_article_passed_on_is_a_boost_by_whoever_did_and_a_reaction_is_none() -> None:
    scene = Scene()
    article = note(-50, "an article", ("t", "a"), ("d", "one"), kind=ARTICLE)
    address = f"{ARTICLE}:{article.pubkey}:one"
    scene.relay.publish(article)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(11)
        by_id = signed("ben", NOW + 1, GENERIC_REPOST, [("e", article.id), ("k", str(ARTICLE))], "")
        by_address = signed("cleo", NOW + 2, GENERIC_REPOST, [("a", address), ("k", str(ARTICLE))], "")
        scene.relay.publish(by_id, by_address, signed("dan", NOW + 3, REACTION, [("a", address)], "+"))
        await ear.wind(10)

        assert [(one.key, one.by.key) for one in boosts(ear)] == [(address, by_id.pubkey), (address, by_address.pubkey)]
        assert [one.created_at.timestamp() for one in boosts(ear)] == [NOW + 1, NOW + 2]
        assert [(one.counts.boosts, one.counts.favourites) for one in tallies(ear)][-1] == (2, 1)


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


async def test_only_the_newest_posts_are_asked_about() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        events = [note(n // 10, f"number {n}", ("t", "a")) for n in range(620)]
        scene.relay.publish(*events)
        while len(ear.texts) < len(events):
            await ear.wind()
        await ear.wind(10)
        scene.relay.publish(*(about(event, DELETION, by="ana", at=70) for event in (events[0], events[-1])))
        await ear.wind()

        requests = [filters for filters in scene.relay.channel.requests.values() if "#e" in filters[0].wanted]
        assert len(requests) == 5
        assert [gone.key for gone in ear.deletions] == [events[-1].id]


async def test_a_relay_that_will_not_tell_of_posts_is_left_alone_with_it() -> None:
    scene = Scene()
    scene.relay.publish(note(-5))
    scene.relay.closes = lambda filters: "restricted: no" if "#e" in filters[0] else ""

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(120)

        assert len(scene.relay.asked(about="#e")) == 3
        assert ear.is_now(State.LIVE)


async def test_a_version_without_an_end_outlives_the_one_that_had_one() -> None:
    scene = Scene()
    scene.relay.publish(note(-50, "going", ("t", "a"), ("d", "one"), ("expiration", str(NOW + 60)), kind=30023))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        scene.relay.publish(note(-40, "staying", ("t", "a"), ("d", "one"), kind=30023))
        await ear.wind(60)

        assert ear.texts == ["going", "staying"]
        assert ear.deletions == []


async def test_an_article_that_was_deleted_stays_deleted_in_the_versions_from_before() -> None:
    scene = Scene()
    scene.relay.publish(note(-50, "seen"))
    first, later, after = (note(at, str(at), ("t", "a"), ("d", "one"), kind=30023) for at in (-40, -30, -10))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        address = f"30023:{first.pubkey}:one"
        gone = signed("ana", NOW - 20, DELETION, [("e", scene.relay.stored[0].id), ("a", address)], "")
        scene.relay.publish(gone, first, later, after)
        await ear.wind()

        assert ear.texts == ["seen", "-10"]


async def test_an_article_that_was_seen_to_be_deleted_is_not_told_again() -> None:
    scene = Scene()
    first, later = (note(at, str(at), ("t", "a"), ("d", "one"), kind=30023) for at in (-40, -10))
    scene.relay.publish(first)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        address = f"30023:{first.pubkey}:one"
        scene.relay.publish(signed("ana", NOW - 20, DELETION, [("a", address)], ""), later)
        await ear.wind()

        assert ear.texts == ["-40"]
        assert [gone.key for gone in ear.deletions] == [address]


async def test_a_reaction_is_about_the_last_post_it_names() -> None:
    scene = Scene()
    first, last = note(-50, "first"), note(-40, "last")
    scene.relay.publish(first, last)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        scene.relay.publish(signed("ben", NOW, REACTION, [("e", first.id), ("e", last.id)], "+"))
        await ear.wind(6)

        assert [tally.key for tally in tallies(ear)] == [last.id]


async def test_what_is_said_of_a_post_that_is_gone_counts_for_nothing() -> None:
    scene = Scene()
    mine = note(-50, "mine")
    scene.relay.publish(mine)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        scene.relay.publish(about(mine, DELETION, by="ana"))
        await ear.wind()
        scene.relay.publish(about(mine, REACTION, "+"), about(mine, REPOST))
        await ear.wind(10)

        assert [gone.key for gone in ear.deletions] == [mine.id]
        assert (tallies(ear), boosts(ear)) == ([], [])


async def test_names_that_were_asked_for_when_the_connection_broke_are_asked_for_again() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(6)
        scene.relay.ends = False
        scene.relay.publish(note(1, "who"))
        await ear.wind(1)
        scene.relay.cut()
        scene.relay.ends = True
        scene.relay.stored.append(profile("Ana"))
        await ear.wind(20)

        assert [(heard.post.body.text, heard.post.author.name) for heard in ear.sightings] == [
            ("who", ""),
            ("who", "Ana"),
        ]
