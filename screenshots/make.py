"""Takes the README's screenshots from the demo: `python -m screenshots.make`. The same seed gives the same pictures."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from hashtui.cli.opening import made_up_trusted
from hashtui.clock import HandClock
from hashtui.config.config import Look
from hashtui.filter import read_panes
from hashtui.sources.demo.programme import ZONE
from hashtui.sources.demo.source import SEED, DemoSource, demo_clock
from hashtui.sources.source import Means
from hashtui.tui.app import HashtuiApp
from hashtui.tui.dashboard import Dashboard
from hashtui.watch import Watch
from hashtui.wire import Wire

HERE = Path(__file__).parent
SIZE = (120, 34)
PICTURES: Mapping[str, tuple[float, Sequence[str]]] = {
    "dashboard": (75.0, ("j", "j", "right")),
    "filter": (75.0, ("j", "j", "/", *"has:link -is:boost")),
    "summary": (240.0, ("S",)),
}
"""Their names, how many seconds of the demo have passed in each, and the keys that are pressed for it."""


async def take(seconds: float, keys: Sequence[str]) -> str:
    """Play the demo by a hand-wound clock, press a few keys, and give what is on the screen as SVG."""
    hand = HandClock()
    clock = demo_clock(hand, 60.0)
    watch = Watch([DemoSource(Means(clock, Wire(clock)), clock=clock)], clock)
    panes = read_panes(("#capcomnet", "#paris20"))
    trusted = made_up_trusted(SEED)
    setup = Dashboard(watch, clock, panes, {}, look=Look(), demo=True, zone=ZONE, trusted=trusted)
    app = HashtuiApp(setup)
    async with app.run_test(size=SIZE) as pilot:
        await hand.wind(seconds * 0.9)
        await pilot.pause()
        app.deck_screen.tick()
        await pilot.press(*keys)
        await hand.wind(seconds * 0.1)
        app.deck_screen.tick()
        await pilot.pause()
        return app.export_screenshot(title="hashtui demo")


def main() -> None:
    """Take every screenshot there is."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ.pop("NO_COLOR", None)
    for name, (seconds, keys) in PICTURES.items():
        (HERE / f"{name}.svg").write_text(asyncio.run(take(seconds, keys)), encoding="utf-8")


if __name__ == "__main__":
    main()
