"""`hashtui pick`: the selection an anthology is made from, from the command line."""

import fcntl
import json
import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.anthology.picks_file import PicksFile
from hashtui.archive.opening import open_archive
from hashtui.cli import shared
from hashtui.cli.heard_since import as_kept
from hashtui.clock import SystemClock
from hashtui.config.places import usual_places
from tests.cli.running import Hashtui, finished, started
from tests.cli.trusting import DAY, Json, written

ONE, TWO, THREE = "01", "02", "03"


@pytest.fixture
def picks_file(home: Path) -> Path:
    return home / ".local/share/hashtui/picks.toml"


@pytest.fixture
def day(tmp_path: Path) -> str:
    return str(written(tmp_path / "day.jsonl", *DAY, _with_address("06")))


def _with_address(key: str) -> Json:
    address, at = f"https://x.example/@zoe/{key}", "2026-11-21T12:06:00Z"
    author = {"handle": "@zoe@x.example", "url": "https://x.example/@zoe"}
    return {"key": key, "url": address, "text": "Bonjour #a", "author": author, "language": "fr", "created_at": at}


@pytest.fixture
def three(hashtui: Hashtui, day: str) -> list[str]:
    """Three posts are picked."""
    assert hashtui("pick", "add", ONE, TWO, THREE, "--from", day).code == 0
    return [ONE, TWO, THREE]


def listed(hashtui: Hashtui) -> list[Json]:
    return [json.loads(line) for line in hashtui("pick", "list", "--format", "json").out.splitlines()]


def order(hashtui: Hashtui) -> str:
    return " ".join(f"{row['key']}{row['chapter'] or ''}" for row in listed(hashtui))


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        ((), "hashtui pick needs one of list, add, remove, note, caption, chapter, move, permission, ask, decide"),
        (("ad", ONE), 'there is no hashtui pick "ad" — did you mean "add"?'),
        (("https://x.example/1",), 'what is to become of "https://x.example/1"? hashtui pick add'),
        (("list", "x"), "hashtui pick list takes no words"),
        (("add",), "which post? its key or its address"),
        (("add", ONE), "nothing is recorded yet: hashtui record"),
        (("add", ONE, "--chapter"), "--chapter needs a value"),
        (("add", ONE, "--from", "nowhere.jsonl"), "nowhere.jsonl"),
        (("remove",), "which pick? its number, key or address"),
        (("remove", ONE), "nothing is picked yet: p in the dashboard"),
        (("note", ONE), "hashtui pick note KEY TEXT; with '' for TEXT the note is taken away"),
        (("caption",), "hashtui pick caption KEY TEXT"),
        (("chapter", ONE), "hashtui pick chapter KEY TITLE"),
        (("move", ONE), "hashtui pick move KEY N"),
        (("move", ONE, "first"), '"first" is no place: the first is 1'),
        (("permission", ONE), "hashtui pick permission KEY not asked|asked|granted|refused"),
        (("permission", ONE, "grantd"), '"grantd" is no permission — did you mean "granted"?'),
        (("ask",), "of which pick? hashtui pick ask KEY"),
        (("decide", ONE), "hashtui pick decide KEY keep|drop|undecided"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_picked(
    hashtui: Hashtui, picks_file: Path, argv: tuple[str, ...], told: str
) -> None:
    ran = hashtui("pick", *argv)

    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert not picks_file.exists()


def test_nothing_picked_is_said(hashtui: Hashtui) -> None:
    ran = hashtui("pick", "list")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "hashtui: nothing is picked yet: p in the dashboard, or hashtui pick add KEY-or-URL\n"


def test_posts_of_a_file_are_picked_by_key_or_address_in_that_order(
    hashtui: Hashtui, day: str, picks_file: Path
) -> None:
    ran = hashtui("pick", "add", TWO, "https://x.example/@zoe/06/", ONE, "--from", day)

    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[0] == "hashtui: picked: @ben@x.example, 02 #a"
    assert order(hashtui) == "02 06 01"
    assert picks_file.stat().st_mode & 0o777 == 0o600


def test_all_of_them_are_picked_or_none(hashtui: Hashtui, day: str, picks_file: Path) -> None:
    ran = hashtui("pick", "add", ONE, "99", "--from", day)

    assert ran.code == 2
    assert 'there is no post "99" in ' in ran.err
    assert not picks_file.exists()


def test_what_is_picked_already_is_said_and_takes_what_is_new(hashtui: Hashtui, day: str, three: list[str]) -> None:
    ran = hashtui("pick", "add", ONE, "--from", day, "--chapter", "Noon", "--caption", "Look")

    assert ran.err == "hashtui: picked already: @ben@x.example, 01 #a\n"
    assert order(hashtui) == "01Noon 02 03"
    assert listed(hashtui)[0]["caption"] == "Look"


def test_a_list_tells_what_was_said_of_each(hashtui: Hashtui, day: str, three: list[str]) -> None:
    hashtui("pick", "chapter", TWO, "Noon")
    hashtui("pick", "caption", TWO, "A moment")
    hashtui("pick", "note", "3", "ask", "her")
    hashtui("pick", "permission", "3", "refused")

    rows = hashtui("pick", "list").out.splitlines()

    assert rows[:2] == ["  1  not asked  2026-11-21 12:01:00  @ben@x.example  01 #a", "     01"]
    assert rows[4:9] == [
        "",
        "Noon",
        "  3  refused    2026-11-21 12:02:00  @ben@x.example  02 #a",
        "     caption: A moment",
        "     note: ask her",
    ]
    row = listed(hashtui)[2]
    assert (row["permission"], row["exported"], row["text"], row["note"]) == ("refused", False, "02 #a", "ask her")


def test_picks_are_moved_and_taken_out_by_number_or_key(hashtui: Hashtui, three: list[str]) -> None:
    moved = hashtui("pick", "move", "3", "1")
    assert moved.err == "hashtui: @ben@x.example: now 1 of 3\n"
    assert order(hashtui) == "03 01 02"

    removed = hashtui("pick", "remove", "1", TWO)
    assert removed.err.splitlines() == ["hashtui: no longer picked: @ben@x.example"] * 2
    assert order(hashtui) == "01"


def test_what_is_not_picked_can_be_given_nothing(hashtui: Hashtui, three: list[str]) -> None:
    for argv in (("remove", "9"), ("note", "9", "x"), ("move", "9", "1"), ("ask", "9"), ("permission", "9", "asked")):
        ran = hashtui("pick", *argv)
        assert (ran.code, ran.err.startswith('hashtui: "9" is not picked: hashtui pick list tells')) == (2, True)


def test_captions_go_when_they_are_empty(hashtui: Hashtui, three: list[str]) -> None:
    hashtui("pick", "caption", ONE, "x")

    ran = hashtui("pick", "caption", ONE, "")

    assert ran.err == "hashtui: @ben@x.example: the caption is taken away\n"
    assert listed(hashtui)[0]["caption"] is None


def test_the_request_is_printed_and_nothing_else(hashtui: Hashtui, day: str) -> None:
    hashtui("pick", "add", "06", "--from", day)

    ran = hashtui("pick", "ask", "1")

    assert ran.out.startswith("Bonjour @zoe@x.example, je prépare une anthologie")
    assert "https://x.example/@zoe/06" in ran.out
    assert ran.err == "hashtui: once it is sent: hashtui pick permission 1 asked\n"
    assert hashtui("pick", "permission", "1", "asked").err == "hashtui: @zoe@x.example: asked\n"
    assert listed(hashtui)[0]["asked_at"] is not None
    assert hashtui("pick", "permission", "1", "not-asked").code == 0
    assert listed(hashtui)[0]["asked_at"] is None


def test_who_refuses_is_kept_out(hashtui: Hashtui, three: list[str]) -> None:
    ran = hashtui("pick", "permission", "1", "refused")

    assert ran.err == "hashtui: @ben@x.example: refused; it is kept out of exports\n"


def test_nothing_is_decided_of_what_stands(hashtui: Hashtui, three: list[str]) -> None:
    ran = hashtui("pick", "decide", "1", "keep")

    assert (ran.code, "its author has not deleted it" in ran.err) == (2, True)


def test_summaries_and_tails_know_what_is_picked(hashtui: Hashtui, day: str, three: list[str]) -> None:
    summed = hashtui("summary", "is:picked", "--from", day, "--format", "json")
    told = finished("tail", "#a is:picked", "--source", f"jsonl:{day}", "--limit", "3", "--format", "json")

    assert json.loads(summed.out)["counts"]["posts"] == 3
    assert [json.loads(line)["key"] for line in told.out.splitlines() if '"post"' in line] == three


def test_another_hashtui_that_writes_is_waited_for_and_then_told(
    hashtui: Hashtui, day: str, picks_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "_TRIES", 3)
    monkeypatch.setattr(shared, "_APART", 0.01)
    picks_file.parent.mkdir(parents=True)
    lock = os.open(picks_file.with_name(".picks.toml.lock"), os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)

    held = hashtui("pick", "add", ONE, "--from", day)
    os.close(lock)

    assert held.code == 2
    assert held.err.endswith("picks.toml: another hashtui is writing it: nothing is changed, try again\n")
    assert not picks_file.exists()


def test_two_commands_at_once_lose_nothing(picks_file: Path, day: str) -> None:
    running = [started("pick", "add", key, "--from", day) for key in (ONE, TWO, THREE)]
    codes = [process.wait(60) for process in running]

    assert codes == [0] * 3
    rows = tomllib.loads(picks_file.read_text("utf-8"))["pick"]
    assert {row["key"] for row in rows} == {ONE, TWO, THREE}
    for process in running:
        process.communicate()


def test_posts_of_the_archive_are_picked_and_what_became_of_them_is_told(hashtui: Hashtui, tmp_path: Path) -> None:
    assert finished("import", str(written(tmp_path / "day.jsonl", *DAY))).code == 0
    assert hashtui("pick", "add", ONE, TWO, THREE).code == 0
    edited = DAY[0] | {"event": "edited", "text": "Other words #a", "edited_at": "2026-11-21T15:00:00Z"}
    later = written(tmp_path / "later.jsonl", edited, *DAY, {"schema": 1, "event": "deleted", "key": TWO})
    assert finished("import", str(later)).code == 0

    first, second, third = listed(hashtui)
    assert (first["text"], first["edited_text"]) == ("01 #a", "Other words #a")
    assert (second["text"], second["if_deleted"], second["exported"]) == (None, "undecided", False)
    assert (third["edited_text"], third["exported"]) == (None, True)
    rows = "\n".join(hashtui("pick", "list").out.splitlines())
    assert "edited since you picked it; before: 01 #a" in rows
    assert "kept out of exports: hashtui pick decide 2 keep|drop" in rows

    kept = hashtui("pick", "decide", "2", "keep")
    assert kept.err == "hashtui: @ben@x.example: keep, it is exported\n"
    assert (listed(hashtui)[1]["text"], listed(hashtui)[1]["exported"]) == ("02 #a", True)
    assert "its author deleted it" in hashtui("pick", "add", TWO).err


def test_a_dashboard_begins_with_what_became_of_picks_meanwhile(hashtui: Hashtui, tmp_path: Path) -> None:
    assert finished("import", str(written(tmp_path / "day.jsonl", *DAY))).code == 0
    assert hashtui("pick", "add", ONE, TWO).code == 0
    gone = written(tmp_path / "gone.jsonl", *DAY, {"schema": 1, "event": "deleted", "key": TWO})
    assert finished("import", str(gone)).code == 0

    archive = open_archive(usual_places().archive, clock=SystemClock(), command="test", write=False)
    picks = as_kept(PicksFile(usual_places().picks).read(datetime.now(UTC)), archive)
    archive.close()

    assert [pick.deleted_at is None for pick in picks] == [True, False]


def test_an_archive_that_cannot_be_read_keeps_no_dashboard_from_its_picks(
    hashtui: Hashtui, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert finished("import", str(written(tmp_path / "day.jsonl", *DAY))).code == 0
    assert hashtui("pick", "add", ONE).code == 0
    place = usual_places().archive
    archive = open_archive(place, clock=SystemClock(), command="test", write=False)
    place.write_bytes(bytes(4096) + place.read_bytes()[4096:])

    picks = as_kept(PicksFile(usual_places().picks).read(datetime.now(UTC)), archive)
    archive.close()

    assert [str(pick.key) for pick in picks] == [ONE]
    assert "what became of picks since is not known" in capsys.readouterr().err
