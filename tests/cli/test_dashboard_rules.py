"""The dashboard on a terminal with rules, mutes and a configuration that is saved while it runs."""

import json
import sys
import tomllib
from pathlib import Path

import pytest

from tests.terminal import Terminal

RULES = '[rules]\nhide = [{ name = "robots", when = "beep" }]\nalert = [{ name = "gates", when = "gate" }]\n'


def dashboard(posts: Path) -> Terminal:
    """`hashtui fair` on that file."""
    argv = [sys.executable, "-m", "hashtui", "fair", "--source", f"jsonl:{posts}"]
    return Terminal(argv, columns=100, environment={"TMUX": "", "VTE_VERSION": "", "KONSOLE_VERSION": ""})


def write(posts: Path, number: int, text: str, author: str = "nadia") -> None:
    """One more post at the end of the file."""
    row = {"key": f"sms:{number}", "author": {"key": f"tel:{author}", "handle": f"@{author}"}, "text": f"{text} #fair"}
    with posts.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def stands(terminal: Terminal, words: str) -> bool:
    """These words stand on the screen."""
    return any(words in row for row in terminal.screen())


def wait_for(terminal: Terminal, words: str) -> None:
    """Read until these words stand on the screen."""
    terminal.read(until=lambda: stands(terminal, words))
    assert stands(terminal, words), "\n".join(terminal.screen())


@pytest.fixture
def config(home: Path) -> Path:
    file = home / ".config/hashtui/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(RULES)
    return file


def test_an_alert_rings_once_for_what_comes_and_a_saved_configuration_counts_at_once(
    config: Path, tmp_path: Path
) -> None:
    posts = tmp_path / "posts.jsonl"
    write(posts, 1, "the first gate")
    write(posts, 2, "beep")
    with dashboard(posts) as terminal:
        wait_for(terminal, "the first gate")
        wait_for(terminal, "1 hidden")
        before = terminal.output
        write(posts, 3, "the second gate; is \u001b]52;c;QQ==\u0007open")
        terminal.read_until(b"\x1b]9;")
        rung = terminal.output[len(before) :]
        config.write_text('[look]\ndensity = "wall"\n')
        wait_for(terminal, 'config.toml:2:11: density must be "line", "short" or "full", not "wall"')
        config.write_text("")
        wait_for(terminal, "beep")
        terminal.type(b"q")
        terminal.read(until=lambda: terminal.has_ended)

    assert b"\x1b]9;" not in before
    assert b"\x1b]9;hashtui: gates: @nadia: the second gate, is" in rung
    assert b"\x1b]0;(1) hashtui\x1b\\" in rung
    assert b"\x1b]52" not in terminal.output
    assert terminal.output.count(b"\x1b]9;") == 1
    assert terminal.output.rfind(b"\x1b]0;\x1b\\") > terminal.output.rfind(b"hashtui\x1b\\")


def test_who_is_muted_stays_muted_at_the_next_start(home: Path, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    write(posts, 1, "a loud word", author="loud")
    write(posts, 2, "a quiet word")
    with dashboard(posts) as terminal:
        wait_for(terminal, "a loud word")
        terminal.type(b"Gm")
        wait_for(terminal, "1 hidden")
        terminal.type(b"q")
        terminal.read(until=lambda: terminal.has_ended)
    kept = tomllib.loads((home / ".config/hashtui/trust.toml").read_text("utf-8"))
    with dashboard(posts) as terminal:
        wait_for(terminal, "a quiet word")
        wait_for(terminal, "1 hidden")
        again = stands(terminal, "a loud word")
        terminal.type(b"q")
        terminal.read(until=lambda: terminal.has_ended)

    assert kept == {"account": [{"key": "tel:loud", "handle": "@loud", "muted": True}]}
    assert not again
