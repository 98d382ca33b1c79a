"""`hashtui import`: files into the archive, once."""

import json
import sqlite3
from pathlib import Path

import pytest

from hashtui.cli.archived import archive_to_write
from hashtui.clock import SystemClock
from tests.archive.failing import Failing, make_it_fail
from tests.cli.running import Hashtui, Ran, finished
from tests.cli.written import boost_row, file_of, post_row


@pytest.fixture(autouse=True)
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the archive of this test will be."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "hashtui" / "archive.sqlite3"


def imported(*files: str) -> Ran:
    return finished("import", *files)


def summary(*more: str) -> str:
    ran = finished("summary", "--format", "json", *more)
    assert ran.code == 0, ran.err
    return ran.out


def test_what_the_lines_tell_is_kept_and_read_back_the_same(tmp_path: Path) -> None:
    edited = post_row("k2", 2, "after", event="edited", edited_at="2026-11-21T15:00:00Z")
    gone: dict[str, object] = {"event": "deleted", "key": "k3", "received_at": "2026-11-21T15:00:00Z"}
    rows = [
        *(post_row(f"k{n}", n, f"Bonjour {n} #fete") for n in range(40)),
        edited,
        gone,
        boost_row("k7", "@b@x.example", 50),
    ]
    file = file_of(tmp_path, rows)

    ran = imported(file)

    assert (ran.code, ran.out) == (0, "")
    assert "40 posts read; " in ran.err
    assert "keeps 39 posts now, 0 before" in ran.err
    assert summary() == summary("--from", file)


def test_reading_the_same_again_changes_nothing(tmp_path: Path) -> None:
    file = file_of(tmp_path, [post_row(f"k{n}", n, f"Bonjour {n} #fete") for n in range(20)])
    imported(file)
    before = summary()

    again = imported(file, file)

    assert "keeps 20 posts now, 20 before" in again.err
    assert summary() == before


def test_lines_that_make_no_sense_are_counted_and_the_rest_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(
        Path(file_of(tmp_path, [post_row("k1", 1)], "one.jsonl")).read_text() + "{nonsense\n", encoding="utf-8"
    )

    ran = imported(str(file))

    assert ran.code == 0
    assert "1 line could not be read: line 2 is not a post" in ran.err
    assert "keeps 1 post now, 0 before" in ran.err


def test_a_file_that_is_not_there_leaves_everything_as_it_was(archive: Path, tmp_path: Path) -> None:
    ran = imported(file_of(tmp_path, [post_row("k1", 1)]), str(tmp_path / "none.jsonl"))

    assert ran.code == 2
    assert "none.jsonl" in ran.err
    assert not archive.exists()


def test_no_file_named_is_refused() -> None:
    assert imported().code == 2


def test_while_another_process_writes_it_says_who(tmp_path: Path) -> None:
    held = archive_to_write(SystemClock())
    try:
        ran = imported(file_of(tmp_path, [post_row("k1", 1)]))
    finally:
        held.close()

    assert ran.code == 5
    assert "end that one first" in ran.err


def test_a_file_that_only_deletes_takes_what_an_earlier_one_brought(tmp_path: Path) -> None:
    imported(file_of(tmp_path, [post_row(f"k{n}", n, "Bonjour #fete", source="https://x.example") for n in range(3)]))
    gone: dict[str, object] = {
        "event": "deleted",
        "key": "k1",
        "source": "https://x.example",
        "received_at": "2026-11-21T15:00:00Z",
    }

    ran = imported(file_of(tmp_path, [gone], "gone.jsonl"))

    assert "keeps 2 posts now, 3 before" in ran.err


def test_what_was_taken_back_stays_out_in_whatever_order_the_files_tell_it(tmp_path: Path) -> None:
    post = post_row("k1", 1, "Bonjour #fete", source="https://x.example")
    gone: dict[str, object] = {
        "event": "deleted",
        "key": "k1",
        "source": "https://x.example",
        "received_at": "2026-11-21T15:00:00Z",
    }

    ran = imported(file_of(tmp_path, [gone], "day2.jsonl"), file_of(tmp_path, [post], "day1.jsonl"))

    assert "keeps 0 posts now" in ran.err
    assert json.loads(summary())["counts"]["posts"] == 0


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """What the disk of the archive does, in this process."""
    return make_it_fail(monkeypatch, Failing(sqlite3.SQLITE_CORRUPT))


def test_an_archive_that_breaks_meanwhile_is_told_everything_again(
    hashtui: Hashtui, failing: Failing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(tmp_path, [post_row(f"k{n}", n, f"Bonjour {n} #fete") for n in range(40)])
    hashtui("import", file_of(tmp_path, [post_row("before", 1)], "before.jsonl"))
    failing.among, failing.first, failing.times = "OR ROLLBACK INTO journal", failing.counted + 1, 1
    monkeypatch.setattr("hashtui.archive.preparing.recover", lambda *_: 0)  # nothing of the old file can be read

    ran = hashtui("import", file)

    assert ran.code == 0, ran.err
    assert "was damaged: it is now archive.corrupt-" in ran.err
    assert "40 posts read; " in ran.err
    assert "keeps 40 posts now" in ran.err


def test_what_is_not_in_it_after_that_is_named_and_is_no_success(
    hashtui: Hashtui, failing: Failing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(tmp_path, [post_row(f"k{n}", n, f"Bonjour {n} #fete") for n in range(5)])
    failing.among, failing.first, failing.times = "OR ROLLBACK INTO journal", 1, 1
    monkeypatch.setattr("hashtui.cli.import_.TOLD_AGAIN", 0)
    monkeypatch.setattr("hashtui.archive.reader.Reader.post", lambda *_: None)

    ran = hashtui("import", file)

    assert ran.code == 5
    assert "was damaged meanwhile, and 5 posts of these files are not in it (" in ran.err
    assert " and more): import the same again" in ran.err


def test_an_archive_that_cannot_be_written_any_more_ends_it_with_how_much_is_not_in_it(
    hashtui: Hashtui, failing: Failing, tmp_path: Path
) -> None:
    file = file_of(tmp_path, [post_row(f"k{n}", n, f"Bonjour {n} #fete") for n in range(40)])
    hashtui("import", file_of(tmp_path, [post_row("before", 1)], "before.jsonl"))
    failing.code = sqlite3.SQLITE_READONLY
    failing.start("OR ROLLBACK INTO posts")

    ran = hashtui("import", file)

    assert ran.code == 5
    assert "it cannot be written (attempt to write a readonly database) since " in ran.err
    assert ": 40 posts wait; make it and its folder writable again" in ran.err
    assert "import the same again" in ran.err
    assert "40 of the things heard last could not be written into the archive" in ran.err
