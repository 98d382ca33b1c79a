"""Text of doubtful width stays in its pane on xterm and kitty, which draw for themselves under Xvfb."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.servers.network import needs_servers
from tests.tui.emulators import Size, differing_cells, expected, without
from tests.tui.test_borders import AFRESH, SIZES, looks_at

pytestmark = needs_servers
SCRIPT = Path(__file__).with_name("terminals.sh")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("terminal", ["xterm", "kitty"])
def test_no_wall_is_displaced_and_no_cell_is_left_over(terminal: str, size: Size, tmp_path: Path) -> None:
    looks = looks_at(tmp_path, size)
    walls = screens(terminal, size, [look.drawn + without(look.spans) for look in looks], tmp_path)
    drawn = screens(terminal, size, [look.drawn for look in looks], tmp_path)
    anew = screens(terminal, size, [AFRESH + look.anew for look in looks], tmp_path)

    displaced = [differing_cells(rows, expected(look.spans)) for rows, look in zip(walls, looks, strict=True)]
    stale = [differing_cells(rows, fresh) for rows, fresh in zip(drawn, anew, strict=True)]

    assert (sum(displaced), sum(stale)) == (0, 0), (displaced, stale)


def screens(terminal: str, size: Size, outputs: Sequence[bytes], place: Path) -> list[list[str]]:
    """What the terminal shows after each of these."""
    files = []
    for number, output in enumerate(outputs):
        files.append(place / f"{terminal}{number}")
        files[-1].write_bytes(output)
    argv = [str(SCRIPT), terminal, str(size[0]), str(size[1]), *map(str, files)]
    text = subprocess.run(argv, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    rows = [row.rstrip(" ") for row in text.split("\n")[:-1]]
    assert len(rows) == size[1] * len(outputs)
    return [rows[begin : begin + size[1]] for begin in range(0, len(rows), size[1])]
