"""One batch: what is written of posts that were taken back, passed on and counted, and what is not."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hashtui.archive import Archive, in_memory, open_archive
from hashtui.clock import HandClock
from hashtui.post.clean import clean_line
from hashtui.post.post import Counts
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Heard, Sighting, Tally
from tests.archive.flooding import key_of, numbered
from tests.posts import NOON, SOURCE, admitted, author, post, rewritten

LATER = NOON + timedelta(hours=1)


async def kept(*taken: Admitted | Boost) -> Archive:
    """An archive that has these."""
    archive = in_memory(HandClock())
    for one in taken:
        take(archive, one)
    await archive.flush()
    return archive


def take(archive: Archive, one: Admitted | Boost) -> None:
    if isinstance(one, Boost):
        archive.note(one)
    else:
        archive.take(one)


def boost(number: int, who: str) -> Boost:
    return Boost(numbered(number).sighting.post.key, author(who), LATER, SOURCE, LATER)


def counted(number: int, *, heard: Tally) -> Admitted:
    """The post with what the tally says of it."""
    one = numbered(number)
    sighting = replace(one.sighting, post=replace(one.sighting.post, counts=heard.counts))
    return Admitted(Change.AGAIN, sighting, one.tags, one.sources, heard)


def journal(archive: Archive) -> list[type[Heard]]:
    return [type(heard) for _, heard in archive.reader().heard(None, None, None)]


async def test_a_post_that_is_known_here_only_as_deleted_is_never_shown() -> None:
    one = numbered(0)
    gone = Deletion(one.sighting.post.key, SOURCE, LATER)

    archive = await kept(replace(one, change=Change.DELETED, heard=gone))

    deleted = archive.reader().post(key_of(0))
    assert deleted is not None
    assert deleted.admitted.change is Change.DELETED
    assert archive.reader().page(None) == ()
    assert archive.reader().count() == archive.state.posts == 0
    archive.close()


async def test_who_was_forgotten_passes_nothing_on() -> None:
    archive = await kept(numbered(0), boost(0, "bo"))
    archive.forget(author("bo").handle)

    archive.note(boost(0, "bo"))
    archive.note(boost(0, "chloe"))
    await archive.flush()

    assert [one.by.key for one in archive.reader().boosts(None, None)] == [author("chloe").key]
    archive.close()


async def test_what_is_not_there_or_was_taken_back_is_passed_on_by_nobody() -> None:
    one = numbered(0)
    gone = Deletion(one.sighting.post.key, SOURCE, LATER)
    archive = await kept(one, replace(one, change=Change.DELETED, heard=gone))

    for number in (0, 1):
        archive.note(boost(number, "bo"))
    await archive.flush()

    assert list(archive.reader().boosts(None, None)) == []
    assert Boost not in journal(archive)
    archive.close()


async def test_what_a_boost_counts_is_told_by_the_boost_alone() -> None:
    key = numbered(0).sighting.post.key
    archive = await kept(
        numbered(0),
        boost(0, "bo"),
        counted(0, heard=Tally(key, Counts(None, 1, None), SOURCE, LATER)),
        counted(0, heard=Tally(key, Counts(2, 7, None), SOURCE, LATER + timedelta(seconds=1))),
    )

    told = journal(archive)
    found = archive.reader().post(key)

    assert sorted(one.__name__ for one in told) == ["Boost", "Sighting", "Tally"]
    assert found is not None
    assert found.admitted.sighting.post.counts == Counts(2, 7, None)
    archive.close()


async def test_who_passed_a_post_on_and_asked_to_leave_is_not_written_down(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    gone = replace(author("zed"), handle=clean_line("@zed@zed.example"), name=clean_line("Zedwina Zett"))
    archive.forget(gone.handle)
    one, other = (replace(post(number), boosted_by=who) for number, who in ((1, gone), (2, author("bo"))))
    first, later = admitted(one), rewritten(one, "It says something else.")
    copy = replace(one, key=clean_line("https://bridge.example/1"), author=author("chloe"), echo_of=(one.key,))
    second = Sighting(later, SOURCE, LATER)

    archive.take(first)
    archive.take(replace(first, change=Change.AGAIN, heard=Sighting(copy, SOURCE, NOON), echoes=(copy,)))
    archive.take(Admitted(Change.EDITED, second, first.tags, (SOURCE,), second, (copy,)))
    archive.take(admitted(other))
    await archive.flush()

    reader = archive.reader()
    newest = {kept.key: kept.admitted.sighting.post for kept in reader.page(None)}
    assert newest == {one.key: replace(later, boosted_by=None), other.key: other}
    assert [echo.boosted_by for echo in reader.page(None)[-1].admitted.echoes] == [None]
    reader.close()
    archive.close()
    assert b"Zedwina" not in place.read_bytes()
