"""The list of what may be written to a terminal lets pass what we write, and nothing else."""

import pytest

from tests.security.grammar import Writer, leaks
from tests.security.hostile import ACTS

OURS = (
    b"\x1b[?1049h\x1b[?1000h\x1b[?25l\x1b[>25u\x1b[?2026$p\x1b[?2026h\x1b[1;1H"
    b"\x1b[1;38;2;1;2;3;48;2;4;5;6m words \xe2\x94\x82\x1b[0m\r\n\x1b[?2026l\x1b[<u\x1b[?1049l"
)
INSIDE = (OURS[: OURS.index(b"words")], OURS[OURS.index(b"words") :])
LIKE_OURS = ("\x1b[1;1H", "\x1b[38;2", "\u0301", "\ud800")
"""Acts that have the form of our own, or of words: the canary in them tells."""
TOKENS = (
    *(b"\x1b[6n", b"\x1b[c", b"\x1b[2J", b"\x1b[?47h", b"\x1b[5;10r", b"\x1b[99S", b"\x1b[21t", b"\x1b[5X", b"\x1b[3G"),
    *(
        b"\x1b]22;evil\x07",
        b"\x1b]0;t\x07",
        b"\x1b]8;;x\x1b\\",
        b"\x07",
        b"\x9b2J",
        b"\xff",
        b"\x1b[31",
        b"\x1b[1;2;3H",
    ),
    *(b"\x1b[38:2:1m", b"\x1b[?1049$p", b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[<u", b"\x1b[31m", b"\x1b[38;5;1m"),
)


def test_what_the_dashboard_writes_passes() -> None:
    assert leaks(OURS) == []


@pytest.mark.parametrize("act", [act for act in ACTS if not act.startswith(LIKE_OURS)])
def test_every_act_is_a_leak(act: str) -> None:
    assert leaks(INSIDE[0] + act.encode("utf-8", "surrogatepass") + INSIDE[1]) != []


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_that_is_not_on_the_list_is_a_leak(token: bytes) -> None:
    at = len(INSIDE[0])

    assert [leak.at for leak in leaks(INSIDE[0] + token + INSIDE[1])][:1] == [at]


@pytest.mark.parametrize("token", [b"words", b"\x1b[31m", b"\x1b[2;1H", b"\n"])
def test_words_and_styles_between_two_frames_are_leaks(token: bytes) -> None:
    assert leaks(OURS + token) != []


def test_the_clipboard_is_open_to_keys_only() -> None:
    copied = b"\x1b]52;c;QUJD\x07"

    assert (len(leaks(copied)) > 0, leaks(copied, may_copy=True), leaks(b"\x1b]52;c;?\x07", may_copy=True) != []) == (
        True,
        [],
        True,
    )


def test_a_command_writes_colour_to_a_terminal_and_nothing_but_words_into_a_file() -> None:
    coloured = "\x1b[1mAna\x1b[0m wrote é\n".encode()

    assert (leaks(coloured, Writer.COLOURED), len(leaks(coloured, Writer.PLAIN))) == ([], 2)
    assert leaks(b"\x1b[2;1H", Writer.COLOURED) != []
