"""The right to write: one has it, the others are told who; what makes no sense is not believed."""

import json
import os
from pathlib import Path

import pytest

from hashtui.archive.hold import Hold
from hashtui.archive.kept import Holder
from hashtui.post.clean import clean_line
from tests.posts import NOON


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the archive is; its lock lies beside it."""
    return tmp_path / "archive.sqlite3"


def lock_of(place: Path) -> Path:
    return place.with_name(f"{place.name}.lock")


def test_one_has_it_and_the_others_are_told_who(place: Path) -> None:
    mine, other = Hold(place), Hold(place)

    assert mine.take("hashtui record '#été'", NOON)
    assert mine.take("again", NOON)
    assert not other.take("hashtui", NOON)
    holder = other.holder()
    mine.let_go()

    assert holder is not None
    assert (holder.command, holder.since) == ("hashtui record '#été'", NOON)
    assert other.holder() is None
    assert other.take("hashtui", NOON)
    other.let_go()


def test_the_file_says_only_who_has_it_now_and_to_its_owner_alone(place: Path) -> None:
    lock_of(place).write_text("x" * 500)
    lock_of(place).chmod(0o644)
    hold = Hold(place)

    hold.take("hashtui", NOON)

    assert json.loads(lock_of(place).read_bytes())["command"] == "hashtui"
    assert lock_of(place).stat().st_mode & 0o777 == 0o600
    hold.let_go()


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        '{"pid": 1, "command": "hashtui"}',
        '{"pid": "1", "command": "hashtui", "since": "2026-11-21T12:00:00+00:00"}',
        '{"pid": 1, "command": 7, "since": "2026-11-21T12:00:00+00:00"}',
        '{"pid": 1, "command": "hashtui", "since": "2026-11-21T12:00:00"}',
        '{"pid": 1, "command": "hashtui", "since": "yesterday"}',
    ],
)
def test_what_makes_no_sense_names_nobody(place: Path, said: str) -> None:
    mine, other = Hold(place), Hold(place)
    mine.take("hashtui", NOON)
    lock_of(place).write_text(said)

    assert other.holder() is None

    mine.let_go()


def test_a_name_that_would_steer_the_terminal_is_made_safe(place: Path) -> None:
    mine, other = Hold(place), Hold(place)
    mine.take("hashtui \x1b[2J\u202eevil", NOON)

    holder = other.holder()

    assert holder == Holder(os.getpid(), clean_line("hashtui ␛[2Jevil"), NOON)
    mine.let_go()


def test_a_lock_that_is_a_link_to_another_file_is_not_followed(place: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("as it was")
    lock_of(place).symlink_to(tmp_path / "precious")

    with pytest.raises(OSError, match="symbolic link"):
        Hold(place).take("hashtui", NOON)

    assert (tmp_path / "precious").read_text() == "as it was"


def test_a_lock_whose_name_was_taken_away_is_taken_anew_so_that_others_meet_it(place: Path) -> None:
    mine, other = Hold(place), Hold(place)
    mine.take("hashtui", NOON)
    lock_of(place).unlink()

    again = mine.take("hashtui", NOON)

    assert again
    assert not other.take("another", NOON)
    mine.let_go()


def test_who_took_it_when_its_name_was_away_has_it(place: Path) -> None:
    mine, other = Hold(place), Hold(place)
    mine.take("hashtui", NOON)
    lock_of(place).unlink()
    other.take("another", NOON)

    again = mine.take("hashtui", NOON)

    assert not again
    other.let_go()


def test_a_wish_is_seen_by_others_until_it_is_over(place: Path) -> None:
    mine, other = Hold(place), Hold(place)

    before = mine.is_wanted
    other.want()
    other.want()
    during, of_oneself = mine.is_wanted, other.is_wanted
    other.want_no_more()
    other.want_no_more()

    assert (before, during, of_oneself, mine.is_wanted) == (False, True, False, False)
