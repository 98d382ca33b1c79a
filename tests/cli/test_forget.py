"""`hashtui forget`: somebody goes, and stays out."""

import json
import tomllib
from io import StringIO
from pathlib import Path

import pytest

from hashtui.cli.archived import opened_archive
from hashtui.clock import SystemClock
from hashtui.config.places import usual_places
from tests.cli.running import Hashtui, Ran, finished
from tests.cli.written import boost_row, file_of, post_row


@pytest.fixture(autouse=True)
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the archive of this test will be."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "hashtui" / "archive.sqlite3"


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Ten posts, four of them by @lea@x.example, who passed two more on."""
    by_lea = {"author": {"handle": "@lea@x.example", "name": "Léa"}}
    rows = [post_row(f"k{n}", n, f"Bonjour {n} #fete", **(by_lea if n < 4 else {})) for n in range(10)]
    return file_of(tmp_path, [*rows, boost_row("k7", "@lea@x.example", 20), boost_row("k8", "@lea@x.example", 21)])


def posts() -> int:
    told = json.loads(finished("summary", "--format", "json").out)
    return int(told["counts"]["posts"])


def forget(*handles: str) -> Ran:
    return finished("forget", *handles)


def test_posts_and_boosts_go_and_it_is_said_how_many(file: str, archive: Path) -> None:
    finished("import", file)

    ran = forget("@lea@x.example")

    assert (ran.code, ran.out) == (0, "")
    assert "@lea@x.example is forgotten: 4 posts and 2 boosts removed" in ran.err
    assert posts() == 6
    left = b"".join(file.read_bytes() for file in archive.parent.iterdir())
    assert "Léa".encode() not in left
    assert b"Bonjour 3" not in left
    assert b"Bonjour 4" in left


def test_what_comes_of_them_later_stays_out(file: str) -> None:
    finished("import", file)
    forget("@lea@x.example")

    finished("import", file)
    finished("record", "#fete", "--source", f"jsonl:{file}", "--for", "0.2s")

    assert posts() == 6


def test_somebody_nobody_met_yet_stays_out_too(file: str) -> None:
    ran = forget("@lea@x.example")
    finished("import", file)

    assert "nothing of them was kept" in ran.err
    assert posts() == 6


def test_their_picks_go(file: str) -> None:
    finished("pick", "add", "k1", "k5", "--from", file)

    ran = forget("@lea@x.example")

    assert "1 pick removed" in ran.err
    assert [row["key"] for row in map(json.loads, finished("pick", "list", "--format", "json").out.splitlines())] == [
        "k5"
    ]


def test_picks_of_others_are_kept_without_that_they_passed_them_on(tmp_path: Path) -> None:
    lea = {"key": "did:x:lea", "handle": "@lea@x.example", "name": "Lea of the bridge"}
    by_lea = {"key": "did:x:lea", "handle": "@before@x.example", "name": "Lea"}
    rows = [post_row("k1", 1, boosted_by=lea), post_row("k2", 2, author=by_lea), post_row("k3", 3)]
    day = file_of(tmp_path, rows, "passed_on.jsonl")
    finished("import", file_of(tmp_path, [post_row("k9", 9, author=lea)], "known.jsonl"))
    finished("pick", "add", "k1", "k2", "k3", "--from", day)

    ran = forget("@lea@x.example")

    written = usual_places().picks.read_text("utf-8")
    assert "and 1 pick removed" in ran.err
    assert [row["key"] for row in tomllib.loads(written)["pick"]] == ["k1", "k3"]
    assert "lea" not in written.lower()


def test_it_works_while_another_process_writes(file: str) -> None:
    finished("import", file)
    held = opened_archive(SystemClock())
    try:
        ran = forget("@lea@x.example")
    finally:
        held.close()

    assert ran.code == 0
    assert posts() == 6


def test_damaged_archives_that_were_kept_are_named_since_they_are_not_changed(file: str, archive: Path) -> None:
    finished("import", file)
    before = forget("@lea@x.example")
    archive.with_name("archive.corrupt-20261121-140000.sqlite3").write_bytes(b"Bonjour 3")

    ran = forget("@ana@x.example")

    assert "damaged" not in before.err
    assert f"archive.corrupt-20261121-140000.sqlite3 in {archive.parent} may still have something of theirs" in ran.err
    assert ran.code == 0


@pytest.mark.parametrize("handles", [(), ("@*@x.example",), ("not a handle",)])
def test_what_names_nobody_is_refused(handles: tuple[str, ...], archive: Path) -> None:
    assert forget(*handles).code == 2
    assert not archive.exists()


def kept() -> int:
    """How many posts stand in the archive."""
    archive = opened_archive(SystemClock(), write=False)
    count = archive.reader().count()
    archive.close()
    return count


@pytest.mark.parametrize(("answer", "left"), [("y\n", 6), ("n\n", 10), ("\n", 10), ("", 10)])
def test_on_a_terminal_it_is_asked_whether_that_is_meant(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, left: int
) -> None:
    hashtui = Hashtui(capsys)
    hashtui("import", file)
    monkeypatch.setattr("hashtui.cli.forget.is_terminal", lambda _: True)
    monkeypatch.setattr("sys.stdin", StringIO(answer))

    ran = hashtui("forget", "@lea@x.example")

    assert "Remove everything of @lea@x.example, for good? [y/N]" in ran.err
    assert ran.out == ""
    assert kept() == left


def test_who_says_yes_is_not_asked(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hashtui = Hashtui(capsys)
    hashtui("import", file)
    monkeypatch.setattr("hashtui.cli.forget.is_terminal", lambda _: True)

    ran = hashtui("forget", "@lea@x.example", "--yes")

    assert "Remove everything" not in ran.err
    assert kept() == 6
