"""After a restart a feed is asked whether it changed, tells what is new, and says when something may have gone by."""

import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.post.sighting import Cursor
from tests.sources.feed.paper_site import OF_ALL, OF_TAGS, SITE, PaperSite, at, entry, rss, source_on
from tests.sources.keeping import NONSENSE, Kept
from tests.sources.listening import Listening, follow, listening
from tests.sources.paper import START

A = "/tags/a.rss"
QUARTER = 900 * 1.1


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START + timedelta(days=1))


@pytest.fixture
def site() -> PaperSite:
    site = PaperSite()
    site.pages[A] = rss(entry(2), entry(1))
    return site


def cursors(ear: Listening) -> list[Cursor]:
    return [heard for heard in ear.heard if isinstance(heard, Cursor)]


async def after_a_run(site: PaperSite, clock: HandClock, url: str = OF_TAGS, tags: Sequence[str] = ("a",)) -> Kept:
    """What is kept of a first run; what was asked in it is forgotten."""
    async with listening(source_on(site, clock, url), clock, tags) as ear:
        pass
    site.asked.clear()
    site.headers.clear()
    return Kept(ear.heard)


async def test_how_far_it_has_come_is_said_behind_what_it_showed(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        assert [type(heard).__name__ for heard in ear.heard][-3:] == ["Sighting", "Sighting", "Cursor"]
        assert [cursor.name for cursor in cursors(ear)] == ["tag a"]

        await ear.wind(3 * QUARTER)
        assert len(cursors(ear)) == 1


async def test_a_feed_that_did_not_change_is_not_sent_again(site: PaperSite, clock: HandClock) -> None:
    kept = await after_a_run(site, clock)

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert site.headers[0]["If-None-Match"].startswith('"')
        assert (ear.texts, ear.gaps) == ([], [])
        assert ear.reports[-1].reason == "asked every 15 min"
        assert cursors(ear) == []


async def test_after_that_what_comes_is_new_and_the_rest_known(site: PaperSite, clock: HandClock) -> None:
    kept = await after_a_run(site, clock)

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        site.pages[A] = rss(entry(3), entry(2), entry(1))
        await ear.wind(QUARTER)

        assert [(s.post.body.text, s.held) for s in ear.sightings] == [("number 3", False)]
        assert (len(site.asked), len(cursors(ear))) == (2, 1)


async def test_what_came_while_it_was_off_comes_once_and_in_order(site: PaperSite, clock: HandClock) -> None:
    kept = await after_a_run(site, clock)
    site.pages[A] = rss(*(entry(n) for n in range(9, 0, -1)))

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert ear.texts == [f"number {n}" for n in range(3, 10)]
        assert all(s.held for s in ear.sightings)
        assert ear.gaps == []
        assert site.asked == [A]


async def test_an_entry_that_says_something_else_now_is_told_again(site: PaperSite, clock: HandClock) -> None:
    kept = await after_a_run(site, clock)
    site.pages[A] = rss(entry(2, "edited"), entry(1))

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert [(s.post.body.text, s.held) for s in ear.sightings] == [("edited", True)]


async def test_a_feed_that_rolled_over_has_a_gap(site: PaperSite, clock: HandClock) -> None:
    kept = await after_a_run(site, clock)
    site.pages[A] = rss(entry(9), entry(8))

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert ear.texts == ["number 8", "number 9"]
        assert [(gap.since, gap.until, gap.filled_at) for gap in ear.gaps] == [(at(2), at(8), None)]
        assert "none of those known before" in ear.gaps[0].reason


async def test_a_feed_that_rolled_over_is_filled_from_its_older_pages(site: PaperSite, clock: HandClock) -> None:
    kept = await after_a_run(site, clock)
    next_page = f'<atom:link rel="next" href="{SITE}/tags/a.rss?page=2"/>'
    site.pages[A] = rss(entry(9), entry(8), head=next_page)
    site.pages[A + "?page=2"] = rss(*(entry(n) for n in range(7, 0, -1)))

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert ear.texts == [f"number {n}" for n in range(3, 10)]
        assert [(gap.since, gap.found) for gap in ear.gaps] == [(at(2), None), (at(2), 5)]


async def test_a_feed_that_rolls_over_after_it_said_that_nothing_changed_has_a_gap(
    site: PaperSite, clock: HandClock
) -> None:
    kept = await after_a_run(site, clock)

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        site.pages[A] = rss(entry(9), entry(8))
        await ear.wind(QUARTER)

        assert [(gap.since, gap.until) for gap in ear.gaps] == [(at(2), at(8))]
        assert [s.held for s in ear.sightings] == [False, False]


async def test_a_feed_for_all_tags_is_read_whole_where_a_tag_is_new(site: PaperSite, clock: HandClock) -> None:
    site.pages["/all.rss"] = rss(entry(3, tags=["b"]), entry(2), entry(1, tags=["a", "b"]))
    kept = await after_a_run(site, clock, OF_ALL)

    async with listening(source_on(site, clock, OF_ALL, kept=kept), clock, ("a", "b")) as ear:
        assert "If-None-Match" not in site.headers[0]
        assert ear.texts == ["number 3"]


async def test_a_feed_for_all_tags_is_asked_anew_for_a_tag_that_appears(site: PaperSite, clock: HandClock) -> None:
    site.pages["/all.rss"] = rss(entry(3, tags=["b"]), entry(2))
    kept = await after_a_run(site, clock, OF_ALL)

    async with listening(source_on(site, clock, OF_ALL, kept=kept), clock) as ear:
        assert ear.texts == []
        ear.following.change(follow("a", "b"))
        await ear.wind(70)

        assert [(s.post.body.text, s.held) for s in ear.sightings] == [("number 3", True)]
        assert ["If-None-Match" in headers for headers in site.headers] == [True, False]


async def test_an_entry_in_the_feeds_of_two_tags_is_told_for_the_one_that_is_new(
    site: PaperSite, clock: HandClock
) -> None:
    site.pages["/tags/b.rss"] = rss(entry(2))
    kept = await after_a_run(site, clock)

    async with listening(source_on(site, clock, kept=kept), clock, ("a", "b")) as ear:
        assert ear.texts == ["number 2"]


async def test_a_time_asked_for_counts_more_than_where_it_was(site: PaperSite, clock: HandClock) -> None:
    kept = await after_a_run(site, clock)

    async with listening(source_on(site, clock, kept=kept), clock, since=at(2)) as ear:
        assert ear.texts == ["number 2"]
        assert "If-None-Match" not in site.headers[0]


async def test_all_entries_of_a_long_feed_are_known_again(clock: HandClock) -> None:
    site = PaperSite()
    site.pages[A] = rss(*(entry(-n) for n in range(999)))
    kept = await after_a_run(site, clock)
    assert len(kept.values["tag a"]) < 25_000
    site.pages[A] = rss(*(entry(1 - n) for n in range(1_000)))

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert (ear.texts, ear.gaps) == (["number 1"], [])


GOOD = {
    "kind": "feed",
    "etag": "",
    "modified": "",
    "every": 900.0,
    "newest": "2026-11-21T14:00:00Z",
    "tags": ["a"],
    "seen": [],
}


@pytest.mark.parametrize(
    "value",
    [
        *NONSENSE,
        *(
            json.dumps(GOOD | wrong)
            for wrong in ({"seen": [1]}, {"newest": "2026-11-21T14:00:00"}, {"newest": "2031-01-01T00:00:00Z"})
        ),
    ],
)
async def test_what_is_no_place_is_left_alone(site: PaperSite, clock: HandClock, value: str) -> None:
    kept = Kept()
    kept.write(OF_TAGS, "tag a", value)

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert ear.texts == ["number 1", "number 2"]
        assert ear.gaps == []


async def test_validators_that_nobody_could_have_sent_are_not_sent(site: PaperSite, clock: HandClock) -> None:
    kept = Kept()
    kept.write(OF_TAGS, "tag a", json.dumps(GOOD | {"etag": "é\n", "every": 10.0**9}))

    async with listening(source_on(site, clock, kept=kept), clock) as ear:
        assert "If-None-Match" not in site.headers[0]
        assert ear.reports[-1].reason == "asked every 15 min"
