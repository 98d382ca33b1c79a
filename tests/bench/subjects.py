"""What is measured, run as a program: the dashboard, its control with one widget a post, and `tail`, over a flood."""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from hashtui.config.environment import scrub_environment

scrub_environment(os.environ)

from hashtui.cli.following import Following, Wish  # noqa: E402 - textual reads its environment when it is imported
from hashtui.cli.forms import Form, JsonForm, TextForm  # noqa: E402
from hashtui.clock import SystemClock  # noqa: E402
from hashtui.filter import read_panes  # noqa: E402
from hashtui.post.sighting import Admitted, Boost, Gap, Report  # noqa: E402
from hashtui.post.tag import Tag  # noqa: E402
from hashtui.sources.source import Means  # noqa: E402
from hashtui.tui.app import run_dashboard  # noqa: E402
from hashtui.tui.dashboard import Dashboard  # noqa: E402
from hashtui.watch import Watch  # noqa: E402
from hashtui.wire import Wire  # noqa: E402
from tests.bench.control import WidgetAPost  # noqa: E402
from tests.bench.flood import Flood  # noqa: E402

TAGS = tuple(Tag.of(f"flood{number}") for number in range(1, 5))
PANES = read_panes([str(tag) for tag in TAGS])


def watch_of(rate: float, held: int, tags: tuple[Tag, ...] = TAGS) -> Watch:
    """A watch over the flood, four tags followed."""
    clock = SystemClock()
    watch = Watch([Flood(clock, tags, rate=rate, held=held)], clock)
    watch.follow(tags)
    return watch


def dashboard(rate: float, held: int) -> None:
    """The dashboard, four panes."""
    run_dashboard(Dashboard(watch_of(rate, held), SystemClock(), PANES, dict(os.environ)))


def one_pane(rate: float, held: int) -> None:
    """The dashboard, one pane."""
    run_dashboard(Dashboard(watch_of(rate, held, TAGS[:1]), SystemClock(), PANES[:1], dict(os.environ)))


def control(rate: float, held: int) -> None:
    """The control, four panes."""
    WidgetAPost(watch_of(rate, held), TAGS).run()


def watch_alone(rate: float, held: int) -> None:
    """The flood and the watch, and a sink that does nothing, until every post that is held was told."""

    async def until_all_came() -> None:
        watch, count = watch_of(rate, held), Count(held * len(TAGS))
        watch.attach(count)
        running = asyncio.create_task(watch.run())
        await count.full.wait()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    asyncio.run(until_all_came())


class Count:
    """A sink that waits for so many posts."""

    def __init__(self, posts: int) -> None:
        self._left = posts
        self.full = asyncio.Event()

    def take(self, _: Admitted) -> None:
        """One post."""
        self._left -= 1
        if not self._left:
            self.full.set()

    def note(self, heard: Gap | Report | Boost) -> None:
        """Nothing is said."""


def tail(form: Form) -> Callable[[float, int], None]:
    """`hashtui tail` in this form, until every post that is held was printed."""

    def run(rate: float, held: int) -> None:
        clock = SystemClock()
        flood = Flood(clock, TAGS, rate=rate, held=held)
        Following([flood], Means(clock, Wire(clock)), Wish(PANES, limit=held * len(TAGS)), form).run()

    return run


SUBJECTS: dict[str, Callable[[float, int], None]] = {
    "dashboard": dashboard,
    "one-pane": one_pane,
    "control": control,
    "watch": watch_alone,
    "tail-json": tail(JsonForm()),
    "tail-text": tail(TextForm(color=False, wraps=False, names_panes=True)),
}

if __name__ == "__main__":
    SUBJECTS[sys.argv[1]](float(sys.argv[2]), int(sys.argv[3]))
