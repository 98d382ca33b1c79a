"""A post in its thread on a screen: what is shown of it, what is asked for, and how one walks through it."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Post
from hashtui.reading.entry import Entry
from hashtui.tui.asking_view import AskingView
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page import Page
from hashtui.tui.picture_strip import PictureStrip
from hashtui.tui.reader_layout import lay_author, lay_thread, more_line
from hashtui.tui.source_names import name_of
from hashtui.tui.thread_walk import ThreadWalk, joined
from hashtui.tui.typeset import Line
from hashtui.tui.whole_post import Subject

_LOW = 16
"""Under so many rows the author has one row."""
_NO_REPLIES = "No replies that this server knows of."


class ThreadView(AskingView):
    """A post being read. The thread around it is asked for once; the post itself waits for nothing.

    It looks once a second at what became of its posts, so an edit or a deletion shows while it is open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("open_post")]
    DEFAULT_CSS = """
    ThreadView #who { height: 1; }
    """

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
        super().__init__(ground, lore)
        self.pane_label, self._position, self._steps = pane, position, steps
        self.walk = ThreadWalk(self._subject(entry))
        self._remark = ""
        self._heard = lore.heard()

    @abstractmethod
    def opened(self, post: Post) -> None:
        """This post is read from now on."""

    @abstractmethod
    def hints(self) -> Hints:
        """The keys for the foot."""

    def compose(self) -> ComposeResult:
        yield Page(id="crumbs")
        yield Page(id="who")
        yield self.new_page("thread")
        if self.ground.pictures is not None:
            yield PictureStrip(
                self.ground.pictures,
                self.ground.glyphs,
                key=first_label(self.ground.keys, "picture"),
                id="pictures",
            )
        yield Foot(self.ground.keys, self.hints(), self.ground.glyphs, rows=2)

    def on_mount(self) -> None:
        self._ask()
        self.set_interval(1.0, self.look)
        self.set_interval(30.0, self.lay)

    def more(self, last_seen: int) -> Line:
        return more_line(self.laid, last_seen, self.sheet())

    @property
    def chosen(self) -> int:
        return self.walk.selected

    @property
    def person(self) -> Author:
        return self.walk.post.author

    @property
    def steps(self) -> tuple[str, ...]:
        """By which views one came here, this one and the posts opened in it included."""
        return (*self._steps, *["post"] * self.walk.depth)

    @property
    def pictures(self) -> PictureStrip | None:
        """Where the pictures of the post being read are drawn; None where none are."""
        return self.query_one(PictureStrip) if self.ground.pictures is not None else None

    def choose(self, place: int) -> None:
        self.walk.selected = place
        self.lay()

    def _subject(self, entry: Entry) -> Subject:
        post = entry.post
        quoted = self.lore.state_of(post.quote_of) if post.quote_of else None
        return Subject(
            post,
            tuple(map(name_of, entry.sources)),
            entry.echoes,
            entry.deleted_at,
            None if quoted is None else quoted.post,
            quoted_is_gone=quoted is not None and quoted.deleted_at is not None,
            sharers={link: self.lore.sharers(link) for link in post.body.links},
            boosters=tuple(self.lore.boosters(post.key)),
        )

    def _subject_now(self) -> Subject:
        entry = self.lore.state_of(self.walk.subject.post.key)
        return self.walk.subject if entry is None else self._subject(entry)

    def look(self) -> None:
        """Show what became of these posts meanwhile and who answered, where anything is new."""
        heard = self.lore.heard()
        if heard != self._heard:
            self._heard = heard
            self._renew()
        self._lay_crumbs()

    def keep_out(self, out: KeptOut) -> bool:
        if not self.walk.keep_out(out):
            return False
        self.walk.renew(self._subject_now(), self.lore.state_of)
        self.lay()
        return True

    def _renew(self) -> None:
        walk = self.walk
        before = walk.subject, walk.thread, walk.gone
        walk.take(joined(walk.thread, self.lore.thread_here(walk.subject.post)))
        walk.renew(self._subject_now(), self.lore.state_of)
        if (walk.subject, walk.thread, walk.gone) != before:
            self.lay()

    def _lay_crumbs(self) -> None:
        self.show_crumbs(self.pane_label, self.steps, [self._position()])

    def lay(self) -> None:
        """Set all of it anew, the first row of the thread staying the same post's."""
        sheet, walk = self.sheet(), self.walk
        self._lay_crumbs()
        low = self.size.height < _LOW
        author = walk.subject.post.author
        who = lay_author(author, self.lore.note_on(author), sheet, 0 if low else 2)
        if not low:
            who.append(sheet.border(author))
        head = self.query_one("#who", Page)
        head.styles.height = len(who)
        head.show(who)
        remark = "" if self._remark == _NO_REPLIES and walk.thread.descendants else self._remark
        self.laid = lay_thread(walk.subject, walk.thread, walk.selected, remark, sheet, walk.gone)
        self.page.show(self.laid.lines)
        self.query_one(Foot).offer(self.hints())
        if self.pictures is not None:
            gone = walk.subject.deleted_at is not None
            self.pictures.show(replace(walk.subject.post, media=()) if gone else walk.subject.post)

    def _ask(self) -> None:
        """Show what is known of the thread, and ask for the rest."""
        walk = self.walk
        self.opened(walk.subject.post)
        walk.take(joined(walk.thread, self.lore.thread_here(walk.subject.post)))
        walk.renew(self._subject_now(), self.lore.state_of)
        self._remark = "Asking the server for the thread…"
        self.lay()
        self._settle(self.chosen_row)
        self.run_worker(self._ask_for(walk.subject.post), exclusive=True, group="thread")

    async def _ask_for(self, post: Post) -> None:
        try:
            told = await self.lore.fetch_thread(post)
        except SourceError as error:
            known = self.walk.thread.ancestors or self.walk.thread.descendants
            what = "This is what was heard here" if known else "The thread is not here"
            self._remark = f"{what}: {clean_line(str(error))}"
            row = self.chosen_row
        else:
            self._remark = _NO_REPLIES
            row = self.chosen_row
            self.walk.take(joined(told, self.lore.thread_here(post)))
            self.walk.renew(self._subject_now(), self.lore.state_of)
        self.lay()
        self._settle(row)

    def _settle(self, row: int) -> None:
        """The thread has changed: what was moved stays on its row, else the post read stands as high as it can."""
        place = self.places[self.chosen]
        if self.moved:
            self.page.move_to(place.start - row)
        else:
            self.page.move_to(0 if place.stop < self.page.size.height else place.start - 2)
        self.put_cursor()

    def action_open_post(self) -> None:
        """Read the selected post in the place of this one."""
        entry = self.lore.state_of(self.walk.post.key)
        known = entry is not None and entry.post.key == self.walk.post.key
        if self.walk.enter(self._subject(entry) if entry is not None and known else Subject(self.walk.post)):
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
        self.walk.renew(self._subject_now(), self.lore.state_of)
        self.lay()
        self.show_chosen()
