"""The views of a person, opened one over another: who they are, and why one trusts them as far as one does."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.screen import Screen

from hashtui.post.post import Author, Post
from hashtui.reading.entry import Entry
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.person_view import PersonView
from hashtui.tui.trust_view import TrustView

Push = Callable[[Screen[None]], object]


class People:
    """Opens them from where `pane` was read, each with the steps that led to it."""

    def __init__(
        self,
        push: Push,
        pane: str,
        ground: Ground,
        lore: Lore,
        hands: Hands,
        read: Callable[[Entry, Sequence[str]], None],
    ) -> None:
        """`read` opens a post that was come to by some steps."""
        self._push, self._pane, self._ground, self._lore = push, pane, ground, lore
        self._hands, self._read = hands, read

    def open_person(self, post: Post, steps: Sequence[str], *, noting: bool = False) -> None:
        """Who wrote that post, with the field for a note open or not."""
        hands = self._hands_at((*steps, "person"))
        ground, lore = self._ground, self._lore
        self._push(PersonView(post, pane=self._pane, steps=steps, ground=ground, lore=lore, hands=hands, noting=noting))

    def open_trust(self, author: Author, steps: Sequence[str]) -> None:
        """What their standing rests on."""
        hands = self._hands_at((*steps, "trust"))
        self._push(TrustView(author, pane=self._pane, steps=steps, ground=self._ground, lore=self._lore, hands=hands))

    def _hands_at(self, steps: Sequence[str]) -> Hands:
        def person(author: Author) -> str:
            posts = self._lore.by_author(author)
            if not posts:
                return f"Nothing of {author.handle} was heard in this session."
            self.open_person(posts[0].post, steps)
            return ""

        return replace(
            self._hands,
            read=lambda entry: self._read(entry, steps),
            why=lambda author: self.open_trust(author, steps),
            person=person,
        )
