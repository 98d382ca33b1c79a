"""Asking a server in turn: nothing lost, nothing twice, and no more questions than it can bear."""

from datetime import timedelta

import pytest

from hashtui.post.sighting import State
from hashtui.post.tag import Tag
from tests.sources.listening import follow, listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.paper import HOST, START, answer, params_of, status

TAG_A = "/api/v1/timelines/tag/a"
TAG_B = "/api/v1/timelines/tag/b"


async def test_what_the_server_holds_comes_first_all_tags_merged_and_oldest_first() -> None:
    scene = Scene()
    scene.server.publish(status(3), status(1), status(2, tags=["b"]), status(4, tags=["a", "b"]))

    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        assert ear.texts == ["number 1", "number 2", "number 3", "number 4"]
        assert all(sighting.held for sighting in ear.sightings)
        assert ear.states == [State.POLLING]


async def test_a_post_is_told_with_the_tag_it_was_asked_for_though_its_own_tags_differ() -> None:
    scene = Scene()
    scene.server.always[TAG_A] = answer([status(1, tags=["Ångström"])])

    async with listening(scene.source, scene.clock) as ear:
        assert ear.sightings[0].asked == {Tag.of("a")}


async def test_only_the_newest_page_is_asked_for_and_without_any_id() -> None:
    scene = Scene()
    scene.server.publish(status(1))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)

        questions = [asked for asked in scene.server.asked if asked.startswith(TAG_A)]
        assert {tuple(params_of(asked).items()) for asked in questions} == {(("limit", "40"),)}


async def test_a_new_post_comes_with_the_next_question_and_is_not_held() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(status(30))

        await ear.wind(20)

        assert ear.texts == ["number 1", "number 30"]
        assert not ear.sightings[1].held
        assert ear.sightings[1].received_at <= START + timedelta(seconds=20)


async def test_a_post_that_federates_late_is_found_below_newer_ones() -> None:
    scene = Scene()
    scene.server.publish(status(1), status(100))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(status(50))

        await ear.wind(20)

        assert ear.texts == ["number 1", "number 100", "number 50"]
        assert not ear.sightings[2].held


async def test_nothing_is_told_twice_when_nothing_changed() -> None:
    scene = Scene()
    scene.server.publish(status(1, tags=["a", "b"]))

    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        await ear.wind(120)

        assert ear.texts == ["number 1"]


async def test_an_unchanged_page_is_asked_for_by_its_etag() -> None:
    scene = Scene()
    scene.server.publish(status(1))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(20)

        assert "If-None-Match" in scene.server.headers[-1]


async def test_a_server_that_always_says_unchanged_is_not_believed_for_ever() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(15 * 1.2 * 14)

        without = [h for h in scene.server.headers[2:] if "If-None-Match" not in h]
        assert len(without) == 1


async def test_an_edited_post_is_told_again_in_its_newest_state() -> None:
    scene = Scene()
    scene.server.publish(status(1, "first"))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.rows = [status(1, "second", edited_at="2026-11-21T14:05:00.000Z")]

        await ear.wind(20)

        assert ear.texts == ["first", "second"]
        assert ear.sightings[1].post.edited_at == START + timedelta(minutes=5)


async def test_an_older_state_from_a_cache_does_not_undo_an_edit() -> None:
    scene = Scene()
    scene.server.publish(status(1, "second", edited_at="2026-11-21T14:05:00.000Z"))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.rows = [status(1, "first")]

        await ear.wind(20)

        assert ear.texts == ["second"]


async def test_changed_counts_are_told_again() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.rows = [status(1, favourites_count=3)]

        await ear.wind(20)

        assert [s.post.counts.favourites for s in ear.sightings] == [0, 3]


async def test_a_post_that_vanished_from_the_page_is_looked_for_and_told_as_deleted() -> None:
    scene = Scene()
    scene.server.publish(status(1), status(2), status(3))
    async with listening(scene.source, scene.clock) as ear:
        gone = scene.server.rows.pop(1)

        await ear.wind(20)

        assert [d.key for d in ear.deletions] == [gone["uri"]]
        assert scene.server.count(f"/api/v1/statuses/{gone['id']}") == 1


async def test_the_deleted_newest_and_the_deleted_only_post_are_noticed() -> None:
    scene = Scene()
    scene.server.publish(status(1), status(2))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.rows.pop()
        await ear.wind(20)
        scene.server.rows.pop()
        await ear.wind(20)

        assert len(ear.deletions) == 2


async def test_a_post_pushed_off_the_page_by_newer_ones_is_not_looked_for() -> None:
    scene = Scene()
    scene.server.publish(*(status(n) for n in range(40)))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(*(status(100 + n) for n in range(20)))

        await ear.wind(20)

        assert len(ear.sightings) == 60
        assert scene.server.count("/api/v1/statuses/") == 0
        assert ear.deletions == []


async def test_what_slides_up_into_the_page_after_a_deletion_is_old_not_late() -> None:
    scene = Scene()
    scene.server.publish(*(status(n) for n in range(41)))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.rows.pop()

        await ear.wind(20)

        assert ear.texts[-1] == "number 0"
        assert ear.sightings[-1].held


async def test_an_edit_that_takes_the_tag_away_is_told_though_the_page_lost_the_post() -> None:
    scene = Scene()
    scene.server.publish(status(1), status(2, "with tag"), status(3))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.rows[1] = status(2, "without", tags=[], edited_at="2026-11-21T14:05:00Z")

        await ear.wind(20)

        assert ear.texts[-1] == "without"
        assert ear.deletions == []


async def test_a_page_that_is_wholly_new_is_read_back_to_what_is_known() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(*(status(10 + n) for n in range(100)))

        await ear.wind(20)

        assert ear.texts == ["number 1", *(f"number {10 + n}" for n in range(100))]
        assert ear.gaps == []
        assert State.CATCHING_UP in ear.states
        assert ear.is_now(State.POLLING)


async def test_a_hole_too_long_to_be_read_at_once_is_told_and_then_told_as_filled() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(*(status(10 + n) for n in range(500)))

        await ear.wind(20)

        opened, filled = ear.gaps
        assert (opened.since, opened.filled_at) == (START + timedelta(seconds=1), None)
        assert (filled.since, filled.until, filled.found) == (opened.since, opened.until, 460)
        assert filled.filled_at is not None
        assert opened.found_at is not None
        assert filled.found_at == opened.found_at
        assert opened.tags == filled.tags == {Tag.of("a")}
        assert len(set(ear.texts)) == 501


async def test_a_hole_without_an_end_is_given_up_and_stays_open() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(*(status(10 + n) for n in range(2200)))

        await ear.wind(40)

        assert [gap.filled_at for gap in ear.gaps] == [None]
        assert scene.server.count(TAG_A) < 60


async def test_since_reads_back_to_that_time_and_gives_it_oldest_first() -> None:
    scene = Scene()
    scene.server.publish(*(status(n) for n in range(100)))

    async with listening(scene.source, scene.clock, since=START + timedelta(seconds=20)) as ear:
        assert ear.texts == [f"number {n}" for n in range(20, 100)]


async def test_since_now_gives_nothing_old_and_then_what_is_new() -> None:
    scene = Scene()
    scene.server.publish(*(status(-100 + n) for n in range(50)))

    async with listening(scene.source, scene.clock, since=START) as ear:
        assert ear.texts == []
        assert ear.states == [State.POLLING]
        scene.server.rows[20] = status(-80, "edited later", edited_at="2026-11-21T14:05:00Z")
        scene.server.publish(status(5))

        await ear.wind(20)

        assert ear.texts == ["number 5"]


async def test_a_tag_that_is_added_is_taken_up_without_asking_again_for_the_others() -> None:
    scene = Scene()
    scene.server.publish(status(1), status(2, tags=["b"]))
    async with listening(scene.source, scene.clock) as ear:
        ear.following.change(follow("a", "b"))

        await ear.wind()

        assert ear.texts == ["number 1", "number 2"]
        assert scene.server.count(TAG_A) == 1


async def test_a_tag_that_is_no_longer_followed_is_no_longer_asked_for() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        ear.following.change(follow("b"))
        await ear.wind()
        before = scene.server.count(TAG_A)

        await ear.wind(60)

        assert scene.server.count(TAG_A) == before
        assert scene.server.count(TAG_B) > 1


async def test_nothing_followed_asks_nothing() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock, []) as ear:
        await ear.wind(600)

        assert scene.server.asked == []


@pytest.mark.parametrize(("tags", "most"), [(1, 41), (10, 201)])
async def test_ten_minutes_take_no_more_than_a_question_a_tag_each_fifteen_or_thirty_seconds(
    tags: int, most: int
) -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock, [f"t{n}" for n in range(tags)]) as ear:
        for _ in range(60):
            await ear.wind(10)

        assert most * 0.7 < scene.server.count("/api/v1/timelines") <= most


async def test_a_private_post_is_not_shown_whatever_it_is_called() -> None:
    scene = Scene()
    scene.server.publish(
        status(1, visibility="private"), status(2, visibility="list"), status(3, visibility="unlisted")
    )

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == ["number 3"]


async def test_a_listening_begun_again_goes_on_where_it_was() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as first:
        assert first.texts == ["number 1"]
    scene.server.publish(*(status(10 + n) for n in range(60)))

    async with listening(scene.source, scene.clock) as second:
        await second.wind(20)

        assert second.texts == [f"number {10 + n}" for n in range(60)]


async def test_the_deletion_of_a_post_that_was_too_old_to_be_told_is_not_told() -> None:
    scene = Scene()
    scene.server.publish(status(-20), status(-10), status(5))
    async with listening(scene.source, scene.clock, since=START) as ear:
        scene.server.rows.pop(1)

        await ear.wind(20)

        assert ear.texts == ["number 5"]
        assert ear.deletions == []


async def test_the_first_few_posts_of_a_tag_nobody_used_need_no_further_page() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.server.publish(status(5), status(6))

        await ear.wind(20)

        assert ear.texts == ["number 5", "number 6"]
        assert scene.server.count(TAG_A) == 2
        assert set(ear.states) == {State.POLLING}


async def test_an_answer_names_the_post_it_answers_when_both_stand_on_one_page() -> None:
    scene = Scene()
    question = status(1)
    scene.server.publish(question, status(2, in_reply_to_id=question["id"]), status(3, in_reply_to_id="17"))

    async with listening(scene.source, scene.clock) as ear:
        assert [s.post.reply_to for s in ear.sightings] == [None, question["uri"], f"{HOST}#17"]
