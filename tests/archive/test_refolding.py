"""The index of words made anew while the archive is used: nothing is lost, nothing is found that is gone."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hashtui.archive import Archive, refolding
from hashtui.archive.connection import Connection, to_write
from hashtui.archive.kept import Condition
from hashtui.archive.opening import open_archive
from hashtui.archive.reader import Reader
from hashtui.archive.rebuilding import is_folded_so
from hashtui.archive.refolding import Refolding
from hashtui.archive.unfolded import unfolded
from hashtui.archive.writing import FOLDING_AGAIN
from hashtui.clock import HandClock
from hashtui.filter import Present, parse
from hashtui.post.body import Body
from hashtui.post.clean import clean_text
from hashtui.post.sighting import Admitted, Change, Deletion
from hashtui.reading.moment import Moment
from tests.archive.flooding import flood, until
from tests.posts import NOON, SOURCE

POSTS = 60
FLOOD = list(flood(0, POSTS + 5))


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refolding, "AT_ONCE", 5)
    monkeypatch.setattr(refolding, "SLICE", 20)
    monkeypatch.setattr("hashtui.archive.writing.REST", 0.001)


def opened(place: Path) -> Archive:
    return open_archive(place, clock=HandClock(), command="a test")


@pytest.fixture
async def place(tmp_path: Path) -> Path:
    """An archive whose words another Python folded: what its index says is nothing to this one."""
    file = tmp_path / "archive.sqlite3"
    archive = opened(file)
    for one in FLOOD[:POSTS]:
        archive.take(one)
    await archive.flush()
    archive.close()
    with sqlite3.connect(file) as plain:
        plain.execute("INSERT INTO words (words) VALUES ('delete-all')")
        plain.execute("UPDATE notes SET value = 'another Python' WHERE name = 'folding'")
    plain.close()
    return file


@pytest.fixture
def connection(place: Path) -> Iterator[Connection]:
    one = to_write(place)
    yield one
    one.close()


def numbers(plain: sqlite3.Connection, word: str) -> list[int]:
    """The posts that the index has under that word."""
    found = plain.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (word,))
    return [number for (number,) in found.fetchall()]


def found(reader: Reader, word: str) -> int:
    tree = parse(word, Present(NOON))
    moment = Moment(NOON)
    return len(reader.search(tree, lambda entry: tree.judge(entry, moment), NOON).page(200).entries)


def edited(one: Admitted, text: str) -> Admitted:
    post = replace(one.sighting.post, body=Body(clean_text(text)), edited_at=one.sighting.received_at)
    sighting = replace(one.sighting, post=post)
    return replace(one, change=Change.EDITED, sighting=sighting, heard=sighting)


def deleted(one: Admitted) -> Admitted:
    return replace(one, change=Change.DELETED, heard=Deletion(one.sighting.post.key, SOURCE, one.sighting.received_at))


def test_it_is_done_a_slice_at_a_time_and_says_how_far_it_is(connection: Connection) -> None:
    work = Refolding(connection)

    work.begin()
    begun = work.is_due, numbers(connection.plain, "number")
    work.step()
    some, words = numbers(connection.plain, "number"), work.words
    for _ in range(3):
        work.step()

    assert begun == (True, [])
    assert len(some) == 20
    assert "33 % is done" in words
    assert numbers(connection.plain, "number") == list(range(1, POSTS + 1))
    assert not work.is_due
    assert work.words == ""
    assert is_folded_so(connection.plain)


def test_what_was_done_stays_done(connection: Connection) -> None:
    work = Refolding(connection)
    work.begin()
    work.step()

    again = Refolding(connection)
    again.begin()

    left = unfolded(connection.plain)
    assert left is not None
    assert left.done == 20
    assert len(numbers(connection.plain, "number")) == 20
    assert not is_folded_so(connection.plain)


def test_what_yet_another_python_began_is_begun_anew(connection: Connection) -> None:
    work = Refolding(connection)
    work.begin()
    work.step()
    connection.plain.execute("UPDATE notes SET value = '20 60 otherwise' WHERE name = 'refolding'")

    work.begin()

    assert numbers(connection.plain, "number") == []
    assert work.is_due


def test_a_few_posts_are_done_at_once(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refolding, "AT_ONCE", POSTS)

    Refolding(connection).begin()

    assert is_folded_so(connection.plain)
    assert len(numbers(connection.plain, "number")) == POSTS


async def test_meanwhile_posts_come_change_and_go(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Refolding, "is_due", property(lambda _: False))
    plain = to_write(place)
    work = Refolding(plain)
    work.begin()
    work.step()
    plain.close()
    archive = opened(place)

    for one in (deleted(FLOOD[5]), deleted(FLOOD[45]), edited(FLOOD[6], "wagon"), edited(FLOOD[46], "wagon")):
        archive.take(one)
    for one in FLOOD[POSTS:]:
        archive.take(one)
    await archive.flush()
    archive.close()
    plain = to_write(place)
    work = Refolding(plain)
    work.begin()
    for _ in range(4):
        work.step()

    in_the_end = [number for number in range(1, POSTS + 6) if number not in (6, 46, 7, 47)]
    assert numbers(plain.plain, "number") == in_the_end
    assert numbers(plain.plain, "wagon") == [7, 47]
    assert is_folded_so(plain.plain)
    plain.close()


async def test_the_archive_does_it_by_itself_writes_meanwhile_and_finds_everything_all_the_time(place: Path) -> None:
    archive = opened(place)
    reader = archive.reader()
    at_once = found(reader, "number")
    for one in FLOOD[POSTS:]:
        archive.take(one)
    await archive.flush()

    await until(archive, lambda: is_folded_so(reader._connection.plain))
    then = found(reader, "number")
    condition = archive.state.condition
    archive.close()

    assert at_once == POSTS
    assert then == POSTS + 5
    assert condition is Condition.WRITING


async def test_what_cannot_be_written_of_it_waits_for_what_can(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0

    def full(_: Refolding) -> None:
        nonlocal tried
        tried += 1
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(Refolding, "step", full)
    clock = HandClock()
    archive = open_archive(place, clock=clock, command="a test")

    for _ in range(5):
        await archive.turn()
    archive.take(FLOOD[POSTS])
    await archive.flush()

    assert (tried, archive.state.condition, archive.unwritten) == (1, Condition.WRITING, 0)

    await clock.wind(FOLDING_AGAIN)
    for _ in range(2):
        await archive.turn()

    assert tried == 2
    archive.close()
