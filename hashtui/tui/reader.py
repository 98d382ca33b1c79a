"""One post whole, between what it answers and what answers it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.post import Author, Post
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.page import Page
from hashtui.tui.page_view import DEMO
from hashtui.tui.person_view import PersonView
from hashtui.tui.placed_view import MUTING, PlacedView
from hashtui.tui.raw_view import RawView
from hashtui.tui.reader_layout import Laid, bread_crumbs, lay_author, lay_thread, more_line
from hashtui.tui.sheet import Sheet
from hashtui.tui.source_names import name_of
from hashtui.tui.thread_walk import Walk
from hashtui.tui.typeset import Ink, Line, Run
from hashtui.tui.versions_view import VersionsView
from hashtui.tui.whole_post import Subject

_LOW = 16
"""Under so many rows the author has one row."""


class ReaderView(PlacedView):
    """A post being read. The thread around it is asked for once; the post itself waits for nothing.

    It looks once a second at what became of its posts, so an edit or a deletion shows while it is open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("open_post", "browser", "copy_link", "copy_text", "author", "note", "versions", "raw"),
        *bindings_of(*MUTING),
    ]
    DEFAULT_CSS = """
    ReaderView #crumbs, ReaderView #who { height: 1; }
    """

    class Noticed(Message):
        """Something was said in the footer."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Opened(Message):
        """A post's content warning was opened."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Muted(Message):
        """An author is not to be seen any more; or, when it is not `on`, seen again."""

        def __init__(self, author: Author, *, on: bool) -> None:
            super().__init__()
            self.author = author
            self.on = on

    class Undone(Message):
        """What was done here last is to be taken back."""

    def __init__(
        self,
        entry: Entry,
        *,
        pane: str,
        position: Callable[[], str],
        ground: Ground,
        lore: Lore,
        steps: Sequence[str] = (),
    ) -> None:
        """`pane` and `position` (`2 of 214`) say where the post was met, `steps` by which views beneath this one."""
        super().__init__(ground.keys)
        self._pane, self._position, self._steps = pane, position, steps
        self._ground, self._lore = ground, lore
        self.walk = Walk(self._subject(entry))
        self._remark = ""
        self._can_undo = False
        self._laid = Laid((), (), 0)

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        yield Page(id="who")
        self._thread = Page(id="thread", more=lambda last: more_line(self._laid, last, self._sheet()))
        yield self._thread
        yield Foot(self._ground.keys, _hints(self.walk), self._ground.glyphs)

    def on_mount(self) -> None:
        self._ask()
        self.set_interval(1.0, self._look)
        self.set_interval(30.0, self.lay)

    @property
    def page(self) -> Page:
        return self._thread

    @property
    def places(self) -> Sequence[range]:
        return self._laid.places

    @property
    def chosen(self) -> int:
        return self.walk.selected

    def choose(self, place: int) -> None:
        self.walk.selected = place
        self.lay()

    def _subject(self, entry: Entry) -> Subject:
        post = entry.post
        quoted = self._lore.state_of(post.quote_of) if post.quote_of else None
        return Subject(
            post,
            tuple(map(name_of, entry.sources)),
            entry.echoes,
            entry.deleted_at,
            None if quoted is None else quoted.post,
            quoted_is_gone=quoted is not None and quoted.deleted_at is not None,
            sharers={link: self._lore.sharers(link) for link in post.body.links},
            boosters=tuple(self._lore.boosters(post.key)),
        )

    def _subject_now(self) -> Subject:
        entry = self._lore.state_of(self.walk.subject.post.key)
        return self.walk.subject if entry is None else self._subject(entry)

    def _sheet(self) -> Sheet:
        return self._ground.sheet(self.size.width, self._lore.level_of)

    def _look(self) -> None:
        """Show what became of these posts meanwhile, where anything did."""
        if self.walk.renew(self._subject_now(), self._lore.state_of):
            self.lay()
        self._lay_crumbs()

    def _lay_crumbs(self) -> None:
        ground = self._ground
        state: Line = (DEMO, Run("  ", Ink.TEXT), *ground.state()) if ground.demo else ground.state()
        steps = (*self._steps, *["post"] * self.walk.depth)
        self.query_one("#crumbs", Page).show([bread_crumbs(self._pane, steps, self._position(), state, self._sheet())])

    def lay(self) -> None:
        """Set all of it anew, the first row of the thread staying the same post's."""
        sheet, walk = self._sheet(), self.walk
        self._lay_crumbs()
        low = self.size.height < _LOW
        author = walk.subject.post.author
        who = lay_author(author, self._lore.note_on(author), sheet, 0 if low else 2)
        if not low:
            who.append((Run(sheet.glyphs.heavy * sheet.width, Ink.RULE),))
        head = self.query_one("#who", Page)
        head.styles.height = len(who)
        head.show(who)
        self._laid = lay_thread(walk.subject, walk.thread, walk.selected, self._remark, sheet, walk.gone)
        self._thread.show(self._laid.lines)
        self.query_one(Foot).offer(_hints(walk))

    def _ask(self) -> None:
        if self.walk.subject.post.content_warning:
            self._lore.tell(self.Opened(self.walk.subject.post.key))
        self._remark = "Asking the server for the thread…"
        self.lay()
        self.run_worker(self._ask_for(self.walk.subject.post), exclusive=True, group="thread")

    async def _ask_for(self, post: Post) -> None:
        try:
            thread = await self._lore.fetch_thread(post)
        except SourceError as error:
            self._remark = f"The thread is not here: {clean_line(str(error))}"
            self.lay()
            return
        row = self.chosen_row
        self.walk.take(thread)
        self.walk.renew(self._subject_now(), self._lore.state_of)
        self._remark = "" if thread.descendants else "No replies that this server knows of."
        self.lay()
        place = self.places[self.chosen]
        if self.moved:
            self._thread.move_to(place.start - row)
        else:
            self._thread.move_to(0 if place.stop < self._thread.size.height else place.start - 2)
        self.put_cursor()

    def action_open_post(self) -> None:
        """Read the selected post in the place of this one."""
        entry = self._lore.state_of(self.walk.post.key)
        if self.walk.enter(Subject(self.walk.post) if entry is None else self._subject(entry)):
            self.moved = False
            self._ask()
            self.show_chosen()

    def action_leave(self) -> None:
        """Back to the post before, or to where the first was opened."""
        if not self.walk.back():
            self.dismiss(None)
            return
        self._remark = ""
        self.workers.cancel_group(self, "thread")
        self.walk.renew(self._subject_now(), self._lore.state_of)
        self.lay()
        self.show_chosen()

    def open_link(self, number: int) -> None:
        links = self.walk.subject.links
        if number <= len(links):
            self._say(self._ground.opener.open(links[number - 1]))
        else:
            self._say(f"There is no link [{number}] in this post.")

    def action_browser(self) -> None:
        self._say(self._ground.opener.open(self.walk.post.url or self.walk.post.key))

    def action_copy_link(self) -> None:
        self._say(self._ground.opener.copy(self.walk.post.url or self.walk.post.key))

    def action_copy_text(self) -> None:
        self._say(self._ground.opener.copy("" if self.walk.is_gone else self.walk.post.body.text))

    def action_mute(self) -> None:
        """Mute the selected post's author, or take that back; the deck beneath does it."""
        self._say(self._mute(self.walk.post.author))
        self.call_after_refresh(self.lay)

    def _mute(self, author: Author) -> str:
        on = self._lore.level_of(author) is not Level.MUTED
        self._lore.tell(self.Muted(author, on=on))
        self._can_undo = True
        return (
            f"{'Muted' if on else 'No longer muted:'} {author.handle} · {first_label(self._ground.keys, 'undo')} undoes"
        )

    def action_undo(self) -> None:
        self._say(self._undo())
        self.call_after_refresh(self.lay)

    def _undo(self) -> str:
        """Only what was done here: the deck may have done other things before."""
        if not self._can_undo:
            return "Nothing was done here that can be undone."
        self._can_undo = False
        self._lore.tell(self.Undone())
        return "Undone: as it was before."

    def action_versions(self) -> None:
        """What the selected post said before."""
        post = self.walk.post
        self.app.push_screen(VersionsView(post, self._lore.fetch_versions, self._ground))

    def action_raw(self) -> None:
        """The selected post as other programs get it."""
        self.app.push_screen(RawView(self.walk.post, self._lore.raw_of, self._ground, self._say))

    def action_author(self) -> None:
        """Who wrote the selected post."""
        self._open_person(noting=False)

    def action_note(self) -> None:
        """Who wrote the selected post, with the field for a note open."""
        self._open_person(noting=True)

    def _open_person(self, *, noting: bool) -> None:
        steps = (*self._steps, *["post"] * self.walk.depth)
        ground, lore, pane = self._ground, self._lore, self._pane

        def read(entry: Entry) -> None:
            view = ReaderView(entry, pane=pane, position=str, ground=ground, lore=lore, steps=(*steps, "person"))
            self.app.push_screen(view)

        hands = Hands(read, self._tell, self._mute, self._undo)
        post = self.walk.post
        view = PersonView(post, pane=pane, steps=steps, ground=ground, lore=lore, hands=hands, noting=noting)
        self.app.push_screen(view, lambda _: self.lay())

    def _say(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self._tell(words)

    def _tell(self, words: str) -> None:
        self._lore.tell(self.Noticed(words))


def _hints(walk: Walk) -> Hints:
    """The keys that do something here, the most needed first."""
    links = ((("link",), "link"),) if walk.subject.links else ()
    edited = ((("versions",), "what changed"),) if walk.subject.post.edited_at is not None else ()
    return (
        (("post_up", "post_down"), "thread"),
        *links,
        (("open_post",), "open"),
        (("browser",), "browser"),
        (("copy_link",), "copy"),
        (("author",), "person"),
        *edited,
        (("mute",), "mute"),
        (("copy_text",), "copy text"),
        (("raw",), "JSON"),
        (("note",), "note"),
        (("leave",), "back"),
    )
