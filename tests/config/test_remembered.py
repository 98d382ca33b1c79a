"""The panes of last time."""

import os
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hashtui.config.config import Density
from hashtui.config.remembered import KEPT, KEPT_UNSEEN, Memory, PanePlace, PaneSet, recall, remember
from hashtui.errors import ConfigError
from hashtui.filter import read_pane
from hashtui.filter.tokens import LONGEST

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def test_what_is_remembered_is_recalled(tmp_path: Path) -> None:
    file = tmp_path / "state" / "session.toml"
    memory = Memory().with_panes(["#a", 'Title = #b | "é"'], posts=7, at=NOW)

    remember(file, memory)

    assert recall(file, NOW) == memory
    assert memory.panes == ("#a", 'Title = #b | "é"')
    assert memory.history == (PaneSet(memory.panes, NOW, 7),)


def test_the_file_and_its_folder_are_the_owner_s_alone(tmp_path: Path) -> None:
    file = tmp_path / "x" / "y" / "session.toml"
    before = os.umask(0)
    try:
        remember(file, Memory(("#a",)))
    finally:
        os.umask(before)

    assert file.stat().st_mode & 0o777 == 0o600
    assert [folder.stat().st_mode & 0o777 for folder in (file.parent, file.parent.parent)] == [0o700, 0o700]
    assert [path.name for path in file.parent.iterdir()] == ["session.toml"]


def test_nothing_is_remembered_without_a_file(tmp_path: Path) -> None:
    assert recall(tmp_path / "session.toml", NOW) == Memory()


def test_past_sets_are_kept_once_each_the_newest_first() -> None:
    memory = Memory()
    for hour, tag in enumerate(["#a", "#b", "#a", *(f"#t{n}" for n in range(20))]):
        memory = memory.with_panes([tag], posts=hour, at=NOW + timedelta(hours=hour))

    assert len(memory.history) == KEPT
    assert memory.history[0].panes == ("#t19",)
    assert Memory().with_panes(["#a"], posts=1, at=NOW).with_panes(["#a"], posts=5, at=NOW).history == (
        PaneSet(("#a",), NOW, 5),
    )


def test_closing_every_pane_leaves_the_past_sets() -> None:
    memory = Memory().with_panes(["#a"], posts=1, at=NOW).with_panes([], posts=0, at=NOW)

    assert memory.panes == ()
    assert [past.panes for past in memory.history] == [("#a",)]


def test_panes_come_back_to_where_they_were_left(tmp_path: Path) -> None:
    file = tmp_path / "session.toml"
    places = (
        PanePlace(
            pane='Title = #b | "é"',
            left_at=NOW,
            seen_until=NOW - timedelta(minutes=5),
            unseen=("https://a.example/1", "at://did/x"),
            selected="https://a.example/2",
            row=7,
            density=Density.LINE,
            extra_columns=-8,
        ),
        PanePlace("#a", NOW),
    )

    remember(file, Memory().with_panes(["#a"], posts=1, at=NOW, places=places))

    assert recall(file, NOW).places == places
    assert Memory(places=places).with_panes([], posts=0, at=NOW).places == ()


def test_of_many_unseen_posts_the_newest_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "session.toml"
    unseen = ("x" * 3000, *(f"key {number}" for number in range(2 * KEPT_UNSEEN)))

    remember(file, Memory(("#a",), places=(PanePlace("#a", NOW, unseen=unseen, selected="x" * 3000),)))

    written = tomllib.loads(file.read_text())["place"][0]["unseen"]
    place = recall(file, NOW).places[0]
    assert len(written) == KEPT_UNSEEN
    assert place.unseen == unseen[1 : KEPT_UNSEEN + 1]
    assert place.selected is None


def test_the_longest_pane_that_can_be_opened_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "session.toml"
    longest = str(read_pane("Title = #a " + "| #b" * ((LONGEST - 20) // 5)))

    remember(file, Memory().with_panes([longest, "#b", "x" * 50_000], posts=1, at=NOW))

    memory = recall(file, NOW)
    assert memory.panes == (longest, "#b")
    assert [past.panes for past in memory.history] == [memory.panes]


def test_a_file_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    file = tmp_path / "session.toml"
    file.write_text('panes = ["#a"]\n[[before]]\npanes = ["#a"]\nat = 2026-11-21T14:00:00Z\nposts = 3\n')

    assert recall(file, NOW) == Memory(("#a",), (PaneSet(("#a",), NOW, 3),))


def test_a_density_of_a_later_version_is_the_usual_one_here(tmp_path: Path) -> None:
    file = tmp_path / "session.toml"
    file.write_text('[[place]]\npane = "#a"\nleft_at = 2026-11-21T14:00:00Z\ndensity = "wall"\nfurther = 3\n')

    assert recall(file, NOW).places == (PanePlace("#a", NOW),)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"panes = [",
        b"panes = 3",
        b"panes = [3]",
        b"before = 3",
        b"before = [3]",
        b"[[before]]\npanes = ['#a']\nat = 3\nposts = 1",
        b"[[before]]\npanes = ['#a']\nat = 2026-11-21T14:00:00\nposts = 1",
        b"[[before]]\npanes = ['#a']\nat = 2026-11-21T14:00:00Z\nposts = -1",
        b"place = 3",
        b"place = [3]",
        b"[[place]]\nleft_at = 2026-11-21T14:00:00Z",
        b"[[place]]\npane = '#a'",
        b"[[place]]\npane = '#a'\nleft_at = 2026-11-21T14:00:00",
        b"[[place]]\npane = '#a'\nleft_at = 2026-11-21T14:00:00Z\nunseen = [3]",
        b"[[place]]\npane = '#a'\nleft_at = 2026-11-21T14:00:00Z\nselected = 3",
        b"[[place]]\npane = '#a'\nleft_at = 2026-11-21T14:00:00Z\nrow = 'x'",
        b"[[place]]\npane = '#a'\nleft_at = 2026-11-21T14:00:00Z\nseen_until = 3",
        b"[[before]]\npanes = ['#a']\nat = 0001-01-01T00:00:00+14:00\nposts = 1",
        b"x = " + b"[" * 9000,
        b"panes = ['" + b"x" * 40_000 + b"']",
    ],
)
def test_a_damaged_file_is_moved_aside_and_that_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "session.toml"
    file.write_bytes(content)

    memory = recall(file, NOW)

    aside = tmp_path / "session.damaged-20261121-140000.toml"
    assert memory.panes == ()
    assert memory.trouble == f"{file} was damaged: it is now {aside.name}, and its panes are not restored"
    assert aside.read_bytes() == content
    assert not file.exists()


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    memory = recall(tmp_path, NOW)

    assert memory.panes == ()
    assert "cannot be read (Is a directory)" in memory.trouble


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "session.toml"
    file.mkdir()

    with pytest.raises(ConfigError, match="the panes cannot be remembered: Is a directory"):
        remember(file, Memory(("#a",)))

    assert [path.name for path in tmp_path.iterdir()] == ["session.toml"]
