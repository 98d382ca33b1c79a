"""What one question for a feed may say, and what each answer to it means."""

from datetime import timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.errors import NoNetwork, RateLimited
from hashtui.post.sighting import State
from hashtui.post.tag import Tag
from hashtui.wire import Answer
from tests.sources.feed.paper_site import PaperSite, answer, entry, json_feed, rss, source_on
from tests.sources.feed.paper_site import at as written
from tests.sources.listening import Listening, listening
from tests.sources.paper import START

QUARTER = 900 * 1.1


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START + timedelta(days=1))


@pytest.fixture
def site() -> PaperSite:
    site = PaperSite()
    site.pages["/tags/a.rss"] = rss(entry(2), entry(1))
    site.pages["/tags/b.rss"] = rss(entry(4, tags="b"), entry(3, tags="b"))
    return site


async def until(ear: Listening, state: State) -> None:
    """Wait at most half an hour for that state."""
    for _ in range(1_800):
        if ear.is_now(state):
            return
        await ear.wind(1)


async def test_not_changed_is_no_first_answer(site: PaperSite, clock: HandClock) -> None:
    site.next.append(answer(304))
    async with listening(source_on(site, clock), clock) as ear:
        assert ear.reports[0].reason == "paper.example says “not changed” before it said anything"
        await ear.wind(80)

        assert ear.states == [State.RECONNECTING, State.POLLING]
        assert all(sighting.held for sighting in ear.sightings)
        assert len(ear.sightings) == 2


@pytest.mark.parametrize("etag", ["e" * 1_001, "é", "a\nHost: elsewhere.example", "\x7f"])
async def test_a_validator_that_no_request_may_hold_is_not_sent(site: PaperSite, clock: HandClock, etag: str) -> None:
    site.next.append(answer(200, rss(entry(1)), ("etag", etag), ("last-modified", "yesterday")))
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(QUARTER)

        assert "If-None-Match" not in site.headers[1]
        assert site.headers[1]["If-Modified-Since"] == "yesterday"


async def test_a_limit_that_a_good_answer_tells_of_holds_for_every_tag_of_the_host(
    site: PaperSite, clock: HandClock
) -> None:
    used_up = [("x-ratelimit-limit", "30"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "300")]
    site.next.append(answer(200, rss(entry(1)), *used_up))
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        await ear.wind(295)
        before = list(site.asked)
        await ear.wind(30)

        assert (before, site.asked) == (["/tags/a.rss"], ["/tags/a.rss", "/tags/b.rss"])


@pytest.mark.parametrize(
    "refusal",
    [
        answer(503, "", ("retry-after", "1200")),
        answer(429, "", ("ratelimit-limit", "30"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "1200")),
    ],
)
async def test_nothing_is_asked_before_the_time_a_refusal_tells(
    site: PaperSite, clock: HandClock, refusal: Answer
) -> None:
    site.next.append(refusal)
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(1_199)
        before = len(site.asked)
        await ear.wind(122)

        assert (before, len(site.asked)) == (1, 2)
        assert ear.reports[0].next_try is not None
        assert ear.reports[0].next_try >= ear.reports[0].received_at + timedelta(seconds=1_200)
        assert ear.states == [State.WAITING, State.POLLING]


@pytest.mark.parametrize("status", [404, 400])
async def test_a_tag_that_a_server_finds_wrong_is_unknown_to_it(site: PaperSite, clock: HandClock, status: int) -> None:
    site.next.append(answer(status))
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        assert "#a: nothing there yet (404)" in ear.reports[-1].reason
        assert ear.is_now(State.POLLING)


async def test_older_pages_count_among_the_questions_a_host_bears(clock: HandClock) -> None:
    site = PaperSite()
    for number in range(12):
        item = {"id": str(number), "content_text": f"{number}", "date_published": written(-number).isoformat()}
        site.pages["/tags/a.rss" + (f"?{number}" if number else "")] = json_feed(item, next_url=f"?{number + 1}")
    async with listening(source_on(site, clock), clock, since=written(-30)) as ear:
        at_once = len(site.asked)
        await ear.wind(59)
        before = len(site.asked)
        await ear.wind(2)

        assert (at_once, before, len(site.asked)) == (10, 10, 11)
        assert len(ear.sightings) == 11


async def test_who_asks_for_older_posts_is_told_at_once_that_the_host_wants_to_be_left_alone(
    site: PaperSite, clock: HandClock
) -> None:
    site.pages["/tags/a.rss"] = rss(entry(2), entry(1), head='<atom:link rel="next" href="?p=2"/>')
    site.head = [("retry-after", "1200")]
    source = source_on(site, clock)
    async with listening(source, clock):
        with pytest.raises(RateLimited, match="is not to be asked for 1200 s") as raised:
            await source.older(Tag.of("a"), written(9))

    assert raised.value.until == clock.now() + timedelta(seconds=1200)
    assert site.asked == ["/tags/a.rss"]


async def test_older_pages_are_not_read_when_the_newest_reaches_far_enough_back(
    site: PaperSite, clock: HandClock
) -> None:
    site.pages["/tags/a.rss"] = rss(entry(2), entry(1), head='<atom:link rel="next" href="?p=2"/>')
    async with listening(source_on(site, clock), clock, since=written(1.5)) as ear:
        assert site.asked == ["/tags/a.rss"]
        assert ear.texts == ["number 2"]


async def test_a_hole_is_filled_from_the_page_that_shows_it(site: PaperSite, clock: HandClock) -> None:
    def linked(number: int, page: str) -> str:
        return rss(entry(number), head=f'<atom:link rel="next" href="/tags/a.rss?{page}"/>')

    site.pages |= {"/tags/a.rss": linked(1, "old"), "/tags/a.rss?new": linked(2, "old")}
    site.pages["/tags/a.rss?old"] = linked(1, "older")
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = linked(3, "new")
        await ear.wind(QUARTER)

        assert site.asked[2:] == ["/tags/a.rss?new", "/tags/a.rss?old"]
        assert ear.texts == ["number 1", "number 2", "number 3"]
        assert [gap.found for gap in ear.gaps] == [None, 1]


async def test_after_a_good_answer_the_next_pause_is_a_short_one_again(site: PaperSite, clock: HandClock) -> None:
    site.next.extend(answer(500) for _ in range(5))
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(60 * 31 * 1.25)
        assert ear.is_now(State.POLLING)
        site.next.append(answer(500))
        await until(ear, State.RECONNECTING)
        assert ear.is_now(State.RECONNECTING)
        await ear.wind(75)

        assert ear.is_now(State.POLLING)


async def test_after_an_outage_of_ours_the_next_pause_is_a_short_one_again(site: PaperSite, clock: HandClock) -> None:
    def pause() -> float:
        report = ear.reports[-1]
        return (report.next_try - report.received_at).total_seconds() if report.next_try is not None else 0.0

    site.next.extend(NoNetwork("no network") for _ in range(1_000))
    async with listening(source_on(site, clock), clock) as ear:
        for _ in range(500):
            if pause() < 30:
                await ear.wind(max(1.0, pause()))
        longest = pause()
        site.next.clear()
        await ear.wind(longest + 1)
        assert ear.is_now(State.POLLING)
        site.next.append(NoNetwork("no network"))
        await until(ear, State.NO_NETWORK)

        assert ear.is_now(State.NO_NETWORK)
        assert longest >= 30
        assert pause() <= 3


async def test_a_refusal_that_tells_no_time_holds_for_every_tag_of_the_host_too(
    site: PaperSite, clock: HandClock
) -> None:
    site.next.append(answer(429))
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        await ear.wind(59)
        before = list(site.asked)
        await ear.wind(20)

        assert before == ["/tags/a.rss"]
        assert ear.is_now(State.POLLING)
