"""What is asked of the archive: pages that join, spans, versions, the journal of some tags, rows that make no sense."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.archive import Archive, Reader, in_memory, open_archive
from hashtui.archive.posts import Place
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Gap, Heard, Sighting
from hashtui.post.tag import Tag
from tests.archive.events import admitted_by, heard_in_event
from tests.archive.flooding import TAGS, flood, key_of, numbered, until
from tests.posts import NOON, SOURCE, admitted, author, post, rewritten

BOTH = frozenset(TAGS)


async def kept(*taken: Admitted) -> Archive:
    archive = in_memory(HandClock())
    for one in taken:
        archive.take(one)
    await archive.flush()
    return archive


def pages(reader: Reader, tags: frozenset[Tag] | None, limit: int) -> Iterator[str]:
    """All keys, page after page."""
    before: Place | None = None
    for _ in range(100):
        page = reader.page(tags, before=before, limit=limit)
        yield from (one.key for one in page)
        if len(page) < limit:
            return
        last = page[-1].admitted.sighting
        before = min(last.post.created_at, last.received_at + timedelta(minutes=5)), page[-1].key


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
@pytest.mark.parametrize("tags", [None, BOTH, frozenset(TAGS[:1])])
async def test_pages_join_without_a_gap_even_where_many_stand_at_one_moment(
    limit: int, tags: frozenset[Tag] | None
) -> None:
    same = [numbered(number) for number in range(20)]
    same = [_at_noon(one) if number > 8 else one for number, one in enumerate(same)]
    archive = await kept(*same)

    found = list(pages(archive.reader(), tags, limit))

    expected = [one for one in same if tags is None or one.tags & tags]
    assert found == [key for _, key in sorted((one.sighting.post.created_at, _key(one)) for one in expected)][::-1]
    archive.close()


def _at_noon(one: Admitted) -> Admitted:
    heard = replace(one.sighting, post=replace(one.sighting.post, created_at=NOON))
    return replace(one, sighting=heard, heard=heard)


def _key(one: Admitted) -> str:
    return one.sighting.post.key


async def test_a_post_with_two_tags_asked_for_is_told_once() -> None:
    archive = await kept(*(replace(one, tags=BOTH) for one in flood(0, 5)))
    reader = archive.reader()

    assert len(reader.page(BOTH)) == len(list(reader.each(BOTH, None, None))) == reader.count(BOTH) == 5
    archive.close()


async def test_what_nobody_heard_of_gives_nothing() -> None:
    archive = await kept(*flood(0, 3))
    reader, other = archive.reader(), frozenset({Tag.of("nowhere")})

    assert reader.page(other) == reader.page(frozenset()) == ()
    assert list(reader.each(other, None, None)) == []
    assert list(reader.heard(other, None, None)) == []
    assert reader.span(other) is None
    assert reader.heard_span(other) is None
    assert reader.count(other) == 0
    assert reader.post("https://nowhere.example/1") is None
    assert reader.versions("https://nowhere.example/1") == ()
    archive.close()


async def test_a_stretch_of_time_has_its_beginning_and_not_its_end() -> None:
    archive = await kept(*flood(0, 10))
    reader = archive.reader()
    since, until_ = (numbered(number).sighting.post.created_at for number in (3, 7))

    found = [one.key for one in reader.each(None, since, until_)]
    of_tag = [one.key for one in reader.each(frozenset(TAGS[:1]), since, until_)]

    assert found == [key_of(number) for number in range(3, 7)]
    assert of_tag == [key_of(4), key_of(6)]
    assert [one.key for one in reader.page(None, since=since)] == [key_of(n) for n in range(9, 2, -1)]
    span = reader.span(None)
    assert span is not None
    assert (span.first, span.posts) == (NOON, 10)
    archive.close()


async def test_what_was_heard_of_some_posts_is_told_alone_in_the_order_in_which_it_was_written() -> None:
    archive = in_memory(HandClock())
    admitted_by(heard_in_event(20, 240), archive)
    await archive.flush()
    reader = archive.reader()
    every = [one for _, one in reader.heard_since(0, None)]
    keys = frozenset(one.post.key for one in every if isinstance(one, Sighting) and one.post.edited_at is not None)

    told = [one for _, one in reader.heard_of(sorted(keys))]
    of_half = [one for _, one in reader.heard_of([kept.key for kept in reader.each(None, None, None)][::2])]

    assert len(keys) > 1
    assert told == [one for one in every if _subject(one) in keys]
    assert len(of_half) > 1_000
    assert of_half == [one for one in every if one in of_half]
    assert list(reader.heard_of(["https://nowhere.example/1"])) == list(reader.heard_of([])) == []
    archive.close()


def _subject(heard: Heard) -> str:
    """The key of the post it is about."""
    return heard.post.key if isinstance(heard, Sighting) else heard.key if isinstance(heard, Boost | Deletion) else ""


async def test_long_answers_come_in_chunks_and_whole() -> None:
    archive = in_memory(HandClock())
    admitted_by(heard_in_event(20, 240), archive)
    await archive.flush()
    reader = archive.reader()
    tag = Tag.of("capcomnet")

    entries = list(reader.heard(None, None, None))
    of_tag = list(reader.heard(frozenset({tag}), None, None))
    boosts = list(reader.boosts(None, None))

    assert len(entries) > 1_000
    assert [one for one in entries if one in of_tag] == of_tag
    assert 0 < len(of_tag) < len(entries)
    assert boosts == sorted(boosts, key=lambda one: one.created_at)
    assert len(boosts) > 200
    keys = {boost.key for boost in boosts}
    assert set(reader.boosts_of(sorted(keys))) == set(boosts)
    middle = boosts[len(boosts) // 2].created_at
    assert [*reader.boosts(None, middle), *reader.boosts(middle, None)] == boosts
    archive.close()


async def test_what_a_post_said_before_is_told_oldest_first() -> None:
    one = post(1, "first")
    first = admitted(one)
    second = Sighting(rewritten(one, "second"), SOURCE, NOON + timedelta(hours=1))
    archive = await kept(first, Admitted(Change.EDITED, second, first.tags, (SOURCE,), second))
    reader = archive.reader()

    said = [state.post.body.text for state in reader.versions(one.key)]

    assert said == ["first", "second"]
    heard = [one.post.body.text for _, one in reader.heard(None, None, None) if isinstance(one, Sighting)]
    assert heard == ["first", "second"]
    archive.close()


async def test_gaps_are_told_as_they_are_now_and_only_those_that_touch_the_time() -> None:
    hour = timedelta(hours=1)
    hole = Gap(SOURCE, NOON, NOON + hour, clean_line("cut off"), found_at=NOON + hour)
    other = Gap(SOURCE, NOON + 5 * hour, NOON + 6 * hour, clean_line("cut off"), tags=frozenset({Tag.of("elsewhere")}))
    filled = replace(hole, filled_at=NOON + 2 * hour, found=7)
    archive = in_memory(HandClock())
    for gap in (hole, other, filled, filled):
        archive.note(gap)
    await archive.flush()
    reader = archive.reader()

    assert reader.gaps(None, None) == (other, filled)
    assert reader.gaps(NOON + 4 * hour, None) == (other,)
    assert [one for _, one in reader.heard(None, None, None)] == [hole, filled, other]
    assert [one for _, one in reader.heard(BOTH, None, None)] == [hole, filled]
    archive.close()


async def test_a_row_that_makes_no_sense_is_left_out_and_counted(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, 10):
        archive.take(one)
    archive.note(Boost(clean_line(key_of(5)), author(), NOON, SOURCE, NOON))
    archive.note(Gap(SOURCE, NOON, NOON, clean_line("cut off")))
    archive.close()
    with sqlite3.connect(place) as plain:
        plain.execute("UPDATE posts SET body = x'c1' WHERE id = 3")
        plain.execute("UPDATE posts SET heard = x'c1' WHERE id = 4")
        plain.execute("UPDATE boosts SET heard = x'c1'")
        plain.execute("UPDATE gaps SET heard = x'c1'")
    plain.close()

    archive = open_archive(place, clock=HandClock(), command="a test")
    reader = archive.reader()
    before = {one.key for one in reader.each(None, None, None)}
    missed = reader.unreadable
    for one in flood(0, 12):  # what is heard again is whole again
        archive.take(one)
    await archive.flush()

    assert before == {key_of(number) for number in range(10) if number not in (2, 3)}
    assert missed == 2
    assert {one.key for one in reader.each(None, None, None)} == {key_of(number) for number in range(12)}
    assert list(reader.boosts(None, None)) == []
    assert reader.gaps(None, None) == ()
    assert len(list(reader.heard(None, None, None))) >= 8
    archive.forget(author().handle)
    assert reader.page(None) == ()
    archive.close()


async def test_words_are_indexed_anew_when_they_are_folded_otherwise(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, 20):
        archive.take(one)
    archive.close()
    with sqlite3.connect(place) as plain:
        plain.execute("INSERT INTO words (words) VALUES ('delete-all')")
        plain.execute("UPDATE notes SET value = 'another Python' WHERE name = 'folding'")
    plain.close()

    archive = open_archive(place, clock=HandClock(), command="a test")
    reader = archive.reader()

    await until(archive, lambda: _matches(reader) == 20)
    archive.close()


def _matches(reader: Reader) -> int:
    query = "SELECT count(*) FROM words WHERE words MATCH 'number'"
    return reader._connection.rows(query, (), tuple[int])[0][0]


async def test_a_file_that_is_busy_or_cannot_be_read_is_told_in_words(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    reader = archive.reader()
    reader._connection.plain.close()

    with pytest.raises(ArchiveError, match="cannot be read"):
        reader.page(None)
    archive.close()

    place.write_bytes(b"this is no archive" * 100)
    with pytest.raises(ArchiveError, match="is damaged"):
        open_archive(place, clock=HandClock(), command="a test", write=False)
