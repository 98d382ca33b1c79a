"""The thread that writes: what it says in the file of itself, and what it notices that others did."""

import sqlite3
from pathlib import Path

import pytest

from hashtui.archive import open_archive
from hashtui.archive.connection import to_read
from hashtui.archive.saving import TOGETHER
from hashtui.clock import HandClock
from tests.archive.flooding import TAGS, flood, key_of, numbered, until
from tests.archive.test_full_disk import set_limit


def is_clean(place: Path) -> bool:
    """Whether its last writer ended well."""
    connection = to_read(place)
    found = connection.rows("SELECT value FROM notes WHERE name = 'clean'", (), tuple[str])
    connection.close()
    return found == [("1",)]


async def test_the_file_says_whether_its_last_writer_ended_well(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")

    archive.take(numbered(0))
    await archive.flush()
    meanwhile = is_clean(place)
    archive.close()

    assert not meanwhile
    assert is_clean(place)


async def test_who_reads_an_archive_that_is_just_begun_soon_knows_how_many_posts_it_has(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    recorder = open_archive(place, clock=HandClock(), command="hashtui record")
    board = open_archive(place, clock=HandClock(), command="hashtui")
    await board.turn()
    before = board.state.posts

    for one in flood(0, 20):
        recorder.take(one)
    await recorder.flush()
    await until(board, lambda: board.state.posts == 20)
    recorder.close()
    board.close()

    assert before == 0


async def test_one_that_could_not_write_all_did_not_end_well(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    archive.take(numbered(0))
    await archive.flush()
    set_limit(archive, 1)

    for one in flood(1, 300):
        archive.take(one)
    archive.close()

    assert not is_clean(place)


async def test_it_counts_anew_what_another_process_took_out(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, 20):
        archive.take(one)
    await archive.flush()

    other = sqlite3.connect(place)
    with other:
        other.execute("DELETE FROM posts WHERE id <= 5")
    other.close()
    archive.take(numbered(20))
    await until(archive, lambda: archive.state.posts == 16)

    archive.close()


@pytest.mark.parametrize("many", [1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 2 * TOGETHER + 7])
async def test_of_a_batch_of_any_size_every_post_is_there_under_all_its_names(tmp_path: Path, many: int) -> None:
    archive = open_archive(tmp_path / "archive.sqlite3", clock=HandClock(), command="a test")

    for one in flood(0, many):
        archive.take(one)
    await archive.flush()

    reader = archive.reader()
    assert [kept.key for kept in reader.page(None)] == [key_of(number) for number in reversed(range(many))]
    assert sum(reader.count(frozenset({tag})) for tag in TAGS) == many
    assert len(list(reader.heard(None, None, None))) == many
    assert all(reader.post(key_of(number)) is not None for number in range(many))
    reader.close()
    archive.close()
