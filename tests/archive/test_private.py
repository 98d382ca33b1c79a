"""The archive's file is for its owner only, and is made so under the hands of whoever uses it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from hashtui.archive.connection import to_write
from hashtui.archive.preparing import make_private

_COME_AND_GO = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
connection.close()
"""


def mode_of(place: Path) -> int:
    return place.stat().st_mode & 0o777


def test_a_file_is_made_private_whether_it_was_there_or_not(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_bytes(b"kept")
    old.chmod(0o644)

    make_private(new)
    make_private(old)

    assert (mode_of(new), mode_of(old), old.read_bytes()) == (0o600, 0o600, b"kept")


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "file")

    with pytest.raises(OSError, match="symbolic links"):
        make_private(tmp_path / "link")


def test_another_process_that_ends_leaves_the_log_of_a_file_that_was_made_private_meanwhile(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    connection = to_write(place)
    connection.plain.execute("CREATE TABLE kept (word TEXT)")
    make_private(place)

    subprocess.run([sys.executable, "-c", _COME_AND_GO, str(place)], check=True)

    assert place.with_name("archive.sqlite3-wal").exists()
    connection.plain.execute("INSERT INTO kept VALUES ('here')")
    connection.close()
    with sqlite3.connect(place) as again:
        assert again.execute("SELECT word FROM kept").fetchall() == [("here",)]
    again.close()
