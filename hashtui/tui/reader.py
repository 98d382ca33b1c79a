"""One post whole, between what it answers and what answers it."""

from collections.abc import Awaitable, Callable
from datetime import tzinfo
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen

from hashtui.clock import Clock
from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.tui.foot import Foot
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.key_names import Keys, bindings_of
from hashtui.tui.opener import Opener
from hashtui.tui.page import Page
from hashtui.tui.page_view import DEMO
from hashtui.tui.reader_layout import Laid, Sheet, Subject, bread_crumbs, lay_author, lay_thread, more_line
from hashtui.tui.source_names import name_of
from hashtui.tui.thread_walk import Walk
from hashtui.tui.typeset import Ink, Line, Run

FetchThread = Callable[[Post], Awaitable[Thread]]
_LOW = 16
"""Under so many rows the author has one row."""


class ReaderView(Screen[None]):
    """A post being read. The thread around it is asked for once; the post itself waits for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("post_up", "post_down", "page_up", "page_down", "half_up", "half_down"),
        *bindings_of("newest", "oldest", "open_post", "browser", "copy_link", "copy_text", "leave", "close"),
        *((str(n), f"link({n})", f"open link {n}") for n in range(1, 10)),
    ]
    DEFAULT_CSS = """
    ReaderView #crumbs, ReaderView #who { height: 1; }
    """

    class Noticed(Message):
        """Something was said in the footer."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(
        self,
        entry: Entry,
        *,
        pane: str,
        position: str,
        state: Callable[[], Line],
        fetch_thread: FetchThread,
        opener: Opener,
        clock: Clock,
        keys: Keys,
        zone: tzinfo | None = None,
        glyphs: Glyphs = UNICODE,
        demo: bool = False,
    ) -> None:
        """`pane` and `position` (`2 of 214`) say where the post was met; `state` is how its sources are, now.

        `fetch_thread` may raise SourceError; `zone` None is the machine's own.
        """
        super().__init__()
        self._pane, self._position, self._state, self._demo = pane, position, state, demo
        self._fetch, self._opener, self._clock = fetch_thread, opener, clock
        self._keys, self._zone, self._glyphs = keys, zone, glyphs
        sources = tuple(map(name_of, entry.sources))
        self.walk = Walk(Subject(entry.post, sources, entry.echoes, entry.deleted_at))
        self._remark = ""
        self._moved = False
        self._laid = Laid((), (), 0)

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        yield Page(id="who")
        self._thread = Page(id="thread", more=lambda last: more_line(self._laid, last, self._sheet()))
        yield self._thread
        yield Foot(self._keys, _HINTS, self._glyphs)

    def on_mount(self) -> None:
        self._ask()
        self.set_interval(1.0, self._lay_crumbs)
        self.set_interval(30.0, self._lay)

    def on_page_resized(self, resized: Page.Resized) -> None:
        if resized.page is not self._thread:
            return
        self._lay()
        place = self._laid.places[self.walk.selected]
        if place.start > self._thread.last_seen or place.stop <= self._thread.top:
            self._show_selected()
        self._put_cursor()

    def _sheet(self) -> Sheet:
        return Sheet(self.size.width, self._clock.now(), self._zone, self._glyphs)

    def _lay_crumbs(self) -> None:
        state = (DEMO, Run("  ", Ink.TEXT), *self._state()) if self._demo else self._state()
        line = bread_crumbs(self._pane, self.walk.depth, self._position, state, self._sheet())
        self.query_one("#crumbs", Page).show([line])

    def _lay(self) -> None:
        """Set all of it anew, the first row of the thread staying the same post's."""
        sheet = self._sheet()
        self._lay_crumbs()
        low = self.size.height < _LOW
        who = lay_author(self.walk.subject.post.author, sheet, 0 if low else 2)
        if not low:
            who.append((Run(self._glyphs.heavy * sheet.width, Ink.RULE),))
        head = self.query_one("#who", Page)
        head.styles.height = len(who)
        head.show(who)
        self._laid = lay_thread(self.walk.subject, self.walk.thread, self.walk.selected, self._remark, sheet)
        self._thread.show(self._laid.lines)

    def _ask(self) -> None:
        self._remark = "Asking the server for the thread…"
        self._lay()
        self.run_worker(self._ask_for(self.walk.subject.post), exclusive=True, group="thread")

    async def _ask_for(self, post: Post) -> None:
        try:
            thread = await self._fetch(post)
        except SourceError as error:
            self._remark = f"The thread is not here: {clean_line(str(error))}"
            self._lay()
            return
        row = self._selected_row()
        self.walk.take(thread)
        self._remark = "" if thread.descendants else "No replies that this server knows of."
        self._lay()
        place = self._laid.places[self.walk.selected]
        if self._moved:
            self._thread.move_to(place.start - row)
        else:
            self._thread.move_to(0 if place.stop < self._thread.size.height else place.start - 2)
        self._put_cursor()

    def _selected_row(self) -> int:
        return self._laid.places[self.walk.selected].start - self._thread.top

    def _show_selected(self) -> None:
        place = self._laid.places[self.walk.selected]
        self._thread.reveal(place.start, place.stop - 1)
        self._put_cursor()

    def _put_cursor(self) -> None:
        """The terminal's cursor stands on the selected post, for screen readers and braille."""
        area = self._thread.content_region
        row = max(0, min(self._selected_row(), area.height - 1))
        self.app.cursor_position = Offset(area.x + 1, area.y + row)

    def _select(self, count: int) -> None:
        self._moved = True
        if self.walk.step(count):
            self._lay()
        self._show_selected()

    def action_post_down(self) -> None:
        """The next post; within one taller than the screen, further down first."""
        self._moved = True
        if self._laid.places[self.walk.selected].stop - 1 > self._thread.last_seen:
            self._thread.move_to(self._thread.top + max(1, self._thread.size.height // 2))
        else:
            self._select(1)

    def action_post_up(self) -> None:
        self._moved = True
        if self._laid.places[self.walk.selected].start < self._thread.top:
            self._thread.move_to(self._thread.top - max(1, self._thread.size.height // 2))
        else:
            self._select(-1)

    def _turn(self, rows: int) -> None:
        """Scroll by rows, and select the first post that begins on the screen then."""
        self._moved = True
        self._thread.move_to(self._thread.top + rows)
        shown = range(self._thread.top, self._thread.last_seen + 1)
        starts = [i for i, place in enumerate(self._laid.places) if place.start in shown]
        if starts and self.walk.selected not in starts:
            self.walk.selected = starts[0] if rows > 0 else starts[-1]
            self._lay()
        self._put_cursor()

    def action_page_down(self) -> None:
        self._turn(max(1, self._thread.size.height - 2))

    def action_page_up(self) -> None:
        self._turn(-max(1, self._thread.size.height - 2))

    def action_half_down(self) -> None:
        self._turn(max(1, self._thread.size.height // 2))

    def action_half_up(self) -> None:
        self._turn(-max(1, self._thread.size.height // 2))

    def action_newest(self) -> None:
        self._select(-len(self.walk.posts))

    def action_oldest(self) -> None:
        self._select(len(self.walk.posts))

    def on_page_clicked(self, click: Page.Clicked) -> None:
        if click.page is not self._thread:
            return
        for i, place in enumerate(self._laid.places):
            if click.line in place:
                self._select(i - self.walk.selected)

    def action_open_post(self) -> None:
        """Read the selected post in the place of this one."""
        if self.walk.enter():
            self._moved = False
            self._ask()
            self._show_selected()

    def action_leave(self) -> None:
        """Back to the post before, or to where the first was opened."""
        if not self.walk.back():
            self.dismiss(None)
            return
        self._remark = ""
        self.workers.cancel_group(self, "thread")
        self._lay()
        self._show_selected()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_link(self, number: int) -> None:
        links = self.walk.subject.post.body.links
        if number <= len(links):
            self._say(self._opener.open(links[number - 1]))
        else:
            self._say(f"There is no link [{number}] in this post.")

    def action_browser(self) -> None:
        self._say(self._opener.open(self.walk.post.url or self.walk.post.key))

    def action_copy_link(self) -> None:
        self._say(self._opener.copy(self.walk.post.url or self.walk.post.key))

    def action_copy_text(self) -> None:
        gone = self.walk.post is self.walk.subject.post and self.walk.subject.deleted_at is not None
        self._say(self._opener.copy("" if gone else self.walk.post.body.text))

    def _say(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self.post_message(self.Noticed(words))


_HINTS = (
    (("post_up", "post_down"), "thread"),
    (("link",), "link"),
    (("open_post",), "open"),
    (("browser",), "browser"),
    (("copy_link",), "copy link"),
    (("copy_text",), "copy text"),
    (("leave",), "back"),
)
