"""Asking a server in turn: nothing lost, nothing twice, and no more questions than it can bear."""

from collections import deque
from datetime import timedelta

import pytest

from hashtui.errors import Malformed, RateLimited, Refused, Unreachable
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


async def test_a_bad_row_is_counted_and_its_neighbours_are_kept() -> None:
    scene = Scene()
    scene.server.always[TAG_A] = answer([status(1), {"id": "2"}, 17, status(3, content={"a": 1}), status(4)])

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == ["number 1", "number 4"]
        assert "3 posts could not be read" in ear.reports[-1].reason


async def test_a_server_in_trouble_is_asked_again_with_growing_patience_and_loses_nothing() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.always[TAG_A] = answer("Bad gateway", 502)
        scene.server.publish(status(60))
        for _ in range(30):
            await ear.wind(10)
        asked = scene.server.count(TAG_A)
        report = ear.reports[-1]
        del scene.server.always[TAG_A]

        await ear.wind(300)

        assert report.state is State.RECONNECTING
        assert "502" in report.reason
        assert report.next_try is not None
        assert asked < 30
        assert ear.texts == ["number 1", "number 60"]
        assert ear.is_now(State.POLLING)


@pytest.mark.parametrize(
    ("trouble", "state", "words"),
    [
        (Unreachable("no answer from paper.example: connection refused"), State.RECONNECTING, "connection refused"),
        (
            Unreachable("no answer from paper.example: its name cannot be looked up now (DNS)"),
            State.NO_NETWORK,
            "DNS",
        ),
        (Malformed("paper.example answers nonsense"), State.RECONNECTING, "nonsense"),
        (answer("<html>Log in to the WiFi</html>"), State.RECONNECTING, "web page"),
        (answer({"error": "This action is not allowed"}), State.RECONNECTING, "list"),
        (answer(""), State.RECONNECTING, "nothing"),
        (answer("slow down", 503, ("retry-after", "90")), State.WAITING, "wait"),
        (answer("{}", 500), State.RECONNECTING, "500"),
    ],
)
async def test_trouble_is_said_and_waited_out(trouble: object, state: State, words: str) -> None:
    scene = Scene()
    scene.server.publish(status(1))
    scene.server.always[TAG_A] = trouble  # type: ignore[assignment]  # an answer or an error, by the row

    async with listening(scene.source, scene.clock) as ear:
        assert ear.is_now(state)
        assert words in ear.reports[-1].reason
        del scene.server.always[TAG_A]

        await ear.wind(120)

        assert ear.texts == ["number 1"]
        assert ear.is_now(State.POLLING)


async def test_no_question_is_asked_before_the_time_the_server_gives() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as ear:
        reset = (START + timedelta(seconds=200)).isoformat()
        limits = (("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset))
        scene.server.always[TAG_A] = answer({"error": "Too many requests"}, 429, *limits)
        await ear.wind(20)
        asked = len(scene.server.asked)
        assert ear.is_now(State.WAITING)
        assert ear.reports[-1].next_try is not None
        assert ear.reports[-1].next_try >= START + timedelta(seconds=200)

        await ear.wind(150)
        assert len(scene.server.asked) == asked
        del scene.server.always[TAG_A]
        await ear.wind(60)

        assert len(scene.server.asked) > asked
        assert ear.is_now(State.POLLING)


async def test_of_two_retry_after_headers_the_later_is_kept() -> None:
    scene = Scene()
    later = (("retry-after", "120"), ("retry-after", "Sat, 21 Nov 2026 14:05:00 GMT"))
    scene.server.next[TAG_A] = deque([answer("starting", 503, *later)])

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(290)
        assert scene.server.count(TAG_A) == 1

        await ear.wind(41)
        assert scene.server.count(TAG_A) > 1


async def test_trouble_at_the_first_tag_does_not_withhold_what_another_gave() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    scene.server.always[TAG_B] = answer("oops", 500)

    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        assert ear.texts == ["number 1"]
        assert ear.is_now(State.RECONNECTING)
        del scene.server.always[TAG_B]
        await ear.wind(60)

        assert ear.is_now(State.POLLING)


@pytest.mark.parametrize(
    ("code", "body", "words"),
    [
        (401, {"error": "This method requires an authenticated user"}, "logged in"),
        (403, {"error": "This action is not allowed"}, "logged in"),
        (422, {"error": "This method requires an authenticated user"}, "logged in"),
        (451, {"error": "Unavailable"}, "legal"),
        (405, "no", "405"),
    ],
)
async def test_a_closed_server_is_left_with_the_reason_and_what_to_do(code: int, body: object, words: str) -> None:
    scene = Scene()
    scene.server.always[TAG_A] = answer(body, code)

    async with listening(scene.source, scene.clock) as ear:
        assert isinstance(ear.ended_by, Refused)
        assert words in str(ear.ended_by)
        assert ear.is_now(State.REFUSED)
        assert words in ear.reports[-1].reason
        assert ear.reports[-1].help
        if "logged in" in words:
            assert "token_env" in ear.reports[-1].help
            assert f'url = "{HOST}"' in ear.reports[-1].help


async def test_a_rejected_token_is_refused_in_other_words() -> None:
    scene = Scene(token="worn-out")
    scene.server.always[TAG_A] = answer({"error": "The access token is invalid"}, 401)

    async with listening(scene.source, scene.clock) as ear:
        assert isinstance(ear.ended_by, Refused)
        assert "token is not accepted" in str(ear.ended_by)
        assert "worn-out" not in str(ear.ended_by)


async def test_when_only_one_side_is_open_that_side_is_asked_for() -> None:
    scene = Scene()
    feeds = {"hashtag_feeds": {"local": "public", "remote": "authenticated"}}
    scene.server.instance = {"domain": "paper.example", "configuration": {"timelines_access": feeds}}
    scene.server.publish(status(1))

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == ["number 1"]
        assert params_of(scene.server.asked[-1])["local"] == "true"
        assert "its own people" in ear.reports[-1].reason


async def test_a_server_that_says_nothing_of_itself_is_tried_from_both_sides() -> None:
    scene = Scene()
    scene.server.instance = None
    scene.server.publish(status(1))
    closed = answer({"error": "This method requires an authenticated user"}, 422)
    scene.server.next[TAG_A] = deque([closed, closed])

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(20)

        assert ear.texts == ["number 1"]
        assert params_of(scene.server.asked[-1])["remote"] == "true"


async def test_an_unknown_tag_is_empty_where_the_server_says_404() -> None:
    scene = Scene()
    scene.server.always[TAG_A] = answer({"error": "Not Found: tag was not found"}, 404)

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == []
        assert ear.states == [State.POLLING]


async def test_a_page_that_is_no_mastodon_server_is_refused() -> None:
    scene = Scene()
    scene.server.instance = None
    scene.server.always["/api"] = answer("<html>Not found</html>", 404)

    async with listening(scene.source, scene.clock) as ear:
        assert "no Mastodon API" in str(ear.ended_by)


async def test_a_refused_tag_does_not_take_the_others_down() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    scene.server.always["/api/v1/timelines/tag/2024"] = answer({"error": "could not be normalized"}, 400)

    async with listening(scene.source, scene.clock, ["a", "2024"]) as ear:
        await ear.wind(60)

        assert ear.texts == ["number 1"]
        assert ear.states == [State.POLLING]
        assert "#2024 refused" in ear.reports[-1].reason
        assert scene.server.count("/api/v1/timelines/tag/2024") == 1


async def test_a_refused_tag_that_is_the_only_one_is_refused() -> None:
    scene = Scene()
    scene.server.always["/api/v1/timelines/tag/2024"] = answer({"error": "could not be normalized"}, 400)

    async with listening(scene.source, scene.clock, ["2024"]) as ear:
        assert isinstance(ear.ended_by, Refused)
        assert "no hashtag" in str(ear.ended_by)


async def test_a_listening_begun_again_goes_on_where_it_was() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as first:
        assert first.texts == ["number 1"]
    scene.server.publish(*(status(10 + n) for n in range(60)))

    async with listening(scene.source, scene.clock) as second:
        await second.wind(20)

        assert second.texts == [f"number {10 + n}" for n in range(60)]


async def test_a_rate_limit_in_the_middle_of_a_long_way_back_keeps_what_was_read() -> None:
    scene = Scene()
    scene.server.publish(*(status(n) for n in range(100)))
    patience = answer({"error": "Too many requests"}, 429, ("retry-after", "60"))

    def at_second_page() -> None:
        scene.server.next[TAG_A] = deque([healthy, patience])

    healthy = scene.server._page("a", {"limit": "40"}, {})
    at_second_page()
    async with listening(scene.source, scene.clock, since=START) as ear:
        assert ear.texts == [f"number {n}" for n in range(60, 100)]
        assert ear.is_now(State.WAITING)

        await ear.wind(120)

        assert sorted(ear.texts) == sorted(f"number {n}" for n in range(100))
        assert [gap.filled_at is not None for gap in ear.gaps] == [False, True]


async def test_older_posts_are_fetched_by_a_time_where_ids_tell_it() -> None:
    scene = Scene()
    scene.server.publish(*(status(n) for n in range(100)))
    async with listening(scene.source, scene.clock):
        older = await scene.source.older(Tag.of("a"), START + timedelta(seconds=60))

        assert [s.post.body.text for s in older] == [f"number {n}" for n in range(20, 60)]
        assert all(s.held for s in older)


async def test_older_posts_below_the_oldest_are_fetched_where_ids_tell_nothing() -> None:
    scene = Scene()
    rows = [status(n) for n in range(80)]
    for number, row in enumerate(rows):
        row["id"] = f"01ARZ3NDEKTSV4RRFFQ69G5F{number:02d}"
    scene.server.publish(*rows)
    async with listening(scene.source, scene.clock):
        older = await scene.source.older(Tag.of("a"), START + timedelta(seconds=40))

        assert [s.post.body.text for s in older] == [f"number {n}" for n in range(40)]
        assert await scene.source.older(Tag.of("a"), START) == []


async def test_the_thread_around_a_post_is_asked_of_its_server() -> None:
    scene = Scene()
    rows = [status(1), status(2, visibility="direct"), status(3), status(4)]
    scene.server.publish(*rows)

    thread = await scene.source.thread(str(rows[2]["id"]))

    assert [post.body.text for post in thread.ancestors] == ["number 1"]
    assert [post.body.text for post in thread.descendants] == ["number 4"]


async def test_a_thread_that_is_gone_says_so() -> None:
    scene = Scene()

    scene.server.always["/api/v1/statuses"] = answer({"error": "Record not found"}, 404)

    with pytest.raises(Refused, match="404"):
        await scene.source.thread("1")


async def test_a_question_beyond_the_budget_is_refused_with_a_time_rather_than_made_to_wait() -> None:
    scene = Scene()
    limits = (("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "200"))
    scene.server.always["/api/v1/statuses"] = answer({"ancestors": [], "descendants": []}, 200, *limits)
    await scene.source.thread("1")

    with pytest.raises(RateLimited) as refusal:
        await scene.source.thread("1")

    assert refusal.value.until == START + timedelta(seconds=200)
