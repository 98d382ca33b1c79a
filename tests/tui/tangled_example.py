"""A dashboard full of text of doubtful width, in a real terminal: `python -m tests.tui.tangled_example FILE`.

F10 makes FILE.heardN when the keys before were heard and drawn, F11 lets another such post arrive, F12 writes to FILE
what has to stand on every row, and draws the screen anew.
"""

import json
import os
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import ClassVar

from hashtui.config.environment import scrub_environment

scrub_environment(os.environ)

from textual.binding import Binding, BindingType  # noqa: E402 - the environment comes first
from textual.strip import Strip  # noqa: E402

import hashtui.tui  # noqa: E402
from hashtui.clock import HandClock  # noqa: E402
from hashtui.filter import read_panes  # noqa: E402
from hashtui.post.clean import clean_line  # noqa: E402
from hashtui.post.post import Post  # noqa: E402
from hashtui.post.sighting import Report, State, Thread  # noqa: E402
from hashtui.tui.app import HashtuiApp  # noqa: E402
from hashtui.tui.dashboard import Dashboard  # noqa: E402
from hashtui.tui.typeset import is_single_cell  # noqa: E402
from hashtui.watch import Watch  # noqa: E402
from tests.posts import NOON, SOURCE, author, post, sighting  # noqa: E402
from tests.tui.tangled import TANGLED  # noqa: E402
from tests.watch.sources import FOREVER, WrittenSource  # noqa: E402

HELD = 14


class Tangled(HashtuiApp):
    """A pane of tangled posts, one of plain ones, and one of both."""

    CSS_PATH = str(Path(hashtui.tui.__file__).parent / "hashtui.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "catch_up_with_keys", show=False, priority=True),
        Binding("f11", "hear", show=False, priority=True),
        Binding("f12", "tell", show=False, priority=True),
    ]

    def __init__(self, told: Path) -> None:
        clock = HandClock(NOON + timedelta(hours=1))
        source = WrittenSource(str(SOURCE), clock, [Report(SOURCE, State.LIVE, clean_line(""), clock.now()), FOREVER])
        source.threads = defaultdict(Thread)
        self._watch = Watch([source], clock)
        self._told = told
        self._tellings = 0
        self._caught_up = 0
        self._heard = 0
        panes = read_panes(["#tangled", "#plain", "#tangled or #plain"])
        super().__init__(Dashboard(self._watch, clock, panes, {}, zone=UTC))

    def on_mount(self) -> None:
        for _ in range(HELD):
            self.action_hear()

    def action_hear(self) -> None:
        """A tangled post and a plain one arrive."""
        number = self._heard
        self._heard += 1
        text = TANGLED[number % len(TANGLED)]
        name = TANGLED[(number + 7) % len(TANGLED)][:24]
        tangled = post(2 * number, f"{text} {text} #tangled", tags=("tangled",), minutes=number)
        plain = post(2 * number + 1, f"Post number {number} is plain", tags=("plain",), minutes=number)
        self._watch.admit(sighting(_by(tangled, name), held=number < HELD))
        self._watch.admit(sighting(plain, held=number < HELD))

    def action_catch_up_with_keys(self) -> None:
        """Say that what was typed before is done."""
        self._caught_up += 1
        self.call_after_refresh(self._told.with_suffix(f".heard{self._caught_up}").touch)

    def action_tell(self) -> None:
        """Say what has to stand there, and draw it all."""
        strips = self.screen._compositor.render_strips(self.size)
        rows = [[_span(strip, *edge) for edge in self._edges(y)] for y, strip in enumerate(strips)]
        self._tellings += 1
        self._told.with_suffix(f".{self._tellings}").write_text(json.dumps(rows))
        self.refresh(layout=True)

    def _edges(self, y: int) -> list[tuple[int, int]]:
        """The parts of this row that must not touch each other: the panes and the walls between them."""
        panes = [
            pane for pane in self.deck_screen.deck.panes if pane.display and pane.region.contains(pane.region.x, y)
        ]
        if self.screen is not self.deck_screen or not panes:
            return [(0, self.size.width)]
        ends = [(pane.region.x, pane.region.right - pane.walled, pane.region.right) for pane in panes]
        return [edge for begin, wall, end in ends for edge in ((begin, wall), (wall, end)) if edge[0] < edge[1]]


def _by(one: Post, name: str) -> Post:
    return replace(one, author=replace(author(), name=clean_line(name)))


def _span(strip: Strip, begin: int, end: int) -> tuple[int, int, str | None]:
    """A part of a row and what stands there; None where terminals disagree how wide that is."""
    text = strip.crop(begin, end).text
    return begin, end, text if is_single_cell(text) else None


def main() -> int:
    """Run it."""
    app = Tangled(Path(sys.argv[1]))
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
