"""Somebody whose shell ate the tags is told so, and nobody else."""

from pathlib import Path

import pytest

from hashtui.tui.shell_hint import parent_shell, shell_hint


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_shells_that_eat_tags_are_named_with_the_way_around(shell: str) -> None:
    hint = shell_hint(shell)

    assert f"Your shell ({shell})" in hint
    assert "hashtui capcomnet paris20" in hint
    assert "hashtui '#capcomnet'" in hint


@pytest.mark.parametrize("shell", ["zsh", "tmux: server", "python3", ""])
def test_other_parents_get_no_hint(shell: str) -> None:
    assert shell_hint(shell) == ""


def test_the_parent_is_read_where_the_system_tells_it(tmp_path: Path) -> None:
    (tmp_path / "42").mkdir()
    (tmp_path / "42" / "comm").write_bytes(b"-bash\n")

    assert parent_shell(tmp_path, 42) == "bash"


def test_a_parent_that_cannot_be_known_is_no_shell(tmp_path: Path) -> None:
    assert parent_shell(tmp_path, 43) == ""


def test_a_name_that_is_no_text_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "44").mkdir()
    (tmp_path / "44" / "comm").write_bytes(b"\xff\xfe\x1b[2J")

    assert shell_hint(parent_shell(tmp_path, 44)) == ""
