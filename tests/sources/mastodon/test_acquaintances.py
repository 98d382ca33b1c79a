"""Whom the account of a token knows: its follows and its lists, asked at leisure and within the server's limits."""

import asyncio
from collections import deque
from collections.abc import Sequence

import pytest

from hashtui.errors import Malformed, RateLimited, Refused, SourceError, Unreachable
from hashtui.sources.source import FOLLOWS, MOST_PEOPLE, Acquaintance, Acquainted
from hashtui.wire import Answer
from tests.sources.listening import listening
from tests.sources.mastodon.server_on_paper import Scene
from tests.sources.paper import HOST, account, answer, params_of

OWN = "/api/v1/accounts/verify_credentials"
FOLLOWING = "/api/v1/accounts/7/following"
LISTS = "/api/v1/lists"


def scene_with(*pages: Sequence[object], lists: dict[str, list[object]] | None = None, link: str = HOST) -> Scene:
    """A server whose account, of a token, follows these, page by page, and has these lists."""
    scene = Scene(token="secret-token")
    scene.server.always[OWN] = answer(account("ana"))
    answers = deque[Answer | SourceError]()
    for number, page in enumerate(pages, 1):
        next_ = f'<{link}{FOLLOWING}?limit=80&max_id={number}0>; rel="next", <{HOST}{FOLLOWING}?since_id=9>; rel="prev"'
        answers.append(answer(list(page), 200, *([("link", next_)] if number < len(pages) else [])))
    scene.server.next[FOLLOWING] = answers
    found = lists or {}
    # The longer paths first: what is prepared is found by how a path begins.
    for number, people in enumerate(found.values()):
        scene.server.always[f"{LISTS}/{number}/accounts"] = answer(people)
    scene.server.always[LISTS] = answer([{"id": str(n), "title": title} for n, title in enumerate(found)])
    return scene


async def known(scene: Scene) -> tuple[Acquaintance, ...]:
    """What the source says, however long it takes."""
    asking = asyncio.ensure_future(scene.source.acquaintances())
    for _ in range(400):
        if asking.done():
            break
        await scene.clock.wind(5)
    return await asking


async def test_follows_come_with_handle_key_and_words_also_of_people_elsewhere() -> None:
    elsewhere = account("bea", acct="bea@other.example", uri="https://other.example/users/bea")
    scene = scene_with([account("carl"), elsewhere])

    found = await known(scene)

    assert [(one.handle, one.key) for one in found] == [
        ("@carl@paper.example", f"{HOST}/users/carl"),
        ("@bea@other.example", "https://other.example/users/bea"),
    ]
    assert {(one.list_name, one.host) for one in found} == {(FOLLOWS, "paper.example")}
    assert found[0].known_by == "followed by you on paper.example"
    assert isinstance(scene.source, Acquainted)


async def test_pages_are_followed_by_the_id_of_their_link_and_by_nothing_else_of_it() -> None:
    scene = scene_with([account("a")], [account("b")], [account("c")], link="https://evil.example")

    found = await known(scene)

    assert [one.handle for one in found] == ["@a@paper.example", "@b@paper.example", "@c@paper.example"]
    questions = [one for one in scene.server.asked if one.startswith(FOLLOWING)]
    assert [params_of(one).get("max_id") for one in questions] == [None, "10", "20"]


async def test_a_link_that_leads_round_in_circles_ends() -> None:
    scene = scene_with()
    link = f'<{HOST}{FOLLOWING}?max_id=5>; rel="next"'
    scene.server.always[FOLLOWING] = answer([account("a")], 200, ("link", link))

    found = await known(scene)

    assert [one.handle for one in found] == ["@a@paper.example"]
    assert scene.server.count(FOLLOWING) == 2


async def test_an_account_that_follows_everybody_is_read_so_far_and_no_further() -> None:
    pages = [[account(f"p{page}x{n}") for n in range(80)] for page in range(70)]
    scene = scene_with(*pages)

    found = await known(scene)

    assert len(found) == MOST_PEOPLE
    assert scene.server.count(FOLLOWING) == 63


async def test_lists_come_after_the_follows_all_of_a_list_at_once() -> None:
    scene = scene_with([account("a")], lists={"Organisers": [account("b"), account("a")], "\x1b[2J": [account("c")]})

    found = await known(scene)

    assert [(one.handle.split("@")[1], one.list_name) for one in found] == [
        ("a", "follows"),
        ("b", "Organisers"),
        ("a", "Organisers"),
        ("c", found[-1].list_name),
    ]
    assert "\x1b" not in found[-1].list_name
    assert found[1].known_by == "on your list Organisers on paper.example"
    assert "limit=0" in next(one for one in scene.server.asked if one.startswith(f"{LISTS}/0/"))


async def test_without_a_token_nobody_is_known_and_nothing_asked() -> None:
    scene = Scene()

    assert await known(scene) == ()
    assert scene.server.asked == []


@pytest.mark.parametrize("path", [OWN, FOLLOWING])
async def test_a_token_that_may_not_tell_is_answered_with_the_scopes_it_needs(path: str) -> None:
    scene = scene_with([account("a")])
    scene.server.next.clear()
    scene.server.always[path] = answer({"error": "This action is outside the authorized scopes"}, 403)

    with pytest.raises(Refused, match=r"paper\.example does not tell whom you follow.*read:follows") as raised:
        await known(scene)

    assert "secret-token" not in str(raised.value)


async def test_lists_that_may_not_be_seen_cost_no_follows() -> None:
    scene = scene_with([account("a")])
    scene.server.always[LISTS] = answer({"error": "This action is outside the authorized scopes"}, 403)

    assert [one.handle for one in await known(scene)] == ["@a@paper.example"]


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (answer("<html>"), Unreachable),
        (answer({"a": 1}), Malformed),
        (answer("[[["), Malformed),
        (Unreachable("no answer"), Unreachable),
        (answer({"error": "Too many requests"}, 429, ("retry-after", "60")), RateLimited),
        (answer("Bad gateway", 502), Unreachable),
    ],
)
@pytest.mark.parametrize("path", [OWN, FOLLOWING, LISTS])
async def test_trouble_is_said_in_words(trouble: Answer | SourceError, kind: type[SourceError], path: str) -> None:
    scene = scene_with([account("a")])
    scene.server.next.clear()
    scene.server.always[FOLLOWING] = answer([account("a")])
    scene.server.always[path] = trouble

    with pytest.raises(kind) as raised:
        await known(scene)

    assert "\n" not in str(raised.value)
    assert str(raised.value)


async def test_rows_without_a_name_are_left_out() -> None:
    scene = scene_with([account("a"), {"id": "3"}, 17, None])

    assert [one.handle for one in await known(scene)] == ["@a@paper.example"]


async def test_it_takes_its_turn_behind_the_tags_and_stops_when_a_third_is_left() -> None:
    scene = scene_with(*[[account(f"p{n}")] for n in range(40)])
    told = [
        ("x-ratelimit-limit", "300"),
        ("x-ratelimit-remaining", "60"),
        ("x-ratelimit-reset", "2026-11-21T14:04:00Z"),
    ]
    async with listening(scene.source, scene.clock) as ear:
        asking = asyncio.ensure_future(scene.source.acquaintances())
        await ear.wind(30)
        first = scene.server.count(FOLLOWING)
        scene.server.always["/api/v1/timelines"] = answer([], 200, *told)
        await ear.wind(20)
        before = scene.server.count(FOLLOWING)
        await ear.wind(100)
        meanwhile = scene.server.count(FOLLOWING)
        del scene.server.always["/api/v1/timelines"]
        for _ in range(60):
            await ear.wind(10)

        assert 5 < first <= 15
        assert meanwhile - before <= 1
        assert len(await asking) == 40
        assert scene.server.count("/api/v1/timelines") >= 40
