"""Servers that are in trouble, ask for patience, or refuse: waited out, or said with what to do."""

from collections import deque
from datetime import timedelta

import pytest

from hashtui.errors import Malformed, NoNetwork, Refused, Unreachable
from hashtui.post.sighting import State
from tests.sources.listening import follow, listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.paper import HOST, START, answer, params_of, status

TAG_A = "/api/v1/timelines/tag/a"
TAG_B = "/api/v1/timelines/tag/b"


async def test_a_bad_row_is_counted_and_its_neighbours_are_kept() -> None:
    scene = Scene()
    scene.server.always[TAG_A] = answer([status(1), {"id": "2"}, 17, status(3, content={"a": 1}), status(4)])

    async with listening(scene.source, scene.clock) as ear:
        assert ear.texts == ["number 1", "number 4"]
        assert scene.source.figures.unreadable == 3


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
            NoNetwork("no answer from paper.example: its name cannot be looked up now (DNS)"),
            State.NO_NETWORK,
            "DNS",
        ),
        (Malformed("paper.example answers nonsense"), State.RECONNECTING, "nonsense"),
        (answer("<html>Log in to the WiFi</html>"), State.RECONNECTING, "web page"),
        (
            answer({"error": "This action is not allowed"}),
            State.RECONNECTING,
            "“This action is not allowed” instead of posts",
        ),
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
            assert HOST in ear.reports[-1].help


async def test_a_rejected_token_is_refused_in_other_words() -> None:
    scene = Scene(token="worn-out")
    scene.server.always[TAG_A] = answer({"error": "The access token is invalid"}, 401)

    async with listening(scene.source, scene.clock) as ear:
        assert isinstance(ear.ended_by, Refused)
        assert "does not accept the token" in str(ear.ended_by)
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
        assert "#2024 left out" in ear.reports[-1].reason
        assert scene.server.count("/api/v1/timelines/tag/2024") == 1


async def test_a_refused_tag_that_is_the_only_one_is_refused() -> None:
    scene = Scene()
    scene.server.always["/api/v1/timelines/tag/2024"] = answer({"error": "could not be normalized"}, 400)

    async with listening(scene.source, scene.clock, ["2024"]) as ear:
        assert isinstance(ear.ended_by, Refused)
        assert "no hashtag" in str(ear.ended_by)


async def test_a_page_of_something_before_the_server_is_no_word_on_the_tag() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    page = answer("<html>The plain HTTP request was sent to HTTPS port</html>", 400)
    scene.server.always["/api/v1/timelines/tag/a"] = page

    async with listening(scene.source, scene.clock) as ear:
        del scene.server.always["/api/v1/timelines/tag/a"]
        await ear.wind(60)

        assert ear.texts == ["number 1"]
        assert ear.states == [State.RECONNECTING, State.POLLING]
        assert "does not say why (400)" in ear.reports[0].reason


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


async def test_a_tag_that_is_gone_midway_is_left_out_and_the_others_go_on() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock, ["a", "b"]) as ear:
        scene.server.always[TAG_B] = answer({"error": "Gone"}, 410)
        await ear.wind(20)
        asked = scene.server.count(TAG_B)

        scene.server.publish(status(60))
        await ear.wind(60)

        assert ear.texts == ["number 60"]
        assert scene.server.count(TAG_B) == asked
        assert "#b left out" in ear.reports[-1].reason


async def test_a_server_whose_description_alone_is_broken_is_followed_in_the_end() -> None:
    scene = Scene()
    scene.server.publish(status(1))
    scene.server.always["/api/v2/instance"] = answer("oops", 500)

    async with listening(scene.source, scene.clock) as ear:
        assert ear.is_now(State.RECONNECTING)
        await ear.wind(60)

        assert ear.texts == ["number 1"]
        assert ear.is_now(State.POLLING)


async def test_after_a_refusal_a_new_listening_says_how_it_is_from_the_beginning() -> None:
    scene = Scene(token="good")
    scene.server.publish(status(1))
    async with listening(scene.source, scene.clock) as first:
        assert first.is_now(State.LIVE)
        scene.server.always[TAG_A] = answer({"error": "The access token is invalid"}, 401)
        await first.wind(120)
        assert isinstance(first.ended_by, Refused)
    scene.server.stream_refusals.append(Refused("paper.example refuses the stream"))
    del scene.server.always[TAG_A]

    async with listening(scene.source, scene.clock) as second:
        await second.wind(20)

        assert second.states[0] is State.POLLING
        assert State.LIVE not in second.states


async def test_a_row_that_stays_unreadable_is_counted_once() -> None:
    scene = Scene()
    scene.server.publish(status(1), status(2, content=["no text"]))

    async with listening(scene.source, scene.clock) as ear:
        for n in range(5):
            scene.server.publish(status(100 + n))
            await ear.wind(20)

        assert scene.source.figures.unreadable == 1
        assert len(ear.reports) == 1


async def test_a_tag_that_is_opened_is_asked_for_at_once_while_trouble_is_waited_out() -> None:
    scene = Scene()
    scene.server.publish(status(1), status(2, tags=["b"]))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.always[TAG_A] = answer("Bad gateway", 502)
        await ear.wind(600)
        assert ear.is_now(State.RECONNECTING)

        ear.following.change(follow("a", "b"))
        await ear.wind(0)

        assert ear.texts == ["number 1", "number 2"]


@pytest.mark.parametrize("headers", [(), (("retry-after", "300"),)])
async def test_a_tag_that_is_opened_waits_for_a_server_that_asks_for_patience(
    headers: tuple[tuple[str, str], ...],
) -> None:
    scene = Scene()
    scene.server.publish(status(1), status(2, tags=["b"]))
    async with listening(scene.source, scene.clock) as ear:
        scene.server.always[TAG_A] = answer({"error": "Throttled"}, 429, *headers)
        await ear.wind(16)
        asked = len(scene.server.asked)
        assert ear.is_now(State.WAITING)

        ear.following.change(follow("a", "b"))
        await ear.wind(0)

        assert len(scene.server.asked) == asked


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 406, 410, 422, 451, 501])
async def test_a_server_that_describes_itself_to_nobody_is_asked_for_its_tags_all_the_same(code: int) -> None:
    scene = Scene()
    scene.server.always["/api/v2/instance"] = answer({"error": "no"}, code)
    scene.server.publish(status(1))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(30)

        assert ear.texts == ["number 1"]


@pytest.mark.parametrize("code", [200, 401, 403, 422, 451])
async def test_a_token_that_a_server_repeats_is_not_repeated_by_us(code: int) -> None:
    scene = Scene(token="canary4711")
    scene.server.always[TAG_A] = answer({"error": "canary4711 is no good, access_token=canary4711"}, code)

    async with listening(scene.source, scene.clock) as ear:
        said = f"{ear.reports[-1].reason} {ear.reports[-1].help} {ear.ended_by}"

        assert "is no good" in said
        assert "canary4711" not in said
