"""Noticing that a file was saved."""

import os
from pathlib import Path

import pytest

from hashtui.config.watched import WatchedFile


def looks(watched: WatchedFile, times: int = 3) -> list[bool]:
    """What so many looks say."""
    return [watched.was_saved() for _ in range(times)]


def test_a_file_that_stays_as_it_was_is_not_saved(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("a = 1")

    assert looks(WatchedFile(tmp_path / "c.toml")) == [False, False, False]


def test_a_saved_file_is_noticed_once_as_soon_as_it_stays_the_same(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("a = 1")
    watched = WatchedFile(file)

    file.write_text("a = 12")

    assert looks(watched) == [False, True, False]


@pytest.mark.parametrize(("text", "later"), [("a = 2", 1), ("a = 12", 0)])
def test_a_save_in_place_shows_in_the_time_or_in_the_size(tmp_path: Path, text: str, later: int) -> None:
    file = tmp_path / "c.toml"
    file.write_text("a = 1")
    before = file.stat()
    watched = WatchedFile(file)

    file.write_text(text)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + later))

    assert looks(watched) == [False, True, False]


def test_a_file_that_is_still_being_written_is_not_saved_yet(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("a = 1")
    watched = WatchedFile(file)

    said = []
    for text in ("", "a", "a = 1", "a = 123"):
        file.write_text(text)
        said.append(watched.was_saved())

    assert said == [False, False, False, False]
    assert looks(watched) == [True, False, False]


def test_an_editor_that_renames_saves_too(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("a = 1")
    watched = WatchedFile(file)
    before = file.stat()

    file.rename(tmp_path / "c.toml~")
    gone = watched.was_saved()
    (tmp_path / "new").write_text("a = 2")
    os.utime(tmp_path / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
    (tmp_path / "new").rename(file)

    assert not gone
    assert looks(watched) == [False, True, False]


def test_a_file_that_goes_and_comes_back_the_same_was_not_saved(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("a = 1")
    watched = WatchedFile(file)

    file.rename(tmp_path / "away")
    gone = looks(watched)
    (tmp_path / "away").rename(file)

    assert [*gone, *looks(watched)] == [False] * 6


def test_a_file_that_begins_to_exist_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "sub" / "c.toml"
    watched = WatchedFile(file)
    file.parent.mkdir()

    file.write_text("a = 1")

    assert looks(watched) == [False, True, False]
