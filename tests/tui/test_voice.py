"""What a terminal is told, by its name and surroundings."""

import pytest

from hashtui.tui.dialect import is_saying
from hashtui.tui.voice import Form, Voice, voice_of

IN_TMUX = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}


@pytest.mark.parametrize(
    ("environment", "notification", "title"),
    [
        ({"TERM": "xterm-256color"}, "\x1b]9;hashtui: robots: @a@b.example: hello\x1b\\", "\x1b]0;(3) hashtui\x1b\\"),
        ({"TERM": "foot"}, "\x1b]777;notify;hashtui: robots;@a@b.example: hello\x1b\\", "\x1b]0;(3) hashtui\x1b\\"),
        (
            {"TERM": "xterm-256color", "VTE_VERSION": "7200"},
            "\x1b]777;notify;hashtui: robots;@a@b.example: hello\x1b\\",
            "\x1b]0;(3) hashtui\x1b\\",
        ),
        (
            IN_TMUX,
            "\x1bPtmux;\x1b\x1b]9;hashtui: robots: @a@b.example: hello\x1b\x1b\\\x1b\\",
            "\x1b]0;(3) hashtui\x1b\\",
        ),
        (
            {"TERM": "screen-256color", "TMUX": "/tmp/t"},
            "\x1bPtmux;\x1b\x1b]9;hashtui: robots: @a@b.example: hello\x1b\x1b\\\x1b\\",
            "\x1b]0;(3) hashtui\x1b\\",
        ),
        ({"TERM": "screen"}, "", "\x1b]0;(3) hashtui\x1b\\"),
        ({"TERM": "linux"}, "", ""),
        ({"TERM": "vt220"}, "", ""),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_terminal_is_told_in_the_way_it_knows(environment: dict[str, str], notification: str, title: str) -> None:
    voice = voice_of(environment)

    assert voice.notification("robots", "@a@b.example: hello") == notification
    assert voice.title("(3) hashtui") == title


@pytest.mark.parametrize("form", [Form.ONE, Form.TWO])
@pytest.mark.parametrize("within_tmux", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "\x1b]52;c;Q0FOQVJZ\x07",
        "a\x07b\x1b\\c\x9cd\x9d0;pwned\x07",
        "9;4;1;50",
        "x;notify;y;z",
        "two\nlines\u2028three",
        "語" * 5000,
        "e" + "\u0301" * 5000,
        "\u202eevil",
        "\ud800",
    ],
)
def test_words_of_strangers_stay_words(form: Form, within_tmux: bool, words: str) -> None:
    voice = Voice(form, titles=True, within_tmux=within_tmux)

    said = voice.notification(words, words)

    assert is_saying(said)
    assert is_saying(voice.title(words))
    assert said.count("\x1b") == (6 if within_tmux else 2)
    assert "\x07" not in said
    assert said.count(";") == {Form.ONE: 1, Form.TWO: 3}[form] + within_tmux
    assert len(said) < 400


def test_the_title_that_tmux_gives_a_pane_comes_back() -> None:
    assert voice_of(IN_TMUX, "myhost").title_before == "myhost"
    assert voice_of({"TERM": "xterm"}, "myhost").title_before == ""
