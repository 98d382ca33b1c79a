"""Files that are written whole or not at all."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.config.writing import move_aside, write_new, write_whole


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_whole(file, b"old")
    with file.open("rb") as reader:
        write_whole(file, b"new")

        assert reader.read() == b"old"
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    file = tmp_path / "file"
    write_whole(file, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail) if failing == "fsync" else monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"new")

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_never_replaces_one_nor_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    for name in ("there", "link"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, b"new")

    assert (tmp_path / "there").read_bytes() == b"old"
    assert not (tmp_path / "elsewhere").exists()


def test_a_new_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    write_new(tmp_path / "a" / "new", b"x")

    assert (tmp_path / "a" / "new").stat().st_mode & 0o777 == 0o600


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        assert not (tmp_path / "new").exists()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_new(tmp_path / "new", b"x")

    assert list(tmp_path.iterdir()) == []


def test_where_a_file_has_one_name_only_a_new_one_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_new(tmp_path / "new", b"x")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "new", b"y")

    assert (tmp_path / "new").read_bytes() == b"x"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_name_may_be_as_long_as_names_may_be(tmp_path: Path) -> None:
    for name in ("x" * 255, "é" * 127):
        write_new(tmp_path / name, b"x")

    assert len(list(tmp_path.iterdir())) == 2


def test_two_files_damaged_in_one_second_are_both_there_afterwards(tmp_path: Path) -> None:
    now, file = datetime(2026, 11, 21, 14, tzinfo=UTC), tmp_path / "picks.toml"
    names = []
    for content in (b"one", b"two", b"three"):
        file.write_bytes(content)
        names.append(move_aside(file, now).name)

    assert [(tmp_path / name).read_bytes() for name in names] == [b"one", b"two", b"three"]
    assert names[:2] == ["picks.damaged-20261121-140000.toml", "picks.damaged-20261121-140000-2.toml"]
