"""Which posts of a pane its reader has seen."""

from collections.abc import Container, Iterable
from datetime import datetime

from hashtui.reading.order import Place


class Seen:
    """What was seen of the posts of one timeline, the hidden ones remembered apart.

    Always true: `unseen` has keys of posts that are not hidden; a post that is hidden and comes back is as seen as
    it was.
    """

    def __init__(self) -> None:
        self.unseen: set[str] = set()
        self._hidden_and_seen: set[str] = set()
        self._until: datetime | None = None
        self._unseen_before: Container[str] = ()

    def was_seen(self, until: datetime, unseen: Container[str]) -> None:
        """An earlier session saw everything that stands up to then, but for these."""
        self._until, self._unseen_before = until, unseen

    def come(self, place: Place) -> None:
        """A post is wanted that was not stored, or was hidden."""
        at, key = place
        if key in self._hidden_and_seen:
            self._hidden_and_seen.discard(key)
        elif self._until is None or at > self._until or key in self._unseen_before:
            self.unseen.add(key)

    def hide(self, key: str) -> None:
        """A post is hidden that was not."""
        if key in self.unseen:
            self.unseen.discard(key)
        else:
            self._hidden_and_seen.add(key)

    def see(self, keys: Iterable[str], hidden: Container[str]) -> bool:
        """Count these as seen; say whether any was not."""
        before = len(self.unseen), len(self._hidden_and_seen)
        for key in keys:
            if key in hidden:
                self._hidden_and_seen.add(key)
            else:
                self.unseen.discard(key)
        return before != (len(self.unseen), len(self._hidden_and_seen))

    def unsee(self, keys: Iterable[str], hidden: Container[str], known: Container[str]) -> None:
        """Take back having seen these, as far as they are known here."""
        for key in keys:
            if key in hidden:
                self._hidden_and_seen.discard(key)
            elif key in known:
                self.unseen.add(key)

    def forget(self, gone: set[str]) -> None:
        """These are no more."""
        self.unseen -= gone
        self._hidden_and_seen -= gone

    def has_seen_hidden(self, key: str) -> bool:
        """Whether that hidden post was seen."""
        return key in self._hidden_and_seen
