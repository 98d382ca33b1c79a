"""Asking for feeds: how often, under which conditions, and what is done about trouble."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.errors import NoNetwork, Refused, Unreachable
from hashtui.post.sighting import State
from hashtui.post.tag import Tag
from tests.sources.feed.paper_site import (
    OF_ALL,
    OF_TAGS,
    SITE,
    PaperSite,
    answer,
    entry,
    rss,
    source_on,
)
from tests.sources.listening import listening
from tests.sources.paper import START

QUARTER = 900 * 1.1


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START + timedelta(days=1))


@pytest.fixture
def site() -> PaperSite:
    site = PaperSite()
    site.pages["/tags/a.rss"] = rss(entry(2), entry(1))
    return site


async def test_what_the_feed_holds_comes_first_and_oldest_first(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        assert ear.texts == ["number 1", "number 2"]
        assert all(s.held and s.asked == {Tag.of("a")} for s in ear.sightings)
        assert [(r.state, r.reason) for r in ear.reports] == [(State.POLLING, "asked every 15 min")]


async def test_what_comes_later_is_new_and_told_once(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(entry(3), entry(2), entry(1))

        await ear.wind(QUARTER)

        assert [(s.post.body.text, s.held) for s in ear.sightings[2:]] == [("number 3", False)]


async def test_an_unchanged_feed_is_not_sent_again(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(QUARTER)

        assert "If-None-Match" not in site.headers[0]
        assert site.headers[1]["If-None-Match"].startswith('"')
        assert len(ear.sightings) == 2


async def test_validators_are_sent_back_as_they_came(site: PaperSite, clock: HandClock) -> None:
    site.head = [("last-modified", "Sat, 21 nov 2026 14:00:00 +0000")]
    site.has_etags = False
    site.next.append(answer(200, rss(entry(1)), ("etag", 'W/"x y"'), *site.head))
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(QUARTER)

        assert site.headers[1]["If-None-Match"] == 'W/"x y"'
        assert site.headers[1]["If-Modified-Since"] == "Sat, 21 nov 2026 14:00:00 +0000"


async def test_a_server_that_always_says_unchanged_is_asked_unconditionally_now_and_then(
    site: PaperSite, clock: HandClock
) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(QUARTER * 13)

        unconditional = [number for number, headers in enumerate(site.headers) if "If-None-Match" not in headers]
        assert unconditional == [0, 11]


async def test_the_feed_says_how_often_it_wants_to_be_asked(site: PaperSite, clock: HandClock) -> None:
    site.pages["/tags/a.rss"] = rss(entry(1), head="<ttl>5</ttl>")
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(299)
        before = len(site.asked)

        await ear.wind(40)

        assert (before, len(site.asked)) == (1, 2)
        assert ear.reports[-1].reason == "asked every 5 min"


@pytest.mark.parametrize(
    ("head", "header", "words"),
    [
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", "", "every 30 min"),
        ("", "public, max-age=3600", "every 60 min"),
        ("<ttl>1</ttl>", "max-age=600", "every 10 min"),
        ("<ttl>0</ttl>", "max-age=0", "every 15 min"),
        ("<ttl>100000</ttl>", "", "every 6 h"),
    ],
)
async def test_its_wishes_and_its_cache_are_respected(
    site: PaperSite, clock: HandClock, head: str, header: str, words: str
) -> None:
    site.pages["/tags/a.rss"] = rss(entry(1), head=head)
    site.head = [("cache-control", header)] if header else []
    async with listening(source_on(site, clock), clock) as ear:
        assert ear.reports[-1].reason == f"asked {words}"


async def test_the_person_may_ask_as_often_as_each_minute_but_no_oftener(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock, every=timedelta(seconds=5)), clock) as ear:
        await ear.wind(59)
        before = len(site.asked)

        await ear.wind(10)

        assert (before, len(site.asked)) == (1, 2)
        assert ear.reports[-1].reason == "asked every 60 s"


async def test_a_feed_on_this_machine_may_be_asked_each_second(clock: HandClock) -> None:
    site = PaperSite()
    site.pages["/a"] = rss(entry(1))
    source = source_on(site, clock, "feed+http://127.0.0.1:8000/{tag}", every=timedelta(seconds=0.1))
    async with listening(source, clock) as ear:
        await ear.wind(3.5)

        assert len(site.asked) == 4


async def test_many_tags_of_one_host_are_spread_over_the_interval(clock: HandClock) -> None:
    site = PaperSite()
    tags = ["a", "b", "c"]
    site.pages |= {f"/tags/{tag}.rss": rss(entry(1)) for tag in tags}
    async with listening(source_on(site, clock), clock, tags) as ear:
        counts = [len(site.asked)]
        for _ in range(3):
            await ear.wind(300)
            counts.append(len(site.asked))

        assert counts == [3, 4, 5, 6]


async def test_no_host_is_asked_more_than_ten_times_a_minute(clock: HandClock) -> None:
    site = PaperSite()
    tags = [f"tag{n}" for n in range(25)]
    site.pages |= {f"/tags/{tag}.rss": rss(entry(1)) for tag in tags}
    async with listening(source_on(site, clock), clock, tags) as ear:
        counts = [len(site.asked)]
        for _ in range(2):
            await ear.wind(60)
            counts.append(len(site.asked))

        assert counts[:2] == [10, 20]
        assert counts[2] <= 30
        assert len({*site.asked}) == 25


async def test_reddit_is_asked_once_a_minute_over_all_its_feeds(clock: HandClock) -> None:
    site = PaperSite()
    site.pages |= {"/r/a/.rss": rss(entry(1)), "/r/b/.rss": rss(entry(2))}
    first = source_on(site, clock, "feed+https://www.reddit.com/r/a/.rss")
    second = source_on(site, clock, "feed+https://old.reddit.com/r/b/.rss")
    async with listening(first, clock) as ear, listening(second, clock):
        before = list(site.asked)

        await ear.wind(60)

        assert before == ["/r/a/.rss"]
        assert site.asked == ["/r/a/.rss", "/r/b/.rss"]


async def test_a_tag_the_server_does_not_know_is_asked_for_slowly(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        assert ear.reports[-1].reason == "asked every 15 min; #b: nothing there yet (404)"

        site.pages["/tags/b.rss"] = rss(entry(5, tags=["b"]))
        await ear.wind(3_599)
        before = site.asked.count("/tags/b.rss")
        await ear.wind(60)

        assert (before, site.asked.count("/tags/b.rss")) == (1, 2)
        assert [(s.post.body.text, s.held) for s in ear.sightings if Tag.of("b") in s.asked] == [("number 5", False)]
        assert ear.reports[-1].reason == "asked every 15 min"


async def test_a_plain_feed_that_is_not_there_is_refused(clock: HandClock) -> None:
    async with listening(source_on(PaperSite(), clock, OF_ALL), clock) as ear:
        assert isinstance(ear.ended_by, Refused)
        assert str(ear.ended_by) == "paper.example has no such feed (404)"
        assert ear.is_now(State.REFUSED)


async def test_a_feed_that_is_over_is_not_asked_for_again(site: PaperSite, clock: HandClock) -> None:
    site.pages["/tags/b.rss"] = rss(entry(5))
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        site.next.append(answer(410))
        await ear.wind(QUARTER / 2)
        await ear.wind(86_400)

        assert site.asked.count("/tags/a.rss") == 2
        assert "#a: left out: paper.example says that this feed is over for good (410)" in ear.reports[-1].reason


async def test_an_error_doubles_the_pause_and_one_good_answer_ends_that(site: PaperSite, clock: HandClock) -> None:
    site.next.extend(answer(500) for _ in range(3))
    async with listening(source_on(site, clock), clock) as ear:
        times = [len(site.asked)]
        for seconds in (75, 150, 300):
            await ear.wind(seconds)
            times.append(len(site.asked))

        assert times == [1, 2, 3, 4]
        assert ear.states == [State.RECONNECTING, State.RECONNECTING, State.RECONNECTING, State.POLLING]
        assert ear.reports[0].reason == "paper.example is in trouble itself (500)"
        assert ear.reports[0].next_try is not None


async def test_errors_do_not_keep_a_feed_away_for_more_than_six_hours(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        site.next.extend(answer(500) for _ in range(30))
        await ear.wind(10 * 86_400)
        before = len(site.asked)

        await ear.wind(6 * 3_600 * 1.25)

        assert len(site.asked) > before


async def test_retry_after_holds_for_every_tag_of_the_host(site: PaperSite, clock: HandClock) -> None:
    site.pages["/tags/b.rss"] = rss(entry(5))
    site.next.append(answer(429, "", ("retry-after", "1200")))
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        await ear.wind(1_199)
        before = list(site.asked)
        await ear.wind(130)

        assert before == ["/tags/a.rss"]
        assert ear.states[0] is State.WAITING
        assert {"/tags/a.rss", "/tags/b.rss"} <= set(site.asked[1:])
        assert ear.is_now(State.POLLING)


async def test_one_tags_trouble_is_not_the_others(site: PaperSite, clock: HandClock) -> None:
    site.pages["/tags/b.rss"] = "<html><body>oops</body></html>"
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        assert ear.texts == ["number 1", "number 2"]
        assert ear.is_now(State.POLLING)
        assert "#b: paper.example answers with a web page, not a feed" in ear.reports[-1].reason


async def test_no_network_is_no_fault_of_the_feed(site: PaperSite, clock: HandClock) -> None:
    site.next.extend(NoNetwork("no network") for _ in range(3))
    async with listening(source_on(site, clock), clock) as ear:
        assert ear.is_now(State.NO_NETWORK)

        await ear.wind(60)

        assert ear.is_now(State.POLLING)


async def test_a_web_page_is_told_with_the_feed_it_names(clock: HandClock) -> None:
    site = PaperSite()
    page = '<!DOCTYPE html><head><link href="/blog/feed" type="application/rss+xml" rel="alternate"></head>'
    site.pages["/all.rss"] = page
    async with listening(source_on(site, clock, OF_ALL), clock) as ear:
        assert ear.reports[-1].state is State.RECONNECTING
        assert ear.reports[-1].reason == "paper.example answers with a web page, not a feed"
        assert ear.reports[-1].help == f"that page names this feed: feed+{SITE}/blog/feed"
        assert ear.source.figures.unreadable == 1  # type: ignore[attr-defined]  # a feed counts


async def test_a_captive_portal_loses_nothing(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        site.next.append(answer(200, "<html>log in</html>", ("etag", "portal")))
        site.pages["/tags/a.rss"] = rss(entry(3), entry(2), entry(1))
        await ear.wind(QUARTER)
        await ear.wind(80)

        assert ear.texts == ["number 1", "number 2", "number 3"]
        assert ear.gaps == []
        assert site.headers[2]["If-None-Match"] != "portal"


async def test_a_feed_that_was_cut_off_is_asked_for_whole_again(site: PaperSite, clock: HandClock) -> None:
    whole = rss(entry(4), entry(3), entry(2))
    site.next.append(answer(200, whole[: whole.index("</item>") + 20], ("etag", "cut")))
    site.pages["/tags/a.rss"] = whole
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(QUARTER)

        assert "If-None-Match" not in site.headers[1]
        assert ear.texts == ["number 4", "number 2", "number 3"]


async def test_there_are_no_threads(site: PaperSite, clock: HandClock) -> None:
    with pytest.raises(Unreachable, match="a feed knows no answers"):
        await source_on(site, clock, OF_TAGS).thread("1")


def test_feedparser_is_loaded_only_when_a_feed_is_followed() -> None:
    code = "import sys, hashtui.cli.tail, hashtui.sources; sys.exit('feedparser' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_a_feed_that_has_moved_for_good_is_asked_for_where_it_is(site: PaperSite, clock: HandClock) -> None:
    there = f"{SITE}/new/a.rss"
    site.pages["/new/a.rss"] = rss(entry(2), entry(1))
    site.next.append(replace(answer(200, rss(entry(1))), url=there, moved=there))

    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(QUARTER)
        del site.pages["/new/a.rss"]
        await ear.wind(QUARTER)
        await ear.wind(6 * QUARTER)

    assert site.asked[:4] == ["/tags/a.rss", "/new/a.rss", "/new/a.rss", "/tags/a.rss"]
    assert ear.texts == ["number 1", "number 2"]
