"""The terminal stays healthy whatever is drawn, whatever breaks, and however the program ends."""

import os
import re
import signal
import time
from pathlib import Path

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.drivers.linux_driver import LinuxDriver

from hashtui.tui import driver
from hashtui.tui.dialect import WIPED
from hashtui.tui.driver import StallSafeDriver, driver_class
from hashtui.tui.terminal import GATE, Colourless, TerminalCare, harmless
from tests.tui.terminal_session import Session

BLACK = Color(0, 0, 0)


@pytest.fixture
def told_file(tmp_path: Path) -> Path:
    return tmp_path / "told"


def test_the_gate_takes_out_what_acts_and_keeps_the_width() -> None:
    text = "a\x1b[31m\x07b\x9bc\u202ed\u2028e\x00\x7f\ud800語"

    assert harmless(text) == "a[31mbcde\ufffd語"


def test_the_gate_leaves_clean_lines_and_control_segments_alone() -> None:
    clean = [Segment("plain 語", Style(bold=True)), Segment("\x1b[2J", None, [(ControlType.CLEAR,)])]

    assert GATE.apply(clean, BLACK) is clean


def test_the_gate_keeps_styles_and_control_segments_of_a_line_it_mends() -> None:
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    bold = Style(bold=True)

    assert GATE.apply([Segment("a\x1bb", bold), control], BLACK) == [Segment("ab", bold), control]


async def test_an_app_with_care_filters_every_line() -> None:
    app = TerminalCare()

    async with app.run_test():
        filters = app.get_line_filters()

    assert filters[-1] is GATE


def test_textual_has_the_parts_the_driver_needs() -> None:
    assert driver_class() is StallSafeDriver


def test_a_textual_of_another_shape_gets_its_own_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        def __init__(self, file: object) -> None:
            self.file = file

    monkeypatch.setattr(driver, "WriterThread", Other)

    assert driver_class() is LinuxDriver


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ids=["TERM", "HUP", "INT"],
)
def test_a_signal_ends_it_in_time_with_its_status_and_the_terminal_restored(
    told_file: Path, number: signal.Signals, status: int
) -> None:
    with Session("idle", told_file) as session:
        session.read_until_told("ready")
        began = time.monotonic()
        session.process.send_signal(number)
        session.read(until=lambda: session.has_ended)
        took = time.monotonic() - began
        session.read(0.1)

        assert (session.process.returncode, took < 2, session.is_restored()) == (status, True, True)
        assert (b"]52" in session.output, b"world" in session.output) == (True, True)
        assert (b"\x1b]52" in session.output, b"\x9b" in session.output) == (False, False)
        assert not told_file.with_suffix(".log").exists()


def test_a_terminal_that_does_not_read_holds_nothing_up_and_is_drawn_right_afterwards(told_file: Path) -> None:
    with Session("flood", told_file) as session:
        session.read_until_told("ready")
        session.wait_until_told("stalled")
        time.sleep(0.5)
        os.write(session.master, b"x")
        session.read_until_told("lag")
        session.read(1)

        lag = float(session.told.split("lag ")[1])
        assert (lag < 0.5, session.screen()[1:4]) == (True, [f"row {row} is final" for row in range(3)])


def test_a_signal_while_the_terminal_does_not_read_ends_it_too(told_file: Path) -> None:
    with Session("flood", told_file) as session:
        session.read_until_told("ready")
        session.wait_until_told("stalled")
        session.process.send_signal(signal.SIGTERM)
        status, took = session.wait()
        session.read(0.3)

        assert (status, took < 3, session.is_restored()) == (143, True, True)


def test_a_signal_ends_a_program_that_hangs(told_file: Path) -> None:
    with Session("hang", told_file) as session:
        session.read_until_told("hangs")
        session.process.send_signal(signal.SIGTERM)
        status, took = session.wait()
        session.read(0.2)

        assert (status, took < 3.3, session.is_restored()) == (143, True, True)


def test_it_ends_when_its_terminal_is_gone_though_hang_ups_are_ignored(told_file: Path) -> None:
    with Session("idle", told_file, ignore=signal.SIGHUP) as session:
        session.read_until_told("ready")
        session.hang_up()
        status, took = session.wait()

        assert (status, took < 2) == (129, True)


def test_a_bug_ends_it_with_status_1_on_a_restored_terminal(told_file: Path) -> None:
    with Session("crash", told_file) as session:
        session.read(until=lambda: session.has_ended)
        session.read(0.1)
        words = session.output[session.output.rfind(b"?1049l") :]

        assert (session.process.returncode, session.is_restored()) == (1, True)
        assert (b"ValueError" in words, b"CANARY" in words, b"\x1b]0" in words) == (True, False, False)


def test_control_z_gives_the_terminal_to_the_shell_and_all_is_drawn_anew_when_it_comes_back(told_file: Path) -> None:
    with Session("idle", told_file) as session:
        session.read_until_told("ready")
        os.write(session.master, b"x")
        session.read_until_told("lag")
        session.read(0.3)
        os.write(session.master, b"\x1a")
        session.read(until=session.is_stopped)
        session.read(0.2)
        restored = session.is_restored()
        begun = len(session.output)
        session.process.send_signal(signal.SIGCONT)
        session.read(until=lambda: b"row 19 is final" in session.output[begun:])

        assert restored
        assert b"row 19 is final" in session.output[begun:]


async def test_only_bells_titles_and_notifications_are_said_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    app = TerminalCare()
    written: list[str] = []

    async with app.run_test():
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        app.say_to_terminal("\x07\x1b]0;hashtui (2)\x07")
        with pytest.raises(ValueError, match="no bell"):
            app.say_to_terminal("\x1b]52;c;Q0FOQVJZ\x07")
        monkeypatch.undo()

    assert written == ["\x07\x1b]0;hashtui (2)\x07"]


def test_without_colour_bold_and_underline_stay() -> None:
    line = [Segment("a", Style(color="red", bgcolor="blue", bold=True, underline=True)), Segment("b")]

    assert Colourless().apply(line, BLACK) == [Segment("a", Style(bold=True, underline=True)), Segment("b")]


def test_the_screen_is_left_clean_for_terminals_that_have_no_second_one(told_file: Path) -> None:
    with Session("idle", told_file) as session:
        session.read_until_told("ready")
        session.process.send_signal(signal.SIGTERM)
        session.read(until=lambda: session.has_ended)
        session.read(0.1)

        shown, _, leaving = session.output.rpartition(WIPED.encode())
        assert b"world" in shown
        assert not re.sub(rb"\x1b\[[?<]?[0-9;]*[a-z]", b"", leaving)
