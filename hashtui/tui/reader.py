"""The view of a post: it is read in its thread, and from here links, words and people are followed."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from hashtui.post.post import Author, Post
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.level_question import trusted_words
from hashtui.tui.lore import Hands
from hashtui.tui.people import People
from hashtui.tui.picking import unheard
from hashtui.tui.raw_view import RawView
from hashtui.tui.thread_view import ThreadView
from hashtui.tui.versions_view import VersionsView

NOTHING_DONE = "Nothing was done here that can be undone."
NO_PICTURES = "Pictures are off: [look] pictures = true, with hashtui[pictures] installed."


class ReaderView(ThreadView):
    """What one does with a post that is being read. What is said of its author reaches the deck by messages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("browser", "copy_link", "copy_text", "author", "note", "versions", "raw", "picture"),
        *bindings_of("mute", "undo", "pick"),
    ]

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

    class Trusted(Message):
        """An author is trusted that far from now on; None: no more."""

        def __init__(self, author: Author, level: float | None) -> None:
            super().__init__()
            self.author = author
            self.level = level

    class Undone(Message):
        """What was done here last is to be taken back."""

    _can_undo = False

    def opened(self, post: Post) -> None:
        if post.content_warning:
            self.lore.tell(self.Opened(post.key))

    def open_link(self, number: int) -> None:
        links = self.walk.subject.links
        if number <= len(links):
            self.tell(self.ground.opener.open(links[number - 1]))
        else:
            self.tell(f"There is no link [{number}] in this post.")

    def action_browser(self) -> None:
        self.tell(self.ground.opener.open(self.walk.post.url or self.walk.post.key))

    def action_copy_link(self) -> None:
        self.tell(self.ground.opener.copy(self.walk.post.url or self.walk.post.key))

    def action_copy_text(self) -> None:
        gone = "Its author deleted it: there is no text to copy."
        self.tell(gone if self.walk.is_gone else self.ground.opener.copy(self.walk.post.body.text))

    def action_mute(self) -> None:
        """Mute the selected post's author, or take that back; the deck beneath does it."""
        self.tell(self._mute(self.walk.post.author))
        self.call_after_refresh(self.lay)

    def _mute(self, author: Author) -> str:
        on = self.lore.level_of(author) is not Level.MUTED
        self.lore.tell(self.Muted(author, on=on))
        self._can_undo = True
        return (
            f"{'Muted' if on else 'No longer muted:'} {author.handle} · {first_label(self.ground.keys, 'undo')} undoes"
        )

    def give_level(self, author: Author, level: float | None) -> str:
        """The deck beneath does it."""
        self.lore.tell(self.Trusted(author, level))
        self._can_undo = True
        return f"{trusted_words(author, level)} · {first_label(self.ground.keys, 'undo')} undoes"

    def action_pick(self) -> None:
        """Pick the selected post, or no longer; the deck beneath does it."""
        post = self.walk.post
        gone = self.ground.clock.now() if self.walk.is_gone else None
        before = post.key in self.ground.picked
        said = self.lore.pick(self.lore.state_of(post.key) or unheard(post, self.ground.clock.now(), gone))
        self._can_undo = self._can_undo or before != (post.key in self.ground.picked)
        self.tell(said)
        self.lay()

    def action_why(self) -> None:
        """What the standing of the selected post's author rests on."""
        self._people.open_trust(self.walk.post.author, self.steps)

    def action_undo(self) -> None:
        self.tell(self._undo())
        self.call_after_refresh(self.lay)

    def _undo(self) -> str:
        """Only what was done here: the deck may have done other things before."""
        if not self._can_undo:
            return NOTHING_DONE
        self._can_undo = False
        self.lore.tell(self.Undone())
        return "Undone: as it was before."

    def action_versions(self) -> None:
        """What the selected post said before."""
        self.app.push_screen(VersionsView(self.walk.post, self.ground, self.lore))

    def action_raw(self) -> None:
        """The selected post as other programs get it."""
        self.app.push_screen(RawView(self.walk.post, self.ground, self.lore, Hands(say=self._tell)))

    def action_picture(self) -> None:
        """The post's next picture, or one that was covered."""
        said = NO_PICTURES if self.pictures is None else self.pictures.next_or_reveal()
        if said:
            self.tell(said)

    def action_author(self) -> None:
        """Who wrote the selected post."""
        self._open_person(noting=False)

    def action_note(self) -> None:
        """Who wrote the selected post, with the field for a note open."""
        self._open_person(noting=True)

    def _open_person(self, *, noting: bool) -> None:
        self._people.open_person(self.walk.post, self.steps, noting=noting)

    @property
    def _people(self) -> People:
        ground, lore, pane = self.ground, self.lore, self.pane_label

        def read(entry: Entry, steps: Sequence[str]) -> None:
            self.app.push_screen(ReaderView(entry, pane=pane, position=str, ground=ground, lore=lore, steps=steps))

        hands = Hands(say=self._tell, mute=self._mute, undo=self._undo, trust=self.give_level)
        return People(self.app.push_screen, pane, ground, lore, hands, read)

    def tell(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self._tell(words)

    def _tell(self, words: str) -> None:
        self.lore.tell(self.Noticed(words))

    def hints(self) -> Hints:
        """The keys that do something here, the most needed first."""
        subject = self.walk.subject
        links = ((("link",), "link"),) if subject.links else ()
        edited = ((("versions",), "what changed"),) if subject.is_edited else ()
        pictures = ((("picture",), "picture"),) if self.ground.pictures is not None and subject.post.media else ()
        return (
            (("post_up", "post_down"), "thread"),
            *links,
            (("open_post",), "open"),
            (("browser",), "browser"),
            (("copy_link",), "copy"),
            (("author",), "person"),
            *edited,
            *pictures,
            (("trust",), "trust"),
            (("why",), "why"),
            (("mute",), "mute"),
            (("pick",), "pick"),
            (("copy_text",), "copy text"),
            (("raw",), "JSON"),
            (("note",), "note"),
            (("leave",), "back"),
        )
