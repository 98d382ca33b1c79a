"""Whatever a watch hears, in whatever order: the archive knows of it what the watch told, and can tell it again."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from hashtui.archive import Reader, in_memory
from hashtui.clock import HandClock
from hashtui.post.post import NO_COUNTS, Author, Post
from hashtui.post.sighting import Admitted, Boost, Change, Gap, Sighting
from hashtui.watch import Watch
from tests.archive.events import Known, admitted_by, retold
from tests.archive.hearsay import hearsay

SEEDS = range(10)


async def told(seed: int, *sinks: Known) -> tuple[Watch, Reader]:
    """A watch that heard all of it, and a reader of what an archive in memory kept."""
    archive = in_memory(HandClock())
    watch = admitted_by(hearsay(seed), archive, *sinks)
    await archive.flush()
    reader = archive.reader()
    archive.close()
    return watch, reader


def standing(posts: Iterable[Admitted]) -> dict[str, Admitted]:
    """Those that stand, as far as sinks are told of them.

    Of a copy that does not count, nobody is told how often it was passed on, or who gives it once it was taken back;
    nor of a tag that the post has anyway.
    """
    found = (_as_told(one) for one in posts if one.change is not Change.DELETED)
    return {one.sighting.post.key: one for one in found}


def _as_told(one: Admitted) -> Admitted:
    sighting, sources, echoes = replace(one.sighting, asked=one.tags), one.sources, one.echoes
    if one.echoes or one.sighting.post.echo_of:
        sighting = replace(sighting, post=_of_little_figure(sighting.post))
        sources = sources[:1]
        echoes = tuple(sorted(map(_of_little_figure, echoes), key=lambda echo: echo.key))
    return replace(one, sighting=sighting, heard=sighting, sources=sources, echoes=echoes)


def _of_little_figure(post: Post) -> Post:
    author: Author = replace(post.author, followers=None, posts=None, name=post.author.handle)
    return replace(post, counts=NO_COUNTS, author=author)


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_post_is_kept_as_the_watch_has_it(seed: int) -> None:
    watch, reader = await told(seed)

    kept = {key: reader.post(key) for key in retold(watch)}

    live = standing(retold(watch).values())
    found = standing(one.admitted for one in kept.values() if one is not None)
    # One whose first copy was taken back goes by the key of the next.
    assert {key: one for key, one in live.items() if key in found} == {key: found[key] for key in live if key in found}
    assert len(live.keys() & found.keys()) > 3
    assert len(found) == len(live)
    assert reader.unreadable == 0


@pytest.mark.parametrize("seed", SEEDS)
async def test_what_was_deleted_is_told_so_with_what_said_it(seed: int) -> None:
    watch, reader = await told(seed)

    deleted = {one.key: one.admitted.heard for one in reader.each(None, None, None, deleted=True)}

    assert deleted == {key: one.heard for key, one in retold(watch).items() if one.change is Change.DELETED}
    assert all(one.admitted.change is Change.POST for one in reader.each(None, None, None))


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_journal_admitted_as_it_was_written_makes_the_same_watch(seed: int) -> None:
    first = Known()
    watch, reader = await told(seed, first)

    again = Known()
    other = admitted_by((heard for _, heard in reader.heard_since(0, None)), again)

    assert standing(retold(other).values()) == standing(retold(watch).values())
    assert {_boost(one) for one in again.boosts} == {_boost(one) for one in first.boosts}
    assert other.gaps == watch.gaps == reader.gaps(None, None)


def _boost(boost: Boost) -> tuple[str, str, object]:
    return boost.key, boost.by.key, boost.created_at


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_watch_that_is_given_what_is_kept_knows_every_post_again(seed: int) -> None:
    watch, reader = await told(seed)
    kept = list(reader.each(None, None, None))

    other = admitted_by(sighting for one in kept for sighting in one.sightings)

    there = retold(other)
    assert {one.key for one in kept} == set(there)
    for one in kept:
        assert there[one.key].tags >= one.admitted.tags
        assert there[one.key].sighting.post.body == one.admitted.sighting.post.body
        assert all(heard.held for heard in one.sightings)
    assert len(kept) == len(standing(retold(watch).values()))


@pytest.mark.parametrize("seed", SEEDS[:3])
async def test_everything_is_due_in_order_and_nothing_before_it_was_written(seed: int) -> None:
    _, reader = await told(seed)

    entries = list(reader.heard(None, None, None))

    assert [due for due, _ in entries] == sorted(due for due, _ in entries)
    assert len(entries) == len(list(reader.heard_since(0, None)))
    for due, heard in entries:
        if isinstance(heard, Sighting) and heard.held:
            assert due == (heard.post.edited_at or heard.post.created_at)
        elif not isinstance(heard, Gap):
            assert due == heard.received_at
    first, last = reader.heard_span(None) or (None, None)
    assert (first, last) == (entries[0][0], entries[-1][0])
    middle = entries[len(entries) // 2][0]
    parts = [*reader.heard(None, None, middle), *reader.heard(None, middle, None)]
    assert parts == entries
