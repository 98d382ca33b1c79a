"""The posts behind a line of a summary, one of them selected."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from hashtui.post.kept_out import KeptOut
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page import Page
from hashtui.tui.picks_here import PicksHere
from hashtui.tui.reader import ReaderView
from hashtui.tui.reader_layout import Galley, Laid
from hashtui.tui.sheet import Sheet, counted, grouped, indented
from hashtui.tui.typeset import Ink, Line, Run
from hashtui.tui.whole_post import lay_entry_in_short

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
    (("pick",), "pick"),
    (("leave",), "back"),
)


class PostsView(PicksHere):
    """Some posts, oldest first, each as it is now: words that were taken back meanwhile are not shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("open_post", "browser", "copy_link", "copy_text")]

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
        super().__init__(ground, lore)
        self._all, self._words, self._pane, self._steps = len(posts), words, pane, tuple(steps)
        self._read = read
        self._posts = tuple(posts[:MOST])
        self._heard = lore.heard()
        self._rows: dict[tuple[str, Level], list[Line]] = {}
        self._rows_width = 0

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        yield self.new_page("posts")
        yield Foot(self.ground.keys, _HINTS, self.ground.glyphs)

    def on_mount(self) -> None:
        self.set_interval(1.0, self.look)

    def look(self) -> None:
        """The posts as they are now."""
        heard = self.lore.heard()
        if heard != self._heard:
            self._heard = heard
            now = tuple(self.lore.state_of(entry.key) or entry for entry in self._posts)
            if now != self._posts:
                self._posts = now
                self._rows.clear()
                self.lay()
        self._lay_crumbs()

    def keep_out(self, out: KeptOut) -> bool:
        left = tuple(entry.without(out) for entry in self._posts if not out.has(entry.post.author))
        self._all -= len(self._posts) - len(left)
        self._chosen = max(0, min(self._chosen, len(left) - 1))
        self._posts = left
        self._rows.clear()
        if left:
            self.lay()
        return bool(left)

    def _lay_crumbs(self) -> None:
        self.show_crumbs(self._pane, self._steps, [f"{self._chosen + 1} of {grouped(len(self._posts))}"])

    def lay(self) -> None:
        self._lay_crumbs()
        sheet = self.sheet()
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
        self.laid = Laid(tuple(galley.lines), tuple(galley.places))
        self._page.show(self.laid.lines)

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
        self.say(self.ground.opener.open(self._entry().post.url or self._entry().key))

    def action_copy_link(self) -> None:
        self.say(self.ground.opener.copy(self._entry().post.url or self._entry().key))

    def action_copy_text(self) -> None:
        gone = self._entry().deleted_at is not None
        said = "Its author deleted it: there is no text to copy."
        self.say(said if gone else self.ground.opener.copy(self._entry().post.body.text))

    def open_link(self, number: int) -> None:
        links = self._entry().post.body.links if self._entry().deleted_at is None else ()
        none = f"There is no link [{number}] in this post."
        self.say(self.ground.opener.open(links[number - 1]) if number <= len(links) else none)

    def picked_entry(self) -> Entry | str:
        self._rows.clear()  # a mark comes or goes
        return self._entry()

    def say(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self.lore.tell(ReaderView.Noticed(words))


def _post(entry: Entry, sheet: Sheet) -> list[Line]:
    """When and who, and the first lines."""
    room = max(8, sheet.width - _INDENT - 1)
    when = f"{sheet.mark(entry.key)}{sheet.day_and_hour(entry.post.created_at)} "
    who = sheet.who(entry.post.author, max(1, room - len(when) - 2))
    head = (Run(when, Ink.TIME), sheet.badge(entry.post.author), Run(" ", Ink.TEXT), *who)
    inner = max(8, room - 2)
    rows = lay_entry_in_short(entry, inner, _POST_ROWS, sheet)
    return [head, *((Run("  ", Ink.TEXT), *row) for row in rows)]
