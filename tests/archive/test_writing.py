"""The thread that writes: what it says in the file of itself, and what it notices that others did."""

import sqlite3
from pathlib import Path

from hashtui.archive import open_archive
from hashtui.archive.connection import to_read
from hashtui.clock import HandClock
from tests.archive.flooding import flood, numbered, until
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
    await until(lambda: archive.state.posts == 16)

    archive.close()
