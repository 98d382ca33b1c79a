"""What is sent to the terminal, so that text of doubtful width stays within its own cells.

Terminals disagree with Textual, and among each other, on the width of Devanagari, Thai, joined emoji and more. No
cleaning can mend that: such text is written over blanks, and the cursor is put back to its column behind it.
"""

from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from hashtui.tui.typeset import is_single_cell


class AnchoredUpdate(CompositorUpdate):
    """An update of Textual's, with the rows of doubtful width drawn whole and anchored."""

    def __init__(
        self, certain: CompositorUpdate | None, rows: Mapping[int, Iterable[Strip]], *, widens: bool = False
    ) -> None:
        self._certain = certain
        self._rows = rows
        self._widens = widens

    def render_segments(self, console: Console) -> str:
        drawn = [] if self._certain is None else [self._certain.render_segments(console)]
        for y, strips in self._rows.items():
            x = 0
            for strip in strips:
                drawn.append(anchored(strip, x, y, console, widens=self._widens))
                x += strip.cell_length
        return "".join(drawn)


def anchored(strip: Strip, x: int, y: int, console: Console, *, widens: bool = False) -> str:
    """The strip drawn at that place; when its width is doubtful, blanks first, then every part in its own column.

    So a text that takes more cells than was thought runs into blanks, and what follows it stays where it belongs.
    """
    if is_certain(strip, widens=widens):
        return _at(x, y) + strip.render(console)
    parts = [(text, style, cell_len(text)) for text, style, control in strip if not control]
    drawn = [_at(x, y), Strip([Segment(" " * cells, style) for _, style, cells in parts]).render(console)]
    for text, style, cells in parts:
        if not text.isspace():
            drawn += [_at(x, y), Strip([Segment(text, style)], cells).render(console)]
        x += cells
    return "".join(drawn)


def is_certain(strip: Strip, *, widens: bool = False) -> bool:
    """Every terminal, or this one that widens some letters, gives this strip as many cells as Textual does."""
    return all(text.isascii() if widens else is_single_cell(text) for text, _, _ in strip)


def anchored_update(
    update: LayoutUpdate | ChopsUpdate, compositor: Compositor, *, widens: bool = False
) -> CompositorUpdate:
    """The same update; rows with text of doubtful width are drawn from the left edge to the right one."""
    if isinstance(update, LayoutUpdate):
        return AnchoredUpdate(None, dict(enumerate(update.strips, update.region.y)), widens=widens)
    doubtful = {
        y
        for y, _, _ in update.spans
        if not all(strip is None or is_certain(strip, widens=widens) for strip in update.chops[y].values())
    }
    if not doubtful:
        return update
    chops = compositor._render_chops(compositor.size.region, doubtful.__contains__)  # noqa: SLF001 - no other way
    rows = {y: tuple(chops[y].values()) for y in sorted(doubtful)}
    spans = [span for span in update.spans if span[0] not in doubtful]
    return AnchoredUpdate(ChopsUpdate(update.chops, spans, update.chop_ends) if spans else None, rows, widens=widens)


def _at(x: int, y: int) -> str:
    return Control.move_to(x, y).segment.text
