"""The control: the dashboard as one would write it first, with one widget a post."""

import gc
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from hashtui.post.sighting import Admitted, Boost, Gap, Report
from hashtui.post.tag import Tag
from hashtui.watch import Watch

TICKS_A_SECOND = 20
MARK, NO_MARK = "▌", " "


class Post(Static):
    """One post. The mark has a column of its own, so that marking needs no layout."""

    def __init__(self, words: str) -> None:
        super().__init__(NO_MARK + words, markup=False)
        self._words = words

    def mark(self, *, marked: bool) -> None:
        """Show or take away the mark."""
        self.update((MARK if marked else NO_MARK) + self._words, layout=False)


class WidgetAPost(App[None]):
    """Four scrolling columns of posts, newest on top; what came is mounted together, a few times a second.

    Everything that does not come from having a widget for every post is as in the dashboard: the same watch, as many
    frames and ticks a second, the same care for the garbage collector. What it leaves out makes it faster: headers,
    seen and unseen, colours, times, a place that stays when posts arrive above it.
    """

    CSS = """
    #row { height: 1fr; }
    VerticalScroll { width: 1fr; height: 100%; scrollbar-size-vertical: 0; }
    Post { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "move(1)"), Binding("k", "move(-1)")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, watch: Watch, tags: Sequence[Tag]) -> None:
        super().__init__()
        self._watch = watch
        self._panes = {tag: VerticalScroll() for tag in tags}
        self._waiting: dict[Tag, list[str]] = {tag: [] for tag in tags}
        self._posts: list[Post] = []
        """The posts of the first pane, newest first."""
        self._at: Post | None = None

    def compose(self) -> ComposeResult:
        yield Horizontal(*self._panes.values(), id="row")

    def on_mount(self) -> None:
        self._watch.attach(self)
        self.run_worker(self._watch.run(stay=True))
        self.set_interval(1 / TICKS_A_SECOND, self.mount_what_came)
        self.call_after_refresh(_settle_memory)

    def take(self, admitted: Admitted) -> None:
        """The watch tells a post: it waits for the tick."""
        post = admitted.sighting.post
        self._waiting[post.tags[0]].append(f"{post.author.name}  {post.author.handle}\n{post.body.text}\n")

    def note(self, heard: Gap | Report | Boost) -> None:
        """The control shows no states."""

    def mount_what_came(self) -> None:
        """Mount everything that waits, as one update of the screen."""
        with self.batch_update():
            for number, (tag, pane) in enumerate(self._panes.items()):
                words, self._waiting[tag] = self._waiting[tag], []
                if not words:
                    continue
                fresh = [Post(one) for one in reversed(words)]
                if number == 0:
                    self._posts[:0] = fresh
                pane.mount(*fresh, before=0 if pane.children else None)

    def action_move(self, step: int) -> None:
        """Move the mark by a post."""
        if not self._posts:
            return
        index = 0 if self._at is None else self._posts.index(self._at) + step
        if self._at is not None:
            self._at.mark(marked=False)
        self._at = self._posts[max(0, min(index, len(self._posts) - 1))]
        self._at.mark(marked=True)
        self._at.scroll_visible(animate=False)


def _settle_memory() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
