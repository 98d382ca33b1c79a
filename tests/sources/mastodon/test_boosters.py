"""Who passed a post on: asked only of posts that gather boosts, only when there is nothing else to do."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random

import pytest

from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.errors import Malformed, SourceError, Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.sighting import State
from hashtui.sources.mastodon.boosters import IDLE, MOST_TIMES, Boosters
from hashtui.sources.mastodon.decode import Place, decode_status
from hashtui.sources.mastodon.known import Known
from hashtui.sources.mastodon.server import Server
from hashtui.sources.mastodon.source import MastodonSource
from hashtui.sources.shape import Record
from hashtui.sources.source import Means
from hashtui.wire import Answer
from tests.sources.listening import Listening, follow, listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.paper import HOST, Json, PaperServer, account, answer, params_of, status

TAGS = "/api/v1/timelines/tag/"
STATUSES = "/api/v1/statuses/"


def boosted(number: int, *people: str, scene: Scene, tags: Sequence[str] = ("a",)) -> Json:
    """A post that these passed on, the first first, as the server of the scene has it from now on."""
    row = status(number, reblogs_count=len(people), tags=[*tags])
    scene.server.rows = [other for other in scene.server.rows if other["id"] != row["id"]]
    scene.server.publish(row)
    scene.server.boosters[str(row["id"])] = [account(name) for name in reversed(people)]
    return row


def names(ear: Listening) -> list[str]:
    return [boost.by.name for boost in ear.boosts]


def questions(scene: Scene) -> list[str]:
    """The ids that were asked about."""
    return [path.split("/")[4] for path in scene.server.asked if "/reblogged_by" in path]


async def wind(ear: Listening, seconds: int, step: int = 10) -> None:
    for _ in range(0, seconds, step):
        await ear.wind(step)


async def test_a_post_passed_on_twice_is_asked_about_and_each_person_becomes_a_boost() -> None:
    scene = Scene()
    row = boosted(1, "bea", "carl", scene=scene)

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(5)

        assert [(boost.key, boost.by.handle) for boost in ear.boosts] == [
            (row["uri"], "@bea@paper.example"),
            (row["uri"], "@carl@paper.example"),
        ]
        assert {(boost.source, boost.created_at, boost.received_at) for boost in ear.boosts} == {
            (HOST, ear.boosts[0].received_at, ear.boosts[0].received_at)
        }
        assert params_of(scene.server.asked[-1]) == {"limit": "80"}


async def test_posts_passed_on_by_one_or_none_are_not_asked_about() -> None:
    scene = Scene()
    boosted(1, "bea", scene=scene)
    boosted(2, scene=scene)

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 60)

        assert questions(scene) == []


async def test_a_post_is_asked_about_again_only_when_it_rose_and_each_person_is_told_once() -> None:
    scene = Scene()
    boosted(1, "bea", "carl", scene=scene)
    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 300)
        before = len(questions(scene))
        boosted(1, "bea", "carl", "dora", scene=scene)

        await wind(ear, 60)

        assert before == 1
        assert len(questions(scene)) == 2
        assert names(ear) == ["Bea", "Carl", "Dora"]


async def test_a_post_that_goes_on_rising_is_asked_about_a_few_times_ever_less_often() -> None:
    scene = Scene()
    asked_at: list[float] = []
    async with listening(scene.source, scene.clock) as ear:
        for minute in range(0, 120, 2):
            boosted(1, *(f"p{n}" for n in range(minute + 2)), scene=scene)
            await wind(ear, 120, 60)
            if len(questions(scene)) > len(asked_at):
                asked_at.append(minute)

    gaps = [after - before for before, after in pairwise(asked_at)]
    assert len(asked_at) == MOST_TIMES
    assert gaps == sorted(gaps)
    assert gaps[-1] > 10 * gaps[0]


async def test_what_rose_most_is_asked_about_first_and_of_several_the_newest() -> None:
    scene = Scene()
    rows = [
        boosted(1, "a", "b", scene=scene),
        boosted(2, "a", "b", "c", scene=scene),
        boosted(3, "a", "b", scene=scene),
    ]

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 60)

        assert questions(scene) == [rows[1]["id"], rows[2]["id"], rows[0]["id"]]


async def test_what_was_forgotten_since_it_was_asked_how_long_to_wait_is_not_asked_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hashtui.sources.mastodon.boosters.MOST_POSTS", 1)
    scene = Scene()
    means, place = Means(scene.clock, scene.server), Place(clean_line(HOST), None)
    server = Server(SourceConfig(HOST), means, Random(1))
    boosters = Boosters(server, Known(server.url), scene.clock)
    first, second = (
        decode_status(Record(boosted(number, "bea", "carl", scene=scene)), place, scene.clock.now())
        for number in (1, 2)
    )
    boosters.see(first)
    waits = [boosters.wait(idle) for idle in (60.0, IDLE, IDLE - 0.1)]

    boosters.see(second)
    await boosters.ask(place)

    assert waits == [0.0, 0.0, float("inf")]  # where the tags are asked about at once there is no time for it
    assert questions(scene) == [second.local_id]


@pytest.mark.parametrize("tags", [1, 10])
async def test_one_question_in_ten_seconds_and_not_one_of_the_tags_questions_less(tags: int) -> None:
    followed = [f"t{n}" for n in range(tags)]
    quiet, busy = Scene(), Scene()
    for scene in (quiet, busy):
        for n in range(200):
            boosted(n, *(["a", "b"] if scene is busy else []), scene=scene, tags=[followed[n % tags]])
    timelines, asked = {}, []

    for scene in (quiet, busy):
        async with listening(scene.source, scene.clock, followed) as ear:
            for _ in range(150):
                await ear.wind(2)
                asked.append(len(questions(scene)))
            timelines[scene] = scene.server.count(TAGS)

    assert abs(timelines[busy] - timelines[quiet]) <= 1
    assert 15 < len(questions(busy)) <= 31
    assert max(after - before for before, after in zip(asked[150:], asked[154:], strict=False)) == 1


async def test_nothing_is_asked_when_less_than_a_third_of_the_servers_requests_is_left() -> None:
    scene = Scene()
    boosted(1, "a", "b", scene=scene)
    told = {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "99", "x-ratelimit-reset": "2026-11-21T14:05:00.5Z"}
    page = answer(scene.server.rows, 200, *told.items())
    scene.server.always[TAGS] = page
    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 120)
        before = len(questions(scene))
        told |= {"x-ratelimit-remaining": "299", "x-ratelimit-reset": "2026-11-21T14:10:00.5Z"}
        scene.server.always[TAGS] = answer(scene.server.rows, 200, *told.items())

        await wind(ear, 60)

        assert before == 0
        assert len(questions(scene)) == 1


@pytest.mark.parametrize("code", [401, 403, 404, 410, 422])
async def test_a_server_that_does_not_show_it_is_not_asked_again(code: int) -> None:
    scene = Scene()
    scene.server.always[STATUSES] = answer({"error": "no"}, code)
    for n in range(5):
        boosted(n, "a", "b", scene=scene)

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 300)

        assert len(questions(scene)) == 1
        assert set(ear.states) == {State.POLLING}


async def test_a_post_that_is_gone_meanwhile_does_not_end_the_asking() -> None:
    scene = Scene()
    first, gone, last = (boosted(n, "a", "b", scene=scene) for n in (3, 2, 1))
    scene.server.always[f"{STATUSES}{gone['id']}/reblogged_by"] = answer({"error": "Record not found"}, 404)

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 120)

        assert questions(scene) == [first["id"], gone["id"], last["id"]]
        assert {boost.key for boost in ear.boosts} == {first["uri"], last["uri"]}


async def test_its_wish_for_patience_is_obeyed_by_all_questions() -> None:
    scene = Scene()
    boosted(1, "a", "b", scene=scene)
    scene.server.always[STATUSES] = answer({"error": "Too many requests"}, 429, ("retry-after", "120"))

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 110)

        assert len(questions(scene)) == 1
        assert scene.server.count(TAGS) == 1
        assert ear.is_now(State.WAITING)


@pytest.mark.parametrize(
    "trouble",
    [Unreachable("no answer"), Malformed("nonsense"), answer("<html>"), answer({"a": 1}), answer("x", 502)],
)
async def test_its_trouble_with_this_question_is_nobody_elses_and_is_waited_out(trouble: Answer | SourceError) -> None:
    quiet, scene = Scene(), Scene()
    scene.server.always[STATUSES] = trouble
    for n in range(5):
        boosted(n, "a", "b", scene=scene)
    async with listening(quiet.source, quiet.clock) as ear:
        await wind(ear, 300)

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 300)
        timelines, asked = scene.server.count(TAGS), len(questions(scene))
        del scene.server.always[STATUSES]
        await wind(ear, 1200, 30)

        assert 1 < asked < 10
        assert set(ear.states) == {State.POLLING}
        assert abs(timelines - quiet.server.count(TAGS)) <= 1
        assert len(ear.boosts) == 10


async def test_rows_that_name_nobody_are_left_out() -> None:
    scene = Scene()
    row = boosted(1, "a", "b", scene=scene)
    scene.server.always[f"{STATUSES}{row['id']}/"] = answer([account("a"), {"id": "3"}, 17, None, account("b")])

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 20)

        assert sorted(names(ear)) == ["A", "B"]


class Hanging(PaperServer):
    """It never answers who passed a post on."""

    async def get(
        self,
        url: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        token: Secret | None = None,
        insecure: bool = False,
        deadline: float = 30.0,
        elsewhere: bool = False,
    ) -> Answer:
        found = await super().get(url, params=params, headers=headers, token=token)
        if url.endswith("/reblogged_by"):
            await asyncio.Event().wait()
        return found


async def test_an_answer_that_does_not_come_delays_no_tag() -> None:
    quiet, scene = Scene(), Scene()
    scene.server = Hanging()
    scene.source = MastodonSource(SourceConfig(HOST), Means(scene.clock, scene.server), random=Random(1))
    for n in range(50):
        boosted(n, "a", "b", scene=scene)
    followed = ["a", "b", "c", "d", "e", "f"]
    async with listening(quiet.source, quiet.clock, followed) as ear:
        await wind(ear, 300, 2)

    async with listening(scene.source, scene.clock, followed) as ear:
        await wind(ear, 300, 2)

        assert abs(scene.server.count(TAGS) - quiet.server.count(TAGS)) <= 2
        assert 2 <= len(questions(scene)) < 10
        assert set(ear.states) == {State.POLLING}


async def test_a_tag_that_is_added_while_an_answer_is_waited_for_is_taken_up_at_once() -> None:
    scene = Scene()
    scene.server = Hanging()
    scene.source = MastodonSource(SourceConfig(HOST), Means(scene.clock, scene.server))
    boosted(1, "a", "b", scene=scene)
    scene.server.publish(status(2, tags=["b"]))
    async with listening(scene.source, scene.clock) as ear:
        waits = len(questions(scene))
        ear.following.change(follow("a", "b"))

        await ear.wind()

        assert waits == 1
        assert ear.texts == ["number 1", "number 2"]


async def test_nobody_is_asked_about_posts_too_old_to_be_told_or_deleted() -> None:
    scene = Scene()
    boosted(-100, "a", "b", scene=scene)
    async with listening(scene.source, scene.clock, since=scene.clock.now()) as ear:
        await wind(ear, 60)

        assert questions(scene) == []


async def test_boosts_that_stand_in_a_timeline_are_told_as_boosts_of_their_time_each_person_once() -> None:
    scene = Scene()
    inner = status(1)
    rows = [
        status(9 + n, "", reblog=inner, account=account(name), content="", tags=[])
        for n, name in enumerate(["bea", "carl"])
    ]
    scene.server.always[TAGS] = answer([*reversed(rows), inner])

    async with listening(scene.source, scene.clock) as ear:
        await wind(ear, 60)

        assert sorted(names(ear)) == ["Bea", "Carl"]
        assert {boost.key for boost in ear.boosts} == {inner["uri"]}
        assert len(ear.sightings) == 1
        assert ear.heard.index(ear.sightings[0]) < ear.heard.index(ear.boosts[0])
