"""What a person asks of a source by hand: a thread, and older posts."""

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.errors import RateLimited, Refused
from hashtui.post.sighting import Heard, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.demo.source import DemoSource
from hashtui.sources.source import Following, Historian, Source, Trending
from hashtui.wire import Answer
from tests.sources.listening import follow, listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.paper import START, answer, status

TAG_A = "/api/v1/timelines/tag/a"
TAG_B = "/api/v1/timelines/tag/b"


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
    assert thread.local_ids == {str(row["uri"]): row["id"] for row in (rows[0], rows[3])}


async def test_a_thread_that_is_gone_says_so() -> None:
    scene = Scene()

    scene.server.always["/api/v1/statuses"] = answer({"error": "Record not found"}, 404)

    with pytest.raises(Refused, match="404"):
        await scene.source.thread("1")


def edit(minute: int, text: str, **fields: object) -> dict[str, object]:
    """What a status said from that minute on, as Mastodon keeps it (entities/StatusEdit)."""
    at = (START + timedelta(minutes=minute)).isoformat().replace("+00:00", "Z")
    return {"content": f"<p>{text}</p>", "created_at": at, "sensitive": False, "spoiler_text": "", **fields}


async def test_what_a_post_said_before_is_asked_of_its_server_oldest_first() -> None:
    scene = Scene()
    picture = {"id": "1", "type": "image", "url": "https://files.example/1.png", "description": "A cat"}
    poll = {"options": [{"title": "yes"}, {"title": "no"}]}
    row = status(0, "third", edited_at="2026-11-21T14:09:00.000Z", replies_count=4)
    rows = [
        edit(0, "first", media_attachments=[picture]),
        edit(5, "se\u202econd", spoiler_text="careful", sensitive=True, poll=poll),
        edit(9, "third"),
    ]
    scene.server.publish(row)
    scene.server.next[f"/api/v1/statuses/{row['id']}/history"] = deque([answer(rows)])

    first, second, third = await scene.source.versions(str(row["id"]))

    assert [post.body.text for post in (first, second, third)] == ["first", "second", "third"]
    assert [post.edited_at for post in (first, second, third)] == [
        None,
        START + timedelta(minutes=5),
        START + timedelta(minutes=9),
    ]
    assert {post.key for post in (first, second, third)} == {row["uri"]}
    assert [media.alt for media in first.media] == ["A cat"]
    assert (second.content_warning, second.sensitive, second.media) == ("careful", True, ())
    assert second.poll is not None
    assert [option.title for option in second.poll.options] == ["yes", "no"]
    assert third.counts.replies == 4


async def test_a_post_never_edited_has_one_state_and_costs_one_question() -> None:
    scene = Scene()
    row = status(0, "as it was")
    scene.server.publish(row)

    assert [post.body.text for post in await scene.source.versions(str(row["id"]))] == ["as it was"]
    assert scene.server.asked == [f"/api/v1/statuses/{row['id']}"]


@pytest.mark.parametrize(
    ("code", "said"), [(401, "only to people who are logged in"), (404, "does not tell what posts said"), (410, "said")]
)
async def test_a_server_that_does_not_tell_what_posts_said_before_is_named_with_what_it_keeps(
    code: int, said: str
) -> None:
    scene = Scene()
    row = status(0, edited_at="2026-11-21T14:09:00.000Z")
    scene.server.publish(row)
    scene.server.always[f"/api/v1/statuses/{row['id']}/history"] = answer({"error": "no"}, code)

    with pytest.raises(Refused, match=f"paper.example .*{said}"):
        await scene.source.versions(str(row["id"]))


async def test_of_a_post_edited_without_end_the_first_and_the_newest_states_are_read() -> None:
    scene = Scene()
    row = status(0, "999", edited_at="2026-11-21T14:09:00.000Z")
    scene.server.publish(row)
    scene.server.always[f"/api/v1/statuses/{row['id']}/history"] = answer([edit(n, str(n)) for n in range(1000)])

    found = await scene.source.versions(str(row["id"]))

    assert [post.body.text for post in found] == ["0", *map(str, range(901, 1000))]


async def test_a_question_beyond_the_budget_is_refused_with_a_time_rather_than_made_to_wait() -> None:
    scene = Scene()
    limits = (("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "200"))
    scene.server.always["/api/v1/statuses"] = answer({"ancestors": [], "descendants": []}, 200, *limits)
    await scene.source.thread("1")

    with pytest.raises(RateLimited) as refusal:
        await scene.source.thread("1")

    assert refusal.value.until == START + timedelta(seconds=200)


async def test_a_server_that_gives_its_newest_page_for_any_id_has_no_older_posts() -> None:
    scene = Scene()
    rows = [status(n) for n in range(40)]
    scene.server.always["/api/v1/timelines/tag/a"] = answer(rows[::-1])
    async with listening(scene.source, scene.clock):
        older = await scene.source.older(Tag.of("a"), START)

        assert older == []
        assert scene.server.count("/api/v1/timelines/tag/a") == 2


async def test_what_is_busy_now_is_told_with_the_people_of_today() -> None:
    scene = Scene()
    today = [{"day": "1795219200", "uses": "80", "accounts": "57"}, {"day": "1795132800", "accounts": "9"}]
    rows = [{"name": "SciArt", "history": today}, {"name": "quiet", "history": []}, {"name": 4}, 7]
    scene.server.always["/api/v1/trends/tags"] = answer([*rows, {"name": "caturday", "history": [{"accounts": 12}]}])

    assert await scene.source.busy() == [("SciArt", 57), ("caturday", 12)]


@pytest.mark.parametrize(
    "given",
    [*(answer({"error": "no"}, code) for code in (401, 403, 404, 410, 422)), answer({}), answer("[")],
    ids=lambda given: f"{given.status} {given.body!r}",
)
async def test_a_server_that_tells_no_trends_has_none(given: Answer) -> None:
    scene = Scene()
    scene.server.always["/api/v1/trends/tags"] = given

    assert await scene.source.busy() == []


def test_a_source_that_knows_what_is_busy_or_was_said_before_is_known_as_such() -> None:
    scene = Scene()

    assert isinstance(scene.source, Trending)
    assert not hasattr(DemoSource, "busy")
    assert isinstance(scene.source, Historian)
    assert not hasattr(DemoSource, "versions")


@pytest.mark.parametrize("taken", [0, 1, 7, 25])
async def test_what_was_read_when_a_listening_was_broken_off_is_told_by_the_next(taken: int) -> None:
    scene = Scene()
    scene.server.publish(*(status(n) for n in range(25)))
    following = Following(follow("a"))
    first = [heard async for heard in some(scene.source, following, 1 + taken)]

    async with listening(scene.source, scene.clock) as ear:
        texts = [heard.post.body.text for heard in first if isinstance(heard, Sighting)]

        assert len(texts) == taken
        assert set(texts) | set(ear.texts) == {f"number {n}" for n in range(25)}
        assert len(ear.texts) <= 25 - taken + 1
        await ear.wind(60)
        assert len(ear.texts) <= 25 - taken + 1


async def test_a_listening_that_begins_again_asks_at_once() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock):
        asked = scene.server.count(TAG_A)
    scene.server.publish(status(1))

    async with listening(scene.source, scene.clock) as ear:
        assert scene.server.count(TAG_A) == asked + 1
        assert ear.texts == ["number 1"]


async def some(source: Source, following: Following, most: int) -> AsyncIterator[Heard]:
    """What the source gives first; then the listening is broken off."""
    stream = source.listen(following)
    assert isinstance(stream, AsyncGenerator)
    async with aclosing(stream):
        async for heard in stream:
            yield heard
            most -= 1
            if not most:
                return


async def test_the_bytes_that_its_answers_brought_are_counted() -> None:
    scene = Scene()
    scene.server.always[TAG_A] = replace(answer([]), received=500)
    async with listening(scene.source, scene.clock):
        assert scene.source.figures.received == 500
