"""What is told of feeds: everything once, edits, holes, and older pages where there are some."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.post.sighting import Heard, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.source import Following
from tests.sources.feed.paper_site import OF_ALL, PaperSite, at, entry, json_feed, rss, source_on
from tests.sources.listening import follow, listening
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


async def until(stream: AsyncGenerator[Heard, None], number: int) -> AsyncIterator[Heard]:
    """The first so many things a source tells."""
    for _ in range(number):
        yield await anext(stream)


async def test_a_feed_that_rolled_over_may_have_a_hole(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(entry(12), entry(11), entry(10))

        await ear.wind(QUARTER)

        (gap,) = ear.gaps
        assert (gap.since, gap.until, gap.filled_at) == (at(2), at(10), None)
        assert gap.tags == {Tag.of("a")}
        assert gap.reason == "#a: the feed showed only its newest 3 entries and none of those known before"
        assert ear.texts[2:] == ["number 10", "number 11", "number 12"]


async def test_an_empty_feed_is_no_hole_and_its_memory_stays(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss()
        await ear.wind(QUARTER)
        empty = len(ear.gaps)
        site.pages["/tags/a.rss"] = rss(entry(3), entry(2))
        await ear.wind(QUARTER)

        assert (empty, len(ear.gaps)) == (0, 0)
        assert ear.texts == ["number 1", "number 2", "number 3"]


async def test_older_pages_fill_the_hole(site: PaperSite, clock: HandClock) -> None:
    def page(number: int) -> str:
        link = f'<atom:link rel="next" href="/tags/a.rss?page={number + 1}"/>'
        return rss(entry(12 - number * 2), entry(11 - number * 2), head=link)

    async with listening(source_on(site, clock), clock) as ear:
        site.pages |= {"/tags/a.rss": page(0)} | {f"/tags/a.rss?page={n}": page(n) for n in range(1, 9)}
        await ear.wind(QUARTER)

        opened, filled = ear.gaps
        assert opened.filled_at is None
        assert (filled.since, filled.until, filled.found) == (opened.since, opened.until, 8)
        assert filled.filled_at is not None
        assert ear.texts == [f"number {n}" for n in range(1, 13)]
        assert State.CATCHING_UP in ear.states


async def test_pages_on_other_servers_are_not_read(site: PaperSite, clock: HandClock) -> None:
    away = '<atom:link rel="next" href="http://127.0.0.1:8080/admin"/>'
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(entry(12), head=away)
        await ear.wind(QUARTER)

        assert [gap.filled_at for gap in ear.gaps] == [None]
        assert set(site.asked) == {"/tags/a.rss"}


async def test_a_hole_stays_open_when_its_older_pages_cannot_be_had(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(entry(12), head='<atom:link rel="next" href="/tags/a.rss?gone"/>')
        await ear.wind(QUARTER)

        assert site.asked[-1] == "/tags/a.rss?gone"
        assert [(gap.filled_at, gap.found) for gap in ear.gaps] == [(None, None)]


async def test_what_a_feed_showed_before_it_was_empty_tells_of_the_hole_behind(
    site: PaperSite, clock: HandClock
) -> None:
    async with listening(source_on(site, clock), clock) as ear:
        for page in (rss(), rss(entry(11), entry(10))):
            site.pages["/tags/a.rss"] = page
            await ear.wind(QUARTER)

        assert [(gap.since, gap.until) for gap in ear.gaps] == [(at(2), at(10))]


async def test_a_feed_that_shows_nothing_but_older_entries_has_a_hole_that_begins_before_it_ends(
    site: PaperSite, clock: HandClock
) -> None:
    site.pages["/tags/a.rss"] = rss(entry(11), entry(10))
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(entry(2), entry(1))
        await ear.wind(QUARTER)

        assert [(gap.since, gap.until) for gap in ear.gaps] == [(at(1), at(11))]


async def test_an_entry_that_stands_in_the_feeds_of_two_tags_is_told_once_for_both(
    site: PaperSite, clock: HandClock
) -> None:
    site.pages["/tags/b.rss"] = rss(entry(2))
    async with listening(source_on(site, clock), clock, ["a", "b"]) as ear:
        assert [(s.post.body.text, len(s.asked)) for s in ear.sightings] == [("number 1", 1), ("number 2", 2)]


async def test_a_feed_that_was_refused_is_asked_again_by_who_listens_next(site: PaperSite, clock: HandClock) -> None:
    source = source_on(site, clock, OF_ALL)
    async with listening(source, clock) as ear:
        assert ear.is_now(State.REFUSED)
    site.pages["/all.rss"] = rss(entry(1))

    async with listening(source, clock) as ear:
        await ear.wind(61)

        assert ear.texts == ["number 1"]


async def test_since_reads_older_pages_as_far_as_it_reaches(clock: HandClock) -> None:
    site = PaperSite()
    for number in range(4):
        item = {"id": str(number), "content_text": f"number {number}", "date_published": at(-number).isoformat()}
        site.pages["/tags/a.rss" + (f"?{number}" if number else "")] = json_feed(item, next_url=f"?{number + 1}")
    async with listening(source_on(site, clock), clock, since=at(-1.5)) as ear:
        assert ear.texts == ["number 1", "number 0"]
        assert site.asked == ["/tags/a.rss", "/tags/a.rss?1", "/tags/a.rss?2"]
        assert ear.gaps == []


async def test_what_is_older_than_wanted_is_never_told(site: PaperSite, clock: HandClock) -> None:
    async with listening(source_on(site, clock), clock, since=at(1.5)) as ear:
        site.pages["/tags/a.rss"] = rss(entry(3), entry(2), entry(1))
        await ear.wind(QUARTER)

        assert ear.texts == ["number 2", "number 3"]


async def test_older_posts_are_those_on_older_pages(site: PaperSite, clock: HandClock) -> None:
    site.pages["/tags/a.rss"] = rss(entry(2), head='<atom:link rel="next" href="?p=2"/>')
    site.pages["/tags/a.rss?p=2"] = rss(entry(1), entry(-3), entry(-4))
    source = source_on(site, clock)
    async with listening(source, clock):
        older = await source.older(Tag.of("a"), at(0))

        assert [s.post.body.text for s in older] == ["number -4", "number -3"]
        assert await source.older(Tag.of("a"), at(0)) == []


async def test_a_plain_feed_gives_only_entries_that_bear_a_followed_tag(clock: HandClock) -> None:
    site = PaperSite()
    site.pages["/all.rss"] = rss(
        entry(3, "plain #B here", tags=[]), entry(2, tags=["b"]), entry(1, tags=["a"]), entry(0, tags=["Open Source"])
    )
    async with listening(source_on(site, clock, OF_ALL), clock, ["b"]) as ear:
        first = list(ear.texts)
        ear.following.change(follow("a", "b"))
        await ear.wind(1)

        assert first == ["number 2", "plain #B here"]
        assert ear.texts[2:] == ["number 1"]
        assert all(s.asked == frozenset() and s.held for s in ear.sightings)
        assert len(site.asked) == 1


async def test_a_tag_that_appears_does_not_make_the_others_be_asked_again(site: PaperSite, clock: HandClock) -> None:
    site.pages["/tags/b.rss"] = rss(entry(2, tags=["a", "b"]), entry(7, tags=["b"]))
    async with listening(source_on(site, clock), clock) as ear:
        ear.following.change(follow("a", "b"))
        await ear.wind(1)

        assert site.asked == ["/tags/a.rss", "/tags/b.rss"]
        assert [(s.post.body.text, {t.name for t in s.asked}) for s in ear.sightings[2:]] == [
            ("number 2", {"a", "b"}),
            ("number 7", {"b"}),
        ]


async def test_an_edit_is_told_and_a_counter_is_not(clock: HandClock) -> None:
    site = PaperSite()
    site.pages["/tags/a.rss"] = rss(entry(1, "old words"), entry(2, "3 comments", title="Talk"))
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(entry(1, "new words"), entry(2, "4 comments", title="Talk"))
        await ear.wind(QUARTER)

        (edited,) = ear.sightings[2:]
        assert edited.post.body.text == "new words"
        assert edited.post.edited_at is not None
        assert edited.post.created_at == at(1)


async def test_a_site_that_gives_all_its_entries_new_ids_says_nothing_new(clock: HandClock) -> None:
    site = PaperSite()
    site.pages["/tags/a.rss"] = rss(*(entry(n, guid=f"old-{n}", title=f"T{n}") for n in (2, 1)))
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(*(entry(n, guid=f"new-{n}", title=f"T{n}") for n in (3, 2, 1)))
        await ear.wind(QUARTER)

        assert [s.post.key for s in ear.sightings] == [
            "paper.example#old-1",
            "paper.example#old-2",
            "paper.example#new-3",
        ]
        assert ear.gaps == []


async def test_entries_that_say_the_same_and_stand_side_by_side_are_two(site: PaperSite, clock: HandClock) -> None:
    one, other = entry(1, "same", title="Same", guid="x"), entry(1, "same", title="Same", guid="y")
    site.pages["/tags/a.rss"] = rss(one)
    async with listening(source_on(site, clock), clock) as ear:
        site.pages["/tags/a.rss"] = rss(other, one)
        await ear.wind(QUARTER)

        assert [str(s.post.key) for s in ear.sightings] == ["paper.example#x", "paper.example#y"]


async def test_listening_again_goes_on_where_it_was_but_does_not_hurry(site: PaperSite, clock: HandClock) -> None:
    source = source_on(site, clock)
    async with listening(source, clock) as ear:
        await ear.wind(30)
    site.pages["/tags/a.rss"] = rss(entry(3), entry(2), entry(1))
    async with listening(source, clock) as ear:
        at_once = len(site.asked)
        await ear.wind(31)

        assert at_once == 1
        assert ear.texts == ["number 3"]


async def test_what_was_read_and_not_told_when_listening_stopped_is_told_by_the_next(
    site: PaperSite, clock: HandClock
) -> None:
    site.pages["/tags/b.rss"] = rss(entry(4, tags="b"), entry(3, tags="b"))
    source, following = source_on(site, clock), Following(follow("a", "b"))
    broken_off = asyncio.ensure_future(anext(source.listen(following)))
    for _ in range(100):
        if len(site.asked) < 2:  # until #a was read, and #b is being asked for
            await asyncio.sleep(0)
    broken_off.cancel()
    await asyncio.wait((broken_off,))

    stream = source.listen(following)
    told = [heard async for heard in until(stream, 2) if isinstance(heard, Sighting)]
    await stream.aclose()
    async with listening(source, clock, ("a", "b")) as ear:
        await ear.wind(QUARTER)

    assert broken_off.cancelled()
    assert [sighting.post.body.text for sighting in told] == ["number 1", "number 2"]
    assert ear.texts == ["number 2", "number 3", "number 4"]


async def test_a_changed_etag_over_the_same_words_is_nothing_new(site: PaperSite, clock: HandClock) -> None:
    site.has_etags = False
    async with listening(source_on(site, clock), clock) as ear:
        await ear.wind(QUARTER)

        assert len(site.asked) == 2
        assert len(ear.sightings) == 2
