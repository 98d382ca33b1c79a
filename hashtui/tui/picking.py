"""What the reader picks, as the dashboard has it: in force wherever posts are judged and drawn, and written down."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from hashtui.anthology.picks import Picks
from hashtui.filter.tree import Node, terms_in
from hashtui.post.clean import clean_line
from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.post.pick import IfDeleted, Permission, Pick
from hashtui.post.post import Post
from hashtui.post.sighting import Admitted, Boost, Gap, Report
from hashtui.reading.entry import Entry

Changed = Callable[[frozenset[str]], None]
"""Told of the posts that are picked now and were not, or no more."""


class CanUndo(Protocol):
    """Told what was done, how to take it back, and what is to be said instead of the words, then and when it is."""

    def __call__(self, words: str, back: Callable[[], None], *, said: str, undone: str) -> None: ...


class Picking:
    """The picks of one session. A sink of the watch: it takes up what becomes of them.

    What is done by a key can be undone, post by post: what others did meanwhile stays. What is heard is written down
    when `settle` is called, not on the road of a post.
    """

    def __init__(
        self,
        picks: Picks,
        keep: Callable[[Picks], str],
        reread: Callable[[], Picks | None],
        now: Callable[[], datetime],
        *,
        changed: Changed,
        can_undo: CanUndo,
        trouble: Callable[[], str] = str,
        kept_out: Callable[[], KeptOut] = lambda: NOBODY,
    ) -> None:
        """`keep` has them written down, and says why that failed where it is known at once; `trouble` says it later.

        `reread` gives what others wrote, or None. `kept_out` tells who was forgotten: nothing of them is picked.
        """
        self.picks = picks
        self.keys: set[str] = set(picks.keys)
        """The same object for good: whoever judges and draws posts looks into it."""
        self.revision = 0
        """Grows with every change."""
        self.news: list[str] = []
        """What became of picked posts and was not told yet."""
        self.troubles: list[str] = []
        """What could not be written down so far, in words."""
        self._keep, self._reread, self._now = keep, reread, now
        self._changed, self._can_undo, self._trouble, self._kept_out = changed, can_undo, trouble, kept_out
        self._unkept = False
        self._out = NOBODY

    def take(self, admitted: Admitted) -> None:
        """A post was heard: of a picked one its edit, or its deletion, is taken up."""
        if admitted.sighting.post.key not in self.keys:
            return
        before, self.picks = self.picks, self.picks.heard(Entry.first(admitted))
        if self.picks is before:
            return
        self.revision += 1
        self._unkept = True
        pick = self.picks.picks[self.picks.place(admitted.sighting.post.key)]
        who = pick.post.author.handle
        gone = f"{who} deleted a post you picked: kept out of exports"
        self.news.append(gone if pick.deleted_at is not None else f"{who} edited a post you picked")

    def note(self, heard: Gap | Report | Boost) -> None:
        """No pick changes by it."""

    def settle(self) -> bool:
        """Write down what was heard, take up what others wrote; whether they wrote anything new.

        Of people who were forgotten since nothing stays picked.
        """
        out = self._kept_out()
        if out is not self._out:
            self._out = out
            self._clear(out)
        if self._unkept:
            self._unkept = False
            self._keep(self.picks)
        there = self._reread()
        if there is not None:
            self._put(there)
        return there is not None

    def toggle(self, entry: Entry) -> str:
        """Pick the post, or no longer; what to say of it."""
        key, who = entry.key, entry.post.author.handle or entry.post.author.name
        if key in self.keys:
            return self.act(f"No longer picked: {who}", self.picks.without([key]))
        if entry.deleted_at is not None:
            return "Its author deleted it: it cannot be picked."
        out = self._kept_out()
        if out.has(entry.post.author):
            return f"You asked to forget {who}: their posts cannot be picked."
        picks = self.picks.added([Pick(out.cleared(entry.post), self._now())])
        count = f"{len(picks)} pick{'' if len(picks) == 1 else 's'}"
        return self.act(f"Picked {who}, {count}", picks)

    def act(self, words: str, picks: Picks) -> str:
        """Have these picks from now on; what to say of it: `words`, or what went wrong."""
        before = self.picks
        if picks == before:
            return words
        self._put(picks)
        trouble = self._keep(picks)
        others, places = _differing(before, picks), _displaced(before, picks)

        def back() -> None:
            now = self.picks
            for key in dict.fromkeys((*before.keys_in_order, *others)):
                if key in others:
                    now = now.restored(before, key)
                elif key in places:
                    now = now.placed(before, key)
            now = now.without_people(self._kept_out())  # somebody may have been forgotten since it was done
            self._put(now)
            self._keep(now)

        self._can_undo(words, back, said=trouble, undone=_undone(before, picks))
        return trouble or words

    def trouble(self) -> str:
        """Why something could not be written down that was to be; told once."""
        told = self._trouble()
        if told:
            self.troubles.append(told)
        return told

    def _clear(self, out: KeptOut) -> None:
        left = self.picks.without_people(out)
        if left != self.picks:
            self._put(left)
            self._unkept = True

    def _put(self, picks: Picks) -> None:
        turned = picks.keys ^ self.picks.keys
        self.picks = picks
        self.revision += 1
        if turned:
            self.keys.clear()
            self.keys |= picks.keys
            self._changed(turned)


def _differing(before: Picks, now: Picks) -> frozenset[str]:
    """The posts of which other things are said, or that are picked in one of them only."""
    was, new = ({str(pick.key): pick for pick in picks} for picks in (before, now))
    return frozenset(key for key in was.keys() | new.keys() if was.get(key) != new.get(key))


def _undone(before: Picks, now: Picks) -> str:
    """What to say when it is taken back that one post was picked, or is no more; empty: the usual."""
    turned = [pick for pick in (*before, *now) if (pick.key in before.keys) != (pick.key in now.keys)]
    if len(turned) != 1:
        return ""
    author = turned[0].post.author
    return f"{'Picked again' if turned[0].key in before.keys else 'No longer picked'}: {author.handle or author.name}"


def _displaced(before: Picks, now: Picks) -> frozenset[str]:
    """The posts that stand behind another one, of those that both have."""
    both = before.keys & now.keys
    was, new = ([key for key in picks.keys_in_order if key in both] for picks in (before, now))
    ahead, ahead_now = ({key: keys[at - 1] if at else "" for at, key in enumerate(keys)} for keys in (was, new))
    return frozenset(key for key in both if ahead[key] != ahead_now[key])


NEXT_PERMISSION = {
    Permission.NOT_ASKED: Permission.ASKED,
    Permission.ASKED: Permission.GRANTED,
    Permission.GRANTED: Permission.REFUSED,
    Permission.REFUSED: Permission.NOT_ASKED,
}
"""What the key for it makes of each."""
DECISIONS = {"k": IfDeleted.KEEP, "d": IfDeleted.DROP}
"""What a key answers when it is asked what is to become of a pick that its author deleted."""


def asks_for_picks(nodes: Iterable[Node]) -> bool:
    """Whether one of these expressions depends on what is picked."""
    return any(str(term) == "is:picked" for node in nodes for term in terms_in(node))


def as_entry(pick: Pick) -> Entry:
    """A pick that this session has not heard of, as the views of a post take it."""
    return unheard(pick.latest, pick.picked_at, pick.deleted_at)


def unheard(post: Post, at: datetime, deleted_at: datetime | None = None) -> Entry:
    """A post that came by no source of this session, but with a thread or out of a file, at that time."""
    return Entry(post, frozenset(post.tags), at, clean_line(""), (), "", deleted_at=deleted_at, live=False)
