"""Takes the README's screenshots from the demo: `python -m screenshots.make`. The same seed gives the same pictures."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from hashtui.clock import HandClock
from hashtui.config.config import Look
from hashtui.filter import read_panes
from hashtui.sources.demo.programme import ZONE
from hashtui.sources.demo.source import DemoSource, demo_clock
from hashtui.sources.source import Means
from hashtui.tui.app import HashtuiApp
from hashtui.tui.dashboard import Dashboard
from hashtui.watch import Watch
from hashtui.wire import Wire

HERE = Path(__file__).parent
SIZE = (120, 34)
SECONDS = 75.0
"""Real seconds of the demo that have passed in the picture."""
PICTURES: Mapping[str, Sequence[str]] = {
    "dashboard": ("j", "j", "right"),
    "filter": ("j", "j", "/", *"has:link -is:boost"),
}
"""Their names, and the keys that are pressed for each."""


async def take(keys: Sequence[str]) -> str:
    """Play the demo by a hand-wound clock, press a few keys, and give what is on the screen as SVG."""
    hand = HandClock()
    clock = demo_clock(hand, 60.0)
    watch = Watch([DemoSource(Means(clock, Wire(clock)), clock=clock)], clock)
    panes = read_panes(("#capcomnet", "#paris20"))
    setup = Dashboard(watch, clock, panes, {}, look=Look(), demo=True, zone=ZONE)
    app = HashtuiApp(setup)
    async with app.run_test(size=SIZE) as pilot:
        await hand.wind(SECONDS * 0.9)
        await pilot.pause()
        app.deck_screen.tick()
        await pilot.press(*keys)
        await hand.wind(SECONDS * 0.1)
        app.deck_screen.tick()
        await pilot.pause()
        return app.export_screenshot(title="hashtui demo")


def main() -> None:
    """Take every screenshot there is."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ.pop("NO_COLOR", None)
    for name, keys in PICTURES.items():
        (HERE / f"{name}.svg").write_text(asyncio.run(take(keys)), encoding="utf-8")


if __name__ == "__main__":
    main()
