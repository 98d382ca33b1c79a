"""Text of doubtful width stays in its pane: no wall is displaced, no cell is left over, in terminals that disagree."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal import Terminal
from tests.tui.emulators import Emulator, Size, Tmux, differing_cells, expected, pyte_rows, without

SIZES = ((80, 24), (120, 40), (41, 12))
HEARD, HEAR, TELL = b"\x1b[21~", b"\x1b[23~", b"\x1b[24~"
STEPS = (b"", b"jjk" + HEAR * 3, b"\x1b[6~\x1b[6~v", b"Gv", b"\r\x1b[6~", b"qg " + HEAR * 2)
"""What is done between two looks: reading, arrivals, pages, densities, the ends, the post, following again."""
PAGES = "‹1".encode()
"""What the top bar says where not all panes fit."""
AFRESH = b"\x1b[?7l\x1b[2J"


class Look(NamedTuple):
    """The screen at one moment."""

    drawn: bytes
    """All that was written until then."""
    anew: bytes
    """The same screen drawn from nothing."""
    spans: list[list[tuple[int, int, str | None]]]


def looks_at(place: Path, size: Size, term: str = "xterm-256color") -> list[Look]:
    """What the dashboard draws in all these steps."""
    argv = [sys.executable, "-m", "tests.tui.tangled_example", str(place / "told")]
    looks: list[Look] = []
    with Terminal(argv, columns=size[0], rows=size[1], environment={"TERM": term}) as terminal:
        terminal.read_until(b"#tangled ")
        for number, keys in enumerate(STEPS, 1):
            terminal.type(keys + HEARD)
            terminal.read(until=(place / f"told.heard{number}").exists)
            terminal.read_until_quiet(0.3)
            drawn = terminal.output
            terminal.type(TELL)
            told = place / f"told.{number}"
            terminal.read(until=told.exists)
            terminal.read_until_quiet(0.2)
            looks.append(Look(drawn, terminal.output[len(drawn) :], json.loads(told.read_text())))
    return looks


@pytest.fixture
def emulators(tmp_path: Path) -> Iterator[dict[str, Emulator]]:
    """pyte, and tmux where it is installed."""
    if shutil.which("tmux") is None:
        yield {"pyte": pyte_rows}
        return
    with Tmux(tmp_path) as tmux:
        yield {"pyte": pyte_rows, "tmux": tmux.rows}


@pytest.mark.parametrize(
    ("size", "term"),
    [(SIZES[0], "xterm-256color"), (SIZES[1], "screen"), (SIZES[2], "tmux-256color")],
    ids=lambda one: one if isinstance(one, str) else f"{one[0]}x{one[1]}",
)
def test_no_wall_is_displaced_and_no_cell_is_left_over(
    size: Size, term: str, tmp_path: Path, emulators: dict[str, Emulator]
) -> None:
    looks = looks_at(tmp_path, size, term)
    fits_all = size == SIZES[1]
    assert (PAGES in looks[0].drawn) != fits_all, "one pane alone is drawn first where three have room"
    for number, look in enumerate(looks):
        tangled = sum(text is None for row in look.spans for _, _, text in row)
        assert tangled > 1, f"look {number} has nothing that could break"
        for name, rows in emulators.items():
            walls = rows(look.drawn + without(look.spans), size)
            displaced = differing_cells(walls, expected(look.spans))
            assert (displaced, _stale(look, rows, size)) == (0, 0), (name, number)


def _stale(look: Look, rows: Emulator, size: Size) -> int:
    """Cells that are not as on a screen drawn from nothing.

    tmux joins emoji or not by how the bytes come in, so what does not differ every time is not ours.
    """
    stale = 0
    for _ in range(6):
        stale = differing_cells(rows(look.drawn, size), rows(AFRESH + look.anew, size))
        if not stale:
            break
    return stale
