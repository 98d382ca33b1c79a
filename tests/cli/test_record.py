"""`hashtui record`, as people run it, and the commands that read what it kept."""

import json
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from hashtui.cli.archived import archive_to_write, opened_archive
from hashtui.clock import SystemClock
from tests.cli.running import PATIENCE, finished, started
from tests.cli.written import boost_row, file_of, post_row


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the archive of this test will be."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "hashtui" / "archive.sqlite3"


def kept(archive: Path) -> int:
    """How many posts stand in it."""
    with sqlite3.connect(archive) as database:
        count: int = database.execute("SELECT count(*) FROM posts WHERE deleted_at IS NULL").fetchone()[0]
    return count


def test_what_it_hears_is_kept_and_a_summary_reads_it(archive: Path, tmp_path: Path) -> None:
    rows = [post_row(f"k{n}", n, f"Bonjour numéro {n} #fete") for n in range(30)]
    rows += [
        boost_row("k3", "@b@x.example", 40),
        {"event": "deleted", "key": "k5", "received_at": "2026-11-21T14:45:00Z"},
    ]
    file = file_of(tmp_path, rows)

    ran = finished("record", "#fete", "--source", f"jsonl:{file}", "--for", "0.2s")
    told, from_file = finished("summary", "--format", "json"), finished("summary", "--from", file, "--format", "json")

    assert (ran.code, ran.out) == (0, "")
    assert f"recording #fete into {archive}" in ran.err
    assert "29 new posts recorded" in ran.err
    assert json.loads(told.out) == json.loads(from_file.out)
    assert json.loads(told.out)["counts"]["posts"] == 29
    assert archive.stat().st_mode & 0o777 == 0o600


def test_recording_again_keeps_every_post_once(archive: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path, [post_row(f"k{n}", n, "Bonjour #fete") for n in range(12)])

    for _ in range(2):
        finished("record", "#fete", "--source", f"jsonl:{file}", "--for", "0.2s")

    assert kept(archive) == 12


def test_only_posts_of_the_tags_that_are_followed_are_kept(archive: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path, [post_row("k1", 1, "Bonjour #fete"), post_row("k2", 2, "Bonjour #autre")])

    finished("record", "#fete lang:fr", "--source", f"jsonl:{file}", "--for", "0.2s")

    assert kept(archive) == 1


def test_terminated_it_keeps_what_it_heard_and_says_how_much(archive: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path, [post_row(f"k{n}", n, "Bonjour #fete") for n in range(5)])
    process = started("record", "#fete", "--source", f"jsonl:{file}")
    assert process.stderr is not None
    said = [process.stderr.readline() for _ in range(2)]  # recording …, jsonl:… live

    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=PATIENCE)

    assert "live" in said[1]
    assert process.returncode == 143
    assert "5 new posts recorded" in rest
    assert kept(archive) == 5


def test_a_second_recorder_is_told_who_writes(archive: Path, tmp_path: Path) -> None:
    held = archive_to_write(SystemClock())
    try:
        ran = finished("record", "#fete", "--source", f"jsonl:{tmp_path / 'none.jsonl'}", "--for", "0.1s")
    finally:
        held.close()

    assert ran.code == 5
    assert "is written by hashtui" in ran.err
    assert f"process {os.getpid()}" in ran.err


def test_a_dashboard_that_writes_gives_way_to_a_recorder(archive: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path, [post_row("k1", 1, "Bonjour #fete")])
    dashboards = opened_archive(SystemClock())
    try:
        ran = finished("record", "#fete", "--source", f"jsonl:{file}", "--for", "0.1s")
    finally:
        dashboards.close()

    assert (ran.code, kept(archive)) == (0, 1)


def test_it_needs_something_to_follow(archive: Path) -> None:
    ran = finished("record")

    assert ran.code == 2
    assert "hashtui record '#capcomnet'" in ran.err
    assert not archive.exists()


def test_with_nothing_recorded_a_summary_says_what_collects(archive: Path) -> None:
    ran = finished("summary")

    assert ran.code == 2
    assert "hashtui record '#tag'" in ran.err
    assert not archive.exists()


def test_why_somebody_is_vouched_for_is_read_from_the_archive(archive: Path, tmp_path: Path) -> None:
    rows = [post_row(f"k{n}", n, "Bonjour #fete", author={"handle": "@lea@x.example"}) for n in range(3)]
    rows += [boost_row(f"k{n}", "@anna@x.example", 40 + n) for n in range(3)]
    finished("record", "#fete", "--source", f"jsonl:{file_of(tmp_path, rows)}", "--for", "0.2s")
    finished("trust", "add", "@anna@x.example", "--level", "sure")

    ran = finished("trust", "why", "@lea@x.example")

    assert "@anna@x.example, trusted by you: boosted 3" in ran.out


def test_what_was_recorded_before_is_no_news_and_its_deletion_is_heeded(archive: Path, tmp_path: Path) -> None:
    rows = [post_row(f"k{n}", n, "Bonjour #fete") for n in range(5)]
    first = file_of(tmp_path, rows)
    gone: dict[str, object] = {"event": "deleted", "key": "k2", "received_at": "2026-11-21T15:00:00Z"}
    finished("record", "#fete", "--source", f"jsonl:{first}", "--for", "0.2s")

    with Path(first).open("a", encoding="utf-8") as more:
        more.write("".join(json.dumps(row) + "\n" for row in (gone, post_row("k9", 30, "Encore #fete"))))
    again = finished("record", "#fete", "--source", f"jsonl:{first}", "--for", "0.2s")

    assert "1 new post recorded" in again.err
    assert kept(archive) == 5
