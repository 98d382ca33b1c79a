"""What is measured: the dashboard, and the control that mounts one widget a post. Run as a program on a pty."""

import os
import sys

from hashtui.config.environment import scrub_environment

scrub_environment(os.environ)

from textual.app import App, ComposeResult  # noqa: E402 - textual reads its environment when it is imported
from textual.containers import Horizontal, VerticalScroll  # noqa: E402
from textual.widgets import Static  # noqa: E402

from hashtui.clock import SystemClock  # noqa: E402
from hashtui.filter import read_panes  # noqa: E402
from hashtui.post.sighting import Admitted, Gap, Report  # noqa: E402
from hashtui.post.tag import Tag  # noqa: E402
from hashtui.tui.app import run_dashboard  # noqa: E402
from hashtui.tui.dashboard import Dashboard  # noqa: E402
from hashtui.watch import Watch  # noqa: E402
from tests.bench.flood import Flood  # noqa: E402

TAGS = tuple(Tag.of(f"flood{number}") for number in range(1, 5))


def watch_of(rate: float, held: int) -> Watch:
    """A watch over the flood, four tags followed."""
    clock = SystemClock()
    watch = Watch([Flood(clock, TAGS, rate=rate, held=held)], clock)
    watch.follow(TAGS)
    return watch


class WidgetAPost(App[None]):
    """The control: four scrolling containers, a Static a post on top, the same key moves the same mark."""

    CSS = """
    #row { height: 1fr; }
    VerticalScroll { width: 1fr; height: 100%; scrollbar-size-vertical: 0; }
    Static { height: auto; }
    """
    BINDINGS = [("j", "down", ""), ("k", "up", "")]  # noqa: RUF012 - Textual's form
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, rate: float, held: int) -> None:
        super().__init__()
        self._watch = watch_of(rate, held)
        self._waiting: dict[Tag, list[str]] = {tag: [] for tag in TAGS}
        self._selected: Static | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="row"):
            for _ in TAGS:
                yield VerticalScroll()

    def on_mount(self) -> None:
        self._watch.attach(self)
        self.run_worker(self._watch.run())
        self.set_interval(1 / 20, self.mount_what_came)

    def take(self, admitted: Admitted) -> None:
        post = admitted.sighting.post
        self._waiting[post.tags[0]].append(f"{post.author.name}  {post.author.handle}\n{post.body.text}")

    def note(self, heard: Gap | Report) -> None:
        """The control shows no states."""

    def mount_what_came(self) -> None:
        for pane, tag in zip(self.query(VerticalScroll), TAGS, strict=True):
            texts, self._waiting[tag] = self._waiting[tag], []
            if texts:
                pane.mount(
                    *(Static(text, markup=False) for text in reversed(texts)), before=0 if pane.children else None
                )

    def _select(self, step: int) -> None:
        posts = [child for child in self.query(VerticalScroll).first().children if isinstance(child, Static)]
        at = posts.index(self._selected) + step if self._selected in posts else 0
        if self._selected is not None:
            self._selected.update(str(self._selected.content).removeprefix("▌"))
        self._selected = posts[max(0, min(at, len(posts) - 1))]
        self._selected.update("▌" + str(self._selected.content))
        self._selected.scroll_visible(animate=False)

    def action_down(self) -> None:
        self._select(1)

    def action_up(self) -> None:
        self._select(-1)


def main() -> None:
    """`subjects.py dashboard|control RATE HELD`."""
    name, rate, held = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    if name == "control":
        WidgetAPost(rate, held).run()
        return
    watch = watch_of(rate, held)
    panes = read_panes([str(tag) for tag in TAGS])
    run_dashboard(Dashboard(watch, SystemClock(), panes, dict(os.environ)))


if __name__ == "__main__":
    main()
