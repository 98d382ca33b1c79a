"""Reading back by search: to a time, through a hole, past trouble, and not at all without a session."""

import asyncio
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import pytest

from hashtui.config.secret import Secret
from hashtui.config.secrets import SecretStore
from hashtui.errors import Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Follow, Gap, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.history import AWAY, NO_SESSION
from hashtui.sources.bluesky.search import MOST_PAGES
from hashtui.sources.source import Following
from hashtui.wire import Answer
from tests.sources.bluesky.network_on_paper import ANA, START, Desk, answer, label, post_view, refusal
from tests.sources.bluesky.reading import SOURCE, Reading, ago, follow, reading

SEARCH = "searchPosts"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(SecretStore(tmp_path / "secrets.toml"))
    made.wire.posts = [post_view(-60 * n, f"post {n} ", "paris" if n % 3 else "lyon") for n in range(1, 31)]
    for view in made.wire.posts:
        record = view["record"]
        assert isinstance(record, dict)
        record["text"] += "#" + record["tags"][0]
    return made


@pytest.fixture
def visitor(tmp_path: Path) -> Desk:
    return Desk(SecretStore(tmp_path / "secrets.toml"), None)


async def test_the_newest_page_is_read_oldest_first(desk: Desk) -> None:
    async with reading(desk, follow("paris")) as now:
        assert now.texts == [f"post {n} #paris" for n in range(30, 0, -1) if n % 3]
        assert all(sighting.held for sighting in now.sightings)
        assert {sighting.source for sighting in now.sightings} == {SOURCE}
        assert now.gaps == []
    assert desk.wire.count(SEARCH) == 1


async def test_it_asks_as_bluesky_itself_does(desk: Desk) -> None:
    async with reading(desk, follow("Paris", since=ago(minutes=10))):
        query = desk.wire.query(SEARCH)

    assert query == [("q", "#Paris"), ("sort", "latest"), ("limit", "100"), ("since", "2026-11-21T13:50:00.000Z")]


async def test_it_reaches_back_to_the_time_asked_for_page_by_page(desk: Desk) -> None:
    desk.wire.page = 4

    async with reading(desk, follow("paris", since=ago(minutes=20, seconds=1))) as now:
        assert now.texts == [f"post {n} #paris" for n in range(20, 0, -1) if n % 3]
        assert now.gaps == []
    assert desk.wire.count(SEARCH) == 4


async def test_a_server_that_ignores_the_time_is_not_read_to_its_end(desk: Desk) -> None:
    desk.wire.page = 4
    healthy = desk.wire._searched
    desk.wire._searched = lambda query: healthy({k: v for k, v in query.items() if k != "since"})  # type: ignore[method-assign]  # as some servers do

    async with reading(desk, follow("paris", since=ago(minutes=5, seconds=1))) as now:
        assert now.texts == ["post 5 #paris", "post 4 #paris", "post 2 #paris", "post 1 #paris"]
    assert desk.wire.count(SEARCH) == 2


async def test_all_tags_are_told_in_one_order_and_each_post_once(desk: Desk) -> None:
    desk.wire.posts.append(post_view(-90, "both #paris #lyon", "paris", "lyon"))

    async with reading(desk, follow("paris", "lyon")) as now:
        times = [sighting.post.created_at for sighting in now.sightings]
        assert times == sorted(times)
        assert now.texts.count("both #paris #lyon") == 1
        assert len(now.texts) == 31


async def test_a_substring_is_not_the_tag(desk: Desk) -> None:
    desk.wire.posts.append(post_view(-5, "#parisian", "parisian"))
    desk.wire.posts.append(post_view(-4, "see #PARIS", "PARIS"))

    async with reading(desk, follow("paris")) as now:
        assert "#parisian" not in now.texts
        assert now.texts[-1] == "see #PARIS"


async def test_a_tag_that_appears_is_read_back_and_the_others_not_again(desk: Desk) -> None:
    async with reading(desk, follow("paris")) as now:
        before = len(now.heard)
        now.following.change(follow("paris", "lyon"))
        await now.wind(1)

        assert {text.partition("#")[2] for text in now.texts[before:]} == {"lyon"}
    assert desk.wire.count(SEARCH) == 2


async def test_what_was_read_is_not_read_again_when_listening_begins_anew(desk: Desk) -> None:
    async with reading(desk, follow("paris")) as first:
        pass

    async with reading(desk, follow("paris"), first):
        pass

    assert desk.wire.count(SEARCH) == 1


async def test_nothing_is_lost_when_listening_is_stopped_in_the_middle(desk: Desk) -> None:
    history = Reading(desk)
    stream = history.history.run(Following(follow("lyon", "paris")))
    first = asyncio.ensure_future(anext(stream))
    await desk.wind()
    assert isinstance(await first, Sighting)
    await stream.aclose()

    async with reading(desk, follow("lyon", "paris"), history) as now:
        assert len(now.texts) == 30
    assert desk.wire.count(SEARCH) == 2


async def test_what_was_found_before_listening_was_stopped_is_told_after_it(desk: Desk) -> None:
    history = Reading(desk)
    never, stuck = asyncio.Event(), asyncio.Event()
    answered = desk.wire._answered

    async def slow(url: str, params: Sequence[tuple[str, str]], token: Secret | None, body: bytes) -> Answer:
        if ("q", "#paris") in params and not never.is_set():
            stuck.set()
            await never.wait()
        return await answered(url, params, token, body)

    desk.wire._answered = slow  # type: ignore[method-assign]  # one that hangs
    async with reading(desk, follow("lyon", "paris"), history):
        await stuck.wait()
    never.set()

    async with reading(desk, follow("lyon", "paris"), history) as now:
        assert len(now.texts) == 30
    assert desk.wire.count(SEARCH) == 2


async def test_a_tag_the_search_does_not_take_holds_no_other_up(desk: Desk) -> None:
    healthy = desk.wire._searched

    def choosy(query: dict[str, str]) -> object:
        return refusal("InvalidRequest", "no such words") if query["q"] == "#lyon" else healthy(query)

    desk.wire._searched = choosy  # type: ignore[method-assign, assignment]  # one answer otherwise

    async with reading(desk, follow("lyon", "paris", since=ago(minutes=5, seconds=1))) as now:
        assert len(now.texts) == 4
        assert [(gap.tags, gap.filled_at) for gap in now.gaps] == [(frozenset({Tag.of("lyon")}), None)]


async def test_more_than_can_be_read_is_a_gap(desk: Desk) -> None:
    desk.wire.posts.append(post_view(-80_000, "one more #paris", "paris"))
    desk.wire.page = 1

    async with reading(desk, follow("paris", since=ago(days=1))) as now:
        oldest = now.sightings[0].post.created_at
        assert len(now.texts) == MOST_PAGES
        assert now.gaps == [
            Gap(SOURCE, ago(days=1), oldest, clean_line("#paris: more posts than could be read back"),
                found_at=desk.clock.now(), tags=frozenset({Tag.of("paris")}))
        ]  # fmt: skip


async def test_a_cursor_the_server_forgot_is_no_end(desk: Desk) -> None:
    desk.wire.page = 5
    healthy = desk.wire._searched

    def forgetful(query: dict[str, str]) -> object:
        return refusal("InternalServerError", "", 500) if query.get("cursor") == "10" else healthy(query)

    desk.wire._searched = forgetful  # type: ignore[method-assign, assignment]  # one answer otherwise

    async with reading(desk, follow("paris", since=ago(minutes=30, seconds=1))) as now:
        assert now.texts == [f"post {n} #paris" for n in range(30, 0, -1) if n % 3]
        assert now.gaps == []


async def test_a_cursor_that_leads_in_a_circle_ends(desk: Desk) -> None:
    desk.wire.always[SEARCH] = answer({"posts": desk.wire.posts[:3], "cursor": "same"})

    async with reading(desk, follow("paris", since=ago(days=1))) as now:
        assert now.texts == ["post 2 #paris", "post 1 #paris"]
        assert [gap.filled_at for gap in now.gaps] == [None]
    assert desk.wire.count(SEARCH) == 2


async def test_a_row_that_makes_no_sense_is_counted(desk: Desk) -> None:
    desk.wire.always[SEARCH] = answer({"posts": [{"uri": "at://x"}, *desk.wire.posts[:1]]})

    async with reading(desk, follow("paris")) as now:
        assert now.texts == ["post 1 #paris"]
        assert now.history.unreadable == 1


async def test_trouble_is_waited_out(desk: Desk) -> None:
    desk.wire.next[SEARCH] = deque([Unreachable("pds.example gives no answer"), refusal("UpstreamFailure", "", 502)])

    async with reading(desk, follow("paris")) as now:
        await now.wind(30)
        await now.wind(30)

        assert len(now.texts) == 20
        assert now.history.excuse == ""


async def test_a_tag_read_before_the_trouble_is_told_at_once(desk: Desk) -> None:
    healthy = desk.wire._searched

    def picky(query: dict[str, str]) -> object:
        return refusal("UpstreamFailure", "", 502) if query["q"] == "#paris" else healthy(query)

    desk.wire._searched = picky  # type: ignore[method-assign, assignment]  # one answer otherwise

    async with reading(desk, follow("lyon", "paris")) as now:
        assert {text.partition("#")[2] for text in now.texts} == {"lyon"}


@pytest.mark.parametrize("closed", [refusal("AuthMissing", "", 403), answer("<html>Request forbidden</html>", 403)])
async def test_a_closed_search_is_left_alone_for_hours_and_the_gap_is_filled_then(desk: Desk, closed: object) -> None:
    desk.wire.next[SEARCH] = deque([closed])  # type: ignore[list-item]  # an Answer, by its parameter

    async with reading(desk, follow("paris", since=ago(minutes=10, seconds=1))) as now:
        assert now.texts == []
        assert [(gap.since, gap.until, gap.filled_at) for gap in now.gaps] == [
            (ago(minutes=10, seconds=1), START, None)
        ]
        assert "403" in now.gaps[0].reason or "answer" in now.gaps[0].reason
        assert now.history.excuse.startswith("no history: pds.example does not answer this account")
        await now.wind(AWAY - 10)
        assert desk.wire.count(SEARCH) == 1

        await now.wind(20)

        assert len(now.texts) == 7
        assert [(gap.filled_at is not None, gap.found) for gap in now.gaps] == [(False, None), (True, 7)]
        assert now.history.excuse == ""


async def test_a_refused_log_in_is_the_excuse(tmp_path: Path) -> None:
    desk = Desk(SecretStore(tmp_path / "secrets.toml"), "lea.example:wrong")

    async with reading(desk, follow("paris")) as now:
        await now.wind(86400)

        assert "does not know this handle" in now.history.excuse
    assert desk.wire.count("createSession") == 1


async def test_without_a_session_nothing_is_asked_and_it_is_said(visitor: Desk) -> None:
    async with reading(visitor, follow("paris")) as now:
        await now.wind(3600)

        assert now.heard == []
        assert now.history.excuse == NO_SESSION
        assert await now.history.older(Tag.of("paris"), START) == []
    assert visitor.wire.asked == []


async def test_without_a_session_a_time_asked_for_is_a_gap(visitor: Desk) -> None:
    async with reading(visitor, follow("paris", "lyon", since=ago(hours=2))) as now:
        await now.wind(60)

        assert [(gap.since, gap.until, gap.reason) for gap in now.gaps] == [
            (ago(hours=2), START, "history needs a Bluesky session")
        ]
        assert now.gaps[0].tags == {Tag.of("paris"), Tag.of("lyon")}


async def test_a_hole_of_the_stream_is_filled_and_said_to_be(desk: Desk) -> None:
    async with reading(desk, follow("paris", "lyon")) as now:
        now.heard.clear()
        gap = Gap(SOURCE, ago(minutes=12, seconds=30), ago(minutes=8, seconds=30), clean_line("asleep"), found_at=START)
        now.history.fill(gap, now.following)
        await now.wind(1)

        assert now.texts == [f"post {n} #{'paris' if n % 3 else 'lyon'}" for n in (12, 11, 10, 9)]
        assert not any(sighting.held for sighting in now.sightings)
        assert [(g.since, g.until, g.filled_at is not None, g.found) for g in now.gaps] == [
            (gap.since, gap.until, True, 4)
        ]


async def test_with_nothing_to_read_back_any_more_it_rests(desk: Desk) -> None:
    class Counted(Following):
        """It counts how often it is looked at."""

        looks = 0

        @property
        def follow(self) -> Follow:
            self.looks += 1
            return super().follow

    async with reading(desk, follow("paris")) as now:
        now.history.fill(Gap(SOURCE, ago(minutes=9), START, clean_line("asleep")), now.following)
        await now.wind(1)
    following = Counted(follow("paris"))
    rest = asyncio.create_task(anext(now.history.run(following)))
    await now.wind(60)
    rest.cancel()

    assert following.looks <= 2


async def test_a_hole_of_one_tag_is_asked_of_that_tag_alone(desk: Desk) -> None:
    async with reading(desk, follow("paris", "lyon")) as now:
        asked = desk.wire.count(SEARCH)
        gap = Gap(SOURCE, ago(minutes=9), START, clean_line("asleep"), tags=frozenset({Tag.of("lyon")}))
        now.history.fill(gap, now.following)
        await now.wind(1)

        assert [query for name, query in desk.wire.query(SEARCH)[:1]] == ["#lyon"]
        assert ("until", "2026-11-21T14:00:00.000Z") in desk.wire.query(SEARCH)
    assert desk.wire.count(SEARCH) == asked + 1


async def test_a_hole_too_large_to_read_stays_open(desk: Desk) -> None:
    desk.wire.posts.append(post_view(-80_000, "one more #paris", "paris"))
    desk.wire.page = 1
    async with reading(desk, follow("paris")) as now:
        now.heard.clear()
        now.history.fill(Gap(SOURCE, ago(days=2), START, clean_line("asleep")), now.following)
        await now.wind(1)

        assert len(now.texts) == MOST_PAGES
        assert now.gaps == []


async def test_a_tag_not_followed_any_more_does_not_keep_a_hole_open(desk: Desk) -> None:
    async with reading(desk, follow("paris", "lyon")) as now:
        now.heard.clear()
        desk.wire.next[SEARCH] = deque([Unreachable("away")])
        now.history.fill(Gap(SOURCE, ago(minutes=9), START, clean_line("asleep")), now.following)
        await now.wind(0)
        now.following.change(follow("paris"))
        await now.wind(30)
        await now.wind(30)

        assert {text.partition("#")[2] for text in now.texts} == {"paris"}
        assert [gap.found for gap in now.gaps] == [6]


async def test_people_not_for_visitors_are_shown_to_who_is_logged_in(desk: Desk) -> None:
    shy = {"did": ANA, "handle": "ana.example", "labels": [label("!no-unauthenticated")]}
    desk.wire.posts = [post_view(-1, "#paris", "paris", author=shy)]

    async with reading(desk, follow("paris")) as now:
        assert now.texts == ["#paris"]


async def test_older_posts_come_oldest_first(desk: Desk) -> None:
    desk.wire.page = 4
    history = Reading(desk).history
    asking = asyncio.create_task(history.older(Tag.of("paris"), ago(minutes=10)))
    await desk.wind()

    found = await asking

    assert [sighting.post.body.text for sighting in found] == [f"post {n} #paris" for n in (16, 14, 13, 11)]
    assert all(sighting.held for sighting in found)


async def test_older_posts_are_looked_for_on_further_pages(desk: Desk) -> None:
    desk.wire.posts += [post_view(-2000 - n, "#parisian", "parisian") for n in range(6)]
    desk.wire.posts += [post_view(-3000, "at last #paris", "paris")]
    desk.wire.page = 4
    history = Reading(desk).history
    asking = asyncio.create_task(history.older(Tag.of("paris"), ago(minutes=31)))
    await desk.wind()

    assert [sighting.post.body.text for sighting in await asking] == ["at last #paris"]
