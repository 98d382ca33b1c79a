"""Going from post to post on `--plain` and telling each: what the keys of posts do, as sentences."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from hashtui.cli.plain.deck import PlainDeck, PlainPane
from hashtui.cli.plain.words import Speech, closed, counted, gap_sentence, peak_sentence, told
from hashtui.config.config import Density
from hashtui.post.post import Post
from hashtui.post.sighting import Gap, Thread
from hashtui.reading.entry import Entry
from hashtui.reading.mark import LeftOff, Mark, PeakMark
from hashtui.reading.order import place_of

MOST_REPLIES = 20
"""So many answers of a thread are told at once."""
NO_PANE = "No pane is open; a and a #tag opens one."
NEWEST = "That was the newest post."
OLDEST = "That was the oldest post here."
NEXT_DENSITY = {Density.LINE: Density.SHORT, Density.SHORT: Density.FULL, Density.FULL: Density.LINE}
DENSITIES = {
    Density.LINE: "One line of each post from now on.",
    Density.SHORT: "Each post in short from now on.",
    Density.FULL: "Each post in full from now on.",
}

Lines = tuple[str, ...]


class Reading:
    """The posts as they are told. A post that was told counts as heard."""

    def __init__(
        self,
        deck: PlainDeck,
        density: Density,
        speech: Callable[[Density], Speech],
        why_nothing: Callable[[PlainPane], Lines],
    ) -> None:
        """`why_nothing` says why a pane has no post."""
        self._deck = deck
        self.density = density
        """How much of each post is told."""
        self._speak = speech
        self._why_nothing = why_nothing
        self.unfolded: set[str] = set()
        """Posts whose content warning was opened."""

    def _speech(self) -> Speech:
        return self._speak(self.density)

    def here(self) -> Entry | None:
        """The post that was told last, if it is still there."""
        return None if self._deck.pane is None else self._deck.pane.entry

    def next_unheard(self) -> Lines:
        """The next post of this pane that was not told yet."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        entry = pane.next_unheard()
        if entry is not None:
            return self._tell(pane, entry, counts=True)
        if not len(pane.timeline):
            return self._why_nothing(pane)
        return (f"Nothing unread in {pane.filter.label}.", *self._elsewhere())

    def next_matters(self, alerted: Container[str] = ()) -> Lines:
        """Of all panes the next post not told yet that matters: the announced before others, the oldest first."""
        deck, best = self._deck, None
        if not deck.panes:
            return (NO_PANE,)
        for index, pane in enumerate(deck.panes):
            for key in pane.timeline.matter_unseen:
                entry = pane.timeline.entry(key)
                if entry is None:
                    continue
                rank = (key not in alerted, place_of(entry), index != deck.active, index)
                if best is None or rank < best[0]:
                    best = rank, entry
        if best is None:
            return ("Nothing unread that matters, in any pane.",)
        (*_, moved, index), entry = best
        deck.active = index
        pane = deck.panes[index]
        where = (f"In pane {index + 1}, {pane.filter.label}:",) if moved else ()
        return (*where, *self._tell(pane, entry, jump=True, counts=True))

    def older(self) -> Lines:
        """The neighbour below."""
        return self._step(-1, OLDEST)

    def newer(self) -> Lines:
        """The neighbour above."""
        return self._step(1, NEWEST)

    def newest(self) -> Lines:
        """The newest post of the pane."""
        return self._jump(0)

    def oldest(self) -> Lines:
        """The oldest post of the pane."""
        return self._jump(-1)

    def back(self) -> Lines:
        """The post one was at before the last jump in this pane."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        while pane.before:
            key = pane.before.pop()[1]
            entry = pane.timeline.entry(key)
            if entry is not None and pane.timeline.position(key) is not None:
                return self._tell(pane, entry, passes=False)
        return ("Nothing to go back to: no jump was made in this pane.",)

    def seen(self) -> tuple[Lines, Callable[[], None] | None]:
        """Count every post of the pane as heard; with how to take it back."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,), None
        keys = pane.timeline.see_all()
        if not keys:
            return ("Nothing was unread.",) if len(pane.timeline) else self._why_nothing(pane), None
        return (f"{counted(len(keys), 'post')} marked as seen.",), lambda: pane.timeline.unsee(keys)

    def show(self, key: str, panes: Sequence[PlainPane] = (), more: Lines = ()) -> Lines:
        """Be at that post and tell it, with more sentences about it; in this pane, or one of the others that has it.

        Nothing where no pane shows it any more.
        """
        deck = self._deck
        for pane in (*([deck.pane] if deck.pane is not None else []), *panes):
            entry = pane.timeline.entry(key)
            if pane in deck.panes and entry is not None and pane.timeline.position(key) is not None:
                moved, deck.active = pane is not deck.pane, deck.panes.index(pane)
                where = (f"In pane {deck.active + 1}, {pane.filter.label}:",) if moved else ()
                return (*where, *self._tell(pane, entry, jump=True, more=more))
        return ()

    def again(self) -> Lines:
        """The post told last, as it is told now."""
        pane, entry = self._deck.pane, self.here()
        return () if pane is None or entry is None else self._tell(pane, entry)

    def whole(self) -> Lines:
        """The post told last in full, its content warning opened."""
        pane, entry = self._deck.pane, self.here()
        if pane is None or entry is None:
            return ()
        self.unfolded.add(entry.key)
        speech = replace(self._speech(), density=Density.FULL)
        post = told(entry, speech, unfolded=True, hidden_by=pane.timeline.why_hidden(entry.key))
        others = [source for source in entry.sources if source != entry.source]
        also = (closed(f"Also heard through {' and '.join(others)}"),) if others else ()
        return (*post.lines(), *also, *((f"Its address: {entry.post.url}",) if entry.post.url else ()))

    def thread(self, thread: Thread) -> Lines:
        """What the post answers and what answers it."""
        lines: list[str] = []
        if thread.ancestors:
            lines.append("It answers:")
            lines += self.posts(thread.ancestors)
        if not thread.descendants:
            return (*lines, "No replies that this server knows of.")
        lines.append(f"{counted(len(thread.descendants), 'reply', 'replies')}:")
        lines += self.posts(thread.descendants[:MOST_REPLIES])
        if len(thread.descendants) > MOST_REPLIES:
            lines.append(f"And {len(thread.descendants) - MOST_REPLIES} more.")
        return tuple(lines)

    def posts(self, posts: Sequence[Post]) -> Lines:
        """These posts in short, none of them counted as heard."""
        speech = self._speak(Density.LINE if self.density is Density.LINE else Density.SHORT)
        return tuple(line for post in posts for line in told(_entry(post), speech).lines())

    def _step(self, newer: int, otherwise: str) -> Lines:
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        entry = pane.step(newer)
        if entry is not None:
            return self._tell(pane, entry)
        return (otherwise,) if len(pane.timeline) else self._why_nothing(pane)

    def _jump(self, index: int) -> Lines:
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        if not len(pane.timeline):
            return self._why_nothing(pane)
        return self._tell(pane, pane.timeline.at(index % len(pane.timeline)), jump=True)

    def _tell(
        self,
        pane: PlainPane,
        entry: Entry,
        *,
        jump: bool = False,
        passes: bool = True,
        counts: bool = False,
        more: Lines = (),
    ) -> Lines:
        """The post, after the marks that one `passes` on the way; who jumps passes none and can go back."""
        if jump and pane.here is not None and pane.here != place_of(entry):
            pane.before.append(pane.here)
        speech = self._speech()
        passed = pane.passed(entry) if passes and not jump else ()
        pane.stand(entry)
        hidden_by = pane.timeline.why_hidden(entry.key)
        post = told(entry, speech, unfolded=entry.key in self.unfolded, hidden_by=hidden_by)
        left = (f"{pane.unheard} left.",) if counts else ()
        marks = _marks(passed, speech, names_tags=len(pane.filter.tags) > 1)
        return (*marks, *post.lines(*more, *left))

    def _elsewhere(self) -> Lines:
        pane = self._deck.pane
        return tuple(
            f"Pane {number}, {other.filter.label}: {other.unheard} unread."
            for number, other in enumerate(self._deck.panes, 1)
            if other is not pane and other.unheard
        )


def _marks(marks: Sequence[Mark], speech: Speech, *, names_tags: bool) -> Lines:
    """What one came past: where one was last time, then holes that are not filled and peaks that began."""
    left = [f"You were here at {speech.when(mark.at)}." for mark in marks if isinstance(mark, LeftOff)]
    lines = []
    for mark in marks:
        if isinstance(mark, Gap) and mark.filled_at is None:
            lines.append(gap_sentence([mark], speech))
        elif isinstance(mark, PeakMark):
            lines.append(peak_sentence(mark.peak, speech, tag=names_tags))
    return (*left, *lines)


def _entry(post: Post) -> Entry:
    """A post of a thread, which was never heard by itself."""
    return Entry(post, frozenset(post.tags), post.created_at, post.key, (), "", live=False)
