"""Text of which terminals disagree how wide it is stays in its own cells."""

import io

import pyte
import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from hashtui.tui.anchored import anchored_update
from tests.tui.desks import desk

CONSOLE = Console(file=io.StringIO(), color_system="truecolor", force_terminal=True)
PLAIN = Style(color="white", bgcolor="black")
FAMILY = "👨‍👩‍👧‍👦"
"""Two cells to Textual, eight to terminals that do not join emoji."""
DOUBTFUL = (FAMILY * 9, "हिन्दी में एक लंबा पाठ", "ภาษาไทยไม่มีช่องว่าง", "🏳️‍🌈❤️ rainbow", "🇫🇷🇩🇪 flags")


def shown(update: CompositorUpdate, *, over: str = "") -> list[str]:
    """The rows of a terminal of 40 by 3 after that, with `over` on it before."""
    screen = pyte.Screen(40, 3)
    screen.reset_mode(pyte.modes.DECAWM)
    stream = pyte.Stream(screen)
    stream.feed(over)
    stream.feed(update.render_segments(CONSOLE))
    return list(screen.display)


def pane(text: str, width: int, last: str) -> Strip:
    line = Strip([Segment(text, PLAIN)])
    padding = Segment(" " * (width - 1 - line.cell_length), PLAIN)
    return Strip([*line, padding, Segment(last, PLAIN)])


def column_of(row: str, mark: str) -> int:
    """In cells as pyte counts them: a wide character leaves an empty cell behind it, which its rows do not show."""
    screen = pyte.Screen(80, 1)
    pyte.Stream(screen).feed(row[: row.index(mark)])
    return screen.cursor.x


@pytest.mark.parametrize("text", DOUBTFUL)
async def test_the_wall_and_the_pane_beside_stay_in_their_columns(text: str) -> None:
    async with desk("#a") as on:
        update = LayoutUpdate([[pane(text, 20, "|"), pane("beside", 20, "#")]], Region(0, 0, 40, 1))
        row = shown(anchored_update(update, on.app.screen._compositor), over="stale " * 6)[0]

    assert column_of(row, "|") == 19
    assert column_of(row, "beside") == 20
    assert "stale" not in row


async def test_a_row_that_may_spill_over_is_drawn_whole_though_only_a_part_of_it_changed() -> None:
    async with desk("#capcomnet", "#b", posts=2) as on:
        compositor = on.app.screen._compositor
        row = on.row_of("Post number 1")
        chops: list[dict[int, Strip | None]] = [{0: pane(FAMILY, 40, "|"), 40: None} for _ in range(24)]
        update = ChopsUpdate(chops, [(row, 0, 40)], [[40, 80]] * 24)

        drawn = anchored_update(update, compositor).render_segments(CONSOLE)

    assert "Post number 1" in drawn


async def test_rows_of_certain_width_are_drawn_as_they_were() -> None:
    async with desk("#a") as on:
        update = ChopsUpdate([{0: pane("certain … é ♡", 40, "|")}], [(0, 0, 40)], [[40]])

        assert anchored_update(update, on.app.screen._compositor) is update


async def test_a_text_that_takes_more_cells_than_was_thought_is_not_cut_by_the_blanks_behind_it() -> None:
    async with desk("#a") as on:
        update = LayoutUpdate([[pane("🇫🇷" * 4 + "end", 30, "|")]], Region(0, 0, 30, 1))
        row = shown(anchored_update(update, on.app.screen._compositor))[0]

    assert "end" in row
    assert column_of(row, "|") == 29
