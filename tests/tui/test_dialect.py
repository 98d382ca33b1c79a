"""A terminal is told only what it knows, and the outside world only bells, titles and notifications."""

import pytest

from hashtui.tui.dialect import dialect_of, is_saying, may_widen
from hashtui.tui.driver import LEAVE_FULL_SCREEN

FRAME = "\x1b[3;1H\x1b[1;32mwords\x1b[0m\x1b[?25l"


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220", "linux-16color"])
def test_a_bare_terminal_is_told_nothing_of_xterms(term: str) -> None:
    told = dialect_of(term).spoken(f"\x1b[?1049h\x1b[?1000h\x1b[>25u\x1b[?2026$p\x1b]0;title\x07{FRAME}\x1b[<u\x07")

    assert told == f"{FRAME}\x07"


def test_a_bare_terminal_is_left_clean_because_it_has_no_second_screen() -> None:
    assert dialect_of("linux").spoken(LEAVE_FULL_SCREEN) == "\x18\x1b[?7h\x1b[?25h\x1b[0m"
    assert dialect_of("linux").farewell.endswith("\x1b[2J\x1b[H")


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "tmux-256color", "xterm-kitty", "foot", ""])
def test_other_terminals_are_told_everything(term: str) -> None:
    assert dialect_of(term).spoken(LEAVE_FULL_SCREEN) == LEAVE_FULL_SCREEN
    assert not dialect_of(term).farewell


def test_a_terminal_that_has_no_colour_gets_none() -> None:
    assert [dialect_of(term).colours for term in ("vt100", "vt220", "linux", "xterm", "")] == [
        False,
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x07",
        "\x1b]0;hashtui (3)\x07",
        "\x1b]2;hashtui\x1b\\",
        "\x1b]9;Léa: 語\x07",
        "\x1b]777;notify;hashtui;Anna Morel\x07\x07",
        "\x1bPtmux;\x1b\x1b]9;Anna\x07\x1b\\",
    ],
)
def test_bells_titles_and_notifications_are_sayings(sequence: str) -> None:
    assert is_saying(sequence)


@pytest.mark.parametrize(
    "sequence",
    [
        "",
        "words",
        "\x1b]52;c;Q0FOQVJZ\x07",
        "\x1b]0;a\x1b]52;c;Q0FOQVJZ\x07\x07",
        "\x1b]9;a\nb\x07",
        "\x1b]9;a\x9cb\x07",
        "\x1b[2J",
        "\x07\x1b[2J",
        "\x1b]0;" + "a" * 500 + "\x07",
        "\x1bPtmux;\x1b\x1b]52;c;Q0FOQVJZ\x07\x1b\\",
        "\x1bPtmux;\x1b]9;a\x07\x1b\\",
    ],
)
def test_nothing_else_is_a_saying(sequence: str) -> None:
    assert not is_saying(sequence)


@pytest.mark.parametrize(
    ("environment", "widens"),
    [
        ({"LANG": "ja_JP.UTF-8"}, True),
        ({"LANG": "ja_JP.UTF-8", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LC_CTYPE": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, True),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, False),
        ({}, False),
    ],
)
def test_only_who_reads_chinese_japanese_or_korean_may_have_wide_frames(
    environment: dict[str, str], widens: bool
) -> None:
    assert may_widen(environment) is widens
