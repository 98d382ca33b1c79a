"""A terminal that has no frames and marks gets them in ASCII, each in as many cells."""

from dataclasses import fields

import pytest
from rich.segment import Segment
from textual.events import CursorPosition

from hashtui.tui.glyphs import ASCII, UNICODE, glyphs_for, in_ascii
from hashtui.tui.terminal import TerminalCare
from hashtui.tui.typeset import is_single_cell, width_of
from tests.tui.desks import desk


def test_every_shape_has_a_plain_form_and_is_one_cell_wide_on_every_terminal() -> None:
    for field in fields(UNICODE):
        shape, plain = getattr(UNICODE, field.name), getattr(ASCII, field.name)
        assert plain.isascii(), field.name
        assert all(is_single_cell(one) for one in shape), field.name
        assert in_ascii(shape).isascii(), field.name


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("┌──┬┄┄┐ │ ▌ █▌", "+--+--+ | | #|"),
        ("3 votes · ends 16:00", "3 votes - ends 16:00"),
        ("hidden by “robots”…", 'hidden by "robots"~'),
        ("col·legi, été, 語", "col·legi, été, 語"),
        ("plain", "plain"),
    ],
)
def test_frames_and_marks_become_ascii_cell_for_cell(text: str, plain: str) -> None:
    assert in_ascii(text) == plain
    assert width_of(in_ascii(text)) == width_of(text)


@pytest.mark.parametrize(
    ("term", "encoding", "plain"),
    [
        ("xterm-256color", "UTF-8", False),
        ("screen", "utf8", False),
        ("tmux-256color", "UTF-8", False),
        ("linux", "UTF-8", True),
        ("vt100", "UTF-8", True),
        ("xterm", "ANSI_X3.4-1968", True),
    ],
)
def test_the_linux_console_and_what_is_not_utf_8_get_ascii(term: str, encoding: str, plain: bool) -> None:
    assert (glyphs_for(term, encoding) == ASCII) is plain


async def test_on_a_terminal_that_widens_frames_everything_is_drawn_anew_in_ascii() -> None:
    async with desk("#capcomnet", "#paris20", posts=3) as on:
        before = "".join(on.rows())
        on.app.post_message(CursorPosition(2, 0))
        await on.look()
        after = "".join(on.rows())

    assert not before.isascii()
    assert after.isascii()
    assert "Post number 2" in after


async def test_on_a_terminal_that_does_not_widen_them_nothing_changes() -> None:
    async with desk("#capcomnet", posts=3) as on:
        before = on.rows()
        on.app.post_message(CursorPosition(1, 0))
        await on.look()

        assert on.rows() == before


async def test_frames_of_every_widget_are_drawn_in_ascii_where_nothing_else_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "linux")
    app = TerminalCare()
    async with app.run_test():
        line = [Segment("┌─┐ é")]
        for one in app.get_line_filters():
            line = one.apply(line, app.screen.background_colors[1])

    assert "".join(segment.text for segment in line) == "+-+ é"
