"""A watch is given back what the archive keeps: as it was, once, and without a word of how sources are."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hashtui.archive.archive import Archive
from hashtui.archive.opening import in_memory
from hashtui.clock import HandClock, SystemClock
from hashtui.post.clean import clean_line
from hashtui.post.post import Counts
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Gap, Report, Sighting, Tally
from hashtui.watch import Watch
from hashtui.watch.recalling import AT_START, Recalling
from tests.posts import NOON, SOURCE, author, post, sighting
from tests.watch.posts import tags
from tests.watch.sources import WrittenSource
from tests.watch.test_replay import AtOnce

CAPCOMNET = tags("capcomnet")


@dataclass
class Told:
    """A sink that remembers."""

    posts: list[Admitted] = field(default_factory=list)
    others: list[Gap | Report | Boost] = field(default_factory=list)

    def take(self, admitted: Admitted) -> None:
        self.posts.append(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        self.others.append(heard)

    @property
    def keys(self) -> list[str]:
        return [one.sighting.post.key.rpartition("/")[2] for one in self.posts if one.change is Change.POST]


@asynccontextmanager
async def kept(posts: int) -> AsyncIterator[Archive]:
    """An archive that has so many posts of an earlier session, of which number 3 is gone and number 2 passed on."""
    archive = in_memory(SystemClock())
    watch = Watch((), SystemClock())
    watch.attach(archive)
    for number in range(posts):
        watch.admit(sighting(post(number)))
    watch.admit(Deletion(post(3).key, SOURCE, NOON + timedelta(minutes=posts)))
    watch.admit(Boost(post(2).key, author("bea"), NOON + timedelta(minutes=3), SOURCE, NOON + timedelta(minutes=3)))
    gap = Gap(SOURCE, NOON + timedelta(minutes=1), NOON + timedelta(minutes=2), clean_line("a test"))
    watch.admit(gap)
    await archive.flush()
    try:
        yield archive
    finally:
        archive.close()


def recalling(archive: Archive) -> tuple[Recalling, Watch, Told]:
    watch, told = Watch((), SystemClock()), Told()
    watch.attach(archive)
    watch.attach(told)
    return Recalling(watch, archive.reader(), archive, AtOnce()), watch, told


async def test_what_was_kept_is_told_oldest_first_with_boosts_and_gaps_and_without_what_was_deleted() -> None:
    async with kept(6) as archive:
        again, watch, told = recalling(archive)

        page = again.newest(CAPCOMNET)

        assert told.keys == ["0", "1", "2", "4", "5"]
        assert page.end == (NOON, post(0).key)
        assert [type(one) for one in told.others] == [Boost, Gap]
        assert watch.gaps == tuple(one for one in told.others if isinstance(one, Gap))


async def test_it_is_old_and_not_late_and_keeps_the_time_it_was_heard() -> None:
    async with kept(6) as archive:
        again, _, told = recalling(archive)

        again.newest(CAPCOMNET)

        first = told.posts[0].sighting
        assert first.held
        assert first.received_at == NOON + timedelta(seconds=5)
        assert (first.source, first.local_id) == (SOURCE, "0")


async def test_the_archive_is_not_told_again_what_it_told() -> None:
    async with kept(6) as archive:
        again, _, _ = recalling(archive)
        before = archive.committed

        again.newest(CAPCOMNET)
        await archive.flush()

        assert archive.committed == before


async def test_what_a_source_gives_meanwhile_is_known() -> None:
    async with kept(6) as archive:
        again, watch, told = recalling(archive)
        again.newest(CAPCOMNET)

        watch.admit(sighting(post(4)))
        watch.admit(sighting(post(9)))

        assert told.keys == ["0", "1", "2", "4", "5", "9"]


async def test_older_posts_come_page_by_page_to_the_end() -> None:
    async with kept(AT_START + 250) as archive:
        again, _, told = recalling(archive)
        page = again.newest(CAPCOMNET)
        sizes = [len(page.posts)]

        while page.end is not None and len(sizes) < 9:
            page = await again.older(CAPCOMNET, page.end)
            sizes.append(len(page.posts))

        assert sizes == [200, 200, 49, 0]
        assert len(set(told.keys)) == len(told.keys) == AT_START + 249


async def test_no_older_than_asked_for() -> None:
    async with kept(AT_START + 100) as archive:
        again, _, _ = recalling(archive)
        page = again.newest(CAPCOMNET)

        older = await again.older(CAPCOMNET, page.end, NOON + timedelta(minutes=90))

        assert older.end == (NOON + timedelta(minutes=90), post(90).key)


async def test_a_tag_of_which_nothing_is_kept_gives_nothing() -> None:
    async with kept(6) as archive:
        again, _, told = recalling(archive)

        assert again.newest(tags("other")).end is None
        assert told.posts == []


class Remembers(WrittenSource):
    """A source that wants to know what an earlier run heard through it."""

    def __init__(self) -> None:
        super().__init__(str(SOURCE), SystemClock())
        self.remembered: list[str] = []

    def remember(self, sighting: Sighting) -> None:
        self.remembered.append(sighting.local_id)


async def test_a_source_is_told_what_an_earlier_run_heard_through_it() -> None:
    async with kept(6) as archive:
        source = Remembers()
        watch = Watch([source], SystemClock())
        watch.attach(archive)

        Recalling(watch, archive.reader(), archive, AtOnce()).newest(CAPCOMNET)

        assert source.remembered == ["0", "1", "2", "4", "5"]
        assert not watch.answered
        assert next(iter(watch.health.values())).posts == 0


async def test_a_post_that_was_edited_comes_back_with_what_it_said_before() -> None:
    async with kept(2) as archive:
        before = Watch((), SystemClock())
        before.attach(archive)
        for minute, words in enumerate(("first", "second", "third"), 10):
            edited = NOON + timedelta(minutes=minute)
            changed = replace(post(1, words), edited_at=edited)
            before.admit(sighting(changed, heard_after=edited - changed.created_at))
        await archive.flush()
        again, watch, told = recalling(archive)

        again.newest(CAPCOMNET)

        said = [str(state.body.text) for state in await watch.versions(post(1).key)]
        assert said == ["Post number 1", "first", "second", "third"]
        assert [one.change for one in told.posts] == [Change.POST, Change.POST]
        assert told.posts[1].sighting.post.body.text == "third"


async def test_what_another_process_hears_is_told_while_it_writes() -> None:
    clock, grows = HandClock(), [True]
    async with kept(3) as archive:
        again, watch, told = recalling(archive)
        watch.follow(CAPCOMNET)
        again.newest(CAPCOMNET)
        keeping_up = asyncio.create_task(again.keep_up(clock, lambda: grows[-1]))
        other = Watch((), SystemClock())
        other.attach(archive)
        for number in (1, 20):
            other.admit(sighting(post(number)))
        other.admit(sighting(post(21, tags=("other",))))
        other.admit(Tally(post(20).key, Counts(favourites=4), SOURCE, NOON + timedelta(minutes=22)))
        other.admit(Boost(post(20).key, author("bea"), NOON, SOURCE, NOON + timedelta(minutes=23)))
        other.admit(Deletion(post(1).key, SOURCE, NOON + timedelta(minutes=24)))
        await archive.flush()
        committed = archive.committed

        await clock.wind(1.0)
        grows.append(False)
        await clock.wind(1.0)
        await archive.flush()

        assert keeping_up.done()
        assert told.keys == ["0", "1", "2", "20"]
        assert [one.change for one in told.posts[3:]] == [Change.POST, Change.AGAIN, Change.AGAIN, Change.DELETED]
        assert not told.posts[3].sighting.held
        assert any(isinstance(one, Boost) and one.key == post(20).key for one in told.others)
        assert archive.committed == committed
