"""The posts behind a line of a summary, one of them selected."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page import Page
from hashtui.tui.page_view import DEMO
from hashtui.tui.placed_view import PlacedView
from hashtui.tui.reader import ReaderView
from hashtui.tui.reader_layout import Galley, Laid, bread_crumbs
from hashtui.tui.sheet import Sheet, counted, grouped, indented
from hashtui.tui.typeset import Ink, Line, Run, plain
from hashtui.tui.whole_post import lay_in_short

MOST = 500
"""Posts listed; who wants more of them has the pane."""
_POST_ROWS = 4
_INDENT = 3
_HINTS: Hints = (
    (("post_up", "post_down"), "post"),
    (("open_post",), "open"),
    (("browser",), "browser"),
    (("copy_link",), "copy link"),
    (("copy_text",), "copy text"),
    (("leave",), "back"),
)


class PostsView(PlacedView):
    """Some posts, oldest first, each as it is now: words that were taken back meanwhile are not shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("open_post", "browser", "copy_link", "copy_text")]
    DEFAULT_CSS = """
    PostsView #crumbs { height: 1; }
    """

    def __init__(
        self,
        posts: Sequence[Entry],
        words: str,
        *,
        pane: str,
        steps: Sequence[str],
        ground: Ground,
        lore: Lore,
        read: Callable[[Entry, Sequence[str]], ReaderView],
    ) -> None:
        """`words` say above the posts what they have in common."""
        super().__init__(ground.keys)
        self._all, self._words, self._pane, self._steps = len(posts), words, pane, tuple(steps)
        self._ground, self._lore, self._read = ground, lore, read
        self._posts = tuple(posts[:MOST])
        self._heard = lore.heard()
        self._chosen = 0
        self._laid = Laid((), ())
        self._rows: dict[tuple[str, Level], list[Line]] = {}
        self._rows_width = 0

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        down = self._ground.glyphs.updown[1]
        self._page = Page(id="posts", more=lambda _last: (Run(f"     {down} more", Ink.META),))
        yield self._page
        yield Foot(self._ground.keys, _HINTS, self._ground.glyphs)

    def on_mount(self) -> None:
        self.set_interval(1.0, self.look)

    def on_screen_resume(self) -> None:
        """What lay over it may have changed whom one trusts."""
        self.call_after_refresh(self.lay)

    @property
    def page(self) -> Page:
        return self._page

    @property
    def places(self) -> Sequence[range]:
        return self._laid.places

    @property
    def chosen(self) -> int:
        return self._chosen

    def choose(self, place: int) -> None:
        self._chosen = place
        self.lay()

    def look(self) -> None:
        """The posts as they are now."""
        heard = self._lore.heard()
        if heard != self._heard:
            self._heard = heard
            now = tuple(self._lore.state_of(entry.key) or entry for entry in self._posts)
            if now != self._posts:
                self._posts = now
                self._rows.clear()
                self.lay()
        self._lay_crumbs()

    def _sheet(self) -> Sheet:
        return self._ground.sheet(self.size.width, self._lore.level_of)

    def _lay_crumbs(self) -> None:
        ground = self._ground
        state: Line = (DEMO, Run("  ", Ink.TEXT), *ground.state()) if ground.demo else ground.state()
        place = f"{self._chosen + 1} of {grouped(len(self._posts))}"
        crumbs = bread_crumbs(self._pane, self._steps, place, state, self._sheet())
        self.query_one("#crumbs", Page).show([crumbs])

    def lay(self) -> None:
        self._lay_crumbs()
        sheet = self._sheet()
        if sheet.width != self._rows_width:
            self._rows.clear()
            self._rows_width = sheet.width
        galley = Galley(sheet, self._chosen)
        galley.lines += indented(self._words, _INDENT, sheet, Ink.TITLE)[:2]
        if self._all > len(self._posts):
            words = f"the first {grouped(len(self._posts))} of {counted(self._all, 'post')}"
            galley.lines += indented(words, _INDENT, sheet, Ink.META)
        galley.lines.append((Run(sheet.glyphs.light * sheet.width, Ink.RULE),))
        for entry in self._posts:
            shape = entry.key, sheet.level_of(entry.post.author)
            rows = self._rows.get(shape)
            if rows is None:
                rows = self._rows[shape] = _post(entry, sheet)
            galley.add(rows)
        self._laid = Laid(tuple(galley.lines), tuple(galley.places))
        self._page.show(self._laid.lines)

    def settle_in(self) -> None:
        """What they have in common stands first until one has moved to the posts."""
        if self.moved:
            super().settle_in()

    def _entry(self) -> Entry:
        return self._posts[self._chosen]

    def action_open_post(self) -> None:
        """Read the selected post in a view of its own; when it is out of sight, show it first."""
        if not self.places:  # the page has no size yet
            return
        if self.places[self._chosen].start > self._page.last_seen or self.chosen_row < 0:
            self.show_chosen()
        else:
            self.app.push_screen(self._read(self._entry(), self._steps))

    def action_browser(self) -> None:
        self._say(self._ground.opener.open(self._entry().post.url or self._entry().key))

    def action_copy_link(self) -> None:
        self._say(self._ground.opener.copy(self._entry().post.url or self._entry().key))

    def action_copy_text(self) -> None:
        gone = self._entry().deleted_at is not None
        said = "Its author deleted it: there is no text to copy."
        self._say(said if gone else self._ground.opener.copy(self._entry().post.body.text))

    def open_link(self, number: int) -> None:
        links = self._entry().post.body.links if self._entry().deleted_at is None else ()
        none = f"There is no link [{number}] in this post."
        self._say(self._ground.opener.open(links[number - 1]) if number <= len(links) else none)

    def _say(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self._lore.tell(ReaderView.Noticed(words))


def _post(entry: Entry, sheet: Sheet) -> list[Line]:
    """When and who, and the first lines."""
    room = max(8, sheet.width - _INDENT - 1)
    when = f"{sheet.day_and_hour(entry.post.created_at)} "
    who = sheet.who(entry.post.author, max(1, room - len(when) - 2))
    head = (Run(when, Ink.TIME), sheet.badge(entry.post.author), Run(" ", Ink.TEXT), *who)
    inner = max(8, room - 2)
    if entry.deleted_at is not None:
        rows = plain(f"[deleted by its author at {sheet.day_and_hour(entry.deleted_at)}]", inner, Ink.META)
    else:
        rows = lay_in_short(entry.post, inner, _POST_ROWS)
    return [head, *((Run("  ", Ink.TEXT), *row) for row in rows)]
