"""What a live filter costs over a pane of many posts: one measurement in a process of its own, as JSON on stdout.

The pane is a window over a timeline, its posts set in strips as the dashboard does it; the theme, the terminal and
Textual's own road are not in it. All times are of the processor.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from hashtui.clock import SystemClock
from hashtui.config.config import Density, TimeForm
from hashtui.filter import parse, read_pane
from hashtui.post.sighting import Admitted, Change, Follow, Sighting
from hashtui.post.tag import Tag
from hashtui.reading.timeline import Timeline
from hashtui.sources.source import Following
from hashtui.tui.pane_strips import PaneStrips
from hashtui.tui.post_rows import Setting
from hashtui.tui.times import Times
from hashtui.tui.typeset import Line
from hashtui.tui.window import Window
from tests.bench.flood import Flood

COLUMNS, ROWS = 100, 49
TYPED = "guiche"
"""Six letters, typed one by one."""
FREQUENT, RARE, REGEX = "guichet", "nowhere", "/[gG]uichet .* (train|room)/"
LOOK = 0.008
"""Seconds a look that a filter goes on, as a pane has it."""
ARRIVALS = 10
"""Posts that come between two letters: 200 a second while two letters take 50 ms."""


def came(count: int) -> list[Admitted]:
    """So many posts as the watch admits them."""
    clock, tag = SystemClock(), Tag.of("flood")

    async def listen() -> list[Admitted]:
        flood = Flood(clock, (tag,), rate=0, held=count)
        found: list[Admitted] = []
        async for heard in flood.listen(Following(Follow(frozenset((tag,))))):
            if isinstance(heard, Sighting):
                found.append(Admitted(Change.POST, heard, heard.asked, (heard.source,), heard))
            if len(found) == count:
                break
        return found

    return asyncio.run(listen())


def strip_of(line: Line, width: int, *, lit: bool = False) -> Strip:
    """A strip without colours."""
    return Strip([Segment(run.text) for run in line]).adjust_cell_length(width, Style(reverse=True) if lit else None)


class Painter:
    """A pane without an app: its rows as strips."""

    def __init__(self, timeline: Timeline) -> None:
        self._strips = PaneStrips(strip_of)
        times = Times.at(datetime(2026, 11, 21, tzinfo=UTC), TimeForm.CLOCK, UTC)
        self._strips.settle(COLUMNS, walled=False, setting=lambda width: Setting(width, Density.SHORT, times))
        self.window = Window(timeline, lambda entry: len(self._strips.lines_of(entry)))
        self.window.height = ROWS

    def paint(self) -> int:
        """The strips of what stands on the screen; how many."""
        strips = [self._strips.post(s.entry, cursor=" ", lit=False, unseen=" ") for s in self.window.slots()]
        return sum(map(len, strips))


def spent(do: Callable[[], object]) -> float:
    """Milliseconds of processor."""
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def memory() -> int:
    """Octets this process has in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Sifting:
    """One pane of `count` posts, and what is done to it."""

    def __init__(self, count: int) -> None:
        posts, pane = came(count + ARRIVALS * len(TYPED)), read_pane("#flood")
        self._count, self._coming = count, iter(posts[count:])
        before = memory()
        self._line = Timeline(pane.wants, pane.concerns, tags=pane.tags)
        self.figures = {"take us": spent(lambda: [self._line.take(one) for one in posts[:count]]) * 1000 / count}
        self.figures["octets a post stored"] = (memory() - before) / count
        self._texts = [one.sighting.post.body.text for one in posts[:count]]
        self._pane = Painter(self._line)
        self._now = datetime.now(UTC)
        self._pane.paint()

    def _on(self, text: str) -> None:
        self._pane.window.sift(parse(text).judge, self._now)
        self._pane.paint()

    def _off(self) -> None:
        self._pane.window.sift(None, self._now)
        self._pane.paint()

    def _look(self) -> None:
        self._pane.window.sift_on(LOOK)
        self._pane.paint()

    def toggle(self, words: str, text: str) -> None:
        """A filter on and off again, and what it took until everything was looked at."""
        self.figures[f"{words}: on, painted"] = spent(lambda: self._on(text))
        looks, longest, whole = 0, 0.0, 0.0
        while self._line.is_sifting:
            took = spent(self._look)
            looks, longest, whole = looks + 1, max(longest, took), whole + took
        self.figures[f"{words}: the rest, all looks"] = whole
        self.figures[f"{words}: looks"] = looks
        self.figures[f"{words}: longest look"] = longest
        self.figures[f"{words}: off, painted"] = spent(self._off)

    def type_word(self) -> None:
        """A word letter by letter while posts arrive: what each letter takes until it is painted."""
        letters: list[float] = []
        self._pane.window.hold()
        for end in range(1, len(TYPED) + 1):
            for one in (next(self._coming) for _ in range(ARRIVALS)):
                self._line.take(one)
            self._pane.window.catch_up()
            self._look()
            letters.append(spent(partial(self._on, TYPED[:end])))
        self.figures["typing: the longest letter, painted"] = max(letters)
        self.figures["typing: esc, painted"] = spent(self._off)

    def hide_and_show(self) -> None:
        """A mute of one author, asked of everything and of what can be meant; and hidden posts shown."""
        window, author = self._pane.window, self._line.at(0).post.author
        self.figures["judge anew: all"] = spent(lambda: window.judge_anew(self._now))
        self.figures["judge anew: one author"] = spent(
            lambda: window.judge_anew(self._now, only=lambda entry: entry.post.author == author)
        )
        self.figures["hidden shown, painted"] = spent(partial(self._show_hidden, True))
        self.figures["hidden no more, painted"] = spent(partial(self._show_hidden, False))

    def _show_hidden(self, on: bool) -> None:
        self._pane.window.show_hidden(on)
        self._pane.paint()

    def scan(self) -> None:
        """The control: the texts alone, in one go, as the prototype of performance.md did."""
        self.figures["control: scan of the texts"] = spent(lambda: [text for text in self._texts if FREQUENT in text])

    def run(self) -> dict[str, float]:
        """Everything; the first filter finds nothing folded yet."""
        before = memory()
        self.toggle("first word", FREQUENT)
        self.figures["octets a post folded"] = (memory() - before) / self._count
        for words, text in (("word", FREQUENT), ("rare word", RARE), ("regex", REGEX)):
            self.toggle(words, text)
        self.type_word()
        self.hide_and_show()
        self.scan()
        return self.figures


if __name__ == "__main__":
    print(json.dumps(Sifting(int(sys.argv[1])).run()))
