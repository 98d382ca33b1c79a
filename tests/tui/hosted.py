"""A view on a screen of its own, for tests: what it answered, what it said, what its rows read."""

from typing import Generic, TypeVar

from textual.app import App
from textual.events import Paste
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen

from hashtui.config.actions import ACTIONS

KEYS = {one.id: one.keys for one in ACTIONS}
SIZES = ((80, 24), (200, 50), (40, 12))

Answer = TypeVar("Answer")


class Hosted(App[None], Generic[Answer]):
    """An application that opens one view and keeps what it answers."""

    def __init__(self, view: Screen[Answer]) -> None:
        super().__init__()
        self.view = view
        self.answers: list[Answer | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.view, self.answers.append)

    @property
    def is_open(self) -> bool:
        """Whether the view is still there."""
        return self.view in self.screen_stack


def rows_of(pilot: Pilot[None]) -> list[str]:
    """What stands on the rows of the terminal, without the blanks at their ends."""
    size = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips(size)
    assert all(strip.cell_length == size.width for strip in strips[: size.height])
    assert Region(0, 0, *size).height == len(strips)
    return [strip.text.rstrip() for strip in strips]


async def paste(pilot: Pilot[None], text: str) -> None:
    """Put this text into the field that has the focus, all at once."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press these keys one after another and wait until all is painted."""
    await pilot.press(*keys)
    await pilot.pause()
