"""The very bytes that terminals get when a post is announced."""

import re
import sys
from collections.abc import Mapping

import pytest

from tests.terminal import Terminal

SEQUENCE = re.compile(rb"\x1b\].*?(?:\x1b\\|\x07)|\x1bP.*?\x1b\x1b\\\x1b\\|\x07", re.DOTALL)
"""A bell, an OSC, a passage through tmux."""
POINTER = b"\x1b]22;"
"""Textual's own: the shape of the pointer."""
TITLE = b"\x1b]0;(2) hashtui\x1b\\"
READ = b"\x1b]0;hashtui\x1b\\"
OWN = b"\x1b]0;\x1b\\"
BELL = b"\x07"


def said(terminal: Terminal) -> list[bytes]:
    """The bells, titles and notifications so far."""
    return [found for found in SEQUENCE.findall(terminal.output) if not found.startswith(POINTER)]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color"}, [TITLE, BELL, b"\x1b]9;hashtui: 2 posts: near\x1b\\", READ, OWN]),
        ({"TERM": "screen"}, [TITLE, BELL, READ, OWN]),
        (
            {"TERM": "tmux-256color", "TMUX": "/tmp/none,1,0"},
            [
                TITLE,
                BELL,
                b"\x1bPtmux;\x1b\x1b]9;hashtui: 2 posts: near\x1b\x1b\\\x1b\\",
                READ,
                b"\x1b]0;myhost\x1b\\",
            ],
        ),
        ({"TERM": "linux"}, [BELL]),
    ],
    ids=["xterm", "screen", "tmux", "linux"],
)
def test_two_posts_in_a_row_make_one_sound_and_the_title_counts(
    environment: Mapping[str, str], expected: list[bytes]
) -> None:
    argv = [sys.executable, "-m", "tests.tui.alerts_example"]
    nowhere = {"TMUX": "", "VTE_VERSION": "", "KONSOLE_VERSION": ""}
    with Terminal(argv, environment={**nowhere, **environment}) as terminal:
        terminal.read_until(b"ready")
        terminal.type(b"aa")
        terminal.read(until=lambda: BELL in said(terminal))
        terminal.type(b"s")
        terminal.read(0.3)
        terminal.type(b"q")
        terminal.read(until=lambda: terminal.has_ended)

        assert said(terminal) == expected


def test_the_words_of_a_stranger_reach_the_terminal_as_words() -> None:
    with Terminal([sys.executable, "-m", "tests.tui.alerts_example"], environment={"TMUX": ""}) as terminal:
        terminal.read_until(b"ready")
        terminal.type(b"a")
        terminal.read_until(b"\x1b]9;")
        terminal.read(0.1)
        notified = terminal.output[terminal.output.rfind(b"\x1b]9;") :].partition(b"\x1b\\")[0]

    assert notified.startswith(b"\x1b]9;hashtui: near: @ana@social.example: Salut, ")
    assert notified.decode().endswith("été")
    assert b"\x1b]52" not in terminal.output
    assert b"\x9d" not in notified.decode().encode("latin-1", "replace")
    assert notified.count(b"\x1b") == 1
