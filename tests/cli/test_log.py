"""The dashboard's log."""

from pathlib import Path

from hashtui.cli.log import Log


def test_what_is_logged_is_safe_dated_and_the_owner_s(tmp_path: Path) -> None:
    file = tmp_path / "state" / "hashtui.log"

    Log(file)("crashed:\n  File \x1b[31mx\nAuthorization: Bearer canary4711canary4711")

    lines = file.read_text("utf-8").splitlines()
    assert lines[0].endswith("Z")
    assert lines[1] == "crashed:"
    assert lines[2].startswith("  File ")
    assert "\x1b" not in lines[2]
    assert "canary4711" not in lines[3]
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_log_grown_too_large_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "hashtui.log"
    file.write_bytes(b"x" * (2 << 20))

    Log(file)("news")

    assert file.stat().st_size < 100


def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    Log(tmp_path)("a folder stands where the log would be")

    assert list(tmp_path.iterdir()) == []
